"""The one place where OpenGL draws: a view that is never shown, and lives as long as the program.

All surfaces are drawn by it in turn, each with its own items and camera, into images. So there is one context, which
outlives every window, dock and language.
"""

from __future__ import annotations

import atexit
from functools import cache
from typing import Any

import pyqtgraph.opengl as gl
import shiboken6
from PySide6.QtCore import QCoreApplication, QSize
from PySide6.QtGui import QImage, QResizeEvent


class Scene:
    """Items and a camera. `view` is pyqtgraph's view as this scene sees it, until another scene is asked."""

    def __init__(self, field_of_view: float) -> None:
        self._items: list[Any] = []
        self._options: dict[str, Any] = {"rotationMethod": "euler"}
        self._size = QSize(1, 1)
        self.view.reset()
        self._options["fov"] = field_of_view

    @property
    def view(self) -> gl.GLViewWidget:
        view = _canvas()
        if view.size() != self._size:
            before, view.items = view.size(), []
            view.resize(self._size)
            # What is never shown gets no such event by itself, and would go on painting into a picture of the old size.
            QCoreApplication.sendEvent(view, QResizeEvent(self._size, before))
        view.items, view.opts = self._items, self._options
        return view

    @property
    def options(self) -> dict[str, Any]:
        """Of the camera: distance, elevation, azimuth in degrees, center."""
        return self._options

    def resize(self, size: QSize) -> None:
        self._size = size

    def render(self) -> QImage:
        """The picture."""
        image = self.view.grabFramebuffer()
        image.setDevicePixelRatio(image.width() / max(1, self._size.width()))
        return image


@cache
def _canvas() -> gl.GLViewWidget:
    view = gl.GLViewWidget()
    # Before the application ends: a context cannot be freed after it.
    atexit.register(lambda: shiboken6.delete(view) if shiboken6.isValid(view) else None)
    return view
