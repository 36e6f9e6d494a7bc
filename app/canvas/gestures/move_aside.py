"""Selecting and moving notes and arrows, and the ends of arrows."""

from dataclasses import replace

from PySide6.QtCore import QCoreApplication, QPointF, Qt

from app.canvas.asides import changed
from app.canvas.gestures.base import Gesture, Pointer, Press
from engine.drawing import Arrow, Note


class MoveAside(Gesture):
    """A note or an arrow follows the pointer; of a selected arrow an end can be taken alone."""

    cursor = Qt.CursorShape.ClosedHandCursor

    @classmethod
    def begins(cls, press: Press) -> bool:
        return press.button == Qt.MouseButton.LeftButton and press.aside is not None

    def __init__(self, view, press) -> None:
        super().__init__(view, press)
        item = self.scene.asides.items[press.aside]
        self._part = item.part_at(press.scene_pos) if item.isSelected() else ""
        self._value = item.value
        view.select_asides(press.aside)

    def drag(self, pointer: Pointer) -> None:
        self._show(self._moved(pointer))

    def leave(self) -> None:
        self._show(self._value)

    def drop(self, pointer: Pointer) -> None:
        label = (QCoreApplication.translate("Canvas", "Move a note") if isinstance(self._value, Note) else
                 QCoreApplication.translate("Canvas", "Move an arrow"))
        drawing = self.document.model.drawing
        self.document.set_drawing(changed(drawing, self.start.aside, self._moved(pointer)), label)

    def _moved(self, pointer: Pointer) -> Note | Arrow:
        if self._part:
            return replace(self._value, **{self._part: _xy(pointer.scene_pos)})
        return self._value.moved(_xy(pointer.scene_pos - self.start.scene_pos))

    def _show(self, value: Note | Arrow) -> None:
        if self.start.aside in self.scene.asides.items:
            self.scene.asides.items[self.start.aside].show_value(value)


def _xy(point: QPointF) -> tuple[float, float]:
    return round(point.x(), 1), round(point.y(), 1)
