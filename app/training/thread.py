"""The one thread that owns the engine and its device."""

from __future__ import annotations

import logging
import threading
import time
from collections import deque
from collections.abc import Callable
from queue import Empty, SimpleQueue
from typing import Any

from threadpoolctl import threadpool_limits

from app.training.mailbox import Mailbox
from app.training.runner import Runner
from app.training.snapshot import Event, Snapshot, StateChanged
from app.training.turn import Turn
from engine.errors import N_, LaderaError

SLICE = 0.005
"""Seconds of steps between two looks at the orders."""

PUBLISH = 0.016
"""Seconds between two snapshots: twice as often as the window looks."""

_STOP = "stop"
_log = logging.getLogger(__name__)


class EngineThread(threading.Thread):
    """Takes orders (names of Runner's methods), leaves snapshots in `mailbox` and everything else in `events`.

    Whatever goes wrong is reported and the thread lives on. It is a daemon: a step that never ends cannot keep the
    program from ending.
    """

    def __init__(self, turn: Turn, make_runner: Callable[..., Runner] = Runner) -> None:
        super().__init__(name="engine", daemon=True)
        self.mailbox: Mailbox[Snapshot] = Mailbox()
        self.events: deque[Event] = deque()
        self.handled = 0
        self._orders: SimpleQueue[tuple[str, tuple[Any, ...]]] = SimpleQueue()
        self._turn = turn
        self._runner = make_runner(self._tell, self._give_way)
        self._published = 0.0

    def post(self, order: str, *arguments: Any) -> None:
        """Hand over an order; returns at once."""
        self._orders.put((order, arguments))

    def stop(self, timeout: float) -> bool:
        """End the thread after the step in progress; False when it has not ended within `timeout` seconds."""
        self.post(_STOP)
        self._turn.give()
        self.join(timeout)
        return not self.is_alive()

    def run(self) -> None:
        # Two BLAS threads beside a busy window are slower than one by far: they wait for each other at every product.
        with threadpool_limits(limits=1, user_api="blas"):
            wait: float | None = None
            while (orders := self._waiting(wait)) is not None:
                for order, arguments in orders:
                    self._obey(order, arguments)
                wait = self._work()

    def _waiting(self, wait: float | None) -> list[tuple[str, tuple[Any, ...]]] | None:
        """The orders that have come, waiting up to `wait` seconds (None: until one comes); None at the end.

        Of several networks to build only the last is built.
        """
        orders = []
        try:
            orders.append(self._orders.get(timeout=wait) if wait != 0.0 else self._orders.get_nowait())
            while True:
                orders.append(self._orders.get_nowait())
        except Empty:
            pass
        if any(order == _STOP for order, _ in orders):
            return None
        builds = [index for index, (order, _) in enumerate(orders) if order == "build"]
        self.handled += len(builds[:-1])
        return [order for index, order in enumerate(orders) if index not in builds[:-1]]

    def _obey(self, order: str, arguments: tuple[Any, ...]) -> None:
        self._guard(lambda: getattr(self._runner, order)(*arguments))
        self._publish()
        self.handled += 1

    def _work(self) -> float | None:
        if self._runner.state != "running":
            return None
        wait = self._guard(lambda: self._runner.run(SLICE)) or 0.0
        if time.perf_counter() - self._published >= PUBLISH:
            self._publish()
        return wait if self._runner.state == "running" else None

    def _guard(self, work: Callable[[], Any]) -> Any:
        try:
            return work()
        except LaderaError as error:
            self._runner.fail(error)
        except Exception as error:
            _log.exception("The engine's thread met an error that is not Ladera's own")
            self._runner.fail(LaderaError(N_("engine", "Something unexpected went wrong: {detail}"),
                                          detail=f"{type(error).__name__}: {error}"))
        return None

    def _publish(self) -> None:
        snapshot = self._runner.snapshot()
        if snapshot is not None:
            self.mailbox.put(snapshot)
            self._published = time.perf_counter()

    def _tell(self, event: Event) -> None:
        # The snapshot first: who hears of the new state finds the weights that belong to it.
        if isinstance(event, StateChanged):
            if event.state == "empty":
                self.mailbox.take()
            self._publish()
        self.events.append(event)

    def _give_way(self) -> None:
        if self._turn.taken:
            self._turn.wait()
