"""Drawing a link from port to port, in either direction, and taking an end of one elsewhere."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt
from PySide6.QtWidgets import QToolTip

from app.canvas import edits, metrics
from app.canvas.connections import objection, possible_sources, possible_targets, sources_with
from app.canvas.gestures.base import Gesture, Pointer, Press
from app.canvas.link_item import LinkItem
from app.canvas.node_item import Port
from app.canvas.node_state import Role
from app.i18n import translate_error
from app.plain import markup
from engine.errors import LaderaError
from engine.graph import Graph, Link


class _LooseEnd(Gesture):
    """A link of which one end is held by a port and the other by the pointer.

    Cards that fit light up, those that cannot be its other end are dimmed, and the card that the pointer comes to says
    what speaks against it. Near a port that can be its end, even where shapes do not fit, it jumps there.
    """

    cursor = Qt.CursorShape.CrossCursor

    def _hold(self, anchor: Port, graph: Graph) -> None:
        """Show a link from `anchor` to the pointer, with what `graph` allows as its other end."""
        self.anchor = anchor
        self.graph = graph
        name = anchor.node.state.name
        self.possible = possible_targets(graph, name) if anchor.is_output else possible_sources(graph, name)
        self.snapped: Port | None = None
        self.item = LinkItem()
        self.item.setZValue(4.0)
        self.scene.addItem(self.item)
        for other, node in self.scene.nodes.items():
            if other != name:
                node.set_role(Role.IMPOSSIBLE if other not in self.possible else
                              Role.MISFIT if graph.misfit(*self._fed(other)) else Role.CANDIDATE)

    def drag(self, pointer: Pointer) -> None:
        self._jump(self._port_near(pointer.scene_pos))
        loose = self.snapped.scene_pos() if self.snapped else pointer.scene_pos
        ends = (self.anchor.scene_pos(), loose)
        self.item.lay(*(ends if self.anchor.is_output else reversed(ends)))
        self._say_what_objects(pointer)

    def leave(self) -> None:
        if self.snapped is not None:
            self.snapped.node.set_hot_port(None)
        QToolTip.hideText()
        self.scene.removeItem(self.item)
        for node in self.scene.nodes.values():
            node.set_role(Role.NONE)

    def link(self) -> Link | None:
        """The link that the gesture would make now."""
        if self.snapped is None:
            return None
        source, target = (self.anchor, self.snapped) if self.anchor.is_output else (self.snapped, self.anchor)
        return Link(source.node.state.name, target.node.state.name, target.index or 0)

    def _ends(self, other: str) -> tuple[str, str]:
        """Source and target of a link to another layer."""
        held = self.anchor.node.state.name
        return (held, other) if self.anchor.is_output else (other, held)

    def _fed(self, other: str) -> tuple[str, tuple[str, ...]]:
        """The target of a link to another layer, and all that would feed it."""
        source, target = self._ends(other)
        return target, sources_with(self.graph, source, target)

    def _objected(self, pointer: Pointer) -> LaderaError | None:
        """What speaks against the card that the pointer has come to."""
        node = self.snapped.node if self.snapped else self.scene.node_at(pointer.scene_pos)
        if node is None or node is self.anchor.node:
            return None
        return objection(self.graph, *self._ends(node.state.name))

    def _refuse(self, pointer: Pointer) -> None:
        """Let go over a card that takes no link: say why, where it stays to be read."""
        objected = self._objected(pointer)
        if objected is not None:
            self.document.failed.emit(objected)

    def _say_what_objects(self, pointer: Pointer) -> None:
        objected = self._objected(pointer)
        if objected is None:
            QToolTip.hideText()
        else:
            viewport = self.view.viewport()
            QToolTip.showText(viewport.mapToGlobal(pointer.view_pos),  # a paragraph is wrapped
                              markup("<p>{sentence}</p>", sentence=translate_error(objected)), viewport)

    def _jump(self, port: Port | None) -> None:
        if port != self.snapped:
            if self.snapped is not None:
                self.snapped.node.set_hot_port(None)
            if port is not None:
                port.node.set_hot_port(port)
            self.snapped = port

    def _port_near(self, scene_pos: QPointF) -> Port | None:
        """The nearest port that can be the other end: within reach, or of the card under the pointer."""
        def distance(port: Port) -> float:
            return (port.scene_pos() - scene_pos).manhattanLength()

        under = self.scene.node_at(scene_pos)
        ports = [port for name in self.possible for port in self._free_ports(name)
                 if port.is_seen and (port.node is under or distance(port) <= metrics.SNAP_REACH)]
        return min(ports, key=distance, default=None)

    def _free_ports(self, name: str) -> list[Port]:
        """The ports of a possible layer that the loose end may take: of several inputs only those not in use."""
        node = self.scene.nodes[name]
        if not self.anchor.is_output:
            return [Port(node, None)]
        if self.graph.layer(name).layer.ports == "one":
            return [Port(node, 0)]
        used = {link.port for link in self.graph.links if link.target == name}
        return [port for port in node.ports() if not port.is_output and port.index not in used]


class DrawLink(_LooseEnd):
    """From an output, or from a free input backwards. Let go over the empty canvas, it asks what to put there."""

    @classmethod
    def begins(cls, press: Press) -> bool:
        port = press.port
        return press.button == Qt.MouseButton.LeftButton and port is not None and (
            port.is_output or port.index not in port.node.state.used_inputs)

    def enter(self) -> None:
        self._hold(self.start.port, self.scene.graph)

    def click(self, pointer: Pointer) -> None:
        self.view.select((self.start.port.node.state.name,))

    def drop(self, pointer: Pointer) -> None:
        link = self.link()
        if link is not None:
            if link not in self.graph.links:
                self.document.connect(link.source, link.target, link.port)
        elif self.scene.node_at(pointer.scene_pos) is None:
            self.view.editor.quick_add(pointer.scene_pos, at_port=self.anchor)
        else:
            self._refuse(pointer)


class RerouteLink(_LooseEnd):
    """Takes the nearer end of a link elsewhere; let go over the empty canvas, the link is gone. A click selects it."""

    @classmethod
    def begins(cls, press: Press) -> bool:
        at_used_input = press.port is not None and press.port.index in press.port.node.state.used_inputs
        return press.button == Qt.MouseButton.LeftButton and (at_used_input or press.link is not None)

    def __init__(self, view, press) -> None:
        super().__init__(view, press)
        self.old = self._held_link()
        if press.link is not None:
            view.select((), (self.old,))

    def enter(self) -> None:
        item = self.scene.linking.take_up(self.old)
        to_source, to_target = ((end - self.start.scene_pos).manhattanLength() for end in (item.start, item.end))
        anchor = (Port(self.scene.nodes[self.old.source], None) if to_target <= to_source
                  else Port(self.scene.nodes[self.old.target], self.old.port))
        item.setVisible(False)
        self._hold(anchor, self.scene.graph.without_link(self.old))

    def leave(self) -> None:
        super().leave()
        if self.old in self.scene.links:
            self.scene.links[self.old].setVisible(True)

    def drop(self, pointer: Pointer) -> None:
        link = self.link()
        if link is not None:
            edits.reroute(self.document, self.old, link)
        elif self.scene.node_at(pointer.scene_pos) is None:
            self.document.disconnect(self.old)
        else:
            self._refuse(pointer)

    def _held_link(self) -> Link:
        if self.start.link is not None:
            return self.start.link.link
        port = self.start.port
        return next(link for link in self.scene.graph.links
                    if (link.target, link.port) == (port.node.state.name, port.index))
