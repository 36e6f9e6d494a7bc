"""What a process that reads may do wrong, where it can import it."""

from __future__ import annotations

import os
import time

from engine.errors import FormatError


def good(path: str) -> tuple[str, int]:
    return path, os.getpid()


def refused(path: str) -> None:
    raise FormatError("{name} is broken.", name=path)


def mistaken(path: str) -> None:
    raise ZeroDivisionError("by " + "zero " * 100)


def endless(path: str) -> None:
    while True:
        pass


def asleep(path: str) -> None:
    time.sleep(1_000)


def hungry(path: str) -> None:
    held = []
    while True:
        held.append(b"x" * 5_000_000)
        time.sleep(0.005)


def impossible(path: str) -> None:
    raise MemoryError


def large(path: str) -> bytes:
    return bytes(80_000_000)


def deadly(path: str) -> None:
    os._exit(9)
