"""Threads that compute side by side.

NumPy and BLAS let other threads have the interpreter while they compute, so that programs of large calls run on as many
cores. A team's threads wait for work until it is forgotten, or Python ends.
"""

from __future__ import annotations

import os
import threading
import weakref
from collections.abc import Callable, Sequence
from contextvars import Context, copy_context
from queue import SimpleQueue
from typing import NamedTuple

Program = Callable[[], object]
_Error = BaseException | None


class _Member(NamedTuple):
    """A thread, and where it gets its programs."""

    thread: threading.Thread
    inbox: SimpleQueue[tuple[Context, Program] | None]


class Team:
    """So many threads, of which the one that calls `run` is the first. Programs of several callers take turns."""

    def __init__(self, count: int) -> None:
        self.count = count
        self._barrier = threading.Barrier(count)
        self.meet: Callable[[], object] = self._barrier.wait
        """Called by all programs of a run, equally often: each waits there until all have come."""
        self._members: list[_Member] = []
        self._outbox: SimpleQueue[_Error] = SimpleQueue()
        self._lock = threading.Lock()
        _TEAMS.add(self)

    def run(self, programs: Sequence[Program]) -> None:
        """Run as many programs as there are threads, the first here. All have ended when it returns; it raises the
        first error of one. What the caller has set for this context, as NumPy's `errstate` is, holds in all."""
        with self._lock:
            if not self._members:
                self._begin()
            try:
                for member, program in zip(self._members, programs[1:], strict=True):
                    member.inbox.put((copy_context(), program))
                errors = [_error_of(programs[0], self._barrier), *(self._outbox.get() for _ in self._members)]
            except BaseException:  # Ctrl+C while it waits
                self._barrier.abort()
                self._end()
                raise
            raised = [error for error in errors if error is not None]
            if raised:
                self._barrier.reset()
                raise next(error for error in raised if not isinstance(error, threading.BrokenBarrierError))

    def _begin(self) -> None:
        for number in range(2, self.count + 1):
            inbox: SimpleQueue[tuple[Context, Program] | None] = SimpleQueue()
            thread = threading.Thread(target=_serve, args=(inbox, self._outbox, self._barrier), name=f"team-{number}",
                                      daemon=True)
            thread.start()
            self._members.append(_Member(thread, inbox))
        weakref.finalize(self, _dismiss, tuple(self._members))

    def _end(self) -> None:
        """Wait until all threads have done what they were given, and let them go."""
        _dismiss(self._members)
        for member in self._members:
            member.thread.join()
        self._members.clear()
        self._outbox = SimpleQueue()
        self._barrier.reset()

    def _forget(self) -> None:
        """There are no threads in a forked process."""
        self._members.clear()
        self._lock = threading.Lock()


_TEAMS: weakref.WeakSet[Team] = weakref.WeakSet()
_CHOOSING = threading.Lock()


def team(count: int) -> Team:
    """The team of so many threads that this process has, while somebody needs it."""
    with _CHOOSING:
        return next((known for known in _TEAMS if known.count == count), None) or Team(count)


def cores() -> int:
    """How many this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _serve(inbox: SimpleQueue[tuple[Context, Program] | None], outbox: SimpleQueue[_Error],
           barrier: threading.Barrier) -> None:
    while (job := inbox.get()) is not None:
        context, program = job
        error = context.run(_error_of, program, barrier)
        del job, context, program  # who waits for work holds on to nothing
        outbox.put(error)
        del error


def _error_of(program: Program, barrier: threading.Barrier) -> _Error:
    """What a program raises; nobody waits for it then."""
    try:
        program()
    except BaseException as error:
        barrier.abort()
        return error
    return None


def _dismiss(members: Sequence[_Member]) -> None:
    for member in members:
        member.inbox.put(None)


def _after_fork() -> None:
    for forked in list(_TEAMS):
        forked._forget()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_after_fork)
