"""Writing weights beside the window: the data may have to be loaded for the notes on them, and large networks take
their time."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.shell.waiting import Waiting
from app.widgets.background import Background
from engine.errors import LaderaError
from engine.formats import write_encoded


class Exporting(QObject):
    """One export at a time. Everything is computed first and written at the end, so that Cancel leaves no file."""

    written = Signal(object)
    """The path of the file that was asked for."""
    failed = Signal(object)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._path: Path | None = None
        self._background = Background(self)
        self._background.done.connect(self._write)
        self._background.failed.connect(self._fail)
        self._waiting = Waiting(self.tr("Export weights"), window)
        self._waiting.cancelled.connect(self.cancel)

    @property
    def busy(self) -> bool:
        """Whether an export is under way."""
        return self._path is not None

    def export(self, path: Path, encode: Callable[[], Mapping[Path, bytes]]) -> None:
        """Write the files that `encode` gives, `path` among them."""
        self._end()
        self._path = path
        self._waiting.begin(self.tr("Writing “{file}”…").format(file=path.name))
        self._background.ask(encode)

    def cancel(self) -> None:
        """Write nothing; what is being computed is not heard any more."""
        self._end()

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
        self._waiting.end()
