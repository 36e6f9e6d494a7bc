"""Projects and jobs for a runner, and how they are gone through."""

from __future__ import annotations

from dataclasses import replace

from app.document.model import Origin
from app.training.runner import Runner
from app.training.snapshot import Event, Job, Kept
from engine.data import DataSpec
from engine.graph import Graph, LayerSpec, sequential
from engine.project import Learned, Project
from engine.training import TrainingSettings


def network(units: int = 4, activation: str = "tanh", inputs: int = 2) -> Graph:
    return sequential(
        LayerSpec("input_1", "input", {"shape": (inputs,)}),
        LayerSpec("dense_1", "dense", {"units": units, "activation": activation}),
        LayerSpec("dense_2", "dense", {"units": 1}),
        LayerSpec("output_1", "output", {"loss": "binary_cross_entropy"}),
    )


def project(**changes: object) -> Project:
    data = DataSpec("xor", {"samples": 100}, validation_fraction=0.2)
    whole = Project("xor", network(), data, TrainingSettings(epochs=1_000_000))
    return replace(whole, **changes)


class Clock:
    """Time that passes only when it is told to, or a little with every look."""

    def __init__(self, tick: float = 1e-4) -> None:
        self.now, self.tick = 100.0, tick

    def __call__(self) -> float:
        self.now += self.tick
        return self.now


def job(**changes: object) -> Job:
    """Training 1, which begins with the weights of the seed."""
    whole = project()
    return replace(Job(whole.graph, whole.data, whole.training, learned=Learned()), **changes)


def other(run: int, base: int | None = 1, **changes: object) -> Job:
    """Training `run`, which goes on from another one."""
    return job(run=run, origin=Origin(base), learned=None, **changes)


def settings(**changes: object) -> TrainingSettings:
    return TrainingSettings(**{"epochs": 1_000_000, **changes})


def run(runner: Runner, steps: int) -> None:
    for _ in range(steps):
        runner.step()


def run_an_epoch(runner: Runner) -> None:
    runner.epoch()
    while runner.state == "running":
        runner.run(1.0)


def by_itself(runner: Runner) -> None:
    runner.play()
    while runner.state == "running":
        runner.run(1.0)


def kept(told: list[Event], number: int) -> Learned:
    return [event for event in told if isinstance(event, Kept) and event.run == number][-1].learned
