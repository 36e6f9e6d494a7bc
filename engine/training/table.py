"""A table that grows by rows, and what was there of it at some moment."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from engine.errors import N_, UnknownNameError
from engine.quoting import Vocabulary
from engine.spelling import with_nearest

FIRST_ROOM = 256
"""Rows that fit without moving the table."""


class Table:
    """Columns by name. Rows are only ever appended, so what `first` gave stays true while the table grows."""

    def __init__(self, names: Sequence[str], rows: np.ndarray | None = None) -> None:
        self.names = tuple(names)
        self._room = np.empty((0, len(self.names))) if rows is None else np.array(rows, dtype=np.float64)
        self._rows = len(self._room)

    def __len__(self) -> int:
        return self._rows

    def append(self, rows: np.ndarray) -> None:
        """More rows (k, columns)."""
        needed = self._rows + len(rows)
        if needed > len(self._room):
            room = np.empty((max(FIRST_ROOM, 2 * needed), len(self.names)))
            room[:self._rows] = self._room[:self._rows]
            self._room = room
        self._room[self._rows:needed] = rows
        self._rows = needed

    def first(self, rows: int | None = None) -> Rows:
        """The first rows, or all that there are now."""
        return Rows(self, self._room[:self._rows if rows is None else rows])


class Rows(Mapping[str, np.ndarray]):
    """Columns (rows,) by name, as views; `array` is (rows, columns) and `table` where they are from. Raises
    UnknownNameError, a KeyError, for a column that is not there."""

    def __init__(self, table: Table, array: np.ndarray) -> None:
        self.table, self.array = table, array

    def __getitem__(self, name: str) -> np.ndarray:
        try:
            return self.array[:, self.table.names.index(name)]
        except ValueError:
            raise with_nearest(UnknownNameError(
                N_("engine", "There is no column “{name}”; there are {known}."), name=name,
                known=Vocabulary(self.table.names)), name, self.table.names) from None

    def __contains__(self, name: object) -> bool:
        return name in self.table.names

    def __iter__(self) -> Iterator[str]:
        return iter(self.table.names)

    def __len__(self) -> int:
        return len(self.table.names)
