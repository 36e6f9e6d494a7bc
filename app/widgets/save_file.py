"""Asking where a file is to be written, or which is to be read: in the folder of the last one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from app.settings import Settings
from engine.errors import LaderaError


class LastFolder(QObject):
    """The folder where the last file went or came from, as the settings keep it. It belongs to a window, and serves all
    in it."""

    def __init__(self, settings: Settings, window: QWidget) -> None:
        super().__init__(window)
        self._settings = settings

    @property
    def path(self) -> str:
        return self._settings.folder

    def remember(self, file: Path) -> None:
        """From now on it is the one that `file` lies in."""
        self._settings.folder = str(file.parent)

    @classmethod
    def of(cls, widget: QWidget | None) -> LastFolder | None:
        """That of the window that a widget lies in, a floating dock's too; None in a window without."""
        while widget is not None:
            found = widget.findChild(cls, options=Qt.FindChildOption.FindDirectChildrenOnly)
            if found is not None:
                return found
            widget = widget.parentWidget()
        return None


def last_folder(widget: QWidget) -> str:
    """The folder of the last file of the window that `widget` lies in, empty where there was none."""
    folder = LastFolder.of(widget)
    return folder.path if folder is not None else ""


def ask_where(parent: QWidget, title: str, name: str, filters: str) -> Path | None:
    """Where to write a file that would be called `name`; None where the person gives it up."""
    chosen, _ = QFileDialog.getSaveFileName(parent, title, str(Path(last_folder(parent)) / name), filters)
    return _remembered(parent, chosen)


def ask_which(parent: QWidget, title: str, filters: str) -> Path | None:
    """Which file to read; None where the person gives it up."""
    chosen, _ = QFileDialog.getOpenFileName(parent, title, last_folder(parent), filters)
    return _remembered(parent, chosen)


def ask_which_folder(parent: QWidget, title: str) -> Path | None:
    """Which folder to read; None where the person gives it up."""
    return _remembered(parent, QFileDialog.getExistingDirectory(parent, title, last_folder(parent)))


def _remembered(parent: QWidget, chosen: str) -> Path | None:
    """The path that was chosen: the next one is looked for beside it."""
    if not chosen:
        return None
    path, folder = Path(chosen), LastFolder.of(parent)
    if folder is not None:
        folder.remember(path)
    return path


def ask_and_write(parent: QWidget, title: str, name: str, filters: str, write: Callable[[Path], object],
                  failed: Callable[[LaderaError], object]) -> None:
    """Ask for a file and have it written; why that could not be is for `failed`."""
    path = ask_where(parent, title, name, filters)
    if path is not None:
        try:
            write(path)
        except LaderaError as error:
            failed(error)
