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
    beside = np.abs(x[:, None] - x) < width
    np.fill_diagonal(beside, False)
    apart = np.where(beside, np.abs(y[:, None] - y), np.inf).min(axis=1)
    return dict(zip(places, np.minimum(apart - gap, HIGHEST).tolist(), strict=True))
