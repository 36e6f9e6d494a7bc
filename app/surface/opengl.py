"""Whether surfaces can be drawn in space here."""

from __future__ import annotations

import os
from functools import cache

from PySide6.QtGui import QGuiApplication, QOffscreenSurface, QOpenGLContext

OLDEST = (2, 1)


def prepare() -> None:
    """Before anything imports OpenGL: on Wayland, with Qt on X11, PyOpenGL would look for the wrong library."""
    if os.environ.get("WAYLAND_DISPLAY") and QGuiApplication.platformName() == "xcb":
        os.environ.setdefault("PYOPENGL_PLATFORM", "glx")


@cache
def opengl_available() -> bool:
    """Whether there is OpenGL of a version that will do. Needs the QApplication."""
    if QGuiApplication.platformName() in ("offscreen", "minimal"):
        return False
    context = QOpenGLContext()
    if not context.create():
        return False
    surface = QOffscreenSurface()
    surface.create()
    if not context.makeCurrent(surface):
        return False
    version = context.format().version()
    context.doneCurrent()
    return tuple(version) >= OLDEST
