"""A long calculation in pieces, which can be watched and given up."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from concurrent.futures import CancelledError, Executor, Future
from typing import Any

from engine.errors import N_, DeviceError, LaderaError
from engine.jobs.cluster import ClusterExecutor
from engine.jobs.pool import WorkerEndedError

IN_FLIGHT = 8  # pieces that wait in the executor: few, so that giving up is quick


class Job:
    """`function(*piece)` for every piece, on an executor. `start`, then `poll` from time to time, which never blocks.

    When a piece fails the others are given up; `failed` says why. `done` of `total` pieces are finished; `remaining` is
    a guess, in seconds, None at first.
    """

    def __init__(self, executor: Executor, function: Callable[..., Any], pieces: Sequence[tuple[Any, ...]],
                 in_flight: int = IN_FLIGHT) -> None:
        self._executor, self._function, self._pieces, self._in_flight = executor, function, list(pieces), in_flight
        self._waiting: dict[Future, int] = {}
        self._next = 0
        self._began = 0.0
        self.done = 0
        self.failed: LaderaError | None = None
        self.cancelled = False

    @property
    def total(self) -> int:
        return len(self._pieces)

    @property
    def finished(self) -> bool:
        """Whether nothing more will come."""
        return self.cancelled or self.failed is not None or self.done == self.total

    @property
    def waiting(self) -> bool:
        """Whether a cluster has no worker for it at present."""
        return isinstance(self._executor, ClusterExecutor) and self._executor.waiting

    @property
    def elapsed(self) -> float:
        """Seconds since the start."""
        return time.monotonic() - self._began if self._began else 0.0

    @property
    def remaining(self) -> float | None:
        return self.elapsed / self.done * (self.total - self.done) if self.done else None

    def start(self) -> None:
        self._began = time.monotonic()
        self._fill()

    def poll(self) -> list[tuple[int, Any]]:
        """The results that came since the last look, with the places of their pieces, in any order."""
        results = []
        for future in [future for future in self._waiting if future.done()]:
            place = self._waiting.pop(future)
            if self.finished:
                continue
            try:
                results.append((place, future.result()))
                self.done += 1
            except Exception as error:
                self._fail(error)
        if not self.finished:
            self._fill()
        return results

    def wait(self, seconds: float | None = None) -> list[tuple[int, Any]]:
        """Poll until it is finished, or for so many seconds: all results of that time. For notebooks and tests."""
        end = None if seconds is None else time.monotonic() + seconds
        results = self.poll()
        while not self.finished and (end is None or time.monotonic() < end):
            time.sleep(0.005)
            results += self.poll()
        return results

    def cancel(self) -> None:
        """Give up: what is being computed is left to finish, and nobody looks at it."""
        self.cancelled = not self.finished or self.cancelled
        for future in self._waiting:
            future.cancel()
        self._waiting.clear()

    def _fill(self) -> None:
        while len(self._waiting) < self._in_flight and self._next < self.total:
            try:
                future = self._executor.submit(self._function, *self._pieces[self._next])
            except Exception as error:  # a pool that broke, a cluster that is gone
                self._fail(error)
                return
            self._waiting[future] = self._next
            self._next += 1

    def _fail(self, error: BaseException) -> None:
        for future in self._waiting:
            future.cancel()
        self.failed = worker_error(error)


def worker_error(error: BaseException) -> LaderaError:
    """What went wrong in a worker, as a sentence."""
    if isinstance(error, LaderaError):
        return error
    if isinstance(error, (WorkerEndedError, CancelledError)):  # cancelled by the executor, as it went away
        return DeviceError(N_("engine", "A worker process ended unexpectedly, perhaps for lack of memory. Try fewer "
                              "processes or a smaller surface."))
    return DeviceError(N_("engine", "A worker could not do its piece: {detail}"),
                       detail=f"{type(error).__name__}: {error}")
