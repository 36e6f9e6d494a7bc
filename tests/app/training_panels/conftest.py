"""A session, and panels that watch it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.document.document import Document
from app.training.session import TrainingSession
from engine.project import Project
from tests.app.training_panels.projects import XOR, Open


@pytest.fixture
def document(document: Document) -> Document:
    document.model.load(XOR)
    return document


@pytest.fixture
def session(session: TrainingSession, qtbot: QtBot) -> TrainingSession:
    qtbot.waitUntil(lambda: session.latest is not None, timeout=20_000)
    return session


@pytest.fixture
def show(document: Document, session: TrainingSession, qtbot: QtBot) -> Callable[[QWidget], QWidget]:
    def show(panel: QWidget) -> QWidget:
        qtbot.addWidget(panel)
        panel.resize(500, 400)
        panel.show()
        qtbot.waitExposed(panel)
        return panel

    return show


@pytest.fixture
def trained(document: Document, session: TrainingSession, qtbot: QtBot) -> Open:
    """Opens a project and trains it to its last epoch."""

    def trained(project: Project) -> TrainingSession:
        document.model.load(project)
        qtbot.waitUntil(lambda: session.latest is not None and session.latest.graph is project.graph)
        session.play()
        qtbot.waitUntil(lambda: session.state == "finished")
        qtbot.waitUntil(lambda: session.is_settled)
        return session

    return trained
