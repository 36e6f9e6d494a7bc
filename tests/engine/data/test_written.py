"""Sums, dates and numbers in words: every answer is what another way of reading says."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from engine.data import Data, DataSpec, load
from engine.data.number_words import SPELLED
from engine.data.symbol_sequences import ASK, BLANK, END
from engine.graph import LayerSpec, sequential
from engine.network import Network
from engine.training import Trainer, TrainingSettings

SPANISH_MONTHS = (
    "enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre", "noviembre",
    "diciembre")
ENGLISH_FORMS = ("%B %d, %Y", "%d %B %Y", "%b %d %Y", "%m/%d/%y", "%m/%d/%Y")
SPANISH_FORMS = ("%d de %m de %Y", "%m %d de %Y", "%d %m %Y", "%d/%m/%y", "%d-%m-%Y")
VALUES = {
    "english": {
        "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
        "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
        "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50,
        "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90},
    "spanish": {
        "cero": 0, "uno": 1, "dos": 2, "tres": 3, "cuatro": 4, "cinco": 5, "seis": 6, "siete": 7, "ocho": 8, "nueve": 9,
        "diez": 10, "once": 11, "doce": 12, "trece": 13, "catorce": 14, "quince": 15, "dieciséis": 16,
        "diecisiete": 17, "dieciocho": 18, "diecinueve": 19, "veinte": 20, "veintiuno": 21, "veintidós": 22,
        "veintitrés": 23, "veinticuatro": 24, "veinticinco": 25, "veintiséis": 26, "veintisiete": 27,
        "veintiocho": 28, "veintinueve": 29, "treinta": 30, "cuarenta": 40, "cincuenta": 50, "sesenta": 60,
        "setenta": 70, "ochenta": 80, "noventa": 90, "cien": 100, "ciento": 100, "doscientos": 200,
        "trescientos": 300, "cuatrocientos": 400, "quinientos": 500, "seiscientos": 600, "setecientos": 700,
        "ochocientos": 800, "novecientos": 900},
}


def read_date(text: str, language: str) -> str:
    """A date as datetime reads it, in ISO 8601; in Spanish after the month's name, or its beginning, became a
    number."""
    if language == "spanish":
        for number, month in enumerate(SPANISH_MONTHS, 1):
            for name in (month, month[:3]):
                text = " ".join(str(number) if word == name else word for word in text.split(" "))
    for form in ENGLISH_FORMS if language == "english" else SPANISH_FORMS:
        try:
            return datetime.strptime(text, form).date().isoformat()
        except ValueError:
            continue
    raise AssertionError(text)


def read_number(text: str, language: str) -> int:
    """A number below a million from its words, each added to, or multiplied with, what came before."""
    total = now = 0
    for word in text.replace("-", " ").split():
        if word in ("thousand", "mil"):
            total, now = max(now, 1) * 1000, 0
        elif word == "hundred":
            now *= 100
        elif word != "y":
            now += VALUES[language][word]
    return total + now


def read_sum(text: str, language: str) -> int:
    return sum(map(int, text.split("+")))


def questions(data: Data):
    """Of every example what is given, what was said, and the symbol that is asked for."""
    for part in (data.train, data.validation, data.test):
        for raw, target in zip(part.raw.astype(int), data.classes_of(part.targets).astype(int), strict=True):
            given, _, said = "".join(data.symbols[place] for place in raw).partition("?")
            yield given.rstrip("·").replace("␣", " "), said.rstrip("·"), data.class_names[target]


@pytest.mark.parametrize(("name", "settings", "read", "width"), [
    ("sums", {}, read_sum, 3), ("sums", {"digits": 4}, read_sum, 5), ("sums", {"digits": 1}, read_sum, 2),
    *(("dates", {"language": language}, read_date, 10) for language in VALUES),
    *(("number_words", {"language": language, "digits": digits}, read_number, digits)
      for language in VALUES for digits in (2, 4))])
def test_what_is_asked_for_goes_on_with_the_answer(name, settings, read, width):
    data = load(DataSpec(name, settings | {"samples": 3_000}))
    assert data.target_names == ("next",)
    assert data.symbols[:len(data.class_names)] == data.class_names
    asked = list(questions(data))
    for given, said, wanted in asked:
        answer = read(given, settings.get("language", "english"))
        written = answer if isinstance(answer, str) else str(answer).zfill(width)
        assert written.startswith(said + wanted), given
    assert {len(said) for _, said, _ in asked} == set(range(width)), "every place of the answer is asked for"
    assert len({(given, said) for given, said, _ in asked}) == len(asked), "nothing is asked twice"


@pytest.mark.parametrize("language", VALUES)
def test_every_form_of_a_date_and_every_month_is_there(language):
    given = [text for text, _, _ in questions(load(DataSpec("dates", {"language": language, "samples": 5_000})))]
    assert {read_date(text, language)[5:7] for text in given} == {f"{month:02}" for month in range(1, 13)}
    shapes = {"".join("9" if letter.isdigit() else "a" if letter.isalpha() else letter for letter in text)
              .replace("99", "9").replace("99", "9").replace("aa", "a") for text in given}
    assert len(shapes) >= 5
    assert min(read_date(text, language) for text in given) >= date(1970, 1, 1).isoformat()
    assert max(read_date(text, language) for text in given) <= date(2029, 12, 31).isoformat()


@pytest.mark.parametrize("language", VALUES)
def test_every_number_is_read_as_it_was_spelled(language):
    words = [SPELLED[language](number) for number in range(10_000)]
    assert [read_number(text, language) for text in words] == list(range(10_000))


@pytest.mark.parametrize(("language", "number", "words"), [
    ("english", 21, "twenty-one"), ("english", 100, "one hundred"), ("english", 340, "three hundred forty"),
    ("english", 7_012, "seven thousand twelve"), ("spanish", 16, "dieciséis"), ("spanish", 31, "treinta y uno"),
    ("spanish", 100, "cien"), ("spanish", 101, "ciento uno"), ("spanish", 1_000, "mil"),
    ("spanish", 2_122, "dos mil ciento veintidós"), ("spanish", 5_500, "cinco mil quinientos")])
def test_numbers_are_written_as_people_write_them(language, number, words):
    assert SPELLED[language](number) == words


def test_the_symbols_do_not_depend_on_chance():
    for name in ("sums", "dates", "number_words"):
        few, others = (load(DataSpec(name, {"samples": 20}, seed=seed)) for seed in (0, 1))
        assert (few.symbols, few.input_shape) == (others.symbols, others.input_shape)


def test_where_there_are_fewer_questions_all_are_asked():
    data = load(DataSpec("number_words", {"digits": 2, "samples": 20_000}))
    assert len(list(questions(data))) == 200


def reader(data: Data, units: int):
    return sequential(
        LayerSpec("input", "input", {"shape": data.input_shape}),
        LayerSpec("symbols", "embedding", {"vocabulary": len(data.symbols), "dimension": 16}),
        LayerSpec("memory", "gru", {"units": units}),
        LayerSpec("head", "dense", {"units": len(data.class_names), "activation": "identity"}),
        LayerSpec("output", "output", {"loss": "categorical_cross_entropy"}))


@pytest.mark.thorough
@pytest.mark.parametrize(("spec", "epochs", "least"), [
    (DataSpec("sums", {"samples": 10_000}), 40, 0.7),
    (DataSpec("number_words", {"samples": 3_000}), 40, 0.9)])
def test_a_network_learns_them(spec, epochs, least):
    data = load(spec)
    trainer = Trainer(reader(data, 48), data, TrainingSettings("adam", {"learning_rate": 0.005}, batch_size=64,
                                                               epochs=epochs))
    while trainer.epochs_done < epochs:
        trainer.epoch()
    predicted = Network(trainer.graph).predict(trainer.parameters, data.test.inputs)
    assert (predicted.argmax(axis=1) == data.classes_of(data.test.targets)).mean() >= least


def rows(data: Data, part: str) -> list[tuple[str, str, str]]:
    """What is read, what each step is told, and what is to be written, up to its end."""
    examples, found = getattr(data, part), []
    for raw, targets in zip(examples.raw.astype(int), examples.targets, strict=True):
        text = "".join(data.symbols[place] for place in raw)
        cut = len(text) - data.target_shape[0]
        counts = targets.max(axis=-1) > 0
        assert counts[:counts.sum()].all(), "steps that count stand first"
        found.append((text[:cut].rstrip(BLANK), text[cut:].rstrip(BLANK),
                      "".join(data.symbols[place] for place in targets[counts].argmax(axis=-1))))
    return found


@pytest.mark.parametrize(("source", "settings", "answer"), [
    ("reversing", {"letters": 4, "length": 6}, lambda read: read[::-1]),
    ("sorting", {"letters": 4, "length": 6}, lambda read: "".join(sorted(read))),
    ("copying", {"letters": 4, "length": 6}, lambda read: read),
    ("sums", {}, lambda read: f"{sum(map(int, read.split('+'))):03}"),
    ("number_words", {"language": "spanish"}, lambda read: f"{read_number(read, 'spanish'):03}"),
    ("dates", {"language": "spanish"}, lambda read: read_date(read, "spanish"))])
def test_whole_rows_are_told_what_is_right_and_end_where_the_answer_ends(source, settings, answer):
    data = load(source, asked="row", samples=300, **settings)
    assert data.task == "sequence"
    assert data.class_names == ()
    assert data.target_shape == (max(len(written) for _, _, written in rows(data, "train")), data.written)
    for read, told, written in rows(data, "train"):
        wanted = answer(read.replace("␣", " "))
        assert written == wanted + END
        assert told == ASK + wanted


def test_no_row_is_asked_twice_and_lengths_differ():
    data = load("reversing", asked="row", letters=3, length=4, samples=2_000)
    read = [row for part in ("train", "test") for row, _, _ in rows(data, part)]
    assert len(set(read)) == len(read)
    assert set(map(len, read)) == {2, 3, 4}
