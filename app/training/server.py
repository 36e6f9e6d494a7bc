"""What runs in the engine's process: the orders of every line, and between them the training."""

from __future__ import annotations

import gc
import logging
import time
from collections.abc import Callable, Sequence
from functools import partial
from multiprocessing.connection import Connection
from typing import Any

from app.training.runner import Runner
from app.training.snapshot import Answer, Built, Event, Kept, StateChanged
from app.training.wire import Packer
from engine.blas_threads import one_thread
from engine.errors import UnexpectedError, sentence_of
from engine.jobs import follow_parent
from engine.jobs.parcels import receive, send

SLICE = 0.005
"""Seconds of steps between two looks at the orders."""

PUBLISH = 0.016
"""Seconds between two snapshots: twice as often as the window looks."""

SHARE = 0.2
"""The share of the time that sending may take from a training; those of large networks are sent less often."""

Message = tuple[int, Callable[..., object], tuple[Any, ...]]
"""An order: the number of a line, a method of its Runner or of the Server itself, and its arguments."""
_log = logging.getLogger(__name__)


def serve(connection: Connection) -> None:
    """Until the window says stop, or is gone."""
    follow_parent()
    gc.freeze()  # what has been imported stays, and need not be looked through for garbage
    # Two BLAS threads beside a busy window are slower than one by far: they wait for each other at every product.
    with one_thread():
        try:
            Server(connection).run()
        except OSError:
            _log.info("The window is gone")


class Server:
    """Has a runner for each line, obeys their orders and lets them work in turn."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._posts: dict[int, _Post] = {}
        self._has_built = False

    def run(self) -> None:
        wait: float | None = None
        while (orders := self._waiting(wait)) is not None:
            self.obey(orders)
            wait = self.work()
            if wait is None:
                self.tidy()

    def tidy(self) -> None:
        """Let trainers go that others have taken the place of. They are circles of objects, few and large, of which
        Python would let dozens come together before it looks for them."""
        if self._has_built:
            self._has_built = False
            gc.collect()

    def work(self) -> float | None:
        """A slice for everyone who has something to do; returns how many seconds nobody has anything after that, None
        where orders have to come first."""
        return min([post.work() for post in self._posts.values() if post.is_busy], default=None)

    def _waiting(self, wait: float | None) -> list[Message] | None:
        """The orders that have come, waiting up to `wait` seconds (None: until one comes); None at the end."""
        orders: list[Message] = []
        try:
            while self._connection.poll(0.0 if orders else wait):
                order = receive(self._connection)
                if order is None:
                    return None
                orders.append(order)
        except EOFError:
            return None
        return orders

    def obey(self, orders: Sequence[Message]) -> None:
        """Carry orders out that came together."""
        followed = _followed_builds(orders)
        self._has_built |= any(order is Runner.build for _, order, _ in orders)
        for place, (number, order, arguments) in enumerate(orders):
            if order in (Server.attach, Server.detach):
                order(self, number, *arguments)
            else:
                self._posts[number].obey(order, arguments, later=place in followed)

    def attach(self, number: int, make_runner: Callable[..., Runner]) -> None:
        """Have a runner for another line."""
        self._posts[number] = _Post(number, self._connection, make_runner)

    def detach(self, number: int) -> None:
        """Let the runner of a line go."""
        del self._posts[number]


def _followed_builds(orders: Sequence[Message]) -> set[int]:
    """The places of networks to build that are followed by another one at once, so that nobody will see them."""
    followed: set[int] = set()
    next_order: dict[int, Callable[..., object]] = {}
    for place in reversed(range(len(orders))):
        number, order, _ = orders[place]
        if order is next_order.get(number) is Runner.build:
            followed.add(place)
        next_order[number] = order
    return followed


class _Post:
    """The runner of one line. Whatever goes wrong is reported and the process lives on."""

    def __init__(self, number: int, connection: Connection, make_runner: Callable[..., Runner]) -> None:
        self._number, self._connection = number, connection
        self._runner = make_runner(self._tell)
        self._packer = Packer()
        self._held: list[tuple[Callable[..., object], tuple[Any, ...]]] = []
        self._handled = 0
        self._due = 0.0

    @property
    def is_busy(self) -> bool:
        return self._runner.is_busy

    def obey(self, order: Callable[..., object], arguments: tuple[Any, ...], *, later: bool) -> None:
        """Carry an order out; `later` as in `Runner.build`. What comes while the runner waits to hear what is to be
        trained is carried out after that."""
        if order is Runner.build:
            self._guard(partial(self._runner.build, *arguments, later=later))
        else:
            self._held.append((order, arguments))
        while self._held and not self._runner.is_waiting:
            held, given = self._held.pop(0)
            self._guard(partial(held, self._runner, *given))
        if not later:
            self._publish()
        self._handled += 1
        self._send("handled", self._handled)

    def work(self) -> float:
        """Train and read for a slice; returns how many seconds there is nothing to do after that."""
        runs = self._runner.state == "running"
        wait = (self._guard(lambda: self._runner.run(SLICE)) or 0.0) if runs else 0.0
        fresh = self._guard(lambda: self._runner.read(SLICE))
        # It may have come to rest just now: then what is fresh is told, for nothing follows.
        if time.perf_counter() >= self._due if self._runner.state == "running" else fresh:
            self._publish()
        return wait

    def _guard(self, work: Callable[[], Any]) -> Any:
        try:
            return work()
        except Exception as error:
            said = sentence_of(error)
            if isinstance(said, UnexpectedError):
                _log.exception("The engine's process met an error that is not Ladera's own")
            self._runner.fail(said)
        return None

    def _publish(self) -> None:
        begun = time.perf_counter()
        snapshot = self._runner.snapshot()
        if snapshot is not None:
            self._send("snapshot", self._packer.pack(snapshot))
        now = time.perf_counter()
        self._due = now + max(PUBLISH, (now - begun) / SHARE)

    def _tell(self, event: Event) -> None:
        # The snapshot first: who hears of the new state finds the weights that belong to it.
        if isinstance(event, StateChanged):
            self._publish()
        match event:
            case Built():
                self._send("built", self._packer.pack_built(event))
            case Kept():
                self._send("kept", self._packer.pack_kept(event))
            case _:
                self._send("answer", Answer(self._runner.job, event))

    def _send(self, kind: str, content: Any) -> None:
        send(self._connection, (self._number, kind, content))
