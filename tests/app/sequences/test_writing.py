"""Next symbol, phrases and the wheel: what is shown is the engine's, and what a person writes is read."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from engine.data import DataSpec
from engine.example import Example
from engine.network import Network
from engine.probes.futures import Futures, Wheel
from engine.probes.steering import Steered, Touch
from engine.sequences.phrases import most_telling, on_only_there
from engine.sequences.writing import spelled
from tests.app.sequences.conftest import STEPS, reader


def settle(workspace, qtbot):
    qtbot.waitUntil(lambda: workspace.settled, timeout=30_000)


def truth(view, probe, graph=None):
    """What the engine itself answers about the example in hand."""
    session = view._session
    inputs = view._raw()[None]
    return Network(graph or reader()).probe(session.latest.parameters, probe, inputs=inputs)[probe]


# Next symbol


def test_texts_and_futures_are_the_engines(open_page):
    view = open_page("next")
    prefix = tuple(view._raw().astype(int).tolist())
    symbols = view.subject.data.symbols
    panel = view.panel
    drawn = truth(view, Futures("output", prefix, 120, 1, panel.temperature, panel.seed))["symbols"][0]
    assert spelled(drawn, symbols) in view.drawn.text()
    likeliest = truth(view, Futures("output", prefix, 120, 1, 0.0))["symbols"][0]
    assert spelled(likeliest, symbols) in view.likeliest.text()
    many = truth(view, Futures("output", prefix, 8, 1_000, panel.temperature, panel.seed))
    first = [branch for branch in view.futures.branches if branch.depth == 1]
    for branch in first:
        assert branch.count == (many["symbols"][:, 0] == branch.symbol).sum()
    assert sum(branch.count for branch in first) == 1_000


def test_temperature_and_draws_are_chosen(open_page, workspace, qtbot):
    view = open_page("next")
    before = view.drawn.text()
    QTest.mouseClick(view.panel.again, Qt.MouseButton.LeftButton)
    settle(workspace, qtbot)
    assert view.drawn.text() != before
    view.panel.slider.setValue(0)
    settle(workspace, qtbot)
    assert view.drawn.text() == view.likeliest.text()
    assert len([branch for branch in view.futures.branches if branch.depth == 1]) == 1


def test_what_is_written_is_the_example_in_hand(open_page, workspace, document, qtbot):
    view = open_page("next")
    edit = view.panel.prefix.edit
    edit.setText("abcd?ab!")
    QTest.keyClick(edit, Qt.Key.Key_Return)
    settle(workspace, qtbot)
    data = view.subject.data
    assert "".join(data.symbols[int(place)] for place in document.model.example.values) == "aabcd?ab"
    assert "!" in view.panel.prefix.refusal.text()
    assert "aabcd?ab" in view.drawn.text().replace("</span>", "")


def test_what_is_written_is_read_when_the_field_is_left(open_page, workspace, document, qtbot):
    view = open_page("next")
    edit = view.panel.prefix.edit
    view.window().activateWindow()
    edit.setFocus()
    qtbot.waitUntil(edit.hasFocus)
    view.panel.again.setFocus()
    assert document.model.example.values == (), "Nothing was written."
    edit.setFocus()
    edit.selectAll()
    QTest.keyClicks(edit, "dcba")
    view.panel.again.setFocus()
    settle(workspace, qtbot)
    assert "".join(view.subject.data.symbols[int(place)] for place in document.model.example.values)[-4:] == "dcba"
    assert "dcba" in view.drawn.text().replace("</span>", "")
    document.undo_stack.undo()
    settle(workspace, qtbot)
    assert document.model.example.values == ()


def test_a_network_that_does_not_write_says_so(open_page, workspace):
    view = open_page("next", data=DataSpec("recall", {"letters": 6, "delay": 6, "samples": 100}))
    assert view.content.sentence
    assert "next" not in workspace.inside
    assert "wheel" in workspace.inside


# Units and phrases


def test_a_phrase_is_drawn_with_the_mouse_and_found_elsewhere(open_page, workspace, document, qtbot):
    view = open_page("phrases")
    hidden = np.abs(view._hidden())
    # The unit and step that stand out most from their neighbours.
    step, unit = divmod(int(np.argmax(hidden[1:-1] - np.maximum(hidden[:-2], hidden[2:]))), hidden.shape[1])
    step += 1
    box = view.map
    QTest.mousePress(box, Qt.MouseButton.LeftButton, pos=box.cell(step + 1, 0).center().toPoint())
    QTest.mouseMove(box, box.cell(step, 0).center().toPoint())
    assert view.span == (step, step + 2)
    QTest.mouseMove(box, box.cell(step + 1, 0).center().toPoint())
    QTest.mouseRelease(box, Qt.MouseButton.LeftButton, pos=box.cell(step + 1, 0).center().toPoint())
    QTest.mouseClick(box, Qt.MouseButton.LeftButton, pos=box.cell(step, 0).center().toPoint())
    assert view.span == (step, step + 1)
    view.panel.slider.setValue(int(hidden[step, unit] * 100))
    assert unit in view.units
    on = hidden >= view.panel.threshold
    for one in view.units:
        assert on[step, one]
        assert not on[[step - 1, step + 1], one].any()
    settle(workspace, qtbot)
    assert view.list.count() > 0
    reading = view._reading(view._matches())
    view._take_in_hand(view.list.item(0))
    assert document.model.example == Example("train", int(reading["places"][0]))
    assert view.span == tuple(reading["spans"][0].tolist())


def test_the_first_phrase_is_one_in_which_units_are_on(open_page):
    view = open_page("phrases")
    hidden = view._hidden()
    assert view.span == most_telling(hidden, view.panel.threshold)
    assert view.units == on_only_there(hidden, *view.span, view.panel.threshold)


# Take the wheel


@pytest.mark.parametrize("kind", ["gru", "lstm"])
def test_both_runs_are_the_engines(open_page, workspace, qtbot, kind):
    graph = reader(kind)
    view = open_page("wheel", graph)
    view.second.go_to(STEPS - 1, 2)
    view._show_place()
    view.panel.slider.setValue(-100)
    settle(workspace, qtbot)
    touch = Touch("hidden", STEPS - 1, 2, -1.0)
    assert view.touches == (touch,)
    expected = truth(view, Steered("memory", (touch,)), graph)
    np.testing.assert_array_equal(view.second.values, expected["hidden"][0])
    assert view.second.values[STEPS - 1, 2] == -1.0
    assert not np.array_equal(view.second.values, view.first.values)
    prefix = tuple(view._raw().astype(int).tolist())
    written = truth(view, Wheel("output", "memory", prefix, prefix, (touch,), 60), graph)["symbols"]
    for label, row in zip(view.texts, written, strict=True):
        assert label.text().endswith(spelled(row, view.subject.data.symbols))


def test_changes_are_taken_back(open_page, workspace, qtbot):
    view = open_page("wheel")
    view.second.go_to(3, 1)
    view._show_place()
    view.panel.slider.setValue(90)
    view.panel.slider.setValue(70)
    assert [change.value for change in view.changes] == [0.7], "one gesture is one change"
    symbol = (int(view._raw()[3]) + 1) % 6
    view.panel.swapped.emit(symbol)
    settle(workspace, qtbot)
    assert view.second.labels[3] == view.subject.data.symbols[symbol]
    assert view.first.labels[3] != view.second.labels[3]
    QTest.mouseClick(view.panel.back, Qt.MouseButton.LeftButton)
    assert view.swaps == {}
    QTest.mouseClick(view.panel.clear, Qt.MouseButton.LeftButton)
    settle(workspace, qtbot)
    np.testing.assert_array_equal(view.first.values, view.second.values)
    assert not view.panel.back.isEnabled()


def test_a_gate_goes_from_0_to_1(open_page):
    view = open_page("wheel", reader("lstm"))
    box = view.panel.value_box
    box.setCurrentIndex(box.findData("forget_gate"))
    box.activated.emit(box.currentIndex())
    view._show_place()
    assert (view.panel.slider.minimum(), view.panel.slider.maximum()) == (0, 100)


def test_maps_choose_the_same_place(open_page):
    view = open_page("wheel")
    QTest.mouseClick(view.first, Qt.MouseButton.LeftButton, pos=view.first.cell(5, 3).center().toPoint() + QPoint(0, 0))
    assert view.second.at == (5, 3)
