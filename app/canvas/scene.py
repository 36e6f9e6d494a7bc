"""The drawing of a document: one card per layer, one curve per link, always what the model says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from PySide6.QtCore import QPointF, QRectF, QTimer, Signal
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QGraphicsScene

from app import theme
from app.canvas import metrics
from app.canvas.asides import Asides
from app.canvas.cards import Cards
from app.canvas.group_item import GroupItem
from app.canvas.grouping import Grouping
from app.canvas.life.face import Face, Readings
from app.canvas.life.life_item import LifeItem
from app.canvas.life.rooms import rooms
from app.canvas.life.scale import Ruler
from app.canvas.life.spot import Spot
from app.canvas.life.wires import WiresDrawn
from app.canvas.linking import Linking
from app.canvas.node_item import NodeItem, Port, around
from app.canvas.node_states import NodeStates
from app.canvas.sentences import lay_sentences
from app.document.document import Document
from app.nomenclature import nomenclature
from engine.graph import Graph, Link

_GRID = 24
_GRID_FROM_SCALE = 0.5
_REACH = 100_000.0
_NO_RULER = Ruler(0.0)


class CanvasScene(QGraphicsScene):
    """Follows `document.model` and never writes to it."""

    crowded = Signal(tuple)
    """The layers with a problem whose sentence finds no room, in the graph's order; sent when they change."""
    completed = Signal()
    """The drawing is that of the model, with all cards."""

    def __init__(self, document: Document, on_screen: bool = True) -> None:
        super().__init__()
        self.document = document
        self._on_screen = on_screen  # with a grid, and cards kept as pixels, so that panning only copies them
        self._cards = Cards(self, document.model, NodeItem.CacheMode.DeviceCoordinateCache if on_screen else
                            NodeItem.CacheMode.NoCache, self._fit_together)
        # Many cards move and are chosen at once; sentences and crowds of links find their places once, afterwards.
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._settle)
        self.linking = Linking(self, self._cards.made, self._soon.start)
        self.links = self.linking.items
        self.groups = Grouping(self, self._cards.made)
        self.asides = Asides(self)
        self._states = NodeStates(document.complaints)
        self.guides: tuple[float | None, float | None] = (None, None)
        self._crowded: tuple[str, ...] = ()
        self._faces: Mapping[str, Face] = {}
        self._readings: Readings = {}
        self._rulers: Mapping[str, Ruler] = {}
        self._mode = NodeItem.CacheMode.NoCache
        self._answered: Graph | None = None
        """The graph that the answers are about."""
        self._facts: tuple[Spot | None, str] = None, ""
        self.setSceneRect(-_REACH, -_REACH, 2 * _REACH, 2 * _REACH)
        self.setItemIndexMethod(QGraphicsScene.ItemIndexMethod.NoIndex)
        model = document.model
        model.layer_renamed.connect(self._rename)
        model.graph_changed.connect(self.sync)
        model.project_replaced.connect(self.sync)
        model.layers_moved.connect(self._place)
        model.drawing_changed.connect(self.sync)
        document.complaints.changed.connect(self.sync)
        theme.theme_bus.changed.connect(self._repaint)
        nomenclature.changed.connect(self.sync)
        self.sync()

    @property
    def graph(self) -> Graph:
        """The graph that is drawn."""
        return self.document.model.graph

    @property
    def nodes(self) -> dict[str, NodeItem]:
        """The cards by layer."""
        return self._cards.all

    @property
    def is_whole(self) -> bool:
        """Whether every layer has its card: those of a large network come over several turns of the window, unless
        somebody asks for them sooner; `completed` says when."""
        return self._cards.are_all_made

    # Following the model

    def sync(self) -> None:
        """Make cards and curves those of the model. Untouched ones stay as they are."""
        self.linking.sync(self.graph)
        self._cards.sync(self._states.of(self.graph), at_once=not self._on_screen)
        if not self.is_whole:
            self.linking.wait()

    def _fit_together(self) -> None:
        """All cards are there: what else there is on the drawing finds its place among them."""
        self.groups.sync(self.document.model.drawing, self.graph)
        self.asides.sync(self.document.model.drawing)
        self._place(tuple(self.nodes))
        self.linking.lay_all()
        if self.linking.is_crowd:
            self.lay_sentences_soon()
        else:
            self._settle()
        self.completed.emit()

    def _rename(self, old: str, new: str) -> None:
        self._cards.rename(old, new)
        self._faces = {name: face for name, face in self._faces.items() if name != old}

    def _place(self, names: tuple[str, ...]) -> None:
        positions, nodes = self.document.model.positions, self.nodes
        for name in names:
            if name in nodes:
                nodes[name].move(*positions.get(name, (0.0, 0.0)))
        if self._faces:
            self._fit_faces()
            if self._answered is self.graph:
                self._show_cards()

    # What layers hold

    def show_faces(self, faces: Mapping[str, Face]) -> None:
        """Let these cards show what their layers hold, and the others their words alone."""
        self._faces = faces
        self._fit_faces()

    def preparing_life(self, readings: Readings, rulers: Mapping[str, Ruler],
                       weights: Mapping[Link, WiresDrawn]) -> Iterator[None]:
        """Get ready what `show_life` will be asked to show, a card or a link at each step."""
        for link, drawn in weights.items():
            self.linking.prepare_weights(link, drawn)
            yield
        for life, ruler in self._living(rulers):
            life.prepare(readings, ruler)
            yield

    def show_life(self, readings: Readings, rulers: Mapping[str, Ruler], weights: Mapping[Link, WiresDrawn], *,
                  at_rest: bool) -> None:
        """Draw the newest answers, each on its scale, and `weights` along the links."""
        self.linking.show_weights(weights, at_rest=at_rest)
        self._readings, self._rulers, self._answered = readings, rulers, self.graph
        self._mode = (NodeItem.CacheMode.DeviceCoordinateCache if at_rest and self._on_screen else
                      NodeItem.CacheMode.NoCache)
        self._show_cards()

    def _show_cards(self) -> None:
        """Draw what is known on the cards as they are: one that was moved, or comes out of a group, shows it again."""
        for life, ruler in self._living(self._rulers):
            if life.cacheMode() != self._mode:
                life.setCacheMode(self._mode)
            life.show_readings(self._readings, ruler)

    def _living(self, rulers: Mapping[str, Ruler]) -> list[tuple[LifeItem, Ruler]]:
        """What cards show, with its scale."""
        there = self._cards.made
        return [(life, rulers.get(name, _NO_RULER)) for name in self._faces
                if name in there and (life := there[name].life) is not None]

    def _fit_faces(self) -> None:
        """Give each face the room that there is between its card and its neighbours."""
        places = {name: (node.x(), node.y()) for name, node in self.nodes.items()
                  if node.stand_in is None} if self._faces else {}
        room = rooms(places, self._faces, metrics.CARD_WIDTH + metrics.PADDING, metrics.LIVING_GAP)
        for name, node in self.nodes.items():
            node.set_face(self._faces.get(name), room.get(name, 0.0))
        self.lay_sentences_soon()

    def follow(self, name: str) -> None:
        """Let the curves at a card follow where it is now."""
        self.linking.follow(self.groups.follow(name))
        self.lay_sentences_soon()

    def lay_sentences_soon(self) -> None:
        """Find the sentences new places when all that happens now has happened."""
        self._soon.start()

    def _settle(self) -> None:
        self._soon.stop()
        if not self.is_whole:
            return
        self.linking.settle()
        there = self._cards.made
        bearers = [there[spec.name] for spec in self.graph.layers if spec.name in there
                   and there[spec.name].sentence and there[spec.name].stand_in is None]
        crowded = lay_sentences(bearers, self.cards() if bearers else ())
        if crowded != self._crowded:
            self._crowded = crowded
            self.crowded.emit(crowded)

    # Reading

    def spot_at(self, scene_pos: QPointF, reach: float) -> Spot | None:
        """The unit at a point, or the weight that is at most `reach` away."""
        node = self.node_at(scene_pos)
        if node is not None:
            return node.life.unit_at(node.life.mapFromScene(scene_pos)) if node.life is not None else None
        found = self.linking.weight_at(scene_pos, reach)
        return None if found is None else found[1]

    def show_facts(self, spot: Spot | None, words: str) -> None:
        """What else is to be said of a weight."""
        self._facts = spot, words

    def say(self, scene_pos: QPointF, reach: float) -> str:
        """What is at a point, in words: a number of a card, or the weight that is at most `reach` away; "" where there
        is none."""
        node = self.node_at(scene_pos)
        if node is not None:
            return node.life.say(node.life.mapFromScene(scene_pos)) if node.life is not None else ""
        found = self.linking.weight_at(scene_pos, reach)
        if found is None:
            return ""
        (item, spot), (known, facts) = found, self._facts
        return item.say(spot) + (f"\n{facts}" if known == spot and facts else "")

    def node_at(self, scene_pos: QPointF) -> NodeItem | None:
        """The topmost card under a point."""
        return next((item for item in self.items(scene_pos) if isinstance(item, NodeItem)), None)

    def port_at(self, scene_pos: QPointF) -> Port | None:
        """The port that a press at a point takes hold of."""
        near = (self.groups.port_at(scene_pos), *(node.port_at(scene_pos) for node in self.nodes.values()
                                                  if node.stand_in is None))
        return min((port for port in near if port is not None),
                   key=lambda port: (port.scene_pos() - scene_pos).manhattanLength(), default=None)

    def selected_names(self) -> tuple[str, ...]:
        """The selected layers, in the graph's order."""
        behind = self.groups.selected()
        there = self._cards.made  # what is still to come is not selected
        return tuple(spec.name for spec in self.graph.layers
                     if spec.name in there and (there[spec.name].isSelected() or spec.name in behind))

    def cards(self) -> Iterable[NodeItem | GroupItem]:
        """The cards that are seen: of layers, and of collapsed groups."""
        yield from (node for node in self._cards.made.values() if node.stand_in is None)
        yield from (item for item in self.groups.items.values() if item.collapsed)

    def card_of(self, name: str) -> NodeItem | GroupItem:
        """The card that stands for a layer."""
        return self.nodes[name].stand_in or self.nodes[name]

    def together(self, name: str) -> tuple[str, ...]:
        """The layers that one card stands for, of which `name` is one."""
        stand_in = self.nodes[name].stand_in
        return (name,) if stand_in is None else stand_in.layers

    def drawing_rect(self) -> QRectF:
        """What the cards and curves cover; empty when there are none."""
        rect, there = self.linking.crowd.boundingRect(), self._cards.made
        cards = [node.around() for node in there.values() if node.stand_in is None]
        if not self.is_whole:
            cards += [around(*at) for name, at in self.document.model.positions.items() if name not in there]
        if cards:
            left, top, right, bottom = zip(*cards, strict=True)
            rect = rect.united(QRectF(QPointF(min(left), min(top)), QPointF(max(right), max(bottom))))
        bubbles = (node.bubble for node in there.values() if node.bubble and node.stand_in is None)
        links = (item for item in self.links.values() if item.isVisible())
        for item in (*self.groups.items.values(), *bubbles, *links, *self.asides.items.values()):
            rect = rect.united(item.sceneBoundingRect().united(item.mapRectToScene(item.childrenBoundingRect())))
        return rect

    def within(self, rect: QRectF) -> tuple[str, ...]:
        """The layers whose cards are, at least in part, in a part of the scene."""
        left, top, right, bottom = rect.getCoords()
        cards = ((name, node.around()) for name, node in self.nodes.items())
        return tuple(name for name, (x, y, end, below) in cards if x <= right and left <= end and y <= bottom
                     and top <= below)

    # Painting

    def show_guides(self, x: float | None, y: float | None) -> None:
        """Draw the lines that cards in motion share with their neighbours."""
        if (x, y) != self.guides:
            self.guides = (x, y)
            self.update()

    def _repaint(self) -> None:
        for item in (*self._cards.made.values(), *self.groups.items.values(), *self.asides.items.values()):
            item.update()
        self.update()

    def drawBackground(self, painter: QPainter, rect: QRectF) -> None:
        tokens = theme.current()
        painter.fillRect(rect, QColor(tokens.canvas))
        if not self._on_screen or painter.worldTransform().m11() < _GRID_FROM_SCALE:
            return
        painter.setPen(QPen(QColor(tokens.grid), 2.0))
        left, top = int(rect.left() // _GRID) * _GRID, int(rect.top() // _GRID) * _GRID
        painter.drawPoints([QPointF(x, y) for x in range(left, int(rect.right()) + 1, _GRID)
                            for y in range(top, int(rect.bottom()) + 1, _GRID)])

    def drawForeground(self, painter: QPainter, rect: QRectF) -> None:
        painter.setPen(QPen(QColor(theme.current().accent), 0))
        x, y = self.guides
        if x is not None:
            painter.drawLine(QPointF(x, rect.top()), QPointF(x, rect.bottom()))
        if y is not None:
            painter.drawLine(QPointF(rect.left(), y), QPointF(rect.right(), y))

