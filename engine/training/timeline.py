"""Time travel: what a training was at earlier moments, within a memory budget."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

import numpy as np

from engine.thinning import thinned_to
from engine.training.stopping import Best

BUDGET = 256 * 2**20  # bytes
MOST = 2_000  # snapshots


@dataclass(frozen=True)
class Checkpoint:
    """Everything that the next step depends on, in main memory.

    Restored on the device it was taken on, training goes on bit for bit as it did then. On another device the noise
    starts a new stream.
    """

    epoch: int
    step: int
    position: int  # examples of the current epoch that are done
    updates: int  # steps that the optimizer remembers
    learning_rate: float
    minibatch_loss: float
    parameters: np.ndarray
    slots: Mapping[str, np.ndarray]  # the optimizer's state; what is missing begins as zeros
    order: np.ndarray | None  # of the examples, in the middle of an epoch
    shuffler: Mapping[str, Any] | None  # of generators, None where they begin with the seed
    noise: Any
    device: str
    best: Best | None = None
    waited: int = 0  # epochs without a better loss, where there is patience
    minibatch: np.ndarray | None = None  # the examples of the newest step
    seconds: float = 0.0  # of training, for the time limit
    restored: int | None = None  # the epoch whose weights these are, where it is not the last
    threads: int = 0  # among which its examples are divided, where that is known

    @property
    def size(self) -> int:
        """Bytes of the arrays."""
        places = (array for array in (self.order, self.minibatch) if array is not None)
        return sum(array.nbytes for array in (self.parameters, *self.slots.values(), *places))


class Timeline:
    """Snapshots in the order of their steps, at most `most` of `budget` bytes.

    When it is full every second snapshot goes, and from then on only every second is taken: what stays is spread evenly
    over the whole run. The first one always stays.
    """

    def __init__(self, budget: int = BUDGET, most: int = MOST) -> None:
        self.budget, self.most = budget, most
        self.every = 1  # epochs between two snapshots
        self._snapshots: list[Checkpoint] = []
        self._bytes = 0

    def __len__(self) -> int:
        return len(self._snapshots)

    def __iter__(self) -> Iterator[Checkpoint]:
        return iter(self._snapshots)

    @property
    def epochs(self) -> tuple[int, ...]:
        """The epochs after which the snapshots were taken."""
        return tuple(snapshot.epoch for snapshot in self._snapshots)

    def wants(self, epoch: int) -> bool:
        """Whether a snapshot at the end of `epoch` would be kept."""
        return epoch % self.every == 0

    def add(self, snapshot: Checkpoint) -> None:
        """Keep a snapshot; those that lie in its future, after going back, are forgotten."""
        while self._snapshots and self._snapshots[-1].step >= snapshot.step:
            self._bytes -= self._snapshots.pop().size
        self._snapshots.append(snapshot)
        self._bytes += snapshot.size
        while len(self._snapshots) > 1 and self._too_much():
            self.every *= 2
            self._snapshots = thinned_to(self.every, self._snapshots, attrgetter("epoch"), newest=False)
            self._bytes = sum(snapshot.size for snapshot in self._snapshots)

    def at(self, epoch: int) -> Checkpoint | None:
        """The newest snapshot that is not after the end of `epoch`; None before the first."""
        place = bisect_right(self._snapshots, epoch, key=lambda snapshot: snapshot.epoch)
        return self._snapshots[place - 1] if place else None

    def until(self, step: int, become: Callable[[Checkpoint], Checkpoint] = lambda snapshot: snapshot) -> Timeline:
        """Another one that goes on from here, with what `become` makes of the snapshots up to a step."""
        other = Timeline(self.budget, self.most)
        other.every = self.every
        other._snapshots = [become(snapshot) for snapshot in self._snapshots if snapshot.step <= step]
        other._bytes = sum(snapshot.size for snapshot in other._snapshots)
        return other

    def _too_much(self) -> bool:
        return len(self._snapshots) > self.most or self._bytes > self.budget
