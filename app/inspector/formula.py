"""What a chosen function computes: its equations, and the picture of an activation beside its derivative."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from app import theme
from app.i18n import translate
from app.inspector.parts import heading
from app.widgets.equation import Equations
from engine.device import NUMPY
from engine.fields import Choice, Field
from engine.ir import Builder, compile_plan, tangents
from engine.layers.activations import ACTIVATIONS
from engine.losses import LOSSES

REACH = 4.0
"""The picture goes from −REACH to REACH, and no higher than that."""
POINTS = 401


@lru_cache(maxsize=len(ACTIVATIONS))
def curves(name: str) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """x, f(x) and f′(x) of an activation, each (POINTS,), from the primitives that the networks use."""
    x = np.linspace(-REACH, REACH, POINTS)
    ir = Builder()
    leaf = ir.leaf("input", "x", x.shape)
    value = ACTIVATIONS[name].lower(ir, leaf)
    (slope,) = tangents(ir, [value], {leaf: ir.constant(1.0, x.shape)})
    return x, *(row.copy() for row in compile_plan(NUMPY, "float64", [value, slope], {leaf: x}).run())


class ActivationPicture(QWidget):
    """f drawn through, f′ dashed, over the axes; colours follow the theme."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._x, self._value, self._slope = curves(name)
        both = np.concatenate([self._value, self._slope, [0.0]])
        low, high = max(float(both.min()), -REACH), min(float(both.max()), REACH)
        margin = 0.08 * (high - low)
        self._low, self._high = low - margin, high + margin
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setToolTip(self.tr("The function, and its derivative dashed, from −4 to 4"))
        self.setAccessibleName(self.toolTip())
        theme.theme_bus.changed.connect(self._restyle)

    def sizeHint(self) -> QSize:
        return QSize(200, 96)

    def paintEvent(self, event) -> None:
        colours = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(colours.border)))
        painter.setBrush(QColor(colours.surface))
        frame = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(frame, 6, 6)
        painter.setClipRect(frame)
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


def _activation(name: str) -> list[QWidget]:
    row = ACTIVATIONS[name]
    return [ActivationPicture(name), Equations(rf"f(x) = {row.equation}"), Equations(rf"f'(x) = {row.derivative}")]


def _loss(name: str) -> list[QWidget]:
    return [Equations(f"L = {LOSSES[name].equation}")]


SHOWN = ((ACTIVATIONS, _activation), (LOSSES, _loss))
"""The catalogues that have something to show, and how."""


class Formulas(QWidget):
    """For each setting that chooses from such a catalogue, what is chosen; hidden where there is none."""

    def __init__(self, fields: tuple[Field, ...]) -> None:
        super().__init__()
        self._shows = [(field, show) for field in fields if isinstance(field, Choice)
                       for catalogue, show in SHOWN if field.options.keys() <= catalogue.keys()]
        self._chosen: list[Any] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)
        self.setVisible(bool(self._shows))

    def show_settings(self, settings: Mapping[str, Any]) -> None:
        """Show what these settings choose."""
        chosen = [settings[field.name] for field, _ in self._shows]
        if chosen == self._chosen:
            return
        self._chosen = chosen
        while self._column.count():
            old = self._column.takeAt(0).widget()
            old.hide()
            old.deleteLater()
        for (field, show), name in zip(self._shows, chosen, strict=True):
            for widget in (heading(translate(field.options[name])), *show(name)):
                self._column.addWidget(widget)
