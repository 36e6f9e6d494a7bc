"""How high cards can be without touching each other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np

HIGHEST = 640.0
"""Of a card that nothing is above or below."""


def rooms(places: Mapping[str, tuple[float, float]], wanted: Iterable[str], width: float,
          gap: float) -> Mapping[str, float]:
    """The height that each `wanted` card, centred on its place, may have: with `gap` to the nearest other one whose
    column it shares, that is which is less than `width` to its side. Cards that lie on each other have none."""
    cards = {name: card for card, name in enumerate(places)}
    known = [name for name in wanted if name in cards]
    if not known:
        return {}
    x, y = np.array(list(places.values())).T
    order = np.argsort(x)
    rank = np.argsort(order)
    x, y = x[order], y[order]
    found = {}
    for name in known:
        own = rank[cards[name]]
        begin, end = np.searchsorted(x, x[own] - width, "right"), np.searchsorted(x, x[own] + width, "left")
        apart = np.abs(y[begin:end] - y[own])
        apart[own - begin] = np.inf  # the card itself
        found[name] = min(float(apart.min()) - gap, HIGHEST)
    return found
