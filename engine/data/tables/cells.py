"""Text to rows of cells, and cells to numbers."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from engine.errors import N_, DataError

MOST_CELLS = 2_000_000
MOST_COLUMNS = 10_000
LONGEST_RECORD = 2**20
LARGEST_NUMBER = 1e50  # so that variances stay finite in float64

DELIMITERS: Mapping[str, str] = MappingProxyType({
    ";": N_("engine", "Semicolon"),
    "\t": N_("engine", "Tab"),
    "|": N_("engine", "Vertical bar"),
    ",": N_("engine", "Comma"),
    " ": N_("engine", "White space"),
})
DECIMALS: Mapping[str, str] = MappingProxyType({".": N_("engine", "Point: 1.5"), ",": N_("engine", "Comma: 1,5")})
MISSING = frozenset(("", "NA", "na", "N/A", "n/a", "NaN", "nan", "NAN", "NULL", "null", "Null", "?", "-"))

_INFINITE = r"[+-]?(?i:inf|infinity|nan)"
_NUMBERS = {
    mark: re.compile(rf"[+-]?(?:[0-9]+(?:[{mark}][0-9]*)?|[{mark}][0-9]+)(?:[eE][+-]?[0-9]+)?|{_INFINITE}")
    for mark in DECIMALS
}


def is_number(cell: str, decimal: str) -> bool:
    """Whether `cell` is written as a number, infinities included."""
    return _NUMBERS[decimal].fullmatch(cell) is not None


def number(cell: str, decimal: str) -> float | None:
    """The value of `cell`; None when it is no number of use: not written as one, not finite, beyond ±10⁵⁰."""
    value = float(cell.replace(decimal, ".")) if is_number(cell, decimal) else float("nan")
    return value if abs(value) <= LARGEST_NUMBER else None


def records(text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Every row that is not blank, with the number of its first line; cells are stripped.

    Raises DataError at the line that makes the text too large to be a table, so that nothing hostile is held.
    """
    held = 0

    def lines() -> Iterator[str]:
        nonlocal held
        # Not str.splitlines, which also breaks lines at characters that may stand inside a cell.
        for line in io.StringIO(text, newline=""):
            held += len(line)
            if held > LONGEST_RECORD:
                raise DataError(N_("engine", "Line {line} does not end like the line of a table: perhaps a quotation "
                                   "mark is not closed, or the file is no table."), line=start)
            yield line.replace("\t", " ").strip(" \r\n") + "\n" if delimiter == " " else line

    reader = csv.reader(lines(), delimiter=delimiter, skipinitialspace=True)
    start, cells = 1, 0
    try:
        for row in reader:
            cells += max(len(row), 1)
            if cells > MOST_CELLS:
                raise DataError(N_("engine", "The table has more than {most} cells. Use fewer rows or columns."),
                                most=MOST_CELLS)
            row = [cell.strip() for cell in row]
            if any(row):
                yield start, row
            start, held = reader.line_num + 1, 0
    except csv.Error as error:
        raise DataError(N_("engine", "Line {line} holds a cell too long for a table: perhaps a quotation mark is not "
                           "closed."), line=start) from error
