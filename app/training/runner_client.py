"""What connects one session with its runner in the engine's process."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from app.training.mailbox import Mailbox
from app.training.runner import Runner
from app.training.server import Server
from app.training.snapshot import Answer, Built, Job, Lost, Snapshot, StateChanged
from app.training.wire import PackedBuilt, PackedKept, PackedSnapshot, Unpacker
from engine.data import Data, DataSpec


class RunnerClient:
    """`post` hands over an order, one of Runner's methods, and returns at once. The newest snapshot comes
    into `mailbox`, everything else into `answers`; each says which job it is about, and `newest` is the last that was
    sent. `snapshots` counts those that came.

    Networks and data stay here and are named by the number of their job, so that the window gets back what it sent.
    `wake` is called, on the thread that receives, when the process has ended and nobody may be looking.
    """

    def __init__(self, send: Callable[..., None], wake: Callable[[], None]) -> None:
        self.mailbox: Mailbox[Snapshot] = Mailbox()
        self.answers: deque[Answer] = deque()
        self.newest = 0
        self.snapshots = 0
        self.is_closed = False
        self._posted = self._handled = 0
        self._is_over = False  # nothing will be handled any more
        self._handling = threading.Condition()
        self._send, self._wake = send, wake
        self._jobs: dict[int, Job] = {}
        self._known: set[int] = set()  # trainings that the runner was told of
        self._shared: Data | None = None  # what the runner certainly has
        self._spec: DataSpec | None = None
        self._lock = threading.Lock()  # around what both threads change
        self._unpacker = Unpacker()

    @property
    def is_settled(self) -> bool:
        """Whether every order has been carried out."""
        return self._handled == self._posted

    @property
    def posted(self) -> int:
        """How many orders there have been: the number of the last one."""
        return self._posted

    def has_handled(self, number: int) -> bool:
        """Whether the order of this number, and all before it, have been carried out."""
        return self._handled >= number

    def settle(self, seconds: float) -> bool:
        """Wait so long at most until every order has been carried out; whether it has."""
        with self._handling:
            return self._handling.wait_for(lambda: self.is_settled or self._is_over, seconds) and self.is_settled

    def post(self, order: Callable[..., object], *arguments: Any) -> None:
        """Have the runner carry out `order(runner, *arguments)`."""
        if not self.is_closed:
            self._posted += 1
            self._send(order, *arguments)

    def knows(self, run: int | None) -> bool:
        """Whether the runner was told of a training; it may have given it up since."""
        return run in self._known

    def build(self, job: Job) -> None:
        """Have a job got ready."""
        with self._lock:
            self.newest += 1
            job = self._jobs[self.newest] = replace(job, number=self.newest)
            known = job.loaded is self._shared
            if self._shared is not None and job.data != self._shared.spec:
                self._shared = None
        self._known.add(job.run)
        same, self._spec = job.data is self._spec, job.data
        self.post(Runner.build, replace(job, loaded=None if known else job.loaded, data=None if same else job.data))

    def close(self) -> None:
        """Let the runner go; nothing is heard or obeyed after that."""
        self.post(Server.detach)
        self.is_closed = True

    # On the thread that receives

    def receive(self, kind: str, content: Any) -> None:
        """Take a message."""
        if not self.is_closed:
            _TAKE[kind](self, content)

    def lose(self) -> None:
        """The process has ended."""
        with self._handling:
            self._is_over = True
            self._handling.notify_all()
        if not self.is_closed:
            self.answers.append(Answer(self.newest, Lost()))
            self._wake()

    def _take_snapshot(self, packed: PackedSnapshot) -> None:
        self.snapshots += 1
        self.mailbox.put(self._unpacker.unpack(packed))

    def _take_answer(self, answer: Answer) -> None:
        if isinstance(answer.event, StateChanged) and answer.event.state == "empty":
            self.mailbox.take()
        self.answers.append(answer)

    def _take_built(self, built: PackedBuilt) -> None:
        with self._lock:
            job = self._jobs[built.number]
            self._jobs = {number: later for number, later in self._jobs.items() if number >= built.number}
            data = self._unpacker.begin(job, built)
            if built.number == self.newest:
                self._shared = data
        self.answers.append(Answer(built.number, Built(job, data)))

    def _take_kept(self, packed: PackedKept) -> None:
        self.answers.append(Answer(self.newest, self._unpacker.unpack_kept(packed)))

    def _take_handled(self, count: int) -> None:
        with self._handling:
            self._handled = count
            self._handling.notify_all()


_TAKE: dict[str, Callable[[RunnerClient, Any], None]] = {
    "snapshot": RunnerClient._take_snapshot, "answer": RunnerClient._take_answer, "built": RunnerClient._take_built,
    "kept": RunnerClient._take_kept, "handled": RunnerClient._take_handled,
}
