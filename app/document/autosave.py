"""Unsaved work goes to disk beside the window, which draws on meanwhile."""

from __future__ import annotations

import threading
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal

from app.document.recovery import RecoverySlot
from app.document.stamp import Stamp
from engine.errors import N_, LaderaError
from engine.project import Project


class Autosave(QObject):
    """Writes projects into a `RecoverySlot`, one at a time. A project is one value that nobody changes, so that a
    thread can write it while the person goes on. Failures are told once, until a writing succeeds again."""

    failed = Signal(object)  # a LaderaError
    _written = Signal(object)  # the thread that has done it

    def __init__(self, slot: RecoverySlot, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._slot = slot
        self._thread: threading.Thread | None = None
        self._writing: Project | None = None
        self._error: LaderaError | None = None
        self._kept: Project | None = None
        self._told = False
        self._written.connect(self._hear, Qt.ConnectionType.QueuedConnection)

    @property
    def kept(self) -> Project | None:
        """The project that lies on disk."""
        return self._kept

    def keep(self, project: Project, path: Path | None, stamp: Stamp | None) -> None:
        """Begin to write what belongs to the file `path`, unless it is kept already or a writing is in progress."""
        if self._thread is None and project is not self._kept:
            self._writing = project
            self._thread = threading.Thread(target=self._write, args=(project, path, stamp), name="autosave")
            self._thread.start()

    def keep_now(self, project: Project, path: Path | None, stamp: Stamp | None) -> None:
        """The same, and come back when it is done."""
        self.wait()
        self.keep(project, path, stamp)
        self.wait()

    def wait(self) -> None:
        """Until no writing is in progress."""
        if self._thread is not None:
            self._thread.join()
            self._settle()

    def forget(self) -> None:
        """There is nothing unsaved at present."""
        self.wait()
        self._kept = None
        self._slot.clear()

    def _write(self, project: Project, path: Path | None, stamp: Stamp | None) -> None:
        try:
            self._slot.write(project, path, stamp)
            self._error = None
        except LaderaError as error:
            self._error = error
        except Exception as error:  # a thread has nobody else to tell
            self._error = LaderaError(N_("engine", "Something unexpected went wrong: {detail}"),
                                      detail=f"{type(error).__name__}: {error}")
        with suppress(RuntimeError):  # the window is gone, and with it who listens
            self._written.emit(threading.current_thread())

    def _hear(self, thread: threading.Thread) -> None:
        if thread is self._thread:  # otherwise somebody has waited for it
            self.wait()

    def _settle(self) -> None:
        self._thread = None
        error, project, self._writing = self._error, self._writing, None
        if error is None:
            self._kept, self._told = project, False
        elif not self._told:
            self._told = True
            self.failed.emit(error)
