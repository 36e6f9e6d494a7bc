"""What is said below a picture: the short of it, and the rest where somebody asks."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.plain import Label, tooltip
from app.widgets.picture_button import PictureButton
from app.widgets.steady_label import SteadyLabel

WIDTH = 420
"""Pixels across a popup with details."""


class Caption(QWidget):
    """One or two lines; their details are the tooltip, and what the button beside them opens. Hidden while there is
    nothing to say."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._label = SteadyLabel()
        self._label.label.setProperty("look", "muted")
        self._details = ""
        self.more = PictureButton("info", self.tr("What exactly this picture shows"))
        # The line beside it stays where it is.
        policy = self.more.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.more.setSizePolicy(policy)
        self.more.hide()
        self.more.clicked.connect(self._open)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(self._label, 1)
        row.addWidget(self.more, 0, Qt.AlignmentFlag.AlignTop)
        self.hide()

    @property
    def text(self) -> str:
        return self._label.text()

    @property
    def details(self) -> str:
        """All of it, in whole sentences; empty where the text is all."""
        return self._details

    def say(self, text: str, details: str = "") -> None:
        self._details = details
        self._label.setText(text)
        self._label.setToolTip(tooltip(details))
        self.more.setVisible(bool(details))
        self.setVisible(bool(text))

    def _open(self) -> None:
        popup = QFrame(self, Qt.WindowType.Popup)
        popup.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        popup.setProperty("look", "popup")
        words = Label(self._details, wordWrap=True)
        words.setFixedWidth(WIDTH)
        words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        column = QVBoxLayout(popup)
        column.setContentsMargins(12, 10, 12, 10)
        column.addWidget(words)
        popup.adjustSize()
        popup.move(self.more.mapToGlobal(QPoint(self.more.width() - popup.width(), -popup.height() - 4)))
        popup.show()
