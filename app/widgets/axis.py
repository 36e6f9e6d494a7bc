"""An axis whose outermost numbers are seen whole."""

from __future__ import annotations

import pyqtgraph as pg
from PySide6.QtCore import QRectF

ROOM = 9
"""Pixels that a number may reach beyond the end of its axis: half of a line of text. A plot leaves them free."""


class Axis(pg.AxisItem):
    """pyqtgraph leaves out what does not fit between the ends, which would often be the number that counts: 1.00."""

    def boundingRect(self) -> QRectF:
        rect = super().boundingRect()
        if self.orientation in ("left", "right"):
            return rect.adjusted(0, -ROOM, 0, ROOM)
        return rect.adjusted(-ROOM, 0, ROOM, 0)
