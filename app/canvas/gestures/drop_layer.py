"""Dragging a layer in from the palette."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QPointF

from app.canvas import edits
from app.canvas.catalogue import LAYER_MIME
from app.canvas.connections import port_count
from app.canvas.link_item import LinkItem
from app.canvas.node_item import NodeItem
from app.canvas.node_state import NodeState
from app.canvas.placement import align
from app.canvas.wording import shape_line, subtitle
from engine.graph import Graph, LayerSpec
from engine.layers import LAYERS

if TYPE_CHECKING:
    from app.canvas.view import CanvasView

_SNAP_PIXELS = 7.0


def dragged_kind(mime: QMimeData) -> str | None:
    """The kind of layer that a drag carries, or None when it carries something else."""
    kind = bytes(mime.data(LAYER_MIME).data()).decode("utf-8", "replace")
    return kind if kind in LAYERS else None


class DropLayer:
    """A drag of one kind of layer over the canvas: its card is seen where it would be put.

    Over a link, the link lights up, and the layer is put into it.
    """

    def __init__(self, view: CanvasView, kind: str) -> None:
        self.view = view
        self.kind = kind
        self.scene = view.canvas
        self.ghost = NodeItem(self._preview())
        self.ghost.setOpacity(0.6)
        self.ghost.setZValue(5.0)
        self.link: LinkItem | None = None
        self.scene.addItem(self.ghost)

    def drag(self, scene_pos: QPointF) -> None:
        """The pointer is at `scene_pos`."""
        line = align([(scene_pos.x(), scene_pos.y())], [(node.x(), node.y()) for node in self.scene.nodes.values()],
                     _SNAP_PIXELS / self.view.navigator.scale)
        self.scene.show_guides(line.x, line.y)
        self.ghost.setPos(scene_pos + QPointF(*line.shift))
        self._mark(self.scene.link_at(scene_pos) if edits.layer_can_stand_in_link(self.kind) else None)

    def leave(self) -> None:
        """The drag went elsewhere, or is over."""
        self.scene.show_guides(None, None)
        self._mark(None)
        self.scene.removeItem(self.ghost)

    def drop(self, scene_pos: QPointF) -> str:
        """Put the layer there. Returns its name."""
        self.drag(scene_pos)
        link, place = self.link, (self.ghost.x(), self.ghost.y())
        self.leave()
        document = self.view.document
        if link is not None:
            return edits.add_into_link(document, self.kind, link.link, place)
        return document.add_layer(self.kind, place)

    def _mark(self, link: LinkItem | None) -> None:
        for item, marked in ((self.link, False), (link, True)):
            if item is not None:
                item.set_marked(marked)
        self.link = link

    def _preview(self) -> NodeState:
        spec = LayerSpec(self.scene.graph.free_name(self.kind), self.kind)
        alone = Graph((spec,))
        return NodeState(spec.name, spec.kind, spec.layer.category, subtitle(spec), shape_line(alone, spec.name, 0),
                         port_count(alone, spec.name), frozenset(), spec.layer.has_output, (), False)
