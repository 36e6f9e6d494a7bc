"""The lesion map: every cell is the change of the loss that the engine has for that unit."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.document.document import Document
from app.training.session import TrainingSession
from app.widgets.lesions import LesionsPanel
from app.widgets.lesions.panel import hidden_layers
from app.widgets.signed_image import signed_pixels
from engine.data import DataSpec, load
from engine.graph import LayerSpec, sequential
from engine.network import Network
from engine.project import Project
from engine.training import TrainingSettings
from tests.app.panels import at_every_moment

GRAPH = sequential(
    LayerSpec("x", "input", {"shape": (2,)}), LayerSpec("first", "dense", {"units": 5, "activation": "tanh"}),
    LayerSpec("second", "dense", {"units": 3, "activation": "relu"}),
    LayerSpec("last", "dense", {"units": 1, "activation": "sigmoid"}),
    LayerSpec("y", "output", {"loss": "binary_cross_entropy"}))
PROJECT = Project("lesions", GRAPH, DataSpec("gaussian", {"samples": 60, "noise": 30}),
                  TrainingSettings(epochs=30, batch_size=10, dtype="float64"))
NEXT_LAYER = {"first": "second", "second": "last"}


@pytest.fixture
def document(document: Document) -> Document:
    document.model.load(PROJECT)
    return document


@pytest.fixture
def panel(document: Document, session: TrainingSession, qtbot: QtBot) -> LesionsPanel:
    panel = LesionsPanel(session)
    qtbot.addWidget(panel)
    panel.resize(700, 260)
    panel.show()
    qtbot.waitUntil(lambda: session.state == "ready" and panel.area.sentence == "", timeout=20_000)
    return panel


def settle(panel: LesionsPanel, qtbot: QtBot) -> None:
    session = panel._session
    qtbot.waitUntil(lambda: session.is_settled and all(probe in session.latest.readings for probe in panel.probes))
    qtbot.wait(1)


def loss_without(parameters: np.ndarray, units: dict[str, list[int]]) -> float:
    """By taking away the weights that lead out of the units: an oracle that knows nothing of masks."""
    network, data = Network(GRAPH, dtype="float64"), load(PROJECT.data)
    cut = np.array(parameters)
    for layer, places in units.items():
        network.layout.view(cut, f"{NEXT_LAYER[layer]}/kernel")[places] = 0.0
    return network.loss(cut, data.train.inputs, data.train.targets)


def compare(panel: LesionsPanel, muted: dict[str, list[int]] | None = None) -> None:
    parameters, muted = panel._session.latest.parameters, muted or {}
    assert {layer: len(changes) for layer, changes in panel.map.changes.items()} == {"first": 5, "second": 3}
    for layer, changes in panel.map.changes.items():
        here = muted.get(layer, [])
        whole = loss_without(parameters, {layer: here})
        for unit, change in enumerate(changes):
            assert change == pytest.approx(loss_without(parameters, {layer: [*here, unit]}) - whole, abs=1e-12)


def click(panel: LesionsPanel, layer: str, unit: int, qtbot: QtBot) -> None:
    QTest.mouseClick(panel.map, Qt.MouseButton.LeftButton, pos=panel.map.cell(layer, unit).center().toPoint())
    settle(panel, qtbot)


def test_each_cell_is_the_exact_change_at_rest_trained_looked_back_edited_and_taken_back(
        panel: LesionsPanel, session: TrainingSession, document: Document, qtbot: QtBot):
    at_every_moment(document, session, qtbot, "second/kernel", lambda: (settle(panel, qtbot), compare(panel)))


def test_cells_have_the_colours_of_one_scale_that_is_written(panel: LesionsPanel):
    image = panel.map.grab().toImage()
    assert panel.legend.limit == max(np.abs(changes).max() for changes in panel.map.changes.values())
    for layer, changes in panel.map.changes.items():
        for unit, pixel in enumerate(signed_pixels(changes, panel.legend.limit).tolist()):
            assert image.pixelColor(panel.map.cell(layer, unit).center().toPoint()) == QColor(pixel)


def test_units_that_are_muted_together_do_not_add_up(panel: LesionsPanel, session: TrainingSession, qtbot: QtBot):
    session.epoch()
    qtbot.waitUntil(lambda: session.state == "paused" and session.latest.epoch == 1)
    settle(panel, qtbot)
    alone = panel.map.changes["first"][[1, 3]].sum()
    click(panel, "first", 1, qtbot)
    click(panel, "first", 3, qtbot)
    compare(panel, {"first": [1, 3]})
    together = loss_without(session.latest.parameters, {"first": [1, 3]}) - loss_without(session.latest.parameters, {})
    assert together != pytest.approx(alone, rel=1e-3)
    for told in (together, alone):
        assert f"{told:+.4g}".replace("-", "−") in panel.words.text()
    click(panel, "first", 1, qtbot)
    compare(panel, {"first": [3]})
    QTest.mouseClick(panel.clear, Qt.MouseButton.LeftButton)
    settle(panel, qtbot)
    compare(panel)
    assert not panel.clear.isEnabled()


def test_keys_reach_every_unit_and_the_unit_is_said(panel: LesionsPanel, qtbot: QtBot):
    panel.map.setFocus()
    QTest.keyClick(panel.map, Qt.Key.Key_Right)
    QTest.keyClick(panel.map, Qt.Key.Key_Down)
    QTest.keyClick(panel.map, Qt.Key.Key_Right)
    assert "unit 2 of second" in panel.words.text()
    QTest.keyClick(panel.map, Qt.Key.Key_Space)
    settle(panel, qtbot)
    compare(panel, {"second": [1]})
    assert "muted" in panel.map.says(("second", 1))


def test_while_it_runs_the_map_is_of_one_moment(panel: LesionsPanel, session: TrainingSession, qtbot: QtBot):
    session.set_speed(100.0)
    session.play()
    seen = set()

    def look() -> bool:
        readings = session.latest.readings
        for layer, changes in panel.map.changes.items():
            if any(probe not in readings for probe in panel.probes):
                return False
            assert changes is readings[panel._probe(layer, panel.map.muted)]["changes"]
            seen.add(readings[panel._probe(layer, panel.map.muted)].step)
        return len(seen) > 3

    qtbot.waitUntil(look)
    session.pause()
    qtbot.waitUntil(lambda: session.state == "paused")
    settle(panel, qtbot)
    compare(panel)


def test_a_network_without_hidden_units_says_so(panel: LesionsPanel, document: Document, qtbot: QtBot):
    flat = sequential(LayerSpec("x", "input", {"shape": (2,)}), LayerSpec("last", "dense", {"units": 1}),
                      LayerSpec("y", "output", {}))
    assert hidden_layers(flat) == ()
    document.model.load(Project("flat", flat, PROJECT.data, PROJECT.training))
    qtbot.waitUntil(lambda: "no hidden units" in panel.area.sentence)
