"""The walk of a training through weight space, within a memory budget."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from operator import itemgetter
from typing import Any

import numpy as np

from engine.surfaces.trajectory import Trajectory
from engine.thinning import thinned_to

Row = tuple[int, float, np.ndarray]
"""A step, the loss of its minibatch, the weights (n,) after it."""
BUDGET = 64 * 2**20  # bytes
MOST = 400  # points


class TrajectoryRecorder:
    """Weights every so many steps; when there are too many every second goes, and half as many are taken from then on.

    The first and the newest stay, and what is kept is spread evenly over the whole run.
    """

    def __init__(self, budget: int = BUDGET, most: int = MOST) -> None:
        self.budget, self.most = budget, most
        self.clear()

    def clear(self) -> None:
        """Begin anew."""
        self.every = 1  # steps between two points
        self._rows: list[Row] = []

    def __len__(self) -> int:
        return len(self._rows)

    @classmethod
    def of(cls, rows: Sequence[Row]) -> TrajectoryRecorder:
        """One that holds these rows."""
        path = cls()
        path._rows = list(rows)
        return path

    @property
    def rows(self) -> tuple[Row, ...]:
        """What is kept, in order; the same objects for as long as they are kept."""
        return tuple(self._rows)

    @property
    def newest(self) -> int:
        """The step after which the last weights were kept."""
        return self._rows[-1][0] if self._rows else 0

    def wants(self, step: int) -> bool:
        """Whether the weights after `step` would be kept."""
        return step % self.every == 0

    def add(self, step: int, loss: float, parameters: np.ndarray) -> None:
        """Keep the weights (n,) after a step, in float32; those of later steps are forgotten."""
        rows = [row for row in self._rows if row[0] < step] if self._rows and self._rows[-1][0] >= step else self._rows
        rows.append((step, loss, np.array(parameters, dtype=np.float32)))
        while len(rows) > max(2, min(self.most, self.budget // max(1, rows[0][2].nbytes))):
            self.every *= 2
            rows = thinned_to(self.every, rows, itemgetter(0), newest=True)
        self._rows = rows

    def follow(self, trainer: Any) -> None:
        """Keep where a `Trainer` is, if that would be kept: before it begins, and as `fit(each_step=recorder.follow)`
        from then on."""
        if self.wants(trainer.steps_done):
            self.add(trainer.steps_done, trainer.minibatch_loss, trainer.parameters)

    def until(self, step: int) -> TrajectoryRecorder:
        """What was there after a step, apart from what comes."""
        path = TrajectoryRecorder(self.budget, self.most)
        path.every, path._rows = self.every, [row for row in self._rows if row[0] <= step]
        return path

    def moved(self, place: Callable[[np.ndarray], np.ndarray]) -> TrajectoryRecorder:
        """The same walk with all weights put elsewhere by `place`, their losses no longer known."""
        path = self.until(self.newest)
        path._rows = [(step, np.nan, place(point)) for step, _, point in self._rows]
        return path

    def seen(self, stop: int | None = None, most: int | None = None) -> Trajectory:
        """What is there, up to step `stop`. At most `most` points, evenly spread, the first and the newest among
        them."""
        rows = [row for row in self._rows if stop is None or row[0] <= stop]
        if most is not None and len(rows) > most:
            rows = [rows[place] for place in np.unique(np.linspace(0, len(rows) - 1, most).round().astype(int))]
        steps, losses, points = zip(*rows, strict=True) if rows else ((), (), ())
        return Trajectory(np.array(steps, dtype=np.int64), np.array(losses),
                          np.stack(points) if points else np.empty((0, 0), np.float32))
