"""How fluid surfaces are in software rendering: frames per second of the lit surface, and the window's own frames.

With a display or under Xvfb. The surface is turned with the mouse, as fast as it can be painted, and given other
heights for every frame; the window is probed by its status bar, 60 times a second, while optimizers race in Descent
and while the network of the Landscape trains.
"""

from __future__ import annotations

import os

os.environ.setdefault("LIBGL_ALWAYS_SOFTWARE", "1")  # before the first context

import time
from collections.abc import Callable, Iterator
from itertools import cycle

import numpy as np
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QMouseEvent, QOffscreenSurface, QOpenGLContext
from PySide6.QtWidgets import QApplication, QWidget

from app.main import Ladera
from app.surface.heights import Heights
from app.surface.model import Field
from app.surface.opengl import opengl_available
from engine.descent import EXAMPLES, SCENES
from tests.bench.desk import FrameProbe, in_a_window, two_spirals, wait, wait_until
from tests.bench.harness import medians, table

SIZE = 640, 480
FRAMES, ROUNDS = 30, 7
LEAST = {100: 60.0, 200: 30.0}
"""Frames per second that a surface of so many places along an axis should reach."""
SECONDS, WARM_UP = 6.0, 2.5
LATEST = 33.0
"""Milliseconds within which 99 of 100 frames of the window should come."""
SCENE, SPEEDS = "race_valley", (1.0, 50.0)
GL_RENDERER = 0x1F01


def renderer() -> str:
    """Who draws: llvmpipe, a graphics card, …"""
    context, surface = QOpenGLContext(), QOffscreenSurface()
    surface.create()
    if not (context.create() and context.makeCurrent(surface)):
        return "unknown"
    name = str(context.functions().glGetString(GL_RENDERER))
    context.doneCurrent()
    return name


def surface(side: int) -> tuple[Callable[[], None], Callable[[], None]]:
    """Two calls that paint a frame: of a surface that is turned, and of one with other heights than before."""
    from app.surface.space_view import SpaceView

    example = EXAMPLES["himmelblau"]
    x, y, z = example.function().grid(example.domain, side)
    fields = [Field(x, y, np.log1p(z) * (1 + share / 100)) for share in range(4)]
    view = SpaceView()
    view.resize(*SIZE)
    view.show()
    view.set_field(fields[0], Heights(fields[0].z))
    wait_until(view.windowHandle().isExposed, "the surface does not come to the screen")
    _send(view, QEvent.Type.MouseButtonPress, 20.0)
    places, others = cycle(np.linspace(20, 200, 90)), cycle(fields)

    def turn() -> None:
        _send(view, QEvent.Type.MouseMove, next(places))
        view.repaint()

    def change() -> None:
        field = next(others)
        view.set_field(field, Heights(field.z))
        view.repaint()

    return turn, change


def _send(view: QWidget, kind: QEvent.Type, x: float) -> None:
    """The left button, held while the mouse moves."""
    place, left = QPointF(x, 200.0), Qt.MouseButton.LeftButton
    QApplication.sendEvent(view, QMouseEvent(kind, place, view.mapToGlobal(place), left, left,
                                             Qt.KeyboardModifier.NoModifier))


def per_second(paint: Callable[[], None]) -> Callable[[], float]:
    """Frames per second, of FRAMES in a row."""
    def measure() -> float:
        begun = time.perf_counter()
        for _ in range(FRAMES):
            paint()
        return FRAMES / (time.perf_counter() - begun)

    return measure


def report_surfaces() -> int:
    """Print the frames per second; 1 where an aim is missed."""
    if not opengl_available():
        print(f"There is no OpenGL on the platform {QGuiApplication.platformName()}: surfaces in space are not drawn.")
        return 0
    painters = {(side, what): per_second(paint) for side in LEAST
                for what, paint in zip(("turned", "other heights"), surface(side), strict=True)}
    found = medians(painters, ROUNDS)
    lines = [(f"{side}×{side}, {what}", f"{rate:,.0f}", _verdict(rate >= LEAST[side], f"≥ {LEAST[side]:g}"))
             for (side, what), rate in found.items()]
    print(f"The lit surface at {SIZE[0]} × {SIZE[1]} pixels, {renderer()}\n")
    print(table(("", "frames per second", "aim"), lines))
    return int(any(rate < LEAST[side] for (side, _), rate in found.items()))


def windows(ladera: Ladera) -> Iterator[tuple[str, np.ndarray]]:
    """What the window does, and the milliseconds between its frames meanwhile."""
    window = ladera.window
    window.show_workspace("descent")
    descent = window.workspaces["descent"]
    ladera.document.set_descent(SCENES[SCENE].setup, SCENE)
    wait_until(lambda: descent.settled, "the descent does not come to rest")
    for speed in SPEEDS:
        descent.player.go(0)
        descent.player.speed = speed
        descent.player.play()
        yield f"Descent, {len(descent.setup.racers)} optimizers race at {speed:g}×", _frames(ladera)
        descent.player.pause()
    window.show_workspace("landscape")
    landscape = window.workspaces["landscape"]
    ladera.document.model.load(two_spirals())
    wait_until(lambda: ladera.session.state == "ready", "the network cannot be trained")
    wait_until(lambda: landscape.picture is not None and landscape.settled, "the landscape does not come")
    ladera.session.play()
    yield "Landscape, 2-16-16-1 trains, 41×41 live", _frames(ladera)
    ladera.session.pause()


def _frames(ladera: Ladera) -> np.ndarray:
    wait(WARM_UP)
    probe = FrameProbe(ladera.window.statusBar())
    wait(SECONDS)
    probe.stop()
    return probe.milliseconds()


def report_windows(ladera: Ladera) -> int:
    """Print the times between frames; 1 where the aim is missed."""
    lines, missed = [], False
    for work, frames in windows(ladera):
        middle, late = np.percentile(frames, (50, 99))
        missed |= late > LATEST
        lines.append((work, f"{middle:.1f} ms", f"{late:.1f} ms", f"{frames.max():.1f} ms",
                      _verdict(late <= LATEST, f"≤ {LATEST:g} ms")))
    print(f"\nFrames of the window at 1280 × 800, platform {QGuiApplication.platformName()}\n")
    print(table(("", "median", "99 % within", "longest", "aim"), lines))
    return int(missed)


def _verdict(met: bool, aim: str) -> str:
    return f"{aim} {'met' if met else 'missed'}"


def main() -> int:
    return in_a_window(lambda ladera: report_surfaces() | report_windows(ladera))


if __name__ == "__main__":
    raise SystemExit(main())
