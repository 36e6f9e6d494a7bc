"""Renaming a layer or a group where its name is written."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QToolTip

from app.canvas.card_painter import TITLE_SIZE, card_font
from app.canvas.group_item import GroupItem
from app.canvas.node_item import NodeItem
from app.canvas.stage import Stage
from app.i18n import translate_error
from app.plain import tooltip
from engine.errors import LaderaError

_SMALLEST = 9


class RenameField(QLineEdit):
    """A line over the title of a card or a frame. Enter renames; Esc or leaving the line keeps the old name.

    A name that cannot be is refused with a sentence, and the line stays.
    """

    closed = Signal()

    def __init__(self, view: Stage, item: NodeItem | GroupItem, name: str, rename: Callable[[str], object],
                 longest: int, tip: str) -> None:
        super().__init__(name, view.viewport())
        self._name, self._give = name, rename
        self._done = False
        self.setAccessibleName(self.tr("New name of {name}").format(name=name))
        self.setToolTip(tooltip(tip))
        self.setMaxLength(longest)
        self.setFont(card_font(max(_SMALLEST, round(TITLE_SIZE * view.navigator.scale))))
        place = view.mapFromScene(item.mapRectToScene(item.title_rect())).boundingRect()
        self.setGeometry(place.adjusted(-9, -5, 6, 5))
        self.selectAll()
        self.textEdited.connect(self._forget_error)
        self.show()
        self.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._close()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._rename()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event) -> None:
        super().focusOutEvent(event)
        self._close()

    def _rename(self) -> None:
        try:
            if self.text() != self._name:
                self._give(self.text())
        except LaderaError as error:
            self._mark(True)
            QToolTip.showText(self.mapToGlobal(self.rect().bottomLeft()), tooltip(translate_error(error)), self)
            return
        self._close()

    def _forget_error(self) -> None:
        self._mark(False)

    def _mark(self, invalid: bool) -> None:
        self.setProperty("invalid", invalid)
        self.style().polish(self)

    def _close(self) -> None:
        if not self._done:
            self._done = True
            self.closed.emit()
            self.hide()
            self.deleteLater()
