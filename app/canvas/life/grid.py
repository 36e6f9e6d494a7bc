"""Cells of one size in rows."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from PySide6.QtCore import QPointF, QRectF


@dataclass(frozen=True)
class Grid:
    """`count` cells of `width` × `height` in rows of `columns`, `gap` between them, from `left` and `top` on."""

    count: int
    columns: int
    width: float
    height: float
    gap: float
    left: float = 0.0
    top: float = 0.0

    @property
    def rows(self) -> int:
        return -(-self.count // self.columns)

    @property
    def bottom(self) -> float:
        return self.top + self.rows * (self.height + self.gap) - self.gap

    def cell(self, place: int) -> QRectF:
        row, column = divmod(place, self.columns)
        return QRectF(self.left + column * (self.width + self.gap), self.top + row * (self.height + self.gap),
                      self.width, self.height)

    def at(self, point: QPointF) -> int | None:
        """The cell at a point."""
        column = math.floor((point.x() - self.left) / (self.width + self.gap))
        row = math.floor((point.y() - self.top) / (self.height + self.gap))
        place = row * self.columns + column
        inside = 0 <= column < self.columns and row >= 0 and place < self.count
        return place if inside and self.cell(place).contains(point) else None


@lru_cache(maxsize=1024)
def fitted(count: int, ratio: float, width: float, height: float, gap: float, largest: float) -> Grid:
    """Cells as large as `width` × `height` have room for, `ratio` as wide as high and at most `largest` wide and, of
    those, as many in a row as fit; in the middle of the width."""
    columns = np.arange(1, count + 1)
    rows = -(-count // columns)
    across, down = (width - (columns - 1) * gap) / columns, (height - (rows - 1) * gap) / rows * ratio
    sides = np.round(np.minimum(np.minimum(across, down), largest), 3)
    columns = count - int(np.argmax(sides[::-1]))
    side = max(float(sides[columns - 1]) - 5e-4, 0.5)
    left = (width - columns * side - (columns - 1) * gap) / 2
    return Grid(count, columns, side, side / ratio, gap, left)
