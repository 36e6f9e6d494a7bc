"""Where many walks of one optimizer end: one piece of work, which another process can do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from engine.descent.ends import NEAR, far
from engine.descent.expression import Expression
from engine.descent.function import Domain, Function
from engine.descent.newton import FAINT, extents, inside
from engine.descent.walkers import RACERS, FirstOrderWalkers

LOST, UNDERWAY, STUCK, OUTSIDE, LEVEL = -2, -3, -4, -5, -6
"""Labels beside those of the minima: flew away or undefined; not at any critical point; at a saddle or another point
that is no minimum; out of the domain, where no critical points are known; at rest where the function is level."""

EVERY = 50  # steps between two looks at who has arrived
SLOW = 1e-3  # share of the domain: a step by which one leaves no minimum
CROWD = 4096  # walkers at once: their numbers stay in the cache
FEWEST = 64  # a smaller crowd takes as long
BEYOND = 1e9  # where no critical point is
RESTS = 1e-9  # share of the domain: a walk whose last step is shorter, and where there is no slope, has come to rest


@dataclass(frozen=True, eq=False)
class Descent:
    """`steps` of an optimizer with all its `settings` over the surface `expression`; picklable.

    `places` (M, 2) are critical points, of lines of them many; `labels` (M,) are those of the minima, STUCK for others.
    """

    expression: Expression
    domain: Domain
    optimizer: str
    settings: Mapping[str, Any]
    places: np.ndarray
    labels: np.ndarray
    steps: int
    dtype: str = "float64"


def settle(walk: Descent, starts: np.ndarray) -> np.ndarray:
    """The label of each of `starts` (K, 2): the minimum it ends in, or LOST, UNDERWAY, STUCK or OUTSIDE: (K,) int16.

    A walk is at a point when it is within a hundredth of the domain, and was so at the look before or is slow. One
    that stays at a minimum and is slow, or lost, walks no further; one at a saddle walks on, for it may leave.
    """
    from scipy.spatial import cKDTree  # here, because its import takes half a second

    span = extents(walk.domain)
    tree = cKDTree(walk.places / span)
    crowds = _Crowds(walk)
    labels = np.full(len(starts), UNDERWAY, dtype=np.int16)
    walking = np.arange(len(starts))
    state = {name: np.zeros((2, len(starts)), walk.dtype) for name in ("before", *crowds.slots)}
    state["position"] = np.array(starts.T, dtype=walk.dtype)
    at = np.full(len(starts), -1)
    for done in range(0, walk.steps, EVERY):
        for first in range(0, len(walking), CROWD):
            crowds.walk({name: row[:, first:first + CROWD] for name, row in state.items()},
                        range(done + 1, min(done + EVERY, walk.steps) + 1))
        now = state["position"].T.astype(np.float64)
        lost = far(now, walk.domain)
        _, nearest = tree.query(np.where(lost[:, None], BEYOND, now / span), distance_upper_bound=NEAR)
        here = np.append(walk.labels, -1)[nearest]
        slow = (np.abs(now - state["before"].T) <= SLOW * span).all(axis=1)
        known = here != -1
        stays = known & (here == at)
        there = stays | (slow & known)
        resting = ~known & (np.abs(now - state["before"].T) <= RESTS * span).all(axis=1)
        resting[resting] = (np.abs(crowds.gradient(now[resting])) <= FAINT).all(axis=1)
        elsewhere = np.where(inside(np.where(lost[:, None], BEYOND, now), walk.domain), UNDERWAY, OUTSIDE)
        labels[walking] = np.where(lost, LOST, np.where(there, here, np.where(resting, LEVEL, elsewhere)))
        on = ~(lost | (stays & slow & (here >= 0)))
        walking, at = walking[on], here[on]
        state = {name: row[:, on] for name, row in state.items()}
        if not len(walking):
            break
    return labels


class _Crowds:
    """Compiled walkers for a few sizes: a crowd walks in the smallest that holds it."""

    def __init__(self, walk: Descent) -> None:
        self._walk, self._function = walk, Function(walk.expression, 2)
        self._optimizer = RACERS[walk.optimizer]
        self._of_size: dict[int, FirstOrderWalkers] = {}
        self.slots = tuple(self._optimizer.slots)

    def walk(self, state: Mapping[str, np.ndarray], steps: range) -> None:
        """Move the crowd of `state`, "position" and the slots by name, (2, K) each, in place, by `steps`.

        "before" becomes where they were one step earlier.
        """
        count = state["position"].shape[1]
        walkers = self._sized(count)
        rows = {"position": walkers.position, **walkers.state}
        for name, row in rows.items():
            row[:, :count], row[:, count:] = state[name], state[name][:, :1]
        with np.errstate(all="ignore"):
            for step in steps:
                if step == steps[-1]:
                    state["before"][...] = walkers.position[:, :count]
                walkers.slope()
                walkers.move(step)
        for name, row in rows.items():
            state[name][...] = row[:, :count]

    def gradient(self, points: np.ndarray) -> np.ndarray:
        """The slopes at points (K, 2)."""
        return self._function.gradient(points)

    def _sized(self, count: int) -> FirstOrderWalkers:
        size = max(FEWEST, 1 << (count - 1).bit_length())
        if size not in self._of_size:
            self._of_size[size] = FirstOrderWalkers(self._function, self._optimizer, self._walk.settings, size,
                                                    self._walk.dtype)
        return self._of_size[size]
