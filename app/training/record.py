"""The history of a training as the window reads it while it grows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from engine.training.history import COLUMNS, History, history_columns, thinned

MOST_STORED = 40_000
"""Numbers that a project keeps; of a longer history every k-th row."""


class Record:
    """What was learned before, if anything, and then what `trainer.history` adds.

    Rows are only ever appended, or left behind with their table, so the views that `columns` gives stay true while the
    engine's thread writes on. `epochs` and `steps` are those made before this trainer. Its network has `layers` layers
    with weights; gradient norms that were not measured before are NaN.
    """

    def __init__(self, history: Mapping[str, Sequence[float]] | None = None, layers: int = 0) -> None:
        start = History.from_json(history).columns()
        self._names = history_columns(layers)
        unknown = np.full(len(start["epoch"]), np.nan)
        self._table = np.column_stack([start.get(name, unknown) for name in self._names])
        self._rows = len(self._table)
        self._read = 0
        self._mark()

    def _mark(self) -> None:
        last = self.columns()
        self.epochs = int(last["epoch"][-1]) if self._rows else 0
        self.steps = int(last["step"][-1]) if self._rows else 0

    def follow(self, history: History) -> None:
        """Append what `history` has since the last call."""
        if len(history) == self._read:
            return
        new = history.since(self._read)
        self._read = len(history)
        rows = np.column_stack([new[name] for name in self._names])
        rows[:, COLUMNS.index("epoch")] += self.epochs
        rows[:, COLUMNS.index("step")] += self.steps
        needed = self._rows + len(rows)
        if needed > len(self._table):
            room = np.empty((max(256, 2 * needed), len(self._names)))
            room[:self._rows] = self._table[:self._rows]
            self._table = room
        self._table[self._rows:needed] = rows
        self._rows = needed

    @property
    def rows_before(self) -> int:
        """Rows from before this trainer."""
        return self._rows - self._read

    def rewind(self, rows: int) -> None:
        """Forget what follows the first `rows` rows of the trainer's history; views given before stay as they are."""
        self._rows -= self._read - rows
        self._table = self._table[:self._rows].copy()
        self._read = rows

    def resume(self) -> None:
        """A new trainer takes over where the last one stopped."""
        self._read = 0
        self._mark()

    def columns(self) -> dict[str, np.ndarray]:
        """The columns of `engine.training.history`, as views (rows,)."""
        return {name: self._table[:self._rows, place] for place, name in enumerate(self._names)}


def storable(history: Mapping[str, np.ndarray]) -> dict[str, list[float]]:
    """A history as a project keeps it: lists of at most about MOST_STORED numbers in all, the last row among them."""
    return {name: column.tolist() for name, column in thinned(history, MOST_STORED).items()}
