"""What is drawn over a plane: a field of heights, and what walks, stands or lies on it."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from PySide6.QtGui import QColor


@dataclass(frozen=True, eq=False)
class Field:
    """Heights `z` (Y, X) over the axes `x` (X,) and `y` (Y,); NaN where they are not known yet or undefined."""

    x: np.ndarray
    y: np.ndarray
    z: np.ndarray
    x_label: str = "x"
    y_label: str = "y"
    z_label: str = "f"

    def at(self, x: float, y: float) -> float:
        """The height at a point, between four of those known; NaN outside."""
        column, row = (np.interp(value, axis, np.arange(len(axis)), np.nan, np.nan)
                       for value, axis in ((x, self.x), (y, self.y)))
        if not np.isfinite(column + row):
            return float("nan")
        j, i = min(int(column), len(self.x) - 2), min(int(row), len(self.y) - 2)
        u, v = column - j, row - i
        (a, b), (c, d) = self.z[i:i + 2, j:j + 2]
        return float((a * (1 - u) + b * u) * (1 - v) + (c * (1 - u) + d * u) * v)


@dataclass(frozen=True, eq=False)
class Trail:
    """A walk: points `xy` (T, 2) with their heights `z` (T,), the ball at the last one.

    `drop` (T,), where given, are the heights of the surface below the points, with lines down to it.
    """

    name: str
    colour: QColor
    xy: np.ndarray
    z: np.ndarray
    ball: bool = True
    drop: np.ndarray | None = None
    width: float = 2.0


@dataclass(frozen=True)
class Mark:
    """A point with a meaning. `kind` is a key of marks.SHAPES; `text` is what the mouse reads there."""

    kind: str
    x: float
    y: float
    z: float
    text: str = ""


@dataclass(frozen=True)
class Arrow:
    """From (x, y) by (dx, dy)."""

    x: float
    y: float
    dx: float
    dy: float
    colour: QColor
    text: str = ""


@dataclass(frozen=True)
class Patch:
    """A rectangle around (x, y) of the given width and height: an amount shown as an area."""

    x: float
    y: float
    width: float
    height: float
    colour: QColor
    text: str = ""


@dataclass(frozen=True, eq=False)
class Regions:
    """A colour for every point of a grid: `labels` (Y, X), −1 where not known, else places in `colours`."""

    x: np.ndarray
    y: np.ndarray
    labels: np.ndarray
    colours: tuple[QColor, ...]
    names: tuple[str, ...] = field(default=())
