"""Something long beside the window can be given up at any moment."""

from __future__ import annotations

import threading

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from app.shell import waiting
from app.shell.beside import Beside
from engine.jobs import GivenUpError


@pytest.mark.parametrize("after", [0, waiting.PATIENCE + 200], ids=["before there is a box", "in the box"])
def test_cancel_is_heard_whenever_it_comes(qtbot, after: int):
    window = QWidget()
    qtbot.addWidget(window)
    beside, go_on, heard = Beside("Save", window), threading.Event(), []

    def work(check):
        go_on.wait(20)
        try:
            check()
        except GivenUpError as error:
            heard.append(error)
            raise

    late: list[bool] = []

    def cancel():
        beside._waiting._cancel()
        QTimer.singleShot(waiting.PATIENCE // 2, lambda: late.append(True))

    QTimer.singleShot(after, cancel)
    with pytest.raises(GivenUpError):
        beside.do(work, "Writing…")
    assert not late
    assert not beside.busy
    assert not go_on.is_set()
    go_on.set()
    qtbot.waitUntil(lambda: len(heard) == 1)
