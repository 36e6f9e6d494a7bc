"""A document with a small network that can be trained at once, and a session for it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from app.document.document import Document
from app.training.engine import EngineProcess
from app.training.session import TrainingSession
from engine.data import DataSpec
from engine.graph import Graph, LayerSpec, sequential
from engine.project import Project
from engine.training import TrainingSettings


def network(units: int = 4, activation: str = "tanh", inputs: int = 2) -> Graph:
    return sequential(
        LayerSpec("input_1", "input", {"shape": (inputs,)}),
        LayerSpec("dense_1", "dense", {"units": units, "activation": activation}),
        LayerSpec("dense_2", "dense", {"units": 1}),
        LayerSpec("output_1", "output", {"loss": "binary_cross_entropy"}),
    )


def project(**changes: object) -> Project:
    data = DataSpec("xor", {"samples": 100}, validation_fraction=0.2)
    whole = Project("xor", network(), data, TrainingSettings(epochs=1_000_000))
    return replace(whole, **changes)


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
