"""What the tests of a whole window do in it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFileDialog, QMessageBox, QProgressDialog, QPushButton

from app.document.document import Document

Button = QMessageBox.StandardButton


def choose(monkeypatch, path: Path | None, which: str = "getSaveFileName") -> None:
    """The file dialog returns `path`, or nothing as when it is cancelled."""
    monkeypatch.setattr(QFileDialog, which, lambda *a, **k: (str(path) if path else "", ""))


def ready(ladera, qtbot) -> None:
    """Wait until the project can be trained."""
    qtbot.waitUntil(lambda: ladera.session.state == "ready", timeout=20_000)


@contextmanager
def cancelled(window) -> Iterator[list[str]]:
    """Press Cancel of every progress, as soon as there is one; what they said."""
    said: list[str] = []

    def press() -> None:
        for progress in window.findChildren(QProgressDialog):
            if progress.isVisible():
                said.append(progress.labelText())
                progress.findChild(QPushButton).click()

    timer = QTimer(interval=20)
    timer.timeout.connect(press)
    timer.start()
    yield said
    timer.stop()


def leave_unsaved_work(tmp_path) -> None:
    """What a window that crashed leaves: kept work, and a lock that nobody holds."""
    document = Document(recovery_folder=tmp_path / "recovery")
    document.add_layer("dense", (0, 0))
    document.leave()
