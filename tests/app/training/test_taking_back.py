"""Whatever takes a training away can be taken back: weights, optimizer, curves and timeline, as they were."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from app.document.document import Document
from app.training.engine import EngineProcess
from app.training.session import TrainingSession
from app.training.snapshot import Snapshot
from engine.data import DataSpec
from engine.formats import read_project
from engine.layout import ParameterLayout

from .jobs import network, project

PATIENCE = 20_000
"""Milliseconds: a busy machine."""

Edit = Callable[[Document, TrainingSession], object]

EDITS: dict[str, Edit] = {
    "structure": lambda document, _: document.remove(["dense_1"]),
    "units": lambda document, _: document.change_settings("dense_1", {"units": 9}),
    "activation": lambda document, _: document.change_settings("dense_1", {"activation": "relu"}),
    "seed": lambda document, _: document.set_training(seed=7),
    "data": lambda document, _: document.set_data(DataSpec("circle", {"samples": 60})),
    "optimizer": lambda document, _: document.set_training(optimizer="momentum"),
    "batch size": lambda document, _: document.set_training(batch_size=7),
    "precision": lambda document, _: document.set_training(dtype="float64"),
    "weights": lambda document, _: document.set_parameters(
        np.linspace(-1, 1, ParameterLayout(document.model.graph).size, dtype=np.float32), "Edit weights"),
    "frozen": lambda document, _: document.change_settings("dense_1", {"trainable": False}),
    "reset": lambda _, session: session.reset(),
    "revert": lambda document, _: document.revert(project(graph=network(3)), None),
    "go back": lambda _, session: session.go_back(),
}


def settle(qtbot: QtBot, session: TrainingSession, *states: str) -> Snapshot | None:
    """Until everything is answered, and the training rests as it should."""
    qtbot.waitUntil(lambda: session.is_settled and session.state in (states or ("ready", "paused", "finished")),
                    timeout=PATIENCE)
    return session.latest


def train_to(qtbot: QtBot, session: TrainingSession, epoch: int) -> None:
    session.play()
    qtbot.waitUntil(lambda: session.latest is not None and session.latest.epoch >= epoch, timeout=PATIENCE)


def same_training(one: Snapshot, other: Snapshot) -> bool:
    return (one.parameters.tobytes() == other.parameters.tobytes()
            and (one.epoch, one.step, one.batch, one.moments, one.marks, one.goal) == (
                other.epoch, other.step, other.batch, other.moments, other.marks, other.goal)
            and repr(one.figures) == repr(other.figures)
            and one.history.array.tobytes() == other.history.array.tobytes()
            and one.path.seen().points.tobytes() == other.path.seen().points.tobytes())


@pytest.fixture
def undisturbed(engine: EngineProcess, document: Document, qtbot: QtBot, tmp_path: Path):
    """Another session with the same project, which nobody edits; epochs as many as asked for."""
    twin = Document(recovery_folder=tmp_path / "twin")
    twin.model.load(document.model.project)
    session = TrainingSession(twin, engine)
    yield session
    session.shutdown()
    twin.close()


@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS)
def test_undoing_an_edit_of_a_resting_training_gives_it_back_and_it_goes_on_bit_for_bit(
        session: TrainingSession, undisturbed: TrainingSession, document: Document, qtbot: QtBot, edit: Edit) -> None:
    document.set_training(epochs=6)
    undisturbed._document.set_training(epochs=6)
    for each in (session, undisturbed):
        each.play()
        settle(qtbot, each, "finished")
        each.step()
        each.step()
        settle(qtbot, each)
    before = session.latest
    edit(document, session)
    settle(qtbot, session, "ready", "paused", "finished", "empty")
    if session.state != "empty":
        session.epoch()
        settle(qtbot, session)
        session.epoch()
        settle(qtbot, session)
        learned = session.latest
    document.undo_stack.undo()
    after = settle(qtbot, session)
    assert same_training(after, before)
    for each in (session, undisturbed):
        each.epoch()
        settle(qtbot, each)
        each.epoch()
        settle(qtbot, each)
    assert session.latest.parameters.tobytes() == undisturbed.latest.parameters.tobytes()
    document.undo_stack.redo()
    settle(qtbot, session, "ready", "paused", "finished", "empty")
    if session.state != "empty":
        assert same_training(session.latest, learned)


@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS)
def test_undoing_an_edit_made_while_it_trains_gives_the_training_back_as_it_was_at_the_edit(
        session: TrainingSession, document: Document, qtbot: QtBot, edit: Edit) -> None:
    train_to(qtbot, session, 20)
    seen = session.latest.epoch
    edit(document, session)
    left = document.model.run
    qtbot.waitUntil(lambda: session.is_settled or (session.state == "running" and session.latest.run == left
                                                   and session.latest.epoch > seen + 20), timeout=PATIENCE)
    document.undo_stack.undo()
    after = settle(qtbot, session, "paused")
    assert seen <= after.epoch
    assert after.moments[0] == 0
    assert after.history["epoch"].tolist() == list(range(1, after.epoch + 1))
    known = document.model.project
    assert known.parameters.tobytes() == after.parameters.tobytes()
    assert known.progress.now.step == after.step


def test_continuing_from_the_past_can_be_taken_back(
        session: TrainingSession, document: Document, qtbot: QtBot) -> None:
    document.set_training(epochs=8)
    session.play()
    before = settle(qtbot, session, "finished")
    session.look_back(3)
    qtbot.waitUntil(lambda: session.is_looking_back, timeout=PATIENCE)
    session.continue_from_here()
    settle(qtbot, session, "finished")
    assert document.undo_stack.undoText() == "Go back to epoch 3"
    document.undo_stack.undo()
    assert same_training(settle(qtbot, session, "finished"), before)


def test_continuing_before_the_look_has_come_is_obeyed_all_the_same(
        session: TrainingSession, document: Document, qtbot: QtBot) -> None:
    document.set_training(epochs=8)
    session.play()
    settle(qtbot, session, "finished")
    session.look_back(5)
    session.look_back(3)
    session.continue_from_here()
    session.pause()
    qtbot.waitUntil(lambda: session.is_settled and session.latest.run == document.model.run, timeout=PATIENCE)
    assert document.undo_stack.undoText() == "Go back to epoch 3"


def test_a_reset_of_nothing_is_no_step(session: TrainingSession, document: Document) -> None:
    session.reset()
    assert not document.undo_stack.canUndo()


def test_what_is_undone_after_the_process_has_ended_has_its_weights_and_its_optimizer(
        session: TrainingSession, document: Document, engine: EngineProcess, qtbot: QtBot) -> None:
    """The document keeps what was learned; what there was to look back at, as far as a file would."""
    document.set_training(epochs=5)
    session.play()
    before = settle(qtbot, session, "finished")
    document.change_settings("dense_1", {"units": 9})
    session.epoch()
    settle(qtbot, session)
    session._start_again()  # as when the process is gone, which other tests still need
    settle(qtbot, session)
    document.undo_stack.undo()
    after = settle(qtbot, session)
    assert (after.parameters.tobytes(), after.epoch, after.moments) == (
        before.parameters.tobytes(), before.epoch, before.moments)
    assert after.figures == before.figures


def test_a_reopened_project_trains_on_as_if_nobody_had_closed_it(
        session: TrainingSession, undisturbed: TrainingSession, document: Document, qtbot: QtBot, tmp_path: Path
        ) -> None:
    for each in (session, undisturbed):
        each._document.set_training(epochs=4, patience=50)
        each.play()
        settle(qtbot, each, "finished")
        each.step()
        settle(qtbot, each)
    before = session.latest
    assert before.batch == 1, "in the middle of an epoch"
    session.store()
    document.save_as(tmp_path / "p.ladera")
    document.new()
    settle(qtbot, session, "empty")
    document.open(tmp_path / "p.ladera")
    qtbot.waitUntil(lambda: session.is_settled and session.latest is not None, timeout=PATIENCE)
    after = session.latest
    assert (after.epoch, after.step, after.batch, after.goal, after.moments, after.figures) == (
        before.epoch, before.step, before.batch, before.goal, before.moments, before.figures)
    assert after.history.array.tobytes() == before.history.array.tobytes()
    for each in (session, undisturbed):
        for _ in range(3):
            each.epoch()
            settle(qtbot, each)
    assert session.latest.parameters.tobytes() == undisturbed.latest.parameters.tobytes()
    assert session.latest.history.array.tobytes() == undisturbed.latest.history.array.tobytes()


def test_saving_while_it_trains_saves_a_moment_that_goes_on_bit_for_bit(
        session: TrainingSession, document: Document, qtbot: QtBot, tmp_path: Path) -> None:
    train_to(qtbot, session, 10)
    session.store()
    document.save_as(tmp_path / "p.ladera")
    assert session.state == "running"
    saved = read_project(tmp_path / "p.ladera")
    assert saved.progress.now.epoch >= 10
    assert all(slot.any() for slot in saved.progress.now.slots.values())
    assert saved.history["epoch"][-1] == saved.progress.now.epoch


def test_the_goal_of_a_second_round_is_said_after_an_edit_and_after_opening(
        session: TrainingSession, document: Document, qtbot: QtBot, tmp_path: Path) -> None:
    document.set_training(epochs=10)
    session.play()
    settle(qtbot, session, "finished")
    session.play()
    session.pause()
    session.epoch()
    assert settle(qtbot, session).goal == 20
    document.set_training(l2=0.01)
    assert settle(qtbot, session).goal == 20
    session.store()
    document.save_as(tmp_path / "p.ladera")
    document.open(tmp_path / "p.ladera")
    qtbot.waitUntil(lambda: session.is_settled and session.latest is not None, timeout=PATIENCE)
    assert session.latest.goal == 20


def test_an_answer_that_breaks_the_window_does_not_cost_the_others(
        session: TrainingSession, document: Document, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    reported = []
    monkeypatch.setattr("sys.excepthook", lambda *error: reported.append(error[1]))
    monkeypatch.setattr(document, "keep_learned", lambda *_: 1 / 0)
    session.epoch()
    settle(qtbot, session, "paused")
    assert session.latest.epoch == 1
    assert [type(error) for error in reported] == [ZeroDivisionError]


@pytest.mark.skipif(not hasattr(signal, "SIGSTOP"), reason="the engine cannot be held up here")
@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS)
def test_orders_that_come_while_the_engine_is_busy_are_about_what_the_person_sees(
        session: TrainingSession, document: Document, engine: EngineProcess, qtbot: QtBot, edit: Edit,
        monkeypatch: pytest.MonkeyPatch) -> None:
    """Pause, edit, play, undo, and the engine answers all of it at once."""
    reported = []
    monkeypatch.setattr("sys.excepthook", lambda *error: reported.append(error[1]))
    train_to(qtbot, session, 5)
    os.kill(engine.pid, signal.SIGSTOP)
    try:
        session.pause()
        edit(document, session)
        session.play()
        qtbot.wait(150)
        document.undo_stack.undo()
        session.step()
        document.undo_stack.redo()
        document.undo_stack.undo()
    finally:
        os.kill(engine.pid, signal.SIGCONT)
    after = settle(qtbot, session, "paused")
    assert reported == []
    assert after.graph == document.model.graph == project().graph
    assert after.run == document.model.run
    assert document.model.parameters.tobytes() == after.parameters.tobytes()
