"""The card of one layer: what it is, what leaves it, what is wrong with it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath
from PySide6.QtWidgets import QGraphicsItem

from app.canvas import metrics
from app.canvas.bubble_item import BubbleItem
from app.canvas.card_painter import CardLook, PortLook, paint_card, title_rect
from app.canvas.life.face import Face
from app.canvas.life.life_item import LifeItem
from app.canvas.node_state import NodeState, Role
from app.canvas.stand_in import StandIn
from app.plain import tooltip

_MARGIN = metrics.PORT_RADIUS * 2 + 4.0
"""What ports take around a card."""


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
        stand_in = self.node.stand_in
        if stand_in is not None:
            return stand_in.mapToScene(stand_in.port_pos(self.node.state.name, self.index))
        return self.node.mapToScene(self.node.port_pos(self.index))

    @property
    def is_seen(self) -> bool:
        """Whether it is drawn, on its own card or on that of a collapsed group."""
        stand_in = self.node.stand_in
        return stand_in is None or stand_in.shows(self.node.state.name, self.index)


def around(x: float, y: float, half_width: float = metrics.CARD_WIDTH / 2,
           half_height: float = metrics.CARD_HEIGHT / 2) -> tuple[float, float, float, float]:
    """What a card that stands there covers of the scene, ports included: left, top, right, bottom."""
    across, down = half_width + _MARGIN, half_height + _MARGIN
    return x - across, y - down, x + across, y + down


class NodeItem(QGraphicsItem):
    """A card. Its origin is its centre."""

    def __init__(self, state: NodeState) -> None:
        super().__init__()
        self.state = state
        self.role = Role.NONE
        self._hovered = False
        self._hot_port: Port | None = None
        self._bubble: BubbleItem | None = None
        self.life: LifeItem | None = None
        self.stand_in: StandIn | None = None
        self._measure()
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemIsSelectable)
        self.setAcceptHoverEvents(True)
        self._tell()

    # What it shows

    def show_state(self, state: NodeState) -> None:
        """Show something else; nothing is repainted when nothing differs."""
        if state == self.state:
            return
        self.prepareGeometryChange()
        self.state = state
        self._measure()
        self._tell()
        self.update()

    def set_face(self, face: Face | None, room: float) -> None:
        """Show what the layer holds below the words, on a card that is at most `room` high; where there is too little
        of it, and for None, the words alone."""
        if face is None and self.life is None:
            return
        before, room = self.card_rect(), room - self._words_height() - metrics.PADDING
        self.prepareGeometryChange()
        if face is None or room < metrics.LIVING_LEAST:
            if self.life is not None:
                self.life.setParentItem(None)
                self.scene().removeItem(self.life)
                self.life = None
        else:
            if self.life is None:
                self.life = LifeItem(self)
            self.life.set_face(face, face.size(room))
        self._measure()
        card = self.card_rect()
        if self.life is not None:
            self.life.setPos(card.center().x() - self.life.size.width() / 2 + metrics.ACCENT_WIDTH / 2,
                             card.top() + self._words_height())
        if self.card_rect() != before:
            self.update()
            if self.scene() is not None:
                self.scene().follow(self.state.name)

    # Qt tells of all that becomes of an item, of a dozen things before it is even seen; only these two are of interest.

    def move(self, x: float, y: float) -> None:
        """Stand there, with the curves that end at it."""
        if (x, y) != (self.x(), self.y()):
            self.setPos(x, y)
            self.scene().follow(self.state.name)

    def choose(self, chosen: bool) -> None:
        """Be selected, or no more."""
        if chosen != self.isSelected():
            self.setSelected(chosen)
            self._stack()
            if self.sentence:
                self.scene().lay_sentences_soon()

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

    def _tell(self) -> None:
        problems = self.state.problems
        if self._bubble is None and problems:
            self._bubble = BubbleItem(self)
        if self._bubble is not None:
            self._bubble.show_sentences(problems)
        state = self.state
        self.setToolTip(tooltip("\n".join(filter(None, (state.name, state.subtitle, state.footer, *problems)))))
        self._stack()

    def _stack(self) -> None:
        self.setZValue(3.0 if self.isSelected() else 2.0 if self.state.problems else 1.0)

    @property
    def sentence(self) -> str:
        """The problem that is to be written beside the card, or an empty text."""
        return self._bubble.text if self._bubble is not None else ""

    @property
    def bubble(self) -> BubbleItem | None:
        """What bears the sentence, where there is one."""
        return self._bubble if self.sentence else None

    # Geometry

    def card_rect(self) -> QRectF:
        """The card without ports and bubble, around the origin."""
        return QRectF(-self.half_width, -self.half_height, 2 * self.half_width, 2 * self.half_height)

    def _measure(self) -> None:
        """Note how large it is: of thousands of cards that is asked at every repaint."""
        height, width = self._words_height(), metrics.CARD_WIDTH
        if self.life is not None:
            height += self.life.size.height() + metrics.PADDING
            width = self.life.size.width() + 2 * metrics.PADDING
        self.half_width, self.half_height = width / 2, height / 2
        across, down = self.half_width + _MARGIN, self.half_height + _MARGIN
        self._bounds = QRectF(-across, -down, 2 * across, 2 * down)

    def words_rect(self) -> QRectF:
        """The part of the card where words stand."""
        card = self.card_rect()
        return QRectF(card.left(), card.top(), card.width(), self._words_height())

    def _words_height(self) -> float:
        rows = max(1, self.state.inputs)
        return max(metrics.CARD_HEIGHT, rows * metrics.PORT_SPACING + 2 * metrics.PADDING)

    def title_rect(self) -> QRectF:
        """Where the name is written."""
        return title_rect(self.card_rect())

    def boundingRect(self) -> QRectF:
        return self._bounds

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

    def around(self) -> tuple[float, float, float, float]:
        """What it covers of the scene: left, top, right, bottom."""
        return around(self.x(), self.y(), self.half_width, self.half_height)

    def ends(self) -> tuple[tuple[float, float], tuple[float, float]]:
        """Where a link leaves it, and where one comes to its first input: x and y in the scene."""
        if self.stand_in is not None:
            at, to = Port(self, None).scene_pos(), Port(self, 0).scene_pos()
            return (at.x(), at.y()), (to.x(), to.y())
        x, y = self.x(), self.y()
        return ((x + self.half_width, y),
                (x - self.half_width, y - (self.state.inputs - 1) / 2 * metrics.PORT_SPACING))

    def pins(self, units: int, *, is_source: bool) -> np.ndarray:
        """Where the lines of its units begin, or end: (units, 2), in the coordinates of the scene."""
        card, at = self.card_rect(), self.pos()
        x = at.x() + (card.right() if is_source else card.left())
        if self.life is not None:
            top = at.y() + self.life.pos().y()
            heights = top + self.life.face.pins(units, self.life.size)
        else:
            heights = at.y() + card.top() + card.height() * (np.arange(units) + 0.5) / units
        return np.column_stack([np.full(units, x), heights])

    def ports(self) -> tuple[Port, ...]:
        """Inputs from top to bottom, then the output."""
        inputs = tuple(Port(self, index) for index in range(self.state.inputs))
        return (*inputs, Port(self, None)) if self.state.has_output else inputs

    def port_at(self, scene_pos: QPointF, reach: float = metrics.PORT_REACH) -> Port | None:
        """The nearest port within `reach` of a point of the scene."""
        here = self.mapFromScene(scene_pos)
        if not self.card_rect().adjusted(-reach, -reach, reach, reach).contains(here):
            return None

        def distance(port: Port) -> float:
            offset = self.port_pos(port.index) - here
            return max(abs(offset.x()), abs(offset.y()))

        near = min(self.ports(), key=distance, default=None)
        return near if near is not None and distance(near) <= reach else None

    # Events

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
        scale = option.levelOfDetailFromTransform(painter.worldTransform())
        ports = tuple(PortLook(self.port_pos(port.index), port == self._hot_port,
                               port.is_output or port.index in self.state.used_inputs) for port in self.ports())
        look = CardLook(self.state, self.card_rect(), self.words_rect(), ports, self.role, self.isSelected(),
                        self._hovered)
        paint_card(painter, look, scale)
