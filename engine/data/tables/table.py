"""A rectangular table with named columns, and how it was read."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import islice

import numpy as np

from engine.data.source import Progress, silent
from engine.data.tables.cells import Numbers, Words
from engine.data.tables.column import Column, read_words
from engine.data.tables.containers import DELIMITER, unpack
from engine.data.tables.encodings import EncodingGuess, guess_encoding
from engine.data.tables.layout import Layout, guess_layout
from engine.data.tables.missing import GAPS
from engine.data.tables.notation import DECIMALS, OTHER, Doubt, is_plain, may_be_grouped, own_mark
from engine.data.tables.parse import raise_misfit, read_columns, rows_of
from engine.data.tables.records import records
from engine.data.tables.room import require_room_for_cells
from engine.data.tables.text import to_utf8
from engine.errors import N_, DataError

_PLACES = (1 / 3, 2 / 3, 1.0)
_BLOCK = 2**16
_FAR_ROWS = 100


@dataclass(frozen=True, eq=False)
class Table:
    """What was read, and how. `decimal` is the mark that most columns show, `sheets` those of a workbook.

    `doubts` are the columns that can be read in two ways, between which nothing decides.
    """

    columns: tuple[Column, ...]
    encoding: EncodingGuess
    layout: Layout
    decimal: str
    sheets: tuple[str, ...]
    packed: bool
    doubts: tuple[tuple[Column, Doubt], ...]

    def __len__(self) -> int:
        return len(self.columns[0])

    def column(self, name: str) -> Column:
        """The column of that name. Raises DataError where there is none."""
        for column in self.columns:
            if column.name == name:
                return column
        raise DataError(
            N_("engine", "The table has no column “{column}”. Its columns are: {known}."),
            column=name, known=", ".join(column.name for column in self.columns[:20]))


def read_table(content: bytes, *, encoding: str | None = None, delimiter: str | None = None, quote: str | None = None,
               begins: int | None = None, header: bool | None = None, decimal: str | None = None,
               dates: str | None = None, sheet: str = "", as_words: Collection[str] = (),
               progress: Progress = silent) -> Table:
    """Read `content`; what is None is guessed. Columns named in `as_words` keep their cells as they are written.

    Raises DataError with the line when it is no rectangular table, or when it does not fit into memory.
    """
    unpacked = unpack(content, sheet, progress)
    if unpacked is not None:
        encoded, utf8, delimiter, quote = EncodingGuess("utf-8"), unpacked.utf8, DELIMITER, '"'
    else:
        encoded = EncodingGuess(encoding) if encoding else guess_encoding(content)
        utf8 = to_utf8(content, encoded.encoding, known=encoding is None)
    layout = guess_layout(utf8, delimiter=delimiter, quote=quote, begins=begins, header=header)
    if any(len(row) != layout.width for row in layout.sample):
        raise_misfit(utf8, layout)
    if layout.width < 2:
        raise DataError(N_("engine", "The table has one column only, and learning needs an input and a target. Perhaps "
                           "another delimiter separates its columns."))
    if not layout.sample:
        raise DataError(N_("engine", "The table has names of columns but no rows."))
    require_room_for_cells(layout.about_rows(utf8), layout.width, len(utf8))
    names = _names(layout.names)
    kept = {place for place, name in enumerate(names) if name in as_words}
    columns, said = _read(utf8, layout, names, kept, decimal or "", dates or "", progress)
    doubts = tuple((column, column.reading.doubt) for column in columns
                   if column.reading is not None and column.reading.doubt is not None and column.kind == "number")
    progress(1.0)
    return Table(columns, encoded, layout, decimal or said or next(
        (doubt.taken for _, doubt in doubts if doubt.setting == "decimal"), "."),
        unpacked.sheets if unpacked else (), unpacked is not None, doubts)


def _read(utf8: bytes, layout: Layout, names: Sequence[str], kept: set[int], decimal: str, dates: str,
          progress: Progress) -> tuple[tuple[Column, ...], str]:
    """The columns, and the decimal mark that they show."""
    sample = [*layout.sample, *_far_rows(utf8, layout)]
    tried = decimal or _usual_decimal(sample, layout)
    texts = kept | {place for place, cells in enumerate(zip(*sample, strict=True))
                    if not all(cell in GAPS or is_plain(cell, tried) for cell in cells)}
    cells = read_columns(utf8, layout, tried, texts, progress)
    locate = _Locator(utf8, layout)
    votes: Counter[str] = Counter()
    readings = {}
    grouped = set() if layout.delimiter == DELIMITER else {
        place for place, column in cells.items()
        if isinstance(column, Numbers) and _may_be_grouped(column, [row[place] for row in sample], tried)}
    for place, column in cells.items():
        if isinstance(column, Words):
            readings[place] = read_words(column, decimal, layout.delimiter, dates)
            votes[readings[place].said] += 1
        elif place not in grouped and _is_broken(column.values[:10_000]):
            votes[tried] += 1
    del votes[""]
    said = max(votes, key=votes.get, default="")
    # Columns in which each mark may part thousands or begin three decimals follow the rest of the file, unless they
    # say it themselves.
    again = grouped if (decimal or said) != tried else {
        place for place in grouped if own_mark([row[place] for row in sample], tried, OTHER[tried]) == OTHER[tried]}
    if again:
        cells |= read_columns(utf8, layout, tried, again, progress, sorted(again))
    for place, column in cells.items():
        if place in again or (said and place in readings and readings[place].doubt is not None):
            readings[place] = read_words(column, decimal or said, layout.delimiter, dates)
    return tuple(
        Column(name, cells[place], place, bool(layout.names[place]), _unit(layout, place, readings.get(place)),
               readings.get(place), locate) for place, name in enumerate(names)), said


def _is_broken(values: np.ndarray) -> bool:
    """Whether there are decimals among them."""
    return bool((values != np.round(values)).any(where=np.isfinite(values)))


def _may_be_grouped(column: Numbers, sample: Sequence[str], decimal: str) -> bool:
    """Whether all numbers were written with three digits behind the mark, or without one and below a thousand."""
    values = np.abs(column.values[np.isfinite(column.values)])
    marked = [cell for cell in sample if decimal in cell]
    if not marked or not all(may_be_grouped(cell, decimal) for cell in marked) or (values >= 1000).any():
        return False
    broken = values[values != np.round(values)]
    return bool((broken >= 1).all() and (np.abs(broken * 1000 - np.round(broken * 1000)) < 1e-6).all())


def _usual_decimal(rows: Sequence[Sequence[str]], layout: Layout) -> str:
    """The mark of the most numbers among some rows."""
    if layout.delimiter == DELIMITER:
        return "."
    cells = [cell for row in rows for cell in row if "," in cell or "." in cell]
    marks = Counter(mark for cell in cells for mark in DECIMALS if mark in cell and is_plain(cell, mark))
    return "," if marks[","] > marks["."] else "."


def _far_rows(utf8: bytes, layout: Layout) -> list[list[str]]:
    """Some rows from the middle and the end: a column may change its ways."""
    rows: list[list[str]] = []
    for place in _PLACES:
        begin = max(layout.body, int(len(utf8) * place) - _BLOCK)
        if begin > layout.body + _BLOCK:
            begin = utf8.find(b"\n", begin) + 1
            text = utf8[begin:begin + _BLOCK].rpartition(b"\n")[0].decode("utf-8", "ignore")
            try:
                rows += [row for _, row in islice(records(text, layout.delimiter, layout.quote), _FAR_ROWS)
                         if len(row) == layout.width]
            except DataError:
                continue  # it began inside of a cell
    return rows


class _Locator:
    """Finds rows in the text: for a sentence, so that it may take a moment."""

    def __init__(self, utf8: bytes, layout: Layout) -> None:
        self._utf8, self._layout = utf8, layout

    def __call__(self, row: int) -> tuple[int, Sequence[str]]:
        return next(islice(rows_of(self._utf8, self._layout), row, None))


def _unit(layout: Layout, place: int, reading) -> str:
    """What is written beside the numbers, or under the name."""
    if reading is not None and reading.unit:
        return reading.unit
    unit = layout.units[place] if layout.units else ""
    return "" if unit in GAPS else re.sub(r"^[(\[](.*)[)\]]$", r"\1", unit)


def _names(row: Sequence[str]) -> list[str]:
    """Names without gaps or repetitions: “c3” for a third column without one, “age (2)” for a second “age”."""
    names: dict[str, None] = {}
    copies: Counter[str] = Counter()
    for position, cell in enumerate(row, start=1):
        wanted = name = " ".join(cell.split())[:100] or f"c{position}"
        while name in names:
            copies[wanted] += 1
            name = f"{wanted} ({copies[wanted] + 1})"
        names[name] = None
    return list(names)
