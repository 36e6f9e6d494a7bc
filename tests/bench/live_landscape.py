"""The live landscape beside the training that it shows: pictures per second, and the steps that the training keeps.

With a display or under Xvfb. The perceptron is 2-16-16-1 with 500 examples, on 41 × 41 places; "alone" is the same
training in a bare loop, without a window, in turn with it. LeNet-5 shows how soon its first picture is there.
"""

from __future__ import annotations

import os
import time
from dataclasses import replace
from statistics import median

import numpy as np

from app.main import Ladera
from app.shell.examples import EXAMPLES
from app.workspaces.landscape import LandscapeWorkspace
from app.workspaces.landscape.live import PictureRequest
from engine.formats import read_project
from engine.project import Project
from tests.bench.desk import alone, in_a_window, two_spirals, wait, wait_until
from tests.bench.harness import table

SECONDS, ROUNDS = 4.0, 5
WARM_UP = 2.5
PREVIEWS = 3
ENDLESS = 1_000_000  # epochs
REFRESHES, SHARE, PREVIEW = 15.0, 0.8, 1.0
"""The aims: pictures in a second, the share of the steps, seconds to the first picture of LeNet-5."""


class Pictures:
    """Listens to a live plane: the age of every picture in seconds when it was first shown, with the places that were
    computed by then, and the age of those that became whole."""

    def __init__(self, workspace: LandscapeWorkspace) -> None:
        self.first: list[float] = []
        self.places: list[int] = []
        self.whole: list[float] = []
        self._last: PictureRequest | None = None
        workspace.live.advanced.connect(self._see)
        workspace.live.finished.connect(self._end)

    def _see(self, picture: PictureRequest) -> None:
        if picture is not self._last:
            self._last = picture
            self.first.append(picture.age)
            self.places.append(int(np.isfinite(picture.losses).sum()))

    def _end(self, picture: PictureRequest) -> None:
        self._see(picture)
        self.whole.append(picture.age)


def show(ladera: Ladera, project: Project) -> LandscapeWorkspace:
    """The landscape of a project before its training, once there is a picture of it."""
    ladera.document.model.load(project)
    ladera.window.show_workspace("landscape")
    workspace = ladera.window.workspaces["landscape"]
    wait_until(lambda: ladera.session.state == "ready", "the network cannot be trained")
    wait_until(lambda: workspace.picture is not None, "the landscape does not come")
    return workspace


def perceptron(ladera: Ladera) -> tuple[list[float], list[float], list[float]]:
    """Steps per second alone and beside the landscape, and pictures per second, round by round."""
    project = two_spirals()
    workspace, session = show(ladera, project), ladera.session
    seen = Pictures(workspace)
    lone, beside, refreshes = [], [], []
    for _ in range(ROUNDS):
        lone.append(alone(project, SECONDS))
        session.reset()
        session.play()
        wait(WARM_UP)
        first, shown, begun = ladera.session.latest.step, len(seen.whole), time.perf_counter()
        wait(SECONDS)
        spent = time.perf_counter() - begun
        beside.append((ladera.session.latest.step - first) / spent)
        refreshes.append((len(seen.whole) - shown) / spent)
        session.pause()
        wait_until(lambda: workspace.settled, "the landscape does not come to rest")
    return lone, beside, refreshes


def image_network(ladera: Ladera) -> tuple[Pictures, Pictures]:
    """The pictures of LeNet-5 before its training, and during it."""
    project = read_project(next(example for example in EXAMPLES if example.name == "lenet").path)
    project = replace(project, training=replace(project.training, epochs=ENDLESS), parameters=None, history=None)
    workspace = show(ladera, project)
    resting = Pictures(workspace)
    for count in range(PREVIEWS):
        workspace.panel.refit.emit()
        wait_until(lambda count=count: len(resting.first) > count, "LeNet-5 gets no pictures")
    ladera.session.play()
    wait(WARM_UP)
    training = Pictures(workspace)
    wait_until(lambda: len(training.first) > PREVIEWS, "LeNet-5 gets no pictures")
    del training.first[0], training.places[0]  # begun before anybody listened
    ladera.session.pause()
    return resting, training


def verdict(met: bool, aim: str) -> str:
    return f"{aim} {'met' if met else 'missed'}"


def report(ladera: Ladera) -> int:
    """Print the table; 1 where an aim is missed."""
    lone, beside, refreshes = perceptron(ladera)
    share = median(one / other for one, other in zip(beside, lone, strict=True))
    rate = median(refreshes)
    resting, training = image_network(ladera)
    rested, preview = median(resting.first), median(training.first)
    print(f"The landscape in the window while the network trains, {os.cpu_count()} cores; medians of {ROUNDS} rounds\n")
    print(table(("", "", "aim"), (
        ("2-16-16-1, 500 examples, 41×41: pictures per second", f"{rate:.1f}",
         verdict(rate >= REFRESHES, f"≥ {REFRESHES:g}")),
        ("steps per second alone", f"{median(lone):,.0f}", "—"),
        ("steps per second beside it", f"{median(beside):,.0f}", "—"),
        ("share kept", f"{share:.0%}", verdict(share >= SHARE, f"≥ {SHARE:.0%}")),
        (f"LeNet-5 at rest: first picture, {median(resting.places):.0f} places", f"{rested:.2f} s",
         verdict(rested <= PREVIEW, f"≤ {PREVIEW:g} s")),
        (f"LeNet-5 in training: first picture, {median(training.places):.0f} places", f"{preview:.2f} s",
         verdict(preview <= PREVIEW, f"≤ {PREVIEW:g} s")))))
    return int(rate < REFRESHES or share < SHARE or max(rested, preview) > PREVIEW)


def main() -> int:
    return in_a_window(report)


if __name__ == "__main__":
    raise SystemExit(main())
