"""The card of one layer: what it is, what leaves it, what is wrong with it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QApplication, QGraphicsItem

from app import theme
from app.canvas import metrics
from app.canvas.bubble_item import BubbleItem
from app.canvas.glyphs import draw_tile

_TEXT_BELOW_SCALE = 0.4  # smaller than this, words are noise: only the tile is drawn
TITLE_SIZE, _SMALL_SIZE = 13, 11
_SMALL_LINE = 14.0
_BADGE = 9.0
_WRAPPED = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap


class Role(Enum):
    """What a card is to the link being drawn."""

    NONE = "none"
    CANDIDATE = "candidate"
    IMPOSSIBLE = "impossible"


@dataclass(frozen=True)
class NodeState:
    """Everything that a card shows, as text already translated."""

    name: str
    kind: str
    category: str
    subtitle: str
    footer: str
    inputs: int
    used_inputs: frozenset[int]
    has_output: bool
    problems: tuple[str, ...]
    implicated: bool  # another layer's problem names this one too


@dataclass(frozen=True)
class Port:
    """One port of one card: input number `index`, or the output when `index` is None."""

    node: NodeItem
    index: int | None

    @property
    def is_output(self) -> bool:
        return self.index is None

    def scene_pos(self) -> QPointF:
        """Where a link ends."""
        return self.node.mapToScene(self.node.port_pos(self.index))


def card_font(size: int, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """The application's font in scene units."""
    font = QFont(QApplication.font())
    font.setPixelSize(size)
    font.setWeight(weight)
    return font


class NodeItem(QGraphicsItem):
    """A card. Its origin is its centre."""

    def __init__(self, state: NodeState) -> None:
        super().__init__()
        self.state = state
        self.role = Role.NONE
        self._hovered = False
        self._hot_port: Port | None = None
        self._bubble: BubbleItem | None = None
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemIsSelectable)
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemSendsGeometryChanges)
        self.setAcceptHoverEvents(True)
        self._show_problems()

    # What it shows

    def show_state(self, state: NodeState) -> None:
        """Show something else; nothing is repainted when nothing differs."""
        if state == self.state:
            return
        self.prepareGeometryChange()
        self.state = state
        self._show_problems()
        self.update()

    def set_role(self, role: Role) -> None:
        """Stand out as a possible end of the link being drawn, or step back as an impossible one."""
        self.role = role
        self.setOpacity(0.35 if role is Role.IMPOSSIBLE else 1.0)
        self.update()

    def set_hot_port(self, port: Port | None) -> None:
        """Highlight one port: the one under the pointer, or the one that a link has jumped to."""
        if port != self._hot_port:
            self._hot_port = port
            self.update()

    def _show_problems(self) -> None:
        problems = self.state.problems
        if self._bubble is None and problems:
            self._bubble = BubbleItem(self)
        if self._bubble is not None:
            self._bubble.show_sentences(problems)
            self._bubble.setPos(0.0, self.card_rect().bottom() + metrics.BUBBLE_GAP)
        self.setToolTip("\n".join(problems))
        self._stack()

    def _stack(self) -> None:
        self.setZValue(3.0 if self.isSelected() else 2.0 if self.state.problems else 1.0)

    @property
    def sentence(self) -> str:
        """The problem written under the card, or an empty text."""
        return self._bubble.text if self._bubble is not None else ""

    # Geometry

    def card_rect(self) -> QRectF:
        """The card without ports and bubble, around the origin."""
        rows = max(1, self.state.inputs)
        height = max(metrics.CARD_HEIGHT, rows * metrics.PORT_SPACING + 2 * metrics.PADDING)
        return QRectF(-metrics.CARD_WIDTH / 2, -height / 2, metrics.CARD_WIDTH, height)

    def title_rect(self) -> QRectF:
        """Where the name is written."""
        card = self.card_rect()
        left = metrics.ACCENT_WIDTH + metrics.PADDING + metrics.TILE + 10.0
        return QRectF(card.left() + left, card.top() + 10.0, card.width() - left - metrics.PADDING, 18.0)

    def boundingRect(self) -> QRectF:
        margin = metrics.PORT_RADIUS * 2 + 4.0
        return self.card_rect().adjusted(-margin, -margin, margin, margin)

    def shape(self) -> QPainterPath:
        path = QPainterPath()
        path.addRect(self.card_rect().adjusted(-metrics.PORT_RADIUS * 2, 0, metrics.PORT_RADIUS * 2, 0))
        return path

    def port_pos(self, index: int | None) -> QPointF:
        """The place of input `index`, or of the output for None, in the item's coordinates."""
        card = self.card_rect()
        if index is None:
            return QPointF(card.right(), 0.0)
        return QPointF(card.left(), (index - (self.state.inputs - 1) / 2) * metrics.PORT_SPACING)

    def ports(self) -> tuple[Port, ...]:
        """Inputs from top to bottom, then the output."""
        inputs = tuple(Port(self, index) for index in range(self.state.inputs))
        return (*inputs, Port(self, None)) if self.state.has_output else inputs

    def port_at(self, scene_pos: QPointF, reach: float = metrics.PORT_REACH) -> Port | None:
        """The nearest port within `reach` of a point of the scene."""
        here = self.mapFromScene(scene_pos)

        def distance(port: Port) -> float:
            offset = self.port_pos(port.index) - here
            return max(abs(offset.x()), abs(offset.y()))

        near = min(self.ports(), key=distance, default=None)
        return near if near is not None and distance(near) <= reach else None

    # Events

    def itemChange(self, change, value):
        if change == QGraphicsItem.GraphicsItemChange.ItemPositionHasChanged and self.scene() is not None:
            self.scene().follow(self.state.name)
        if change == QGraphicsItem.GraphicsItemChange.ItemSelectedHasChanged:
            self._stack()
        return super().itemChange(change, value)

    def hoverEnterEvent(self, event) -> None:
        self._hovered = True
        self.update()

    def hoverMoveEvent(self, event) -> None:
        port = self.port_at(event.scenePos())
        self.set_hot_port(port)
        self.setCursor(Qt.CursorShape.CrossCursor if port else Qt.CursorShape.ArrowCursor)

    def hoverLeaveEvent(self, event) -> None:
        self._hovered = False
        self.set_hot_port(None)
        self.update()

    # Painting

    def paint(self, painter: QPainter, option, widget=None) -> None:
        tokens = theme.current()
        card = self.card_rect()
        scale = option.levelOfDetailFromTransform(painter.worldTransform())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_card(painter, card, tokens)
        if scale >= _TEXT_BELOW_SCALE:
            self._paint_text(painter, card, tokens)
        self._paint_tile(painter, card, tokens, large=scale < _TEXT_BELOW_SCALE)
        self._paint_ports(painter, tokens)
        if self.state.problems:
            self._paint_badge(painter, card, tokens)

    def _paint_card(self, painter: QPainter, card: QRectF, tokens: theme.Theme) -> None:
        radius = metrics.CARD_RADIUS
        painter.setPen(Qt.PenStyle.NoPen)
        for spread, alpha in ((3.0, 10), (1.5, 16)):
            shadow = card.adjusted(-spread / 2, spread, spread / 2, spread + 0.5)
            painter.setBrush(QColor(0, 0, 0, alpha * (3 if tokens.is_dark else 1)))
            painter.drawRoundedRect(shadow, radius + 1, radius + 1)
        outline = QPainterPath()
        outline.addRoundedRect(card, radius, radius)
        painter.fillPath(outline, QColor(tokens.raised))
        painter.save()
        painter.setClipRect(QRectF(card.left(), card.top(), metrics.ACCENT_WIDTH, card.height()))
        painter.fillPath(outline, QColor(tokens.category(self.state.category)))
        painter.restore()
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(self._border(tokens))
        painter.drawRoundedRect(card, radius, radius)

    def _border(self, tokens: theme.Theme) -> QPen:
        if self.isSelected() or self.role is Role.CANDIDATE:
            return QPen(QColor(tokens.accent), 2.0 if self.isSelected() else 1.5)
        if self.state.problems or self.state.implicated:
            danger = QColor(tokens.danger)
            danger.setAlphaF(1.0 if self.state.problems else 0.5)
            return QPen(danger, 1.2)
        return QPen(QColor(tokens.strong_border if self._hovered else tokens.border), 1.2)

    def _paint_tile(self, painter: QPainter, card: QRectF, tokens: theme.Theme, large: bool) -> None:
        colour = QColor(tokens.category(self.state.category))
        if large:
            side = card.height() * 0.6
            draw_tile(painter, self.state.kind, QRectF(-side / 2, -side / 2, side, side), colour)
        else:
            left = card.left() + metrics.ACCENT_WIDTH + metrics.PADDING
            draw_tile(painter, self.state.kind, QRectF(left, card.top() + 12, metrics.TILE, metrics.TILE), colour)

    def _paint_text(self, painter: QPainter, card: QRectF, tokens: theme.Theme) -> None:
        title = self.title_rect()
        below = QRectF(title.left(), title.bottom(), title.width(), 2 * _SMALL_LINE)
        bottom = QRectF(card.left() + metrics.ACCENT_WIDTH + metrics.PADDING, card.bottom() - 24,
                        card.width() - metrics.ACCENT_WIDTH - 2 * metrics.PADDING, 18)
        rows = ((title, self.state.name, card_font(TITLE_SIZE, QFont.Weight.DemiBold), tokens.text),
                (below, self.state.subtitle, card_font(_SMALL_SIZE), tokens.muted),
                (bottom, self.state.footer, card_font(_SMALL_SIZE), tokens.muted))
        for place, text, font, colour in rows:
            room = place.width() * max(1, round(place.height() / _SMALL_LINE / 1.3))
            painter.setFont(font)
            painter.setPen(QColor(colour))
            painter.drawText(place, _WRAPPED, QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, room))

    def _paint_ports(self, painter: QPainter, tokens: theme.Theme) -> None:
        for port in self.ports():
            hot = port == self._hot_port
            used = port.is_output or port.index in self.state.used_inputs
            colour = QColor(tokens.accent if hot else tokens.muted if used else tokens.strong_border)
            painter.setPen(QPen(colour, 1.6))
            painter.setBrush(QColor(tokens.accent if hot else tokens.raised))
            radius = metrics.PORT_RADIUS * (1.4 if hot else 1.0)
            painter.drawEllipse(self.port_pos(port.index), radius, radius)

    def _paint_badge(self, painter: QPainter, card: QRectF, tokens: theme.Theme) -> None:
        centre = QPointF(card.right() - 4, card.top() + 4)
        painter.setPen(QPen(QColor(tokens.canvas), 2))
        painter.setBrush(QColor(tokens.danger))
        painter.drawEllipse(centre, _BADGE, _BADGE)
        painter.setPen(QColor(tokens.canvas))
        painter.setFont(card_font(TITLE_SIZE, QFont.Weight.Bold))
        painter.drawText(QRectF(centre.x() - _BADGE, centre.y() - _BADGE, 2 * _BADGE, 2 * _BADGE),
                         Qt.AlignmentFlag.AlignCenter, "!")
