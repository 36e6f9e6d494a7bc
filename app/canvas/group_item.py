"""A group on the drawing: a frame around its layers or, collapsed, one card that stands for all of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QGraphicsItem

from app import theme
from app.canvas import metrics
from app.canvas.card_painter import NO_TEXT_BELOW, TITLE_SIZE, card_font, write_name
from app.canvas.node_item import NodeItem, Port
from app.plain import tooltip
from engine.drawing import COLOURS, Group

_AROUND, _TAB = 22.0, 24.0
_TEXT_SIZE, _LARGE, _LARGE_BELOW, _NAME_ALONE_BELOW = 11, 20, 0.68, 0.36


@dataclass(frozen=True)
class GroupState:
    """What a group shows: `words` below its name; `entries`, inputs of its layers that are fed from outside, and
    `exits`, layers whose output leaves it; what is wrong inside."""

    group: Group
    words: str
    entries: tuple[tuple[str, int], ...]
    exits: tuple[str, ...]
    problems: tuple[str, ...]


def group_colour(name: str) -> QColor:
    """The colour of a group in the theme of the moment."""
    return QColor(theme.current().plots[COLOURS.index(name)])


class GroupItem(QGraphicsItem):
    """Its members stay items of the scene; collapsed, they are hidden, and their ports are this card's."""

    def __init__(self) -> None:
        super().__init__()
        self.state: GroupState | None = None
        self.members: Sequence[NodeItem] = ()
        self._rect = QRectF()

    @property
    def name(self) -> str:
        return self.state.group.name

    @property
    def layers(self) -> tuple[str, ...]:
        return self.state.group.layers

    @property
    def collapsed(self) -> bool:
        return self.state.group.collapsed

    def show_state(self, state: GroupState, members: Sequence[NodeItem]) -> None:
        """Show something else."""
        self.state, self.members = state, members
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemIsSelectable, state.group.collapsed)
        self.setZValue(1.0 if state.group.collapsed else -2.0)
        self.setToolTip(tooltip("\n".join((state.group.name, state.words, *state.problems))) if self.layers else "")
        self.arrange()
        self.update()

    def arrange(self) -> None:
        """Lie where the members are."""
        self.prepareGeometryChange()
        if not self.collapsed:
            self.setPos(0.0, 0.0)
            rect = QRectF()
            for node in self.members:
                rect = rect.united(node.card_rect().translated(node.pos()))
            self._rect = rect.adjusted(-_AROUND, -_AROUND - _TAB, _AROUND, _AROUND)
            return
        xs, ys = [node.x() for node in self.members], [node.y() for node in self.members]
        self.setPos((min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2)
        rows = max(1, len(self.state.entries), len(self.state.exits))
        height = max(metrics.CARD_HEIGHT, rows * metrics.PORT_SPACING + 2 * metrics.PADDING)
        self._rect = QRectF(-metrics.CARD_WIDTH / 2, -height / 2, metrics.CARD_WIDTH, height)

    # Geometry

    def card_rect(self) -> QRectF:
        """The card or the frame, in its own coordinates."""
        return self._rect

    def title_rect(self) -> QRectF:
        """Where the name is written."""
        left = 12.0 + (metrics.ACCENT_WIDTH if self.collapsed else 0.0)
        return QRectF(self._rect.left() + left, self._rect.top() + (10.0 if self.collapsed else 5.0),
                      self._rect.width() - left - 12.0, 18.0)

    def takes(self, scene_pos: QPointF) -> bool:
        """Whether a press at a point is one on the group: on its card, or on the upper edge of its frame."""
        here = self.mapFromScene(scene_pos)
        return (self._rect if self.collapsed else QRectF(self._rect.topLeft(), self._rect.topRight() + QPointF(
            0.0, _TAB))).contains(here)

    def port_pos(self, name: str, index: int | None) -> QPointF:
        """Where a link to a port of a member ends, in the item's coordinates."""
        ports, wanted = self._side(name, index)
        place = ports.index(wanted) if wanted in ports else (len(ports) - 1) / 2
        x = self._rect.right() if index is None else self._rect.left()
        return QPointF(x, (place - (len(ports) - 1) / 2) * metrics.PORT_SPACING)

    def shows(self, name: str, index: int | None) -> bool:
        """Whether a port of a member is seen on the card."""
        ports, wanted = self._side(name, index)
        return wanted in ports

    def _side(self, name: str, index: int | None) -> tuple[Sequence[object], object]:
        """The ports on the side where one of a member is looked for, and what it is called there."""
        return (self.state.exits, name) if index is None else (self.state.entries, (name, index))

    def ports(self) -> list[Port]:
        """Those of its members that are seen on the card."""
        nodes = {node.state.name: node for node in self.members}
        return [*(Port(nodes[name], index) for name, index in self.state.entries),
                *(Port(nodes[name], None) for name in self.state.exits)]

    def boundingRect(self) -> QRectF:
        return self._rect.adjusted(-10, -10 if self.collapsed else -70, 10, 10)

    def shape(self) -> QPainterPath:
        path = QPainterPath()
        if self.collapsed:
            path.addRect(self._rect)
        return path

    # Painting

    def paint(self, painter: QPainter, option, widget=None) -> None:
        scale = option.levelOfDetailFromTransform(painter.worldTransform())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        (self._paint_card if self.collapsed else self._paint_frame)(painter, scale)

    def _paint_frame(self, painter: QPainter, scale: float) -> None:
        colour = group_colour(self.state.group.colour)
        tint = QColor(colour)
        tint.setAlphaF(0.07)
        painter.setBrush(tint)
        painter.setPen(QPen(colour, 1.2, Qt.PenStyle.DashLine))
        painter.drawRoundedRect(self._rect, 14, 14)
        if scale >= _NAME_ALONE_BELOW:
            self._write(painter, self.title_rect(), self.name, scale, colour, bold=True)
        elif scale >= NO_TEXT_BELOW:  # above the frame, where there is room for large letters
            write_name(painter, QRectF(self._rect.left(), self._rect.top() - 60, self._rect.width(), 60), self.name,
                       scale, colour.name())

    def _paint_card(self, painter: QPainter, scale: float) -> None:
        tokens, colour = theme.current(), group_colour(self.state.group.colour)
        border = QColor(tokens.accent if self.isSelected() else tokens.danger if self.state.problems else tokens.border)
        for shift in (8.0, 4.0, 0.0):  # a pile of cards
            card = self._rect.adjusted(shift, -shift, -shift, -shift) if shift else self._rect
            painter.setBrush(QColor(tokens.raised))
            painter.setPen(QPen(border, 2.0 if self.isSelected() and not shift else 1.2))
            painter.drawRoundedRect(card, metrics.CARD_RADIUS, metrics.CARD_RADIUS)
        outline = QPainterPath()
        outline.addRoundedRect(self._rect, metrics.CARD_RADIUS, metrics.CARD_RADIUS)
        painter.save()
        painter.setClipRect(QRectF(self._rect.topLeft(), self._rect.bottomLeft() + QPointF(metrics.ACCENT_WIDTH, 0)))
        painter.fillPath(outline, colour)
        painter.restore()
        if scale >= _NAME_ALONE_BELOW:
            self._write(painter, self.title_rect(), self.name, scale, QColor(tokens.text), bold=True)
            self._write(painter, self.title_rect().translated(0, 28), self.state.words, scale, QColor(tokens.muted))
        elif scale >= NO_TEXT_BELOW:
            write_name(painter, self._rect, self.name, scale, tokens.text)
        painter.setPen(QPen(QColor(tokens.muted), 1.6))
        painter.setBrush(QColor(tokens.raised))
        for port in self.ports():
            painter.drawEllipse(self.port_pos(port.node.state.name, port.index), metrics.PORT_RADIUS,
                                metrics.PORT_RADIUS)

    @staticmethod
    def _write(painter: QPainter, place: QRectF, text: str, scale: float, colour: QColor, bold: bool = False) -> None:
        size = (_LARGE if bold else _LARGE - 4) if scale < _LARGE_BELOW else TITLE_SIZE if bold else _TEXT_SIZE
        font = card_font(size, QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
        painter.setFont(font)
        painter.setPen(colour)
        place = place.adjusted(0, 0, 0, max(0, size - TITLE_SIZE) * 1.2)
        painter.drawText(place, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter,
                         QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, place.width()))
