"""Panels that watch a training."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.document.document import Document
from app.training.session import TrainingSession


def settle(panel: QWidget, qtbot: QtBot) -> None:
    """Until what it asks is shown."""
    session = panel._session
    qtbot.waitUntil(lambda: session.is_settled and all(probe in session.latest.readings for probe in panel.probes),
                    timeout=90_000)
    qtbot.wait(1)


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
