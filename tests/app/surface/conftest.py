from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QWidget

from app.surface import opengl_available
from app.theme import apply_theme


@pytest.fixture
def show(qapp, qtbot) -> Iterator[Callable[..., QWidget]]:
    """Opens a widget as a window of its own, in light colours."""
    apply_theme(qapp, "light")
    shown = []

    def show(widget: QWidget, width: int = 620, height: int = 420) -> QWidget:
        shown.append(widget)
        widget.resize(width, height)
        with qtbot.waitExposed(widget):
            widget.show()
        return widget

    yield show
    for widget in shown:
        widget.hide()
        widget.deleteLater()
        QCoreApplication.sendPostedEvents(widget, QEvent.Type.DeferredDelete)
    apply_theme(qapp, "light")


@pytest.fixture
def heard(view) -> list[tuple]:
    """What the view told, in order."""
    heard = []
    for name in ("pressed", "start_dragged", "start_released", "hovered"):
        getattr(view, name).connect(lambda *numbers, name=name: heard.append((name, *numbers)))
    return heard


@pytest.fixture
def in_space(qapp) -> None:
    """For what needs OpenGL."""
    if not opengl_available():
        pytest.skip("surfaces in space need a display or Xvfb")
