"""Basins of attraction: which start ends in which minimum, for one optimizer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from engine.descent.critical import CriticalPoint, CriticalPoints
from engine.descent.ends import AT, far
from engine.descent.function import Domain, Function
from engine.descent.newton import extents
from engine.descent.race import Race, Racer
from engine.descent.walkers import FirstOrderWalkers, checked
from engine.errors import N_, SettingError

UNKNOWN, LOST, UNDERWAY, STUCK = -1, -2, -3, -4
"""Labels beside those of the minima: not computed yet; flew away or undefined; not at any critical point; at a saddle
or another point that is no minimum."""

BLOCK = 4096  # starts at once: their numbers stay in the cache
EVERY = 50  # steps between two looks at who has arrived
STILL = 1e-6  # share of the domain: who has moved less since the last look has arrived
PASSES = (8, 4, 2, 1)  # every so many starts along each axis: a coarse picture first


@dataclass(frozen=True)
class Progress:
    """`labels` (Y, X) as far as they are known, coarse squares where they are not exact yet; `done` from 0 to 1."""

    labels: np.ndarray
    done: float


class Basins:
    """The grid of starts over `domain`, `resolution` along each axis, `steps` for each.

    `minima` are the points that labels 0, 1, … mean. Whoever has come to rest, or flown away, walks no further. The
    walk is in float32 and its ends are judged by position: the nearest critical point within a hundredth of the
    domain. Raises SettingError for optimizers that look at the function several times in a step.
    """

    def __init__(self, function: Function, domain: Domain, racer: Racer, points: CriticalPoints,
                 resolution: int = 201, steps: int = 1000) -> None:
        self.optimizer, self.settings = checked(racer.optimizer, racer.settings)
        if self.optimizer.full_batch or function.dimension != 2:
            raise SettingError(N_("engine", "Basins are drawn on surfaces, for optimizers of first order; {optimizer} "
                                  "takes every start by itself."), optimizer=self.optimizer.title)
        self.function, self.domain, self.racer, self.steps = function, domain, racer, steps
        lowest = [point.kind == "minimum" or point.extremum == "minimum" for point in points.points]
        self.minima = tuple(point for point, low in zip(points.points, lowest, strict=True) if low)
        self._points = (*self.minima, *(point for point, low in zip(points.points, lowest, strict=True) if not low))
        self.axes = tuple(np.linspace(*span, resolution) for span in domain)
        self._walkers: dict[int, FirstOrderWalkers] = {}

    def compute(self) -> Iterator[Progress]:
        """From coarse to fine; stop listening to stop the work."""
        x, y = self.axes
        exact = np.full((len(y), len(x)), UNKNOWN, dtype=np.int16)
        known = np.zeros(exact.shape, dtype=bool)
        for every in PASSES:
            rows, columns = np.meshgrid(np.arange(0, len(y), every), np.arange(0, len(x), every), indexing="ij")
            fresh = ~known[rows, columns]
            rows, columns = rows[fresh], columns[fresh]
            for start in range(0, len(rows), BLOCK):
                r, c = rows[start:start + BLOCK], columns[start:start + BLOCK]
                exact[r, c] = self._labels(np.column_stack([x[c], y[r]]))
                known[r, c] = True
                yield Progress(_spread(exact, known, every), float(known.mean()))

    def run(self) -> np.ndarray:
        """All of it: the labels (Y, X)."""
        labels = np.empty(0)
        for progress in self.compute():
            labels = progress.labels
        return labels

    def path(self, start: np.ndarray) -> np.ndarray:
        """The walk from one start, in float64: (T + 1, n)."""
        race = Race(self.function, [self.racer], np.asarray(start, dtype=np.float64))
        race.run(self.steps)
        return race.tracks[0].positions[:, 0]

    # Inside

    def _labels(self, starts: np.ndarray) -> np.ndarray:
        ends = np.empty(starts.shape)
        walking = np.arange(len(starts))
        walkers, before = self._placed(starts), starts
        span = extents(self.domain)
        with np.errstate(all="ignore"):
            for step in range(1, self.steps + 1):
                walkers.slope()
                walkers.move(step)
                if step % EVERY and step != self.steps:
                    continue
                now = walkers.position.T[:len(walking)].astype(np.float64)
                rest = far(now, self.domain) | (np.abs(now - before) < STILL * span).all(axis=1)
                if step == self.steps:
                    rest[:] = True
                ends[walking[rest]] = now[rest]
                if rest.all():
                    break
                if (~rest).sum() * 2 <= walkers.position.shape[1]:
                    walkers = self._moved(walkers, np.flatnonzero(~rest))
                    walking, before = walking[~rest], now[~rest]
                else:
                    ends[walking] = now
                    before = now
        return self._named(ends)

    def _placed(self, starts: np.ndarray) -> FirstOrderWalkers:
        walkers = self._of_size(len(starts))
        filled = np.zeros((walkers.position.shape[1], 2))
        filled[:len(starts)] = starts
        walkers.place(filled)
        return walkers

    def _moved(self, old: FirstOrderWalkers, kept: np.ndarray) -> FirstOrderWalkers:
        """Those that still walk, with their state, in a smaller crowd."""
        new = self._of_size(len(kept))
        new.place(np.zeros((new.position.shape[1], 2)))
        new.position[:, :len(kept)] = old.position[:, kept]
        for name, slot in new.state.items():
            slot[:, :len(kept)] = old.state[name][:, kept]
        return new

    def _of_size(self, members: int) -> FirstOrderWalkers:
        size = max(64, 1 << (members - 1).bit_length())
        if size not in self._walkers:
            self._walkers[size] = FirstOrderWalkers(self.function, self.optimizer, self.settings, size, "float32")
        return self._walkers[size]

    def _named(self, ends: np.ndarray) -> np.ndarray:
        """The label of every end (K, 2)."""
        labels = np.full(len(ends), UNDERWAY, dtype=np.int16)
        if self._points:
            places = np.array([point.position for point in self._points])
            distances = np.linalg.norm((ends[:, None] - places) / extents(self.domain), axis=-1)
            nearest = distances.argmin(axis=1)
            at = np.where(nearest < len(self.minima), nearest, STUCK)
            labels = np.where(distances.min(axis=1) <= AT, at, labels).astype(np.int16)
        labels[far(ends, self.domain)] = LOST
        return labels


def _spread(exact: np.ndarray, known: np.ndarray, every: int) -> np.ndarray:
    """Each start that is not known yet takes the label of the coarse one before it."""
    rows, columns = (np.arange(size) // every * every for size in exact.shape)
    coarse = exact[np.ix_(rows, columns)]
    doubly = (rows // (2 * every) * (2 * every)), (columns // (2 * every) * (2 * every))
    behind = exact[np.ix_(*(np.minimum(axis, size - 1) for axis, size in zip(doubly, exact.shape, strict=True)))]
    return np.where(known, exact, np.where(coarse != UNKNOWN, coarse, behind))


def sizes(labels: np.ndarray, minima: tuple[CriticalPoint, ...]) -> list[tuple[CriticalPoint, float]]:
    """Each minimum with its share of the starts."""
    return [(point, float((labels == place).mean())) for place, point in enumerate(minima)]
