"""Fork in time: two trainings that go on from one moment, alike but for one thing.

A runs on as it would have, bit for bit; B goes on from the same weights, the same state of the optimizer and the same
chance, as far as the change leaves them their meaning. Whatever differs from then on, the change has made.
"""

from __future__ import annotations

import math
import time
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any

import numpy as np

from engine.data import Data
from engine.errors import N_, LaderaError
from engine.fields import Flag
from engine.graph import Graph
from engine.probes import OfPart
from engine.probes.examples import PartName
from engine.probes.predictions import Predictions
from engine.recall import Recall, remembering
from engine.training.handover import Handover, Task
from engine.training.resident import PARTS
from engine.training.settings import TrainingSettings
from engine.training.timeline import Checkpoint
from engine.training.trainer import Trainer

COMPARED = 512
"""Examples whose predictions are compared."""
FIGURES = MappingProxyType({
    "loss": ("train", "loss"), "validation_loss": ("validation", "loss"), "test_loss": ("test", "loss"),
    "metric": ("train", "metric"), "validation_metric": ("validation", "metric"), "test_metric": ("test", "metric"),
})
"""What is measured of each of the two: of which part of the data, and what."""
COLUMNS = ("epoch", *(f"{figure}_{whose}" for figure in FIGURES for whose in "ab"), "distance", "differing")
FRESH = Flag("fresh", False, N_("engine", "From scratch"),
             help=N_("engine", "The other training begins with new weights, drawn by its seed: the same network, "
                     "without what this one has learned or taken over. What frozen layers hold is new too."))
Pair = tuple[Checkpoint, Checkpoint]


@dataclass(frozen=True, eq=False)
class Fork:
    """A network and the settings of both trainings, given as `to_json` writes them, on `data`, for `epochs` more epochs
    from the moment `start`, or from the weights of the seed. Where it is `fresh`, B begins with those whatever the
    moment. All can be sent."""

    graph: Mapping[str, Any]
    data: Data
    settings: tuple[Mapping[str, Any], Mapping[str, Any]]
    epochs: int
    start: Checkpoint | None = None
    fresh: bool = False
    key: str = field(default_factory=lambda: uuid.uuid4().hex)


@dataclass(frozen=True)
class Disagreement:
    """The first prediction that differs: at the end of `epoch`, of the example at `place` in a `part`, where A says
    class `a` and B says class `b`."""

    epoch: int
    part: PartName
    place: int
    a: int
    b: int


@dataclass(frozen=True, eq=False)
class ForkLeg:
    """What came of part of the way: `rows` by the names of COLUMNS (T,), an epoch each, the first being the fork
    itself; "distance" is ‖w_B − w_A‖, "differing" the number of `compared` predictions that differ, NaN where there are
    no classes. `differences` are w_B − w_A (T, n) at the same moments. `over` when no more comes; `failed` says why
    before its time, and which of the two, "a" or "b", it was."""

    rows: Mapping[str, np.ndarray]
    differences: np.ndarray
    compared: int
    first: Disagreement | None
    pair: Pair
    over: bool
    failed: LaderaError | None = None
    whose: str = ""


class _Twins:
    """Both trainers."""

    def __init__(self, fork: Fork) -> None:
        self.fork = fork
        graph = Graph.from_json(fork.graph)
        a, b = (TrainingSettings.from_json(settings) for settings in fork.settings)
        start = fork.start
        if start is None:
            # The seed draws weights too: both begin with those of A.
            self.a = Trainer(graph, fork.data, a)
            self.b = Trainer(graph, fork.data, b, parameters=self.a.parameters)
        else:
            self.a, self.b = Trainer(graph, fork.data, a), Trainer(graph, fork.data, b)
            self.a.restore(start)
        if start is not None and not fork.fresh:
            spec = fork.data.spec
            moment = Handover(Task(graph, spec, a), Task(graph, spec, b), {}).moment(start)
            rates = [settings.optimizer_settings["learning_rate"] for settings in (a, b)]
            self.b.restore(moment if rates[0] == rates[1] else replace(moment, learning_rate=rates[1]))
        self.begun = self.a.epochs_done
        part: PartName = "validation" if len(fork.data.validation) else "train"
        name, head = next(iter(self.a.heads.items()))
        self._has_classes = bool(head.class_names)
        self.part, self._probe = part, Predictions(name, OfPart(part, most=COMPARED))
        self.compared = min(COMPARED, len(getattr(fork.data, part)))

    @property
    def pair(self) -> Pair:
        return self.a.snapshot(), self.b.snapshot()

    @property
    def over(self) -> bool:
        """Whether they have gone as far as they were to go, or one of them would stop by its own settings."""
        return (self.a.epochs_done - self.begun >= self.fork.epochs or self.a.stopped is not None
                or self.b.stopped is not None)

    def epoch(self) -> tuple[str, LaderaError | None]:
        """An epoch of both; which of them broke, and how, if one did."""
        for whose, trainer in (("a", self.a), ("b", self.b)):
            try:
                trainer.epoch()
            except LaderaError as error:
                return whose, error
        return "", None

    def go_on_from(self, pair: Pair) -> None:
        """As a leg left them, perhaps in another process."""
        for trainer, moment in zip((self.a, self.b), pair, strict=True):
            if trainer.steps_done != moment.step:
                trainer.restore(moment)

    def row(self) -> tuple[dict[str, float], np.ndarray, Disagreement | None]:
        """What is to be told of this moment."""
        difference = self.b.parameters - self.a.parameters
        found, first = math.nan, None
        if self._has_classes:
            a, b = (_classes(trainer.probes.read([self._probe])[self._probe].first) for trainer in (self.a, self.b))
            differing = np.flatnonzero(a != b)
            found = float(len(differing))
            if len(differing):
                place = int(differing[0])
                first = Disagreement(self.a.epochs_done, self.part, place, int(a[place]), int(b[place]))
        measured = {(whose, part): trainer.evaluate(part) for whose, trainer in (("a", self.a), ("b", self.b))
                    for part in PARTS}
        figures = {f"{figure}_{whose}": getattr(measured[whose, part], what)
                   for figure, (part, what) in FIGURES.items() for whose in "ab"}
        return ({"epoch": self.a.epochs_done, **figures, "differing": found,
                 "distance": float(np.linalg.norm(difference.astype(np.float64)))}, difference, first)


def _classes(predictions: np.ndarray) -> np.ndarray:
    """The class of each example (N, …): one number is the probability of the second of two."""
    rows = predictions.reshape(len(predictions), -1)
    return (rows[:, 0] > 0.5).astype(int) if rows.shape[1] == 1 else rows.argmax(axis=1)


@remembering
def fork_leg(fork: Fork, pair: Pair | None = None, seconds: float = math.inf, *,
             recall: Recall | None = None) -> ForkLeg:
    """Go on for so many seconds, an epoch at least, from where a leg left both trainings, or from the fork where `pair`
    is None. A training that stops being finite ends both. Raises GraphError when network and data do not fit."""
    began = time.perf_counter()
    recall = recall or Recall()
    twins = _remembered(fork, pair, recall)
    rows, differences, first = [], [], None
    failed: LaderaError | None = None
    whose = ""

    def tell() -> None:
        nonlocal first
        row, difference, disagreement = twins.row()
        rows.append(row)
        differences.append(difference)
        first = first or disagreement

    if pair is None:
        tell()
    while not twins.over:
        whose, failed = twins.epoch()
        if failed is not None:
            break
        tell()
        if time.perf_counter() - began > seconds:
            break
    over = twins.over or failed is not None
    if over:
        recall.take(_Twins, fork.key)
    return ForkLeg({name: np.array([row[name] for row in rows]) for name in COLUMNS}, np.array(differences),
                   twins.compared, first, twins.pair, over, failed, whose)


def _remembered(fork: Fork, pair: Pair | None, recall: Recall) -> _Twins:
    """The trainers that this process remembers, or new ones, where the leg before left them."""
    twins = recall.take(_Twins, fork.key)
    if twins is None or pair is None:
        twins = _Twins(fork)
    if pair is not None:
        twins.go_on_from(pair)
    recall.keep(fork.key, twins)
    return twins


class ForkProgress:
    """A fork as far as it has been walked. Differences of at most `most` moments are kept, evenly spread, the last one
    among them."""

    def __init__(self, fork: Fork, budget: int = 48 * 2**20) -> None:
        self.fork, self._budget = fork, budget
        self.rows: dict[str, np.ndarray] = {name: np.empty(0) for name in COLUMNS}
        self.first: Disagreement | None = None
        self.compared, self.over = 0, False
        self.failed: LaderaError | None = None
        self.whose = ""
        self._pair: Pair | None = None
        self._differences: dict[int, np.ndarray] = {}
        self._every = 1

    def next(self, seconds: float = math.inf) -> tuple[Any, ...]:
        """The arguments of the next `fork_leg`."""
        return self.fork, self._pair, seconds

    def take(self, leg: ForkLeg) -> None:
        """Go on from where a leg ended."""
        known = len(self.rows["epoch"])
        self._differences |= dict(enumerate(leg.differences, known))
        self.rows = {name: np.concatenate([self.rows[name], leg.rows[name]]) for name in COLUMNS}
        most = max(2, self._budget // max(1, leg.differences.itemsize * leg.pair[0].parameters.size))
        while len(kept := self._spread()) > most:
            self._every *= 2
        self._differences = kept
        self.first = self.first or leg.first
        self.compared, self.over, self.failed, self.whose = leg.compared, leg.over, leg.failed, leg.whose
        self._pair = leg.pair

    def _spread(self) -> dict[int, np.ndarray]:
        """Every so many, and the newest."""
        newest = len(self.rows["epoch"]) - 1
        return {place: difference for place, difference in self._differences.items()
                if place % self._every == 0 or place == newest}

    def difference(self, place: int) -> tuple[int, np.ndarray]:
        """w_B − w_A (n,) at the row `place`, or at the nearest one that is kept: which, and the difference."""
        nearest = min(self._differences, key=lambda kept: abs(kept - place))
        return nearest, self._differences[nearest]

    @property
    def differences(self) -> tuple[np.ndarray, ...]:
        """All that are kept."""
        return tuple(self._differences.values())
