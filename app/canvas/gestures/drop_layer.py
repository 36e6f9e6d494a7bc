"""Dragging a layer in from the palette."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, QPointF

from app.canvas import edits
from app.canvas.catalogue import LAYER_MIME
from app.canvas.connections import kinds_that_follow, port_count
from app.canvas.link_item import LinkItem
from app.canvas.node_item import NodeItem, Port
from app.canvas.node_state import NodeState
from app.canvas.offers import OFFERS
from app.canvas.placement import align, free_place
from app.canvas.stage import Stage
from app.canvas.wording import shape_line, subtitle
from app.document.layout import COLUMN
from engine.graph import Graph, LayerSpec

_SNAP_PIXELS = 7.0


def dragged_key(mime: QMimeData) -> str | None:
    """The key of the offer that a drag carries, a kind of layer or a template; None when it carries something else."""
    key = bytes(mime.data(LAYER_MIME).data()).decode("utf-8", "replace")
    return key if key in OFFERS else None


class DropLayer:
    """A drag of one kind of layer over the canvas: its card is seen where it would be put.

    Over a link, the link lights up, and the layer is put into it. To the right of the selected layer, where nothing
    follows that one yet, a link between them is seen and made. Over a card it falls beside that card, and follows it.
    """

    def __init__(self, view: Stage, kind: str) -> None:
        self.view = view
        self.kind = kind
        self.scene = view.canvas
        self.ghost = NodeItem(self._preview())
        self.ghost.setOpacity(0.6)
        self.ghost.setZValue(5.0)
        self.link: LinkItem | None = None
        self.chain = LinkItem()
        self.chain.setZValue(4.0)
        self.scene.addItem(self.chain)
        self.followed: str | None = None
        self.scene.addItem(self.ghost)

    def drag(self, scene_pos: QPointF) -> None:
        """The pointer is at `scene_pos`."""
        under = next((name for name, node in self.scene.nodes.items()
                      if node.stand_in is None and node.card_rect().translated(node.pos()).contains(scene_pos)), None)
        if under is not None:
            x, y = self.view.document.model.positions[under]
            scene_pos = QPointF(*free_place(self.view.document.model.positions.values(), (x + COLUMN, y)))
        line = align([(scene_pos.x(), scene_pos.y())], [(node.x(), node.y()) for node in self.scene.nodes.values()],
                     _SNAP_PIXELS / self.view.navigator.scale)
        self.scene.show_guides(line.x, line.y)
        self.ghost.setPos(scene_pos + QPointF(*line.shift))
        stands = under is None and edits.layer_can_stand_in_link(self.kind)
        self._mark(self.scene.linking.at(scene_pos) if stands else None)
        self._follow(under or self._selected_before())

    def leave(self) -> None:
        """The drag went elsewhere, or is over."""
        self.scene.show_guides(None, None)
        self._mark(None)
        self.scene.removeItem(self.chain)
        self.scene.removeItem(self.ghost)

    def drop(self, scene_pos: QPointF) -> tuple[str, ...]:
        """Put the layer there. Returns its name."""
        self.drag(scene_pos)
        link, followed, place = self.link, self.followed, (self.ghost.x(), self.ghost.y())
        self.leave()
        document = self.view.document
        if link is not None:
            return (edits.add_into_link(document, self.kind, link.link, place),)
        if followed is not None:
            return (edits.add_after(document, self.kind, followed, place),)
        return (document.add_layer(self.kind, place),)

    def _selected_before(self) -> str | None:
        """The selected layer, if it is one alone and stands to the left."""
        names = self.view.selection()
        ends = [Port(self.scene.nodes[name], None).scene_pos().x() for name in names]
        return names[0] if len(names) == 1 and ends[0] <= self.ghost.sceneBoundingRect().left() else None

    def _follow(self, name: str | None) -> None:
        """Show a link from this layer, if it has an output that nothing follows and none is there to be stood in."""
        graph = self.scene.graph
        open_end = (name is not None and self.link is None and self.kind in kinds_that_follow()
                    and graph.layer(name).layer.has_output and all(link.source != name for link in graph.links))
        self.followed = name if open_end else None
        self.chain.setVisible(open_end)
        if open_end:
            self.chain.lay(Port(self.scene.nodes[name], None).scene_pos(), Port(self.ghost, 0).scene_pos())

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
