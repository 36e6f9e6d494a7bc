"""The training as the window meets it: orders, signals, the document, the life of the engine's process."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from app.document.document import Document
from app.training.engine import EngineProcess
from app.training.mailbox import Mailbox
from app.training.runner import Runner
from app.training.runner_client import RunnerClient
from app.training.session import TrainingSession
from app.training.snapshot import Answer, StateChanged
from engine.data import DataSpec
from engine.errors import NonFiniteError
from tests.app.training.doubles import BreakingTrainer, ExplodingTrainer, read_when

from .jobs import network, project

Start = Callable[..., TrainingSession]


def wait_for(qtbot: QtBot, session: TrainingSession, state: str) -> None:
    qtbot.waitUntil(lambda: session.state == state, timeout=5_000)


def test_a_mailbox_holds_the_newest_letter_only() -> None:
    mailbox: Mailbox[int] = Mailbox()
    assert mailbox.take() is None
    for letter in range(5):
        mailbox.put(letter)
    assert mailbox.take() == 4
    assert mailbox.take() is None
    assert mailbox.is_empty


def test_play_trains_until_pause_and_the_document_then_has_the_weights(
        session: TrainingSession, document: Document, qtbot: QtBot) -> None:
    with qtbot.waitSignals([session.snapshot] * 3):
        session.play()
    assert session.state == "running"
    session.pause()
    wait_for(qtbot, session, "paused")
    assert np.array_equal(document.model.parameters, session.latest.parameters)
    assert document.model.history["epoch"][-1] == session.latest.epoch
    assert document.is_modified


def test_snapshots_come_no_faster_than_the_window_looks(session: TrainingSession, qtbot: QtBot) -> None:
    seen = []
    session.snapshot.connect(seen.append)
    session.play()
    qtbot.wait(400)
    assert 2 <= len(seen) <= 14
    assert session.latest.step > 10 * len(seen)


def test_steps_and_epochs_one_by_one(session: TrainingSession, qtbot: QtBot) -> None:
    session.step()
    session.step()
    qtbot.waitUntil(lambda: session.latest.step == 2)
    session.epoch()
    qtbot.waitUntil(lambda: session.latest.epoch == 1)
    assert session.latest.step == session.latest.batches
    wait_for(qtbot, session, "paused")


def test_reset_forgets_what_was_learned(session: TrainingSession, document: Document, qtbot: QtBot) -> None:
    initial = session.latest.parameters
    session.epoch()
    qtbot.waitUntil(lambda: document.model.parameters is not None)
    session.reset()
    wait_for(qtbot, session, "ready")
    assert document.model.parameters is None
    assert document.model.history is None
    assert np.array_equal(session.latest.parameters, initial)


def test_nothing_is_modified_by_opening_a_trained_project(
        session: TrainingSession, document: Document, qtbot: QtBot, tmp_path: Path) -> None:
    session.epoch()
    qtbot.waitUntil(lambda: document.model.parameters is not None)
    learned = document.model.parameters
    document.save_as(tmp_path / "learned.ladera")
    document.new()
    qtbot.waitUntil(lambda: session.state == "empty")
    document.open(tmp_path / "learned.ladera")
    wait_for(qtbot, session, "paused")
    assert np.array_equal(session.latest.parameters, learned)
    assert session.latest.epoch == 1
    session.store()
    assert not document.is_modified


def test_an_edit_of_the_drawing_builds_the_network_anew(
        session: TrainingSession, document: Document, qtbot: QtBot) -> None:
    before = session.latest.parameters.size
    document.change_settings("dense_1", {"units": 7})
    qtbot.waitUntil(lambda: session.latest.parameters.size != before)
    assert session.state == "ready"
    assert session.latest.graph is document.model.graph


def test_undoing_an_edit_brings_the_trained_weights_back(
        session: TrainingSession, document: Document, qtbot: QtBot) -> None:
    session.epoch()
    qtbot.waitUntil(lambda: document.model.parameters is not None)
    learned = document.model.parameters
    document.change_settings("dense_1", {"units": 7})
    wait_for(qtbot, session, "ready")
    document.undo_stack.undo()
    qtbot.waitUntil(lambda: session.latest.parameters.size == learned.size)
    assert np.array_equal(session.latest.parameters, learned)
    assert session.latest.epoch == 1


def test_a_broken_drawing_empties_the_session_and_says_why(
        session: TrainingSession, document: Document, qtbot: QtBot) -> None:
    session.play()
    wait_for(qtbot, session, "running")
    document.remove(["dense_2"])
    wait_for(qtbot, session, "empty")
    assert session.latest is None
    assert any("output_1" in problem.layers for problem in session.problems)
    document.undo_stack.undo()
    wait_for(qtbot, session, "paused")


def test_a_changed_learning_rate_reaches_a_running_training(
        session: TrainingSession, document: Document, qtbot: QtBot) -> None:
    session.play()
    wait_for(qtbot, session, "running")
    document.set_training(optimizer_settings={"learning_rate": 0.5})
    qtbot.waitUntil(lambda: session.latest.learning_rate == 0.5)
    assert session.state == "running"


def test_a_slow_speed_makes_single_steps(session: TrainingSession, qtbot: QtBot) -> None:
    session.set_speed(20.0)
    session.play()
    steps = []
    session.snapshot.connect(lambda snapshot: steps.append(snapshot.step))
    qtbot.waitUntil(lambda: len(steps) > 5 and steps[-1] >= 5)
    assert min(change for change in np.diff(steps) if change) <= 2  # flat out it makes hundreds between two looks


def test_a_failure_pauses_and_the_process_lives_on(start: Start, qtbot: QtBot) -> None:
    session = start(make_runner=partial(Runner, make=BreakingTrainer))
    with qtbot.waitSignal(session.failed) as failed:
        session.play()
    assert isinstance(failed.args[0], NonFiniteError)
    wait_for(qtbot, session, "failed")
    with qtbot.waitSignal(session.failed) as failed:
        session.play()
    assert "ZeroDivisionError: who knows" in str(failed.args[0])
    session.reset()
    wait_for(qtbot, session, "ready")
    session.step()
    qtbot.waitUntil(lambda: session.latest.step == 1)


def test_weights_that_are_not_finite_stay_out_of_the_document(start: Start, document: Document, qtbot: QtBot) -> None:
    session = start(make_runner=partial(Runner, make=ExplodingTrainer))
    session.play()
    wait_for(qtbot, session, "failed")
    session.store()
    assert document.model.parameters is None


def test_a_device_that_cannot_be_used_is_told_and_training_goes_on(session: TrainingSession, qtbot: QtBot) -> None:
    session.play()
    with qtbot.waitSignal(session.failed):
        session.set_device("abacus")
    assert session.device == "numpy"
    step = session.latest.step
    qtbot.waitUntil(lambda: session.latest.step > step)


def test_opening_a_project_while_training_shows_the_other_one(
        session: TrainingSession, document: Document, qtbot: QtBot) -> None:
    session.play()
    wait_for(qtbot, session, "running")
    document.model.load(project(graph=network(units=9)))
    wait_for(qtbot, session, "ready")
    assert session.latest.graph is document.model.graph


def test_what_was_said_of_the_project_before_is_not_said_of_the_next_one(
        session: TrainingSession, document: Document, qtbot: QtBot) -> None:
    document.remove([spec.name for spec in document.model.graph.layers if spec.kind == "input"])
    qtbot.waitUntil(lambda: bool(session.problems))
    document.model.load(project(graph=network(units=9)))
    assert session.problems == ()  # at once, not when the engine has got it ready
    assert session.latest is None
    qtbot.waitUntil(lambda: session.state == "ready")


def test_a_project_that_nobody_trained_is_not_modified_by_a_busy_engine(
        session: TrainingSession, document: Document, qtbot: QtBot, monkeypatch) -> None:
    """There always is something that panels asked for and that is not done: nothing was learned for all that."""
    monkeypatch.setattr(RunnerClient, "is_settled", property(lambda _: False))
    monkeypatch.setattr("app.training.keeping.STORE", 0.0)
    document.model.load(project(graph=network(units=9)))
    qtbot.waitUntil(lambda: session.state == "ready" and session.latest is not None
                    and session.latest.parameters is not None)
    session.store()
    assert not document.is_modified
    session.step()
    qtbot.waitUntil(lambda: session.latest.step == 1)
    session.store()
    assert document.is_modified


def test_the_old_training_goes_while_data_are_long_in_coming(
        start: Start, document: Document, qtbot: QtBot, tmp_path: Path) -> None:
    free = tmp_path / "free"
    free.touch()
    session = start(make_runner=partial(Runner, read=partial(read_when, free)))
    session.step()
    qtbot.waitUntil(lambda: session.latest.step == 1)
    free.unlink()
    document.model.load(project(data=DataSpec("circle", {"samples": 50})))
    wait_for(qtbot, session, "empty")
    assert (session.latest, session.problems) == (None, ())
    free.touch()
    wait_for(qtbot, session, "ready")
    assert session.data.spec.source == "circle"


def test_nothing_looks_while_nothing_trains(session: TrainingSession, qtbot: QtBot) -> None:
    session.step()
    qtbot.waitUntil(lambda: session.latest.step == 1)
    qtbot.wait(100)
    seen = []
    session.snapshot.connect(seen.append)
    qtbot.wait(100)
    assert seen == []


def test_what_there_is_to_train_again_is_not_lost_with_the_news_that_there_was_nothing(
        session: TrainingSession, qtbot: QtBot) -> None:
    """The engine builds the next network between two of the window's looks at events and mailbox."""
    wait_for(qtbot, session, "ready")
    qtbot.waitUntil(lambda: not session._connection.is_listening)
    snapshot = session.latest
    line = session._connection._line
    line.answers.append(Answer(line.newest, StateChanged("empty")))
    line.mailbox.put(snapshot)
    session._connection.look()
    line.answers.append(Answer(line.newest, StateChanged("ready")))
    session._connection.look()
    assert session.latest is snapshot


def test_after_its_end_a_session_hears_no_more(session: TrainingSession, qtbot: QtBot) -> None:
    session.play()
    wait_for(qtbot, session, "running")
    session.shutdown()
    seen = []
    session.snapshot.connect(seen.append)
    qtbot.wait(100)
    assert seen == []
    session.shutdown()


def test_data_come_back_as_the_object_that_was_sent(
        session: TrainingSession, document: Document, qtbot: QtBot) -> None:
    data = session.data
    assert document.loaded is data
    document.set_training(l2=0.1)
    qtbot.waitUntil(lambda: session.is_settled)
    assert session.data is data
    document.set_data(DataSpec("circle", {"samples": 50}))
    qtbot.waitUntil(lambda: session.latest is not None and session.latest.data.spec.source == "circle")
    document.keep_loaded(data)
    document.undo_stack.undo()
    qtbot.waitUntil(lambda: session.latest is not None and session.latest.data.spec.source == "xor")
    assert session.data is data


def test_two_sessions_train_side_by_side(
        session: TrainingSession, engine: EngineProcess, qtbot: QtBot, tmp_path: Path) -> None:
    document = Document(recovery_folder=tmp_path / "other")
    document.model.load(project())
    other = TrainingSession(document, engine)
    session.play()
    other.step()
    qtbot.waitUntil(lambda: session.latest.step > 50 and other.latest is not None and other.latest.step == 1)
    assert (session.state, other.state) == ("running", "paused")
    other.shutdown()
    document.close()


@pytest.mark.parametrize("orders", [("play", "pause", "reset"), ("step", "epoch", "play", "reset"), ("reset", "play")])
def test_orders_are_obeyed_in_their_order(session: TrainingSession, qtbot: QtBot, orders: tuple[str, ...]) -> None:
    for order in orders:
        getattr(session, order)()
    wait_for(qtbot, session, "running" if orders[-1] == "play" else "ready")


def test_another_project_ends_the_way_back_to_the_trainings_before(session, document, monkeypatch, qtbot):
    orders = []
    post = session._connection._line.post
    monkeypatch.setattr(session._connection._line, "post",
                        lambda order, *arguments: (orders.append(order.__name__), post(order, *arguments)))
    document.set_training(seed=5)
    assert "forget_left" not in orders
    document.model.load(project())
    qtbot.waitUntil(lambda: session.is_settled and session.state == "ready", timeout=20_000)
    assert orders.count("forget_left") == 1
    document.set_training(seed=6)
    assert orders.count("forget_left") == 1
