"""A signal above, what comes out below, and between them which values meet."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.numbers import number
from app.plain import tooltip
from app.theme import current, theme_bus
from app.widgets.signed_image import limit_of, signed_pixels
from engine.vision import Line

LEFT, TITLE, COUNTS = 46, 20, 22
"""Pixels for the scales at the left, for a title above a band, and for a row of counts."""
SHARES = (0.4, 0.2, 0.4)
"""Of the height: the signal, the links and the output."""
WIDEST = 5.0
"""Pixels of the thickest link."""


class LineCanvas(QWidget):
    """`pointed(place, is_output)` while the pointer is over a value, `left` when it goes; `drawn(place, value)` while a
    value of the signal is dragged, `finished` when it is let go."""

    pointed = Signal(int, bool)
    left = Signal()
    drawn = Signal(int, float)
    finished = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.line, self.output = Line(), np.zeros(1)
        self.pairs = np.empty((0, 3), np.int64)
        self._held = False
        self.setMouseTracking(True)
        self.setMinimumSize(300, 200)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(self.tr("Signal and output"))
        self.setToolTip(tooltip(self.tr(
            "Drag a value of the signal up or down; point at an output, or at a value, to see what it is made of or "
            "where it goes")))
        theme_bus.changed.connect(self._restyle)

    def sizeHint(self) -> QSize:
        return QSize(700, 380)

    def show_line(self, line: Line, output: np.ndarray) -> None:
        """A signal with its kernel, and what comes out (o,)."""
        self.line, self.output = line, output
        self.update()

    def mark(self, pairs: np.ndarray) -> None:
        """Show these links (n, 3) of output, input and tap."""
        self.pairs = pairs
        self.update()

    def centre_of(self, place: int, is_output: bool) -> QPointF:
        """The middle of a value's place."""
        return self._place(place, is_output).center()

    # The mouse

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        found = self._at(event.position())
        if self._held:
            self._draw(event.position())
        elif found is None:
            self.left.emit()
        else:
            self.pointed.emit(*found)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        found = self._at(event.position())
        if event.button() == Qt.MouseButton.LeftButton and found is not None and not found[1]:
            self._held = True
            self._draw(event.position())

    def mouseReleaseEvent(self, _: QMouseEvent) -> None:
        if self._held:
            self._held = False
            self.finished.emit()

    def leaveEvent(self, _) -> None:
        self.left.emit()

    def _at(self, place: QPointF) -> tuple[int, bool] | None:
        for is_output, count in ((False, len(self.line.values)), (True, len(self.output))):
            for at in range(count):
                if self._place(at, is_output).contains(place):
                    return at, is_output
        return None

    def _draw(self, place: QPointF) -> None:
        inputs, _ = self.line.times()
        unit, first = self._unit()
        at = int(np.clip(np.abs(inputs - ((place.x() - LEFT) / unit + first - 0.5)).argmin(), 0, len(inputs) - 1))
        band, limit = self._band(False), self._limit(False)
        value = (band.center().y() - place.y()) / (band.height() / 2) * limit
        self.drawn.emit(at, float(np.clip(round(value, 2), -limit, limit)))

    # Places

    def _unit(self) -> tuple[float, float]:
        """Pixels from one time to the next, and the first time that is seen."""
        times = np.concatenate([*self.line.times(), self._beside()])
        first, last = float(times.min()), float(times.max())
        return (self.width() - LEFT - 4) / (last - first + 1), first

    def _beside(self) -> np.ndarray:
        """The times of the zeros beside the signal."""
        if self.line.transposed:
            return np.empty(0)
        window, count = self.line.window, len(self.line.values)
        last = (self.line.length - 1) * window.stride + window.reach - window.before
        return np.concatenate([np.arange(-window.before, 0), np.arange(count, last)]).astype(float)

    def _band(self, is_output: bool) -> QRectF:
        room = self.height() - (COUNTS if is_output or self.line.transposed else 0)
        height, top = self.height() * SHARES[0] - TITLE, TITLE
        if is_output:
            top = self.height() * (SHARES[0] + SHARES[1]) + TITLE
            height = room - top
        return QRectF(LEFT, top, self.width() - LEFT - 4, max(20.0, height))

    def _place(self, at: int, is_output: bool) -> QRectF:
        unit, first = self._unit()
        time = self.line.times()[is_output][at]
        band = self._band(is_output)
        return QRectF(LEFT + (time - first) * unit, band.top(), unit, band.height())

    def _limit(self, is_output: bool) -> float:
        return (limit_of(self.output) if is_output else max(1.0, limit_of(np.array(self.line.values)))) or 1.0

    # Drawing

    def paintEvent(self, _: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._draw_band(painter, False, self.tr("Signal"), np.array(self.line.values))
            self._draw_band(painter, True, self.tr("Output"), self.output)
            self._draw_links(painter)
            self._draw_counts(painter)

    def _draw_band(self, painter: QPainter, is_output: bool, title: str, values: np.ndarray) -> None:
        theme, band, limit = current(), self._band(is_output), self._limit(is_output)
        painter.setPen(QColor(theme.muted))
        painter.drawText(QRectF(LEFT, band.top() - TITLE, band.width(), TITLE), Qt.AlignmentFlag.AlignVCenter, title)
        for text, y in ((number(limit), band.top()), ("0", band.center().y()), (number(-limit), band.bottom())):
            painter.drawText(QRectF(0, y - 9, LEFT - 6, 18),
                             Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, text)
        if not is_output:
            self._draw_padding(painter, band)
        marked = set(self.pairs[:, 0 if is_output else 1].tolist())
        colours = signed_pixels(values, limit)
        for at, value in enumerate(values):
            place = self._place(at, is_output)
            if at in marked:
                tint = QColor(theme.accent)
                tint.setAlpha(60)
                painter.fillRect(place, tint)
            height = band.height() / 2 * value / limit
            inset = place.width() * 0.16
            bar = QRectF(place.left() + inset, band.center().y() - height, place.width() - 2 * inset,
                         height).normalized()
            painter.fillRect(bar, QColor(int(colours[at])))
            painter.setPen(QPen(QColor(theme.strong_border), 1.0))
            painter.drawRect(bar)
        painter.setPen(QPen(QColor(theme.strong_border), 1.2))
        painter.drawLine(QPointF(band.left(), band.center().y()), QPointF(band.right(), band.center().y()))

    def _draw_padding(self, painter: QPainter, band: QRectF) -> None:
        """The zeros beside the signal are no part of it."""
        unit, first = self._unit()
        tint = QColor(current().accent)
        tint.setAlpha(70)
        for time in self._beside():
            place = QRectF(LEFT + (time - first) * unit, band.top(), unit, band.height())
            painter.fillRect(place, tint)
            painter.setPen(QColor(current().muted))
            if unit >= 12:
                painter.drawText(place.adjusted(0, 0, 0, -band.height() / 2 - 2),
                                 Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom, "0")

    def _draw_links(self, painter: QPainter) -> None:
        theme, kernel = current(), np.array(self.line.kernel)
        limit, (unit, first) = limit_of(kernel) or 1.0, self._unit()
        top, bottom = self._band(False).bottom() + 2, self._band(True).top() - TITLE
        colours = signed_pixels(kernel, limit)
        window, inputs = self.line.window, self.line.times()[0]
        for output, at, tap in self.pairs.tolist():
            time = inputs[at] if at >= 0 else output * window.stride + tap * window.dilation - window.before
            start = QPointF(LEFT + (time - first + 0.5) * unit, top)
            end = QPointF(self._place(output, True).center().x(), bottom)
            style = Qt.PenStyle.SolidLine if at >= 0 else Qt.PenStyle.DashLine
            strength = abs(kernel[tap]) / limit
            for colour, width in ((QColor(theme.strong_border), 1.0 + WIDEST * strength),
                                  (QColor(int(colours[tap])), max(0.6, WIDEST * strength))):
                painter.setPen(QPen(colour, width, style))
                painter.drawLine(start, end)

    def _draw_counts(self, painter: QPainter) -> None:
        """How many products each output is the sum of."""
        theme, counts = current(), self.line.counts()
        painter.setPen(QColor(theme.muted))
        row = QRectF(0, self.height() - COUNTS, LEFT - 6, COUNTS)
        painter.drawText(row, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, "n")
        unit, _ = self._unit()
        if unit < 8:
            return
        for at, count in enumerate(counts.tolist()):
            place = self._place(at, True)
            painter.drawText(QRectF(place.left(), row.top(), place.width(), COUNTS), Qt.AlignmentFlag.AlignCenter,
                             str(count))

    def _restyle(self, *_: object) -> None:
        self.update()
