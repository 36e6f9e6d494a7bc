"""Long work as the window sees it: what is given up is computed by nobody."""

from __future__ import annotations

import math
from concurrent.futures import Executor, Future
from types import SimpleNamespace

import pytest
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.widgets.long_work import LongWork, WorkBar


class Waiting(Executor):
    """Takes work and never does it."""

    def __init__(self) -> None:
        self.futures: list[Future] = []

    def submit(self, function, /, *arguments, **options) -> Future:
        self.futures.append(Future())
        return self.futures[-1]


class AtOnce(Executor):
    """Does work where it is handed in."""

    def submit(self, function, /, *arguments, **options) -> Future:
        future: Future = Future()
        future.set_result(function(*arguments, **options))
        return future


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


def test_legs_are_one_work_with_one_bar(qtbot):
    work = LongWork(SimpleNamespace(open=AtOnce))
    found: list[int] = []
    seen: list[tuple[int, int]] = []
    told: list[str] = []

    def next_leg() -> list[tuple[int]]:
        return [(len(found),)] if len(found) < 4 else []

    bar = WorkBar(work)  # which hears of results before whoever counts them
    qtbot.addWidget(bar)
    work.advanced.connect(lambda results: found.extend(result for _, result in results))
    work.progressed.connect(lambda: seen.append((bar.bar.value(), bar.bar.maximum())))
    for name in ("began", "finished", "ended"):
        getattr(work, name).connect(lambda name=name: told.append(name))
    with qtbot.waitSignal(work.finished):
        work.begin_legs(math.factorial, next_leg, lambda: len(found) / 4)
    assert found == [1, 1, 2, 6]
    assert seen == [(250, 1000), (500, 1000), (750, 1000), (1000, 1000)]
    assert told == ["began", "ended", "finished"]
    assert bar.isHidden()


def test_a_leg_that_fails_is_the_last(qtbot):
    class Failing(AtOnce):
        def submit(self, function, /, *arguments, **options) -> Future:
            future: Future = Future()
            future.set_exception(ArithmeticError())
            return future

    work = LongWork(SimpleNamespace(open=Failing))
    asked: list[int] = []
    with qtbot.waitSignal(work.failed):
        work.begin_legs(math.factorial, lambda: asked.append(1) or [(1,)], lambda: 0.5)
    assert len(asked) == 1
    assert not work.busy


def test_a_bar_instead_of_others_never_needs_room_beside_them(executor, qtbot):
    """A widget that is shown presses its window open at once."""
    work = LongWork(SimpleNamespace(open=lambda: executor))
    window, tools = QWidget(), QWidget(minimumHeight=40)
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    column.addWidget(tools)
    column.addWidget(WorkBar(work, low=True, instead_of=tools))
    window.resize(300, 64)
    window.show()
    height = window.height()
    work.begin(math.factorial, [(3,)])
    assert tools.isHidden()
    qtbot.waitUntil(lambda: bool(executor.futures))
    work.stop()
    assert tools.isVisible()
    assert window.height() == height
