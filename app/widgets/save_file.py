"""Asking where a file is to be written: in the folder where the last one went."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from app.settings import Settings
from engine.errors import LaderaError

_remembered: list[Settings] = []


def remember_in(settings: Settings) -> None:
    """Where the folder is kept from now on."""
    _remembered[:] = [settings]


def last_folder() -> str:
    """The folder where the last file went, empty where none did."""
    return _remembered[0].folder if _remembered else ""


def ask_where(parent: QWidget, title: str, name: str, filters: str) -> Path | None:
    """Where to write a file that would be called `name`; None where the person gives it up."""
    chosen, _ = QFileDialog.getSaveFileName(parent, title, str(Path(last_folder()) / name), filters)
    if not chosen:
        return None
    path = Path(chosen)
    if _remembered:
        _remembered[0].folder = str(path.parent)
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
