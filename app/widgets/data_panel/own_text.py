"""From a text of the person's own to data."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from app.document.document import Document
from app.widgets.background import Background
from app.widgets.data_panel.beside import load_beside
from app.widgets.save_file import last_folder
from engine.data import Data, DataSpec
from engine.data.texts import MOST_BYTES
from engine.formats.archive import read_file


class OwnText(QObject):
    """`chosen` carries the loaded Data, `failed` the error of a file that is no text."""

    chosen = Signal(object)
    failed = Signal(object)

    def __init__(self, document: Document, parent: QWidget) -> None:
        super().__init__(parent)
        self._document, self._parent = document, parent
        self._background = Background(self)
        self._background.done.connect(self.chosen)
        self._background.failed.connect(self.failed)

    def choose(self) -> None:
        """Ask for a file and open it."""
        filters = self.tr("Texts") + " (*.txt *.md);;" + self.tr("All files") + " (*)"
        name, _ = QFileDialog.getOpenFileName(self._parent, self.tr("Open a text"), last_folder(), filters)
        if name:
            self.open(Path(name))

    def open(self, path: Path) -> None:
        """Learn from a file, with the settings that the texts of the document have."""
        spec = self._document.model.data_spec
        settings = dict(spec.settings) if spec.source == "text" else {}
        self._background.ask(lambda: _loaded(path, settings, spec))


def _loaded(path: Path, settings: dict[str, object], spec: DataSpec) -> Data:
    return load_beside(path.name, DataSpec("text", settings, content=read_file(path, MOST_BYTES), seed=spec.seed))
