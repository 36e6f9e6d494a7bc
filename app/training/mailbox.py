"""A place for one letter: the newest snapshot. Putting replaces what was not read."""

from __future__ import annotations

from collections import deque
from typing import Generic, TypeVar

Letter = TypeVar("Letter")


class Mailbox(Generic[Letter]):
    """Written by one thread and read by another; neither ever waits."""

    def __init__(self) -> None:
        # append and pop of a bounded deque are atomic.
        self._place: deque[Letter] = deque(maxlen=1)

    def put(self, letter: Letter) -> None:
        self._place.append(letter)

    def take(self) -> Letter | None:
        """The newest letter, once."""
        try:
            return self._place.pop()
        except IndexError:
            return None

    @property
    def is_empty(self) -> bool:
        return not self._place
