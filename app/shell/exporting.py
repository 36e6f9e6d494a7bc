"""Writing weights beside the window: the data may have to be loaded for the notes on them, and large networks take
their time."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QProgressDialog, QWidget

from app.widgets.background import Background
from engine.errors import LaderaError
from engine.formats import write_encoded

PATIENCE = 600
"""Milliseconds after which a progress is shown."""
WIDTH = 380


class Exporting(QObject):
    """One export at a time. Everything is computed first and written at the end, so that Cancel leaves no file."""

    written = Signal(object)
    """The path of the file that was asked for."""
    failed = Signal(object)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._path: Path | None = None
        self._progress: QProgressDialog | None = None
        self._background = Background(self)
        self._background.done.connect(self._write)
        self._background.failed.connect(self._fail)
        self._patience = QTimer(self, singleShot=True, interval=PATIENCE)
        self._patience.timeout.connect(self._show_progress)

    @property
    def busy(self) -> bool:
        """Whether an export is under way."""
        return self._path is not None

    def export(self, path: Path, encode: Callable[[], Mapping[Path, bytes]]) -> None:
        """Write the files that `encode` gives, `path` among them."""
        self._end()
        self._path = path
        self._patience.start()
        self._background.ask(encode)

    def cancel(self) -> None:
        """Write nothing; what is being computed is not heard any more."""
        self._end()

    def _show_progress(self) -> None:
        progress = QProgressDialog(self.tr("Writing “{file}”…").format(file=self._path.name), self.tr("Cancel"), 0, 0,
                                   self._window)
        progress.setWindowTitle(self.tr("Export weights"))
        progress.setWindowModality(Qt.WindowModality.WindowModal)
        progress.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        progress.setMinimumWidth(WIDTH)
        progress.canceled.connect(self.cancel)
        self._progress = progress
        progress.show()

    def _write(self, files: Mapping[Path, bytes]) -> None:
        path = self._path
        if path not in files:  # given up meanwhile
            return
        self._end()
        try:
            write_encoded(files)
        except LaderaError as error:
            self.failed.emit(error)
        else:
            self.written.emit(path)

    def _fail(self, error: LaderaError) -> None:
        if self.busy:
            self._end()
            self.failed.emit(error)

    def _end(self) -> None:
        self._path = None
        self._patience.stop()
        progress, self._progress = self._progress, None
        if progress is not None:
            progress.canceled.disconnect(self.cancel)
            progress.close()
