"""A sequence from left to right, a row for each unit below it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QHelpEvent, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from app.numbers import number
from app.plain import tooltip
from app.theme import current, theme_bus
from app.widgets.signed_image import signed_image

SIDE, TOP, EDGE = 44, 22, 2
"""Pixels for the numbers of units, for the symbols of steps, and around."""
KEYS = {Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1)}
LEAST = 12
"""Pixels between two numbers of units."""
Place = tuple[int, int]


class StepMap(QWidget):
    """Numbers (steps, units) of one scale. `chosen(step, unit)` when the person goes to a place, with the mouse or the
    arrow keys; with `spans`, `spanned(start, stop)` when the mouse is drawn over steps."""

    chosen = Signal(int, int)
    spanned = Signal(int, int)

    def __init__(self, name: str, *, spans: bool = False) -> None:
        super().__init__()
        self._spans, self._start = spans, 0
        self.values, self.limit = np.empty((0, 0)), 0.0
        self.labels: tuple[str, ...] = ()
        self.at: Place = (0, 0)
        self.touched: frozenset[Place] = frozenset()
        self.span: tuple[int, int] | None = None
        self._image = QImage()
        self.setAccessibleName(name)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(200, 90)
        theme_bus.changed.connect(self._restyle)

    def sizeHint(self) -> QSize:
        return QSize(640, 240)

    def show_values(self, values: np.ndarray, labels: Sequence[str], limit: float) -> None:
        """Numbers (steps, units), what stands at each step, and the end of their scale."""
        self.values, self.labels, self.limit = values, tuple(labels), limit
        self._image = signed_image(values.T, limit)
        self.go_to(*self.at)
        self.update()

    def go_to(self, step: int, unit: int) -> None:
        """Mark a place, or the nearest that there is. Silent."""
        steps, units = self.values.shape
        self.at = max(0, min(step, steps - 1)), max(0, min(unit, units - 1))
        if self.values.size:
            self.setAccessibleDescription(self.says(self.at))
        self.update()

    def mark(self, touched: frozenset[Place] = frozenset(), span: tuple[int, int] | None = None) -> None:
        """Mark what a person has put there, and a phrase, from one step to before another."""
        if (touched, span) != (self.touched, self.span):
            self.touched, self.span = touched, span
            self.update()

    def says(self, place: Place) -> str:
        """What is known of a place."""
        step, unit = place
        return self.tr("Step {step} “{label}”, unit {unit}: {value}").format(
            step=step + 1, label=self.labels[step], unit=unit + 1, value=number(float(self.values[place])))

    def cell(self, step: int, unit: int, wide: int = 1, high: int = 1) -> QRectF:
        """Where a place is drawn, or several side by side."""
        box, (steps, units) = self._box(), self.values.shape
        width, height = box.width() / max(1, steps), box.height() / max(1, units)
        return QRectF(box.left() + step * width, box.top() + unit * height, wide * width, high * height)

    def place_at(self, point: QPointF, *, near: bool = False) -> Place | None:
        """The place that is drawn at a point of the widget, the symbols above the map included; with `near` the nearest
        one."""
        box, (steps, units) = self._box(), self.values.shape
        if not self.values.size or not (near or box.adjusted(0, -TOP, 0, 0).contains(point)):
            return None
        step = int((point.x() - box.left()) / box.width() * steps)
        unit = int((point.y() - box.top()) / box.height() * units) if point.y() >= box.top() else self.at[1]
        return max(0, min(step, steps - 1)), max(0, min(unit, units - 1))

    # Drawing

    def _box(self) -> QRectF:
        return QRectF(SIDE, TOP, max(1, self.width() - SIDE - EDGE), max(1, self.height() - TOP - EDGE))

    def paintEvent(self, _: QPaintEvent) -> None:
        if not self.values.size:
            return
        theme, box = current(), self._box()
        with QPainter(self) as painter:
            painter.drawImage(box, self._image)
            painter.setPen(QPen(QColor(theme.border), 1))
            painter.drawRect(box)
            if self.span is not None:
                self._draw_span(painter, *self.span)
            self._write(painter)
            for step, unit in self.touched:
                painter.setPen(QPen(QColor(theme.danger), 2))
                painter.drawRect(self.cell(step, unit).adjusted(-1, -1, 1, 1))
            self._mark(painter)

    def _draw_span(self, painter: QPainter, start: int, stop: int) -> None:
        """Around the numbers, whose colours stay those of the scale, and behind the symbols."""
        colour, steps = QColor(current().accent), self.cell(start, 0, stop - start, self.values.shape[1])
        painter.setPen(QPen(colour, 1.6))
        painter.drawRect(steps.adjusted(0, -TOP + 1, 0, 0))
        colour.setAlpha(46)
        painter.fillRect(QRectF(steps.left(), steps.top() - TOP, steps.width(), TOP), colour)

    def _write(self, painter: QPainter) -> None:
        theme, units = current(), self.values.shape[1]
        room, metrics = self.cell(0, 0).width(), painter.fontMetrics()
        every = max(1, -(-max(map(metrics.horizontalAdvance, self.labels)) // max(1, int(room)))) if room < 60 else 1
        for step, label in enumerate(self.labels):
            here = step == self.at[0]
            if step % every and not here:
                continue
            painter.setPen(QColor(theme.text if here else theme.muted))
            column = self.cell(step, 0)
            centre, width = column.center().x(), room * every
            text = metrics.elidedText(label, Qt.TextElideMode.ElideRight, max(int(width), 14))
            painter.drawText(QRectF(centre - width / 2, 0, max(width, 14.0), TOP), Qt.AlignmentFlag.AlignCenter, text)
        gap = max(1, -(-LEAST * units // max(1, int(self._box().height()))))
        painter.setPen(QColor(theme.muted))
        for unit in range(0, units, gap if gap == 1 else max(5, -(-gap // 5) * 5)):
            row = self.cell(0, unit)
            painter.drawText(QRectF(0, row.center().y() - TOP / 2, SIDE - 6, TOP),
                             Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, str(unit + 1))

    def _mark(self, painter: QPainter) -> None:
        theme, (step, unit), units = current(), self.at, self.values.shape[1]
        for pen in (QPen(QColor(theme.surface), 3.4), QPen(QColor(theme.accent), 1.6)):
            painter.setPen(pen)
            painter.drawRect(self.cell(step, 0, 1, units))
            painter.drawRect(self.cell(step, unit).adjusted(-1, -1, 1, 1))

    # The mouse and the keys

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent):
            place = self.place_at(QPointF(event.pos()))
            if place is not None:
                QToolTip.showText(event.globalPos(), tooltip(self.says(place)), self)
            return True
        return super().event(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            place = self.place_at(event.position())
            self._choose(place)
            if place is not None and self._spans:
                self._start = place[0]
                self.spanned.emit(place[0], place[0] + 1)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            place = self.place_at(event.position(), near=True)
            self._choose(place)
            if place is not None and self._spans:
                self.spanned.emit(min(self._start, place[0]), max(self._start, place[0]) + 1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in KEYS and self.values.size:
            along, down = KEYS[event.key()]
            self.go_to(self.at[0] + along, self.at[1] + down)
            self.chosen.emit(*self.at)
            if self._spans and along:
                if not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
                    self._start = self.at[0]
                self.spanned.emit(min(self._start, self.at[0]), max(self._start, self.at[0]) + 1)
        else:
            super().keyPressEvent(event)

    def _choose(self, place: Place | None) -> None:
        if place is not None and place != self.at:
            self.go_to(*place)
            self.chosen.emit(*place)

    def _restyle(self, *_: object) -> None:
        if self.values.size:
            self._image = signed_image(self.values.T, self.limit)
        self.update()
