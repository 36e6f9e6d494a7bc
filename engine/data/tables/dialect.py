"""How a table is written: guessed from its first rows, each guess on its own so that each can be overridden."""

from __future__ import annotations

from collections import Counter
from itertools import islice

from engine.data.tables.cells import DELIMITERS, LONGEST_RECORD, MISSING, is_number, records
from engine.errors import DataError

SAMPLE = 200  # rows looked at


def guess_delimiter(text: str) -> str:
    """The delimiter that cuts most rows alike, then makes most cells numbers; the order of DELIMITERS breaks ties."""
    head = text[:LONGEST_RECORD]
    if len(text) > len(head):
        head = head[:head.rfind("\n") + 1] or head
    return max(DELIMITERS, key=lambda delimiter: _fitness(head, delimiter))


def _fitness(text: str, delimiter: str) -> tuple[bool, bool, float, float]:
    try:
        rows = [row for _, row in islice(records(text, delimiter), SAMPLE)]
    except DataError:
        rows = []
    (width, alike), = Counter(map(len, rows)).most_common(1) or [(0, 0)]
    if width < 2:
        return False, False, 0.0, 0.0
    # A decimal comma is possible only where the comma does not separate.
    marks = "." if delimiter == "," else ".,"
    cells = [cell for row in rows[1:] or rows for cell in row if cell not in MISSING]
    numbers = sum(any(is_number(cell, mark) for mark in marks) for cell in cells)
    # All rows alike comes first: decimal commas cut every row alike, except the one with the names.
    return alike == len(rows), alike >= 0.9 * len(rows), numbers / max(len(cells), 1), alike / len(rows)


def guess_decimal(rows: list[list[str]]) -> str:
    """The comma, if more numbers are written with it than with the point."""
    cells = [cell for row in rows[:SAMPLE] for cell in row]
    commas = sum("," in cell and is_number(cell, ",") for cell in cells)
    points = sum("." in cell and is_number(cell, ".") for cell in cells)
    return "," if commas > points else "."


def guess_header(rows: list[list[str]], decimal: str) -> bool:
    """Whether the first row names the columns: it has no number, and words above numbers or words not seen again."""
    first, body = rows[0], rows[1:SAMPLE]
    if any(is_number(cell, decimal) and cell not in MISSING for cell in first):
        return False
    columns = [[cell for cell in column if cell not in MISSING] for column in zip(*body, strict=True)]
    numeric = [bool(column) and all(is_number(cell, decimal) for cell in column) for column in columns]
    if any(numeric):
        return any(over_numbers and cell not in MISSING for cell, over_numbers in zip(first, numeric, strict=True))
    named = [cell for cell in first if cell]
    return len(set(named)) == len(named) and not any(
        cell in column for cell, column in zip(first, columns, strict=False))
