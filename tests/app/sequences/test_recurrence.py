"""Recurrence: the map and the cell show the engine's numbers, and keys and clicks go through time."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from app.numbers import number
from app.workspaces.sequences.recurrence_panel import BACKWARDS
from engine.data import DataSpec, load
from engine.example import Example
from engine.graph import LayerSpec, sequential
from engine.network import Network
from engine.probes.activations import Inner
from engine.probes.memory import StateSlopes
from engine.sequences import CELLS
from engine.sequences.cells import BEFORE
from engine.templates import TEMPLATES, Given
from tests.app.sequences.conftest import STEPS, reader


def truth(view, layer: str, name: str, graph) -> np.ndarray:
    """What the engine itself says of the example in hand, (steps, units)."""
    session = view._session
    part, here = getattr(session.data, session.example.part), session.example.place
    probe = Inner(layer, name)
    return Network(graph).probe(session.latest.parameters, probe, inputs=part.inputs[here:here + 1])[probe].first[0]


@pytest.mark.parametrize("kind", CELLS)
def test_the_map_shows_the_engines_numbers(open_page, qtbot, kind):
    graph = reader(kind)
    view = open_page("recurrence", graph)
    for value in CELLS[kind].values:
        box = view.panel.value_box
        box.setCurrentIndex(box.findData(value.name))
        box.activated.emit(box.currentIndex())
        expected = truth(view, "memory", value.name, graph)
        np.testing.assert_array_equal(view.map.values, expected)
        assert np.abs(expected).max() <= view.map.limit
        view.map.go_to(3, 2)
        view._draw()
        assert view.picture.numbers[value.name] == expected[3, 2]
    for state in CELLS[kind].states:
        assert view.picture.numbers[f"{BEFORE}{state}"] == truth(view, "memory", state, graph)[2, 2]


def test_what_comes_back_through_time_is_the_engines_slope_by_each_state(open_page):
    graph = reader("gru")
    view = open_page("recurrence", graph)
    box = view.panel.value_box
    box.setCurrentIndex(box.findData(BACKWARDS))
    box.activated.emit(box.currentIndex())
    data, probe = view._session.data.train, StateSlopes("memory")
    wanted = Network(graph).probe(view._session.latest.parameters, probe, inputs=data.inputs[:1],
                                  targets=data.targets[:1])[probe].first[0]
    np.testing.assert_allclose(view.map.values, wanted, rtol=1e-5, atol=1e-9)
    assert np.abs(wanted).max() <= view.map.limit
    view.map.go_to(3, 2)
    view._draw()
    assert f"∂loss/∂hₜ = {number(float(view.map.values[3, 2]))}" in view.panel.place.text()
    box.setCurrentIndex(0)
    box.activated.emit(0)
    assert view.panel.value == "hidden"


def test_columns_are_the_symbols_of_the_example_in_hand(open_page, document, workspace, qtbot):
    view = open_page("recurrence")
    data = view.subject.data
    assert "".join(view.map.labels) == "".join(data.symbols[int(place)] for place in data.train.raw[0])
    before = view.map.values.copy()
    document.set_example(Example("train", 5))
    document.end_gesture()
    qtbot.waitUntil(lambda: workspace.settled and not np.array_equal(view.map.values, before))
    assert "".join(view.map.labels) == "".join(data.symbols[int(place)] for place in data.train.raw[5])


def test_before_the_first_step_there_is_nothing(open_page):
    view = open_page("recurrence", reader("lstm"))
    view.map.go_to(0, 0)
    QTest.keyClick(view.map, Qt.Key.Key_Down)
    assert view.map.at == (0, 1)
    assert view.picture.numbers[f"{BEFORE}hidden"] == view.picture.numbers[f"{BEFORE}cell"] == 0.0


def test_clicks_keys_and_buttons_go_through_time(open_page, qtbot):
    view = open_page("recurrence")
    QTest.mouseClick(view.map, Qt.MouseButton.LeftButton, pos=view.map.cell(5, 4).center().toPoint())
    assert view.map.at == (5, 4)
    QTest.keyClick(view.map, Qt.Key.Key_Left)
    assert view.map.at == (4, 4)
    QTest.mouseClick(view.panel.forward, Qt.MouseButton.LeftButton)
    QTest.mouseClick(view.panel.forward, Qt.MouseButton.LeftButton)
    assert view.map.at == (6, 4)
    assert "7" in view.heading.text()
    view.panel.play.click()
    qtbot.waitUntil(lambda: view.map.at[0] == STEPS - 1 and not view.panel._clock.isActive(), timeout=5_000)
    view.panel.first.click()
    assert view.map.at == (0, 4)


def test_the_map_follows_the_training(open_page, workspace, qtbot):
    view = open_page("recurrence")
    before = view.map.values.copy()
    workspace._session.epoch()
    qtbot.waitUntil(lambda: workspace._session.state == "paused" and workspace.settled, timeout=20_000)
    shown = view.panel.value
    qtbot.waitUntil(lambda: np.array_equal(view.map.values, truth(view, "memory", shown, reader())))
    assert not np.array_equal(view.map.values, before)


def test_without_a_recurrent_layer_it_says_so(open_page, workspace):
    flat = sequential(LayerSpec("input", "input", {"shape": (2,)}), LayerSpec("d", "dense", {"units": 1}),
                      LayerSpec("output", "output", {"loss": "binary_cross_entropy"}))
    view = open_page("recurrence", flat, DataSpec("xor"))
    assert "recurrent" in view.content.sentence
    assert "recurrence" not in workspace.inside


def test_numbers_and_pictures_leave_the_page(open_page, workspace, tmp_path):
    view = open_page("recurrence", reader("lstm"))
    QGuiApplication.clipboard().clear()
    workspace.copy_image()
    assert not QGuiApplication.clipboard().pixmap().isNull()
    workspace.export_drawing(tmp_path / "page.npz")
    arrays = np.load(tmp_path / "page.npz")
    assert set(arrays) == {value.name for value in CELLS["lstm"].values} | {BACKWARDS}
    np.testing.assert_array_equal(arrays["cell"], truth(view, "memory", "cell", reader("lstm")))


def test_the_arithmetic_comes_out(open_page):
    for kind in CELLS:
        view = open_page("recurrence", reader(kind))
        view.map.go_to(4, 1)
        view._draw()
        n = view.picture.numbers
        if kind == "lstm":
            assert n["cell"] == pytest.approx(n["forget_gate"] * n[f"{BEFORE}cell"] + n["input_gate"] * n["candidate"],
                                              abs=1e-5)
        assert view.panel.sums.text().endswith(f"{n['hidden']:.3g}".replace("-", "−"))


def test_the_cell_of_an_encoder_and_of_a_decoder_says_what_each_reads(open_page, qtbot):
    data = DataSpec("reversing", {"asked": "row", "letters": 4, "length": 3, "samples": 60})
    view = open_page("recurrence", TEMPLATES["seq2seq_attention"].network(Given.of(load(data))), data)
    assert len(view.subject.layers) == 2
    for layer in view.subject.layers:
        view.panel.layer_box.setCurrentIndex(view.panel.layer_box.findData(layer))
        view.panel.layer_box.activated.emit(view.panel.layer_box.currentIndex())
        qtbot.waitUntil(lambda layer=layer: f" of {layer} at" in view.heading.text(), timeout=20_000)
        labels = view.subject.labels(layer, view._raw())
        assert view._entering(0) == f"“{labels[0]}”"
        assert view._entering(2) == f"“{labels[2]}”"


@pytest.mark.parametrize("page", ["recurrence", "memory", "phrases", "next", "wheel"])
def test_at_rest_answers_about_earlier_weights_are_marked(open_page, page):
    view = open_page(page)
    latest = view._session.latest
    assert not view.content.waits
    view.show_snapshot(replace(latest, step=latest.step + 1, answered=False))
    assert view.content.waits
    view.show_snapshot(latest)
    assert not view.content.waits
    assert not view.content.veil.isVisible()
