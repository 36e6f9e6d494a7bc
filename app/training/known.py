"""What has to be known by the time it is asked for."""

from __future__ import annotations

from typing import TypeVar

Thing = TypeVar("Thing")


def known(thing: Thing | None) -> Thing:
    """`thing`, which is there. Raises LookupError where it is not: it was asked for too early."""
    if thing is None:
        raise LookupError("asked for too early")
    return thing
