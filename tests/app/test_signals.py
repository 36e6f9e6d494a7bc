"""Signals of the system reach a window that nobody touches."""

from __future__ import annotations

import os
import signal
import threading

import pytest

from app.signals import SystemSignals

pytestmark = pytest.mark.skipif(os.name != "posix", reason="signals as POSIX has them")


def test_a_signal_wakes_a_loop_that_runs_no_python(qtbot):
    signals = SystemSignals([signal.SIGUSR1])
    try:
        with qtbot.waitSignal(signals.received, timeout=20_000) as received:
            threading.Timer(0.05, os.kill, (os.getpid(), signal.SIGUSR1)).start()
        assert received.args == [signal.SIGUSR1]
    finally:
        signals.close()


def test_what_the_program_was_told_to_ignore_stays_ignored(qtbot):
    """As by nohup; and afterwards everything is as it was."""
    before = signal.signal(signal.SIGUSR1, signal.SIG_IGN)
    try:
        signals = SystemSignals([signal.SIGUSR1, signal.SIGUSR2])
        assert signal.getsignal(signal.SIGUSR1) == signal.SIG_IGN
        assert signal.getsignal(signal.SIGUSR2) != signal.SIG_DFL
        signals.close()
        assert signal.getsignal(signal.SIGUSR2) == signal.SIG_DFL
        assert signal.getsignal(signal.SIGUSR1) == signal.SIG_IGN
        assert signal.set_wakeup_fd(-1) == -1
    finally:
        signal.signal(signal.SIGUSR1, before)
