"""From a file of the person's own to data: choose it or drop it, read it beside the window, ask how it is meant."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from PySide6.QtCore import QMimeData, QObject, Signal
from PySide6.QtWidgets import QWidget

from app.document.document import Document
from app.widgets.background import Background
from app.widgets.data_panel.own_text import TEXT_FILES
from app.widgets.data_panel.table_dialog import TableDialog
from app.widgets.save_file import ask_which
from engine.data import TABLE_FILES, free_memory
from engine.data.tables import is_table
from engine.formats.archive import read_file
from engine.jobs import Readers

_COPIES = 3
"""Of a file, that reading it takes at least."""
_UNKNOWN = 2**40


class OwnTable(QObject):
    """`chosen` carries the loaded Data, `failed` the error of a file that is no table, `prose` the path of one that was
    dropped and is a text."""

    chosen = Signal(object)
    prose = Signal(Path)
    failed = Signal(object)

    def __init__(self, document: Document, readers: Readers, parent: QWidget) -> None:
        super().__init__(parent)
        self._document, self._readers, self._parent = document, readers, parent
        self._file = Background(self)
        self._file.done.connect(lambda opened: self._ask(*opened))
        self._file.failed.connect(self.failed)
        self.dialog: TableDialog | None = None

    def choose(self) -> None:
        """Ask for a file and open it."""
        patterns = " ".join(f"*{suffix}" for suffix in TABLE_FILES)
        filters = self.tr("Tables") + f" ({patterns});;" + self.tr("All files") + " (*)"
        path = ask_which(self._parent, self.tr("Open a table"), filters)
        if path is not None:
            self.open(path)

    def open(self, path: Path) -> None:
        """Read a file and show how it is understood."""
        self._file.ask(lambda: (path, _read(path), True))

    def drop(self, path: Path) -> None:
        """The same, but a text that is no table is none."""
        def look() -> tuple[Path, bytes, bool]:
            content = _read(path)
            return path, content, path.suffix.lower() not in TEXT_FILES or is_table(content)

        self._file.ask(look)

    def reopen(self) -> None:
        """Change how the document's table is understood."""
        spec = self._document.model.data_spec
        self._show(self.tr("table"), spec.content, spec.settings)

    def _ask(self, path: Path, content: bytes, table: bool) -> None:
        if table:
            self._show(path.name, content, None)
        else:
            self.prose.emit(path)

    def _show(self, name: str, content: bytes, settings: Mapping[str, Any] | None) -> None:
        dialog = self.dialog = TableDialog(self._readers, name, content, self._document.model.data_spec, settings,
                                           self._parent.window())
        dialog.chosen.connect(self.chosen)
        dialog.open()


def _read(path: Path) -> bytes:
    return read_file(path, (free_memory() or _UNKNOWN) // _COPIES)


def dropped_table(mime: QMimeData) -> Path | None:
    """The one table among what is dragged; None when there is none, or more than one file."""
    paths = [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]
    return paths[0] if len(paths) == 1 and paths[0].suffix.lower() in TABLE_FILES else None
