"""Where the window and its docks stand, from one session to the next."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QSize
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMainWindow, QWidget

from app.settings import Settings
from app.workspaces.docked import DockedWorkspace

FIRST_SIZE = QSize(1280, 800)


class Layouts:
    """The size and place of the window, and the docks of each workspace that has some."""

    def __init__(self, window: QMainWindow, workspaces: Mapping[str, QWidget], settings: Settings) -> None:
        self._window, self._settings = window, settings
        self._workspaces = {name: workspace for name, workspace in workspaces.items()
                            if isinstance(workspace, DockedWorkspace)}
        self._seen: set[str] = set()
        self._first = {name: workspace.saveState() for name, workspace in self._workspaces.items()}

    def restore(self) -> None:
        """Be as it was left, or as it is for the first time."""
        if not self._window.restoreGeometry(self._settings.layout("window")):
            room = QGuiApplication.primaryScreen().availableGeometry().size()
            self._window.resize(FIRST_SIZE.boundedTo(room))
        for name, workspace in self._workspaces.items():
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
