"""Long work as the window sees it: what is given up is computed by nobody."""

from __future__ import annotations

import math
from concurrent.futures import Executor, Future

import pytest

from app.widgets import long_work
from app.widgets.long_work import LongWork, WorkBar


class Waiting(Executor):
    """Takes work and never does it."""

    def __init__(self) -> None:
        self.futures: list[Future] = []

    def submit(self, function, /, *arguments, **options) -> Future:
        self.futures.append(Future())
        return self.futures[-1]


@pytest.fixture
def executor(monkeypatch) -> Waiting:
    executor = Waiting()
    monkeypatch.setattr(long_work, "open_executor", lambda: executor)
    return executor


def test_cancel_takes_every_piece_back(executor, qtbot):
    work = LongWork()
    bar = WorkBar(work)
    qtbot.addWidget(bar)
    ended: list[bool] = []
    work.ended.connect(lambda: ended.append(work.busy))
    work.begin(math.factorial, [(3,), (4,), (5,)], in_flight=2)
    qtbot.waitUntil(lambda: len(executor.futures) == 2)
    assert work.busy
    bar.cancel.click()
    assert ended == [False]
    assert [future.cancelled() for future in executor.futures] == [True, True]
    assert bar.isHidden()
