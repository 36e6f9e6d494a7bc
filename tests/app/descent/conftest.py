from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from pytestqt.qtbot import QtBot

from app.document.document import Document
from app.surface import opengl_available
from app.theme import apply_theme
from app.training.session import TrainingSession
from app.workspaces.descent import DescentWorkspace
from engine.descent import SCENES, DescentSetup


@pytest.fixture
def document(qapp, tmp_path) -> Iterator[Document]:
    document = Document(recovery_folder=tmp_path / "recovery")
    yield document
    document.close()


@pytest.fixture
def open_workspace(qapp, qtbot: QtBot, document: Document, monkeypatch) -> Iterator[Callable[[], DescentWorkspace]]:
    """Opens the workspace as a window of its own, in light colours; ends of walks are judged without a rest."""
    monkeypatch.setattr("app.workspaces.descent.workspace.ENDS_AFTER", 1)
    apply_theme(qapp, "light")
    session = TrainingSession(document)
    opened = []

    def open_workspace() -> DescentWorkspace:
        workspace = DescentWorkspace(document, session)
        opened.append(workspace)
        workspace.resize(1240, 740)
        with qtbot.waitExposed(workspace):
            workspace.show()
        qtbot.waitUntil(lambda: workspace.settled)
        return workspace

    yield open_workspace
    for workspace in opened:
        workspace.hide()
        workspace.basins.forget()
        qtbot.waitUntil(lambda workspace=workspace: workspace.settled)
        workspace.deleteLater()
        QCoreApplication.sendPostedEvents(workspace, QEvent.Type.DeferredDelete)
    apply_theme(qapp, "light")
    session.shutdown()


@pytest.fixture
def workspace(open_workspace) -> DescentWorkspace:
    return open_workspace()


@pytest.fixture
def take(qtbot, document, workspace) -> Callable[[str | DescentSetup], DescentSetup]:
    """Shows a scene by name, or any setup, and waits until what it asks for has been found."""

    def take(what: str | DescentSetup) -> DescentSetup:
        setup = SCENES[what].setup if isinstance(what, str) else what
        document.set_descent(setup, "Show")
        document.end_gesture()
        qtbot.waitUntil(lambda: workspace.settled)
        assert workspace.setup == setup
        return setup

    return take


@pytest.fixture
def in_space(qapp) -> None:
    """For what needs OpenGL."""
    if not opengl_available():
        pytest.skip("surfaces in space need a display or Xvfb")
