"""Where attention looks: a matrix for each head, steps that look against steps that are looked at."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QHelpEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from app.numbers import number
from app.plain import tooltip
from app.theme import current, theme_bus
from app.theme.colormaps import viridis

SIDE, TOP, GAP, LEGEND = 62, 40, 10, 18
"""Pixels for the symbols that look, beside the first head alone, for those looked at, between heads, and for the scale
below."""
BAR = 90
Place = tuple[int, int, int]
"""Head, step that looks, step that is looked at."""


class AttentionMatrix(QWidget):
    """Weights (heads, n, m) from 0 to 1, the same scale for all. `chosen(head, step, place)` where a person clicks.
    What cannot be seen, because it comes later, is crossed out."""

    chosen = Signal(int, int, int)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.weights = np.empty((0, 0, 0))
        self.rows: tuple[str, ...] = ()
        self.columns: tuple[str, ...] = ()
        self.causal = False
        self.at: Place | None = None
        self.touched: frozenset[tuple[int, int]] = frozenset()
        self.to_itself = False
        self._colours: list[list[list[QColor]]] = []
        self.setAccessibleName(name)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(220, 190)
        theme_bus.changed.connect(self._restyle)

    def sizeHint(self) -> QSize:
        return QSize(420, 300)

    def show_weights(self, weights: np.ndarray, rows: Sequence[str], columns: Sequence[str],
                     touched: frozenset[tuple[int, int]] = frozenset(), causal: bool = False,
                     to_itself: bool = False) -> None:
        """Weights (heads, n, m), the symbols of the steps that look and of those looked at, the rows (head, step) that
        a person has overwritten, whether what comes later is hidden, and whether a row looks at itself, not what is
        written at what is read."""
        self.to_itself = to_itself
        self.weights, self.rows, self.columns = weights, tuple(rows), tuple(columns)
        self.touched, self.causal = touched, causal
        flat = viridis(np.clip(weights.ravel(), 0.0, 1.0))
        colours = [QColor(*rgba) for rgba in np.asarray(flat).reshape(-1, flat.shape[-1]).tolist()]
        _, n, m = weights.shape
        self._colours = [[colours[(head * n + row) * m:(head * n + row + 1) * m] for row in range(n)]
                         for head in range(len(weights))]
        self.update()

    @property
    def axes(self) -> tuple[str, str]:
        """What runs across, and what down."""
        return ((self.tr("looked at"), self.tr("looks")) if self.to_itself else (self.tr("read"), self.tr("written")))

    def says(self, place: Place) -> str:
        """What is known of a place."""
        head, row, column = place
        text = self.tr("“{row}” at step {step} looks at “{column}” at {place}: {weight}").format(
            row=self.rows[row], step=row + 1, column=self.columns[column], place=column + 1,
            weight=number(float(f"{self.weights[place]:.3g}")))
        return text if len(self.weights) == 1 else self.tr("Head {number}: {text}").format(number=head + 1, text=text)

    def cell(self, head: int, row: int, column: int) -> QRectF:
        """Where a weight is drawn."""
        box, (_, n, m) = self._box(head), self.weights.shape
        return QRectF(box.left() + column * box.width() / m, box.top() + row * box.height() / n, box.width() / m,
                      box.height() / n)

    def place_at(self, point: QPointF) -> Place | None:
        """The weight that is drawn at a point."""
        heads, n, m = self.weights.shape
        for head in range(heads):
            box = self._box(head)
            if box.contains(point):
                return (head, min(n - 1, int((point.y() - box.top()) / box.height() * n)),
                        min(m - 1, int((point.x() - box.left()) / box.width() * m)))
        return None

    def _box(self, head: int) -> QRectF:
        heads = max(1, len(self.weights))
        room = (self.width() - SIDE - (heads - 1) * GAP) / heads
        return QRectF(SIDE + head * (room + GAP), TOP, max(1.0, room), max(1.0, self.height() - TOP - LEGEND - 4))

    def paintEvent(self, _: QPaintEvent) -> None:
        if not self.weights.size:
            return
        theme, (heads, n, m) = current(), self.weights.shape
        with QPainter(self) as painter:
            for head in range(heads):
                self._paint_head(painter, head, theme)
                for row in range(n):
                    for column in range(m):
                        painter.fillRect(self.cell(head, row, column).adjusted(0.4, 0.4, -0.4, -0.4),
                                         self._colours[head][row][column])
                        if self.causal and column > row:
                            painter.fillRect(self.cell(head, row, column), QColor(theme.surface))
                            painter.fillRect(self.cell(head, row, column),
                                             QBrush(QColor(theme.border), Qt.BrushStyle.BDiagPattern))
                painter.setPen(QPen(QColor(theme.danger), 2))
                for where, row in self.touched:
                    if where == head and row < n:
                        painter.drawRect(self.cell(head, row, 0).united(self.cell(head, row, m - 1)))
            self._paint_scale(painter, theme)

    def _paint_head(self, painter: QPainter, head: int, theme) -> None:
        box, metrics = self._box(head), painter.fontMetrics()
        _, n, m = self.weights.shape
        painter.setPen(QColor(theme.muted))
        across = f"{self.axes[0]} →" if len(self.weights) == 1 else self.tr("Head {number}").format(number=head + 1)
        painter.drawText(QRectF(box.left(), 0, box.width(), TOP / 2), Qt.AlignmentFlag.AlignLeft,
                         metrics.elidedText(across, Qt.TextElideMode.ElideRight, int(box.width())))
        if head == 0:
            painter.drawText(QRectF(0, TOP / 2, SIDE - 4, TOP / 2), Qt.AlignmentFlag.AlignRight,
                             metrics.elidedText(f"{self.axes[1]} ↓", Qt.TextElideMode.ElideRight, SIDE - 4))
        painter.setPen(QColor(theme.text))
        every = max(1, int(np.ceil(metrics.horizontalAdvance("M") / (box.width() / m))))
        for column in range(0, m, every):
            cell = self.cell(head, 0, column)
            painter.drawText(QRectF(cell.center().x() - 10, TOP / 2, 20, TOP / 2 - 2), Qt.AlignmentFlag.AlignCenter,
                             self.columns[column])
        if head:
            return
        every = max(1, int(np.ceil(metrics.height() * 0.8 / (box.height() / n))))
        for row in range(0, n, every):
            cell = self.cell(head, row, 0)
            painter.drawText(QRectF(box.left() - SIDE, cell.center().y() - 9, SIDE - 6, 18),
                             Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, self.rows[row])

    def _paint_scale(self, painter: QPainter, theme) -> None:
        top = self.height() - LEGEND + 4
        colours = viridis(np.linspace(0.0, 1.0, BAR))
        for place in range(BAR):
            painter.fillRect(QRectF(SIDE + place, top, 1.5, 8), QColor(*np.asarray(colours)[place].tolist()))
        painter.setPen(QColor(theme.muted))
        painter.drawText(QRectF(SIDE - 16, top - 5, 12, 18), Qt.AlignmentFlag.AlignRight, "0")
        painter.drawText(QRectF(SIDE + BAR + 5, top - 5, self.width() - SIDE - BAR - 8, 18), Qt.AlignmentFlag.AlignLeft,
                         self.tr("1   weight; each row adds up to 1"))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        place = self.place_at(event.position()) if self.weights.size else None
        if place is not None and event.button() == Qt.MouseButton.LeftButton:
            self.at = place
            self.chosen.emit(*place)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent):
            place = self.place_at(QPointF(event.pos())) if self.weights.size else None
            if place is not None:
                QToolTip.showText(event.globalPos(), tooltip(self.says(place)), self)
            return True
        return super().event(event)

    def _restyle(self, *_: object) -> None:
        self.update()
