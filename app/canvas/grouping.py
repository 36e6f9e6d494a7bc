"""The groups of a drawing: one item each, which hides its members where it is collapsed."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QPointF
from PySide6.QtWidgets import QGraphicsScene

from app.canvas.group_item import GroupItem, GroupState
from app.canvas.metrics import PORT_REACH
from app.canvas.node_item import NodeItem, Port
from app.canvas.wording import layers_text, weights_text
from engine.drawing import Drawing, Group
from engine.graph import Graph


class Grouping:
    """Follows what the scene tells it."""

    def __init__(self, scene: QGraphicsScene, nodes: Mapping[str, NodeItem]) -> None:
        self._scene = scene
        self._nodes = nodes
        self.items: dict[str, GroupItem] = {}

    def sync(self, drawing: Drawing, graph: Graph) -> None:
        """Make the items those of the drawing, and hide the layers that others stand for."""
        there = {group.name for group in drawing.groups}
        for name in self.items.keys() - there:
            self._scene.removeItem(self.items.pop(name))
        counts = graph.parameter_counts() if there else {}
        hidden: dict[str, GroupItem] = {}
        for group in drawing.groups:
            if group.name not in self.items:
                self.items[group.name] = GroupItem()
                self._scene.addItem(self.items[group.name])
            item = self.items[group.name]
            item.show_state(self._state(group, graph, counts), [self._nodes[name] for name in group.layers])
            if group.collapsed:
                hidden |= dict.fromkeys(group.layers, item)
        for name, node in self._nodes.items():
            node.stand_in = hidden.get(name)
            node.setVisible(node.stand_in is None)

    def _state(self, group: Group, graph: Graph, counts: Mapping[str, int]) -> GroupState:
        inside = set(group.layers)
        entries = sorted({(link.target, link.port) for link in graph.links
                          if link.target in inside and link.source not in inside})
        used = {link.source for link in graph.links}
        leaving = {link.source for link in graph.links if link.source in inside and link.target not in inside}
        exits = [name for name in group.layers if name in leaving or (
            name not in used and graph.layer(name).layer.has_output)]
        order = {name: self._nodes[name].y() for name in group.layers}
        words = "  ·  ".join((layers_text(len(inside)), weights_text(sum(counts[name] for name in inside))))
        problems = tuple(problem for name in group.layers for problem in self._nodes[name].state.problems)
        return GroupState(group, words, tuple(sorted(entries, key=lambda entry: (order[entry[0]], entry))),
                          tuple(sorted(exits, key=order.__getitem__)), problems)

    def follow(self, name: str) -> tuple[str, ...]:
        """A layer has moved, or its card has grown. Returns the layers whose links have moved with it."""
        for item in self.items.values():
            if name in item.layers:
                item.arrange()
                return item.layers if item.collapsed else (name,)
        return (name,)

    def at(self, scene_pos: QPointF) -> GroupItem | None:
        """The group of which a card or the upper edge of a frame is at a point."""
        found = [item for item in self.items.values() if item.takes(scene_pos)]
        return min(found, key=lambda item: not item.collapsed, default=None)

    def port_at(self, scene_pos: QPointF) -> Port | None:
        """The port on a collapsed card that a press takes hold of."""
        near = [port for item in self.items.values() if item.collapsed for port in item.ports()
                if (port.scene_pos() - scene_pos).manhattanLength() <= PORT_REACH]
        return min(near, key=lambda port: (port.scene_pos() - scene_pos).manhattanLength(), default=None)

    def selected(self) -> set[str]:
        """The layers that selected cards stand for."""
        return {name for item in self.items.values() if item.isSelected() for name in item.layers}

    def select(self, names: set[str]) -> None:
        """Select the collapsed groups of which all layers are named."""
        for item in self.items.values():
            item.setSelected(names.issuperset(item.layers))
