"""The training bar: numbers, buttons, speed and settings."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.document.document import Document
from app.numbers import typeset
from app.speeds import SPEEDS, WATCHED
from app.training.session import TrainingSession
from app.widgets.loss_plot import LossPlot
from app.widgets.training_bar import TrainingBar
from app.widgets.training_bar.readouts import Readouts
from engine.data import DataSpec
from engine.graph import LayerSpec, sequential
from engine.project import Project
from engine.training import TrainingSettings
from tests.app.training_panels.projects import XOR, Open


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


def test_a_network_that_gives_its_inputs_back_has_no_accuracy(show, session: TrainingSession, trained: Open) -> None:
    """Digits are classes; what this network learns of them are numbers."""
    graph = sequential(
        LayerSpec("x", "input", {"shape": (64,)}), LayerSpec("code", "dense", {"units": 4}),
        LayerSpec("again", "dense", {"units": 64, "activation": "identity"}),
        LayerSpec("y", "output", {"target": "inputs", "loss": "mean_squared_error"}))
    readouts, plot = show(Readouts()), show(LossPlot(session))
    latest = trained(Project("again", graph, DataSpec("digits"), TrainingSettings(epochs=1))).latest
    readouts.show_snapshot(latest, False)
    assert readouts.score.name == "R²"
    assert readouts.score.text == typeset(f"{latest.history['metric'][-1]:.4g}")
    assert "R²" in plot.metric_curves.item.getAxis("left").labelText
