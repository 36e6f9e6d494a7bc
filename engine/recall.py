"""What a process that does pieces of work remembers from one piece to the next. It belongs to whoever does the work,
and is lent to the functions that want it."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

Thing = TypeVar("Thing")
Function = TypeVar("Function", bound=Callable[..., Any])


MOST = 4
"""Things of each kind."""


class Recall:
    """Of each kind the `most` things that were used last, by key. Belongs to one thread."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._kept: dict[type, OrderedDict[str, Any]] = {}

    def keep(self, key: str, thing: object) -> None:
        """Remember a thing, and forget what of its kind was used the longest time ago."""
        own = self._kept.setdefault(type(thing), OrderedDict())
        own[key] = thing
        own.move_to_end(key)
        while len(own) > self._most:
            own.popitem(last=False)

    def get(self, kind: type[Thing], key: str) -> Thing | None:
        """What is remembered, None where nothing is."""
        own = self._kept.get(kind, OrderedDict())
        if key in own:
            own.move_to_end(key)
        return own.get(key)

    def take(self, kind: type[Thing], key: str) -> Thing | None:
        """The same, and forget it."""
        return self._kept.get(kind, OrderedDict()).pop(key, None)


def remembering(function: Function) -> Function:
    """Marks a function that is lent the `recall` of the process in which it works."""
    function.is_remembering = True  # type: ignore[attr-defined]
    return function


def do(function: Callable[..., Any], arguments: Sequence[Any], recall: Recall) -> Any:
    """A piece of work."""
    return function(*arguments, recall=recall) if getattr(function, "is_remembering", False) else function(*arguments)
