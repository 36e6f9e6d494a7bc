"""A row of cells for each layer, a cell for each unit, coloured by what the loss does without it."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from app.numbers import signed
from app.plain import tooltip
from app.theme import current, theme_bus
from app.widgets.own_keys import OwnKeys
from app.widgets.signed_image import limit_of, signed_pixels

CELL, NAMES, GAP, ROWS_GAP = 24, 110, 8, 6
SMALLEST_CELL = 5
Unit = tuple[str, int]


class LesionMap(QWidget):
    """`changes` are those of the loss (units,), by layer; `clicked(layer, unit)` when one is to be muted or not, by a
    click or by Space; `looked_at(layer, unit)` when the pointer or a key goes to one."""

    clicked = Signal(str, int)
    looked_at = Signal(str, int)

    def __init__(self) -> None:
        super().__init__()
        self.changes: Mapping[str, np.ndarray] = {}
        self.muted: frozenset[Unit] = frozenset()
        self._at: Unit | None = None
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.MinimumExpanding)
        self.setAccessibleName(self.tr("The change of the loss without each unit"))
        theme_bus.changed.connect(self._restyle)
        OwnKeys(self)

    @property
    def limit(self) -> float:
        """The largest change of all, in size: the end of the scale that all share."""
        return limit_of(*self.changes.values())

    def show_changes(self, changes: Mapping[str, np.ndarray], muted: frozenset[Unit]) -> None:
        grows = [(name, len(values)) for name, values in changes.items()] != [
            (name, len(values)) for name, values in self.changes.items()]
        self.changes, self.muted = changes, muted
        if grows:
            self._at = None
            self.updateGeometry()
            self.setMinimumHeight(self.sizeHint().height())
        self.setAccessibleDescription("" if self._at is None else self.says(self._at))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(320, len(self.changes) * (CELL + ROWS_GAP) + ROWS_GAP)

    def cell(self, layer: str, unit: int) -> QRectF:
        """Where a unit is drawn."""
        row, count = list(self.changes).index(layer), len(self.changes[layer])
        width = max(float(SMALLEST_CELL), min(float(CELL), (self.width() - NAMES - GAP) / max(1, count)))
        return QRectF(NAMES + GAP + unit * width, ROWS_GAP + row * (CELL + ROWS_GAP), width - 1, CELL)

    def unit_at(self, place: QPoint) -> Unit | None:
        """The unit that is drawn there."""
        row = int((place.y() - ROWS_GAP) // (CELL + ROWS_GAP))
        if not 0 <= row < len(self.changes) or place.x() < NAMES + GAP:
            return None
        layer = list(self.changes)[row]
        unit = int((place.x() - NAMES - GAP) // (self.cell(layer, 0).width() + 1))
        return (layer, unit) if unit < len(self.changes[layer]) else None

    def says(self, unit: Unit) -> str:
        """What is known of a unit."""
        layer, place = unit
        change = float(self.changes[layer][place])
        said = self.tr("Without unit {unit} of {layer} the loss changes by {change}.").format(
            unit=place + 1, layer=layer, change=signed(change))
        return said if unit not in self.muted else self.tr("Unit {unit} of {layer} is muted in this map.").format(
            unit=place + 1, layer=layer)

    def paintEvent(self, _: QPaintEvent) -> None:
        theme, limit = current(), self.limit
        with QPainter(self) as painter:
            for row, (layer, changes) in enumerate(self.changes.items()):
                painter.setPen(QColor(theme.text))
                box = QRectF(0, ROWS_GAP + row * (CELL + ROWS_GAP), NAMES, CELL)
                painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter,
                                 painter.fontMetrics().elidedText(layer, Qt.TextElideMode.ElideMiddle, NAMES))
                for unit, pixel in enumerate(signed_pixels(changes, limit).tolist()):
                    cell = self.cell(layer, unit)
                    painter.fillRect(cell, QColor(pixel))
                    if (layer, unit) in self.muted:
                        painter.setPen(QPen(QColor(theme.text), 1.5))
                        painter.drawLine(cell.topLeft(), cell.bottomRight())
                        painter.drawLine(cell.topRight(), cell.bottomLeft())
                    if (layer, unit) == self._at:
                        painter.setPen(QPen(QColor(theme.accent), 2))
                        painter.drawRect(cell.adjusted(0, 0, 0, 0))

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent):
            unit = self.unit_at(event.pos())
            if unit is not None:
                QToolTip.showText(event.globalPos(), tooltip(self.says(unit)), self)
            return True
        return super().event(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._look(self.unit_at(event.position().toPoint()))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        unit = self.unit_at(event.position().toPoint())
        if unit is not None and event.button() == Qt.MouseButton.LeftButton:
            self._look(unit)
            self.clicked.emit(*unit)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Left: (0, -1), Qt.Key.Key_Right: (0, 1), Qt.Key.Key_Up: (-1, 0), Qt.Key.Key_Down: (1, 0)}
        layers = list(self.changes)
        if event.key() in steps and layers:
            row, unit = (0, -1) if self._at is None else (layers.index(self._at[0]), self._at[1])
            down, along = steps[event.key()]
            row = max(0, min(row + down, len(layers) - 1))
            self._look((layers[row], max(0, min(unit + along, len(self.changes[layers[row]]) - 1))))
        elif event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return) and self._at is not None:
            self.clicked.emit(*self._at)
        else:
            super().keyPressEvent(event)

    def _restyle(self, *_: object) -> None:
        self.update()

    def _look(self, unit: Unit | None) -> None:
        if unit is not None and unit != self._at:
            self._at = unit
            self.setAccessibleDescription(self.says(unit))
            self.looked_at.emit(*unit)
            self.update()
