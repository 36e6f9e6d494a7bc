"""What the landscape is of: the network of the document, and the examples that its loss is measured on."""

from __future__ import annotations

import time
from dataclasses import dataclass
from uuid import uuid4

import numpy as np
from PySide6.QtCore import QCoreApplication

from app.training.snapshot import Snapshot
from engine.graph import Graph
from engine.landscape import Task
from engine.network import Network
from engine.training import TrainingSettings
from engine.training.feeds import head_data, input_arrays

LARGE = 20_000  # weights from which fewer examples are taken
FEW, MANY = 128, 500
FIT = 1.0
"""Seconds for which what is looked at stays as it is while a training runs: directions, and a minibatch."""


@dataclass(frozen=True, eq=False)
class LossSample:
    """`task` is what workers are sent; `source` a key of engine.landscape.SOURCES, `examples` of `total_examples` for
    training are measured. Of a minibatch `step` is the one that was made on it. `instead` says why these are not the
    examples that were asked for."""

    network: Network
    task: Task
    source: str
    total_examples: int
    examples: int
    step: int = 0
    instead: str = ""


def subject_of(snapshot: Snapshot, settings: TrainingSettings, sample: str) -> LossSample:
    """The network of a snapshot on part of its training examples: those of the newest step for "minibatch", else always
    the same ones, from a generator of its own."""
    network = Network(snapshot.graph, l1=settings.l1, l2=settings.l2)
    train = snapshot.data.train
    total = len(train)
    missing = sample == "minibatch" and snapshot.minibatch is None
    if sample == "minibatch" and not missing:
        source, chosen = "minibatch", snapshot.minibatch
    else:
        count = total if sample == "all" else min(total, FEW if network.size > LARGE else MANY)
        source, chosen = "subsample", np.sort(np.random.default_rng(0).permutation(total)[:count])
    inputs, targets = input_arrays(snapshot.graph, snapshot.data, train.some(chosen)), {
        name: head.train.targets[chosen] for name, head in head_data(snapshot.graph, snapshot.data).items()}
    task = Task.of(f"landscape-{uuid4()}", network, *(
        {name: array.astype(np.float32) for name, array in arrays.items()} for arrays in (inputs, targets)))
    instead = QCoreApplication.translate("LossSample", "There is no minibatch before the next step.") if missing else ""
    return LossSample(network, task, "all" if len(chosen) == total else source, total, len(chosen), snapshot.step,
                      instead)


class LossSamples:
    """The subject of the moment: made anew where the network, the data or the sample are others."""

    def __init__(self) -> None:
        self.now: LossSample | None = None
        self._made_for: tuple[object, ...] = ()
        self._batch: tuple[int, bytes] | None = None  # step and places of the minibatch that is looked at
        self._batch_at = 0.0

    @property
    def graph(self) -> Graph | None:
        """The network of the last subject, also when that is forgotten."""
        return self._made_for[0] if self._made_for else None

    def follow(self, snapshot: Snapshot, settings: TrainingSettings, sample: str, *, running: bool) -> bool:
        """Make sure that it is that of a snapshot; whether its losses may be others than before. Raises LaderaError."""
        made_for = (snapshot.graph, snapshot.data, settings.l1, settings.l2, settings.batch_size, sample,
                    self._batch_of(snapshot, sample, running))
        if self.now is not None and made_for == self._made_for:
            return False
        self.now, self._made_for = subject_of(snapshot, settings, sample), made_for
        return True

    def forget(self) -> None:
        self.now = None

    def _batch_of(self, snapshot: Snapshot, sample: str, running: bool) -> tuple[int, bytes] | None:
        """The newest minibatch, where one is looked at; while a training runs one stays for FIT seconds."""
        if sample != "minibatch" or snapshot.minibatch is None:
            self._batch = None
        elif self._batch is None or not running or time.monotonic() - self._batch_at > FIT:
            self._batch, self._batch_at = (snapshot.step, snapshot.minibatch.tobytes()), time.monotonic()
        return self._batch
