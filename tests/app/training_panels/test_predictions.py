"""What the network says, as surface, matrix, report and plots."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.document.document import Document
from app.numbers import typeset
from app.training.session import TrainingSession
from app.widgets.loss_plot import LossPlot
from app.widgets.predictions import PredictionsPanel
from app.widgets.predictions.confusion import confusion
from app.widgets.predictions.panel import SIDES
from app.widgets.predictions.scatter import PredictedScatter
from engine.adversarial import fgsm
from engine.data import DataSpec
from engine.graph import Graph, LayerSpec, Link
from engine.network import Network
from engine.project import Project
from engine.report import class_report
from engine.training import TrainingSettings
from tests.app.training_panels.projects import XOR, Open, network

IRIS = Project("iris", network(4, 3, "categorical_cross_entropy"), DataSpec("iris"), TrainingSettings(epochs=3))
DIABETES = Project("diabetes", network(10, 1, "mean_squared_error"), DataSpec("diabetes"), TrainingSettings(epochs=3))
PLANE = Project("plane", network(2, 1, "mean_squared_error"), DataSpec("plane", {"samples": 100}),
                TrainingSettings(epochs=3))


@pytest.fixture
def answered(session: TrainingSession, qtbot: QtBot) -> Callable[[], None]:
    """Waits until everything that panels ask is answered and drawn."""
    return lambda: qtbot.waitUntil(lambda: session.is_settled)


def test_the_surface_is_what_the_network_predicts(show: Callable, session: TrainingSession, trained: Open) -> None:
    panel = show(PredictionsPanel(session))
    latest = trained(XOR).latest
    assert panel.view.currentData() is panel.surface
    assert panel.surface._image.image.shape == (SIDES[-1], SIDES[-1], 4)
    network = Network(latest.graph)
    points = panel.surface.plane(SIDES[-1]).points()
    x, y = points[np.abs(points - (2.0, -1.0)).sum(axis=1).argmin()]
    chance = network.predict(latest.parameters, latest.data.transform(np.array([[x, y]])))[0, 0]
    winner, share = ("1", chance) if chance > 0.5 else ("0", 1 - chance)
    place = ", ".join(f"{name} = {typeset(f'{value:.3g}')}" for name, value in (("x1", x), ("x2", y)))
    assert panel.surface.sentence_at(2.0, -1.0) == f"{place}: class {winner}, {share:.1%}"


def test_a_regression_in_the_plane_has_a_surface_too(show: Callable, session: TrainingSession, trained: Open) -> None:
    panel = show(PredictionsPanel(session))
    trained(PLANE)
    assert panel.view.currentData() is panel.surface
    assert "predicts" in panel.surface.sentence_at(1.0, 1.0)


def test_the_confusion_matrix_counts_every_example_of_the_part(
        show: Callable, session: TrainingSession, trained: Open, answered: Callable) -> None:
    panel = show(PredictionsPanel(session))
    data = trained(IRIS).latest.data
    assert panel.view.currentData() is panel.matrix
    for part in ("train", "test"):
        panel.part.setCurrentIndex(panel.part.findData(part))
        answered()
        examples = getattr(data, part)
        assert np.array_equal(panel.matrix.counts.sum(axis=1), examples.targets.sum(axis=0))
    assert "setosa" in panel.matrix._names


def test_the_report_has_the_figures_of_every_class_and_is_copied_as_text(
        show: Callable, session: TrainingSession, trained: Open, qtbot: QtBot) -> None:
    panel = show(PredictionsPanel(session))
    latest = trained(IRIS).latest
    test = latest.data.test
    panel.view.setCurrentIndex(panel.view.findData(panel.report))
    qtbot.waitUntil(lambda: panel.report.rowCount() == 4, timeout=10_000)
    report = class_report(Network(latest.graph).predict(latest.parameters, test.inputs), test.targets,
                          latest.data.class_names)
    shown = [panel.report.item(0, column).text() for column in range(5)]
    assert shown == ["–" if np.isnan(figure) else f"{figure:.3f}" for figure in report.rows[0][1][:4]] + [
        f"{report.rows[0][1][4]:.0f}"]
    name, *copied = panel.report.text().splitlines()[1].split("\t")
    assert name == "setosa"
    np.testing.assert_allclose([float(figure) for figure in copied], report.rows[0][1], rtol=1e-8)
    panel.report.resize(250, 200)
    assert panel.report.horizontalHeader().length() <= 250, "all figures are in sight in a narrow dock"
    assert [panel.report.horizontalHeaderItem(place).toolTip() for place in range(2)] == ["Precision", "Recall"]


def test_the_roc_curve_is_that_of_the_examples_of_the_part(
        show: Callable, session: TrainingSession, trained: Open, qtbot: QtBot) -> None:
    panel = show(PredictionsPanel(session))
    trained(IRIS)
    panel.view.setCurrentIndex(panel.view.findData(panel.roc))
    qtbot.waitUntil(lambda: len(panel.roc.item.listDataItems()) == 3, timeout=10_000)


def test_an_example_is_attacked_as_the_engine_does(
        show: Callable, session: TrainingSession, trained: Open, answered: Callable) -> None:
    panel = show(PredictionsPanel(session))
    latest = trained(IRIS).latest
    data, network = latest.data, Network(latest.graph)
    panel.view.setCurrentIndex(panel.view.findData(panel.attack))
    panel.attack.example.setValue(3)
    panel.attack.strength.setValue(panel.attack.strength.maximum())
    answered()
    epsilon, attack = panel.attack.epsilon, panel.attack.pictures._attack
    one, true = data.test.inputs[2:3], data.test.targets[2:3]
    moved = fgsm(network, latest.parameters, one, true, epsilon, data.train.inputs.min(0), data.train.inputs.max(0))
    np.testing.assert_allclose(attack.after, moved[0], rtol=1e-6)
    said = network.predict(latest.parameters, moved)[0]
    assert panel.attack.sentence.text().endswith(
        f"now it says {data.class_names[said.argmax()]} ({said.max():.0%}).")
    assert data.class_names[true.argmax()] in panel.caption.text()
    panel.attack.strength.setValue(0)
    answered()
    assert np.array_equal(panel.attack.pictures._attack.after, panel.attack.pictures._attack.before)


def test_each_head_is_shown_by_itself(
        show: Callable, session: TrainingSession, trained: Open, answered: Callable) -> None:
    graph = Graph(
        (*IRIS.graph.layers, LayerSpec("one", "dense", {"units": 1, "activation": "sigmoid"}),
         LayerSpec("output_2", "output", {"loss": "binary_cross_entropy", "columns": "setosa"})),
        (*IRIS.graph.links, Link("dense_1", "one"), Link("one", "output_2")))
    panel = show(PredictionsPanel(session))
    data = trained(replace(IRIS, graph=graph)).latest.data
    assert [panel.head.itemText(place) for place in range(panel.head.count())] == ["output_1", "output_2"]
    panel.head.setCurrentIndex(1)
    answered()
    assert panel.matrix._names[1] == "setosa"
    assert panel.matrix.counts.sum(axis=1).tolist() == [(data.test.targets[:, 0] == kind).sum() for kind in (0, 1)]


def test_counts_stand_in_the_row_of_the_truth() -> None:
    counts = confusion(np.array([0, 0, 1, 2]), np.array([0, 1, 1, 0]), 3)
    assert counts.tolist() == [[1, 1, 0], [0, 1, 0], [1, 0, 0]]


def test_a_regression_shows_predictions_in_the_targets_own_units(
        show: Callable, session: TrainingSession, trained: Open) -> None:
    panel = show(PredictionsPanel(session))
    latest = trained(DIABETES).latest
    assert panel.view.currentData() is panel.scatter
    x, y = panel.scatter._dots.getData()
    test = latest.data.test
    assert np.allclose(x, latest.data.restore_targets(test.targets)[:, 0])
    predicted = Network(latest.graph).predict(latest.parameters, test.inputs)
    assert np.allclose(y, latest.data.restore_targets(predicted)[:, 0])
    assert panel.caption.text().startswith("R²")


@pytest.mark.parametrize("hidden", [0, 1])
def test_of_dots_that_lie_over_each_other_the_one_that_is_pointed_at_is_taken(qtbot: QtBot, hidden: int) -> None:
    scatter = PredictedScatter()
    qtbot.addWidget(scatter)
    scatter.resize(300, 240)
    values = np.array([0.5, 0.502, 0.0, 1.0])
    scatter.set_values(values, values, "y")
    with qtbot.waitExposed(scatter):
        scatter.show()
    at = scatter.item.vb.mapViewToScene(QPointF(values[hidden], values[hidden]))
    with qtbot.waitSignal(scatter.chosen) as chosen:
        QTest.mouseClick(scatter.viewport(), Qt.MouseButton.LeftButton, pos=scatter.mapFromScene(at))
    assert chosen.args == [hidden]


def test_points_are_shown_while_the_network_is_broken(
        show: Callable, session: TrainingSession, document: Document, qtbot: QtBot) -> None:
    panel = show(PredictionsPanel(session))
    document.remove(["dense_1"])
    qtbot.waitUntil(lambda: session.state == "empty")
    assert panel.area.sentence == ""
    assert len(panel.surface._dots[1].getData()[0]) > 0
    assert "when the network can be trained" in panel.caption.text()


def test_every_panel_shows_the_weights_at_which_training_stopped(
        show: Callable, session: TrainingSession, trained: Open) -> None:
    panel, plot = show(PredictionsPanel(session)), show(LossPlot(session))
    latest = trained(replace(XOR, training=TrainingSettings(epochs=300))).latest
    assert panel._snapshot is latest
    assert len(plot.loss_curves._curves[0].getData()[0]) == 300
