"""Reads what the window watches, beside the training and within a share of its time."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from engine.errors import LaderaError, UnexpectedError
from engine.probes import OfPart, OnPlane, Probe, ProbeReader, Reading
from engine.training import Checkpoint, Trainer

FEW = 1_000
"""Examples up to which a question counts as quick, where they are points of a plane; else it is about chosen ones."""
QUICK_PASSES = 3
"""Times that quick questions alone are answered for each time that the others have had their turns."""
SHARE = 0.12
"""The part of a training's time that readings may take."""

_log = logging.getLogger(__name__)


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


class _Reading(NamedTuple):
    """What reads the weights of `source`."""

    source: WeightSource
    reader: ProbeReader

    def give(self, key: str, raw: np.ndarray) -> None:
        """Raises DataError where the data of the network have another number of values."""
        self.reader.give(key, self.source.trainer.entering(raw))


class Watcher:
    """Answers the newest list of probes again and again, a piece at a time, so that neither a step nor an order waits
    for long. At rest it answers each once, as soon as it can.

    `readings` are the newest answers; those of another network, or to questions that nobody asks any more, are gone.
    A probe that does not fit the network is answered with the reason. Of a mistake in Ladera `report` hears too, once
    for each kind of probe.
    """

    def __init__(self, clock: Callable[[], float] = time.perf_counter,
                 report: Callable[[UnexpectedError], None] = lambda error: None) -> None:
        self._clock, self._report = clock, report
        self._reported: set[type[Probe]] = set()
        self._probes: tuple[Probe, ...] = ()
        self._given: dict[str, np.ndarray] = {}
        self._reading: _Reading | None = None
        self._refused: WeightSource | None = None  # no reader can be had of its weights
        self._pieces: Iterator[dict[Probe, Reading]] | None = None
        self._read: object = None  # the version of the weights that was read last
        self._due = 0.0
        self._turn = 0
        self._seen: object = None  # the version that is being read, and what has been asked of it
        self._answered: set[Probe] = set()
        self._readings: dict[Probe, Reading] = {}

    def readings(self, source: WeightSource | None) -> Mapping[Probe, Reading]:
        """The newest answers about the weights of `source`."""
        return self._readings if self._reads(source) else {}

    def watch(self, probes: tuple[Probe, ...]) -> None:
        """From now on answer these."""
        self._probes = probes
        self._readings = {probe: self._readings[probe] for probe in probes if probe in self._readings}
        self._begin_anew()

    def give(self, key: str, raw: np.ndarray) -> None:
        """Examples (N, d) in their own units, for probes about `Given(key)`. Raises DataError where the data of the
        network have another number of values."""
        self._given[key] = raw
        if self._reading is not None:
            self._reading.give(key, raw)
        self._begin_anew()

    def is_behind(self, source: WeightSource | None) -> bool:
        """Whether something asked is not answered with the weights of `source` as they are now."""
        return source is not None and bool(self._probes) and not self._is_refused(source) and (
            self._pieces is not None or self._read != _version(source) or not self._reads(source))

    def work(self, source: WeightSource | None, seconds: float, *, running: bool) -> bool:
        """Read a piece, and more for about `seconds`; beside a training that is `running` only when it is time again.
        Returns whether there is news: an answer, or that all is answered now. Raises, once, what makes it impossible to
        read these weights."""
        if self._is_refused(source):
            return False
        begun = self._clock()
        reading = self._reading
        if reading is None or not self._reads(source) or reading.reader.device is not reading.source.trainer.device:
            reading = self._bind(source)
        if reading is None or not self.is_behind(source) or (running and begun < self._due):
            return False
        fresh = self._piece(reading, running)
        while (now := self._clock()) - begun < seconds and self.is_behind(source):
            fresh |= self._piece(reading, running)
        self._due = now + (now - begun) * (1 / SHARE - 1)
        return fresh or not self.is_behind(source)

    def _reads(self, source: WeightSource | None) -> bool:
        """Whether these are the weights that are read."""
        return source is not None and self._reading is not None and source.is_like(self._reading.source)

    def _is_refused(self, source: WeightSource | None) -> bool:
        """Whether no reader could be had of these weights."""
        return source is not None and self._refused is not None and source.is_like(self._refused)

    def _bind(self, source: WeightSource | None) -> _Reading | None:
        self._readings, self._reading = {}, None
        self._begin_anew()
        if source is None:
            return None
        try:
            reading = self._reading = _Reading(source, source.reader())
        except Exception:
            self._refused = source
            raise
        for key, raw in tuple(self._given.items()):
            try:
                reading.give(key, raw)
            except LaderaError:  # an example of the data before
                del self._given[key]
        return reading

    def _piece(self, reading: _Reading, running: bool) -> bool:
        if self._pieces is None:
            version = _version(reading.source)
            if version != self._seen:
                self._seen, self._answered = version, set()
            left = tuple(probe for probe in self._probes if probe not in self._answered)
            probes = self._in_turn(left) if running else left
            self._answered.update(probes)
            self._read = version if len(probes) == len(left) else None
            self._pieces = reading.reader.pieces(probes)
        some = next(self._pieces, None)
        if some is None:
            self._pieces = None
            return False
        self._readings = self._readings | some
        for probe, answer in some.items():
            if isinstance(answer.error, UnexpectedError):
                self._report_once(probe, answer.error)
        return bool(some)

    def _report_once(self, probe: Probe, error: UnexpectedError) -> None:
        if type(probe) not in self._reported:
            self._reported.add(type(probe))
            _log.error("%s could not be read", probe, exc_info=error.__cause__)
            self._report(error)

    def _in_turn(self, left: tuple[Probe, ...]) -> tuple[Probe, ...]:
        """Of the questions that are left what is answered quickly, and of the rest what is about the examples whose
        turn it is: a picture of one example need not wait for thousands of others."""
        slow = list(dict.fromkeys(probe.examples for probe in left if not _is_quick(probe)))
        if not slow or not any(map(_is_quick, left)):
            return left
        self._turn = (self._turn + 1) % (len(slow) + QUICK_PASSES)
        chosen = slow[self._turn] if self._turn < len(slow) else None
        return tuple(probe for probe in left if _is_quick(probe) or probe.examples == chosen)

    def _begin_anew(self) -> None:
        self._pieces, self._read, self._seen, self._refused = None, None, None, None


def _is_quick(probe: Probe) -> bool:
    examples = probe.examples
    if isinstance(examples, OfPart):
        return bool(examples.places)
    return not isinstance(examples, OnPlane) or examples.side ** 2 <= FEW


def _version(source: WeightSource) -> object:
    return source.trainer.version if source.moment is None else "past"
