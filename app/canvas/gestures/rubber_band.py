"""Selecting with a rectangle drawn on the empty canvas."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QRubberBand

from app.canvas.gestures.base import Gesture, Pointer, Press


class RubberBand(Gesture):
    """Selects the cards that the rectangle touches; with Ctrl or Shift, in addition to those selected before."""

    @classmethod
    def begins(cls, press: Press) -> bool:
        return press.button == Qt.MouseButton.LeftButton and not (
            press.port or press.names or press.link or press.aside)

    def enter(self) -> None:
        self._before = set(self.scene.selected_names())
        self._band = QRubberBand(QRubberBand.Shape.Rectangle, self.view.viewport())
        self._band.show()

    def drag(self, pointer: Pointer) -> None:
        self._band.setGeometry(QRect(self.start.view_pos, pointer.view_pos).normalized())
        self.view.select(self._touched(pointer))

    def leave(self) -> None:
        self._band.deleteLater()

    def cancelled(self) -> None:
        super().cancelled()
        if self.dragging:
            self.view.select(self._before)

    def drop(self, pointer: Pointer) -> None:
        self.view.select(self._touched(pointer))

    def click(self, pointer: Pointer) -> None:
        if not self.start.extends:
            self.view.select(())

    def _touched(self, pointer: Pointer) -> set[str]:
        area = self.view.mapToScene(QRect(self.start.view_pos, pointer.view_pos).normalized()).boundingRect()
        inside = {name for name in self.scene.nodes
                  if (card := self.scene.card_of(name)).mapRectToScene(card.card_rect()).intersects(area)}
        return inside | self._before if self.start.extends else inside
