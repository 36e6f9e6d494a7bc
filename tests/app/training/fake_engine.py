"""An engine's process without a process: orders and answers are pickled and wait until a test lets them through."""

from __future__ import annotations

import itertools
from collections import deque
from collections.abc import Callable
from typing import Any

from app.training.runner import Runner
from app.training.runner_client import RunnerClient
from app.training.server import Server
from engine.jobs.parcels import receive, send


class Pipe:
    """One direction of a connection, in memory."""

    def __init__(self) -> None:
        self._letters: deque[bytes] = deque()

    def __len__(self) -> int:
        return len(self._letters)

    def send_bytes(self, content: Any) -> None:
        self._letters.append(bytes(content))

    def recv_bytes(self) -> bytes:
        return self._letters.popleft()


class FakeEngine:
    """`obey(count)` lets the server carry out so many orders, `work()` one slice, `answer()` lets the window hear.
    `heard(order, arguments)` is called with each order before it is carried out, `worked()` after each slice."""

    pid = 0

    def __init__(self, heard: Callable[[Callable[..., object], tuple[Any, ...]], None] = lambda *_: None,
                 worked: Callable[[], None] = lambda: None) -> None:
        self._heard, self._worked = heard, worked
        self._numbers = itertools.count(1)
        self._begin()

    def _begin(self) -> None:
        self._lines: dict[int, RunnerClient] = {}
        self._orders: deque[bytes] = deque()
        self._answers = Pipe()
        self.server = Server(self._answers)

    def attach(self, make_runner: Callable[..., Runner] = Runner,
               wake: Callable[[], None] = lambda: None) -> RunnerClient:
        number = next(self._numbers)
        line = self._lines[number] = RunnerClient(lambda order, *rest: self._post(number, order, rest), wake)
        self._post(number, Server.attach, (make_runner,))
        return line

    def die(self) -> None:
        """Orders that wait are lost, and so is every training."""
        lines = list(self._lines.values())
        self._begin()
        for line in lines:
            line.lose()

    def obey(self, count: int | None = None) -> None:
        orders = [receive(self._orders.popleft())
                  for _ in range(len(self._orders) if count is None else min(count, len(self._orders)))]
        for _, order, arguments in orders:
            self._heard(order, arguments)
        self.server.obey(orders)

    def work(self) -> None:
        self.server.work()
        self._worked()

    def answer(self) -> None:
        while len(self._answers):
            number, kind, content = receive(self._answers)
            if number in self._lines:
                self._lines[number].receive(kind, content)

    def _post(self, number: int, order: Callable[..., object], arguments: tuple[Any, ...]) -> None:
        pipe = Pipe()
        send(pipe, (number, order, arguments))
        self._orders.append(pipe)
