"""The history of a training as the window reads it while it grows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from app.training.table import Rows, Table
from engine.training.history import COLUMNS, History, history_columns, thinned

MOST_STORED = 40_000
"""Numbers that a project keeps; of a longer history every k-th row."""


class Record:
    """What was learned before, if anything, and then what `trainer.history` adds.

    `epochs` and `steps` are those made before this trainer. Its network has `layers` layers with weights; gradient
    norms that were not measured before are NaN.
    """

    def __init__(self, history: Mapping[str, Sequence[float]] | None = None, layers: int = 0) -> None:
        start = History.from_json(history).columns()
        names = history_columns(layers)
        unknown = np.full(len(start["epoch"]), np.nan)
        self._table = Table(names, np.column_stack([start.get(name, unknown) for name in names]))
        self._read = 0
        self._mark()

    def _mark(self) -> None:
        last = self.columns()
        self.epochs = int(last["epoch"][-1]) if len(self._table) else 0
        self.steps = int(last["step"][-1]) if len(self._table) else 0

    def follow(self, history: History) -> None:
        """Append what `history` has since the last call."""
        if len(history) == self._read:
            return
        new = history.since(self._read)
        self._read = len(history)
        rows = np.column_stack([new[name] for name in self._table.names])
        rows[:, COLUMNS.index("epoch")] += self.epochs
        rows[:, COLUMNS.index("step")] += self.steps
        self._table.append(rows)

    @property
    def rows_before(self) -> int:
        """Rows from before this trainer."""
        return len(self._table) - self._read

    def rewind(self, rows: int) -> None:
        """Forget what follows the first `rows` rows of the trainer's history."""
        self._table = Table(self._table.names, self._table.first(self.rows_before + rows).array)
        self._read = rows

    def resume(self) -> None:
        """A new trainer takes over where the last one stopped."""
        self._read = 0
        self._mark()

    def columns(self) -> Rows:
        """The columns of `engine.training.history`."""
        return self._table.first()


def storable(history: Mapping[str, np.ndarray]) -> dict[str, list[float]]:
    """A history as a project keeps it: lists of at most about MOST_STORED numbers in all, the last row among them."""
    return {name: column.tolist() for name, column in thinned(history, MOST_STORED).items()}
