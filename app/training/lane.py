"""Questions that are answered together, again and again, beside others that take another while."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from app.training.known import known
from engine.probes import Probe, ProbeReader, Reading
from engine.training import Checkpoint, Trainer

OFTEN = 0.03
"""Seconds between two rounds beside a training: each look of the window finds a new one."""


@dataclass(frozen=True, eq=False)
class WeightSource:
    """Which weights are seen: those of `trainer` as they are, or as they were at a `moment` of it."""

    trainer: Trainer
    moment: Checkpoint | None

    def is_like(self, other: WeightSource) -> bool:
        """Whether a reader of one is a reader of the other."""
        return self.trainer is other.trainer and self.moment is other.moment

    def reader(self) -> ProbeReader:
        """What reads these weights, as long as the training stays on its device."""
        return self.trainer.reader(self.moment)

    @property
    def version(self) -> object:
        """Another one whenever the weights are others."""
        return self.trainer.version if self.moment is None else "past"


class Lane:
    """Answers its probes round after round, with the weights of the moment at which each piece of a round begins. Of
    the time for readings it has a `part`, in proportion to the others'."""

    def __init__(self, clock: Callable[[], float] = time.perf_counter, part: float = 1.0) -> None:
        self._clock, self._part = clock, part
        self.probes: tuple[Probe, ...] = ()
        self._reader: ProbeReader | None = None
        self._source: WeightSource | None = None
        self._pieces: Iterator[dict[Probe, Reading]] | None = None
        self._read: object = None  # the version of the weights that the newest round began with
        self._begun = self._due = 0.0

    def watch(self, probes: tuple[Probe, ...]) -> None:
        """From now on answer these."""
        if probes != self.probes:
            self.probes = probes
            self._begin_anew()

    def bind(self, source: WeightSource | None) -> None:
        """Read the weights of `source` from now on. Raises what makes it impossible to read them."""
        self._source = self._reader = None
        self._begin_anew()
        if source is not None:
            self._reader = source.reader()
            self._source = source

    def give(self, key: str, raw: np.ndarray) -> None:
        """Examples (N, d) of a person's own, in their own units. Raises DataError where the data of the network have
        another number of values."""
        if self._source is not None and self._reader is not None:
            self._reader.give(key, self._source.trainer.entering(raw))
            self._begin_anew()

    def _begin_anew(self) -> None:
        """Answer all once more, whether the weights have changed or not."""
        self._pieces, self._read = None, None

    @property
    def is_behind(self) -> bool:
        """Whether something asked is not answered with the weights as they are now."""
        return bool(self.probes) and self._source is not None and (
            self._pieces is not None or self._read != self._source.version)

    @property
    def part(self) -> float:
        """Of the time for readings; nothing where it is asked nothing."""
        return self._part if self.probes else 0.0

    @property
    def is_due(self) -> bool:
        """Whether it is time again, beside a training."""
        return self._clock() >= self._due

    def work(self, seconds: float, share: float) -> dict[Probe, Reading]:
        """Answers of a piece, and of more for about `seconds`, to the end of the round at most; beside a training as
        much time is left until the next ones that all take no more than a `share` of it."""
        begun = self._clock()
        found: dict[Probe, Reading] = {}
        if self._pieces is None:
            self._begun, self._read = begun, known(self._source).version
            self._pieces = known(self._reader).pieces(self.probes)
        while (some := next(self._pieces, None)) is not None:
            found |= some
            if self._clock() - begun >= seconds:
                break
        now = self._clock()
        self._due = now + (now - begun) * (1 / share - 1)
        if some is None:
            self._pieces, self._due = None, max(self._due, self._begun + OFTEN)
        return found
