"""Threads that compute side by side, and what goes wrong in them."""

from __future__ import annotations

import gc
import os
import signal
import threading
import time
import warnings

import numpy as np
import pytest

from engine.team import Team, team


def test_programs_run_side_by_side_the_first_here():
    seen: list[tuple[int, str]] = []
    ours = Team(3)

    def program(number: int):
        def run() -> None:
            ours.meet()
            seen.append((number, threading.current_thread().name))
            ours.meet()
        return run

    for _ in range(20):
        seen.clear()
        ours.run([program(number) for number in range(3)])
        assert dict(seen) == {0: threading.current_thread().name, 1: "team-2", 2: "team-3"}


@pytest.mark.parametrize("wrong", [0, 1, 2])
def test_what_one_raises_is_raised_here_and_the_others_do_not_wait_for_it(wrong: int):
    ours = Team(3)

    def program(number: int):
        def run() -> None:
            if number == wrong:
                raise ZeroDivisionError(f"in {number}")
            ours.meet()
        return run

    for _ in range(3):
        with pytest.raises(ZeroDivisionError, match=f"in {wrong}"):
            ours.run([program(number) for number in range(3)])
    done: list[int] = []
    ours.run([lambda: done.append(1)] * 3)
    assert done == [1, 1, 1]


def test_what_the_caller_ignores_is_ignored_in_all():
    def overflow() -> None:
        np.exp(np.full(10, 1e9))

    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("error")
        Team(2).run([overflow, overflow])
    with np.errstate(over="raise"), pytest.raises(FloatingPointError):
        Team(2).run([lambda: None, overflow])


def test_callers_take_turns():
    ours, inside, most = Team(2), [], []

    def program() -> None:
        inside.append(1)
        most.append(len(inside))
        time.sleep(0.001)
        inside.pop()

    callers = [threading.Thread(target=lambda: [ours.run([program, program]) for _ in range(5)]) for _ in range(4)]
    for caller in callers:
        caller.start()
    for caller in callers:
        caller.join(10)
    assert len(most) == 40
    assert max(most) <= 2


def test_threads_end_when_nobody_needs_them():
    assert team(5) is not team(4)
    ours = team(5)
    assert team(5) is ours
    ours.run([lambda: None] * 5)
    threads = [thread for thread in threading.enumerate() if thread.name in ("team-4", "team-5")]
    assert threads
    del ours
    gc.collect()
    for thread in threads:
        thread.join(10)
    assert not any(thread.is_alive() for thread in threads if thread.name == "team-5")


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="there are no timers")
def test_ctrl_c_waits_for_all_and_comes_here():
    ours, ended = Team(2), []

    def long() -> None:
        time.sleep(0.3)
        ended.append(1)

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGALRM, interrupt)
    signal.setitimer(signal.ITIMER_REAL, 0.05)
    try:
        with pytest.raises(KeyboardInterrupt):
            ours.run([lambda: None, long])
    finally:
        signal.signal(signal.SIGALRM, before)
    assert ended == [1]
    ours.run([long, long])
    assert ended == [1, 1, 1]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="processes are not forked here")
def test_a_forked_process_has_threads_of_its_own():
    ours = Team(2)
    ours.run([lambda: None, lambda: None])
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # newer Pythons warn of threads
        child = os.fork()
    if not child:
        signal.alarm(20)
        done: list[int] = []
        ours.run([lambda: done.append(1)] * 2)
        os._exit(0 if done == [1, 1] else 1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
