"""What the landscape is of: the network of the document, and the examples that its loss is measured on."""

from __future__ import annotations

import itertools
from dataclasses import dataclass

import numpy as np

from app.training.snapshot import Snapshot
from engine.landscape import Task
from engine.network import Network
from engine.training import TrainingSettings
from engine.training.feeds import head_data, input_arrays

LARGE = 20_000  # weights from which fewer examples are taken
FEW, MANY = 128, 500
SAMPLES = ("auto", "all", "minibatch")
_numbers = itertools.count()


@dataclass(frozen=True, eq=False)
class Subject:
    """`task` is what workers are sent; `source` a key of engine.landscape.SOURCES, `examples` of `total` training
    examples are measured."""

    network: Network
    task: Task
    source: str
    total: int
    examples: int


def subject_of(snapshot: Snapshot, settings: TrainingSettings, sample: str) -> Subject:
    """The network of a snapshot on part of its training examples: always the same ones, from a generator of its own."""
    network = Network(snapshot.graph, l1=settings.l1, l2=settings.l2)
    train = snapshot.data.train
    total = len(train.inputs)
    count = {"all": total, "minibatch": min(total, settings.batch_size or total),
             "auto": min(total, FEW if network.size > LARGE else MANY)}[sample]
    chosen = np.sort(np.random.default_rng(0).permutation(total)[:count])
    source = "all" if count == total else "minibatch" if sample == "minibatch" else "subsample"
    inputs, targets = input_arrays(snapshot.graph, snapshot.data, train.inputs), {
        name: head.train.targets for name, head in head_data(snapshot.graph, snapshot.data).items()}
    task = Task.of(f"landscape-{next(_numbers)}", network, *(
        {name: array[chosen].astype(np.float32) for name, array in arrays.items()} for arrays in (inputs, targets)))
    return Subject(network, task, source, total, count)
