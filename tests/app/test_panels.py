"""What the panels show of a training, and what they do to the document."""

from __future__ import annotations

import csv
import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.document.document import Document
from app.speeds import SPEEDS, WATCHED
from app.training.session import TrainingSession
from app.widgets.data_panel import DataPanel
from app.widgets.decimate import decimate
from app.widgets.loss_plot import LossPlot
from app.widgets.predictions import PredictionsPanel
from app.widgets.predictions.confusion import confusion
from app.widgets.predictions.panel import SIDES
from app.widgets.training_bar import TrainingBar
from engine.adversarial import fgsm
from engine.data import DataSpec
from engine.errors import FormatError
from engine.graph import Graph, LayerSpec, Link, sequential
from engine.network import Network
from engine.project import Project
from engine.report import class_report
from engine.training import TrainingSettings
from engine.training.gradient_norms import weighted_layers


def network(inputs: int, outputs: int, loss: str) -> Graph:
    return sequential(
        LayerSpec("input_1", "input", {"shape": (inputs,)}),
        LayerSpec("dense_1", "dense", {"units": 4, "activation": "tanh"}),
        LayerSpec("dense_2", "dense", {"units": outputs}),
        LayerSpec("output_1", "output", {"loss": loss}),
    )


XOR = Project("xor", network(2, 1, "binary_cross_entropy"),
              DataSpec("xor", {"samples": 100}, validation_fraction=0.2), TrainingSettings(epochs=3))
IRIS = Project("iris", network(4, 3, "categorical_cross_entropy"), DataSpec("iris"), TrainingSettings(epochs=3))
DIABETES = Project("diabetes", network(10, 1, "mean_squared_error"), DataSpec("diabetes"), TrainingSettings(epochs=3))
PLANE = Project("plane", network(2, 1, "mean_squared_error"), DataSpec("plane", {"samples": 100}),
                TrainingSettings(epochs=3))

Open = Callable[[Project], TrainingSession]


@pytest.fixture
def document(document: Document) -> Document:
    document.model.load(XOR)
    return document


@pytest.fixture
def session(session: TrainingSession, qtbot: QtBot) -> TrainingSession:
    qtbot.waitUntil(lambda: session.latest is not None, timeout=20_000)
    return session


@pytest.fixture
def show(document: Document, session: TrainingSession, qtbot: QtBot) -> Callable[[QWidget], QWidget]:
    def show(panel: QWidget) -> QWidget:
        qtbot.addWidget(panel)
        panel.resize(500, 400)
        panel.show()
        qtbot.waitExposed(panel)
        return panel

    return show


@pytest.fixture
def trained(document: Document, session: TrainingSession, qtbot: QtBot) -> Open:
    """Opens a project and trains it to its last epoch."""

    def trained(project: Project) -> TrainingSession:
        document.model.load(project)
        qtbot.waitUntil(lambda: session.latest is not None and session.latest.graph is project.graph)
        session.play()
        qtbot.waitUntil(lambda: session.state == "finished")
        qtbot.waitUntil(lambda: session.is_settled)
        return session

    return trained


@pytest.fixture
def answered(session: TrainingSession, qtbot: QtBot) -> Callable[[], None]:
    """Waits until everything that panels ask is answered and drawn."""
    return lambda: qtbot.waitUntil(lambda: session.is_settled)


# Loss


def test_the_loss_plot_says_what_to_do_until_there_is_an_epoch(
        show: Callable, session: TrainingSession, trained: Open) -> None:
    plot = show(LossPlot(session))
    assert "Press Train" in plot.area.sentence
    trained(XOR)
    assert plot.area.sentence == ""
    assert list(plot.loss_curves._curves[0].getData()[0]) == [1, 2, 3]


def test_the_loss_plot_draws_the_engines_numbers_and_exports_them(
        show: Callable, session: TrainingSession, trained: Open, tmp_path: Path) -> None:
    plot = show(LossPlot(session))
    history = trained(XOR).latest.history
    assert np.array_equal(plot.loss_curves._curves[1].getData()[1], history["validation_loss"])
    assert np.array_equal(plot.metric_curves._curves[0].getData()[1], history["metric"])
    plot.export_csv(tmp_path / "history.csv")
    with (tmp_path / "history.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert [float(row["loss"]) for row in rows] == history["loss"].tolist()
    first = weighted_layers(XOR.graph)[0]
    assert [float(row[f"gradient_norm/{first}"]) for row in rows] == history["gradient_norm_1"].tolist()
    with pytest.raises(FormatError, match="there is no folder"):
        plot.export_csv(tmp_path / "nowhere" / "history.csv")


def test_the_learning_rate_is_a_curve_that_can_be_chosen(
        show: Callable, session: TrainingSession, trained: Open) -> None:
    plot = show(LossPlot(session))
    schedule = replace(XOR.training, schedule="exponential", schedule_settings={"gamma": 0.5})
    history = trained(replace(XOR, training=schedule)).latest.history
    assert plot.rate_curve.isHidden()
    plot._rate.click()
    assert plot.rate_curve.isVisible()
    drawn = plot.rate_curve._curves[0].getData()[1]
    assert np.array_equal(drawn, history["learning_rate"])
    assert drawn[1] == 0.5 * drawn[0]


def test_the_crosshair_reads_the_epoch_under_it(show: Callable, session: TrainingSession, trained: Open) -> None:
    plot = show(LossPlot(session))
    history = trained(XOR).latest.history
    epoch, values = plot.loss_curves.point_at(2.2)
    assert epoch == 2
    assert values == (history["loss"][1], history["validation_loss"][1])


def test_thinning_a_curve_keeps_its_extremes() -> None:
    x = np.arange(100_000.0)
    y = np.sin(x / 1_000)
    y[54_321], y[77_777] = 9.0, -9.0
    few_x, few_y = decimate(x, y, 1_000)
    assert len(few_x) <= 1_001
    assert {9.0, -9.0} <= set(few_y)
    assert np.all(np.diff(few_x) > 0)
    assert few_x[-1] == x[-1]


def test_short_curves_are_drawn_whole() -> None:
    x = np.arange(10.0)
    assert decimate(x, x, 10)[0] is x


# Predictions


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
    assert panel.surface.sentence_at(2.0, -1.0) == f"x1 = {x:.3g}, x2 = {y:.3g}: class {winner}, {share:.1%}"


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
    assert panel.report.text().splitlines()[1].startswith("setosa\t")
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


# Training bar


def test_the_bar_shows_the_newest_numbers(show: Callable, session: TrainingSession, document: Document,
                                          trained: Open) -> None:
    bar = show(TrainingBar(session, document))
    latest = trained(XOR).latest
    readouts = bar.readouts
    assert readouts.epoch.text == "3 / 3"
    assert readouts.loss.text == f"{latest.history['loss'][-1]:.4g}"
    assert readouts.validation_score.text == f"{latest.history['validation_metric'][-1]:.1%}"
    assert (readouts.loss.name, readouts.objective.isVisible()) == ("Loss", False)


def test_the_bar_shows_the_numbers_of_the_weights_that_came_back(
        show: Callable, session: TrainingSession, document: Document, trained: Open, qtbot: QtBot,
        tmp_path: Path) -> None:
    bar = show(TrainingBar(session, document))
    wild = TrainingSettings(epochs=8, patience=100, optimizer_settings={"learning_rate": 1.0})
    latest = trained(replace(XOR, training=wild)).latest
    best = int(np.argmin(latest.history["validation_loss"]))
    assert best < 7
    assert bar.readouts.loss.name == f"Loss, epoch {best + 1}"
    assert bar.readouts.loss.text == f"{latest.history['loss'][best]:.4g}"
    assert bar.readouts.validation.text == f"{latest.history['validation_loss'][best]:.4g}"
    document.save_as(tmp_path / "best.ladera")
    document.new()
    qtbot.waitUntil(lambda: session.latest is None)
    document.open(tmp_path / "best.ladera")
    qtbot.waitUntil(lambda: session.latest is not None)
    assert bar.readouts.loss.name == f"Loss, epoch {best + 1}"
    assert bar.readouts.loss.text == f"{latest.history['loss'][best]:.4g}"


def test_with_a_penalty_the_bar_shows_the_loss_with_and_without(
        show: Callable, session: TrainingSession, document: Document, trained: Open) -> None:
    bar = show(TrainingBar(session, document))
    history = trained(replace(XOR, training=TrainingSettings(epochs=3, l2=0.1))).latest.history
    assert bar.readouts.loss.name == "Loss, no penalty"
    assert bar.readouts.objective.isVisible()
    assert bar.readouts.objective.text == f"{history['loss'][-1] + history['penalty'][-1]:.4g}"


def test_the_buttons_train(show: Callable, session: TrainingSession, document: Document, qtbot: QtBot) -> None:
    bar = show(TrainingBar(session, document))
    qtbot.mouseClick(bar.transport.step, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: session.latest.step == 1)
    qtbot.mouseClick(bar.transport.epoch, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: session.latest.epoch == 1)
    qtbot.mouseClick(bar.transport.reset, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: session.state == "ready")
    bar.activateWindow()
    qtbot.waitUntil(bar.isActiveWindow)
    qtbot.keyClick(bar, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: session.state == "finished")


def test_the_speed_slider_limits_the_steps(show: Callable, session: TrainingSession, document: Document) -> None:
    bar = show(TrainingBar(session, document))
    bar.transport.speed.setValue(SPEEDS.index(10))
    assert session.speed == 10
    bar.transport.speed.setValue(len(SPEEDS) - 1)
    assert session.speed is None


def test_all_sliders_show_one_speed_and_the_next_start_remembers_it(ladera, open_ladera, store, qtbot) -> None:
    network, landscape = (ladera.window.workspaces[name].bar.transport.speed for name in ("network", "landscape"))
    assert network.value() == landscape.value() == SPEEDS.index(None)
    network.setValue(SPEEDS.index(50))
    assert landscape.value() == SPEEDS.index(50)
    ladera.session.set_speed(60.0)  # not one of them
    assert network.value() == SPEEDS.index(100)
    network.setValue(SPEEDS.index(20))
    ladera.close()
    again = open_ladera()
    again.start()
    assert again.session.speed == 20
    store.setValue("speed", "as the crow flies")
    assert again.settings.speed == WATCHED


def test_the_bar_counts_the_minibatches_of_an_epoch(show: Callable, session: TrainingSession, document: Document,
                                                    qtbot: QtBot) -> None:
    bar = show(TrainingBar(session, document))
    document.model.load(XOR)
    qtbot.waitUntil(lambda: session.state == "ready")
    session.step()
    qtbot.waitUntil(lambda: session.latest.step == 1)
    assert bar.readouts.batch.text == f"1 / {session.latest.batches}"
    session.epoch()
    qtbot.waitUntil(lambda: session.latest.epoch == 1)
    assert bar.readouts.batch.text == f"0 / {session.latest.batches}"


def test_settings_in_the_bar_are_undo_steps(show: Callable, session: TrainingSession, document: Document,
                                            qtbot: QtBot) -> None:
    bar = show(TrainingBar(session, document))
    row = bar.settings
    box = row.editors["learning_rate"].control
    box.lineEdit().setText("0.5")
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert document.model.training_settings.optimizer_settings["learning_rate"] == 0.5
    qtbot.waitUntil(lambda: session.latest.learning_rate == 0.5)
    combo = row.editors["optimizer"].control
    combo.setCurrentIndex(combo.findData("momentum"))
    combo.activated.emit(combo.currentIndex())
    assert document.model.training_settings.optimizer == "momentum"
    document.undo_stack.undo()
    assert row.editors["optimizer"].value() == "adam"
    assert row.editors["learning_rate"].value() == 0.5
    document.undo_stack.undo()
    assert row.editors["learning_rate"].value() == 0.01


def test_a_roll_of_the_dice_changes_the_seed_for_all_to_see(
        show: Callable, session: TrainingSession, document: Document, qtbot: QtBot) -> None:
    bar = show(TrainingBar(session, document))
    row = bar.settings
    before = session.latest.parameters
    qtbot.mouseClick(row._dice, Qt.MouseButton.LeftButton)
    seed = document.model.training_settings.seed
    assert row.editors["seed"].value() == seed
    if seed:
        qtbot.waitUntil(lambda: not np.array_equal(session.latest.parameters, before))


def test_a_network_that_does_not_fit_the_data_is_made_to_fit_with_one_button(show: Callable, session: TrainingSession,
                                                                             document: Document, qtbot: QtBot) -> None:
    bar = show(TrainingBar(session, document))
    head = document.model.graph.inputs_of(document.model.graph.of_kind("output")[0].name)[0]
    document.change_settings(head, {"units": 3, "activation": "relu"})
    qtbot.waitUntil(lambda: session.state == "empty" and bar.fit.isVisible())
    assert head in bar.why_not
    qtbot.mouseClick(bar.fit, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: session.state == "ready")
    assert document.model.graph.layer(head).settings["units"] == 1
    assert document.model.graph.layer(head).settings["activation"] == "identity"
    document.undo_stack.undo()
    assert document.model.graph.layer(head).settings["units"] == 3


def test_the_bar_says_why_nothing_can_be_trained(show: Callable, session: TrainingSession, document: Document,
                                                 qtbot: QtBot) -> None:
    bar = show(TrainingBar(session, document))
    assert bar.why_not == ""
    document.remove(["output_1"])
    qtbot.waitUntil(lambda: session.state == "empty")
    assert "no output" in bar.why_not
    assert not bar.transport.play.isEnabled()


# Data


def test_choosing_a_set_adapts_the_network_in_one_undo_step(
        show: Callable, session: TrainingSession, document: Document, qtbot: QtBot) -> None:
    panel = show(DataPanel(document, session))
    gallery = panel.open_gallery()
    qtbot.mouseClick(gallery.tile("iris"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: document.model.data_spec.source == "iris", timeout=10_000)
    assert document.model.graph.layer("input_1").settings["shape"] == (4,)
    qtbot.waitUntil(lambda: session.state == "ready" and session.data.spec.source == "iris")
    assert "150" in str(sum(session.data.describe().classes.values()))
    assert panel.all_examples.isVisible()
    document.undo_stack.undo()
    assert document.model.data_spec == XOR.data
    assert document.model.graph == XOR.graph


def test_noise_features_and_split_are_edits_of_the_document(
        show: Callable, session: TrainingSession, document: Document, qtbot: QtBot) -> None:
    panel = show(DataPanel(document, session))
    panel.form.editor("noise").edited.emit(20)
    qtbot.waitUntil(lambda: document.model.data_spec.settings["noise"] == 20)
    panel.features.boxes["x1x2"].click()
    qtbot.waitUntil(lambda: document.model.data_spec.features == ("x1", "x2", "x1x2"))
    assert document.model.graph.layer("input_1").settings["shape"] == (3,)
    panel.preparation.editor("test_fraction").edited.emit(0.5)
    qtbot.waitUntil(lambda: document.model.data_spec.test_fraction == 0.5)
    qtbot.waitUntil(lambda: "50 to test" in panel.counts.text())
    while document.undo_stack.canUndo():
        document.undo_stack.undo()
    assert document.model.data_spec == XOR.data
    assert panel.form.editor("noise").value() == 0
    assert not panel.features.boxes["x1x2"].isChecked()


def test_the_last_feature_stays(show: Callable, session: TrainingSession, document: Document, qtbot: QtBot) -> None:
    panel = show(DataPanel(document, session))
    panel.features.boxes["x1"].click()
    qtbot.waitUntil(lambda: document.model.data_spec.features == ("x2",))
    panel.features.boxes["x2"].click()
    assert panel.features.boxes["x2"].isChecked()


def test_data_that_cannot_be_are_refused_in_words_and_change_nothing(
        show: Callable, session: TrainingSession, document: Document, qtbot: QtBot) -> None:
    panel = show(DataPanel(document, session))
    panel.change(validation_fraction=0.9, test_fraction=0.9)
    assert "leave at least 5 %" in panel.sentence.text()
    assert document.model.data_spec == XOR.data


SEMICOLONS = "length;width;kind\n" + "".join(
    f"{1 + i / 10:.1f};{i % 7};{'long' if i > 14 else 'short'}\n" for i in range(30)).replace(".", ",")


def test_a_table_is_read_confirmed_and_trained_on(
        show: Callable, session: TrainingSession, document: Document, qtbot: QtBot, tmp_path: Path) -> None:
    panel = show(DataPanel(document, session))
    path = tmp_path / "measured.csv"
    path.write_text(SEMICOLONS, encoding="utf-8")
    panel.own_table.open(path)
    qtbot.waitUntil(lambda: panel.own_table.dialog is not None and panel.own_table.dialog.guess is not None)
    dialog = panel.own_table.dialog
    assert (dialog.guess.delimiter, dialog.guess.decimal, dialog.guess.header) == (";", ",", True)
    assert "30 rows, 3 columns" in dialog.summary.text()
    assert dialog.target.currentData() == "kind"
    assert "Semicolon (detected)" in dialog.reading["delimiter"].currentText()
    dialog.use.click()
    qtbot.waitUntil(lambda: document.model.data_spec.source == "csv")
    qtbot.waitUntil(lambda: session.state == "ready" and session.data.class_names == ("long", "short"))
    assert document.model.data_spec.content == path.read_bytes()
    assert panel.change_table.isVisible()
    document.undo_stack.undo()
    assert document.model.data_spec == XOR.data


def test_another_target_and_another_delimiter_can_be_said(
        show: Callable, session: TrainingSession, document: Document, qtbot: QtBot, tmp_path: Path) -> None:
    panel = show(DataPanel(document, session))
    path = tmp_path / "measured.csv"
    path.write_text(SEMICOLONS, encoding="utf-8")
    panel.own_table.open(path)
    qtbot.waitUntil(lambda: panel.own_table.dialog is not None and panel.own_table.dialog.guess is not None)
    dialog = panel.own_table.dialog
    combo = dialog.reading["delimiter"]
    combo.setCurrentIndex(combo.findData("|"))
    combo.activated.emit(combo.currentIndex())
    qtbot.waitUntil(lambda: dialog.guess.delimiter == "|" or bool(dialog.sentence.text()))
    combo.setCurrentIndex(combo.findData(";"))
    combo.activated.emit(combo.currentIndex())
    qtbot.waitUntil(lambda: dialog.guess.delimiter == ";" and dialog.use.isEnabled())
    dialog.target.setCurrentIndex(dialog.target.findData("length"))
    dialog.use.click()
    qtbot.waitUntil(lambda: document.model.data_spec.source == "csv")
    assert document.model.data_spec.settings["target"] == "length"
    qtbot.waitUntil(lambda: session.data is not None and session.data.task == "regression")


def test_a_file_that_is_no_table_is_refused_in_words(
        show: Callable, session: TrainingSession, document: Document, qtbot: QtBot, tmp_path: Path) -> None:
    panel = show(DataPanel(document, session))
    panel.own_table.open(tmp_path / "not there.csv")
    qtbot.waitUntil(lambda: panel.sentence.isVisible())
    assert "There is no file" in panel.sentence.text()
    session.state_changed.emit("running")
    assert "There is no file" in panel.sentence.text(), "training goes on with the data there was"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names")
def test_a_table_that_never_answers_is_refused_in_words(
        show: Callable, document: Document, session: TrainingSession, qtbot, tmp_path: Path) -> None:
    """A pipe that nobody writes into; and the next file is read."""
    panel = show(DataPanel(document, session))
    os.mkfifo(tmp_path / "pipe.csv")
    panel.own_table.open(tmp_path / "pipe.csv")
    qtbot.waitUntil(lambda: "pipe.csv cannot be read: it is not a file" in panel.sentence.text())
    (tmp_path / "good.csv").write_text("a,b\n1,2\n3,4\n")
    panel.own_table.open(tmp_path / "good.csv")
    qtbot.waitUntil(lambda: panel.own_table.dialog is not None and panel.own_table.dialog.guess is not None)
    panel.own_table.dialog.reject()


def test_a_dropped_table_opens_the_dialog(
        show: Callable, session: TrainingSession, document: Document, qtbot: QtBot, tmp_path: Path) -> None:
    panel = show(DataPanel(document, session))
    path = tmp_path / "measured.csv"
    path.write_text(SEMICOLONS, encoding="utf-8")
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    nothing = (mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    enter = QDragEnterEvent(QPointF(5, 5).toPoint(), Qt.DropAction.CopyAction, *nothing)
    panel.dragEnterEvent(enter)
    assert enter.isAccepted()
    panel.dropEvent(QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, *nothing))
    qtbot.waitUntil(lambda: panel.own_table.dialog is not None)
    qtbot.waitUntil(lambda: panel.own_table.dialog.guess is not None)
    panel.own_table.dialog.reject()
