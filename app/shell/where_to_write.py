"""Where a file is to be written, and whether what stands there may go."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QWidget

from app.plain import MessageBox
from app.settings import Settings
from engine.formats import exporter_for, longest_suffix


class WhereToWrite(QObject):
    """The questions that come before a file is written."""

    def __init__(self, settings: Settings, window: QWidget) -> None:
        super().__init__(window)
        self._settings, self._window = settings, window

    def ask(self, title: str, name: str, filters: str, suffixes: tuple[str, ...]) -> Path | None:
        """A path for a file that would be called `name`, with one of `suffixes`: the one of the chosen filter when the
        person typed none. None where they give it up."""
        start = Path(self._settings.folder) / f"{name}{suffixes[0]}"
        written, chosen = QFileDialog.getSaveFileName(self._window, title, str(start), filters)
        if not written:
            return None
        path = Path(written)
        suffix = next((suffix for suffix in suffixes if f"*{suffix})" in chosen), suffixes[0])
        if path.name == start.name:  # not every dialog changes the name it was given with the filter
            path = path.with_name(name + suffix)
        elif not longest_suffix(path, suffixes):
            path = path.with_name(path.name + suffix)
        asked = path == Path(written)  # whether the dialog has asked about this very file
        return path if asked or not path.exists() or self._may_replace(
            self.tr("“{file}” exists already. Replace it?").format(file=path.name)) else None

    def may_write_beside(self, path: Path) -> bool:
        """Whether the weights of a program may be written: its dialogue has asked about the program alone."""
        there = [file for file in exporter_for(path).written(path)[1:] if file.exists() and not path.exists()]
        return not there or self._may_replace(
            self.tr("The weights of the program would go into “{file}”, which exists already. Replace it?").format(
                file=there[0].name))

    def _may_replace(self, sentence: str) -> bool:
        buttons = MessageBox.StandardButton
        box = MessageBox(MessageBox.Icon.Warning, self.tr("Replace a file?"), sentence,
                         buttons.Yes | buttons.Cancel, self._window)
        box.setDefaultButton(buttons.Cancel)
        return box.exec() == buttons.Yes
