"""A document with a small network that can be trained at once, and a session for it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from pytestqt.qtbot import QtBot

from app.document.document import Document
from app.training.engine import EngineProcess
from app.training.runner import Runner
from app.training.session import TrainingSession
from app.training.snapshot import Event
from tests.app.training.jobs import Clock, job, project


@pytest.fixture
def document(document: Document) -> Document:
    document.model.load(project())
    return document


@pytest.fixture
def start(document: Document, engine: EngineProcess, qtbot: QtBot) -> Iterator[Callable[..., TrainingSession]]:
    """Starts a session and waits until it has built its trainer; ends it after the test."""
    sessions: list[TrainingSession] = []

    def start(**options: object) -> TrainingSession:
        session = TrainingSession(document, engine, **options)
        sessions.append(session)
        qtbot.waitUntil(lambda: session.latest is not None or session.problems != (), timeout=20_000)
        return session

    yield start
    for session in sessions:
        session.shutdown()


@pytest.fixture
def session(start: Callable[..., TrainingSession]) -> TrainingSession:
    return start()


@pytest.fixture
def told() -> list[Event]:
    return []


@pytest.fixture
def runner(told: list[Event]) -> Runner:
    runner = Runner(told.append, clock=Clock())
    runner.build(job())
    return runner
