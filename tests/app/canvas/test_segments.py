"""Which line is under the pointer."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPointF

from app.canvas.segments import nearest_segment

STARTS = np.array([[0.0, 0.0], [0.0, 10.0], [50.0, 50.0]])
STOPS = np.array([[10.0, 0.0], [10.0, 10.0], [50.0, 50.0]])


@pytest.mark.parametrize(("x", "y", "reach", "place"), [
    (5, 2, 3, 0), (5, 8, 3, 1), (5, 4, 3, None), (13, 0, 3, 0), (13.1, 0, 3, None), (-2, -2, 3, 0), (50, 52, 3, 2)])
def test_the_nearest_line_within_reach(x, y, reach, place):
    assert nearest_segment(QPointF(x, y), STARTS, STOPS, reach) == place


def test_of_no_lines_none_is_near():
    assert nearest_segment(QPointF(0, 0), STARTS[:0], STOPS[:0], 1e9) is None
