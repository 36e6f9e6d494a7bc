"""Optimizers racing over one function, in step, with every step recorded."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType
from typing import Any

import numpy as np

from engine.descent.ends import far
from engine.descent.function import Domain, Function
from engine.descent.walkers import Walkers, walkers
from engine.errors import N_, LaderaError

FIRST_ROOM = 256  # steps
MOST_STEPS = 1_000_000


@dataclass(frozen=True)
class Racer:
    """An optimizer of `RACERS` by name, with the settings that differ from its defaults; `shown` says whether its walk
    is drawn."""

    optimizer: str
    settings: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))
    shown: bool = True

    @property
    def rule(self) -> tuple[str, Mapping[str, Any]]:
        """All that its walk depends on, beside function and start."""
        return self.optimizer, self.settings


class RaceTrajectory:
    """What one racer did. Each array has a row for every step, the start first, and a column for every start.

    positions (T+1, K, n), values (T+1, K), gradients (T+1, K, n), slots by name (T+1, K, …).
    """

    def __init__(self, function: Function, racer: Racer, members: int) -> None:
        self.racer, self._function = racer, function
        self._walkers = walkers(function, racer.optimizer, racer.settings, members)
        self._rows = 0
        self._columns = {name: np.empty((FIRST_ROOM, *column.shape)) for name, column in self._now().items()}

    @property
    def positions(self) -> np.ndarray:
        return self._column("positions")

    @property
    def values(self) -> np.ndarray:
        return self._column("values")

    @property
    def gradients(self) -> np.ndarray:
        return self._column("gradients")

    @property
    def slots(self) -> dict[str, np.ndarray]:
        """The optimizer's state: velocity, squares, moments, …, as it was on arrival at each position."""
        return {name: self._column(name) for name in self._walkers.slots}

    @property
    def gradient_norms(self) -> np.ndarray:
        """|∇f|: (T+1, K)."""
        return np.linalg.norm(self.gradients, axis=-1)

    @property
    def steps(self) -> np.ndarray:
        """The step taken from each position but the last: (T, K, n)."""
        return np.diff(self.positions, axis=0)

    def distances(self, target: np.ndarray) -> np.ndarray:
        """How far from `target` (n,), a minimum, at every step: (T+1, K)."""
        return np.linalg.norm(self.positions - target, axis=-1)

    def lost_at(self, domain: Domain) -> np.ndarray:
        """The first step at which each is far away or where the function has no value; −1 for those that never are."""
        lost = far(self.positions, domain) | ~np.isfinite(self.values)
        return np.where(lost.any(axis=0), lost.argmax(axis=0), -1)

    def next_step(self, place: int, member: int = 0, forget: Collection[str] = ()) -> np.ndarray:
        """What the optimizer does next from row `place`, also from the last: (n,).

        With the slots named in `forget` at zero, as if it did not remember them.
        """
        probe = self._probe
        probe.place(self.positions[place, member][None])
        for name, slot in probe.slots.items():
            if name not in forget:
                slot[0] = self._column(name)[place, member]
        with np.errstate(all="ignore"):
            probe.evaluate()
            probe.move(place + 1)
        return probe.position[:, 0] - self.positions[place, member]

    @cached_property
    def _probe(self) -> Walkers:
        return walkers(self._function, self.racer.optimizer, self.racer.settings, 1)

    # What the race does with it

    def restart(self, starts: np.ndarray) -> None:
        self._rows = 0
        self._walkers.place(starts)
        self._record()

    def step(self) -> None:
        self._walkers.move(self._rows)
        self._record()

    def _now(self) -> dict[str, np.ndarray]:
        own = self._walkers
        return {"positions": own.position.T, "values": own.value, "gradients": own.gradient.T, **own.slots}

    def _record(self) -> None:
        self._walkers.evaluate()
        for name, now in self._now().items():
            column = self._columns[name]
            if self._rows == len(column):
                self._columns[name] = column = np.concatenate([column, np.empty_like(column)])
            column[self._rows] = now
        self._rows += 1

    def _column(self, name: str) -> np.ndarray:
        column = self._columns[name][:self._rows]
        column.flags.writeable = False
        return column


class Race:
    """`racers` from `starts` (n,) or (K, n), all in float64.

    `run(steps)` goes on; to go back is to look at earlier rows of the tracks. Raises SettingError for settings that do
    not fit, LaderaError for starts that do not.
    """

    def __init__(self, function: Function, racers: Sequence[Racer], starts: np.ndarray) -> None:
        self.function = function
        self.starts = self._checked(starts)
        self.tracks = tuple(RaceTrajectory(function, racer, len(self.starts)) for racer in racers)
        self.restart(self.starts)

    def restart(self, starts: np.ndarray | None = None, steps: int = 0) -> None:
        """Begin anew, perhaps from other starts, as many as before, and walk `steps`."""
        if starts is not None:
            self.starts = self._checked(starts, len(self.starts))
        self.steps_done = 0
        with np.errstate(all="ignore"):
            for track in self.tracks:
                track.restart(self.starts)
        self.run(steps)

    def step(self) -> None:
        """One step of every racer."""
        self.run(1)

    def run(self, steps: int) -> None:
        """`steps` more. Raises LaderaError for more than MOST_STEPS in all."""
        if self.steps_done + steps > MOST_STEPS:
            raise LaderaError(N_("engine", "A race may have {most} steps; begin it anew."), most=MOST_STEPS)
        with np.errstate(all="ignore"):
            for track in self.tracks:
                for _ in range(steps):
                    track.step()
        self.steps_done += steps

    def _checked(self, starts: np.ndarray, count: int | None = None) -> np.ndarray:
        starts = np.array(starts, dtype=np.float64).reshape(-1, self.function.dimension)
        if not np.isfinite(starts).all() or (count is not None and len(starts) != count):
            raise LaderaError(N_("engine", "The start of a race must be {count} points of {dimension} finite numbers."),
                              count=count or len(starts), dimension=self.function.dimension)
        return starts
