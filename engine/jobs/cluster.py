"""The workers of a Dask cluster, as an executor. A process of its own (`gateway`) talks to the scheduler."""

from __future__ import annotations

import itertools
import json
import math
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping
from concurrent.futures import Executor, Future
from contextlib import suppress
from queue import Empty, SimpleQueue
from typing import Any

from engine.errors import N_, DeviceError
from engine.jobs import plain
from engine.jobs.gateway import ANSWER, CONNECT, GONE, MUTE, SILENT, WAITING, WORKING, Tls
from engine.jobs.sealed import failure, seal, unseal

START = 60.0  # seconds for a process to start, on a computer that is busy
LOOK = 0.2  # seconds
_BOOT = "import json, sys; sys.path[:] = json.loads(sys.argv[1]); from engine.jobs.gateway import main; main()"
"""Not by `multiprocessing`, which would import the program that asks once more."""
PATIENCE: Mapping[str, float] = {WORKING: math.inf, WAITING: SILENT, MUTE: SILENT - ANSWER + 1.0, GONE: 2.0}
"""State of the cluster → seconds for which work waits in it."""
DEAF = SILENT + ANSWER  # seconds without a word from the gateway, which speaks every second


class ClusterExecutor(Executor):
    """`submit` as every executor has it; what is sent back is read as plain values (`sealed`). Raises DeviceError when
    the scheduler cannot be used.

    Where no worker has come for a while, or the scheduler is silent or gone, all that was submitted fails with a
    sentence.
    """

    def __init__(self, address: str, tls: Tls | None = None) -> None:
        self._address = address
        self._numbers = itertools.count()
        self._lock = threading.Lock()  # around what is pending
        self._pending: dict[int, Future] = {}
        self._state, self._since = WAITING, time.monotonic()
        self._heard = self._since
        self._orders: SimpleQueue[tuple[Any, ...] | None] = SimpleQueue()
        self._news: SimpleQueue[tuple[Any, ...]] = SimpleQueue()
        self._process = subprocess.Popen([sys.executable, "-c", _BOOT, json.dumps(sys.path)],
                                         stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                         creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0))
        self._orders.put((address, tls))
        for work in (self._send, self._receive):
            threading.Thread(target=work, name="cluster", daemon=True).start()
        try:
            self._greet()
        except BaseException:
            self.shutdown()
            raise
        threading.Thread(target=self._attend, name="cluster", daemon=True).start()

    @property
    def usable(self) -> bool:
        """Whether more can be submitted."""
        return self._process.poll() is None and self._state != GONE

    @property
    def waiting(self) -> bool:
        """Whether there is work and no worker for it."""
        return bool(self._pending) and self._state == WAITING

    def submit(self, function: Callable[..., Any], /, *args: Any) -> Future:
        future: Future = Future()
        piece = seal(function, args)
        with self._lock:
            number = next(self._numbers)
            if not self._pending:
                self._since = time.monotonic()
            self._pending[number] = future
        self._orders.put(("submit", number, piece))
        if not self.usable:
            self._fail_all(self._lost())
        future.add_done_callback(lambda _: self._forget(number))
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Leave the cluster; what is pending is given up."""
        self._process.kill()
        self._process.wait()
        self._take_end()

    # Inside

    def _greet(self) -> None:
        """Wait until the scheduler has answered."""
        try:
            if self._news.get(timeout=START) == ("started",):
                word, *why = self._news.get(timeout=CONNECT + 1.0)
                if word == "ready":
                    return
                raise self._refused(*why)
        except Empty:
            pass
        raise self._nobody()

    def _send(self) -> None:
        """On a thread: orders go out, large ones too, and nobody waits for it."""
        with suppress(OSError), self._process.stdin as orders:  # where the gateway has ended, `_receive` says so
            while (order := self._orders.get()) is not None:
                plain.write(orders, order)

    def _forget(self, number: int) -> None:
        """Whoever submitted it wants it no longer."""
        with self._lock:
            known = self._pending.pop(number, None)
        if known is not None:
            self._orders.put(("cancel", number))

    def _receive(self) -> None:
        """On a thread: what the gateway says."""
        with suppress(EOFError, OSError, ValueError), self._process.stdout as news:
            while True:
                self._news.put(plain.read(news))
        self._news.put(("ended",))

    def _attend(self) -> None:
        """On a thread: take what has been said, and notice what has not."""
        word = ""
        while word != "ended":
            with suppress(Empty):
                word, *content = self._news.get(timeout=LOOK)
                self._heard = time.monotonic()
                _NEWS[word](self, *content)
            self._look()

    def _take_end(self) -> None:
        self._state = GONE
        self._orders.put(None)
        self._fail_all(self._lost())

    def _take_state(self, state: str) -> None:
        if state != self._state:
            self._state, self._since = state, time.monotonic()

    def _take_answer(self, number: int, answer: bytes) -> None:
        try:
            content = unseal(answer)
        except Exception as error:
            self._settle(number, error=error)
        else:
            self._settle(number, content)

    def _take_failed(self, number: int, why: str) -> None:
        self._settle(number, error=self._worker_failed(why))

    def _settle(self, number: int, content: Any = None, error: Exception | None = None) -> None:
        with self._lock:
            future = self._pending.pop(number, None)
        if future is not None and future.set_running_or_notify_cancel():
            if error is None:
                future.set_result(content)
            else:
                future.set_exception(error)

    def _look(self) -> None:
        """Nothing is waited for in vain."""
        now = time.monotonic()
        if self._pending and now - self._since > PATIENCE[self._state]:
            self._fail_all({WAITING: self._no_worker, MUTE: self._mute, GONE: self._lost}[self._state]())
        elif now - self._heard > DEAF:
            self._fail_all(self._mute())

    def _fail_all(self, error: DeviceError) -> None:
        with self._lock:
            numbers = list(self._pending)
        for number in numbers:
            self._settle(number, error=error)
            self._orders.put(("cancel", number))

    # Sentences

    def _nobody(self) -> DeviceError:
        return DeviceError(N_("engine", "No Dask scheduler answers at {address}. Check the address, or choose this "
                              "computer."), address=self._address)

    def _refused(self, why: str) -> DeviceError:
        if "SSL" in why or "certificate" in why or "PEM" in why:
            return DeviceError(N_("engine", "The scheduler at {address} and this computer do not accept each other's "
                                  "certificates: {detail}"), address=self._address, detail=why)
        return self._nobody()

    def _no_worker(self) -> DeviceError:
        return DeviceError(N_("engine", "The Dask scheduler at {address} has no worker. Start one with “dask worker "
                              "{address}” where Ladera is installed, or choose this computer."), address=self._address)

    def _mute(self) -> DeviceError:
        return DeviceError(N_("engine", "The Dask scheduler at {address} does not answer any more. Look after it, or "
                              "choose this computer."), address=self._address)

    def _lost(self) -> DeviceError:
        return DeviceError(N_("engine", "The connection to the Dask scheduler at {address} is lost. Look whether it "
                              "still runs, or choose this computer."), address=self._address)

    def _worker_failed(self, why: str) -> DeviceError:
        if "scheduler-connection-lost" in why:
            return self._lost()
        if any(word in why for word in ("KilledWorker", "WorkerSilent", "Cancelled")):
            return DeviceError(N_("engine", "A worker of the cluster ended or went silent in the middle of its work, "
                                  "perhaps for lack of memory."))
        if any(word in why for word in ("deserialization", "ModuleNotFoundError", "AttributeError")):
            return DeviceError(N_("engine", "The workers do not have this version of Ladera: {detail}"), detail=why)
        return failure(why)


_NEWS: Mapping[str, Callable[..., None]] = {
    "state": ClusterExecutor._take_state, "answer": ClusterExecutor._take_answer,
    "failed": ClusterExecutor._take_failed, "ended": ClusterExecutor._take_end,
}

__all__ = ["CONNECT", "ClusterExecutor", "Tls"]
