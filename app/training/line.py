"""What connects one session with its runner in the engine's process."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from app.training.mailbox import Mailbox
from app.training.server import DETACH
from app.training.snapshot import Built, Event, Job, Lost, Snapshot, StateChanged
from app.training.wire import PackedBuilt, Unpacker
from engine.data import Data


class Line:
    """`post` hands over an order, the name of one of Runner's methods, and returns at once. The newest snapshot comes
    into `mailbox`, everything else into `events`.

    Networks and data stay here and are named by the number of their job, so that the window gets back what it sent.
    `wake` is called, on the thread that receives, when the process has ended and nobody may be looking.
    """

    def __init__(self, send: Callable[..., None], wake: Callable[[], None]) -> None:
        self.mailbox: Mailbox[Snapshot] = Mailbox()
        self.events: deque[Event] = deque()
        self.is_closed = False
        self._posted = self._handled = 0
        self._send, self._wake = send, wake
        self._newest = 0  # job
        self._jobs: dict[int, Job] = {}
        self._shared: Data | None = None  # what the runner certainly has
        self._lock = threading.Lock()  # around what both threads change
        self._unpacker = Unpacker()

    @property
    def is_settled(self) -> bool:
        """Whether every order has been carried out."""
        return self._handled == self._posted

    def post(self, order: str, *arguments: Any) -> None:
        if not self.is_closed:
            self._posted += 1
            self._send(order, *arguments)

    def build(self, job: Job) -> None:
        """Have a job got ready."""
        with self._lock:
            self._newest += 1
            job = self._jobs[self._newest] = replace(job, number=self._newest)
            known = job.loaded is self._shared
            if self._shared is not None and job.data != self._shared.spec:
                self._shared = None
        self.post("build", replace(job, loaded=None) if known else job)

    def close(self) -> None:
        """Let the runner go; nothing is heard or obeyed after that."""
        self.post(DETACH)
        self.is_closed = True

    # On the thread that receives

    def receive(self, kind: str, content: Any) -> None:
        """Take a message."""
        if not self.is_closed:
            _TAKE[kind](self, content)

    def lose(self) -> None:
        """The process has ended."""
        if not self.is_closed:
            self.events.append(Lost())
            self._wake()

    def _take_snapshot(self, packed: Any) -> None:
        self.mailbox.put(self._unpacker.unpack(packed))

    def _take_event(self, event: Event) -> None:
        if isinstance(event, StateChanged) and event.state == "empty":
            self.mailbox.take()
        self.events.append(event)

    def _take_built(self, built: PackedBuilt) -> None:
        with self._lock:
            job = self._jobs[built.number]
            self._jobs = {number: later for number, later in self._jobs.items() if number >= built.number}
            data = self._unpacker.begin(job, built)
            if built.number == self._newest:
                self._shared = data
        self.events.append(Built(job, data))

    def _take_handled(self, count: int) -> None:
        self._handled = count


_TAKE: dict[str, Callable[[Line, Any], None]] = {
    "snapshot": Line._take_snapshot, "event": Line._take_event, "built": Line._take_built,
    "handled": Line._take_handled,
}
