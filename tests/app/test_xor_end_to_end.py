"""From an empty canvas to exported weights, with the events of a mouse and of the fields it clicks on."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QPushButton, QWidget

from app.canvas.view import CanvasView
from app.widgets.training_bar import TrainingBar
from engine.formats import import_weights
from engine.layout import ParameterLayout
from engine.network import Network
from tests.app.gestures import choose_in_form, draw_link, drop_layer, type_in_form

PLACES = {"input": (-420.0, 0.0), "hidden": (-140.0, 0.0), "head": (140.0, 0.0), "output": (420.0, 0.0)}


def click(widget: QWidget) -> None:
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)


def begin(ladera) -> CanvasView:
    """An empty canvas from the start page, wide enough for four layers."""
    ladera.window.resize(1600, 1000)
    buttons = {button.text(): button for button in ladera.window.start_page.findChildren(QPushButton)}
    click(buttons["New network"])
    assert not ladera.window.on_start_page
    return ladera.window.workspace.canvas


def choose_xor(ladera, qtbot) -> None:
    """Pick the data in the gallery."""
    data = ladera.window.workspace.data
    click(data.source)
    click(data._gallery.tile("xor"))
    qtbot.waitUntil(lambda: ladera.document.model.data_spec.source == "xor")


def draw(ladera, canvas: CanvasView) -> None:
    """input → dense 8 tanh → dense 1 sigmoid → output."""
    inspector = ladera.window.workspace.inspector
    names = {
        role: drop_layer(canvas, kind, PLACES[role])
        for role, kind in {"input": "input", "hidden": "dense", "head": "dense", "output": "output"}.items()
    }
    for source, target in (("input", "hidden"), ("hidden", "head"), ("head", "output")):
        draw_link(canvas, names[source], names[target])
    for role, units, activation in (("hidden", "8", "tanh"), ("head", "1", "sigmoid")):
        QTest.mouseClick(canvas.viewport(), Qt.MouseButton.LeftButton,
                         pos=canvas.mapFromScene(canvas.canvas.nodes[names[role]].scenePos()))
        type_in_form(inspector.page.form, "units", units)
        choose_in_form(inspector.page.form, "activation", activation)


def set_training(bar: TrainingBar, **values: str) -> None:
    for name, text in values.items():
        control = bar.settings.editors[name].control
        control.setFocus()
        control.selectAll()
        QTest.keyClicks(control, text)
        QTest.keyClick(control, Qt.Key.Key_Return)


@pytest.fixture
def trained(ladera, qtbot):
    """Ladera after a person drew the xor network and trained it."""
    canvas = begin(ladera)
    choose_xor(ladera, qtbot)
    draw(ladera, canvas)
    bar = ladera.window.workspace.bar
    set_training(bar, learning_rate="0.03", batch_size="20", epochs="400")
    qtbot.waitUntil(lambda: ladera.session.state == "ready")
    click(bar.transport.play)
    qtbot.waitUntil(lambda: ladera.session.state == "finished", timeout=60_000)
    return ladera


def test_the_network_learns_all_of_xor_and_its_weights_leave_unchanged(trained, tmp_path, monkeypatch, qtbot):
    session, project = trained.session, trained.document.model.project
    assert session.latest.history["metric"][-1] == 1.0
    network = Network(project.graph)
    inputs = session.data.test.inputs
    predicted = network.predict(session.latest.parameters, inputs)
    for suffix in (".safetensors", ".npz"):
        path = tmp_path / f"xor{suffix}"
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *a, path=path, **k: (str(path), ""))
        trained.window.actions_by_name["export_weights"].trigger()
        read = import_weights(path, ParameterLayout(project.graph))
        assert np.array_equal(network.predict(read, inputs), predicted)
        assert read.tobytes() == session.latest.parameters.tobytes()
