"""Ctrl+C, and Stop in a notebook, between two steps."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager


@contextmanager
def between_steps() -> Iterator[Callable[[], None]]:
    """An interrupt waits until the function that this gives is called, and is raised there as KeyboardInterrupt; a
    second one does not wait. Where interrupts are nobody's or somebody else's, they stay so."""
    waiting: list[int] = []

    def look() -> None:
        if waiting:
            raise KeyboardInterrupt

    def wait(number: int, frame: object) -> None:
        look()
        waiting.append(number)

    ours = (threading.current_thread() is threading.main_thread()
            and signal.getsignal(signal.SIGINT) is signal.default_int_handler)
    if ours:
        signal.signal(signal.SIGINT, wait)
    try:
        yield look
    finally:
        if ours:
            signal.signal(signal.SIGINT, signal.default_int_handler)
