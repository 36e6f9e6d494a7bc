"""What stays of moments that grow in number: every k-th, k a power of two, so that what stays is spread evenly."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

Moment = TypeVar("Moment")


def thinned_to(every: int, moments: Sequence[Moment], number: Callable[[Moment], int], *,
               newest: bool) -> list[Moment]:
    """Those whose `number` is a multiple of `every`, and the first; with `newest` the last one too.

    Where that is all of them, as it is when their numbers begin elsewhere after going back, every second one goes.
    """
    inner = moments[1:-1] if newest else moments[1:]
    kept = [moment for moment in inner if number(moment) % every == 0]
    if len(kept) == len(inner):
        kept = list(inner[1::2])
    return [moments[0], *kept, *(moments[-1:] if newest and len(moments) > 1 else ())]
