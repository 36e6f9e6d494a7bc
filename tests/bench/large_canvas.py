"""Large networks on the living canvas: how long the window's thread computes, and how often it could paint in a second.

`python -m tests.bench.large_canvas`, with a display or under Xvfb. A residual network of 60 layers that all live is
opened, arranged, panned and zoomed; a VGG for 32 × 32 colour images is opened, looked into and trained; and a layer of
65,536 units and one of 20,000 × 20,000 weights are drawn. All is time that the window's thread computed, which what
else runs on the machine does not add to; "turn" is the longest turn of the event loop.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from dataclasses import replace

from PySide6.QtCore import QObject, QTimer

from app.document.layout import tidy
from app.main import Ladera
from engine.data import DataSpec
from engine.graph import Graph, LayerSpec, Link, sequential
from engine.project import Project
from engine.training import TrainingSettings
from tests.bench.deep_networks import vgg
from tests.bench.desk import opened, screen_missing, wait, wait_until
from tests.bench.harness import table

OPENED, FRAMES, TURN = 1.0, 60.0, 0.05
"""The aims: seconds to open or arrange, frames in a second of computing, seconds of a turn."""
MOVES = 60
REST = 2.5


def residual() -> Project:
    """60 layers: 28 blocks of a dense layer with a shortcut around it, over the plane."""
    layers, links, last = [LayerSpec("in", "input", {"shape": (2,)}), LayerSpec("stem", "dense", {"units": 6})], [
        Link("in", "stem")], "stem"
    for number in range(28):
        block, total = f"block_{number}", f"sum_{number}"
        layers += [LayerSpec(block, "dense", {"units": 6}), LayerSpec(total, "add")]
        links += [Link(last, block), Link(last, total, 0), Link(block, total, 1)]
        last = total
    layers += [LayerSpec("head", "dense", {"units": 1, "activation": "sigmoid"}),
               LayerSpec("out", "output", {"loss": "binary_cross_entropy"})]
    graph = Graph(tuple(layers), (*links, Link(last, "head"), Link("head", "out")))
    return Project("residual", graph, DataSpec("xor", {"samples": 100}), TrainingSettings(epochs=100_000), tidy(graph))


def small_vgg() -> Project:
    """The VGG of the other benchmarks, on digits made larger: their images are 8 × 8."""
    graph = vgg()
    layers = (replace(graph.layers[0], settings={"shape": (8, 8, 1)}),
              LayerSpec("larger", "upsampling2d", {"factor": (4,)}),
              LayerSpec("colours", "conv2d", {"filters": 3, "kernel_size": (1, 1), "activation": "identity"}))
    first = next(link for link in graph.links if link.source == "input")
    links = (Link("input", "larger"), Link("larger", "colours"), Link("colours", first.target),
             *(link for link in graph.links if link is not first))
    graph = Graph((*layers, *graph.layers[1:]), links)
    return Project("vgg", graph, DataSpec("digits", {"image": True}), TrainingSettings(epochs=100_000), tidy(graph))


def wide(inputs: int, units: int) -> Project:
    """A dense layer of so many weights between two small ones."""
    graph = sequential(
        LayerSpec("in", "input", {"shape": (64,)}), LayerSpec("first", "dense", {"units": inputs}),
        LayerSpec("wide", "dense", {"units": units}), LayerSpec("head", "dense", {"units": 10}),
        LayerSpec("out", "output", {"loss": "categorical_cross_entropy"}))
    return Project("wide", graph, DataSpec("digits"), TrainingSettings(epochs=100_000), tidy(graph))


class Turns(QObject):
    """The longest turn of the event loop, in seconds that the thread computed."""

    def __init__(self) -> None:
        super().__init__()
        self.longest = 0.0
        self._last = time.thread_time()
        self._timer = QTimer(self, interval=0)
        self._timer.timeout.connect(self._beat)
        self._timer.start()

    def _beat(self) -> None:
        now = time.thread_time()
        self.longest = max(self.longest, now - self._last)
        self._last = now

    def stop(self) -> float:
        self._timer.stop()
        return self.longest


def longest_turn(do: Callable[[], object], seconds: float = REST) -> float:
    """Of what a deed sets off."""
    turns = Turns()
    QTimer.singleShot(0, do)
    wait(seconds)
    return turns.stop()


def computed(do: Callable[[], object]) -> float:
    """Seconds that the thread computed."""
    begun = time.thread_time()
    do()
    return time.thread_time() - begun


def residual_rows(ladera: Ladera) -> Iterator[tuple[str, str, bool]]:
    """Opened until it is drawn, arranged, panned and zoomed."""
    project, workspace, session = residual(), ladera.window.workspaces["network"], ladera.session
    canvas, life = workspace.canvas, workspace.life

    def lives() -> bool:
        return len(life.faces) == len(project.graph.layers) and session.is_settled and all(
            probe in session.latest.readings for probe in life.probes())

    def shown() -> None:
        ladera.document.model.load(project)
        canvas.fit()
        canvas.viewport().repaint()

    seconds = computed(shown)
    yield "60 layers: opened and drawn", f"{seconds:.2f} s", seconds <= OPENED
    seconds = computed(lambda: wait_until(lives, "the cards do not live"))
    yield "until all cards live", f"{seconds:.2f} s", seconds <= OPENED
    seconds = computed(lambda: (canvas.editor.tidy(), canvas.viewport().repaint()))
    yield "arranged and drawn", f"{seconds:.2f} s", seconds <= OPENED
    wait(REST)
    canvas.navigator.stop()
    bar = canvas.horizontalScrollBar()
    for name, scale in (("from afar", None), ("close by", 1.0)):
        if scale is not None:
            canvas.navigator.zoom_at(scale / canvas.navigator.scale, canvas.viewport().rect().center())
        wait(0.5)

        def pan() -> None:
            for move in range(MOVES):
                bar.setValue(bar.value() + (7 if move % 2 else -7))
                canvas.viewport().repaint()

        rate = MOVES / computed(pan)
        yield f"panned, {name}: frames per second", f"{rate:.0f}", rate >= FRAMES

    def zoom() -> None:
        for move in range(MOVES):
            canvas.navigator.zoom_at(1.03 if move % 2 else 1 / 1.03, canvas.viewport().rect().center())
            canvas.viewport().repaint()

    rate = MOVES / computed(zoom)
    yield "zoomed: frames per second", f"{rate:.0f}", rate >= FRAMES
    session.play()
    wait(REST)
    step = session.latest.step
    session.pause()
    yield "trains: steps", f"{step:,}", step > 0


def turn_rows(ladera: Ladera) -> Iterator[tuple[str, str, bool]]:
    """The longest turns while large networks are opened, trained and edited."""
    session, document = ladera.session, ladera.document
    workspace = ladera.window.workspaces["network"]

    def told(name: str, do: Callable[[], object], seconds: float = REST) -> tuple[str, str, bool]:
        turn = longest_turn(do, seconds)
        return f"{name}: longest turn", f"{turn * 1e3:.0f} ms", turn <= TURN

    yield told("VGG: opened", lambda: document.model.load(small_vgg()), 6.0)
    yield told("VGG: a layer selected", lambda: workspace.canvas.select(("c0b",)))
    for dock in (workspace._step, workspace._computation, workspace._lesions, workspace._gradients):
        yield told(f"VGG: {dock.windowTitle()} opened", dock.raise_, 4.0)
    workspace._loss.raise_()
    yield told("VGG: trained", session.play, 6.0)
    yield told("VGG: paused", session.pause)
    yield told("65,536 units: opened", lambda: document.model.load(wide(16, 65_536)), 8.0)
    yield told("65,536 units: a layer selected", lambda: workspace.canvas.select(("wide",)))
    yield told("20,000 × 20,000: opened", lambda: document.model.load(wide(20_000, 20_000)), 8.0)


def main() -> int:
    if screen_missing():
        return 0
    with opened() as ladera:
        ladera.window.show_workspace("network")
        wait(1.0)
        rows = [*residual_rows(ladera), *turn_rows(ladera)]
        said = ladera.window.banner.text or "nothing yet: it is made ready beside the window"
    print(f"Large networks on the living canvas, {os.cpu_count()} cores, times that the window's thread computed\n")
    print(table(("", "", "aim"), [(name, figure, "met" if met else "missed") for name, figure, met in rows]))
    print(f"\n20,000 × 20,000 is answered with: {said}")
    return int(not all(met for *_, met in rows))


if __name__ == "__main__":
    raise SystemExit(main())
