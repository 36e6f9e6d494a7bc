"""Sums, dates and numbers in words: what is written in one way, and has to be written in another.

Each example is one question about one symbol of an answer, and no question is asked twice: none of the test part has
been seen in training.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from math import prod

import numpy as np

from engine.data.number_words import SPELLED
from engine.data.registry import register
from engine.data.source import Progress, Samples
from engine.data.symbol_sequences import ASKED, BLANK, END, LANGUAGE, answered_whole, asked, made_of_symbols
from engine.data.texts.cutting import SHOWN
from engine.errors import N_
from engine.fields import Integer

DIGITS = "0123456789"
FIRST_DAY, DAYS = date(1970, 1, 1), 21_915
"""Sixty years, so that two digits say which year is meant."""
MONTHS = {
    "english": ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
                "November", "December"),
    "spanish": ("enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre",
                "noviembre", "diciembre"),
}
FORMS = {
    "english": ("{month} {0.day}, {0.year}", "{0.day} {month} {0.year}", "{month:.3} {0.day} {0.year}",
                "{0:%m/%d/%y}", "{0.month}/{0.day}/{0.year}"),
    "spanish": ("{0.day} de {month} de {0.year}", "{month} {0.day} de {0.year}", "{0.day} {month:.3} {0.year}",
                "{0:%d/%m/%y}", "{0.day}-{0.month}-{0.year}"),
}


def sums(settings: Mapping[str, object], rng: np.random.Generator, content: bytes | None,
         progress: Progress) -> Samples:
    """Two numbers of as many digits each, with zeros in front, as 07+58; the answer has one digit more: 065."""
    digits = settings["digits"]
    first, second, said = _questions(settings, rng, 10**digits, 10**digits, digits + 1)
    given = [f"{one:0{digits}}+{other:0{digits}}" for one, other in zip(first.tolist(), second.tolist(), strict=True)]
    written = [f"{number:0{digits + 1}}" for number in (first + second).tolist()]
    return _answered(given, written, said, DIGITS, "+", 2 * digits + 1)


def dates(settings: Mapping[str, object], rng: np.random.Generator, content: bytes | None,
          progress: Progress) -> Samples:
    """Days from 1970 to 2029 in several forms of a language; the answer is as in ISO 8601: 1998-03-03."""
    language, classes = settings["language"], DIGITS + "-"
    forms = FORMS[language]
    days, shapes, said = _questions(settings, rng, DAYS, len(forms), len("1998-03-03"))
    when = [FIRST_DAY + timedelta(days=day) for day in days.tolist()]
    given = [_in_form(forms[shape], day, language) for day, shape in zip(when, shapes.tolist(), strict=True)]
    all_of_a_year = [_in_form(form, date(1970, month, 28), language) for form in forms for month in range(1, 13)]
    return _answered(given, [day.isoformat() for day in when], said, classes, _others(all_of_a_year, classes),
                     max(map(len, all_of_a_year)))


def _in_form(form: str, day: date, language: str) -> str:
    return form.format(day, month=MONTHS[language][day.month - 1])


def number_words(settings: Mapping[str, object], rng: np.random.Generator, content: bytes | None,
                 progress: Progress) -> Samples:
    """Numbers from 0 in the words of a language; the answer is the same number in digits, with zeros in front."""
    digits, spell = settings["digits"], SPELLED[settings["language"]]
    words = [spell(number) for number in range(10**digits)]
    numbers, said = _questions(settings, rng, len(words), digits)
    return _answered([words[number] for number in numbers.tolist()], [f"{n:0{digits}}" for n in numbers.tolist()], said,
                     DIGITS, _others(map(spell, range(10_000)), DIGITS), max(map(len, words)))


def _questions(settings: Mapping[str, object], rng: np.random.Generator, *choices: int
               ) -> tuple[np.ndarray | None, ...]:
    """For each of the `choices` what is chosen, (N,): never all the same twice, so that there may be fewer than are
    wanted. The last one is which symbol is asked for, None where all are."""
    most, whole = settings["samples"], settings["asked"] == "row"
    chosen = choices[:-1] if whole else choices
    every = prod(chosen)
    found = np.unravel_index(rng.choice(every, min(most, every), replace=False), chosen)
    return (*found, None) if whole else found


def _others(texts: Iterable[str], classes: str) -> str:
    return "".join(sorted(set().union(*texts) - set(classes)))


def _answered(given: list[str], written: list[str], said: np.ndarray | None, classes: str, others: str,
              width: int) -> Samples:
    shown = tuple(SHOWN.get(symbol, symbol) for symbol in others)
    if said is None:
        place = {symbol: number for number, symbol in enumerate((*classes, END, *others))}
        rows, answers = ([[place[symbol] for symbol in text] for text in texts] for texts in (given, written))
        return answered_whole(rows, answers, width, max(map(len, written)), tuple(classes), shown)
    place = {symbol: number for number, symbol in enumerate((*classes, *others, BLANK))}
    rows, answers = (np.array([[place[symbol] for symbol in text] for text in texts])
                     for texts in ([text.ljust(width, BLANK) for text in given], written))
    return asked(rows, answers, said, tuple(classes), shown)


register(
    made_of_symbols(
        "sums", sums, "sum", N_("engine", "Sums in digits"),
        N_("engine", "Two numbers as they are written, a mark, and their sum, as far as it is written: which digit "
           "comes next? What is carried comes from the right, and is written from the left."), None, ASKED,
        Integer("digits", 2, N_("engine", "Digits"), minimum=1, maximum=4,
                help=N_("engine", "How many digits each number has, with zeros in front; the sum has one more."))),
    made_of_symbols(
        "dates", dates, "calendar", N_("engine", "Dates"),
        N_("engine", "A date from 1970 to 2029 in one of five forms, a mark, and the same date as year, month and day, "
           "as far as it is written: which symbol comes next? Where a month is a number, it comes first in English, "
           "and the day in Spanish."), None, LANGUAGE,
        ASKED),
    made_of_symbols(
        "number_words", number_words, "numeral", N_("engine", "Numbers in words"),
        N_("engine", "A number in words, a mark, and its digits, as far as they are written: which one comes next?"),
        None,
        LANGUAGE, ASKED,
        Integer("digits", 3, N_("engine", "Digits"), minimum=2, maximum=4,
                help=N_("engine", "How many digits the numbers have, with zeros in front. No question is asked twice: "
                        "with two digits there are only 200, or 100 whole rows."))),
    rank=30)
