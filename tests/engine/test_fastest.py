"""Which number of threads is chosen, by times that are made up."""

from __future__ import annotations

import time
from collections.abc import Mapping

import pytest

import engine.fastest
from engine.blas_threads import OneThread
from engine.fastest import fastest, free_cores


def chosen(seconds: Mapping[int, float], most: int) -> tuple[int, list[int]]:
    """The number, and those that were tried, where work takes so many seconds in so many threads."""
    tried: list[int] = []

    def work(count: int):
        tried.append(count)
        return None if count not in seconds else lambda clock: seconds[count]

    return fastest(work, most), tried


@pytest.mark.parametrize(("seconds", "most", "best", "tried"), [
    ({1: 0.001}, 8, 1, [1]),  # small
    ({1: 0.1, 2: 0.06, 4: 0.04, 8: 0.039}, 8, 4, [1, 2, 4, 8]),
    ({1: 0.1, 2: 0.06, 4: 0.04, 6: 0.03}, 6, 6, [1, 2, 4, 6]),
    ({1: 0.1, 2: 0.098, 4: 0.01}, 8, 1, [1, 2]),  # beside a busy window
    ({1: 0.1}, 8, 1, [1, 2]),  # cannot be divided
    ({1: 0.1, 2: 0.06, 3: 0.05}, 3, 3, [1, 2, 3]),
    ({1: 0.1}, 1, 1, [1]),
])
def test_more_threads_as_long_as_they_pay(seconds, most, best, tried):
    assert chosen(seconds, most) == (best, tried)


def test_small_work_is_known_by_what_is_computed_and_not_by_the_clock():
    """A busy machine makes it seem long."""
    assert fastest(lambda count: lambda clock: 0.0001 if clock is time.thread_time else 1.0, 8) == 1


def test_a_process_whose_other_cores_belong_to_others_has_one(monkeypatch: pytest.MonkeyPatch):
    ours = OneThread([])
    monkeypatch.setattr(engine.fastest, "one_thread", lambda: ours)
    monkeypatch.setattr(engine.fastest, "cores", lambda: 8)
    assert free_cores() == 8
    ours.for_good()
    assert free_cores() == 1
