"""Shifting the drawing with the middle button, or with the left one while the space bar is held."""

from PySide6.QtCore import Qt

from app.canvas.gestures.base import Gesture, Pointer, Press


class Pan(Gesture):
    """The drawing sticks to the pointer."""

    cursor = Qt.CursorShape.ClosedHandCursor

    @classmethod
    def begins(cls, press: Press) -> bool:
        return press.button == Qt.MouseButton.MiddleButton or press.panning

    def enter(self) -> None:
        self._last = self.start.view_pos

    def drag(self, pointer: Pointer) -> None:
        self.view.navigator.pan(pointer.view_pos - self._last)
        self._last = pointer.view_pos
