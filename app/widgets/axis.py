"""An axis whose outermost numbers are seen whole, and that is drawn quickly."""

from __future__ import annotations

import pyqtgraph as pg
from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from app.numbers import typeset

ROOM = 9
"""Pixels that a number may reach beyond the end of its axis: half of a line of text. A plot leaves them free."""

FINEST = 1
"""The level of ticks below the numbered ones. pyqtgraph has one more, most of an axis's cost and hard to see."""


class Axis(pg.AxisItem):
    """pyqtgraph leaves out what does not fit between the ends, which would often be the number that counts: 1.00."""

    def __init__(self, orientation: str, **options: object) -> None:
        self._bounds: QRectF | None = None
        super().__init__(orientation, **options)
        self.setStyle(maxTickLevel=FINEST)

    def boundingRect(self) -> QRectF:
        if self._bounds is not None:
            return self._bounds
        rect = super().boundingRect()
        if self.orientation in ("left", "right"):
            return rect.adjusted(0, -ROOM, 0, ROOM)
        return rect.adjusted(-ROOM, 0, ROOM, 0)

    def tickStrings(self, values: list[float], scale: float, spacing: float) -> list[str]:
        return [typeset(text) for text in super().tickStrings(values, scale, spacing)]

    def generateDrawSpecs(self, painter: QPainter) -> object:
        # It asks for the same bounds at each number.
        self._bounds = self.boundingRect()
        try:
            return super().generateDrawSpecs(painter)
        finally:
            self._bounds = None
