"""What a person does to the window, as events and nothing else."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent, QMouseEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.canvas.catalogue import LAYER_MIME
from app.canvas.node_item import Port
from app.canvas.view import CanvasView
from app.widgets.forms import FieldForm

LEFT, MIDDLE = Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton
NO_BUTTON = Qt.MouseButton.NoButton
NO_KEY = Qt.KeyboardModifier.NoModifier
CTRL, SHIFT, ALT = (Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier,
                    Qt.KeyboardModifier.AltModifier)
_STEPS = 5


def _mouse(view: CanvasView, kind: QEvent.Type, place: QPoint, button: Qt.MouseButton, held: Qt.MouseButton,
           keys: Qt.KeyboardModifier) -> None:
    viewport = view.viewport()
    event = QMouseEvent(kind, QPointF(place), QPointF(viewport.mapToGlobal(place)), button, held, keys)
    QApplication.sendEvent(viewport, event)


def at(view: CanvasView, name: str) -> QPointF:
    """A place on the card of a layer that is no port: its centre."""
    return view.canvas.nodes[name].scenePos()


def output_of(view: CanvasView, name: str) -> QPointF:
    """The output port of a layer."""
    return Port(view.canvas.nodes[name], None).scene_pos()


def input_of(view: CanvasView, name: str, port: int = 0) -> QPointF:
    """An input port of a layer."""
    return Port(view.canvas.nodes[name], port).scene_pos()


def press(view: CanvasView, scene_pos: QPointF, button: Qt.MouseButton = LEFT,
          keys: Qt.KeyboardModifier = NO_KEY) -> None:
    _mouse(view, QEvent.Type.MouseButtonPress, view.mapFromScene(scene_pos), button, button, keys)


def move(view: CanvasView, view_pos: QPoint, button: Qt.MouseButton = LEFT, keys: Qt.KeyboardModifier = NO_KEY) -> None:
    _mouse(view, QEvent.Type.MouseMove, view_pos, NO_BUTTON, button, keys)


def release(view: CanvasView, view_pos: QPoint, button: Qt.MouseButton = LEFT,
            keys: Qt.KeyboardModifier = NO_KEY) -> None:
    _mouse(view, QEvent.Type.MouseButtonRelease, view_pos, button, NO_BUTTON, keys)


def pull(view: CanvasView, start: QPointF, end: QPointF, button: Qt.MouseButton = LEFT,
         keys: Qt.KeyboardModifier = NO_KEY) -> QPoint:
    """Press at one place and move to another; the button stays down. Returns where the pointer is in the viewport."""
    first, last = view.mapFromScene(start), view.mapFromScene(end)
    press(view, start, button, keys)
    for step in range(1, _STEPS + 1):
        move(view, first + (last - first) * step / _STEPS, button, keys)
    return last


def drag(view: CanvasView, start: QPointF, end: QPointF, button: Qt.MouseButton = LEFT,
         keys: Qt.KeyboardModifier = NO_KEY) -> None:
    """Press at one place of the scene, move to another, let go."""
    release(view, pull(view, start, end, button, keys), button, keys)


def click(view: CanvasView, scene_pos: QPointF, keys: Qt.KeyboardModifier = NO_KEY) -> None:
    press(view, scene_pos, LEFT, keys)
    release(view, view.mapFromScene(scene_pos), LEFT, keys)


def double_click(view: CanvasView, scene_pos: QPointF) -> None:
    click(view, scene_pos)
    place = view.mapFromScene(scene_pos)
    _mouse(view, QEvent.Type.MouseButtonDblClick, place, LEFT, LEFT, NO_KEY)
    release(view, place)


def wheel(view: CanvasView, scene_pos: QPointF, notches: float, keys: Qt.KeyboardModifier = NO_KEY) -> None:
    place = view.mapFromScene(scene_pos)
    event = QWheelEvent(QPointF(place), QPointF(view.viewport().mapToGlobal(place)), QPoint(),
                        QPoint(0, round(120 * notches)), NO_BUTTON, keys, Qt.ScrollPhase.NoScrollPhase, False)
    QApplication.sendEvent(view.viewport(), event)


def layer_mime(kind: str) -> QMimeData:
    mime = QMimeData()
    mime.setData(LAYER_MIME, kind.encode())
    return mime


def drag_layer_over(view: CanvasView, mime: QMimeData, scene_pos: QPointF) -> bool:
    """Carry something from outside over a place of the canvas; whether the canvas would take it."""
    place = view.mapFromScene(scene_pos)
    action = Qt.DropAction.CopyAction
    QApplication.sendEvent(view.viewport(), QDragEnterEvent(place, action, mime, LEFT, NO_KEY))
    over = QDragMoveEvent(place, action, mime, LEFT, NO_KEY)
    QApplication.sendEvent(view.viewport(), over)
    return over.isAccepted()


def drag_layer_away(view: CanvasView) -> None:
    QApplication.sendEvent(view.viewport(), QDragLeaveEvent())


def drop_layer(view: CanvasView, kind: str, scene_pos: QPointF | tuple[float, float], *, chained: bool = False) -> str:
    """Drag a layer from the palette to a place of the canvas. Returns the name of the new layer, which is selected.

    Nothing is selected before, so that it stands alone, unless it is to be `chained`.
    """
    if not chained:
        key(view, Qt.Key.Key_Escape)
    drop_offer(view, kind, QPointF(*scene_pos) if isinstance(scene_pos, tuple) else scene_pos)
    [name] = view.selection()
    return name


def drop_offer(view: CanvasView, offer: str, scene_pos: QPointF) -> None:
    """Drag a layer or a template from the palette to a place of the canvas."""
    mime = layer_mime(offer)
    assert drag_layer_over(view, mime, scene_pos)
    drop = QDropEvent(QPointF(view.mapFromScene(scene_pos)), Qt.DropAction.CopyAction, mime, LEFT, NO_KEY)
    QApplication.sendEvent(view.viewport(), drop)


def draw_link(view: CanvasView, source: str, target: str, port: int | None = None) -> None:
    """Drag from the output of one layer to an input of another, the first free one unless `port` says which."""
    if port is None:
        node = view.canvas.nodes[target]
        free = [index for index in range(node.state.inputs) if index not in node.state.used_inputs]
        port = free[0] if free else 0
    drag(view, output_of(view, source), input_of(view, target, port))


def key(view: CanvasView, which: Qt.Key, keys: Qt.KeyboardModifier = NO_KEY) -> None:
    QTest.keyClick(view, which, keys)


def type_in_form(form: FieldForm, field: str, text: str, finish: bool = True) -> None:
    """Replace the text of a field by typing, and press Enter."""
    control = form.editor(field).control
    control.setFocus()
    QTest.keyClick(control, Qt.Key.Key_A, CTRL)
    QTest.keyClick(control, Qt.Key.Key_Delete)
    QTest.keyClicks(control, text)
    if finish:
        QTest.keyClick(control, Qt.Key.Key_Return)


def choose_in_form(form: FieldForm, field: str, value: str) -> None:
    """Pick an option of a field with the keys."""
    control = form.editor(field).control
    control.setFocus()
    while control.currentData() != value:
        wanted = control.findData(value)
        QTest.keyClick(control, Qt.Key.Key_Down if wanted > control.currentIndex() else Qt.Key.Key_Up)
