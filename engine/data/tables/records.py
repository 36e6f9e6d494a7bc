"""Text to rows of cells, line by line."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from engine.errors import N_, DataError

LONGEST_RECORD = 2**20
DELIMITERS: Mapping[str, str] = MappingProxyType({
    ";": N_("engine", "Semicolon"),
    "\t": N_("engine", "Tab"),
    "|": N_("engine", "Vertical bar"),
    ",": N_("engine", "Comma"),
    " ": N_("engine", "White space"),
})
QUOTES: Mapping[str, str] = MappingProxyType({
    '"': N_("engine", "Double: \"a\""), "'": N_("engine", "Single: 'a'"), "none": N_("engine", "None")})


def records(text: str, delimiter: str, quote: str = '"', first_line: int = 1) -> Iterator[tuple[int, list[str]]]:
    """Every row that is not blank, with the number of its first line, where that of `text` is `first_line`; cells are
    stripped. Raises DataError at a line that does not end like one of a table."""
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

    quoting = {"quoting": csv.QUOTE_NONE} if quote == "none" else {"quotechar": quote}
    reader = csv.reader(lines(), delimiter=delimiter, skipinitialspace=True, **quoting)
    start = first_line
    try:
        for row in reader:
            row = [cell.strip() for cell in row]
            if len(row) > 1 or (row and row[0]):
                yield start, row
            start, held = reader.line_num + first_line, 0
    except csv.Error as error:
        raise DataError(N_("engine", "Line {line} holds a cell too long for a table: perhaps a quotation mark is not "
                           "closed."), line=start) from error
