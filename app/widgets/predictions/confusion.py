"""The confusion matrix: which classes the network takes for which."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QHelpEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QToolTip, QWidget

from app.numbers import grouped
from app.plain import tooltip
from app.theme import Theme, current, theme_bus

MOST_LABELLED = 15
"""Classes up to which cells carry their numbers; beyond, colour and tooltip tell."""

SMALLEST = 7
"""Pixels of the smallest letters: in cells with less room there are no numbers, and beside them no names."""


def confusion(truth: np.ndarray, predicted: np.ndarray, classes: int) -> np.ndarray:
    """Counts (classes, classes): row = true class, column = predicted class, from class numbers (N,)."""
    return np.bincount(truth * classes + predicted, minlength=classes * classes).reshape(classes, classes)


class ConfusionMatrix(QWidget):
    """Counts and shares of each row; the diagonal is what is right. `chosen(true, predicted)` when a cell is clicked
    that counts something."""

    chosen = Signal(int, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._names: tuple[str, ...] = ()
        self.counts = np.zeros((0, 0), dtype=int)
        self.marked: tuple[int, int] | None = None
        self.setMinimumSize(160, 140)
        self.setMouseTracking(True)
        theme_bus.changed.connect(self._restyle)

    def set_counts(self, counts: np.ndarray, names: tuple[str, ...], marked: tuple[int, int] | None = None) -> None:
        """Show counts (C, C) of the classes `names`; the `marked` cell is that of the example in hand."""
        self.counts, self._names, self.marked = counts, names, marked
        self.update()

    def shares(self) -> np.ndarray:
        """The share (C, C) of each true class that was taken for each class; 0 in a row without examples."""
        return self.counts / np.maximum(self.counts.sum(axis=1, keepdims=True), 1)

    def paintEvent(self, _: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), QColor(current().surface))
            if self._names:
                self._paint(painter, current())

    def _paint(self, painter: QPainter, theme: Theme) -> None:
        painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
        grid, cell = self._geometry()
        shares = self.shares()
        fitting = self._fitting_font(cell)
        labelled = fitting is not None and len(self._names) <= MOST_LABELLED
        painter.setFont(fitting or self.font())
        for row, column in np.ndindex(self.counts.shape):
            box = QRectF(grid.x() + column * cell, grid.y() + row * cell, cell, cell).adjusted(0.5, 0.5, -0.5, -0.5)
            painter.fillRect(box, _shade(theme, shares[row, column], right=row == column))
            if labelled and (self.counts[row, column] or row == column):
                self._write(painter, box, theme, self.counts[row, column], shares[row, column])
        if self.marked is not None:
            painter.setPen(QPen(QColor(theme.accent), 2))
            painter.drawRect(self.cell_rect(*self.marked).adjusted(1, 1, -1, -1))
        painter.setFont(self.font())
        self._name(painter, theme, grid)
        if fitting is not None:
            painter.setFont(fitting)
            self._name_classes(painter, grid, cell)

    def _fitting_font(self, cell: float) -> QFont | None:
        """The letters of this widget, smaller where the cells ask for it; None where they would be too small."""
        font = QFont(self.font())
        pixels = self.fontInfo().pixelSize()
        metrics = QFontMetricsF(font)
        widest = metrics.horizontalAdvance(grouped(self.counts.max(initial=0)))
        fitting = int(pixels * min(1.0, (cell - 2) / widest, cell / metrics.height()))
        font.setPixelSize(max(fitting, 1))
        return font if fitting >= SMALLEST else None

    def _write(self, painter: QPainter, box: QRectF, theme: Theme, count: int, share: float) -> None:
        painter.setPen(QColor(theme.text))
        two_lines = box.height() >= 34
        text = f"{grouped(count)}\n{share:.0%}" if two_lines else grouped(count)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)

    def _name(self, painter: QPainter, theme: Theme, grid: QRectF) -> None:
        metrics = QFontMetricsF(self.font())
        line = metrics.height()
        painter.setPen(QColor(theme.muted))
        painter.drawText(QRectF(grid.x(), 0, grid.width(), line), Qt.AlignmentFlag.AlignCenter, self.tr("predicted"))
        painter.save()
        painter.translate(grid.x() - self._margin(), grid.bottom())
        painter.rotate(-90)
        painter.drawText(QRectF(0, 0, grid.height(), line), Qt.AlignmentFlag.AlignCenter, self.tr("true"))
        painter.restore()

    def _name_classes(self, painter: QPainter, grid: QRectF, cell: float) -> None:
        metrics, line = QFontMetricsF(painter.font()), QFontMetricsF(self.font()).height()
        for place, name in enumerate(self._names):
            edge = grid.x() - self._margin() + line
            left = QRectF(edge, grid.y() + place * cell, grid.x() - edge - 5, cell)
            painter.drawText(left, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter,
                             metrics.elidedText(name, Qt.TextElideMode.ElideRight, left.width()))
            above = QRectF(grid.x() + place * cell, line, cell, line)
            painter.drawText(above, Qt.AlignmentFlag.AlignCenter,
                             metrics.elidedText(name, Qt.TextElideMode.ElideRight, cell - 4))

    def _geometry(self) -> tuple[QRectF, float]:
        """The square of cells, and the side of one."""
        left, top = self._margin(), 2 * QFontMetricsF(self.font()).height() + 3
        side = max(min(self.width() - left - 4, self.height() - top - 4), 10)
        left += (self.width() - left - 4 - side) / 2
        return QRectF(left, top, side, side), side / len(self._names)

    def _margin(self) -> float:
        """Room for the names left of the cells."""
        metrics = QFontMetricsF(self.font())
        return metrics.height() + min(max(map(metrics.horizontalAdvance, self._names)), self.width() / 4) + 8

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent) and self._names:
            QToolTip.showText(event.globalPos(), tooltip(self.sentence_at(QPointF(event.pos()))), self)
            return True
        return super().event(event)

    def sentence_at(self, position: QPointF) -> str:
        """What the cell at a position counts; empty beside the matrix."""
        cell = self.cell_at(position)
        if cell is None:
            return ""
        row, column = cell
        said = self.tr("{count} of {total} examples of {true} were taken for {predicted} ({share}).").format(
            count=self.counts[row, column], total=self.counts[row].sum(), true=self._names[row],
            predicted=self._names[column], share=f"{self.shares()[row, column]:.1%}")
        return said + "\n" + self.tr("A click takes the next of them in hand.") if self.counts[row, column] else said

    def cell_at(self, position: QPointF) -> tuple[int, int] | None:
        """The true and the predicted class of the cell at a position."""
        if not self._names:
            return None
        grid, cell = self._geometry()
        if not grid.contains(position):
            return None
        last = len(self._names) - 1
        return min(int((position.y() - grid.y()) / cell), last), min(int((position.x() - grid.x()) / cell), last)

    def cell_rect(self, true: int, predicted: int) -> QRectF:
        """Where a cell is."""
        grid, cell = self._geometry()
        return QRectF(grid.x() + predicted * cell, grid.y() + true * cell, cell, cell)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        cell = self.cell_at(event.position())
        some = cell is not None and self.counts[cell]
        self.setCursor(Qt.CursorShape.PointingHandCursor if some else Qt.CursorShape.ArrowCursor)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        cell = self.cell_at(event.position())
        if event.button() == Qt.MouseButton.LeftButton and cell is not None and self.counts[cell]:
            self.chosen.emit(*cell)

    def _restyle(self, _: Theme) -> None:
        self.update()


def _shade(theme: Theme, share: float, *, right: bool) -> QColor:
    """From the empty cell's colour towards blue where it is right, orange where it is wrong; text stays legible."""
    colour, empty = QColor(theme.positive if right else theme.negative), QColor(theme.sunken)
    mix = 0.62 * min(max(float(share), 0.0), 1.0) ** 0.6
    return QColor(*(round(a + mix * (b - a)) for a, b in zip(empty.getRgb()[:3], colour.getRgb()[:3], strict=True)))
