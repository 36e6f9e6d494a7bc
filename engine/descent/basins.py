"""Basins of attraction: which start ends in which minimum, for one optimizer.

The work comes in pieces that any executor can do, and a picture is there after the first one:

    basins = Basins(himmelblau, domain, Racer("momentum"), find_critical_points(himmelblau, domain))
    labels = basins.run()                          # here and now, or
    job = Job(executor, settle, basins.pieces)     # on worker processes: basins.take(index, result) for each result
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from engine.descent.arrivals import STUCK, Descent, settle
from engine.descent.function import Domain, Function
from engine.descent.points import CriticalPoint, CriticalPoints
from engine.descent.race import Race, Racer
from engine.descent.walkers import checked
from engine.errors import N_, SettingError

UNKNOWN = -1
"""The label of a start that no piece has come to yet; the others are in `engine.descent.arrivals`."""

BLOCK = 4096  # starts of a piece: their numbers stay in the cache
PASSES = (8, 4, 2, 1)  # every so many starts along each axis: a coarse picture first


@dataclass(frozen=True)
class Progress:
    """`labels` (Y, X) as far as they are known, coarse squares where they are not exact yet; `done` from 0 to 1."""

    labels: np.ndarray
    done: float


class Basins:
    """The grid of starts over `domain`, `resolution` along each axis, `steps` for each.

    `minima` are the points that labels 0, 1, … mean; of a whole line of minima there is one, for all of it. `pieces`
    are arguments of `settle`, coarse ones first; `take` puts what it returns where it belongs. All is in float64, so
    that the picture tells what `path` shows. Raises SettingError for curves and for optimizers that look at the
    function several times in a step.
    """

    def __init__(self, function: Function, domain: Domain, racer: Racer, points: CriticalPoints,
                 resolution: int = 201, steps: int = 1000, dtype: str = "float64") -> None:
        optimizer, settings = checked(racer.optimizer, racer.settings)
        if function.dimension != 2:
            raise SettingError(N_("engine", "Basins are drawn on surfaces: functions of x and y."))
        if optimizer.full_batch:
            raise SettingError(N_("engine", "Basins are drawn for optimizers of first order; {optimizer} looks at the "
                                  "function several times in a step."), optimizer=optimizer.title)
        self.function, self.domain, self.racer, self.steps = function, domain, racer, steps
        self.minima, places, labels = _places(points)
        walk = Descent(function.expression, domain, racer.optimizer, settings, places, labels, steps, dtype)
        self.axes = tuple(np.linspace(*span, resolution) for span in domain)
        self.labels = np.full((resolution, resolution), UNKNOWN, dtype=np.int16)
        self._seats = [(every, *seats) for every in PASSES for seats in _blocks(resolution, every)]
        x, y = self.axes
        self.pieces = [(walk, np.column_stack([x[columns], y[rows]])) for _, rows, columns in self._seats]

    def take(self, index: int, labels: np.ndarray) -> None:
        """What `settle(*pieces[index])` returned; in any order."""
        _, rows, columns = self._seats[index]
        self.labels[rows, columns] = labels

    def progress(self) -> Progress:
        """What is known now; a start that is not known yet looks like the nearest coarser one before it."""
        picture = self.labels.copy()
        for every in sorted(PASSES):
            rows, columns = (np.arange(size) // every * every for size in picture.shape)
            picture = np.where(picture == UNKNOWN, self.labels[np.ix_(rows, columns)], picture)
        return Progress(picture, float((self.labels != UNKNOWN).mean()))

    def compute(self) -> Iterator[Progress]:
        """Piece by piece, in this thread; stop listening to stop the work."""
        for index, piece in enumerate(self.pieces):
            self.take(index, settle(*piece))
            yield self.progress()

    def run(self) -> np.ndarray:
        """All of it: the labels (Y, X)."""
        for index, piece in enumerate(self.pieces):
            self.take(index, settle(*piece))
        return self.labels

    def path(self, start: np.ndarray) -> np.ndarray:
        """The walk from one start: (T + 1, n)."""
        race = Race(self.function, [self.racer], np.asarray(start, dtype=np.float64))
        race.run(self.steps)
        return race.tracks[0].positions[:, 0]


def _places(points: CriticalPoints) -> tuple[tuple[CriticalPoint, ...], np.ndarray, np.ndarray]:
    """The minima, all places (M, 2) that a walk may come to, and the label of each."""
    minima: list[CriticalPoint] = []
    places, labels = [np.empty((0, 2))], [np.empty(0, dtype=int)]
    seen: set[int] = set()
    for point in points.points:
        if point.line in seen:
            continue
        reached = point.position[None]
        if point.line is not None:
            seen.add(point.line)
            reached = points.lines[point.line]
        if point.lowest:
            minima.append(point)
        places.append(reached)
        labels.append(np.full(len(reached), len(minima) - 1 if point.lowest else STUCK))
    return tuple(minima), np.concatenate(places), np.concatenate(labels)


def _blocks(resolution: int, every: int) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """Rows and columns of the starts that the pass `every` adds to those before it, a block at a time."""
    own = np.arange(0, resolution, every)
    rows, columns = (axis.ravel() for axis in np.meshgrid(own, own, indexing="ij"))
    if every != PASSES[0]:
        fresh = (rows % (2 * every) != 0) | (columns % (2 * every) != 0)
        rows, columns = rows[fresh], columns[fresh]
    for start in range(0, len(rows), BLOCK):
        yield rows[start:start + BLOCK], columns[start:start + BLOCK]
