"""The page that teaches layer after layer: live, with the engine's numbers, and its network in the drawing."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.workspaces.generative import stack_view
from engine.errors import LaderaError
from engine.generative.greedy import GreedyRun
from engine.network import Network

SMALL = {"layers": 2, "units": 12, "epochs": 2, "labels": 3, "tuning": 2, "seed": 4}


@pytest.fixture
def stack(workspace):
    workspace.show_page("stack")
    workspace.stack_panel.form.set_values(SMALL)
    workspace.stack.player.restart()
    return workspace.stack


def test_it_is_taught_and_fine_tuned_to_its_end_with_the_numbers_of_the_engine(stack, workspace, qtbot):
    assert "Press Learn" in stack.content.sentence
    assert not workspace.stack_panel.take.isEnabled()
    QTest.mouseClick(workspace.stack_panel.play, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: stack.player.is_over and workspace.settled, timeout=60_000)
    *_, wanted = GreedyRun(workspace.stack_panel.settings)
    moment = stack.player.moment
    np.testing.assert_array_equal(moment.accuracies, wanted.accuracies)
    np.testing.assert_array_equal(moment.samples, wanted.samples)
    assert [view.isVisible() for view in stack.layers] == [True, True, False, False, False]
    np.testing.assert_array_equal(stack.layers[0].tiles[0],
                                  moment.stages[0].network.machines[0].weights[:, 0].reshape(8, 8))
    assert f"{moment.accuracies[-1, 0]:.1%}" in workspace.stack_panel.said.text()
    assert set(stack.arrays()) >= {"weights_1", "weights_2", "samples", "accuracies"}


def test_step_by_step_each_layer_can_be_seen(stack, workspace, qtbot):
    seen = []
    for _ in range(3):
        QTest.mouseClick(workspace.stack_panel.step, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda: workspace.settled, timeout=30_000)
        seen.append([(stage.layer, stage.epoch) for stage in stack.player.moment.stages])
    assert seen == [[(0, 1)], [(0, 2)], [(0, 2), (1, 1)]]
    workspace.stack_panel.form.editor("units").edited.emit(9)
    assert stack.player.moment is None


def test_the_network_of_the_machines_is_put_into_the_drawing_and_taken_back(stack, workspace, document, qtbot):
    before = document.model.project
    QTest.mouseClick(workspace.stack_panel.play, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: stack.player.is_over and workspace.settled, timeout=60_000)
    QTest.mouseClick(workspace.stack_panel.take, Qt.MouseButton.LeftButton)
    project, run = document.model.project, stack.player.run
    assert [spec.kind for spec in project.graph.order()] == ["input", "dense", "dense", "dense", "output"]
    data = run.data
    values = Network(project.graph).activations(project.parameters, data.test.inputs[:20])
    wanted = stack.player.moment.stages[-1].network.up(data.test.raw[:20] / 16)
    np.testing.assert_allclose(values["hidden_2"], wanted, atol=1e-4)
    qtbot.waitUntil(lambda: workspace._session.state == "ready", timeout=30_000)
    document.undo_stack.undo()
    assert document.model.project.graph == before.graph


def test_what_breaks_off_says_why_and_begins_anew(stack, workspace, qtbot, monkeypatch):
    class Broken(GreedyRun):
        def __iter__(self):
            yield next(super().__iter__())
            raise LaderaError("There is no memory left.")

    monkeypatch.setattr(stack_view, "GreedyRun", Broken)
    QTest.mouseClick(workspace.stack_panel.play, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: workspace.settled, timeout=30_000)
    assert workspace.stack_panel.error.text() == "There is no memory left."
    monkeypatch.setattr(stack_view, "GreedyRun", GreedyRun)
    QTest.mouseClick(workspace.stack_panel.play, Qt.MouseButton.LeftButton)
    assert workspace.stack_panel.error.text() == ""
    qtbot.waitUntil(lambda: stack.player.is_over and workspace.settled, timeout=60_000)
