"""A workspace alone in a window."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from app.document.document import Document
from app.theme import apply_theme
from app.training.session import TrainingSession

W = TypeVar("W", bound=QWidget)


@contextmanager
def alone(kind: type[W], app: QApplication, recovery: Path, *engine: object, **session: Any) -> Iterator[W]:
    """A workspace of a `kind` around a document and a training of its own, which end with it."""
    apply_theme(app, "light")
    document = Document(recovery_folder=recovery)
    training = TrainingSession(document, *engine, **session)
    workspace = kind(document, training)
    workspace.resize(1240, 740)
    workspace.show()
    assert QTest.qWaitForWindowExposed(workspace)
    yield workspace
    workspace.hide()
    workspace.deleteLater()
    QCoreApplication.sendPostedEvents(workspace, QEvent.Type.DeferredDelete)
    training.shutdown()
    document.close()
