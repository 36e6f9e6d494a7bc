"""The living canvas beside the training that it shows: pictures per second, steps that the training keeps, frame times.

With a display or under Xvfb. Networks of 2-8-8-1 over the plane, 500 examples, and LeNet-5 on digits, with everything
on: tiles or maps, marks, weights along the links. "Alone" is the same training in a bare loop, without a window, in
turn with it; "bare" is the window with a drawing that shows no life.
"""

from __future__ import annotations

import os
import time
from collections.abc import Mapping
from dataclasses import dataclass, replace
from statistics import median

import numpy as np

from app.document.layout import COLUMN
from app.main import Ladera
from app.shell.examples import EXAMPLES
from engine.data import DataSpec
from engine.formats import read_project
from engine.graph import LayerSpec, sequential
from engine.project import Project
from engine.training import TrainingSettings
from tests.bench.desk import FrameProbe, alone, in_a_window, wait, wait_until
from tests.bench.harness import table

SECONDS, ROUNDS = 4.0, 3
WARM_UP = 1.5
ENDLESS = 1_000_000  # epochs
PICTURES, SHARE, FRAME = 20.0, 0.8, 33.0
"""The aims: pictures in a second, the share of the steps, milliseconds between frames at the 99th percentile."""


def perceptron() -> Project:
    """2-8-8-1 on two spirals, batch 32, Adam."""
    graph = sequential(
        LayerSpec("input", "input", {"shape": (2,)}),
        LayerSpec("hidden_1", "dense", {"units": 8, "activation": "tanh"}),
        LayerSpec("hidden_2", "dense", {"units": 8, "activation": "tanh"}),
        LayerSpec("head", "dense", {"units": 1, "activation": "sigmoid"}),
        LayerSpec("output", "output", {"loss": "binary_cross_entropy"}),
    )
    positions = {spec.name: (COLUMN * place, 0.0) for place, spec in enumerate(graph.layers)}
    return Project("2-8-8-1", graph, DataSpec("spiral", {"samples": 625}, test_fraction=0.2),
                   TrainingSettings(epochs=ENDLESS), positions)


def image_network() -> Project:
    project = read_project(next(example for example in EXAMPLES if example.name == "lenet").path)
    return replace(project, training=replace(project.training, epochs=ENDLESS), parameters=None, history=None)


@dataclass(frozen=True)
class Round:
    """Steps and pictures in a second, and milliseconds between two frames at the 99th percentile."""

    steps: float
    pictures: float
    frame: float


def beside(ladera: Ladera, layer: str, *, alive: bool) -> Round:
    """The training with the window; a picture is a new one of `layer`."""
    session, workspace = ladera.session, ladera.window.workspaces["network"]
    workspace.life.set_shown(alive)
    session.reset()
    wait_until(lambda: session.state == "ready", "the network cannot be trained")
    session.play()
    wait(WARM_UP)
    seen: list[int] = []

    def look() -> None:
        item = workspace.canvas.canvas.nodes[layer].life
        if item is not None and item.readings and (step := item.readings[item.face.main].step) != (seen or [-1])[-1]:
            seen.append(step)

    workspace.life.changed.connect(look)
    probe = FrameProbe(ladera.window.statusBar())
    first, begun = session.latest.step, time.perf_counter()
    wait(SECONDS)
    last, spent = session.latest.step, time.perf_counter() - begun
    probe.stop()
    workspace.life.changed.disconnect(look)
    session.pause()
    wait_until(lambda: session.state != "running", "the training does not rest")
    return Round((last - first) / spent, len(seen) / spent, float(np.percentile(probe.milliseconds(), 99)))


def measured(ladera: Ladera, project: Project, layer: str) -> tuple[Mapping[str, list[Round]], list[float]]:
    """Rounds of both kinds, and the steps per second of a training alone, in turn."""
    ladera.document.model.load(project)
    ladera.window.show_workspace("network")
    wait_until(lambda: ladera.session.state == "ready", "the network cannot be trained")
    ladera.window.workspaces["network"].canvas.fit()
    wait(0.5)
    rounds: dict[str, list[Round]] = {"alive": [], "bare": []}
    lone = []
    for _ in range(ROUNDS):
        lone.append(alone(project, SECONDS))
        for kind in rounds:
            rounds[kind].append(beside(ladera, layer, alive=kind == "alive"))
    return rounds, lone


def verdict(met: bool, aim: str) -> str:
    return f"{aim} {'met' if met else 'missed'}"


def report(ladera: Ladera) -> int:
    """Print the table; 1 where an aim is missed."""
    lines, missed = [], False
    for name, project, layer in (("2-8-8-1", perceptron(), "hidden_2"), ("LeNet-5", image_network(), "parts")):
        rounds, lone = measured(ladera, project, layer)
        pictures = median(each.pictures for each in rounds["alive"])
        for kind, found in rounds.items():
            share = median(each.steps / other for each, other in zip(found, lone, strict=True))
            frame = median(each.frame for each in found)
            aims = kind == "alive"
            met = share >= SHARE, frame <= FRAME
            missed |= aims and not all(met)
            lines += [(f"{name}, {kind}: steps per second", f"{median(each.steps for each in found):,.0f}", "—"),
                      ("share of those alone", f"{share:.0%}", verdict(met[0], f"≥ {SHARE:.0%}") if aims else "—"),
                      ("99 % of frames within", f"{frame:.1f} ms", verdict(met[1], f"≤ {FRAME:g} ms") if aims else "—")]
            if aims:
                missed |= pictures < PICTURES
                lines.append(("pictures per second", f"{pictures:.1f}", verdict(pictures >= PICTURES,
                                                                               f"≥ {PICTURES:g}")))
    print(f"The canvas alive while the network trains, {os.cpu_count()} cores; medians of {ROUNDS} rounds\n")
    print(table(("", "", "aim"), lines))
    return int(missed)


def main() -> int:
    return in_a_window(report)


if __name__ == "__main__":
    raise SystemExit(main())
