"""Does the first row name the columns?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from math import log

from engine.data.tables.dates import read_dates
from engine.data.tables.missing import GAPS
from engine.data.tables.notation import DECIMALS, is_finite, is_plain, take_apart

PRIOR = log(4)  # most files name their columns
_MOST_CELLS = 20_000
DOUBT = 2.0
"""Odds, as logarithms, that are too even to decide without asking."""


def is_number(cell: str) -> bool:
    """Whether it is written as a finite number, with any marks and any unit."""
    core, _ = take_apart(cell)
    return is_finite(core)


def header_odds(first: Sequence[str], body: Sequence[Sequence[str]]) -> float:
    """The logarithm of the odds that `first` names the columns of `body`, rather than being a row like the others.

    Each column is a witness. A word over numbers is a name; so is, the more rows there are, a word that none of them
    repeats where they repeat each other; and where nothing stands over the names of the rows, the others are names. A
    number over numbers is likely an example, more so with decimals, unless the numbers count or are years, and a word
    that comes again below is one; but a single witness of that kind weighs less than a word over numbers, for a name
    may be a value too.
    """
    odds, numbered, body = PRIOR, [], body[:max(30, _MOST_CELLS // max(len(first), 1))]
    for place, (top, column) in enumerate(zip(first, zip(*body, strict=True), strict=True)):
        cells = [cell for cell in column if cell not in GAPS]
        numeric = sum(map(is_number, cells))
        dates = not numeric and bool(cells) and read_dates(cells) is not None
        if not top and place == 0:
            odds += log(100) if len(set(column)) == len(cells) else log(
                0.1 * (len(body) + 1) / (len(body) - len(cells) + 1))
        elif top in GAPS and top.casefold() not in ("nan", "none"):
            continue
        elif cells and numeric >= 0.9 * len(cells):
            if is_number(top):
                numbered.append((read_float(top), [read_float(cell) for cell in cells if is_number(cell)]))
            else:
                odds += log(1000)
        elif dates:
            odds += log(0.05 if read_dates([top]) is not None else 1000)
        elif cells:
            if top in cells:
                odds -= log(50)
            else:
                single = sum(count == 1 for count in Counter(cells).values())
                odds += log((len(cells) + 1) / (single + 1))
    names = [cell for cell in first if cell]
    odds -= 2 * (len(names) - len(set(names)))
    odds -= min(2, sum(is_number(cell) and any(mark in cell for mark in DECIMALS) for cell in first))
    return odds + _numbers_as_names(numbered) if numbered else odds


def _numbers_as_names(numbered: Sequence[tuple[float, list[float]]]) -> float:
    """What numbers over numbers say: an example, unless they count on evenly and are not like those below."""
    tops = [top for top, _ in numbered]
    steps = {round(after - before, 9) for before, after in pairwise(tops)}
    even = len(tops) > 2 and len(steps) == 1 and steps != {0.0}
    odds = log(0.05) - min(sum(min(cells) <= top <= max(cells) for top, cells in numbered), 3)
    if even:
        odds += log(8) * min(len(tops) - 1, 4)
    outside = sum(not min(cells) <= top <= max(cells) for top, cells in numbered)
    if even or all(top.is_integer() and 1000 < top < 2200 for top in tops):
        odds += log(1 + 2 * outside)
    whole = all(top.is_integer() for top in tops)
    if whole and even and any(not value.is_integer() for _, cells in numbered for value in cells):
        odds += log(10)
    return odds


def read_float(cell: str) -> float:
    """A number for comparing: the decimal mark does not matter much here."""
    core, _ = take_apart(cell)
    for decimal in DECIMALS:
        if is_plain(core, decimal):
            return float(core.replace(decimal, "."))
    return float("".join(filter(str.isdigit, core)) or "nan")
