"""One workspace for the tests of a file: each begins with a new project in it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtTest import QTest

from app.document.document import Document
from app.theme import apply_theme
from app.training.session import TrainingSession
from app.workspaces.generative import GenerativeWorkspace


@pytest.fixture(scope="module")
def window(qapp, engine, tmp_path_factory) -> Iterator[GenerativeWorkspace]:
    apply_theme(qapp, "light")
    document = Document(recovery_folder=tmp_path_factory.mktemp("recovery"))
    session = TrainingSession(document, engine)
    workspace = GenerativeWorkspace(document, session)
    workspace.resize(1240, 740)
    workspace.show()
    assert QTest.qWaitForWindowExposed(workspace)
    yield workspace
    workspace.hide()
    workspace.deleteLater()
    QCoreApplication.sendPostedEvents(workspace, QEvent.Type.DeferredDelete)
    session.shutdown()
    document.close()


@pytest.fixture
def workspace(qtbot, window) -> GenerativeWorkspace:
    window.player.pause()
    window._document.new()
    window.show_page("learning")
    window.player.restart()
    qtbot.waitUntil(lambda: window.settled and window.player.moment.epoch == 0, timeout=30_000)
    return window


@pytest.fixture
def document(workspace) -> Document:
    return workspace._document
