"""The whole training step of multilayer perceptrons beside PyTorch in eager mode, on one thread, in float32.

A step takes the next minibatch of a shuffled set, computes loss and gradient, and lets Adam update the weights. Both
sides do that on the same sizes, with the same loss computed from logits; neither evaluates anything in between.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from types import ModuleType

import numpy as np

from engine.data import Data
from engine.graph import LayerSpec, sequential
from engine.training import Trainer, TrainingSettings
from tests.bench.harness import Row, beside_torch, medians, report, seconds_per_call, to_learn
from tests.bench.limits import report_limits, step_load

RATE = 1e-3
ROUNDS = 21
TITLE = "One training step with Adam, float32, one thread, time of the process; median of rounds in turns"


@dataclass(frozen=True)
class Work:
    """A perceptron of these widths, ReLU between them; `steps` in a row are one measurement."""

    widths: tuple[int, ...]
    batch: int
    steps: int
    aim: float

    def __str__(self) -> str:
        return f"{'-'.join(map(str, self.widths))}, batch {self.batch}"

    @property
    def binary(self) -> bool:
        return self.widths[-1] == 1

    @property
    def examples(self) -> int:
        """One minibatch more than is measured: the end of an epoch, with its evaluation, is never reached."""
        return self.batch * (self.steps + 2)

    def draw(self) -> tuple[np.ndarray, np.ndarray]:
        """Random inputs, and classes as whole numbers."""
        rng = np.random.default_rng(0)
        inputs = rng.standard_normal((self.examples, self.widths[0]))
        return inputs, rng.integers(0, max(2, self.widths[-1]), self.examples)


WORKS = (
    Work((2, 16, 16, 1), 32, 400, 15.0),
    Work((64, 64, 64, 10), 64, 200, 5.0),
    Work((784, 128, 64, 10), 64, 60, 2.0),
    Work((784, 512, 512, 10), 128, 12, 1.1),
)
FUSED = 1.0
"""The aim beside PyTorch's fused Adam."""


def trainer(work: Work) -> Trainer:
    """A training of random examples."""
    return Trainer(_graph(work), _data(work), TrainingSettings(
        "adam", {"learning_rate": RATE}, batch_size=work.batch, epochs=1), threads=1)


def ours(work: Work) -> Callable[[], float]:
    """Seconds per step of Ladera."""
    run = trainer(work)

    def measure() -> float:
        run.reset()
        run.step()  # shuffles
        return seconds_per_call(run.step, work.steps, time.process_time)

    return measure


def theirs(torch: ModuleType, work: Work, **options: bool) -> Callable[[], float]:
    """Seconds per step of PyTorch, written as its tutorials write it."""
    model = torch_model(torch, work)
    optimizer = torch.optim.Adam(model.parameters(), lr=RATE, **options)
    loss = torch.nn.BCEWithLogitsLoss() if work.binary else torch.nn.CrossEntropyLoss()
    inputs, classes = map(torch.tensor, work.draw())
    inputs = inputs.float()
    targets = classes.float()[:, None] if work.binary else classes

    def measure() -> float:
        batches = iter(torch.randperm(work.examples).split(work.batch))

        def step() -> None:
            order = next(batches)
            optimizer.zero_grad()
            loss(model(inputs[order]), targets[order]).backward()
            optimizer.step()

        step()
        return seconds_per_call(step, work.steps, time.process_time)

    return measure


def torch_model(torch: ModuleType, work: Work):
    """The same network in PyTorch."""
    layers = [module for m, n in pairwise(work.widths) for module in (torch.nn.Linear(m, n), torch.nn.ReLU())]
    return torch.nn.Sequential(*layers[:-1])


def _graph(work: Work):
    hidden = [LayerSpec(f"hidden_{place}", "dense", {"units": units, "activation": "relu"})
              for place, units in enumerate(work.widths[1:-1])]
    loss = "binary_cross_entropy" if work.binary else "categorical_cross_entropy"
    return sequential(LayerSpec("input", "input", {"shape": work.widths[:1]}), *hidden,
                      LayerSpec("head", "dense", {"units": work.widths[-1], "activation": "identity"}),
                      LayerSpec("output", "output", {"loss": loss}))


def _data(work: Work) -> Data:
    inputs, classes = work.draw()
    targets = classes[:, None].astype(float) if work.binary else np.eye(work.widths[-1])[classes]
    return to_learn("binary" if work.binary else "multiclass", inputs, targets)


def compare(torch: ModuleType) -> int:
    """Print every work beside PyTorch and beside the limit; 1 where an aim was missed."""
    rows, limits, found = [], [], {}
    for work in WORKS:
        load = step_load(_graph(work), work.batch, "adam")
        found = medians({"ours": ours(work), "PyTorch": theirs(torch, work),
                         "PyTorch, fused Adam": theirs(torch, work, fused=True), **load.probes()}, ROUNDS)
        rows.append(Row(str(work), found["ours"], "PyTorch", found["PyTorch"], work.aim))
        rows.append(Row("", found["ours"], "PyTorch, fused Adam", found["PyTorch, fused Adam"], FUSED))
        limits.append((str(work), found["ours"], load.least(found)))
    missed = report(TITLE, rows)
    report_limits(limits, found)
    return missed


def main() -> int:
    return beside_torch(TITLE, compare, ((str(work), ours(work)) for work in WORKS), ROUNDS)


if __name__ == "__main__":
    raise SystemExit(main())
