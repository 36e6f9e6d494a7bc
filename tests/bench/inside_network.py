"""The pages of Convolution that show the network, beside its training: pictures per second, steps kept, frame times.

With a display or under Xvfb. LeNet-5 on digits of 32×32: filters and maps of every layer, and Grad-CAM over the example
in hand. "Alone" is the same training in a bare loop, without a window, in turn with each page.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Sequence
from functools import partial
from statistics import median

import numpy as np

from app.main import Ladera
from app.workspaces.asking_view import AskingView
from app.workspaces.convolution import ConvolutionWorkspace
from engine.probes import Probe
from engine.probes.activations import Activations
from tests.bench.desk import FrameProbe, alone, in_a_window, wait, wait_until
from tests.bench.harness import table
from tests.bench.living_canvas import FRAME, PICTURES, SECONDS, SHARE, WARM_UP, Round, image_network, verdict

ROUNDS = 2


def _maps(workspace: ConvolutionWorkspace) -> Probe:
    return Activations("parts", workspace._session.example_probe())


PAGES: dict[str, tuple[str, Callable[[ConvolutionWorkspace], Probe]]] = {
    "filters and maps": ("network", _maps), "Grad-CAM": ("why", lambda workspace: workspace.why.question())}
"""What is measured: the page, and the question whose answer makes a picture."""


def beside(ladera: Ladera, view: AskingView, show_page: Callable[[], None], question: Callable[[], Probe]) -> Round:
    """The training with a page; a picture is a new answer that it draws."""
    session = ladera.session
    show_page()
    session.reset()
    wait_until(lambda: session.state == "ready", "the network cannot be trained")
    session.play()
    wait(WARM_UP)
    seen: list[int] = []
    show = view.show_snapshot

    def look(snapshot) -> None:
        show(snapshot)
        reading = snapshot.readings.get(question())
        if reading is not None and reading.step != (seen or [-1])[-1]:
            seen.append(reading.step)

    view.show_snapshot = look
    view._ask()
    probe = FrameProbe(ladera.window.statusBar())
    first, begun = session.latest.step, time.perf_counter()
    wait(SECONDS)
    last, spent = session.latest.step, time.perf_counter() - begun
    probe.stop()
    del view.show_snapshot
    session.pause()
    wait_until(lambda: session.state != "running", "the training does not rest")
    return Round((last - first) / spent, len(seen) / spent, float(np.percentile(probe.milliseconds(), 99)))


def lines_of(title: str, lone: Sequence[float], rounds: Sequence[Round], pictures: float = PICTURES) -> tuple[
        list[tuple[str, str, str]], bool]:
    """What is said of a page, and whether an aim was missed; `pictures` is how many of them are wanted in a second."""
    share = median(each.steps / other for each, other in zip(rounds, lone, strict=True))
    frame, drawn = median(each.frame for each in rounds), median(each.pictures for each in rounds)
    met = share >= SHARE, frame <= FRAME, drawn >= pictures
    return [(f"{title}: steps per second", f"{median(each.steps for each in rounds):,.0f}", "—"),
            ("share of those alone", f"{share:.0%}", verdict(met[0], f"≥ {SHARE:.0%}")),
            ("99 % of frames within", f"{frame:.1f} ms", verdict(met[1], f"≤ {FRAME:g} ms")),
            ("pictures per second", f"{drawn:.1f}", verdict(met[2], f"≥ {pictures:g}") if pictures else "—")], \
        not all(met)


def report(ladera: Ladera) -> int:
    """Print the table; 1 where an aim is missed."""
    project = image_network()
    ladera.document.model.load(project)
    ladera.window.show_workspace("convolution")
    wait_until(lambda: ladera.session.state == "ready", "the network cannot be trained")
    lines, missed = [], False
    workspace = ladera.window.workspaces["convolution"]
    for title, (name, question) in PAGES.items():
        lone, rounds = [], []
        for _ in range(ROUNDS):
            lone.append(alone(project, SECONDS))
            rounds.append(beside(ladera, getattr(workspace, name), partial(workspace.show_page, name),
                                 partial(question, workspace)))
        said, here = lines_of(title, lone, rounds)
        lines += said
        missed |= here
    print(f"Inside LeNet-5 on 32×32 while it trains, {os.cpu_count()} cores; medians of {ROUNDS} rounds\n")
    print(table(("", "", "aim"), lines))
    return int(missed)


def main() -> int:
    return in_a_window(report)


if __name__ == "__main__":
    raise SystemExit(main())
