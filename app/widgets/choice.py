"""One of several, in little room."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import QComboBox, QStyle, QStyleOptionComboBox, QStylePainter

LETTERS = 9
BESIDE = 34
"""Pixels beside the longest entry of the list: its padding, its border and the scroll bar."""

RIM = 2
"""Pixels that styles leave free around the text that is chosen."""


class Box(QComboBox):
    """A box that a wheel leaves as it is while it is closed: who scrolls past one means to scroll on."""

    def offer(self, entries: Iterable[tuple[str, object]], chosen: object, otherwise: int = 0) -> None:
        """Have it offer these texts, each with what it stands for. `chosen` is what is chosen then, where it is among
        them, or else the one at place `otherwise`. Silent."""
        entries = list(entries)
        with QSignalBlocker(self):
            if entries != [(self.itemText(place), self.itemData(place)) for place in range(self.count())]:
                self.clear()
                for text, stands_for in entries:
                    self.addItem(text, stands_for)
            found = -1 if chosen is None else self.findData(chosen)
            self.setCurrentIndex(found if found >= 0 else otherwise)

    def wheelEvent(self, event) -> None:
        event.ignore()


class Choice(Box):
    """A box that may be narrower than its entries: a text that is too long ends in an ellipsis, not in the middle of a
    letter, and the list is wide enough for all of them."""

    def __init__(self, letters: int = LETTERS) -> None:
        super().__init__()
        self.setSizeAdjustPolicy(Box.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(letters)

    def showPopup(self) -> None:
        view = self.view()
        view.setMinimumWidth(max(self.width(), view.sizeHintForColumn(0) + BESIDE))
        super().showPopup()

    def paintEvent(self, event) -> None:
        option = self._option()
        option.currentText = self.seen_text()
        with QStylePainter(self) as painter:
            painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
            painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)

    def seen_text(self) -> str:
        """What is chosen, or what stands there while nothing is, as far as there is room for it."""
        room = self.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, self._option(),
                                           QStyle.SubControl.SC_ComboBoxEditField, self).width()
        text = self.currentText() or self.placeholderText()
        return self.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room - RIM)

    def _option(self) -> QStyleOptionComboBox:
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        return option
