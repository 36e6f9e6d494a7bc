"""The drawing of a computation graph: a box for each primitive, with what it gives and what comes back to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QGraphicsItem, QGraphicsScene
from shiboken6 import isValid

from app.canvas.card_painter import card_font
from app.canvas.computation.arrangement import arranged
from app.canvas.zoomable_view import ZoomableView
from app.plain import tooltip
from app.theme import current, theme_bus
from app.widgets.own_keys import OwnKeys

WIDTH, HEIGHT, BESIDE, BELOW = 138.0, 62.0, 46.0, 16.0
STRIPE, PADDING, CURVE = 4.0, 7.0, 24.0
READABLE = 0.7
"""Pixels for a unit of the drawing from which on its words can be read."""


@dataclass(frozen=True)
class BoxLook:
    """What a box says: its `head`, the shape, the first numbers forward and back, all in words where the pointer rests
    (`tip`); the `colour` of its layer; whether it lies `outside` of the window that is seen."""

    head: str
    shape: str
    value: str
    gradient: str
    tip: str
    colour: str
    outside: bool


class _Box(QGraphicsItem):
    def __init__(self, place: int, at: QPointF) -> None:
        super().__init__()
        self.place, self.look = place, BoxLook("", "", "", "", "", "#000000", False)
        self.setPos(at)
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemIsSelectable)

    def boundingRect(self) -> QRectF:
        return QRectF(-2, -2, WIDTH + 4, HEIGHT + 4)

    def show_look(self, look: BoxLook) -> None:
        if look != self.look:
            self.look = look
            self.setToolTip(tooltip(look.tip))
            self.update()

    def paint(self, painter: QPainter, option, widget=None) -> None:
        theme, look, box = current(), self.look, QRectF(0, 0, WIDTH, HEIGHT)
        border = QPen(QColor(theme.accent if self.isSelected() else theme.strong_border),
                      2.0 if self.isSelected() else 1.0)
        if look.outside:
            border.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(border)
        painter.setBrush(QColor(theme.sunken if look.outside else theme.raised))
        painter.drawRoundedRect(box, 5, 5)
        painter.fillRect(QRectF(1, 5, STRIPE, HEIGHT - 10), QColor(look.colour))
        line = QRectF(STRIPE + PADDING, 4, WIDTH - STRIPE - 2 * PADDING, 18)
        shape = self._write(painter, line, look.shape, 10, theme.muted, Qt.AlignmentFlag.AlignRight)
        self._write(painter, line.adjusted(0, 0, -shape - 6, 0), look.head, 13, theme.text, Qt.AlignmentFlag.AlignLeft)
        self._write(painter, line.translated(0, 18), look.value, 12, theme.text, Qt.AlignmentFlag.AlignLeft)
        self._write(painter, line.translated(0, 36), look.gradient, 12, theme.accent, Qt.AlignmentFlag.AlignLeft)

    @staticmethod
    def _write(painter: QPainter, line: QRectF, text: str, size: int, colour: str, side: Qt.AlignmentFlag) -> float:
        painter.setFont(card_font(size))
        painter.setPen(QColor(colour))
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, int(line.width()))
        painter.drawText(line, side | Qt.AlignmentFlag.AlignVCenter, shown)
        return painter.fontMetrics().horizontalAdvance(shown)


class _Wires(QGraphicsItem):
    """All edges as one item."""

    def __init__(self, path: QPainterPath) -> None:
        super().__init__()
        self.path = path
        self.setAcceptedMouseButtons(Qt.MouseButton.NoButton)
        self.setZValue(-1)

    def boundingRect(self) -> QRectF:
        return self.path.boundingRect().adjusted(-2, -2, 2, 2)

    def paint(self, painter: QPainter, option, widget=None) -> None:
        painter.setPen(QPen(QColor(current().strong_border), 1.2))
        painter.drawPath(self.path)


class ComputationPicture(ZoomableView):
    """`chosen(place)` when another primitive becomes the current one, by a click or the arrow keys."""

    chosen = Signal(int)

    def __init__(self) -> None:
        self._scene = QGraphicsScene()
        super().__init__(self._scene)
        self.boxes: dict[int, _Box] = {}
        self._reads: Mapping[int, tuple[int, ...]] = {}
        self.setDragMode(ComputationPicture.DragMode.ScrollHandDrag)
        self._scene.selectionChanged.connect(self._tell)
        self.setAccessibleName(self.tr("Computation graph"))
        OwnKeys(self)
        theme_bus.changed.connect(self._restyle)
        self._restyle()

    def show_nodes(self, reads: Mapping[int, tuple[int, ...]]) -> None:
        """Other nodes: each with those among them that it reads."""
        if reads == self._reads:
            return
        self._reads = reads
        self._scene.blockSignals(True)
        self._scene.clear()
        self._scene.blockSignals(False)
        places = {node: QPointF(column * (WIDTH + BESIDE), row * (HEIGHT + BELOW))
                  for node, (column, row) in arranged(reads).items()}
        self.boxes = {node: _Box(node, at) for node, at in places.items()}
        for box in self.boxes.values():
            self._scene.addItem(box)
        path = QPainterPath()
        for node, read in reads.items():
            for other in read:
                start, end = places[other] + QPointF(WIDTH, HEIGHT / 2), places[node] + QPointF(0, HEIGHT / 2)
                path.moveTo(start)
                path.cubicTo(start + QPointF(CURVE, 0), end - QPointF(CURVE, 0), end)
                path.moveTo(end + QPointF(-5, -3.5))
                path.lineTo(end)
                path.lineTo(end + QPointF(-5, 3.5))
        self._scene.addItem(_Wires(path))
        self._scene.setSceneRect(self._scene.itemsBoundingRect().adjusted(-200, -200, 200, 200))
        self.fit_when_shown()

    def fit_when_shown(self) -> None:
        """Show all of it where it can be read then, or else what is around the current one, or the beginning."""
        super().fit_when_shown()
        if not self.isVisible() or self.navigator.scale >= READABLE or not self.boxes:
            return
        self.navigator.zoom_at(1.0 / self.navigator.scale, self.viewport().rect().center())
        chosen = next((box for box in self.boxes.values() if box.isSelected()), next(iter(self.boxes.values())))
        self.centerOn(chosen)

    def drawing_rect(self) -> QRectF:
        return self._scene.itemsBoundingRect()

    def choose(self, place: int) -> None:
        """Make a primitive the current one."""
        if place in self.boxes and not self.boxes[place].isSelected():
            self._scene.clearSelection()
            self.boxes[place].setSelected(True)
            self.ensureVisible(self.boxes[place])

    def keyPressEvent(self, event) -> None:
        chosen = [box for box in self._scene.selectedItems() if isinstance(box, _Box)]
        towards = {Qt.Key.Key_Left: lambda node: self._reads[node],
                   Qt.Key.Key_Right: lambda node: [other for other, read in self._reads.items() if node in read],
                   Qt.Key.Key_Up: lambda node: self._beside(node, -1),
                   Qt.Key.Key_Down: lambda node: self._beside(node, 1)}.get(Qt.Key(event.key()))
        if towards is None:
            super().keyPressEvent(event)
            return
        found = towards(chosen[0].place) if chosen else list(self.boxes)
        if found:
            self.choose(found[0])

    def _beside(self, node: int, by: int) -> list[int]:
        """The next box of the same column."""
        at = self.boxes[node].pos()
        column = sorted((box for box in self.boxes.values() if box.pos().x() == at.x()), key=lambda box: box.pos().y())
        place = [box.place for box in column].index(node) + by
        return [column[place].place] if 0 <= place < len(column) else []

    def _tell(self) -> None:
        if not isValid(self._scene):  # it lets go of what is selected while it is taken apart
            return
        chosen = [item for item in self._scene.selectedItems() if isinstance(item, _Box)]
        if chosen:
            self.setAccessibleDescription(chosen[0].look.tip)
            self.chosen.emit(chosen[0].place)

    def _restyle(self, *_: object) -> None:
        self.setBackgroundBrush(QColor(current().canvas))
        self._scene.update()
