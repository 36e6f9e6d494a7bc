"""The engine's process, when it ends before its time."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from functools import partial

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from app.document.document import Document
from app.training.engine import EngineProcess
from app.training.runner import Runner
from app.training.session import TrainingSession
from tests.app.training.doubles import DyingTrainer, hang

Start = Callable[..., TrainingSession]
PATIENCE = 20_000
"""Milliseconds: a process takes a second to start, and longer on a busy machine."""


@pytest.fixture
def engine() -> Iterator[EngineProcess]:
    """One that may be killed."""
    with EngineProcess() as engine:
        yield engine


def test_a_training_whose_process_ended_is_ready_again_with_what_the_document_heard_last(
        session: TrainingSession, engine: EngineProcess, document: Document, qtbot: QtBot) -> None:
    session.play()
    qtbot.waitUntil(lambda: document.model.history is not None and document.model.history["epoch"][-1] > 2)
    with qtbot.waitSignal(session.failed, timeout=PATIENCE) as failed:
        os.kill(engine.pid, signal.SIGKILL)
    assert "ended unexpectedly" in str(failed.args[0])
    learned = document.model.parameters
    qtbot.waitUntil(lambda: session.state == "paused", timeout=PATIENCE)
    assert np.array_equal(session.latest.parameters, learned)
    epoch = session.latest.epoch
    assert epoch > 2
    session.epoch()
    qtbot.waitUntil(lambda: session.latest.epoch == epoch + 1)


def test_the_end_of_the_process_is_heard_of_at_rest_too(
        session: TrainingSession, engine: EngineProcess, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not session._connection.is_listening)
    with qtbot.waitSignal(session.failed, timeout=PATIENCE):
        os.kill(engine.pid, signal.SIGKILL)
    qtbot.waitUntil(lambda: session.state == "ready", timeout=PATIENCE)


def test_what_ends_its_process_while_it_is_got_ready_is_not_tried_for_ever(
        start: Start, document: Document, qtbot: QtBot) -> None:
    session = start(make_runner=partial(Runner, make=DyingTrainer))
    failures = []
    session.failed.connect(failures.append)
    qtbot.wait(300)
    assert failures == []
    assert session.state == "empty"
    assert "could not be got ready" in str(session.problems[0])
    document.set_training(l2=0.1)
    qtbot.waitUntil(lambda: failures != [], timeout=PATIENCE)


def test_closing_ends_a_step_that_never_ends(engine: EngineProcess) -> None:
    engine.attach().post(hang, 3600)
    engine.close(timeout=0.2)
    with pytest.raises(ProcessLookupError):
        os.kill(engine.pid, 0)
