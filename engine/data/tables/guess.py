"""What a file seems to be, for the person who is asked to confirm it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from engine.data.source import Progress, silent
from engine.data.tables.column import Column, Kind, TargetTask
from engine.data.tables.encodings import guess_encoding
from engine.data.tables.layout import guess_layout
from engine.data.tables.notation import Doubt
from engine.data.tables.table import Table, read_table
from engine.data.tables.text import to_utf8
from engine.errors import N_, DataError

PREVIEW = 20
_BEGINNING = 2**16
_MOST_CELLS = 6  # of a row, in a question
TARGET_NAMES = frozenset(("target", "label", "class", "y", "objetivo", "etiqueta", "clase"))


@dataclass(frozen=True)
class ColumnGuess:
    """`values` counts the different ones, None for more than are counted; `task` is what it would be as a target,
    `unit` what its numbers are of. `reason` says why it is proposed to be left out, `remark` what to know before it
    is used; None for nothing. `text` says that it holds texts of several words."""

    name: str
    kind: Kind
    task: TargetTask
    values: int | None
    missing: int
    unit: str
    reason: DataError | None
    remark: DataError | None
    text: bool

    @property
    def useful(self) -> bool:
        return self.reason is None


@dataclass(frozen=True)
class Question:
    """What the file does not decide: a value of `setting` for each reading, and a text that shows it. The first is the
    one that was taken."""

    setting: str
    sentence: DataError
    readings: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class TableGuess:
    """How a file was understood; `dates` is what was said of them. `preview` holds the first rows under the header, as
    texts; `target` the name of the column that is proposed as target. `begins` is the line of its first row, and
    `packed` says that it was no text but a workbook, with its `sheets`, or a Parquet file. `units` are those of a row
    under the names, or ()."""

    encoding: str
    delimiter: str
    quote: str
    begins: int
    decimal: str
    dates: str
    header: bool
    columns: tuple[ColumnGuess, ...]
    rows: int
    preview: tuple[tuple[str, ...], ...]
    target: str
    questions: tuple[Question, ...]
    packed: bool
    sheets: tuple[str, ...]
    units: tuple[str, ...]

    def settings(self) -> dict[str, Any]:
        """The guess as settings of the source “csv”."""
        taken = {question.setting: question.readings[0][0] for question in self.questions}
        cut = {} if self.packed else {
            "encoding": self.encoding, "delimiter": self.delimiter, "quote": self.quote, "decimal": self.decimal}
        return cut | {"dates": self.dates} | taken | {
            "begins": self.begins, "header": "yes" if self.header else "no", "target": self.target,
            "columns": tuple(column.name for column in self.columns if column.useful and column.name != self.target),
        }


def detect(content: bytes, *, encoding: str | None = None, delimiter: str | None = None, quote: str | None = None,
           begins: int | None = None, decimal: str | None = None, header: bool | None = None, dates: str | None = None,
           sheet: str = "", progress: Progress = silent) -> TableGuess:
    """Look at a file; what the person has said already is not guessed. Raises DataError when it is no table, and what
    `progress` raises."""
    table = read_table(content, encoding=encoding, delimiter=delimiter, quote=quote, begins=begins, decimal=decimal,
                       header=header, dates=dates, sheet=sheet, progress=progress)
    layout = table.layout
    return TableGuess(
        encoding=table.encoding.encoding, delimiter=layout.delimiter, quote=layout.quote, begins=layout.begins,
        decimal=table.decimal, dates=dates or "auto",
        header=layout.header, columns=tuple(map(_column, table.columns)), rows=len(table),
        preview=layout.sample[:PREVIEW], target=proposed_target(table), questions=tuple(_questions(table)),
        packed=table.packed, sheets=table.sheets, units=layout.units)


def is_table(content: bytes) -> bool:
    """Whether a file of text looks like a table and not like prose: its first rows are two at least, and of one
    width."""
    beginning = content[:_BEGINNING]
    if len(content) > _BEGINNING:
        end = beginning.rfind(b"\n") + 1
        end += end % 2 if b"\0" in beginning else 0  # UTF-16: no letter is halved
        beginning = beginning[:end] or beginning
    try:
        layout = guess_layout(to_utf8(beginning, guess_encoding(beginning).encoding))
    except DataError:
        return False
    return layout.width > 1 and bool(layout.sample) and all(len(row) == layout.width for row in layout.sample)


def _column(column: Column) -> ColumnGuess:
    return ColumnGuess(column.name, column.kind, column.task, column.values, int(column.missing.sum()), column.unit,
                       column.reason, column.remark, column.text)


def proposed_target(table: Table) -> str:
    """The last column whose name says so, else the last that is useful; the last of all when none is."""
    useful = [column.name for column in table.columns if column.useful]
    named = [name for name in useful if name.casefold() in TARGET_NAMES]
    return (named or useful or [table.columns[-1].name])[-1]


def _questions(table: Table):
    if table.encoding.readings:
        yield Question("encoding", DataError(N_("engine", "Some letters can be read in several ways. Which words are "
                                                "right?")), table.encoding.readings)
    layout = table.layout
    if not layout.header_sure:
        yield _header_question(table)
    asked = set()
    for column, doubt in table.doubts:
        if doubt.setting not in asked:
            asked.add(doubt.setting)
            yield _doubt_question(column, doubt)


def _header_question(table: Table) -> Question:
    layout = table.layout
    first = layout.names if layout.header else layout.sample[0]
    shown = ", ".join(cell[:20] or "…" for cell in first[:_MOST_CELLS]) + ", …" * (len(first) > _MOST_CELLS)
    readings = (("yes", shown), ("no", shown))
    return Question("header", DataError(N_("engine", "Does the first row name the columns, or is it an example?")),
                    readings if layout.header else readings[::-1])


def _doubt_question(column: Column, doubt: Doubt) -> Question:
    """The readings as they would be written without doubt."""
    show = _day if doubt.setting == "dates" else "{:.15g}".format
    cell, line = doubt_cell(column, doubt)
    sentence = (N_("engine", "“{cell}” in “{column}”, line {line}, can be read as two different days. Which is it?")
                if doubt.setting == "dates" else
                N_("engine", "“{cell}” in “{column}”, line {line}, can be read as two different numbers. Which is it?"))
    return Question(doubt.setting, DataError(sentence, cell=cell, column=column.name, line=line),
                    tuple((value, show(number)) for value, number in zip((doubt.taken, doubt.other), doubt.numbers,
                                                                        strict=True)))


def doubt_cell(column: Column, doubt: Doubt) -> tuple[str, int]:
    """A cell that can be read in two ways, and its line."""
    return column.cells.words[doubt.word][:40], column.locate(column.cells.first(doubt.word))[0]


def _day(number: float) -> str:
    return (date(1970, 1, 1) + timedelta(days=int(number // 1))).isoformat()
