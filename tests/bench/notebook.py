"""A training step in a notebook, where nobody has said how many threads BLAS may have: the engine gives it one while it
runs, and this is beside the number that NumPy's and SciPy's libraries choose for themselves."""

from __future__ import annotations

import multiprocessing
import time
from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np

from engine import Conv2D, Dense, Flatten, Input, MaxPooling2D, Output, Sequential, Trainer, load
from engine.graph import Graph
from tests.bench.harness import Row, medians, report, seconds_per_call, to_learn

ROUNDS, SECONDS = 9, 0.2
TITLE = "One training step with Adam, float32; beside it the same step with the threads that the libraries choose"


def networks() -> Iterator[tuple[str, Graph, object]]:
    rng = np.random.default_rng(0)
    yield ("2-8-1, batch 32", Sequential([Input(2), Dense(8, "tanh"), Dense(1), Output("bce")]), load("xor"))
    lenet = [Conv2D(6, 5, activation="tanh"), MaxPooling2D(), Conv2D(16, 5, activation="tanh"), MaxPooling2D(),
             Flatten(), Dense(120, "tanh"), Dense(84, "tanh"), Dense(10)]
    yield ("LeNet-5, batch 32", Sequential([Input((32, 32, 1)), *lenet, Output("cce")]),
           load("digits", image=True, size="32"))
    yield ("784-512-512-10, batch 32", Sequential([Input(784), Dense(512, "tanh"), Dense(512, "tanh"), Dense(10),
                                                   Output("cce")]),
           to_learn("multiclass", rng.normal(size=(640, 784)), np.eye(10)[rng.integers(0, 10, 640)]))


def spin() -> None:
    while True:
        pass


@contextmanager
def busy_core() -> Iterator[None]:
    """What a browser or a second notebook does to the machine."""
    process = multiprocessing.get_context("spawn").Process(target=spin, daemon=True)
    process.start()
    try:
        yield
    finally:
        process.kill()
        process.join()


def measured(work: str, graph: Graph, data: object) -> Row:
    trainer = Trainer(graph, data)
    trainer.step()
    begun = time.perf_counter()
    trainer.step()
    count = max(1, round(SECONDS / (time.perf_counter() - begun)))
    found = medians({"ours": lambda: seconds_per_call(trainer.step, count),
                     "theirs": lambda: seconds_per_call(trainer._step, max(1, count // 4))}, ROUNDS)
    return Row(work, found["ours"], "threads of BLAS", found["theirs"])


def main() -> int:
    rows = [measured(*network) for network in networks()]
    with busy_core():
        rows += [measured(f"{work}, a core busy", graph, data) for work, graph, data in networks()]
    return report(TITLE, rows)


if __name__ == "__main__":
    raise SystemExit(main())
