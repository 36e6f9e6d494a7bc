"""A workspace alone in a window, and the fixtures of tests that have one for a file."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import pytest
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


def one_for_a_file(kind: type[W], page: str, *, pieces: bool = False, begin: Callable[[W], None] = lambda _: None,
                   ready: Callable[[W], bool] = lambda _: True) -> tuple[object, object, object]:
    """The fixtures `window`, `workspace` and `document` of tests that share one workspace: each begins with a new
    project on a `page`, when `begin` has been called and it is settled and `ready`. With `pieces` it can do long work
    in pieces."""

    @pytest.fixture(scope="module")
    def window(request: pytest.FixtureRequest, qapp, engine, tmp_path_factory) -> Iterator[W]:
        more = {"workplace": request.getfixturevalue("workplace")} if pieces else {}
        with alone(kind, qapp, tmp_path_factory.mktemp("recovery"), engine, **more) as workspace:
            yield workspace

    @pytest.fixture
    def workspace(qtbot, window) -> W:
        window._document.new()
        window.show_page(page)
        begin(window)
        qtbot.waitUntil(lambda: window.settled and ready(window), timeout=30_000)
        return window

    @pytest.fixture
    def document(workspace) -> Document:
        return workspace._document

    return window, workspace, document
