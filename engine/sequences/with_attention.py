"""A network with and without attention beside each other: all else alike, the seed too."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from engine.data import Data
from engine.errors import LaderaError
from engine.sequences.contest import trained_on
from engine.sequences.translation import Translation
from engine.training import Checkpoint, TrainingSettings

WITH, WITHOUT = "with", "without"


@dataclass(frozen=True, eq=False)
class Runner:
    """One of the two, by `name`: a network and settings as `to_json` writes them, and the data. All can be sent."""

    name: str
    graph: Mapping[str, Any]
    data: Data
    settings: Mapping[str, Any]


@dataclass(frozen=True, eq=False)
class Lap:
    """Where it has come to: epochs and parts of one, and on the test part the loss, while it is told the right symbols
    before each step, and the share of rows that it writes without a mistake. `moment` is what it goes on from, None
    once another lap has; `failed` says why it ended before its time."""

    name: str
    epochs: float
    loss: float
    exact: float
    moment: Checkpoint | None
    over: bool
    failed: LaderaError | None = None


def runners(translation: Translation, settings: TrainingSettings) -> tuple[Runner, Runner]:
    """Both. Raises GraphError where the network is none without attention."""
    plain = translation.without_attention()
    plain.infer()
    data, written = translation.data, settings.to_json()
    return (Runner(WITH, translation.graph.to_json(), data, written), Runner(WITHOUT, plain.to_json(), data, written))


def lap(runner: Runner, moment: Checkpoint | None = None) -> Lap:
    """Train on a part of an epoch from a moment; without one say where it begins."""
    trainer, over, failed = trained_on(runner.graph, runner.data, runner.settings, moment)
    test = trainer.evaluate("test")
    return Lap(runner.name, trainer.steps_done / trainer.steps_per_epoch, test.loss, test.metric, trainer.snapshot(),
               over, failed)
