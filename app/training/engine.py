"""The process that trains. Python runs one thread at a time: in a process of its own neither training nor painting
waits for the other."""

from __future__ import annotations

import itertools
import logging
import multiprocessing
import threading
from collections.abc import Callable
from contextlib import suppress
from multiprocessing.connection import Connection
from queue import SimpleQueue
from weakref import WeakValueDictionary

from app.training.known import known
from app.training.runner import Runner
from app.training.runner_client import RunnerClient
from app.training.server import Message, Server, serve
from engine.jobs.parcels import receive, send

_log = logging.getLogger(__name__)


class EngineProcess:
    """Starts at once, and again when somebody attaches after it has ended. Close it, or use it in a `with`.

    It is a daemon: a step that never ends cannot keep the program from ending.
    """

    def __init__(self) -> None:
        self._numbers = itertools.count(1)
        self._start()

    @property
    def pid(self) -> int:
        return known(self._process.pid)

    def attach(self, make_runner: Callable[..., Runner] = Runner,
               wake: Callable[[], None] = lambda: None) -> RunnerClient:
        """A client of a runner of its own there. `make_runner` is pickled; so is every order. `wake` as in
        RunnerClient."""
        if self._ended.is_set():
            self._start()
        number, orders = next(self._numbers), self._orders
        line = self._lines[number] = RunnerClient(
            lambda order, *arguments: orders.put((number, order, arguments)), wake)
        orders.put((number, Server.attach, (make_runner,)))
        return line

    def close(self, timeout: float = 1.0) -> None:
        """End the process after the step in progress, or within `timeout` seconds in the middle of it."""
        self._closing = True
        self._orders.put(None)
        self._process.join(timeout)
        if self._process.is_alive():
            self._process.kill()
            self._process.join()
        for thread in self._threads:
            thread.join()

    def __enter__(self) -> EngineProcess:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _start(self) -> None:
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        self._lines: WeakValueDictionary[int, RunnerClient] = WeakValueDictionary()
        self._orders: SimpleQueue[Message | None] = SimpleQueue()
        self._closing = False
        self._ended = threading.Event()
        self._process = context.Process(target=serve, args=(theirs,), name="ladera-engine", daemon=True)
        self._process.start()
        theirs.close()
        sender = threading.Thread(target=_send, args=(ours, self._orders), name="orders", daemon=True)
        self._threads = sender, threading.Thread(target=self._receive, args=(ours, sender), name="news", daemon=True)
        for thread in self._threads:
            thread.start()

    def _receive(self, connection: Connection, sender: threading.Thread) -> None:
        lines, orders, ended = self._lines, self._orders, self._ended
        try:
            while True:
                number, kind, content = receive(connection)
                line = lines.get(number)
                if line is not None:
                    line.receive(kind, content)
        except (EOFError, OSError):
            if not self._closing:
                _log.error("The engine's process has ended")
        finally:
            ended.set()
            orders.put(None)
            sender.join()  # whose connection it is too
            connection.close()
            for line in list(lines.values()):
                line.lose()


def _send(connection: Connection, orders: SimpleQueue[Message | None]) -> None:
    """Orders go out on a thread of their own, since a data set takes a while; None is the last."""
    with suppress(OSError):  # the process has ended; whoever receives says so
        send_more = True
        while send_more:
            message = orders.get()
            send(connection, message)
            send_more = message is not None
