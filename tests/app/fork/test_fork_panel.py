"""Fork in time: A is what the training then does, B what it would have done, and all that is shown is theirs."""

from __future__ import annotations

from html import unescape
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QTableWidget
from pytestqt.qtbot import QtBot

from app import i18n
from app.document.document import Document
from app.numbers import number
from app.training.session import TrainingSession
from app.widgets.fork import ForkPanel
from app.widgets.fork.figures import ForkFigures
from engine.data import DataSpec, load
from engine.graph import LayerSpec, sequential
from engine.layout import ParameterLayout
from engine.network import Network
from engine.project import Project
from engine.training import Trainer, TrainingSettings
from engine.training.kept_fork import MOST_FORKS

PATIENCE = 30_000
GRAPH = sequential(
    LayerSpec("x", "input", {"shape": (2,)}), LayerSpec("hidden", "dense", {"units": 6, "activation": "tanh"}),
    LayerSpec("last", "dense", {"units": 1, "activation": "sigmoid"}),
    LayerSpec("y", "output", {"loss": "binary_cross_entropy"}))
SETTINGS = TrainingSettings(epochs=100, batch_size=10, optimizer="adam", seed=4)
PROJECT = Project("fork", GRAPH, DataSpec("gaussian", {"samples": 120, "noise": 50}, validation_fraction=0.2), SETTINGS)


@pytest.fixture
def panel(show_panel) -> ForkPanel:
    return show_panel(ForkPanel, PROJECT, 900, 360)


def train(session: TrainingSession, epochs: int, qtbot: QtBot) -> None:
    for _ in range(epochs):
        before = session.latest.epoch
        session.epoch()
        qtbot.waitUntil(lambda before=before: session.state == "paused" and session.latest.epoch == before + 1)


def type_value(panel: ForkPanel, text: str) -> None:
    """In the field of what is changed, as a person does."""
    field = panel.change.editor.findChild(QLineEdit)
    field.selectAll()
    QTest.keyClicks(field, text)
    QTest.keyClick(field, Qt.Key.Key_Return)


def choose(panel: ForkPanel, name: str) -> None:
    what = panel.change.what
    what.setFocus()
    QTest.keyClick(what, Qt.Key.Key_Home)
    while panel.change.name != name:
        QTest.keyClick(what, Qt.Key.Key_Down)


def fork(panel: ForkPanel, epochs: int, qtbot: QtBot) -> None:
    panel.epochs.setValue(epochs)
    QTest.mouseClick(panel.begin, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: panel.progress is not None and panel.progress.over and not panel.work.busy,
                    timeout=PATIENCE)


def cell(table: QTableWidget, row: int, column: str) -> str:
    """What stands in a line under a title."""
    titles = [table.horizontalHeaderItem(place).text() for place in range(table.columnCount())]
    return table.item(row, titles.index(column)).text()


def shown(figures: ForkFigures) -> list[str]:
    """The figures that are seen."""
    return sorted({figure for (figure, _), cell in figures._cells.items() if cell.isVisible()})


def twins(epochs: int, more: int, **changes: object) -> tuple[Trainer, Trainer]:
    """Both trainings, by the test's own trainers: they go the whole way."""
    both = []
    for settings in (SETTINGS, SETTINGS.changed(**changes)):
        trainer = Trainer(GRAPH, load(PROJECT.data), SETTINGS)
        for _ in range(epochs):
            trainer.epoch()
        if settings != SETTINGS:
            trainer.learning_rate = settings.optimizer_settings["learning_rate"]
        for _ in range(more):
            trainer.epoch()
        both.append(trainer)
    return both[0], both[1]


def test_nothing_can_be_forked_before_something_is_changed(panel: ForkPanel):
    assert not panel.begin.isEnabled()
    assert "Choose one thing" in panel.area.sentence
    type_value(panel, "0.3")
    assert panel.begin.isEnabled()
    type_value(panel, "much")
    QTest.mouseClick(panel.begin, Qt.MouseButton.LeftButton)
    assert panel.refusal.text() == panel.change.editor.error != ""
    assert not panel.work.busy


def test_curves_weights_and_predictions_are_those_of_both_trainings(
        panel: ForkPanel, session: TrainingSession, document: Document, qtbot: QtBot):
    train(session, 2, qtbot)
    type_value(panel, "0.3")
    fork(panel, 4, qtbot)
    a, b = twins(2, 4, learning_rate=0.3)
    rows = panel.progress.rows
    assert rows["epoch"].tolist() == [2, 3, 4, 5, 6]
    assert panel.quantity.currentText() == "Loss"
    for trainer, letter in ((a, "a"), (b, "b")):
        history = trainer.history.columns()
        np.testing.assert_array_equal(rows[f"loss_{letter}"][1:], history["loss"][-4:])
        np.testing.assert_array_equal(rows[f"validation_loss_{letter}"][1:], history["validation_loss"][-4:])
        curve = panel.curves._curves["train", letter]
        np.testing.assert_array_equal(curve.getData()[1], rows[f"loss_{letter}"])
        for prefix, part in (("", "train"), ("validation_", "validation"), ("test_", "test")):
            found = trainer.evaluate(part)
            assert rows[f"{prefix}metric_{letter}"][-1] == found.metric
            assert panel.figures.figure(f"{prefix}metric", letter) == number(found.metric)
            assert panel.figures.figure(f"{prefix}loss", letter) == number(found.loss)
    panel.quantity.setFocus()
    QTest.keyClick(panel.quantity, Qt.Key.Key_Down)
    assert panel.quantity.currentText() == "Accuracy"
    assert shown(panel.figures) == ["metric", "test_metric", "validation_metric"]
    for part, prefix in (("train", ""), ("held", "validation_")):
        np.testing.assert_array_equal(panel.curves._curves[part, "b"].getData()[1], rows[f"{prefix}metric_b"])
    QTest.keyClick(panel.quantity, Qt.Key.Key_Up)
    assert shown(panel.figures) == ["loss", "test_loss", "validation_loss"]
    difference = b.parameters - a.parameters
    np.testing.assert_array_equal(panel.picture.values, ParameterLayout(GRAPH).view(difference, "hidden/kernel"))
    assert panel.legend.limit >= np.abs(panel.picture.values).max()
    assert f"{np.linalg.norm(difference.astype(np.float64)):.4g}" in panel.words.text()
    box = panel.curves.item.vb
    panel.curves.scene().sigMouseMoved.emit(box.mapViewToScene(QPointF(3.9, np.mean(box.viewRange()[1]))))
    said = unescape(panel.curves.viewport().toolTip())
    for name, column in (("A", "loss_a"), ("B", "loss_b"), ("B, validation", "validation_loss_b")):
        assert f"{name}: {number(float(rows[column][2]))}" in said
    assert "epoch 4" in said
    inputs = load(PROJECT.data).validation.inputs
    said = [Network(GRAPH).predict(trainer.parameters, inputs)[:, 0] > 0.5 for trainer in (a, b)]
    differing = int((said[0] != said[1]).sum())
    assert f"{differing} of {len(inputs)} predictions differ" in panel.words.text()
    assert session.latest.epoch == 2  # the training itself waits


def test_one_handle_goes_through_both(panel: ForkPanel, session: TrainingSession, qtbot: QtBot):
    train(session, 1, qtbot)
    type_value(panel, "0.3")
    fork(panel, 4, qtbot)
    curves, box = panel.curves, panel.curves.item.vb
    box.updateAutoRange()  # which else is done when it is painted next
    curves.grab()
    last = panel.picture.values
    middle = np.mean(box.viewRange()[1])
    start, end = (curves.mapFromScene(box.mapViewToScene(QPointF(epoch, middle))) for epoch in (5.0, 3.0))
    viewport = curves.viewport()
    QTest.mouseMove(viewport, start)
    QTest.mousePress(viewport, Qt.MouseButton.LeftButton, pos=start)
    for share in (0.2, 0.6, 1.0):
        QTest.mouseMove(viewport, QPoint(round(start.x() + share * (end.x() - start.x())), start.y()))
        QTest.qWait(30)
    QTest.mouseRelease(viewport, Qt.MouseButton.LeftButton, pos=QPoint(end.x(), start.y()))
    assert curves.epochs[curves.place] == 3
    assert panel.words.text().startswith("Epoch 3:")
    a, b = twins(1, 2, learning_rate=0.3)
    np.testing.assert_array_equal(panel.picture.values,
                                  ParameterLayout(GRAPH).view(b.parameters - a.parameters, "hidden/kernel"))
    limit = panel.legend.limit
    curves.setFocus()
    for _ in range(2):
        QTest.keyClick(curves, Qt.Key.Key_Right)
    np.testing.assert_array_equal(panel.picture.values, last)
    assert panel.legend.limit == limit
    panel.array.setFocus()
    QTest.keyClick(panel.array, Qt.Key.Key_Down)
    assert panel.picture.values.size == 6


def test_from_a_moment_that_is_looked_back_at(panel: ForkPanel, session: TrainingSession, qtbot: QtBot):
    train(session, 3, qtbot)
    session.look_back(1)
    qtbot.waitUntil(lambda: session.is_looking_back)
    assert "epoch 1" in panel.moment.text()
    type_value(panel, "0.3")
    fork(panel, 2, qtbot)
    a, b = twins(1, 2, learning_rate=0.3)
    assert panel.progress.rows["epoch"].tolist() == [1, 2, 3]
    np.testing.assert_array_equal(panel.picture.values,
                                  ParameterLayout(GRAPH).view(b.parameters - a.parameters, "hidden/kernel"))


def test_the_first_prediction_that_differs_is_named_and_can_be_taken_in_hand(
        panel: ForkPanel, session: TrainingSession, document: Document, qtbot: QtBot):
    type_value(panel, "0.5")
    fork(panel, 12, qtbot)
    first = panel.progress.first
    assert first is not None
    assert f"example {first.place + 1} of validation" in panel.first.text()
    QTest.mouseClick(panel.take, Qt.MouseButton.LeftButton)
    assert (session.example.part, session.example.place) == ("validation", first.place)


def test_another_setting_is_changed(panel: ForkPanel, session: TrainingSession, qtbot: QtBot):
    train(session, 1, qtbot)
    choose(panel, "batch_size")
    assert not panel.begin.isEnabled()
    type_value(panel, "30")
    fork(panel, 2, qtbot)
    assert TrainingSettings.from_json(panel.progress.fork.settings[1]) == SETTINGS.changed(batch_size=30)
    assert panel.progress.rows["distance"][-1] > 0


def test_from_scratch_b_is_the_training_that_knows_nothing(panel: ForkPanel, session: TrainingSession, qtbot: QtBot):
    train(session, 2, qtbot)
    choose(panel, "fresh")
    assert panel.begin.isEnabled(), "of a switch there is one other value"
    fork(panel, 3, qtbot)
    scratch = Trainer(GRAPH, load(PROJECT.data), SETTINGS)
    a, _ = twins(2, 3)
    rows = panel.progress.rows
    assert rows["epoch"].tolist() == [2, 3, 4, 5]
    for place in range(4):
        assert rows["test_loss_b"][place] == scratch.evaluate("test").loss
        assert rows["metric_b"][place] == scratch.evaluate("train").metric
        scratch.epoch()
    assert rows["loss_a"][-1] == a.evaluate("train").loss
    QTest.mouseClick(panel.keep, Qt.MouseButton.LeftButton)
    assert panel.kept.forks[0].fresh
    assert cell(panel.kept.table, 1, "What differs") == "From scratch"


def test_a_fork_can_be_cancelled_and_another_network_ends_it(
        panel: ForkPanel, session: TrainingSession, document: Document, qtbot: QtBot):
    type_value(panel, "0.3")
    panel.epochs.setValue(10_000)
    QTest.mouseClick(panel.begin, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: panel.progress is not None and len(panel.progress.rows["epoch"]) > 1, timeout=PATIENCE)
    panel.work.stop()
    assert not panel.work.busy
    assert panel.begin.isEnabled()
    QTest.mouseClick(panel.begin, Qt.MouseButton.LeftButton)
    document.model.load(Project("other", GRAPH, PROJECT.data, SETTINGS.changed(batch_size=5)))
    qtbot.waitUntil(lambda: session.state == "ready")
    document.remove(("hidden",))
    qtbot.waitUntil(lambda: not panel.work.busy)


def test_forks_that_are_kept_are_named_compared_and_stay_with_the_project(
        panel: ForkPanel, session: TrainingSession, document: Document, qtbot: QtBot, tmp_path: Path):
    train(session, 1, qtbot)
    assert not panel.keep.isEnabled()
    assert not panel.compare.isEnabled()
    rates = ("0.3", "0.001")
    for rate in rates:
        choose(panel, "learning_rate")
        type_value(panel, rate)
        fork(panel, 3, qtbot)
        QTest.mouseClick(panel.keep, Qt.MouseButton.LeftButton)
        assert not panel.keep.isEnabled(), "once is enough"
    table, kept = panel.kept.table, panel.kept.forks
    a, _ = twins(1, 3)
    names = [table.item(row, 0).text() for row in range(table.rowCount())]
    assert names == ["A, unchanged", *(fork_.name for fork_ in kept)]
    assert not cell(table, 0, "What differs")
    for row, rate in enumerate(rates, 1):
        _, b = twins(1, 3, learning_rate=float(rate))
        was = f"{SETTINGS.optimizer_settings['learning_rate']:g}"
        assert cell(table, row, "What differs") == f"Learning rate: {was} → {rate}"
        assert cell(table, row, "Epochs") == "1–4"
        distance = np.linalg.norm(b.parameters - a.parameters)
        assert float(cell(table, row, "‖w_B − w_A‖").replace("−", "-")) == pytest.approx(distance, rel=1e-3)
        assert kept[row - 1].seconds > 0
        for of_row, trainer in ((0, a), (row, b)):
            for part in ("training", "validation", "test"):
                found = trainer.evaluate("train" if part == "training" else part)
                assert cell(table, of_row, f"Loss\n{part}") == number(found.loss)
                assert cell(table, of_row, f"Accuracy\n{part}") == number(found.metric)
    QTest.mouseClick(panel.compare, Qt.MouseButton.LeftButton)
    assert panel.kept.isVisible()
    assert panel.kept.figure.currentText() == "Accuracy, test"
    panel.kept.figure.setFocus()
    QTest.keyClick(panel.kept.figure, Qt.Key.Key_Home)
    for figure in ("loss", "validation_loss", "test_loss", "metric", "validation_metric", "test_metric"):
        assert panel.kept.figure.currentData() == figure
        for (epochs, values), (fork_, whose) in zip(
                panel.kept.curves.curves(), ((kept[0], "a"), (kept[0], "b"), (kept[1], "b")), strict=True):
            np.testing.assert_array_equal(epochs, fork_.rows["epoch"])
            np.testing.assert_array_equal(values, fork_.rows[f"{figure}_{whose}"])
        QTest.keyClick(panel.kept.figure, Qt.Key.Key_Down)
    table.item(1, 0).setText("too fast")
    assert panel.kept.forks[0].name == "too fast"
    assert table.item(1, 0).text() == "too fast"
    table.selectRow(0)
    QTest.mouseClick(panel.kept.remove, Qt.MouseButton.LeftButton)
    assert len(panel.kept.forks) == 2, "A stays as long as a fork of it"
    table.selectRow(1)
    QTest.mouseClick(panel.kept.remove, Qt.MouseButton.LeftButton)
    assert [fork_.settings[1].optimizer_settings["learning_rate"] for fork_ in panel.kept.forks] == [0.001]
    for steps, names in ((1, ["too fast", kept[1].name]), (2, [fork_.name for fork_ in kept])):
        document.undo_stack.setIndex(document.undo_stack.count() - steps)
        assert [table.item(row, 0).text() for row in range(1, 3)] == names
    document.undo_stack.setIndex(document.undo_stack.count() - 3)
    assert len(panel.kept.forks) == 1
    assert panel.keep.isEnabled(), "to keep it was undone"
    document.undo_stack.setIndex(document.undo_stack.count())
    document.save_as(tmp_path / "kept.ladera")
    document.new()
    assert not panel.kept.forks
    assert not panel.compare.isChecked()
    document.open(tmp_path / "kept.ladera")
    assert cell(table, 1, "What differs").endswith("→ 0.001")
    assert len(panel.kept.curves.curves()) == 2
    document.set_forks(kept[:1] * MOST_FORKS, "Keep many")
    choose(panel, "learning_rate")
    type_value(panel, "0.2")
    qtbot.waitUntil(panel.begin.isEnabled)
    fork(panel, 1, qtbot)
    QTest.mouseClick(panel.keep, Qt.MouseButton.LeftButton)
    assert f"keeps {MOST_FORKS} forks" in panel.refusal.text()
    assert len(panel.kept.forks) == MOST_FORKS


def test_a_fork_of_the_training_before_an_edit_says_so_and_one_of_other_data_is_gone(
        panel: ForkPanel, session: TrainingSession, document: Document, qtbot: QtBot):
    type_value(panel, "0.3")
    fork(panel, 1, qtbot)
    assert "before it was changed" not in panel.words.text()
    document.set_weight(session.latest.parameters, "hidden/kernel", (0, 1), 1.5)
    qtbot.waitUntil(lambda: "before it was changed" in panel.words.text())
    document.undo_stack.undo()
    qtbot.waitUntil(lambda: "before it was changed" not in panel.words.text())
    document.set_data(DataSpec("circle", {"samples": 80}))
    qtbot.waitUntil(lambda: bool(panel.area.sentence) and panel.progress is None)


def test_a_fork_is_read_whole_in_a_low_dock_in_spanish(qapp, document, session, show_panel, qtbot: QtBot):
    i18n.install(qapp, "es")
    try:
        panel = show_panel(ForkPanel, PROJECT, 700, 200)
        train(session, 1, qtbot)
        type_value(panel, "0.3")
        fork(panel, 2, qtbot)
        qtbot.wait(1)
        assert panel.height() == 200, "no dock is pressed open"
        cells = [label for label in panel.findChildren(QLabel) if label.isVisible() and label.text()]
        assert "entrenamiento" in {label.text() for label in cells}
        for label in cells:
            assert label.width() >= min(label.sizeHint().width(), label.minimumSizeHint().width()), label.text()
            assert label.wordWrap() or label.width() >= label.sizeHint().width(), label.text()
        assert panel.change.what.width() >= 110
        assert panel.legend.width() >= panel.legend.minimumSizeHint().width()
        assert panel.curves.item.vb.height() >= 60, "the curves have the room"
    finally:
        i18n.install(qapp, "en")
