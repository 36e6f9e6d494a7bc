"""Unsaved work goes to disk beside the window, which draws on meanwhile."""

from __future__ import annotations

import threading
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QLockFile, QObject, Qt, Signal

from app.document.recovery import RecoverySlot
from app.document.stamp import Stamp
from engine.errors import LaderaError, sentence_of
from engine.project import Project


class _ForgottenError(Exception):
    """What is being written is not needed any more."""


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
        self._forgotten = threading.Event()
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
        """There is nothing unsaved at present. A writing in progress is given up, and nobody waits for that."""
        self._kept = None
        if self._thread is None:
            self._slot.clear()
        else:
            self._forgotten.set()

    def adopt(self, project: Project, folder: Path, lock: QLockFile) -> None:
        """`project` is kept already, in the folder of a window that is gone: it becomes this one's."""
        self.forget()
        self.wait()
        self._slot.adopt(folder, lock)
        self._kept = project

    def _write(self, project: Project, path: Path | None, stamp: Stamp | None) -> None:
        self._error = None
        try:
            self._slot.write(project, path, stamp, self._go_on)
        except _ForgottenError:
            pass
        except Exception as error:  # a thread has nobody else to tell
            self._error = sentence_of(error)
        with suppress(RuntimeError):  # the window is gone, and with it who listens
            self._written.emit(threading.current_thread())

    def _go_on(self) -> None:
        if self._forgotten.is_set():
            raise _ForgottenError

    def _hear(self, thread: threading.Thread) -> None:
        if thread is self._thread:  # otherwise somebody has waited for it
            self.wait()

    def _settle(self) -> None:
        self._thread = None
        error, project, self._writing = self._error, self._writing, None
        if self._forgotten.is_set():
            self._forgotten.clear()
            self._slot.clear()
        elif error is None:
            self._kept, self._told = project, False
        elif not self._told:
            self._told = True
            self.failed.emit(error)
