"""Encoder and decoder: both runs are the engine's, and what a person changes is what the second one does."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from engine.data import DataSpec, load
from engine.network import Network
from engine.probes.attention import Look
from engine.sequences.translation import Translation, leaning
from engine.sequences.with_attention import WITH, WITHOUT
from engine.templates import TEMPLATES, Given
from tests.app.sequences.conftest import reader

DATA = DataSpec("reversing", {"asked": "row", "letters": 4, "length": 4, "samples": 300})
TRAINING = {"optimizer": "adam", "optimizer_settings": {"learning_rate": 0.01}}


@pytest.fixture
def page(open_page):
    """The page with a network of a template."""
    def opened(template: str = "seq2seq_attention", **training):
        graph = TEMPLATES[template].network(Given.of(load(DATA)))
        return open_page("translation", graph, DATA, **TRAINING | training)
    return opened


def answer(view, probe):
    """What the engine says of a probe with the weights of now."""
    session = view._session
    return Network(session.latest.graph).probe(session.latest.parameters, probe)[probe]


def settled(qtbot, view):
    qtbot.waitUntil(lambda: view._session.is_settled, timeout=30_000)


@pytest.mark.parametrize("template", ["seq2seq", "seq2seq_attention", "transformer"])
def test_what_is_shown_is_what_the_engine_writes_on_its_own(page, template, qtbot):
    view = page(template)
    found: Translation = view.subject
    reading = answer(view, found.beams(view._raw(), 3))
    row = "".join(found.written(reading["symbols"][0].tolist()))
    assert f"→ “{row}”" in view.said[0].text()
    np.testing.assert_allclose(view.arrays()["untouched/scores"], reading["scores"], rtol=1e-5)
    assert "Exact matches" in view.panel.says.text()
    assert view.matrices[0].isVisibleTo(view) == (template != "seq2seq")
    if template == "seq2seq_attention":
        weights = reading[f"attention/{view.panel.layer}"]
        np.testing.assert_allclose(view.matrices[0].weights[0], weights[0, :len(row)], atol=1e-6)
        ribbons = view.ribbons[0]
        assert ribbons.width_of(0, 1) == pytest.approx(2 * ribbons.width_of(0, 0) * weights[0, 0, 1]
                                                       / (2 * weights[0, 0, 0]), rel=1e-4)
    if template == "transformer":
        assert len(view.matrices[0].weights) == 4
        assert view.matrices[0].causal


def test_a_click_has_a_step_look_there_and_a_slider_says_how_much(page, qtbot):
    view = page()
    matrix, layer = view.matrices[1], view.panel.layer
    before = view.arrays()[f"untouched/attention/{layer}"]
    QTest.mouseClick(matrix, Qt.MouseButton.LeftButton, pos=matrix.cell(0, 0, 2).center().toPoint())
    settled(qtbot, view)
    assert view.looks == (Look(layer, 0, 0, (0.0, 0.0, 1.0, 0.0)),)
    np.testing.assert_allclose(matrix.weights[0, 0], [0, 0, 1, 0], atol=1e-6)
    assert matrix.touched == {(0, 0)}
    np.testing.assert_allclose(view.matrices[0].weights[0, 0], before[0, 0], atol=1e-6)
    view.panel.slider.setValue(50)
    settled(qtbot, view)
    assert view.looks[0].weights == pytest.approx(leaning(before[0, 0], 2, 0.5))
    QTest.mouseClick(view.panel.clear, Qt.MouseButton.LeftButton)
    settled(qtbot, view)
    assert view.looks == ()
    assert view.said[0].text() == view.said[1].text()


def test_a_swapped_symbol_and_a_prefix_change_the_second_run_alone(page, qtbot):
    view = page()
    found, untouched = view.subject, view.said[0].text()
    view.panel.source.setText("abc")
    view.panel.prefix.setText("da")
    QTest.keyClick(view.panel.prefix, Qt.Key.Key_Return)
    settled(qtbot, view)
    raw = view._raw().copy()
    blank = found.data.symbols.index("·")
    raw[:found.length] = [0, 1, 2, blank]
    reading = answer(view, found.beams(raw, 3, (3, 0)))
    assert f"“abc” → “{''.join(found.written(reading['symbols'][0].tolist()))}”" in view.said[1].text()
    assert view.said[0].text() == untouched
    assert view.tree.path(0, 1) == "da"


def test_a_beam_is_a_tree_with_log_probabilities(page, qtbot):
    view = page()
    view.panel.width_box.setValue(1)
    settled(qtbot, view)
    assert view.tree.symbols.shape[0] == 1
    assert "greedy" in view.tree_title.text()
    view.panel.width_box.setValue(4)
    settled(qtbot, view)
    assert view.tree.symbols.shape[0] == 4
    assert "log-probability" in view.tree.says(0, 0)
    best = int(np.argmax(view.tree.scores[:, -1]))
    assert view.tree.scores[best, -1] == pytest.approx(view.arrays()["changed/scores"][0])


def test_another_network_is_told_what_the_page_is_for(open_page):
    view = open_page("translation", reader())
    assert "does not read one row of symbols and write another" in view.explain(view.subject)


@pytest.mark.thorough
def test_with_and_without_attention_are_trained_beside_each_other(page, qtbot):
    view = page(epochs=2)
    QTest.mouseClick(view.panel.begin, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(view.laps) == 2 and all(laps[-1].over for laps in view.laps.values())
                    and not view.work.busy, timeout=120_000)
    assert {WITH, WITHOUT} == set(view.laps)
    arrays = view.arrays()
    for name in (WITH, WITHOUT):
        assert arrays[f"{name}/epochs"][-1] == 2
        assert view.laps[name][0].exact <= 1.0
