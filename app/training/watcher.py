"""Reads what the window watches, beside the training and within a share of its time."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Mapping

import numpy as np

from app.training.lane import Lane, WeightSource
from engine.device import Device
from engine.errors import LaderaError, UnexpectedError
from engine.probes import OfPart, OnPlane, Probe, Reading

FEW = 1_000
"""Examples up to which a question counts as quick, where they are points of a plane; else it is about chosen ones."""
SHARE = 0.12
"""The part of a training's time that readings may take."""
QUICK = 2 / 3
"""The part of that for quick questions, where slow ones are asked too."""

_log = logging.getLogger(__name__)


class Watcher:
    """Answers the newest list of probes again and again, a piece at a time, so that neither a step nor an order waits
    for long. At rest it answers each once, as soon as it can. Beside a training quick questions and slow ones have a
    lane each: a picture of one example need not wait for thousands of others.

    `readings` are the newest answers; those of another network, or to questions that nobody asks any more, are gone.
    A probe that does not fit the network is answered with the reason. Of a mistake in Ladera `report` hears too, once
    for each kind of probe.
    """

    def __init__(self, clock: Callable[[], float] = time.perf_counter,
                 report: Callable[[UnexpectedError], None] = lambda error: None) -> None:
        self._clock, self._report = clock, report
        self._reported: set[type[Probe]] = set()
        self._quick, self._slow = self._lanes = Lane(clock, QUICK), Lane(clock, 1.0 - QUICK)
        self._given: dict[str, np.ndarray] = {}
        self._source: WeightSource | None = None
        self._device: Device | None = None
        self._refused: WeightSource | None = None  # no reader can be had of its weights
        self._readings: dict[Probe, Reading] = {}

    def readings(self, source: WeightSource | None) -> Mapping[Probe, Reading]:
        """The newest answers about the weights of `source`."""
        return self._readings if self._reads(source) else {}

    def watch(self, probes: tuple[Probe, ...]) -> None:
        """From now on answer these."""
        self._quick.watch(tuple(filter(_is_quick, probes)))
        self._slow.watch(tuple(probe for probe in probes if not _is_quick(probe)))
        self._readings = {probe: self._readings[probe] for probe in probes if probe in self._readings}
        self._refused = None

    def give(self, key: str, raw: np.ndarray) -> None:
        """Examples (N, d) in their own units, for probes about `Given(key)`. Raises DataError where the data of the
        network have another number of values."""
        self._given[key] = raw
        for lane in self._lanes:
            lane.give(key, raw)
        self._refused = None

    def is_behind(self, source: WeightSource | None) -> bool:
        """Whether something asked is not answered with the weights of `source` as they are now."""
        if source is None or self._is_refused(source) or not any(lane.probes for lane in self._lanes):
            return False
        return not self._reads(source) or any(lane.is_behind for lane in self._lanes)

    def work(self, source: WeightSource | None, seconds: float, *, running: bool) -> bool:
        """Read a piece, and more for about `seconds`; beside a training that is `running` only when it is time again.
        Returns whether there is news: an answer, or that all is answered now. Raises, once, what makes it impossible to
        read these weights."""
        if self._is_refused(source):
            return False
        if not self._reads(source) or (source is not None and self._device is not source.trainer.device):
            self._bind(source)
        begun, parts = self._clock(), sum(lane.part for lane in self._lanes)
        worked, fresh = False, False
        for lane in self._lanes:
            while lane.is_behind and (not running or lane.is_due) and not (worked and self._clock() - begun >= seconds):
                worked, found = True, lane.work(seconds, SHARE * lane.part / parts)
                fresh |= bool(found)
                self._take(found)
        return worked and (fresh or not self.is_behind(source))

    def _reads(self, source: WeightSource | None) -> bool:
        """Whether these are the weights that are read."""
        return source is not None and self._source is not None and source.is_like(self._source)

    def _is_refused(self, source: WeightSource | None) -> bool:
        """Whether no reader could be had of these weights."""
        return source is not None and self._refused is not None and source.is_like(self._refused)

    def _bind(self, source: WeightSource | None) -> None:
        self._readings, self._source, self._refused = {}, None, None
        try:
            for lane in self._lanes:
                lane.bind(source)
        except Exception:
            self._refused = source
            raise
        self._source, self._device = source, None if source is None else source.trainer.device
        for key, raw in tuple(self._given.items()):
            try:
                for lane in self._lanes:
                    lane.give(key, raw)
            except LaderaError:  # an example of the data before
                del self._given[key]

    def _take(self, found: dict[Probe, Reading]) -> None:
        self._readings = self._readings | found
        for probe, answer in found.items():
            if isinstance(answer.error, UnexpectedError):
                self._report_once(probe, answer.error)

    def _report_once(self, probe: Probe, error: UnexpectedError) -> None:
        if type(probe) not in self._reported:
            self._reported.add(type(probe))
            _log.error("%s could not be read", probe, exc_info=error.__cause__)
            self._report(error)


def _is_quick(probe: Probe) -> bool:
    examples = probe.examples
    if isinstance(examples, OfPart):
        return bool(examples.places)
    return not isinstance(examples, OnPlane) or examples.side ** 2 <= FEW
