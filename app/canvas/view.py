"""The canvas: the drawing of a network, and what pointer and keys do to it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPixmapCache
from PySide6.QtWidgets import QApplication, QMenu, QToolTip, QWidget

from app import theme
from app.canvas.asides import Key
from app.canvas.canvas_commands import CanvasCommands
from app.canvas.commands import SEPARATOR, command_of, context_menu
from app.canvas.drawing_model import DrawingModel
from app.canvas.gestures.base import Gesture, Pointer, Press
from app.canvas.gestures.draw_link import DrawLink, RerouteLink
from app.canvas.gestures.drop_layer import DropLayer, dragged_kind
from app.canvas.gestures.move_aside import MoveAside
from app.canvas.gestures.move_nodes import MoveNodes
from app.canvas.gestures.pan import Pan
from app.canvas.gestures.rubber_band import RubberBand
from app.canvas.life.spot import Spot
from app.canvas.minimap import Minimap
from app.canvas.navigation import LARGEST
from app.canvas.overlay import Overlay
from app.canvas.render import Dress
from app.canvas.scene import CanvasScene
from app.canvas.wording import layers_text
from app.canvas.zoomable_view import ZoomableView
from app.document.clipboard import MIME
from app.document.document import Document
from app.plain import tooltip
from engine.graph import Link

GESTURES: tuple[type[Gesture], ...] = (Pan, MoveAside, DrawLink, RerouteLink, MoveNodes, RubberBand)
"""The first whose `begins` says so takes a press."""

_ARROWS = {Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1)}
_ASIDE = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
_NUDGE, _LARGE_NUDGE = 4.0, 24.0
_CARD_CACHE_KB = 96 * 1024
_REACH = 5.0  # pixels from a weight that is asked about
_NODE_MENU = ("rename", SEPARATOR, "cut", "copy", "duplicate", "delete", SEPARATOR,
              "connect", "group")
_ASIDE_MENU = ("rename", SEPARATOR, "delete")
_LINK_MENU = ("quick_add", SEPARATOR, "delete")
_CANVAS_MENU = ("quick_add", "add_note", "add_arrow", SEPARATOR, "find", "paste", "select_all", SEPARATOR, "tidy",
                "fit", "zoom_reset", SEPARATOR, "copy_image", "export_drawing")


class CanvasView(ZoomableView):
    """Shows a document's network and edits it through the document alone."""

    selection_changed = Signal(tuple)
    """The names of the selected layers, in the graph's order."""
    stepped = Signal(int)
    """The right key (1) or the left one (−1), while no layer is selected for it to move."""
    pointed = Signal(object)
    """The unit or the weight that the pointer has come to, a Spot, or None."""
    zoomed_beyond = Signal(int)
    """Somebody zooms in where the drawing is as large as it can be."""
    touched = Signal(object, QPoint)
    """The unit or the weight that was clicked, or None, and where on the screen."""

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        QPixmapCache.setCacheLimit(max(QPixmapCache.cacheLimit(), _CARD_CACHE_KB))
        self.document = document
        self.canvas = CanvasScene(document)
        super().__init__(self.canvas, parent)
        self.setCacheMode(CanvasView.CacheModeFlag.CacheBackground)  # the grid is three quarters of a repaint
        self.layers = DrawingModel(document, self)
        self.overlay = Overlay(self, document)
        self.minimap = Minimap(self)
        self.editor = CanvasCommands(self)
        self.gesture: Gesture | None = None
        self.dress: Dress | None = None
        self._drop: DropLayer | None = None
        self._panning = False
        self._pointed: Spot | None = None
        self._selection: tuple[str, ...] = ()
        self.setAccessibleName(self.tr("Drawing of the network"))
        self.setAcceptDrops(True)
        document.model.graph_changed.connect(self._follow_graph)
        document.model.drawing_changed.connect(self._follow_graph)
        document.model.project_replaced.connect(self._begin_anew)
        document.complaints.changed.connect(self.overlay.sync)
        theme.theme_bus.changed.connect(self._restyle)
        self.canvas.crowded.connect(self.overlay.show_crowded)
        self.overlay.banner.layer_chosen.connect(self.go_to)
        self._follow_graph()

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

    def drawing_rect(self) -> QRectF:
        return self.canvas.drawing_rect()

    def covered(self) -> float:
        return self.overlay.covered()

    # Selection

    def select(self, names: Iterable[str], links: Iterable[Link] = ()) -> None:
        """Select these layers and links and nothing else."""
        names, links = set(names), set(links)
        for name, node in self.canvas.nodes.items():
            node.choose(name in names)
        self.canvas.groups.select(names)
        self.canvas.asides.select()
        for link in links & set(self.canvas.graph.links):
            self.canvas.take_up(link)
        for link, item in self.canvas.links.items():
            item.setSelected(link in links)
        self._tell_selection()

    def select_asides(self, *keys: Key) -> None:
        """Select these notes and arrows and nothing else."""
        self.select(())
        self.canvas.asides.select(*keys)

    def select_all(self) -> None:
        """Select every layer."""
        self.select(self.canvas.nodes)

    def selection(self) -> tuple[str, ...]:
        """The names of the selected layers, in the graph's order."""
        return self.canvas.selected_names()

    def reveal(self, name: str) -> None:
        """Bring a layer into sight."""
        self.navigator.reveal(self.canvas.card_of(name).sceneBoundingRect())

    def go_to(self, name: str) -> None:
        """Select a layer, with those that one card stands for, and bring it into sight."""
        self.select(self.canvas.together(name))
        self.reveal(name)
        self.setFocus()

    def _tell_selection(self) -> None:
        names = self.selection()
        if names != self._selection:
            self._selection = names
            self.document.end_gesture()
            self._describe()
            self.selection_changed.emit(names)

    def _describe(self) -> None:
        words = [layers_text(len(self.canvas.nodes))]
        if self._selection:
            words.append(self.tr("selected: {names}").format(names=", ".join(self._selection)))
        self.setAccessibleDescription("; ".join(words))

    def _follow_graph(self) -> None:
        self.overlay.sync()
        self._describe()
        self._tell_selection()

    def _restyle(self, _: object) -> None:
        self.resetCachedContent()
        self.overlay.sync()

    def _begin_anew(self) -> None:
        self.cancel_gesture()
        self._follow_graph()
        self.fit_when_shown()

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

    def spot_at(self, view_pos: QPoint) -> Spot | None:
        """The unit or the weight at a place."""
        scene_pos = self.mapToScene(view_pos)
        if self.canvas.port_at(scene_pos) is not None:
            return None
        return self.canvas.spot_at(scene_pos, _REACH / self.navigator.scale)

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
            menu = self.context_menu_at(event.pos())
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            menu.popup(event.globalPos())

    def context_menu_at(self, view_pos: QPoint) -> QMenu:
        """The menu for what lies at a place, which becomes the selection unless it is part of it."""
        scene_pos = self.mapToScene(view_pos)
        aside = self.canvas.asides.at(scene_pos)
        if aside is not None:
            self.select_asides(aside)
            return context_menu(self, self.commands, _ASIDE_MENU, ("rename",) if aside[0] == "arrows" else ())
        node, link = self.canvas.node_at(scene_pos), self.canvas.link_at(scene_pos)
        group = None if node is not None else self.canvas.groups.at(scene_pos)
        if group is not None:
            self.select(group.state.group.layers)
            return self.editor.grouping.menu(group.name)
        if node is not None:
            if not node.isSelected():
                self.select((node.state.name,))
            return context_menu(self, self.commands, _NODE_MENU, ("rename",) if len(self.selection()) > 1 else ())
        if link is not None:
            self.select((), (link.link,))
            return context_menu(self, self._adding(scene_pos, link.link), _LINK_MENU)
        nothing_to_paste = not QApplication.clipboard().mimeData().hasFormat(MIME)
        return context_menu(self, self._adding(scene_pos), _CANVAS_MENU, ("paste",) if nothing_to_paste else ())

    def _adding(self, scene_pos: QPointF, into: Link | None = None) -> Mapping[str, Callable[[], object]]:
        return {**self.commands, "quick_add": lambda: self.editor.quick_add(scene_pos, into=into),
                "add_note": lambda: self.editor.asides.add_note(scene_pos),
                "add_arrow": lambda: self.editor.asides.add_arrow(scene_pos)}

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip:
            words = self.canvas.say(self.mapToScene(event.pos()), _REACH / self.navigator.scale)
            if words:
                QToolTip.showText(event.globalPos(), tooltip(words), self.viewport())
                return True
        return super().viewportEvent(event)

    def _press(self, event) -> Press:
        pointer = self._pointer(event)
        aside = self.canvas.asides.at(pointer.scene_pos)
        port = None if aside else self.canvas.port_at(pointer.scene_pos)
        node = None if aside or port else self.canvas.node_at(pointer.scene_pos)
        group = None if aside or port or node else self.canvas.groups.at(pointer.scene_pos)
        link = None if aside or port or node or group else self.canvas.link_at(pointer.scene_pos)
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

    # Layers dragged in

    def dragEnterEvent(self, event) -> None:
        kind = dragged_kind(event.mimeData())
        self._leave_drop()
        if kind is not None:
            self._drop = DropLayer(self, kind)
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
        self.select((drop.drop(self.mapToScene(event.position().toPoint())),))
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

    def resizeEvent(self, event) -> None:
        super().resizeEvent(event)
        self.overlay.place()
        self.minimap.place()
