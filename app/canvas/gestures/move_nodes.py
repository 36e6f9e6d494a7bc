"""Selecting and moving cards."""

from PySide6.QtCore import QPointF, Qt

from app.canvas import edits
from app.canvas.gestures.base import Gesture, Pointer, Press
from app.canvas.link_item import LinkItem
from app.canvas.placement import align

_SNAP_PIXELS = 7.0


class MoveNodes(Gesture):
    """The selected cards, or those of a group, follow the pointer and fall in line with their neighbours (not while Alt
    is held).

    A single card that has no links, dropped on a link, is put into it.
    """

    cursor = Qt.CursorShape.ClosedHandCursor

    @classmethod
    def begins(cls, press: Press) -> bool:
        return press.button == Qt.MouseButton.LeftButton and bool(press.names)

    def __init__(self, view, press) -> None:
        super().__init__(view, press)
        chosen = set(self.scene.selected_names())
        self._names = set(press.names)
        self._was_selected = self._names <= chosen
        if not self._was_selected:
            view.select(chosen | self._names if press.extends else self._names)

    def click(self, pointer: Pointer) -> None:
        if self.start.extends and self._was_selected:
            self.view.select(set(self.scene.selected_names()) - self._names)
        elif not self.start.extends:
            self.view.select(self._names)

    def enter(self) -> None:
        self._origins = {name: self.scene.nodes[name].pos() for name in self.scene.selected_names()}
        self._still = [(item.x(), item.y()) for name, item in self.scene.nodes.items()
                       if name not in self._origins and item.stand_in is None]
        self._link: LinkItem | None = None

    def drag(self, pointer: Pointer) -> None:
        self._mark(self._link_under(pointer))
        for name, place in self._places(pointer).items():
            self.scene.nodes[name].move(place.x(), place.y())

    def leave(self) -> None:
        self.scene.show_guides(None, None)
        self._mark_only(None)
        for name, place in self._origins.items():
            if name in self.scene.nodes:
                self.scene.nodes[name].move(place.x(), place.y())

    def drop(self, pointer: Pointer) -> None:
        places = {name: (place.x(), place.y()) for name, place in self._places(pointer).items()}
        self.scene.show_guides(None, None)
        if self._link is not None and self._link.link is not None:
            [(name, place)] = places.items()
            edits.move_into_link(self.document, name, self._link.link, place)
        else:
            self.document.move(places)

    def _places(self, pointer: Pointer) -> dict[str, QPointF]:
        delta = pointer.scene_pos - self.start.scene_pos
        moved = {name: place + delta for name, place in self._origins.items()}
        if pointer.modifiers & Qt.KeyboardModifier.AltModifier:
            self.scene.show_guides(None, None)
            return moved
        line = align([(place.x(), place.y()) for place in moved.values()], self._still,
                     _SNAP_PIXELS / self.view.navigator.scale)
        self.scene.show_guides(line.x, line.y)
        return {name: place + QPointF(*line.shift) for name, place in moved.items()}

    def _link_under(self, pointer: Pointer) -> LinkItem | None:
        if len(self._origins) != 1:
            return None
        [name] = self._origins
        graph = self.scene.graph
        if any(name in (link.source, link.target) for link in graph.links):
            return None
        if not edits.layer_can_stand_in_link(graph.layer(name).kind):
            return None
        return self.scene.linking.at(pointer.scene_pos)

    def _mark(self, link: LinkItem | None) -> None:
        self._mark_only(link)
        self._link = link

    def _mark_only(self, link: LinkItem | None) -> None:
        if self._link is not None and self._link is not link:
            self._link.set_marked(False)
        if link is not None:
            link.set_marked(True)
