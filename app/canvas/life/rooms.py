"""How high cards can be without touching each other."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

HIGHEST = 640.0
"""Of a card that nothing is above or below."""


def rooms(places: Mapping[str, tuple[float, float]], width: float, gap: float) -> Mapping[str, float]:
    """The height that each card, centred on its place, may have: with `gap` to the nearest other one whose column it
    shares, that is which is less than `width` to its side. Cards that lie on each other have none."""
    if not places:
        return {}
    x, y = np.array(list(places.values())).T
    order = np.argsort(x)
    x, y = x[order], y[order]
    first, end = np.searchsorted(x, x - width, "right"), np.searchsorted(x, x + width, "left")
    apart = np.full(len(x), np.inf)
    for place, (begin, stop) in enumerate(zip(first.tolist(), end.tolist(), strict=True)):
        beside = np.abs(y[begin:stop] - y[place])
        beside[place - begin] = np.inf  # the card itself
        apart[order[place]] = beside.min()
    return dict(zip(places, np.minimum(apart - gap, HIGHEST).tolist(), strict=True))
