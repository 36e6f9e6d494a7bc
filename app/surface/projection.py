"""From the plane to space, from space to the screen, and back."""

from __future__ import annotations

import numpy as np
from PySide6.QtGui import QMatrix4x4, QVector3D, QVector4D

from app.surface.heights import Heights
from app.surface.model import Field

TALL = 0.85
"""How high the highest point stands, where the plane reaches from −1 to 1."""


class Stage:
    """The box that a field stands in: x and y from −1 to 1, heights from 0 to TALL."""

    def __init__(self, field: Field, heights: Heights) -> None:
        self.field, self.heights = field, heights
        self.low = np.array([field.x[0], field.y[0]], dtype=np.float64)
        self.size = np.array([field.x[-1] - field.x[0], field.y[-1] - field.y[0]], dtype=np.float64)

    def place(self, xy: np.ndarray, z: np.ndarray) -> np.ndarray:
        """Points (T, 2) with heights (T,) in the box: (T, 3); heights far outside are cut."""
        flat = 2.0 * (np.asarray(xy, dtype=np.float64) - self.low) / self.size - 1.0
        tall = np.clip(self.heights.scale(z), -0.05, 1.3) * TALL
        return np.column_stack([flat, tall])

    def plane(self, place: np.ndarray) -> tuple[float, float]:
        """The point of the plane below a place in the box."""
        x, y = (np.asarray(place[:2]) + 1.0) / 2.0 * self.size + self.low
        return float(x), float(y)

    def hit(self, origin: np.ndarray, direction: np.ndarray, steps: int = 400) -> tuple[float, float] | None:
        """Where a ray (3,), (3,) first meets the surface, in the plane; None where it misses."""
        entry, leave = _through_box(origin, direction)
        if entry >= leave:
            return None
        way = np.linspace(entry, leave, steps)
        places = origin + way[:, None] * direction
        plane = (places[:, :2] + 1.0) / 2.0 * self.size + self.low
        ground = self._ground(plane)
        above = places[:, 2] - ground
        below = np.flatnonzero((above[1:] <= 0) & (above[:-1] > 0))
        if not below.size:
            return None
        step = below[0]
        share = above[step] / (above[step] - above[step + 1])
        return self.plane(places[step] + share * (places[step + 1] - places[step]))

    def _ground(self, plane: np.ndarray) -> np.ndarray:
        field = self.field
        column = np.clip((plane[:, 0] - self.low[0]) / self.size[0], 0, 1) * (len(field.x) - 1)
        row = np.clip((plane[:, 1] - self.low[1]) / self.size[1], 0, 1) * (len(field.y) - 1)
        j, i = np.minimum(column.astype(int), len(field.x) - 2), np.minimum(row.astype(int), len(field.y) - 2)
        u, v, z = column - j, row - i, field.z
        tall = (z[i, j] * (1 - u) + z[i, j + 1] * u) * (1 - v) + (z[i + 1, j] * (1 - u) + z[i + 1, j + 1] * u) * v
        return np.nan_to_num(self.heights.scale(tall), nan=-1.0) * TALL


def on_screen(points: np.ndarray, matrix: QMatrix4x4, width: int, height: int) -> np.ndarray:
    """Points (T, 3) as pixels (T, 2) of a widget, seen through `matrix`; NaN behind the eye."""
    m = np.array(matrix.copyDataTo(), dtype=np.float64).reshape(4, 4)
    clip = np.column_stack([points, np.ones(len(points))]) @ m.T
    with np.errstate(divide="ignore", invalid="ignore"):
        flat = np.where(clip[:, 3:] > 0, clip[:, :2] / clip[:, 3:], np.nan)
    return np.column_stack([(flat[:, 0] + 1) / 2 * width, (1 - flat[:, 1]) / 2 * height])


def ray(x: float, y: float, matrix: QMatrix4x4, width: int, height: int) -> tuple[np.ndarray, np.ndarray]:
    """Origin and direction of what lies below a pixel."""
    back, possible = matrix.inverted()
    if not possible:
        return np.zeros(3), np.zeros(3)
    near, far = (_unprojected(back, 2 * x / width - 1, 1 - 2 * y / height, depth) for depth in (-1.0, 1.0))
    return near, far - near


def _unprojected(back: QMatrix4x4, x: float, y: float, depth: float) -> np.ndarray:
    point = back.map(QVector4D(QVector3D(x, y, depth), 1.0))
    return np.array([point.x(), point.y(), point.z()]) / point.w()


def _through_box(origin: np.ndarray, direction: np.ndarray) -> tuple[float, float]:
    """Between which multiples of `direction` a ray is inside the box."""
    low, high = np.array([-1.0, -1.0, -0.1]), np.array([1.0, 1.0, 1.4 * TALL])
    with np.errstate(divide="ignore", invalid="ignore"):
        one, other = (low - origin) / direction, (high - origin) / direction
    return float(np.nanmax(np.minimum(one, other))), float(np.nanmin(np.maximum(one, other)))
