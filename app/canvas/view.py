"""The canvas: what pointer and keys do to the drawing of a network."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from app.canvas.canvas_commands import CanvasCommands
from app.canvas.commands import command_of
from app.canvas.context_menus import ContextMenus
from app.canvas.drawing_view import DrawingView
from app.canvas.gestures.base import Gesture, Pointer, Press
from app.canvas.gestures.draw_link import DrawLink, RerouteLink
from app.canvas.gestures.drop_layer import DropLayer, dragged_key
from app.canvas.gestures.drop_template import DropTemplate
from app.canvas.gestures.move_aside import MoveAside
from app.canvas.gestures.move_nodes import MoveNodes
from app.canvas.gestures.pan import Pan
from app.canvas.gestures.rubber_band import RubberBand
from app.canvas.life.spot import Spot
from app.canvas.navigation import LARGEST
from app.canvas.offers import template_of
from app.document.document import Document
from engine.templates import TEMPLATES

GESTURES: tuple[type[Gesture], ...] = (Pan, MoveAside, DrawLink, RerouteLink, MoveNodes, RubberBand)
"""The first whose `begins` says so takes a press."""

_ARROWS = {Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1)}
_ASIDE = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
_NUDGE, _LARGE_NUDGE = 4.0, 24.0


class CanvasView(DrawingView):
    """Edits the network that it shows, through the document alone."""

    stepped = Signal(int)
    """The right key (1) or the left one (−1), while no layer is selected for it to move."""
    pointed = Signal(object)
    """The unit or the weight that the pointer has come to, a Spot, or None."""
    zoomed_beyond = Signal(int)
    """Somebody zooms in where the drawing is as large as it can be."""
    touched = Signal(object, QPoint)
    """The unit or the weight that was clicked, or None, and where on the screen."""

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(document, parent)
        self.editor = CanvasCommands(self)
        self.menus = ContextMenus(self, self.editor)
        self.gesture: Gesture | None = None
        self._drop: DropLayer | DropTemplate | None = None
        self._panning = False
        self._pointed: Spot | None = None
        self.setAcceptDrops(True)

    @property
    def commands(self) -> Mapping[str, Callable[[], object]]:
        """The names of `app.actions` that concern the canvas, and what they do here."""
        return self.editor.commands

    def add_at_center(self, kind: str) -> str:
        """Add a layer after the selected one, or in the middle of the view. Returns its name."""
        return self.editor.add_at_center(kind)

    def quick_add(self) -> None:
        """Open the search menu that adds a layer."""
        self.editor.quick_add()

    def copy_image(self) -> None:
        """Copy the drawing as a picture."""
        self.editor.copy_image()

    def _begin_anew(self) -> None:
        self.cancel_gesture()
        super()._begin_anew()

    # Pointer

    def mousePressEvent(self, event) -> None:
        if self.gesture is not None:
            return
        press = self._press(event)
        kind = next((kind for kind in GESTURES if kind.begins(press)), None)
        if kind is not None:
            self.navigator.stop()
            self.document.end_gesture()
            self.gesture = kind(self, press)

    def mouseMoveEvent(self, event) -> None:
        if self.gesture is None:
            super().mouseMoveEvent(event)
            self._point(self.spot_at(event.position().toPoint()))
            return
        self.gesture.moved(self._pointer(event))
        if self.gesture.dragging and self.gesture.cursor is not None:
            self.viewport().setCursor(self.gesture.cursor)

    def mouseReleaseEvent(self, event) -> None:
        if self.gesture is not None and event.button() == self.gesture.start.button:
            gesture, self.gesture = self.gesture, None
            self._restore_cursor()
            gesture.released(self._pointer(event))
            self.document.end_gesture()
            if not gesture.dragging and event.button() == Qt.MouseButton.LeftButton:
                self.touched.emit(self.spot_at(event.position().toPoint()), event.globalPosition().toPoint())

    def _point(self, spot: Spot | None) -> None:
        if spot != self._pointed:
            self._pointed = spot
            self.pointed.emit(spot)

    def leaveEvent(self, event) -> None:
        super().leaveEvent(event)
        self._point(None)

    def mouseDoubleClickEvent(self, event) -> None:
        press = self._press(event)
        if press.button != Qt.MouseButton.LeftButton:
            return
        if press.aside is not None:
            self.select_asides(press.aside)
            self.editor.asides.edit_selected()
        elif press.node is not None:
            self.select((press.node.state.name,))
            self.editor.rename()
        elif press.group is not None:
            self.editor.grouping.fold(press.group.name)
        elif press.link is None:
            self.editor.quick_add(press.scene_pos)

    def cancel_gesture(self) -> bool:
        """Leave everything as it was before the gesture under way; False when there is none."""
        if self.gesture is None:
            return False
        gesture, self.gesture = self.gesture, None
        self._restore_cursor()
        gesture.cancelled()
        return True

    def contextMenuEvent(self, event) -> None:
        if not self.cancel_gesture():
            menu = self.menus.at(event.pos())
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            menu.popup(event.globalPos())

    def _press(self, event) -> Press:
        pointer = self._pointer(event)
        aside = self.canvas.asides.at(pointer.scene_pos)
        port = None if aside else self.canvas.port_at(pointer.scene_pos)
        node = None if aside or port else self.canvas.node_at(pointer.scene_pos)
        group = None if aside or port or node else self.canvas.groups.at(pointer.scene_pos)
        link = None if aside or port or node or group else self.canvas.linking.at(pointer.scene_pos)
        return Press(pointer.scene_pos, pointer.view_pos, pointer.modifiers, event.button(), self._panning, port, node,
                     link, group, aside)

    def _pointer(self, event) -> Pointer:
        at = event.position().toPoint()
        return Pointer(self.mapToScene(at), at, event.modifiers())

    def _restore_cursor(self) -> None:
        self.viewport().setCursor(Qt.CursorShape.OpenHandCursor if self._panning else Qt.CursorShape.ArrowCursor)

    def wheelEvent(self, event) -> None:
        super().wheelEvent(event)
        if event.angleDelta().y() > 0 and self.navigator.scale >= LARGEST:
            self.zoomed_beyond.emit(1)

    # Layers and templates dragged in

    def dragEnterEvent(self, event) -> None:
        key = dragged_key(event.mimeData())
        self._leave_drop()
        if key is not None:
            template = template_of(key)
            self._drop = DropLayer(self, key) if template is None else DropTemplate(self, key, TEMPLATES[template])
        self.dragMoveEvent(event)

    def dragMoveEvent(self, event) -> None:
        if self._drop is None:
            event.ignore()  # a file: the window takes it
            return
        self._drop.drag(self.mapToScene(event.position().toPoint()))
        event.acceptProposedAction()

    def dragLeaveEvent(self, event) -> None:
        self._leave_drop()

    def dropEvent(self, event) -> None:
        if self._drop is None:
            event.ignore()
            return
        drop, self._drop = self._drop, None
        was_empty = not self.canvas.graph.layers
        names = drop.drop(self.mapToScene(event.position().toPoint()))
        if names:
            self.select(names)
        if was_empty and len(names) > 1:
            self.fit()
        self.setFocus()
        event.acceptProposedAction()

    def _leave_drop(self) -> None:
        if self._drop is not None:
            self._drop.leave()
            self._drop = None

    # Keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        run = command_of(event, self.commands) or self._own_key(event)
        if run is None:
            event.ignore()
        else:
            run()

    def _own_key(self, event: QKeyEvent) -> Callable[[], object] | None:
        """What keys do that no menu names."""
        key = Qt.Key(event.key())
        if key in _ASIDE and not self.selection() and not self.canvas.asides.selected():
            return lambda: self.stepped.emit(_ASIDE[key])
        if key in _ARROWS:
            step = _LARGE_NUDGE if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else _NUDGE
            return lambda: self.editor.nudge(*(part * step for part in _ARROWS[key]))
        return {
            Qt.Key.Key_Escape: lambda: self.cancel_gesture() or self.select(()),
            Qt.Key.Key_Space: lambda: self._set_panning(True),
            Qt.Key.Key_Backspace: self.editor.delete,
            Qt.Key.Key_F: self.fit,
        }.get(key)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and not event.isAutoRepeat():
            self._set_panning(False)
        super().keyReleaseEvent(event)

    def _set_panning(self, panning: bool) -> None:
        self._panning = panning
        if self.gesture is None:
            self._restore_cursor()

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab and Shift+Tab go from layer to layer; after the last one they leave the canvas."""
        stops = list(dict.fromkeys(frozenset(self.canvas.together(spec.name)) for spec in self.canvas.graph.layers))
        chosen = frozenset(self.selection())
        first = 0 if forward else len(stops) - 1
        at = stops.index(chosen) + (1 if forward else -1) if chosen in stops else first
        if self.hasFocus() and 0 <= at < len(stops):
            self.select(stops[at])
            self.reveal(next(iter(stops[at])))
            return True
        return super().focusNextPrevChild(forward)

    def focusOutEvent(self, event) -> None:
        self._set_panning(False)
        super().focusOutEvent(event)
