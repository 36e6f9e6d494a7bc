"""What watching costs: LeNet-5 trains while a widget watches eight probes, and a perceptron of four million weights
sends its snapshots.

With a display or under Xvfb. "Alone" is the same training in a bare loop, before and after. Steps per second and frames
are those of a computer at rest; the processor's time for a step, of the process that trains, says also on a busy one
what watching costs it.
"""

from __future__ import annotations

import os
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from PySide6.QtWidgets import QLabel

from app.main import Ladera
from app.shell.examples import EXAMPLES
from app.training.snapshot import Snapshot
from engine.data import DataSpec
from engine.formats import read_project
from engine.graph import LayerSpec, sequential
from engine.probes import OfPart, Probe
from engine.probes.activations import Activations
from engine.probes.gradients import Delta, WeightGradient
from engine.probes.one_weight import Nudges
from engine.probes.predictions import Predictions
from engine.probes.statistics import UnitStatistics
from engine.probes.weights import Weights
from engine.project import Project
from engine.training import TrainingSettings
from tests.bench.desk import FrameProbe, alone, engine_cpu, opened, screen_missing, two_spirals, wait, wait_until

SECONDS, WARM_UP = 6.0, 2.0
ENDLESS = 1_000_000  # epochs
LEAST_SHARE, LONGEST_FRAME, LEAST_SNAPSHOTS = 0.85, 33.0, 30.0


@dataclass(frozen=True)
class Result:
    """Steps, snapshots that come and complete sets of new answers per second, the processor's seconds for a step in the
    process that trains and its share in that of the window, and the times between frames in milliseconds."""

    steps: float
    step_cpu: float
    window_cpu: float
    snapshots: float
    answers: float
    frames: np.ndarray


class Watching(QLabel):
    """Counts what comes."""

    def __init__(self) -> None:
        super().__init__(" ")
        self.answers = 0.0
        self._newest: list[object] = []

    def take(self, snapshot: Snapshot) -> None:
        newest = list(snapshot.readings.values())
        self.answers += sum(reading not in self._newest for reading in newest) / max(1, len(newest))
        self._newest = newest


def lenet() -> Project:
    path = next(example.path for example in EXAMPLES if example.name == "lenet")
    return _endless(read_project(path))


def wide() -> Project:
    """64-1900-2000-10: four million weights, on the digits of 8 × 8 pixels. By gradient descent, whose step takes less
    than a thirtieth of a second: there is no newer snapshot than that of the last step."""
    graph = sequential(
        LayerSpec("input", "input", {"shape": (64,)}), LayerSpec("hidden_1", "dense", {"units": 1_900}),
        LayerSpec("hidden_2", "dense", {"units": 2_000}),
        LayerSpec("head", "dense", {"units": 10, "activation": "identity"}),
        LayerSpec("output", "output", {"loss": "categorical_cross_entropy"}))
    positions = {spec.name: (220.0 * place, 0.0) for place, spec in enumerate(graph.layers)}
    return _endless(Project("wide", graph, DataSpec("digits"), TrainingSettings(optimizer="sgd"), positions))


def _endless(project: Project) -> Project:
    return replace(project, parameters=None, history=None,
                   training=replace(project.training, epochs=ENDLESS, patience=0))


def eight(project: Project) -> Sequence[Probe]:
    """Filters, maps, activations, δ, a gradient, statistics, predictions and nudges."""
    kinds = {spec.kind: spec.name for spec in reversed(project.graph.layers)}
    convolution, dense, head = kinds["conv2d"], kinds["dense"], kinds["output"]
    return (Weights(f"{convolution}/kernel"), Activations(convolution), Activations(dense),
            Delta(convolution), WeightGradient(f"{convolution}/kernel", OfPart(most=64)),
            UnitStatistics(dense, OfPart(most=256)), Predictions(head, OfPart("test", most=256)),
            Nudges(f"{convolution}/kernel", (0, 0, 0, 0), OfPart(most=64)))


def beside(ladera: Ladera, probes: Sequence[Probe]) -> Result:
    """The training while a widget in the status bar watches."""
    session, watching = ladera.session, Watching()
    ladera.window.statusBar().addWidget(watching)
    session.watch(watching, probes, watching.take)
    session.reset()
    session.play()
    wait(WARM_UP)
    frames = FrameProbe(watching)
    first, begun, snapshots, answers = session.latest.step, time.perf_counter(), sent(ladera), watching.answers
    engine, window = engine_cpu(), time.process_time()
    wait(SECONDS)
    last, seconds = session.latest.step, time.perf_counter() - begun
    engine, window = engine_cpu() - engine, time.process_time() - window
    frames.stop()
    session.pause()
    wait_until(lambda: session.state != "running", "the training did not pause")
    result = Result((last - first) / seconds, engine / max(1, last - first), window / seconds,
                    (sent(ladera) - snapshots) / seconds, (watching.answers - answers) / seconds,
                    frames.milliseconds())
    ladera.window.statusBar().removeWidget(watching)
    watching.deleteLater()
    return result


def sent(ladera: Ladera) -> int:
    """How many snapshots have come, of which the window takes the newest 25 times a second."""
    return ladera.session._connection._line.snapshots


def open_project(ladera: Ladera, project: Project) -> None:
    ladera.document.model.load(project)
    ladera.window.show_workspace("network")
    wait_until(lambda: ladera.session.latest is not None and ladera.session.latest.graph is project.graph,
               "the network was not got ready")


def main() -> int:
    if screen_missing():
        return 0
    good = True
    project, large = lenet(), wide()
    with opened() as ladera:
        ladera.document.model.load(two_spirals())
        wait(1.0)
        before = alone(project, SECONDS)
        open_project(ladera, project)
        nothing, watched = beside(ladera, ()), beside(ladera, eight(project))
        base = (before + alone(project, SECONDS)) / 2
        print(f"LeNet-5 alone               {base:8,.0f} steps/s")
        for name, result in (("beside the window", nothing), ("with eight probes watched", watched)):
            middle, late = np.percentile(result.frames, (50, 99))
            print(f"{name:28}{result.steps:8,.0f} steps/s = {result.steps / base:4.0%} | "
                  f"{result.answers:.1f} sets of answers/s | frames: median {middle:.1f} ms, 99 % within "
                  f"{late:.1f} ms | processor: {1e6 * result.step_cpu:.0f} µs/step, window {result.window_cpu:.0%}")
            good &= late <= LONGEST_FRAME
        print(f"of the processor's time that a step takes, watching leaves {nothing.step_cpu / watched.step_cpu:.0%}")
        good &= watched.steps >= LEAST_SHARE * base
        open_project(ladera, large)
        result = beside(ladera, ())
        size = ladera.session.latest.parameters.size if ladera.session.latest.parameters is not None else 0
        print(f"{size:,} weights: {result.snapshots:.1f} snapshots/s of {result.steps:.1f} steps/s, "
              f"processor: {1e3 * result.step_cpu:.1f} ms/step, window {result.window_cpu:.0%}")
        good &= result.snapshots >= LEAST_SNAPSHOTS
    print(f"aims: ≥ {LEAST_SHARE:.0%} of the steps, frames < {LONGEST_FRAME:.0f} ms at the 99th percentile, "
          f"≥ {LEAST_SNAPSHOTS:.0f} snapshots/s: {'met' if good else 'missed'} ({os.cpu_count()} cores)")
    return 0 if good else 1


if __name__ == "__main__":
    raise SystemExit(main())
