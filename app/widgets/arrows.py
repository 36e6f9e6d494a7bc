"""Arrows as they are drawn over plots and rows."""

from __future__ import annotations

from PySide6.QtCore import QLineF, QPointF
from PySide6.QtGui import QPainter

HEAD = 8
"""Pixels along each side of a head; a shorter arrow has a shorter one."""


def draw_arrow(painter: QPainter, begin: QPointF, end: QPointF) -> None:
    """With the pen of the painter, from `begin` to `end`."""
    line = QLineF(begin, end)
    painter.drawLine(line)
    if line.length() > 0:
        for turn in (150, -150):
            side = QLineF(line)
            side.translate(line.dx(), line.dy())
            side.setAngle(line.angle() + turn)
            side.setLength(min(HEAD, line.length()))
            painter.drawLine(side)
