"""What the landscape is of: the network of the document, and the examples that its loss is measured on."""

from __future__ import annotations

import itertools
from dataclasses import dataclass

import numpy as np

from app.training.snapshot import Snapshot
from engine.landscape import Task
from engine.network import Network
from engine.training import TrainingSettings

LARGE = 20_000  # weights from which fewer examples are taken
FEW, MANY = 200, 500
SAMPLES = ("auto", "all", "minibatch")
_numbers = itertools.count()


@dataclass(frozen=True, eq=False)
class Subject:
    """`task` is what workers are sent; `source` a key of engine.landscape.SOURCES, `total` the training examples."""

    network: Network
    task: Task
    source: str
    total: int

    @property
    def examples(self) -> int:
        return len(self.task.targets)


def subject_of(snapshot: Snapshot, settings: TrainingSettings, sample: str) -> Subject:
    """The network of a snapshot on part of its training examples: always the same ones, from a generator of its own."""
    network = Network(snapshot.graph, l1=settings.l1, l2=settings.l2)
    inputs, targets = snapshot.data.train.inputs, snapshot.data.train.targets
    total = len(inputs)
    count = {"all": total, "minibatch": min(total, settings.batch_size or total),
             "auto": min(total, FEW if network.size > LARGE else MANY)}[sample]
    chosen = np.sort(np.random.default_rng(0).permutation(total)[:count])
    source = "all" if count == total else "minibatch" if sample == "minibatch" else "subsample"
    task = Task.of(f"landscape-{next(_numbers)}", network, inputs[chosen].astype(np.float32),
                   targets[chosen].astype(np.float32))
    return Subject(network, task, source, total)
