"""Long work as the window sees it: what is given up is computed by nobody."""

from __future__ import annotations

import math
from concurrent.futures import Executor, Future
from types import SimpleNamespace

import pytest

from app.widgets.long_work import LongWork, WorkBar


class Waiting(Executor):
    """Takes work and never does it."""

    def __init__(self) -> None:
        self.futures: list[Future] = []

    def submit(self, function, /, *arguments, **options) -> Future:
        self.futures.append(Future())
        return self.futures[-1]


@pytest.fixture
def executor() -> Waiting:
    return Waiting()


def test_cancel_takes_every_piece_back(executor, qtbot):
    work = LongWork(SimpleNamespace(open=lambda: executor))
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
