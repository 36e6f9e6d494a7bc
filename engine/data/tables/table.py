"""A rectangular table of texts with named columns, and what its columns hold."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

import numpy as np

from engine.data.source import MOST_CLASSES
from engine.data.tables.cells import MISSING, MOST_COLUMNS, is_number, number, records
from engine.data.tables.dialect import SAMPLE, guess_decimal, guess_delimiter, guess_header
from engine.data.tables.text import decode, guess_encoding
from engine.errors import N_, DataError

Kind = Literal["number", "category"]
TargetTask = Literal["regression", "classification"]
MOST_NUMBERED_CLASSES = 10


@dataclass(frozen=True, eq=False)
class Column:
    """N cells under one name. `lines` are their line numbers in the file, `decimal` the mark of their numbers."""

    name: str
    cells: tuple[str, ...] = field(repr=False)
    lines: tuple[int, ...] = field(repr=False)
    decimal: str

    @cached_property
    def missing(self) -> np.ndarray:
        """(N,) bool."""
        return np.fromiter((cell in MISSING for cell in self.cells), bool, len(self.cells))

    @cached_property
    def values(self) -> frozenset[str]:
        """The different cells that are not missing."""
        return frozenset(self.cells) - MISSING

    @cached_property
    def kind(self) -> Kind:
        """A column of numbers may have a few slips of the pen, one in ten: `numbers` names the first of them."""
        present = len(self.cells) - self.missing.sum()
        slips = present - sum(is_number(cell, self.decimal) for cell in self.cells if cell not in MISSING)
        return "number" if present and slips <= present / 10 else "category"

    @cached_property
    def task(self) -> TargetTask:
        """What learning to predict this column is: classification of words, or of at most ten whole numbers."""
        if self.kind == "category":
            return "classification"
        if len(self.values) > MOST_NUMBERED_CLASSES:
            return "regression"
        values = [number(cell, self.decimal) for cell in self.values]
        return "classification" if all(value is not None and value.is_integer() for value in values) else "regression"

    @cached_property
    def useful(self) -> bool:
        """Whether it can tell anything: its values differ, and are not names of single examples."""
        several = len(self.values) > 1
        if self.kind == "number":
            return several
        return several and len(self.values) <= MOST_CLASSES and len(self.values) < len(self.cells) - self.missing.sum()

    def numbers(self) -> np.ndarray:
        """(N,) float64, NaN where missing. Raises DataError at the first cell that is no finite number."""
        numbers = np.full(len(self.cells), np.nan)
        for row, cell in enumerate(self.cells):
            if cell in MISSING:
                continue
            value = number(cell, self.decimal)
            if value is None:
                raise DataError(
                    N_("engine", "Line {line}, column “{column}”: “{cell}” is not a finite number, or is too large. "
                       "Correct it, leave the column out, or treat it as a category."),
                    line=self.lines[row], column=self.name, cell=cell[:40])
            numbers[row] = value
        return numbers


@dataclass(frozen=True, eq=False)
class Table:
    """What was read, and how: `header` says whether the first row named the columns."""

    columns: tuple[Column, ...]
    encoding: str
    delimiter: str
    decimal: str
    header: bool

    def column(self, name: str) -> Column:
        for column in self.columns:
            if column.name == name:
                return column
        raise DataError(
            N_("engine", "The table has no column “{column}”. Its columns are: {known}."),
            column=name, known=", ".join(column.name for column in self.columns[:20]))


def read_table(content: bytes, *, encoding: str | None = None, delimiter: str | None = None,
               decimal: str | None = None, header: bool | None = None) -> Table:
    """Read `content`; what is None is guessed. Raises DataError with the line when it is no rectangular table."""
    encoding = encoding or guess_encoding(content)
    text = decode(content, encoding)
    delimiter = delimiter or guess_delimiter(text)
    lines, rows = [], []
    for line, row in records(text, delimiter):
        if rows and len(row) != len(rows[0]):
            raise DataError(
                N_("engine", "Line {line} has {found} cells and the first has {expected}. Correct that line, or choose "
                   "another delimiter."),
                line=line, found=len(row), expected=len(rows[0]))
        lines.append(line)
        rows.append(row)
    if not rows:
        raise DataError(N_("engine", "The file is empty."))
    if len(rows[0]) > MOST_COLUMNS:
        raise DataError(N_("engine", "The table has {columns} columns; it may have {most}. Use fewer columns."),
                        columns=len(rows[0]), most=MOST_COLUMNS)
    if len(rows[0]) < 2:
        raise DataError(N_("engine", "The table has one column only, and learning needs an input and a target. Perhaps "
                           "another delimiter separates its columns."))
    decimal = decimal or guess_decimal(rows[:SAMPLE])
    header = guess_header(rows[:SAMPLE], decimal) if header is None else header
    names = _names(rows[0] if header else [""] * len(rows[0]))
    if header:
        del rows[0], lines[0]
    if not rows:
        raise DataError(N_("engine", "The table has names of columns but no rows."))
    columns = zip(names, zip(*rows, strict=True), strict=True)
    return Table(tuple(Column(name, cells, tuple(lines), decimal) for name, cells in columns),
                 encoding, delimiter, decimal, header)


def _names(row: list[str]) -> list[str]:
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
