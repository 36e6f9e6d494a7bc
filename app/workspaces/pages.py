"""The pages of a workspace, by their titles."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QToolButton, QWidget

from app.plain import tooltip


class Pages(QScrollArea):
    """Which page is open; `turned(place)` when it is another. Where there is no room for all titles they scroll."""

    turned = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        inside = QWidget()
        self._row = QHBoxLayout(inside)
        self._row.setContentsMargins(10, 6, 10, 4)
        self._row.setSpacing(2)
        self._row.addStretch(1)
        self._group = QButtonGroup(self)
        self.buttons: dict[str, QToolButton] = {}
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        for policy in (self.setHorizontalScrollBarPolicy, self.setVerticalScrollBarPolicy):
            policy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setWidget(inside)

    def sizeHint(self) -> QSize:
        return self.widget().sizeHint()

    def minimumSizeHint(self) -> QSize:
        return QSize(80, self.widget().sizeHint().height())

    def wheelEvent(self, event: QWheelEvent) -> None:
        """There is nothing above or below: a wheel goes sideways."""
        bar = self.horizontalScrollBar()
        bar.setValue(bar.value() - event.angleDelta().y() - event.angleDelta().x())

    def add(self, name: str, title: str, tip: str) -> None:
        """One page more."""
        place = len(self.buttons)
        button = QToolButton(text=title, toolTip=tooltip(tip), checkable=True, autoRaise=True)
        button.toggled.connect(lambda on: self._turn(place, button) if on else None)
        self._group.addButton(button)
        self._row.insertWidget(place, button)
        self.buttons[name] = button

    def choose(self, name: str) -> None:
        self.buttons[name].setChecked(True)

    def _turn(self, place: int, button: QToolButton) -> None:
        self.ensureWidgetVisible(button)
        self.turned.emit(place)
