"""Texts and rows of symbols: every example is a window of the text, and what follows is what follows there."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.data import DataSpec, load
from engine.data.symbol_sequences import PAIRS
from engine.data.texts.cutting import cut, numbered
from engine.errors import DataError
from engine.graph import LayerSpec, sequential
from engine.network import Network
from engine.training import Trainer, TrainingSettings

POEM = 12 * ("La rosa es sin porqué:\r\nflorece porque florece.\r\n\r\n"
             "No se cuida de sí misma,\nni pregunta si la ven.\n")


def text(content: bytes, **settings: object):
    return load(DataSpec("text", {"samples": 100_000, **settings}, content=content))


def spelled(data, raw: np.ndarray) -> str:
    return "".join(data.symbols[int(place)] for place in raw)


def test_characters_are_cut_with_one_blank_between_words_and_one_mark_between_paragraphs():
    assert "".join(cut("A  b\nc\n\n \n d\t", "characters", lower=True)) == "a b c\nd"


def test_words_are_words_and_marks():
    assert cut("No, l'eau (l’été) es-tu? 3,5", "words", lower=False) == [
        "No", ",", "l'eau", "(", "l’été", ")", "es-tu", "?", "3", ",", "5"]


@given(st.lists(st.sampled_from("abcdef"), min_size=1, max_size=60), st.integers(1, 8))
def test_the_most_frequent_symbols_have_numbers(symbols, most):
    codes, names = numbered(symbols, most)
    counts = [symbols.count(name) for name in names]
    assert counts == sorted(counts, reverse=True)
    assert len(names) == min(most, len(set(symbols)))
    for symbol, code in zip(symbols, codes.tolist(), strict=True):
        assert names[code] == symbol if code < len(names) else symbol not in names


def test_every_example_is_in_the_text_and_what_follows_follows_there():
    data = text(POEM.encode(), steps=7)
    whole = "".join(cut(POEM, "characters", lower=True)).replace(" ", "␣").replace("\n", "¶")
    for part in (data.train, data.validation, data.test):
        for raw, target in zip(part.raw, part.targets, strict=True):
            assert spelled(data, raw) + data.class_names[target.argmax()] in whole


def test_no_part_sees_what_another_is_asked():
    data = text(POEM.encode(), steps=5, validation=20, test=20)
    whole = cut(POEM, "characters", lower=True)
    lengths = [len(part) + 5 for part in (data.train, data.validation, data.test)]
    assert sum(lengths) == len(whole), "one behind the other, each loses its first window"
    assert data.given == {"validation", "test"}


def test_numbers_of_symbols_are_never_standardised():
    data = text(POEM.encode())
    assert data.spec.standardize
    assert np.array_equal(data.train.inputs, data.train.raw)
    assert data.input_scaling.is_identity


def test_rare_symbols_share_a_number_and_are_never_asked_for():
    data = text(POEM.encode(), vocabulary=8, steps=4)
    assert len(data.class_names) == 8
    assert data.symbols == (*data.class_names, "(others)")
    assert data.train.raw.max() == 8
    words = text(POEM.encode(), unit="words", vocabulary=5, steps=3)
    assert set(words.class_names) <= set(cut(POEM, "words", lower=True))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_a_text_in_any_encoding_is_the_same(encoding):
    assert text(POEM.encode(encoding)).class_names == text(POEM.encode()).class_names
    assert "é" in text(POEM.encode(encoding)).class_names


@pytest.mark.parametrize(("content", "sentence"), [
    (b"", "empty"), (b"  \n ", "empty"), (b"too short", "too short"), (b"aaaa" * 100, "always the same"),
    (b"\0\1\2" * 100, "binary"), (b"a" * 5_000_001, "up to 5 MB"),
])
def test_what_is_no_text_gives_a_sentence(content, sentence):
    with pytest.raises(DataError, match=sentence):
        text(content)
    with pytest.raises(DataError, match="not part of this project"):
        load(DataSpec("text"))


@pytest.mark.parametrize(("name", "words"), [("alice", "alice was beginning to get very tired"),
                                             ("quijote", "en un lugar de la mancha, de cuyo nombre")])
def test_the_texts_that_ship(name, words):
    data = load(DataSpec(name, {"samples": 100_000, "steps": 38}))
    assert words.replace(" ", "␣")[:38] in {spelled(data, raw)[:len(words)] for raw in data.train.raw[:, :38]} or any(
        words.replace(" ", "␣")[:30] in spelled(data, raw) for raw in data.train.raw)
    assert 30 < len(data.class_names) <= 60
    assert len(data.train) > 40_000


def is_balanced(row: str) -> bool:
    """Whether each bracket of a text is closed by its own kind in the right order."""
    stack: list[str] = []
    for bracket in row:
        pair = next(pair for pair in PAIRS if bracket in pair)
        if bracket == pair[0]:
            stack.append(pair[1])
        elif not stack or stack.pop() != bracket:
            return False
    return not stack


def test_brackets_are_right_when_they_are_balanced():
    data = load(DataSpec("brackets", {"half": 4, "kinds": 3, "samples": 500}))
    for part in (data.train, data.test):
        for raw, target in zip(part.raw, part.targets, strict=True):
            assert is_balanced(spelled(data, raw)) == bool(target[0])
    assert 0.4 < data.train.targets.mean() < 0.6


@pytest.mark.parametrize(("row", "right"), [("", True), ("()[]", True), ("([)]", False), ("(()", False), (")(", False)])
def test_balanced(row, right):
    assert is_balanced(row) == right


def test_recall_asks_for_the_letter_that_was_there():
    data = load(DataSpec("recall", {"delay": 9, "letters": 4, "samples": 300}))
    for raw, target in zip(data.train.raw, data.train.targets, strict=True):
        row = spelled(data, raw)
        assert (len(row), row[-1]) == (11, "?")
        assert set(row[:-1]) == {"·", data.class_names[target.argmax()]}


def test_reverse_goes_on_where_it_stands():
    data = load(DataSpec("reversing", {"length": 5, "letters": 3, "samples": 400}))
    for raw, target in zip(data.train.raw, data.train.targets, strict=True):
        word, _, said = spelled(data, raw).partition("?")
        said = said.rstrip("·")
        assert word[::-1].startswith(said + data.class_names[target.argmax()])


def reader(data, units: int, kind: str = "gru"):
    count = len(data.symbols)
    return sequential(
        LayerSpec("input", "input", {"shape": data.input_shape}),
        LayerSpec("letters", "embedding", {"vocabulary": count, "dimension": 16}),
        LayerSpec("memory", kind, {"units": units}),
        LayerSpec("head", "dense", {"units": len(data.class_names), "activation": "identity"}),
        LayerSpec("output", "output", {"loss": "categorical_cross_entropy"}))


@pytest.mark.thorough
def test_a_network_learns_the_next_letter_of_the_quijote():
    """Bits for each letter of the test part: 4.0 without a context (the entropy of letters), under 3.1 with one."""
    data = load(DataSpec("quijote", {"samples": 12_000}))
    settings = TrainingSettings("adam", {"learning_rate": 0.005}, batch_size=64, epochs=6)
    trainer = Trainer(reader(data, 64), data, settings)
    while trainer.epochs_done < 6:
        trainer.epoch()
    shares = data.train.targets.mean(axis=0)
    shares = shares[shares > 0]
    alone = -(shares * np.log2(shares)).sum()
    bits = trainer.evaluate("test").loss / np.log(2)
    assert alone > 3.9
    assert bits < 3.1


@pytest.mark.thorough
def test_a_network_learns_to_recall():
    data = load(DataSpec("recall", {"delay": 8, "letters": 4, "samples": 800}))
    settings = TrainingSettings("adam", {"learning_rate": 0.01}, batch_size=32, epochs=30)
    trainer = Trainer(reader(data, 24), data, settings)
    while trainer.epochs_done < 30:
        trainer.epoch()
    predicted = Network(trainer.graph).predict(trainer.parameters, data.test.inputs)
    assert (predicted.argmax(axis=1) == data.test.targets.argmax(axis=1)).mean() > 0.95


@pytest.mark.parametrize(("name", "rewrite"), [
    ("reversing", lambda row: row[::-1]), ("sorting", sorted), ("copying", lambda row: row)])
def test_what_is_written_behind_the_mark_is_made_of_what_stands_before_it(name, rewrite):
    data = load(DataSpec(name, {"length": 5, "letters": 4, "samples": 200}))
    assert data.target_names == ("next",)
    for raw, target in zip(data.train.raw.astype(int), data.classes_of(data.train.targets), strict=True):
        words, mark, said = raw[:5].tolist(), raw[5], [place for place in raw[6:].tolist() if place < 4]
        assert data.symbols[mark] == "?"
        assert [*said, int(target)] == list(rewrite(words))[:len(said) + 1]
