"""The picture of a function of one number beside its derivative, with what of it is saturated."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from app import theme
from engine.functions_of_one import value_and_slope
from engine.layers import LAYERS
from engine.layers.activations import ACTIVATIONS

REACH = 6.0
"""The picture goes from −REACH to REACH, and no higher than that."""
POINTS = 401
SATURATED = 0.05
"""Saturated is where the slope is below this share of the steepest one in the picture."""


@lru_cache(maxsize=len(ACTIVATIONS) + len(LAYERS))
def curves(name: str) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """x, f(x) and f′(x), each (POINTS,), from the primitives that the networks use.

    `name` is that of an activation, or the kind of a layer that works element by element, drawn with its first weights.
    """
    x = np.linspace(-REACH, REACH, POINTS)
    return x, *value_and_slope(name, x)


def saturated(name: str) -> list[tuple[float, float]]:
    """The intervals of x in which the function is saturated, from left to right."""
    x, _, slope = curves(name)
    steep = np.abs(slope)
    flat = np.concatenate([[False], steep <= SATURATED * steep.max(), [False]]).astype(int)
    starts, ends = np.flatnonzero(np.diff(flat) == 1), np.flatnonzero(np.diff(flat) == -1) - 1
    return [(float(x[start]), float(x[end])) for start, end in zip(starts, ends, strict=True)]


class FunctionPicture(QWidget):
    """f drawn through, f′ dashed, over the axes, what is saturated shaded; colours follow the theme."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._x, self._value, self._slope = curves(name)
        self._shaded = saturated(name)
        both = np.concatenate([self._value, self._slope, [0.0]])
        low, high = max(float(both.min()), -REACH), min(float(both.max()), REACH)
        margin = 0.08 * (high - low)
        self._low, self._high = low - margin, high + margin
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setToolTip(self.tr("The function, and its derivative dashed, from −6 to 6"))
        self.setAccessibleName(self.toolTip())
        theme.theme_bus.changed.connect(self._restyle)

    def sizeHint(self) -> QSize:
        return QSize(200, 96)

    def saturation(self) -> str:
        """What the shading means for learning, in words; empty where nothing is shaded."""
        if not self._slope.any():
            return self.tr("The slope is 0 everywhere: no gradient passes, and layers before it do not learn.")
        if self._shaded:
            return self.tr("Shaded: saturated. The slope is below {share} of its steepest here, so that hardly any "
                           "gradient passes.").format(share=f"{SATURATED:.0%}")
        return ""

    def paintEvent(self, event) -> None:
        with QPainter(self) as painter:
            self._paint(painter, theme.current())

    def _paint(self, painter: QPainter, colours: theme.Theme) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(colours.border)))
        painter.setBrush(QColor(colours.surface))
        frame = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(frame, 6, 6)
        painter.setClipRect(frame)
        shade = QColor(colours.warning)
        shade.setAlphaF(0.16)
        for start, end in self._shaded:
            painter.fillRect(QRectF(self._place(start, self._high), self._place(end, self._low)), shade)
        for line in (((-REACH, 0.0), (REACH, 0.0)), ((0.0, self._low), (0.0, self._high))):
            painter.drawLine(*(self._place(*end) for end in line))
        for values, colour, style in ((self._slope, colours.muted, Qt.PenStyle.DashLine),
                                      (self._value, colours.accent, Qt.PenStyle.SolidLine)):
            painter.setPen(QPen(QColor(colour), 1.6, style))
            painter.drawPolyline(QPolygonF([self._place(*point) for point in zip(self._x, values, strict=True)]))

    def _place(self, x: float, y: float) -> QPointF:
        return QPointF(self.width() * (x + REACH) / (2 * REACH),
                       self.height() * (self._high - y) / (self._high - self._low))

    def _restyle(self, *_: object) -> None:
        self.update()
