"""What goes wrong in a method that Qt calls is reported, and ends nothing.

When an exception leaves a method that overrides one of Qt's, inside of a call that Python made, PySide reads its
arguments. Up to Python 3.11 one that C raised, a division by zero or an index beyond the end, has none before Python
has caught it, and the process ends. So it is caught once here, in every class of ours and of pyqtgraph's.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from functools import cache, wraps
from inspect import CO_VARARGS
from types import FunctionType

from shiboken6 import Shiboken

CURED = (3, 12)
"""The Python whose exceptions have their arguments from the start."""


@cache
def guard_overrides() -> None:
    """Do so in all classes that there are and will be."""
    if sys.version_info < CURED:
        Shiboken.Object.__init_subclass__ = classmethod(_guard_new)
        for kind in set(_derived(Shiboken.Object)):
            _guard(kind)


def _guard_new(kind: type, **options: object) -> None:
    super(Shiboken.Object, kind).__init_subclass__(**options)
    _guard(kind)


def _derived(kind: type) -> Iterator[type]:
    for derived in type.__subclasses__(kind):
        yield derived
        yield from _derived(derived)


def _guard(kind: type) -> None:
    overridden = {name for base in kind.__mro__ if base.__module__.startswith("PySide6.") for name in vars(base)}
    for name, method in tuple(vars(kind).items()):
        if name in overridden and not name.startswith("__") and type(method) is FunctionType:
            setattr(kind, name, _caught(method))


def _caught(method: Callable[..., object]) -> Callable[..., object]:
    # One that is a slot gets as many arguments as it takes, which PySide cannot count here.
    taken = None if method.__code__.co_flags & CO_VARARGS else method.__code__.co_argcount

    @wraps(method)
    def caught(*arguments: object, **named: object) -> object:
        try:
            return method(*arguments[:taken], **named)
        except BaseException:
            raise

    return caught
