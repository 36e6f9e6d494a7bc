"""The networks of a second month beside PyTorch on one thread, in float32: many channels, long memories, many words.

A step is that of `deep_networks`. What is measured is the time that the process computes, so that a busy machine
changes the ratios little. `python -m tests.bench.larger_networks NAME…` measures the works whose names contain these.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from types import ModuleType
from typing import Any

import numpy as np

from engine.graph import Graph, LayerSpec
from engine.network import Network
from engine.training import Trainer, TrainingSettings
from tests.bench.deep_networks import CLASSES, SETTINGS, convolution, dense, lstm, network, torch_lstm, torch_vgg, vgg
from tests.bench.harness import Row, beside_torch, medians, report, seconds_per_call, to_learn

ROUNDS = 5
TITLE = "One training step, float32, one thread, time of the process; median of rounds in which all take turns"
PREDICTED = 2_000
RATES = {"sgd": {"learning_rate": 0.01}, "lazy_adam": {"learning_rate": 1e-3}}
BEGUN = 1_000  # steps of the sequence whose program is built


@dataclass(frozen=True)
class Work:
    """`steps` in a row are one measurement. `words`, where there are any, are what the inputs are numbers of. Aims are
    those beside PyTorch and beside its fused optimizer."""

    name: str
    graph: Callable[[], Graph]
    peer: Callable[..., Any]
    batch: int
    steps: int
    optimizer: str = "momentum"
    words: int = 0
    aim: float = 1.0
    fused: float = 0.9
    sparse: bool = False  # whether PyTorch's sparse gradients are the second peer, and not its fused optimizer

    def draw(self) -> tuple[np.ndarray, np.ndarray]:
        """Random inputs, one minibatch more than is measured, and classes as whole numbers."""
        rng, examples = np.random.default_rng(0), self.batch * (self.steps + 2)
        shape = (examples, *self.graph().layer("input").settings["shape"])
        inputs = rng.integers(0, self.words, shape).astype(float) if self.words else rng.standard_normal(shape)
        return inputs, rng.integers(0, CLASSES, examples)


def convolutions(filters: int, size: int, layers: int, normalized: bool = False, groups: int = 1) -> Graph:
    """As many 3 × 3 convolutions in a row, then the mean of each map. In groups the first is whole."""
    found: list[LayerSpec] = []
    for place in range(layers):
        layer = convolution(f"c{place}", filters, 3, "same")
        parted = {"groups": groups} if place else {}
        if normalized:
            found += [LayerSpec(layer.name, layer.kind, {**layer.settings, **parted, "activation": "identity"}),
                      LayerSpec(f"n{place}", "batch_normalization"),
                      LayerSpec(f"a{place}", "activation", {"function": "relu"})]
        else:
            found.append(LayerSpec(layer.name, layer.kind, {**layer.settings, **parted}))
    return network((size, size, 3), *found, LayerSpec("mean", "global_pooling", {"function": "average"}))


def torch_convolutions(filters: int, layers: int, normalized: bool = False, groups: int = 1):
    def make(torch: ModuleType):
        nn = torch.nn
        found: list[Any] = []
        for place in range(layers):
            found.append(nn.Conv2d(filters if place else 3, filters, 3, padding=1, groups=groups if place else 1))
            found += [nn.BatchNorm2d(filters), nn.ReLU()] if normalized else [nn.ReLU()]
        return nn.Sequential(*found, nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(filters, CLASSES))

    return make


def recurrent(kind: str, units: int, steps: int, features: int) -> Graph:
    return network((steps, features), LayerSpec("memory", kind, {"units": units}))


def torch_recurrent(kind: str, units: int, features: int):
    def make(torch: ModuleType):
        class Last(torch.nn.Module):
            def __init__(self) -> None:
                super().__init__()
                self.memory = getattr(torch.nn, kind)(features, units, batch_first=True)
                self.head = torch.nn.Linear(units, CLASSES)

            def forward(self, x):
                return self.head(self.memory(x)[0][:, -1])

        return Last()

    return make


def words() -> Graph:
    """32 words of 10,000, 64 numbers each, and their mean."""
    return network((32,), LayerSpec("words", "embedding", {"vocabulary": 10_000, "dimension": 64}),
                   LayerSpec("mean", "global_pooling", {"function": "average"}))


def torch_words(torch: ModuleType, sparse: bool = False):
    class Mean(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.words, self.head = torch.nn.Embedding(10_000, 64, sparse=sparse), torch.nn.Linear(64, CLASSES)

        def forward(self, x):
            return self.head(self.words(x.long()).mean(1))

    return Mean()


def attention() -> Graph:
    """Self-attention with 8 heads over 64 steps of 128 features, dense layers for query, key and value."""
    return network((64, 128), dense("q", 128, "identity"), LayerSpec("heads", "attention", {"heads": 8}),
                   dense("o", 128, "identity"), LayerSpec("mean", "global_pooling", {"function": "average"}))


def torch_attention(torch: ModuleType):
    class Heads(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.q, self.o, self.head = (torch.nn.Linear(128, size) for size in (128, 128, CLASSES))

        def forward(self, x):
            q = self.q(x).unflatten(-1, (8, 16)).transpose(1, 2)
            found = torch.nn.functional.scaled_dot_product_attention(q, q, q).transpose(1, 2).flatten(-2)
            return self.head(self.o(found).mean(1))

    return Heads()


def perceptron() -> Graph:
    return network((784,), dense("h1", 1024), dense("h2", 1024))


def torch_perceptron(torch: ModuleType):
    nn = torch.nn
    return nn.Sequential(nn.Linear(784, 1024), nn.ReLU(), nn.Linear(1024, 1024), nn.ReLU(), nn.Linear(1024, CLASSES))


WORKS = (
    Work("LSTM 256, 50 steps of 64, batch 32, Adam", lambda: recurrent("lstm", 256, 50, 64),
         torch_recurrent("LSTM", 256, 64), 32, 3, "adam"),
    Work("LSTM 64, 50 steps of 32, batch 32, Adam", lstm, torch_lstm, 32, 10, "adam"),
    Work("GRU 256, 50 steps of 64, batch 32, Adam", lambda: recurrent("gru", 256, 50, 64),
         torch_recurrent("GRU", 256, 64), 32, 3, "adam"),
    Work("3 × conv 128, 16×16, batch 16", lambda: convolutions(128, 16, 3), torch_convolutions(128, 3), 16, 3),
    Work("3 × conv 64, 32×32, batch 16", lambda: convolutions(64, 32, 3), torch_convolutions(64, 3), 16, 3),
    Work("3 × conv 64, batch norm", lambda: convolutions(64, 32, 3, True), torch_convolutions(64, 3, True), 16, 3),
    Work("2 × conv 64, 32 groups", lambda: convolutions(64, 32, 2, groups=32), torch_convolutions(64, 2, groups=32),
         16, 3),
    Work("2 × conv 64, depthwise", lambda: convolutions(64, 32, 2, groups=64), torch_convolutions(64, 2, groups=64),
         16, 3),
    Work("2 × conv 64, 32×32, batch 1", lambda: convolutions(64, 32, 2), torch_convolutions(64, 2), 1, 20),
    Work("VGG, 32×32×3, batch 32", vgg, torch_vgg, 32, 3),
    Work("embedding 10,000 × 64, batch 32, Adam", words, torch_words, 32, 10, "adam", 10_000),
    Work("embedding 10,000 × 64, batch 32, SGD", words, torch_words, 32, 10, "sgd", 10_000, sparse=True),
    Work("embedding 10,000 × 64, batch 32, Lazy Adam", words, torch_words, 32, 10, "lazy_adam", 10_000, sparse=True),
    Work("784-1024-1024-10, batch 256, Adam", perceptron, torch_perceptron, 256, 3, "adam"),
    Work("attention, 8 heads of 16, batch 32, Adam", attention, torch_attention, 32, 4, "adam"),
)


def trainer(work: Work, threads: int = 1) -> Trainer:
    """A training of random examples."""
    inputs, classes = work.draw()
    return Trainer(work.graph(), to_learn("multiclass", inputs, np.eye(CLASSES)[classes]), TrainingSettings(
        work.optimizer, RATES.get(work.optimizer) or SETTINGS[work.optimizer], batch_size=work.batch, epochs=1),
                   threads=threads)


def ours(work: Work, threads: int = 1, clock: Callable[[], float] = time.process_time) -> Callable[[], float]:
    """Seconds per step of Ladera."""
    run = trainer(work, threads)

    def measure() -> float:
        run.reset()
        run.step()  # shuffles
        return seconds_per_call(run.step, work.steps, clock)

    return measure


def theirs(torch: ModuleType, work: Work, second: bool = False, clock: Callable[[], float] = time.process_time
           ) -> Callable[[], float]:
    """Seconds per step of PyTorch, written as its tutorials write it, images with their channels last; as the second
    peer with a fused optimizer, or with sparse gradients."""
    sparse, fused = second and work.sparse, second and not work.sparse
    model = work.peer(torch, sparse=True) if sparse else work.peer(torch)
    inputs, classes = map(torch.tensor, work.draw())
    inputs = inputs.float()
    if inputs.ndim == 4:
        model = model.to(memory_format=torch.channels_last)
        inputs = inputs.permute(0, 3, 1, 2)
    rules = {"momentum": lambda weights: torch.optim.SGD(weights, lr=0.01, momentum=0.9, fused=fused),
             "sgd": lambda weights: torch.optim.SGD(weights, lr=0.01),
             "adam": lambda weights: torch.optim.Adam(weights, lr=1e-3, fused=fused),
             "sparse": lambda weights: torch.optim.SparseAdam(weights, lr=1e-3)}
    rules["lazy_adam"] = rules["adam"]
    if sparse and work.optimizer == "lazy_adam":  # PyTorch's rule is for tables only
        optimizers = [rules["sparse"](model.words.parameters()), rules["adam"](model.head.parameters())]
    else:
        optimizers = [rules[work.optimizer](model.parameters())]
    loss = torch.nn.CrossEntropyLoss()

    def measure() -> float:
        batches = iter(torch.randperm(len(inputs)).split(work.batch))

        def step() -> None:
            order = next(batches)
            model.zero_grad()
            loss(model(inputs[order]), classes[order]).backward()
            for optimizer in optimizers:
                optimizer.step()

        step()
        return seconds_per_call(step, work.steps, clock)

    return measure


def predictions(torch: ModuleType) -> tuple[Callable[[], float], Callable[[], float]]:
    """Seconds in which 2,000 images go through 3 × conv 64, and in PyTorch, 64 at a time."""
    graph = convolutions(64, 32, 3)
    images = np.random.default_rng(0).standard_normal((PREDICTED, 32, 32, 3)).astype("float32")
    ready = Network(graph)
    weights, model = ready.initial_parameters(0), torch_convolutions(64, 3)(torch).to(memory_format=torch.channels_last)
    batches = torch.tensor(images).permute(0, 3, 1, 2).split(64)

    def peer() -> None:
        with torch.no_grad():
            torch.cat([model(batch).softmax(-1) for batch in batches])

    return (lambda: seconds_per_call(lambda: ready.predict(weights, images), 1, time.process_time),
            lambda: seconds_per_call(peer, 1, time.process_time))


def building() -> float:
    """Seconds until an LSTM over a long sequence has its programs, that of a step and that of the evaluation after an
    epoch of two steps, and both have run."""
    graph = recurrent("lstm", 16, BEGUN, 4)
    work = Work("", lambda: graph, lambda torch: None, 2, 0)

    def epoch() -> None:
        run = trainer(work)
        for _ in range(2):
            run.step()

    return seconds_per_call(epoch, 1, time.process_time)


def compare(torch: ModuleType, wanted: Sequence[str]) -> int:
    """Print every work beside PyTorch; 1 where an aim was missed."""
    rows = []
    for work in WORKS:
        if wanted and not any(part in work.name for part in wanted):
            continue
        found = medians({"ours": ours(work), "PyTorch": theirs(torch, work), "second": theirs(torch, work, True)},
                        ROUNDS)
        rows.append(Row(work.name, found["ours"], "PyTorch", found["PyTorch"], work.aim))
        second = "PyTorch, sparse" if work.sparse else "PyTorch, fused"
        rows.append(Row("", found["ours"], second, found["second"], work.fused))
    if not wanted or "predict" in wanted:
        mine, peer = predictions(torch)
        found = medians({"ours": mine, "PyTorch": peer}, 3)
        rows.append(Row("predict 2,000 images, 3 × conv 64", found["ours"], "PyTorch", found["PyTorch"], 1.0))
    missed = report(TITLE, rows)
    if not wanted or "build" in wanted:
        print(f"\nThe programs of an LSTM over {BEGUN:,} steps, for training and evaluation, and its first epoch: "
              f"{building():.2f} s (aim: 0.3 s)")
    return missed


def main() -> int:
    return beside_torch(TITLE, lambda torch: compare(torch, sys.argv[1:]))


if __name__ == "__main__":
    raise SystemExit(main())
