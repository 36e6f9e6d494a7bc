"""Which rows are wanted: of a part, only mistakes, and what a person writes."""

from __future__ import annotations

import operator
import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from app.numbers import read_number
from app.widgets.example_table.columns import Column
from app.widgets.example_table.rows import ExampleRows

_COMPARISON = re.compile(r"\s*(.+?)\s*(<=|>=|!=|≤|≥|≠|<|>|=)\s*(.+?)\s*")
_SIGNS = {"<": operator.lt, "<=": operator.le, "≤": operator.le, ">": operator.gt, ">=": operator.ge, "≥": operator.ge,
          "=": operator.eq, "!=": operator.ne, "≠": operator.ne}


@dataclass(frozen=True)
class Wanted:
    """`part` "" are all. `text` is a part of the name of a class, or compares a column: loss > 0.5."""

    part: str = ""
    only_mistakes: bool = False
    text: str = ""

    def rows(self, rows: ExampleRows, columns: Sequence[Column], language: str) -> np.ndarray | None:
        """The numbers of the rows (n,); None where the text names no column, no number and no class."""
        chosen = np.append(np.ones(len(rows), bool), False)
        if self.part in rows.parts:
            chosen[:] = False
            chosen[rows.span(self.part)] = True
        if self.only_mistakes:
            chosen &= rows.wrong()
        if self.text.strip():
            met = _met(self.text, columns, language)
            if met is None:
                return None
            chosen &= met
        return np.flatnonzero(chosen)


def _met(text: str, columns: Sequence[Column], language: str) -> np.ndarray | None:
    comparison = _COMPARISON.fullmatch(text)
    if comparison is None:
        return _named(text.strip().casefold(), columns)
    title, sign, wanted = comparison.groups()
    column = next((column for column in columns if column.title.casefold() == title.casefold()), None)
    if column is None:
        return None
    names = [name.casefold() for name in column.names]
    value = names.index(wanted.casefold()) if wanted.casefold() in names else read_number(wanted, language)
    if isinstance(value, str) or (names and value not in range(len(names))):
        return None
    with np.errstate(invalid="ignore"):
        found = _SIGNS[sign](column.numbers(), value)
        return found & np.isfinite(column.numbers())


def _named(text: str, columns: Sequence[Column]) -> np.ndarray | None:
    found = None
    for column in columns:
        alike = [place for place, name in enumerate(column.names) if text in name.casefold()]
        if alike:
            of_these = np.isin(column.numbers(), alike)
            found = of_these if found is None else found | of_these
    return found
