"""The links of a drawing: a curve each or, where there are very many, straight lines that are one item."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

import numpy as np
from PySide6.QtCore import QPointF
from PySide6.QtWidgets import QGraphicsScene

from app.canvas import metrics
from app.canvas.life.spot import Spot
from app.canvas.life.wires import WiresDrawn
from app.canvas.link_crowd import MOST, LinkCrowd
from app.canvas.link_item import LinkItem, Pins
from app.canvas.node_item import NodeItem, Port
from app.canvas.wording import subtitle
from app.nomenclature import nomenclature
from engine.graph import Graph, Link


class Linking:
    """Follows what the scene tells it. `items` are the curves: of a crowd those that somebody took up. The crowd finds
    its place in `settle`, of which it reminds by `soon`."""

    def __init__(self, scene: QGraphicsScene, nodes: Mapping[str, NodeItem], soon: Callable[[], None]) -> None:
        self._scene, self._nodes, self._soon = scene, nodes, soon
        self.items: dict[Link, LinkItem] = {}
        self.crowd = LinkCrowd()
        scene.addItem(self.crowd)
        self._crowd_moved = False
        self._graph = Graph()
        self._at: dict[str, list[LinkItem]] = {}
        self._pointed_at: LinkItem | None = None
        self._weights: Mapping[Link, WiresDrawn] = {}
        self._at_rest = True

    @property
    def is_crowd(self) -> bool:
        """Whether there are too many for a curve each."""
        return len(self._graph.links) > MOST

    def sync(self, graph: Graph) -> None:
        """Make the items those of the graph. Until `lay_all` no curve follows a card."""
        self._graph = graph
        there = set(graph.links)
        for link, item in list(self.items.items()):
            if link not in there or (self.is_crowd and not item.isSelected()):
                self._drop(item)
        for link in () if self.is_crowd else graph.links:
            if link not in self.items:
                self.items[link] = LinkItem(link)
                self._scene.addItem(self.items[link])
        self._at = {}

    def wait(self) -> None:
        """Cards are still to come: a crowd is not drawn until then."""
        self._crowd_moved = False
        self.crowd.lay((), np.empty((0, 4)))

    def lay_all(self) -> None:
        """All cards are in their places."""
        self._at = {name: [] for name in self._nodes}
        for item in self.items.values():
            self._attach(item)
            self._lay(item)
            item.set_function(subtitle(self._graph.layer(item.link.target)) if nomenclature.names_values else "")
        self._crowd_moved = self.is_crowd or bool(self.crowd.links)

    def follow(self, names: Iterable[str]) -> None:
        """Let the curves at these cards follow where they are now."""
        for name in names:
            for item in self._at.get(name, ()):
                self._lay(item)
        self._crowd_moved |= bool(self.crowd.links)

    def settle(self) -> None:
        """Put the crowd where its cards are."""
        if self._crowd_moved:
            self._crowd_moved = False
            self._lay_crowd()

    def prepare_weights(self, link: Link, drawn: WiresDrawn) -> None:
        """Get ready what `show_weights` will be asked to show along a link."""
        item = self.items.get(link)
        if item is not None and item.drawn is not drawn:
            item.prepare_weights(*self._weighed(item, drawn))

    def show_weights(self, weights: Mapping[Link, WiresDrawn], *, at_rest: bool) -> None:
        """Draw these along the links."""
        self._weights, self._at_rest = weights, at_rest
        for link, item in self.items.items():
            if item.drawn is not weights.get(link):
                self._weigh(item)

    def take_up(self, link: Link) -> LinkItem:
        """The curve of a link, which leaves the crowd for it."""
        if link not in self.items:
            item = self.items[link] = LinkItem(link)
            self._scene.addItem(item)
            self._attach(item)
            self._lay(item)
            self._crowd_moved = True
            self._soon()
        return self.items[link]

    def at(self, scene_pos: QPointF) -> LinkItem | None:
        """The link under a point. One of a crowd is an item of its own until another is pointed at."""
        found = next((item for item in self._scene.items(scene_pos) if isinstance(item, LinkItem) and item.link), None)
        link = self.crowd.nearest(scene_pos, metrics.LINK_REACH) if found is None else None
        if link is None:
            return found
        before, self._pointed_at = self._pointed_at, self.take_up(link)
        if before is not None and before.scene() is self._scene and not before.isSelected():
            self._drop(before)
        return self._pointed_at

    def weight_at(self, scene_pos: QPointF, reach: float) -> tuple[LinkItem, Spot] | None:
        """The weight that is at most `reach` away, and the link that it belongs to."""
        return next(((item, spot) for item in self.items.values() if (spot := item.weight_at(scene_pos, reach))), None)

    def selected(self) -> tuple[Link, ...]:
        return tuple(link for link, item in self.items.items() if item.isSelected())

    def _attach(self, item: LinkItem) -> None:
        for name in {item.link.source, item.link.target}:
            self._at[name].append(item)

    def _drop(self, item: LinkItem) -> None:
        del self.items[item.link]
        for name in {item.link.source, item.link.target}:
            if item in self._at.get(name, ()):
                self._at[name].remove(item)
        self._scene.removeItem(item)

    def _lay_crowd(self) -> None:
        links = [link for link in self._graph.links if link not in self.items] if self.is_crowd else []
        if not links:
            self.crowd.lay((), np.empty((0, 4)))
            return
        places = {name: place for place, name in enumerate(self._nodes)}
        out, first = (np.array(ends) for ends in zip(*(node.ends() for node in self._nodes.values()), strict=True))
        spread = np.array([metrics.PORT_SPACING * (node.stand_in is None) for node in self._nodes.values()])
        ends = np.array([(places[link.source], places[link.target], link.port) for link in links])
        arrivals = first[ends[:, 1]]
        arrivals[:, 1] += ends[:, 2] * spread[ends[:, 1]]
        self.crowd.lay(links, np.hstack([out[ends[:, 0]], arrivals]))

    def _lay(self, item: LinkItem) -> None:
        link = item.link
        source, target = self._nodes[link.source], self._nodes[link.target]
        item.setVisible(source.stand_in is None or source.stand_in is not target.stand_in)
        item.lay(Port(source, None).scene_pos(), Port(target, link.port).scene_pos())
        self._weigh(item)

    def _weigh(self, item: LinkItem) -> None:
        """Let a link show its weights."""
        item.show_weights(*self._weighed(item, self._weights.get(item.link)), at_rest=self._at_rest)

    def _weighed(self, item: LinkItem, drawn: WiresDrawn | None) -> tuple[WiresDrawn | None, Pins | None]:
        """What a link shows of its weights, and between which ends."""
        source, target = self._nodes[item.link.source], self._nodes[item.link.target]
        if drawn is None or source.stand_in is not None or target.stand_in is not None:
            return None, None
        inputs, outputs = drawn.wires.shape
        return drawn, (source.pins(inputs, is_source=True), target.pins(outputs, is_source=False))
