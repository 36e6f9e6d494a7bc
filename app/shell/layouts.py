"""Where the window and its docks stand, from one session to the next."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QSize
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMainWindow, QWidget

from app.settings import Settings
from app.workspaces.docked import DockedWorkspace

FIRST_SIZE = QSize(1280, 800)


class Layouts:
    """The size and place of the window, and the docks of each workspace that has some."""

    def __init__(self, window: QMainWindow, settings: Settings) -> None:
        self._window, self._settings = window, settings
        self._workspaces: dict[str, DockedWorkspace] = {}
        self._seen: set[str] = set()
        self._first: dict[str, QByteArray] = {}

    def restore(self) -> None:
        """Be as large as it was left, or as it is for the first time."""
        if not self._window.restoreGeometry(self._settings.layout("window")):
            room = QGuiApplication.primaryScreen().availableGeometry().size()
            self._window.resize(FIRST_SIZE.boundedTo(room))

    def take_in(self, name: str, workspace: QWidget) -> None:
        """Give the docks of a workspace their places, and watch over them."""
        if isinstance(workspace, DockedWorkspace):
            self._workspaces[name], self._first[name] = workspace, workspace.saveState()
            workspace.restoreState(self._settings.layout(name))

    def note_seen(self, name: str) -> None:
        """A workspace that nobody has seen has no layout yet that could be remembered."""
        if name in self._workspaces:
            self._seen.add(name)

    def save(self) -> None:
        """Remember size, place and docks."""
        self._settings.set_layout("window", self._window.saveGeometry())
        for name in self._seen:
            self._settings.set_layout(name, self._workspaces[name].saveState())

    def reset(self) -> None:
        """Be as for the first time, docks at least."""
        self._settings.forget_layouts()
        for name, workspace in self._workspaces.items():
            workspace.restoreState(self._first[name])
            workspace.arrange()
