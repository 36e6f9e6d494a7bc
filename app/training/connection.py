"""One connection with a runner: what comes is heard on the window's thread, and another runner takes the place of one
whose process has ended."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any, TypeGuard

from PySide6.QtCore import QObject, QTimer, Signal

from app.training.engine import EngineProcess
from app.training.runner import Runner
from app.training.runner_client import RunnerClient
from app.training.snapshot import Answer, DeviceChanged, Event, Job, Kept, Lost, Snapshot, StateChanged

LOOK = 40
"""Milliseconds between two looks into the mailbox. Where two threads share one core of the processor, what the window
draws more often is taken from the steps: at 33 the living drawing of a small network kept 74 % of them, at 40 85 %."""


class Connection(QObject):
    """Looks as long as something may come. `show` is given the newest snapshot of the job that was sent last, `hear`
    every answer to it, and those that hold whatever the job is; what either raises is reported, and the next is heard
    all the same."""

    looked = Signal()
    """All that came was heard."""
    _lost = Signal()

    def __init__(self, engine: EngineProcess, make_runner: Callable[..., Runner], show: Callable[[Snapshot], None],
                 hear: Callable[[Event], None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._engine, self._make_runner, self._show, self._hear = engine, make_runner, show, hear
        self._standing: dict[Callable[..., object], tuple[object, ...]] = {}
        self._timer = QTimer(self, interval=LOOK)
        self._timer.timeout.connect(self.look)
        self._lost.connect(self.listen)
        self._line = self._attach()

    @property
    def is_settled(self) -> bool:
        """Whether every order has been carried out and all that came was heard."""
        return self._line.is_settled and self._line.mailbox.is_empty and not self._line.answers

    @property
    def posted(self) -> int:
        """The number of the last order."""
        return self._line.posted

    def has_handled(self, number: int) -> bool:
        """Whether the order of this number, and all before it, have been carried out."""
        return self._line.has_handled(number)

    def knows(self, run: int | None) -> bool:
        """Whether the runner was told of a training; it may have given it up since."""
        return self._line.knows(run)

    def is_current(self, snapshot: Snapshot | None) -> TypeGuard[Snapshot]:
        """Whether a snapshot is of the job that was sent last."""
        return snapshot is not None and snapshot.job == self._line.newest

    def post(self, order: Callable[..., object], *arguments: object) -> None:
        """Have the runner carry out `order(runner, *arguments)`; returns at once."""
        self._line.post(order, *arguments)
        self.listen()

    def post_standing(self, order: Callable[..., object], *arguments: object) -> None:
        """The same, and a runner that takes its place is told so too."""
        self._standing[order] = arguments
        self.post(order, *arguments)

    def build(self, job: Job) -> None:
        """Have a job got ready."""
        self._line.build(job)
        self.listen()

    def settle(self, seconds: float) -> bool:
        """Wait so long at most until every order has been carried out, and hear what came; whether it was."""
        settled = self._line.settle(seconds)
        if settled:
            self.look()
        return settled

    def begin_anew(self) -> None:
        """With another runner, in another process where that one has ended; it knows standing orders and no job."""
        self._line = self._attach()
        for order, arguments in self._standing.items():
            self.post(order, *arguments)

    def listen(self) -> None:
        """Something may come."""
        if not self._timer.isActive():
            self._timer.start()

    @property
    def is_listening(self) -> bool:
        return self._timer.isActive()

    def rest(self) -> None:
        """Nothing comes until the next order."""
        self._timer.stop()

    def close(self) -> None:
        """Let the runner go; nothing is heard after that."""
        self._timer.stop()
        self._line.close()

    def look(self) -> None:
        """Hear what has come."""
        # Answers before the mailbox: a snapshot is always there before the event that belongs to it, and what the
        # mailbox holds is newer than the last time that there was nothing to train.
        line = self._line
        answers = [line.answers.popleft() for _ in range(len(line.answers))]
        empty = max((place for place, answer in enumerate(answers, 1) if _is_empty(answer.event)), default=0)
        for answer in answers[:empty]:
            self._take(answer, line)
        snapshot = line.mailbox.take()
        if self.is_current(snapshot):
            self._guarded(self._show, snapshot)
        for answer in answers[empty:]:
            self._take(answer, line)
        self.looked.emit()

    def _attach(self) -> RunnerClient:
        return self._engine.attach(self._make_runner, self._lost.emit)

    def _take(self, answer: Answer, line: RunnerClient) -> None:
        """Hear an answer that came on `line`, unless it is about a job from before."""
        timely = line is self._line and answer.job == line.newest
        if timely or isinstance(answer.event, (Kept, DeviceChanged, Lost)):
            self._guarded(self._hear, answer.event)

    def _guarded(self, take: Callable[[Any], None], news: Any) -> None:
        try:
            take(news)
        except Exception:
            sys.excepthook(*sys.exc_info())


def _is_empty(event: Event) -> bool:
    return isinstance(event, StateChanged) and event.state == "empty"
