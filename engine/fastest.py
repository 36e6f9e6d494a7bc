"""Which number of threads is the fastest for some work, by measurement."""

from __future__ import annotations

import time
from collections.abc import Callable

from engine.blas_threads import one_thread
from engine.team import cores

SMALL = 0.002
"""Seconds of computing below which work is not worth dividing: what threads wait for each other is a tenth of that."""
PAYS = 0.9  # share of the time of fewer threads that more may take at most
LONG = 0.25  # seconds of work that is measured once
ROUNDS = 3

Stopwatch = Callable[[Callable[[], float]], float]
"""Does the work once; how long it took by a clock."""


def free_cores() -> int:
    """How many cores are there for the threads of this process: one where the others belong to other processes."""
    return 1 if one_thread().is_for_good else cores()


def fastest(work: Callable[[int], Stopwatch | None], most: int) -> int:
    """The number of threads, up to `most`, in which work is done soonest: one, or as many more as pay, each time about
    twice as many. `work(count)` gets it ready in so many, and is None where it cannot be done so."""
    one = work(1)
    if one is None or min(one(time.thread_time), one(time.thread_time)) < SMALL:
        return 1
    best, seconds, count = 1, _seconds(one), 2
    while count <= most:
        many = work(count)
        if many is None or (took := _seconds(many)) > PAYS * seconds:
            break
        best, seconds = count, took
        count = most if count < most < 2 * count else 2 * count
    return best


def _seconds(work: Stopwatch) -> float:
    """The least of some rounds: other programs only make it longer."""
    best = work(time.perf_counter)
    if best < LONG:
        best = min(best, *(work(time.perf_counter) for _ in range(ROUNDS - 1)))
    return best
