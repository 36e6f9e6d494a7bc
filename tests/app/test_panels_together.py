"""The Network workspace: the panels around the canvas."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from app.document.document import Document
from app.training.session import TrainingSession
from app.workspaces.network import NetworkWorkspace
from engine.data import DataSpec
from engine.graph import LayerSpec, sequential
from engine.project import Project
from engine.training import TrainingSettings


@pytest.fixture
def document(document: Document) -> Document:
    graph = sequential(LayerSpec("input_1", "input", {"shape": (2,)}), LayerSpec("dense_1", "dense", {"units": 1}),
                       LayerSpec("output_1", "output", {"loss": "binary_cross_entropy"}))
    positions = {spec.name: (250.0 * place, 0.0) for place, spec in enumerate(graph.layers)}
    document.model.load(Project("plane", graph, DataSpec("gaussian", {"samples": 60}),
                                TrainingSettings(epochs=10_000_000), positions))
    return document


@pytest.fixture
def workspace(document: Document, session: TrainingSession, qtbot: QtBot) -> NetworkWorkspace:
    workspace = NetworkWorkspace(document, session)
    qtbot.addWidget(workspace)
    workspace.resize(1280, 700)
    workspace.show()
    qtbot.waitExposed(workspace)
    qtbot.waitUntil(lambda: session.state == "ready", timeout=20_000)
    return workspace


def test_at_the_smallest_size_every_panel_has_room(workspace: NetworkWorkspace) -> None:
    for panel in (workspace.canvas, workspace.palette_panel, workspace.inspector, workspace.predictions,
                  workspace.loss, workspace.bar):
        assert panel.isVisible()
        assert min(panel.width(), panel.height()) > 80


def test_a_layout_comes_back(workspace: NetworkWorkspace, qtbot: QtBot) -> None:
    first = workspace.saveState()
    workspace._loss.setFloating(True)
    workspace._data.hide()
    assert workspace._loss.isFloating()
    assert workspace.restoreState(first)
    assert not workspace._loss.isFloating()
    assert not workspace._data.isHidden()


def test_a_layout_that_is_none_leaves_the_first_one(workspace: NetworkWorkspace) -> None:
    assert not workspace.restoreState(b"")
    assert workspace._loss.isVisible()


def test_selecting_a_layer_brings_the_inspector_forward(workspace: NetworkWorkspace) -> None:
    workspace.canvas.select(["dense_1"])
    assert workspace.inspector._names == ("dense_1",)


def test_the_space_bar_over_the_canvas_trains_and_pauses(
        workspace: NetworkWorkspace, session: TrainingSession, qtbot: QtBot) -> None:
    workspace.canvas.setFocus()
    qtbot.keyClick(workspace.canvas, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: session.state == "running")
    qtbot.keyClick(workspace.canvas, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: session.state == "paused")


def test_the_space_bar_held_while_dragging_moves_the_drawing_and_trains_nothing(
        workspace: NetworkWorkspace, session: TrainingSession, qtbot: QtBot) -> None:
    view = workspace.canvas.viewport()
    qtbot.keyPress(workspace.canvas, Qt.Key.Key_Space)
    qtbot.mousePress(view, Qt.MouseButton.LeftButton, pos=QPoint(60, 60))
    qtbot.mouseMove(view, QPoint(90, 90))
    qtbot.mouseRelease(view, Qt.MouseButton.LeftButton, pos=QPoint(90, 90))
    qtbot.keyRelease(workspace.canvas, Qt.Key.Key_Space)
    qtbot.wait(100)
    assert session.state == "ready"
