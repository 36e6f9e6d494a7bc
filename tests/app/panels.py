"""Panels that watch a training."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import numpy as np
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.document.document import Document
from app.training.session import TrainingSession
from engine.probes import Probe


def settle(panel: QWidget, qtbot: QtBot) -> None:
    """Until what it asks is shown."""
    session = panel._session
    qtbot.waitUntil(lambda: session.is_settled and all(probe in session.latest.readings for probe in panel.probes),
                    timeout=90_000)
    qtbot.wait(1)


def at_every_moment(document: Document, session: TrainingSession, qtbot: QtBot, name: str,
                    walk: Callable[[], object]) -> None:
    """`walk` before a training, after two epochs, looked back at the first of them, and with a weight of the array
    `name` edited and taken back."""
    walk()
    for epoch in (1, 2):
        session.epoch()
        qtbot.waitUntil(lambda epoch=epoch: session.state == "paused" and session.latest.epoch == epoch,
                        timeout=90_000)
    walk()
    session.look_back(1)
    qtbot.waitUntil(lambda: session.is_looking_back, timeout=90_000)
    walk()
    edited_and_taken_back(document, session, qtbot, name, walk)


def edited_and_taken_back(document: Document, session: TrainingSession, qtbot: QtBot, name: str,
                          walk: Callable[[], object]) -> None:
    """A weight of the array `name` is changed by hand in the present, and that is undone: after each, `walk`."""
    session.return_to_present()
    qtbot.waitUntil(lambda: not session.is_looking_back and session.is_settled)
    before = session.latest.parameters.copy()
    document.set_weight(before, name, (0, 1), 1.75)
    qtbot.waitUntil(lambda: session.is_settled and np.sum(session.latest.parameters != before) == 1, timeout=90_000)
    walk()
    document.undo_stack.undo()
    qtbot.waitUntil(lambda: session.is_settled and np.array_equal(session.latest.parameters, before), timeout=90_000)
    walk()


def while_it_trains(session: TrainingSession, qtbot: QtBot, probes: Callable[[], Iterable[Probe]],
                    walk: Callable[[], object]) -> None:
    """`walk` at three steps of a training that runs, each when everything that is asked is answered of that step, and
    once it rests again."""
    other = QWidget()
    qtbot.addWidget(other)
    session.watch(other, (), lambda snapshot: None, weights=True)
    with qtbot.waitExposed(other):
        other.show()
    session.set_speed(4.0)
    session.play()
    seen = set()

    def same_step() -> bool:
        snapshot = session.latest
        if session.state != "running" or snapshot.parameters is None or not all(
                probe in snapshot.readings and snapshot.readings[probe].step == snapshot.step > 0
                for probe in probes()):
            return False
        walk()
        seen.add(snapshot.step)
        return len(seen) > 2

    def at_rest() -> bool:
        if session.state != "paused" or not session.is_settled or any(
                probe not in session.latest.readings for probe in probes()):
            return False
        walk()
        return True

    qtbot.waitUntil(same_step, timeout=90_000)
    session.pause()
    qtbot.waitUntil(at_rest, timeout=90_000)
