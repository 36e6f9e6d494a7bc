"""Reading what strangers wrote, in a process of its own: with limits of time and memory, and an end at any moment.

The limits are watched from here, by looking at the process twenty times a second: a limit that a process gives itself
(RLIMIT_AS) exists on some systems only, and counts what libraries reserve and never use.
"""

from __future__ import annotations

import multiprocessing
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Any

from engine.errors import N_, LaderaError, sentence_of
from engine.jobs.memory import resident
from engine.jobs.parcels import receive, send
from engine.jobs.parent import follow_parent

LOOK = 0.05  # seconds
_KEPT = 400_000_000  # bytes: a process that has grown beyond is not kept for the next file
_READY = "ready"


class GivenUpError(LaderaError):
    """Nobody wants the answer any more."""


class LimitError(LaderaError):
    """A file that takes more than there is for it."""


@dataclass(frozen=True)
class Limits:
    """`seconds` of work, and the most bytes of `memory` that the process may have."""

    seconds: float = 60.0
    memory: int = 2**30

    @classmethod
    def of(cls, size: int) -> Limits:
        """For a file of so many bytes: honest ones need a few times their size."""
        return cls(cls.seconds + size / 5e6, cls.memory + need(size))


def need(size: int) -> int:
    """About the most memory that reading an honest file of so many bytes takes: as it is, as the format's library has
    it, as arrays, and as what is sent back."""
    return 6 * size


class Readers:
    """Processes that read, one for each file at a time; one that is done is kept ready for the next file."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._idle: list[_Worker] = []
        self._busy: list[_Worker] = []

    @property
    def busy(self) -> bool:
        """Whether something is being read."""
        return bool(self._busy)

    def limited(self, function: Callable[..., Any], *arguments: Any, name: str, limits: Limits | None = None,
                given_up: threading.Event | None = None, told: Callable[[float], None] | None = None) -> Any:
        """What `function(*arguments)` gives or raises, in another process; both must be such that they can be sent. It
        blocks: call it on a thread. `name` is the file's, for sentences. Where `told` wants to know how much is done,
        the function gets something to tell it as its last argument, and calls it with a share from 0 to 1.

        Raises LimitError at a limit, GivenUpError when `given_up` is set, LaderaError when the process does not
        survive."""
        worker = self._take()
        try:
            answer = worker.do(function, arguments, name, limits or Limits(), given_up or threading.Event(), told)
        except BaseException:
            worker.end()
            raise
        finally:
            self._put_back(worker)
        good, content = answer
        if not good:
            raise content
        return content

    def warm_up(self) -> None:
        """Have a process ready, as while a person chooses a file: it takes a second to start."""
        with self._lock:
            if not self._idle:
                self._idle.append(_Worker())

    def close(self) -> None:
        """End all processes; what they do is given up."""
        with self._lock:
            idle, busy = self._idle[:], self._busy[:]
            self._idle.clear()
        for worker in idle:
            worker.end()
        for worker in busy:
            worker.kill()

    def _take(self) -> _Worker:
        with self._lock:
            while self._idle:
                worker = self._idle.pop()
                if worker.is_fit:
                    break
                worker.end()
            else:
                worker = _Worker()
            self._busy.append(worker)
        return worker

    def _put_back(self, worker: _Worker) -> None:
        with self._lock:
            self._busy.remove(worker)
            if worker.is_fit and not self._idle:
                self._idle.append(worker)
                return
        worker.end()


@dataclass(frozen=True)
class _Share:
    """How much is done."""

    done: float


class _Worker:
    """One process."""

    def __init__(self) -> None:
        context = multiprocessing.get_context("spawn")
        self._connection, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(theirs,), name="ladera-reader", daemon=True)
        self._process.start()
        theirs.close()
        self._ready = False

    @property
    def is_fit(self) -> bool:
        """Whether it can be given another file."""
        return self._process.is_alive() and (resident(self._process.pid) or 0) < _KEPT

    def do(self, function: Callable[..., Any], arguments: tuple[Any, ...], name: str, limits: Limits,
           given_up: threading.Event, told: Callable[[float], None] | None) -> tuple[bool, Any]:
        try:
            if not self._ready:
                self._wait(name, Limits(), given_up, time.monotonic() + Limits.seconds)
                self._ready = receive(self._connection) == _READY
            send(self._connection, (function, arguments, told is not None))
            end = time.monotonic() + limits.seconds
            while True:
                self._wait(name, limits, given_up, end)
                message = receive(self._connection)
                if not isinstance(message, _Share):
                    return message
                told(message.done)
        except (EOFError, OSError) as error:
            if given_up.is_set():
                raise GivenUpError(N_("engine", "{name} was not read to its end."), name=name) from error
            raise LaderaError(N_("engine", "{name} cannot be read: the program that reads it did not survive it."),
                              name=name) from error

    def _wait(self, name: str, limits: Limits, given_up: threading.Event, end: float) -> None:
        """Until there is something to receive, or the time is over."""
        while not self._connection.poll(LOOK):
            if given_up.is_set():
                raise GivenUpError(N_("engine", "{name} was not read to its end."), name=name)
            if time.monotonic() > end:
                raise LimitError(N_("engine", "{name} cannot be read: it takes longer than {seconds:.0f} s."),
                                 name=name, seconds=limits.seconds)
            if (resident(self._process.pid) or 0) > limits.memory:
                raise LimitError(N_("engine", "{name} cannot be read: it takes more than {most} MB of memory."),
                                 name=name, most=limits.memory // 2**20)

    def kill(self) -> None:
        """From any thread: who waits for an answer reads the end of the connection, and closes it."""
        self._process.kill()
        self._process.join()

    def end(self) -> None:
        self.kill()
        self._connection.close()


# In the other process


def _serve(connection: Connection) -> None:
    """Until the window is gone."""
    follow_parent()
    import engine.formats  # noqa: F401
    from engine.blas_threads import one_thread

    one_thread().for_good()
    try:
        send(connection, _READY)
        while True:
            function, arguments, tells = receive(connection)
            if tells:
                arguments = (*arguments, _teller(connection))
            send(connection, _answer(function, arguments))
    except (EOFError, OSError):
        return


def _teller(connection: Connection) -> Callable[[float], None]:
    """Tells shares, not more often than they are looked at."""
    last = 0.0

    def tell(share: float) -> None:
        nonlocal last
        now = time.monotonic()
        if now - last >= LOOK:
            last = now
            send(connection, _Share(share))

    return tell


def _answer(function: Callable[..., Any], arguments: tuple[Any, ...]) -> tuple[bool, Any]:
    try:
        return True, function(*arguments)
    except Exception as error:
        return False, sentence_of(error)
