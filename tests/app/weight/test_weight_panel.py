"""Hold and bend, and whose fault: the loss along a weight and the wishes of the examples are the engine's."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.document.document import Document
from app.training.session import TrainingSession
from app.widgets.weight import WeightPanel
from engine.data import DataSpec, load
from engine.graph import LayerSpec, sequential
from engine.network import Network
from engine.project import Project
from engine.training import TrainingSettings
from tests.app.panels import at_every_moment, settle

GRAPH = sequential(
    LayerSpec("x", "input", {"shape": (2,)}), LayerSpec("hidden", "dense", {"units": 5, "activation": "tanh"}),
    LayerSpec("last", "dense", {"units": 1, "activation": "sigmoid"}),
    LayerSpec("y", "output", {"loss": "binary_cross_entropy"}))
SETTINGS = TrainingSettings(epochs=50, batch_size=10, l2=0.01, dtype="float64")
PROJECT = Project("weight", GRAPH, DataSpec("gaussian", {"samples": 60, "noise": 30}), SETTINGS)
NETWORK = Network(GRAPH, dtype="float64", l2=0.01)


@pytest.fixture
def panel(show_panel, qtbot: QtBot) -> WeightPanel:
    panel = show_panel(WeightPanel, PROJECT, 900, 340)
    panel.pick("hidden/kernel", (1, 2))
    settle(panel, qtbot)
    return panel


def objective_at(parameters: np.ndarray, weight: float) -> float:
    data, moved = load(PROJECT.data), np.array(parameters, np.float64)
    NETWORK.layout.view(moved, "hidden/kernel")[1, 2] = weight
    return NETWORK.objective(moved, data.train.inputs, data.train.targets)


def compare(panel: WeightPanel) -> None:
    parameters, data = panel._session.latest.parameters, load(PROJECT.data)
    weight = float(NETWORK.layout.view(parameters, "hidden/kernel")[1, 2])
    plot = panel.plot
    assert plot.weights[32] == pytest.approx(weight, rel=1e-12)
    for place in (0, 17, 32, 64):
        assert plot.losses[place] == pytest.approx(objective_at(parameters, plot.weights[place]), rel=1e-10)
    gradient = NETWORK.gradient(parameters, data.train.inputs, data.train.targets)
    entry = NETWORK.layout["hidden/kernel"]
    index = entry.offset + int(np.ravel_multi_index((1, 2), entry.shape))
    step = plot.weights[1] - plot.weights[0]
    np.testing.assert_allclose(np.diff(plot.tangent) / step, gradient[index], rtol=1e-8)
    curvature = NETWORK.hessian(parameters, data.train.inputs, data.train.targets)[index, index]
    np.testing.assert_allclose(np.diff(plot.parabola, 2) / step**2, curvature, rtol=1e-5)
    votes = panel.strip.votes
    assert votes.wishes.tolist() == sorted(votes.wishes.tolist(), reverse=True)
    for place, wish in zip(votes.order.tolist(), votes.wishes.tolist(), strict=True):
        plain = Network(GRAPH, dtype="float64").gradient(parameters, data.train.inputs[place:place + 1],
                                                          data.train.targets[place:place + 1])
        assert wish == pytest.approx(-plain[index], rel=1e-9, abs=1e-14)


def test_loss_tangent_parabola_and_wishes_are_the_engines(panel: WeightPanel, session: TrainingSession,
                                                          document: Document, qtbot: QtBot):
    at_every_moment(document, session, qtbot, "hidden/kernel", lambda: (settle(panel, qtbot), compare(panel)))


def drag_line(panel: WeightPanel, weight: float) -> None:
    """With the mouse, from where the line stands to another weight."""
    plot, box = panel.plot, panel.plot.item.vb
    middle = np.mean(box.viewRange()[1])
    start, end = (plot.mapFromScene(box.mapViewToScene(QPointF(x, middle))) for x in (plot.line.value(), weight))
    viewport = plot.viewport()
    QTest.mouseMove(viewport, start)
    QTest.mousePress(viewport, Qt.MouseButton.LeftButton, pos=start)
    for share in (0.2, 0.5, 0.8, 1.0):
        QTest.mouseMove(viewport, QPoint(round(start.x() + share * (end.x() - start.x())), start.y()))
        QTest.qWait(30)
    assert plot.is_held
    assert f"{plot.losses[plot.place]:.6g}" in panel.words.text()
    QTest.mouseRelease(viewport, Qt.MouseButton.LeftButton, pos=QPoint(end.x(), start.y()))


def test_a_weight_is_dragged_and_let_go_and_can_be_taken_back(
        panel: WeightPanel, document: Document, session: TrainingSession, qtbot: QtBot):
    before = np.array(session.latest.parameters)
    drag_line(panel, panel.plot.weights[50])
    place = panel.plot.place
    assert abs(place - 50) <= 2
    promised = panel.plot.losses[place]
    settle(panel, qtbot)
    after = session.latest.parameters
    assert np.flatnonzero(after != before).tolist() == [NETWORK.layout["hidden/kernel"].offset + 7]
    assert panel.plot.losses[32] == pytest.approx(promised, rel=1e-12)
    compare(panel)
    document.undo_stack.undo()
    qtbot.waitUntil(lambda: np.array_equal(session.latest.parameters, before))
    settle(panel, qtbot)
    compare(panel)


def test_the_keyboard_holds_and_lets_go_too(panel: WeightPanel, session: TrainingSession, qtbot: QtBot):
    panel.plot.setFocus()
    for _ in range(5):
        QTest.keyClick(panel.plot, Qt.Key.Key_Right)
    wanted = panel.plot.weights[37]
    QTest.keyClick(panel.plot, Qt.Key.Key_Return)
    settle(panel, qtbot)
    assert NETWORK.layout.view(session.latest.parameters, "hidden/kernel")[1, 2] == pytest.approx(wanted, rel=1e-12)


def test_while_a_training_runs_the_weight_is_held_but_not_set(
        panel: WeightPanel, document: Document, session: TrainingSession, qtbot: QtBot):
    session.set_speed(50.0)
    session.play()
    qtbot.waitUntil(lambda: session.state == "running" and session.latest.step > 3)
    panel.plot.hold(50)
    assert "Pause" in panel.words.text()
    panel.plot.drop()
    assert not document.undo_stack.canUndo()
    session.pause()
    qtbot.waitUntil(lambda: session.state == "paused")
    settle(panel, qtbot)
    compare(panel)


def test_how_far_one_looks_is_chosen(panel: WeightPanel, qtbot: QtBot):
    panel.reach.setFocus()
    before = panel.plot.weights[-1] - panel.plot.weights[0]
    QTest.keyClick(panel.reach, Qt.Key.Key_PageUp)
    settle(panel, qtbot)
    assert panel.plot.weights[-1] - panel.plot.weights[0] > 5 * before
    compare(panel)


def test_a_click_on_a_wish_takes_its_example_in_hand(
        panel: WeightPanel, document: Document, session: TrainingSession, qtbot: QtBot):
    votes = panel.strip.votes
    QTest.mouseClick(panel.strip, Qt.MouseButton.LeftButton, pos=QPoint(1, 20))
    assert (session.example.part, session.example.place) == ("train", int(votes.order[0]))
    QTest.mouseClick(panel.strip, Qt.MouseButton.LeftButton, pos=QPoint(panel.strip.width() - 1, 20))
    assert session.example.place == int(votes.order[-1])
    table = panel.table
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton,
                     pos=table.visualRect(table.votes.index(1, 0)).center())
    assert session.example.place == int(votes.order[1])
    texts = [table.votes.data(table.votes.index(1, column)) for column in range(3)]
    assert texts[0] == str(session.example.place + 1)
    document.undo_stack.undo()
    assert session.example.place == int(votes.order[-1])


def test_the_count_of_the_votes_is_said(panel: WeightPanel):
    wishes = panel.strip.votes.wishes
    assert str(int((wishes > 0).sum())) in panel.votes_say.text()
    assert str(len(wishes)) in panel.votes_say.text()


def test_in_a_low_dock_the_plot_gives_way_to_the_words(panel: WeightPanel, qtbot: QtBot):
    panel.resize(700, 200)
    qtbot.waitUntil(lambda: panel.height() == 200)
    qtbot.waitUntil(lambda: panel.plot.geometry().bottom() < panel.words.geometry().top())
    assert panel.words.height() >= panel.words.heightForWidth(panel.words.width())
