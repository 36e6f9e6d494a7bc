"""From a text of the person's own to data: a file, or what is pasted or dropped."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QMimeData, QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from app.document.document import Document
from app.widgets.background import Background
from app.widgets.data_panel.beside import load_beside
from app.widgets.save_file import ask_which
from engine.data import DataSpec
from engine.data.texts import MOST_BYTES
from engine.errors import N_, DataError
from engine.formats.archive import read_file
from engine.jobs import Readers

TEXT_FILES = (".txt", ".md", ".text")


class OwnText(QObject):
    """`chosen` carries the loaded Data, `failed` the error of a file that is no text."""

    chosen = Signal(object)
    failed = Signal(object)

    def __init__(self, document: Document, readers: Readers, parent: QWidget) -> None:
        super().__init__(parent)
        self._document, self._readers, self._parent = document, readers, parent
        self._background = Background(self)
        self._background.done.connect(self.chosen)
        self._background.failed.connect(self.failed)

    def choose(self) -> None:
        """Ask for a file and open it."""
        filters = self.tr("Texts") + " (*.txt *.md *.text);;" + self.tr("All files") + " (*)"
        path = ask_which(self._parent, self.tr("Open a text"), filters)
        if path is not None:
            self.open(path)

    def open(self, path: Path) -> None:
        """Learn from a file."""
        self._learn(path.name, lambda: read_file(path, MOST_BYTES))

    def paste(self) -> None:
        """Learn from the text on the clipboard."""
        text = QGuiApplication.clipboard().text()
        if text.strip():
            self.take(text)
        else:
            self.failed.emit(DataError(N_("engine", "There is no text on the clipboard. Copy one first.")))

    def take(self, text: str) -> None:
        """Learn from a text that is no file."""
        self._learn(self.tr("text"), lambda: text.encode("utf-8", "replace"))

    def _learn(self, name: str, read: Callable[[], bytes]) -> None:
        """With the settings that the texts of the document have."""
        spec = self._document.model.data_spec
        settings = dict(spec.settings) if spec.source == "text" else {}
        self._background.ask(lambda: load_beside(self._readers, name,
                                                 DataSpec("text", settings, content=read(), seed=spec.seed)))


def dropped_text(mime: QMimeData) -> Path | str | None:
    """The one file of a text among what is dragged, or the text itself; None where there is none."""
    paths = [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]
    if paths:
        return paths[0] if len(paths) == 1 and paths[0].suffix.lower() in TEXT_FILES else None
    return mime.text() if mime.hasText() and not mime.hasImage() and mime.text().strip() else None
