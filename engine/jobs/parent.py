"""No process outlives the one that started it."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading


def follow_parent() -> None:
    """In a process that `multiprocessing` started: end when the parent is gone, however it went, and in the middle of
    whatever is being computed. Keys and hang-ups of the terminal are for the parent."""
    for name in ("SIGINT", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.SIG_IGN)
    threading.Thread(target=_wait, name="parent", daemon=True).start()


def _wait() -> None:
    multiprocessing.parent_process().join()
    os._exit(1)
