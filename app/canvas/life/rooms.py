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
    known = [name for name in wanted if name in places]
    if not known:
        return {}
    x, y = np.array(list(places.values())).T
    order = np.argsort(x)
    x, y = x[order], y[order]
    own = np.array([places[name] for name in known])
    first = np.searchsorted(x, own[:, 0] - width, "right").tolist()
    end = np.searchsorted(x, own[:, 0] + width, "left").tolist()
    at = dict(zip(order.tolist(), range(len(x)), strict=True))
    place_of = {name: at[place] for place, name in enumerate(places)}
    found = {}
    for name, begin, stop, height in zip(known, first, end, own[:, 1], strict=True):
        beside = np.abs(y[begin:stop] - height)
        beside[place_of[name] - begin] = np.inf  # the card itself
        found[name] = min(float(beside.min()) - gap, HIGHEST)
    return found
