"""Looking back at a training, coming back unchanged, and going on from there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

import numpy as np
import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.document.document import Document
from app.document.model import Origin
from app.training.runner import Runner
from app.training.session import TrainingSession
from app.training.snapshot import Event, Job, WentBack
from app.widgets.loss_plot import LossPlot
from app.widgets.timeline_bar import TimelineBar
from engine.project import Learned
from engine.training import Timeline, TrainingSettings
from tests.app.pointer import drag, move, press, release
from tests.app.training.doubles import ThirdEpochTrainer

from .jobs import project

Start = Callable[..., TrainingSession]


def new_runner(told: list[Event] | None = None, **changes: object) -> Runner:
    runner = Runner((told if told is not None else []).append)
    runner.build(job_with(**changes))
    return runner


def job_with(run: int = 1, at: int | None = None, **changes: object) -> Job:
    """Training `run`, from the seed or from the moment of training 1 after epoch `at`."""
    whole = project()
    settings = TrainingSettings(**{"epochs": 1_000_000, "optimizer": "adam", **changes})
    if at is None:
        return Job(whole.graph, whole.data, settings, run, learned=Learned())
    return Job(whole.graph, whole.data, settings, run, Origin(1, at=at))


def run_epochs(runner: Runner, count: int) -> None:
    for _ in range(count):
        runner.epoch()
        while runner.state == "running":
            runner.run(1.0)


# Without a process


def test_looking_back_shows_the_weights_and_the_history_of_then() -> None:
    runner = new_runner()
    run_epochs(runner, 3)
    then = runner.snapshot()
    run_epochs(runner, 4)
    now = runner.snapshot()
    runner.look_back(3)
    seen = runner.snapshot()
    assert (seen.epoch, seen.step, seen.learning_rate) == (3, then.step, then.learning_rate)
    np.testing.assert_array_equal(seen.parameters, then.parameters)
    np.testing.assert_array_equal(seen.history["loss"], now.history["loss"][:3])
    assert seen.path.newest <= then.step
    np.testing.assert_array_equal(seen.present.parameters, now.parameters)
    assert now.moments == (0, 1, 2, 3, 4, 5, 6)


def test_a_training_that_was_looked_back_at_goes_on_as_if_nobody_had_looked() -> None:
    runner, undisturbed = new_runner(), new_runner()
    for each in (runner, undisturbed):
        run_epochs(each, 5)
        each.step()
    for epoch in (2, 0, 4):
        runner.look_back(epoch)
    runner.return_to_present()
    for each in (runner, undisturbed):
        run_epochs(each, 3)
    assert runner.snapshot().parameters.tobytes() == undisturbed.snapshot().parameters.tobytes()


@pytest.mark.parametrize("order", ["step", "epoch", "play"])
def test_to_train_on_while_looking_back_is_to_train_on_from_the_present(order: str) -> None:
    runner = new_runner()
    run_epochs(runner, 4)
    runner.look_back(1)
    getattr(runner, order)()
    shown = runner.snapshot()
    assert shown.present is None
    assert shown.epoch >= 4


@pytest.mark.parametrize("optimizer", ["adam", "momentum"])
def test_continuing_repeats_the_run_bit_for_bit(optimizer: str) -> None:
    runner = new_runner(optimizer=optimizer)
    run_epochs(runner, 8)
    there = runner.snapshot()
    runner.build(job_with(2, at=3, optimizer=optimizer))
    assert runner.state == "paused"
    while runner.epochs_done < 8:
        run_epochs(runner, 1)
    again = runner.snapshot()
    assert again.parameters.tobytes() == there.parameters.tobytes()
    np.testing.assert_array_equal(again.history["loss"], there.history["loss"])
    assert again.moments == there.moments


def test_continuing_forgets_what_came_after_and_takes_the_learning_rate_of_then() -> None:
    told: list[Event] = []
    runner = new_runner(told, optimizer_settings={"learning_rate": 0.01})
    run_epochs(runner, 3)
    runner.build(job_with(optimizer_settings={"learning_rate": 0.3}))
    run_epochs(runner, 3)
    runner.build(job_with(2, at=2, optimizer_settings={"learning_rate": 0.3}))
    shown = runner.snapshot()
    assert (shown.epoch, shown.moments, shown.present) == (2, (0, 1), None)
    assert shown.history["epoch"].tolist() == [1, 2]
    assert WentBack(0.01) in told


def test_epochs_before_the_project_was_opened_are_counted() -> None:
    first = new_runner()
    run_epochs(first, 2)
    learned = first.snapshot()
    runner = Runner(lambda event: None)
    runner.build(replace(job_with(), learned=Learned(learned.parameters, learned.history)))
    run_epochs(runner, 3)
    assert runner.snapshot().moments == (2, 3, 4)
    runner.look_back(3)
    assert runner.snapshot().epoch == 3
    assert len(runner.snapshot().history["epoch"]) == 3
    runner.look_back(2)
    np.testing.assert_array_equal(runner.snapshot().parameters, learned.parameters)


def test_between_the_moments_that_are_kept_the_one_before_is_shown() -> None:
    runner = new_runner()
    runner._training.timeline = Timeline(budget=4 * runner._trainer.snapshot().size)
    runner._training.timeline.add(runner._trainer.snapshot())
    run_epochs(runner, 9)
    moments = runner.snapshot().moments
    assert moments[0] == 0
    assert len(moments) < 9
    runner.look_back(moments[1] + 1)
    assert runner.snapshot().epoch == moments[1]


# In the window


def wait_for(qtbot: QtBot, condition: Callable[[], bool]) -> None:
    qtbot.waitUntil(condition, timeout=5_000)


def train(session: TrainingSession, qtbot: QtBot, epochs: int) -> None:
    for _ in range(epochs):
        done = session.latest.epoch
        session.epoch()
        wait_for(qtbot, lambda done=done: session.latest.epoch == done + 1 and session.state == "paused")


@pytest.fixture
def bar(session: TrainingSession, qtbot: QtBot) -> TimelineBar:
    bar = TimelineBar(session)
    qtbot.addWidget(bar)
    bar.resize(1000, bar.sizeHint().height())
    bar.show()
    return bar


def place_of(bar: TimelineBar, moment: int) -> QPointF:
    slider = bar.slider
    return QPointF(7 + (slider.width() - 14) * moment / slider.maximum(), slider.height() / 2)


def test_before_the_first_step_there_is_nothing_to_look_back_at(bar: TimelineBar) -> None:
    assert not bar.slider.isEnabled()
    assert not bar.go_on.isEnabled()
    assert not bar.back.isEnabled()
    assert bar.sentence.text() == "Nothing to look back at yet"
    assert "Once the network has been trained" in bar.slider.toolTip()


def test_dragging_looks_back_and_says_so(bar: TimelineBar, session: TrainingSession, qtbot: QtBot) -> None:
    train(session, qtbot, 6)
    assert bar.slider.value() == bar.slider.maximum() == 6
    assert bar.sentence.text() == "Now: epoch 6"
    present = session.latest.parameters
    press(bar.slider, place_of(bar, 6))
    move(bar.slider, place_of(bar, 2))
    wait_for(qtbot, lambda: session.latest.epoch == 2)
    assert session.is_looking_back
    assert bar.sentence.text() == "Looking back: epoch 2 of 6"
    release(bar.slider, place_of(bar, 2))
    assert bar.slider.value() == 2
    assert bar.go_on.isEnabled()
    np.testing.assert_array_equal(session.present.parameters, present)


def test_dragging_to_the_right_end_is_the_present(bar: TimelineBar, session: TrainingSession, qtbot: QtBot) -> None:
    train(session, qtbot, 4)
    drag(bar.slider, place_of(bar, 1), place_of(bar, 3))
    wait_for(qtbot, lambda: session.latest.epoch == 3)
    drag(bar.slider, place_of(bar, 3), place_of(bar, 4))
    wait_for(qtbot, lambda: not session.is_looking_back)
    assert bar.sentence.text() == "Now: epoch 4"


def test_looking_back_pauses_a_training_that_runs(bar: TimelineBar, session: TrainingSession, qtbot: QtBot) -> None:
    session.play()
    wait_for(qtbot, lambda: session.latest.epoch > 10)
    press(bar.slider, place_of(bar, 0))
    wait_for(qtbot, lambda: session.is_looking_back and session.state == "paused")
    release(bar.slider, place_of(bar, 0))
    assert session.latest.epoch == 0
    stood = session.present.step
    qtbot.wait(80)
    assert session.present.step == stood
    bar.back.click()
    wait_for(qtbot, lambda: not session.is_looking_back)
    assert (session.latest.step, session.state) == (stood, "paused")


def test_arrows_go_from_moment_to_moment(bar: TimelineBar, session: TrainingSession, qtbot: QtBot) -> None:
    train(session, qtbot, 5)
    bar.slider.setFocus()
    for key, epoch in ((Qt.Key.Key_Left, 4), (Qt.Key.Key_Left, 3), (Qt.Key.Key_Right, 4), (Qt.Key.Key_Home, 0)):
        qtbot.keyClick(bar.slider, key)
        wait_for(qtbot, lambda epoch=epoch: session.latest.epoch == epoch and session.is_settled)
    qtbot.keyClick(bar.slider, Qt.Key.Key_End)
    wait_for(qtbot, lambda: not session.is_looking_back)


def test_keys_that_come_faster_than_the_answers_are_all_obeyed(
        bar: TimelineBar, session: TrainingSession, qtbot: QtBot) -> None:
    train(session, qtbot, 6)
    for _ in range(4):
        qtbot.keyClick(bar.slider, Qt.Key.Key_Left)
        QApplication.processEvents()
    wait_for(qtbot, lambda: session.latest.epoch == 2 and session.is_settled)
    assert bar.slider.value() == 2


def test_continue_from_here_trains_on_from_there(
        bar: TimelineBar, session: TrainingSession, document: Document, qtbot: QtBot) -> None:
    document.set_training(epochs=5)
    session.play()
    wait_for(qtbot, lambda: session.state == "finished")
    there = session.latest
    bar.slider.setValue(2)
    wait_for(qtbot, lambda: session.is_looking_back)
    bar.go_on.click()
    wait_for(qtbot, lambda: not session.is_looking_back and session.state == "finished")
    assert session.latest.epoch == 5
    assert session.latest.parameters.tobytes() == there.parameters.tobytes()


def test_the_document_keeps_the_present_and_not_what_is_looked_back_at(
        bar: TimelineBar, session: TrainingSession, document: Document, qtbot: QtBot) -> None:
    train(session, qtbot, 3)
    bar.earlier()
    wait_for(qtbot, lambda: session.is_looking_back)
    session.store()
    np.testing.assert_array_equal(document.model.parameters, session.present.parameters)
    assert not np.array_equal(document.model.parameters, session.latest.parameters)


def test_the_learning_rate_of_the_document_goes_back_too(
        session: TrainingSession, document: Document, qtbot: QtBot) -> None:
    before = document.model.training_settings.optimizer_settings["learning_rate"]
    train(session, qtbot, 2)
    document.set_training(optimizer_settings={"learning_rate": 7 * before})
    train(session, qtbot, 2)
    session.look_back(1)
    session.continue_from_here()
    wait_for(qtbot, lambda: document.model.training_settings.optimizer_settings["learning_rate"] == before)
    wait_for(qtbot, lambda: session.is_settled and session.latest.learning_rate == before)


def test_an_edit_comes_back_to_the_present(
        bar: TimelineBar, session: TrainingSession, document: Document, qtbot: QtBot) -> None:
    train(session, qtbot, 3)
    bar.slider.setValue(0)
    wait_for(qtbot, lambda: session.is_looking_back)
    document.set_training(l2=0.001)
    wait_for(qtbot, lambda: not session.is_looking_back)
    assert session.latest.epoch == 3


def test_a_training_that_broke_can_be_looked_back_at(start: Start, qtbot: QtBot) -> None:
    session = start(make_runner=partial(Runner, make=ThirdEpochTrainer))
    session.play()
    wait_for(qtbot, lambda: session.state == "failed")
    session.look_back(1)
    wait_for(qtbot, lambda: session.is_looking_back and session.latest.epoch == 1)
    assert session.state == "failed"


def test_the_tooltip_says_what_is_remembered(bar: TimelineBar, session: TrainingSession, qtbot: QtBot) -> None:
    train(session, qtbot, 3)
    assert "3 moments are remembered, after every epoch" in bar.slider.toolTip()
    assert "256 MB" in bar.slider.toolTip()


def test_the_loss_plot_keeps_its_curves_and_marks_the_epoch(session: TrainingSession, qtbot: QtBot) -> None:
    plot = LossPlot(session)
    qtbot.addWidget(plot)
    plot.resize(500, 300)
    plot.show()
    train(session, qtbot, 5)
    session.look_back(2)
    wait_for(qtbot, lambda: session.is_looking_back)
    assert plot.loss_curves._line.isVisible()
    assert plot.loss_curves._line.value() == 2
    assert plot.loss_curves.point_at(5.0)[0] == 5
    session.return_to_present()
    wait_for(qtbot, lambda: not session.is_looking_back)
    assert not plot.loss_curves._line.isVisible()
