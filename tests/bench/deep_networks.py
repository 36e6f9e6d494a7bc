"""The whole training step of LeNet-5, a small VGG and an LSTM beside PyTorch in eager mode, on one thread, in float32.

A step takes the next minibatch of a shuffled set, computes loss and gradient, and lets SGD with momentum (Adam for the
LSTM) update the weights. PyTorch gets the memory format that it is fastest with, channels last.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from types import ModuleType

import numpy as np

from engine.graph import Graph, LayerSpec, sequential
from engine.training import Trainer, TrainingSettings
from tests.bench.harness import Row, beside_torch, medians, report, seconds_per_call, to_learn
from tests.bench.limits import report_limits, step_load

CLASSES = 10
ROUNDS = 9
TITLE = "One training step, float32, one thread, time of the process; median of rounds in which all take turns"


def lenet() -> Graph:
    """LeNet-5 for 32 × 32 grey images: 61,706 weights."""
    return network((32, 32, 1), convolution("c1", 6, 5), LayerSpec("s2", "pooling2d"), convolution("c3", 16, 5),
                    LayerSpec("s4", "pooling2d"), LayerSpec("flat", "flatten"), dense("c5", 120), dense("f6", 84))


def vgg() -> Graph:
    """Two blocks of two 3 × 3 convolutions, 32 and 64 filters, for 32 × 32 colour images."""
    blocks = [layer for block, filters in enumerate((32, 64)) for layer in (
        convolution(f"c{block}a", filters, 3, "same"), convolution(f"c{block}b", filters, 3, "same"),
        LayerSpec(f"p{block}", "pooling2d"))]
    return network((32, 32, 3), *blocks, LayerSpec("flat", "flatten"), dense("hidden", 128))


def lstm() -> Graph:
    """64 units over 50 steps of 32 features."""
    return network((50, 32), LayerSpec("memory", "lstm", {"units": 64}))


def torch_lenet(torch: ModuleType):
    nn = torch.nn
    return nn.Sequential(nn.Conv2d(1, 6, 5), nn.ReLU(), nn.MaxPool2d(2), nn.Conv2d(6, 16, 5), nn.ReLU(),
                         nn.MaxPool2d(2), nn.Flatten(), nn.Linear(400, 120), nn.ReLU(), nn.Linear(120, 84), nn.ReLU(),
                         nn.Linear(84, CLASSES))


def torch_vgg(torch: ModuleType):
    nn = torch.nn
    blocks = [module for m, n in ((3, 32), (32, 64)) for module in (
        nn.Conv2d(m, n, 3, padding=1), nn.ReLU(), nn.Conv2d(n, n, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2))]
    return nn.Sequential(*blocks, nn.Flatten(), nn.Linear(64 * 8 * 8, 128), nn.ReLU(), nn.Linear(128, CLASSES))


def torch_lstm(torch: ModuleType):
    class Last(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.memory, self.head = torch.nn.LSTM(32, 64, batch_first=True), torch.nn.Linear(64, CLASSES)

        def forward(self, x):
            return self.head(self.memory(x)[0][:, -1])

    return Last()


@dataclass(frozen=True)
class Work:
    """`steps` in a row are one measurement."""

    name: str
    graph: Callable[[], Graph]
    peer: Callable[[ModuleType], object]
    batch: int
    steps: int
    optimizer: str
    aim: float

    @property
    def shape(self) -> tuple[int, ...]:
        return self.graph().layer("input").settings["shape"]

    @property
    def examples(self) -> int:
        """One minibatch more than is measured: the end of an epoch, with its evaluation, is never reached."""
        return self.batch * (self.steps + 2)

    def draw(self) -> tuple[np.ndarray, np.ndarray]:
        """Random inputs, and classes as whole numbers."""
        rng = np.random.default_rng(0)
        return rng.standard_normal((self.examples, *self.shape)), rng.integers(0, CLASSES, self.examples)


WORKS = (
    Work("LeNet-5, batch 64, SGD with momentum", lenet, torch_lenet, 64, 20, "momentum", 1.0),
    Work("VGG, 32×32×3, batch 32, SGD with momentum", vgg, torch_vgg, 32, 3, "momentum", 0.8),
    Work("LSTM, 64 units, 50 steps, batch 32, Adam", lstm, torch_lstm, 32, 10, "adam", 1.0),
)
SETTINGS = {"momentum": {"learning_rate": 0.01, "momentum": 0.9}, "adam": {"learning_rate": 1e-3}}


def trainer(work: Work) -> Trainer:
    """A training of random examples."""
    inputs, classes = work.draw()
    return Trainer(work.graph(), to_learn("multiclass", inputs, np.eye(CLASSES)[classes]), TrainingSettings(
        work.optimizer, SETTINGS[work.optimizer], batch_size=work.batch, epochs=1),
                   threads=1)


def ours(work: Work) -> Callable[[], float]:
    """Seconds per step of Ladera."""
    run = trainer(work)

    def measure() -> float:
        run.reset()
        run.step()  # shuffles
        return seconds_per_call(run.step, work.steps, time.process_time)

    return measure


def theirs(torch: ModuleType, work: Work) -> Callable[[], float]:
    """Seconds per step of PyTorch."""
    step, begin = torch_step(torch, work)

    def measure() -> float:
        begin()
        step()
        return seconds_per_call(step, work.steps, time.process_time)

    return measure


def torch_step(torch: ModuleType, work: Work) -> tuple[Callable[[], None], Callable[[], None]]:
    """PyTorch's step, written as its tutorials write it, and what begins an epoch."""
    model = work.peer(torch)
    inputs, classes = map(torch.tensor, work.draw())
    inputs = inputs.float()
    if inputs.ndim == 4:
        model = model.to(memory_format=torch.channels_last)
        inputs = inputs.permute(0, 3, 1, 2)
    rules = {"momentum": lambda weights: torch.optim.SGD(weights, lr=0.01, momentum=0.9),
             "adam": lambda weights: torch.optim.Adam(weights, lr=1e-3)}
    optimizer, loss = rules[work.optimizer](model.parameters()), torch.nn.CrossEntropyLoss()
    batches = []

    def begin() -> None:
        batches[:] = torch.randperm(work.examples).split(work.batch)

    def step() -> None:
        order = batches.pop()
        optimizer.zero_grad()
        loss(model(inputs[order]), classes[order]).backward()
        optimizer.step()

    return step, begin


def network(shape: tuple[int, ...], *layers: LayerSpec) -> Graph:
    return sequential(LayerSpec("input", "input", {"shape": shape}), *layers, dense("head", CLASSES, "identity"),
                      LayerSpec("output", "output", {"loss": "categorical_cross_entropy"}))


def convolution(name: str, filters: int, size: int, padding: str = "valid") -> LayerSpec:
    return LayerSpec(name, "conv2d", {"filters": filters, "kernel_size": (size, size), "padding": padding})


def dense(name: str, units: int, activation: str = "relu") -> LayerSpec:
    return LayerSpec(name, "dense", {"units": units, "activation": activation})


def compare(torch: ModuleType) -> int:
    """Print every work beside PyTorch and beside the limit; 1 where an aim was missed."""
    rows, limits, found = [], [], {}
    for work in WORKS:
        load = step_load(work.graph(), work.batch, work.optimizer)
        found = medians({"ours": ours(work), "PyTorch": theirs(torch, work), **load.probes()}, ROUNDS)
        rows.append(Row(work.name, found["ours"], "PyTorch", found["PyTorch"], work.aim))
        limits.append((work.name, found["ours"], load.least(found)))
    missed = report(TITLE, rows)
    report_limits(limits, found)
    return missed


def main() -> int:
    return beside_torch(TITLE, compare, ((work.name, ours(work)) for work in WORKS), ROUNDS)


if __name__ == "__main__":
    raise SystemExit(main())
