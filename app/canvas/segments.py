"""Which of many straight lines is nearest to a point."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF


def nearest_segment(point: QPointF, starts: np.ndarray, stops: np.ndarray, reach: float) -> int | None:
    """The place among lines from `starts` (n, 2) to `stops` (n, 2) of the one nearest to `point`; None where even that
    is farther than `reach`."""
    if not len(starts):
        return None
    along, offset = stops - starts, np.array([point.x(), point.y()]) - starts
    length = (along * along).sum(axis=1)
    share = np.clip((offset * along).sum(axis=1) / np.where(length > 0, length, 1.0), 0.0, 1.0)
    distance = np.hypot(*(offset - share[:, None] * along).T)
    place = int(distance.argmin())
    return place if distance[place] <= reach else None
