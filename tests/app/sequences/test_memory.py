"""How far does it remember: the curve is the engine's, and three kinds are trained beside each other."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.workspaces.sequences.memory_plot import NOW, seen
from engine.network import Network
from engine.probes.memory import FEW, Memory
from engine.sequences import CELLS
from tests.app.sequences.conftest import STEPS, reader


def test_the_curve_is_the_engines(open_page):
    graph = reader("lstm")
    view = open_page("memory", graph)
    session = view._session
    rows = FEW.rows(len(session.data.train))
    probe = Memory("memory")
    truth = Network(graph).probe(session.latest.parameters, probe, inputs=session.data.train.inputs[rows],
                                 targets=session.data.train.targets[rows])[probe]
    for name in ("hidden", "cell"):
        drawn = view.plot._lines[NOW, name]
        np.testing.assert_allclose(drawn.getOriginalDataset()[1], truth[name], rtol=1e-5)
    assert view.panel.says.text().startswith("This network")


def test_what_has_faded_to_nothing_has_no_place():
    assert np.isnan(seen(np.array([1.0, 0.0, 1e-40]))).tolist() == [False, True, True]


@pytest.mark.thorough
def test_three_kinds_are_trained_beside_each_other(open_page, qtbot, workspace):
    view = open_page("memory", epochs=2)
    step = workspace._session.latest.step
    QTest.mouseClick(view.panel.begin, Qt.MouseButton.LeftButton)
    assert not view.panel.begin.isEnabled()
    qtbot.waitUntil(lambda: len(view.heats) == 3 and all(heats[-1].over for heats in view.heats.values())
                    and not view.work.busy, timeout=120_000)
    assert view.panel.begin.isEnabled()
    assert {kind for kind, _ in view.plot.shown()} == {NOW, *CELLS}
    for heats in view.heats.values():
        assert heats[-1].epochs == 2
        assert len(heats[-1].memory["hidden"]) == STEPS
        assert [heat.moment is not None for heat in heats] == [False] * (len(heats) - 1) + [True]
    assert workspace._session.latest.step == step, "the training itself has moved"
    arrays = view.arrays()
    np.testing.assert_array_equal(arrays["gru/losses"], [heat.loss for heat in view.heats["gru"]])


@pytest.mark.thorough
def test_the_three_can_be_ended(open_page, qtbot):
    view = open_page("memory", epochs=400)
    view.begin()
    qtbot.waitUntil(lambda: any(len(heats) > 1 for heats in view.heats.values()), timeout=60_000)
    QTest.mouseClick(view.panel.bar.cancel, Qt.MouseButton.LeftButton)
    assert not view.work.busy
    assert view.plot.shown()
    assert view.panel.begin.isEnabled()


def test_another_network_begins_without_them(open_page, qtbot):
    view = open_page("memory")
    view.begin()
    open_page("memory", reader("simple_rnn"))
    assert not view.work.busy
    assert view.heats == {}
