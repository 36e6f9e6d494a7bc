"""Notes and arrows on the drawing."""

from __future__ import annotations

import math

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPainterPath, QPainterPathStroker, QPen, QPolygonF
from PySide6.QtWidgets import QGraphicsItem

from app import theme
from app.canvas.card_painter import card_font
from engine.drawing import Arrow, Note

TEXT_SIZE, WIDEST = 13, 260.0
_EDGE, _HEAD, _REACH, _HANDLE = 8.0, 11.0, 6.0, 5.0
_TEXT = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop


class AsideItem(QGraphicsItem):
    """What stands on a drawing beside layers and links. While it is dragged it is shown `moved`."""

    def __init__(self, value: Note | Arrow) -> None:
        super().__init__()
        self.value = value
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemIsSelectable)
        self.setZValue(4.0)

    def show_value(self, value: Note | Arrow) -> None:
        """Show something else."""
        if value != self.value:
            self.prepareGeometryChange()
            self.value = value
            self.update()

    def part_at(self, scene_pos: QPointF) -> str:
        """What a press takes hold of: "" for all of it, else the name of an end."""
        return ""

    def _colour(self) -> QColor:
        return QColor(theme.current().accent if self.isSelected() else theme.current().muted)


class NoteItem(AsideItem):
    """Plain text on a sheet."""

    def text_rect(self) -> QRectF:
        """Where its letters are, in the scene."""
        size = QFontMetricsF(card_font(TEXT_SIZE)).boundingRect(QRectF(0, 0, WIDEST, 1e5), _TEXT,
                                                                self.value.text or " ").size()
        return QRectF(QPointF(*self.value.at) + QPointF(_EDGE, _EDGE), size)

    def boundingRect(self) -> QRectF:
        return self.text_rect().adjusted(-_EDGE, -_EDGE, _EDGE + 1, _EDGE + 1)

    def paint(self, painter: QPainter, option, widget=None) -> None:
        tokens = theme.current()
        ground = QColor(tokens.warning)
        ground.setAlphaF(0.16 if tokens.is_dark else 0.12)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._colour(), 1.6) if self.isSelected() else Qt.PenStyle.NoPen)
        painter.setBrush(ground)
        painter.drawRoundedRect(self.boundingRect().adjusted(1, 1, -1, -1), 5, 5)
        painter.setPen(QColor(tokens.text))
        painter.setFont(card_font(TEXT_SIZE))
        painter.drawText(self.text_rect().adjusted(0, 0, 1, 1), _TEXT, self.value.text)


class ArrowItem(AsideItem):
    """A line with a head; selected, its ends can be dragged."""

    def line(self) -> QLineF:
        return QLineF(QPointF(*self.value.start), QPointF(*self.value.end))

    def part_at(self, scene_pos: QPointF) -> str:
        line = self.line()
        near = {"start": QLineF(line.p1(), scene_pos).length(), "end": QLineF(line.p2(), scene_pos).length()}
        nearest = min(near, key=near.__getitem__)
        return nearest if near[nearest] <= 2 * _REACH else ""

    def boundingRect(self) -> QRectF:
        return QRectF(self.line().p1(), self.line().p2()).normalized().adjusted(-_HEAD, -_HEAD, _HEAD, _HEAD)

    def shape(self) -> QPainterPath:
        path = QPainterPath(self.line().p1())
        path.lineTo(self.line().p2())
        stroker = QPainterPathStroker()
        stroker.setWidth(2 * _REACH)
        return stroker.createStroke(path)

    def paint(self, painter: QPainter, option, widget=None) -> None:
        line, colour = self.line(), self._colour()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(colour, 1.8))
        painter.drawLine(line)
        angle = math.atan2(line.dy(), line.dx())
        sides = [line.p2() - _HEAD * QPointF(math.cos(angle + turn), math.sin(angle + turn)) for turn in (-0.45, 0.45)]
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawPolygon(QPolygonF([line.p2(), *sides]))
        if self.isSelected():
            painter.setBrush(QColor(theme.current().raised))
            painter.setPen(QPen(colour, 1.6))
            for end in (line.p1(), line.p2()):
                painter.drawEllipse(end, _HANDLE, _HANDLE)
