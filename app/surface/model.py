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
        return float(self.below(np.array([[x, y]]))[0])

    def below(self, xy: np.ndarray) -> np.ndarray:
        """The same at many points (T, 2): (T,)."""
        column, row = (np.interp(xy[:, place], axis, np.arange(len(axis)), np.nan, np.nan)
                       for place, axis in ((0, self.x), (1, self.y)))
        inside = np.isfinite(column + row)
        column, row = np.where(inside, column, 0.0), np.where(inside, row, 0.0)
        j, i = np.minimum(column.astype(int), len(self.x) - 2), np.minimum(row.astype(int), len(self.y) - 2)
        u, v, z = column - j, row - i, self.z
        heights = (z[i, j] * (1 - u) + z[i, j + 1] * u) * (1 - v) + (z[i + 1, j] * (1 - u) + z[i + 1, j + 1] * u) * v
        return np.where(inside, heights, np.nan)


@dataclass(frozen=True, eq=False)
class DrawnTrajectory:
    """A walk: points `xy` (T, 2) with their heights `z` (T,), the ball at the last one.

    `drop` (T,), where given, are the heights of the surface below the points, with lines down to it; NaN for no line.
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
