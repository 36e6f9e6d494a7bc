"""Keys that copy, paste and take away are about what has the focus, not about layers beside it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from app.shell.examples import EXAMPLES
from tests.app.windows import ready
from tests.cases import a_quarter

CONTROL, NONE, KEYPAD = (Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.NoModifier,
                         Qt.KeyboardModifier.KeypadModifier)
KEYS = ((Qt.Key.Key_C, CONTROL), (Qt.Key.Key_V, CONTROL), (Qt.Key.Key_X, CONTROL), (Qt.Key.Key_D, CONTROL),
        (Qt.Key.Key_A, CONTROL), (Qt.Key.Key_Delete, NONE), (Qt.Key.Key_Delete, KEYPAD), (Qt.Key.Key_F2, NONE))


@pytest.fixture
def network(ladera, qtbot):
    """The digits, drawn on, with one layer selected."""
    ladera.window.open_example(next(example for example in EXAMPLES if example.name == "lenet"))
    ready(ladera, qtbot)
    workspace = ladera.window.workspaces["network"]
    with qtbot.waitExposed(ladera.window):
        ladera.window.show()
    ladera.window.activateWindow()
    return workspace


def focused(network, name: str):
    """One of the widgets, in sight and with the focus."""
    widget, dock = {
        "examples": (network.examples.table, network._examples), "step": (network.step.table, network._step),
        "votes": (network.weight.table, network._weight), "lesions": (network.lesions.map, network._lesions),
        "computation": (network.computation.picture, network._computation),
        "pad": (network.data.in_hand.pad, network._data), "kept forks": (network.fork.kept.table, network._fork),
        "report": (network.predictions.report, network._predictions),
    }[name]
    dock.show()
    dock.raise_()
    network.canvas.select((network.canvas.canvas.graph.layers[1].name,))
    widget.setFocus()
    return widget


@pytest.mark.parametrize("name", a_quarter(
    ["examples", "step", "votes", "lesions", "computation", "pad", "kept forks", "report"]))
def test_layers_are_left_alone_by_keys_that_are_pressed_elsewhere(network, name):
    widget = focused(network, name)
    before, selected = network.canvas.canvas.graph, network.canvas.selection()
    QGuiApplication.clipboard().setText("nothing")
    for key, modifier in KEYS:
        QTest.keyClick(widget, key, modifier)
    assert network.canvas.canvas.graph is before
    assert network.canvas.selection() == selected
    assert "layers" not in QGuiApplication.clipboard().text()


def test_the_drawing_has_its_keys(network):
    layers = len(network.canvas.canvas.graph.layers)
    focused(network, "pad")
    network.canvas.setFocus()
    QTest.keyClick(network.canvas, Qt.Key.Key_Delete)
    assert len(network.canvas.canvas.graph.layers) == layers - 1
