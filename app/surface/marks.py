"""How marks look: one shape and one colour for each kind, the same on the map, on curves and in space."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from pyqtgraph.graphicsItems.ScatterPlotItem import Symbols
from PySide6.QtGui import QColor, QPainterPath, QTransform

from app.theme import Theme

SHAPES: Mapping[str, tuple[str, str]] = MappingProxyType({
    "minimum": ("o", "positive"),
    "maximum": ("t1", "negative"),
    "saddle": ("x", "text"),
    "degenerate": ("s", "warning"),
    "not_smooth": ("d", "warning"),
    "pole": ("star", "danger"),
    "start": ("+", "text"),
    "centre": ("+", "text"),
    "point": ("o", "muted"),
})
"""Kind → pyqtgraph's symbol, and the colour of the theme."""


def colour(kind: str, theme: Theme) -> QColor:
    return QColor(getattr(theme, SHAPES[kind][1]))


def outline(kind: str, size: float) -> QPainterPath:
    """The shape around the origin, so many pixels across."""
    return QTransform.fromScale(size, size).map(Symbols[SHAPES[kind][0]])
