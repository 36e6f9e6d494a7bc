"""Layers bend space: each point of the grid and each example is where the engine's activations put it."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.document.document import Document
from app.training.session import TrainingSession
from app.widgets.bent import BentPanel
from app.widgets.bent.picture import SIDE
from engine.data import DataSpec, load
from engine.graph import LayerSpec, sequential
from engine.network import Network
from engine.project import Project
from engine.training import TrainingSettings
from tests.app.panels import edited_and_taken_back, while_it_trains

GRAPH = sequential(
    LayerSpec("x", "input", {"shape": (2,)}), LayerSpec("first", "dense", {"units": 4, "activation": "tanh"}),
    LayerSpec("second", "dense", {"units": 3, "activation": "relu"}),
    LayerSpec("last", "dense", {"units": 1, "activation": "sigmoid"}),
    LayerSpec("y", "output", {"loss": "binary_cross_entropy"}))
PROJECT = Project("bent", GRAPH, DataSpec("circle", {"samples": 80}),
                  TrainingSettings(epochs=30, batch_size=10, dtype="float64"))
WIDE = Project("iris", sequential(
    LayerSpec("x", "input", {"shape": (4,)}), LayerSpec("first", "dense", {"units": 3, "activation": "tanh"}),
    LayerSpec("last", "dense", {"units": 3}), LayerSpec("softmax", "softmax"),
    LayerSpec("y", "output", {"loss": "categorical_cross_entropy"})), DataSpec("iris"), TrainingSettings())


@pytest.fixture
def make(document: Document, session: TrainingSession, qtbot: QtBot):
    def make(project: Project) -> BentPanel:
        document.model.load(project)
        panel = BentPanel(session)
        qtbot.addWidget(panel)
        panel.resize(700, 460)
        panel.show()
        qtbot.waitUntil(lambda: session.state == "ready" and panel.area.sentence == "", timeout=20_000)
        return panel
    return make


def settle(panel: BentPanel, qtbot: QtBot) -> None:
    session = panel._session
    qtbot.waitUntil(lambda: session.is_settled and all(probe in session.latest.readings for probe in panel.probes))
    qtbot.wait(1)


def walk(panel: BentPanel, layer: str, *units: int) -> None:
    data, session = load(PROJECT.data), panel._session
    network = Network(GRAPH, dtype="float64")

    def said(inputs: np.ndarray) -> np.ndarray:
        return network.activations(session.latest.parameters, inputs)[layer][:, list(units)]

    points = data.transform(panel.plane.points())
    grid = said(points).reshape(SIDE, SIDE, -1)
    np.testing.assert_allclose(panel.picture.grid, grid, rtol=1e-9, atol=1e-12)
    np.testing.assert_allclose(panel.picture.dots, said(data.train.inputs)[:300], rtol=1e-9, atol=1e-12)
    place = session.example.place
    np.testing.assert_allclose(panel.picture.ring, said(data.train.inputs)[place], rtol=1e-9, atol=1e-12)


@pytest.mark.thorough
def test_while_it_trains_the_grid_is_that_of_the_step(make, session: TrainingSession, qtbot: QtBot):
    panel = make(PROJECT)
    while_it_trains(session, qtbot, lambda: panel.probes, lambda: walk(panel, "first", 0, 1))


@pytest.mark.thorough
def test_grid_and_examples_are_the_engines_at_rest_trained_looked_back_edited_and_taken_back(
        make, session, document: Document, qtbot: QtBot):
    panel = make(PROJECT)
    walk(panel, "first", 0, 1)
    for epoch in (1, 2):
        session.epoch()
        qtbot.waitUntil(lambda epoch=epoch: session.state == "paused" and session.latest.epoch == epoch)
    settle(panel, qtbot)
    walk(panel, "first", 0, 1)
    panel.choose("second", 2, 0, 1)
    settle(panel, qtbot)
    walk(panel, "second", 2, 0, 1)
    session.look_back(1)
    qtbot.waitUntil(lambda: session.is_looking_back)
    settle(panel, qtbot)
    walk(panel, "second", 2, 0, 1)
    edited_and_taken_back(document, session, qtbot, "second/kernel",
                          lambda: (settle(panel, qtbot), walk(panel, "second", 2, 0, 1)))


def test_the_input_itself_is_a_straight_grid(make, qtbot: QtBot):
    panel = make(PROJECT)
    panel.choose("x", 0, 1)
    settle(panel, qtbot)
    for line, along in panel.picture.lines():
        places = panel.picture.place(line)
        assert np.ptp(places[:, 1 - along]) < 1e-6, "each runs along one side"
        assert np.ptp(np.diff(places[:, along])) < 1e-6


def test_in_space_a_drag_turns_it_and_a_double_click_turns_it_back(make, qtbot: QtBot):
    panel = make(PROJECT)
    panel.choose("second", 0, 1, 2)
    settle(panel, qtbot)
    picture = panel.picture
    before = picture.place(picture.dots)
    QTest.mousePress(picture, Qt.MouseButton.LeftButton, pos=QPoint(100, 100))
    QTest.mouseMove(picture, QPoint(160, 120))
    QTest.mouseRelease(picture, Qt.MouseButton.LeftButton, pos=QPoint(160, 120))
    assert np.abs(picture.place(picture.dots) - before).max() > 5
    QTest.mouseDClick(picture, Qt.MouseButton.LeftButton, pos=QPoint(100, 100))
    np.testing.assert_allclose(picture.place(picture.dots), before)


def test_with_more_inputs_there_are_examples_and_a_sentence(make):
    panel = make(WIDE)
    assert panel.picture.grid is None
    assert panel.picture.lines() == []
    assert len(panel.picture.dots)
    assert "4 inputs" in panel.words.text()
