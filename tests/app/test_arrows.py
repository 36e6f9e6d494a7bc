"""Arrows over plots and rows."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QImage, QPainter, QPen

from app.widgets.arrows import HEAD, draw_arrow


def painted(begin: QPointF, end: QPointF) -> np.ndarray:
    """Where an arrow has left colour on 60 × 60 pixels."""
    image = QImage(60, 60, QImage.Format.Format_Grayscale8)
    image.fill(Qt.GlobalColor.white)
    with QPainter(image) as painter:
        painter.setPen(QPen(Qt.GlobalColor.black, 1))
        draw_arrow(painter, begin, end)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(60, image.bytesPerLine())
    return rows[:, :60] < 128


@pytest.mark.parametrize("turns", range(4))
def test_a_head_has_a_side_on_either_side_of_the_line_behind_its_point(turns: int):
    """Every direction is the first one, turned."""
    ways = [QPointF(20, 0), QPointF(0, 20), QPointF(-20, 0), QPointF(0, -20)]
    found = np.argwhere(painted(QPointF(30, 30), QPointF(30, 30) + ways[turns])) - 30
    along, across = found @ (ways[turns].y() / 20, ways[turns].x() / 20), found @ (
        ways[turns].x() / 20, -ways[turns].y() / 20)
    assert (along.min(), along.max()) == (0, 20)
    beside = along[across != 0]
    assert [-across.min(), across.max()] == pytest.approx([HEAD / 2] * 2, abs=1)
    assert beside.min() == pytest.approx(20 - HEAD * 0.87, abs=1)


def test_a_short_arrow_has_a_short_head_and_one_of_no_length_none():
    assert np.ptp(np.argwhere(painted(QPointF(30, 30), QPointF(33, 30))), axis=0).max() <= 3
    assert painted(QPointF(30, 30), QPointF(30, 30)).sum() <= 1
