"""Flat buttons: one that shows an icon, one that is on or off."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QToolButton

from app.plain import tooltip
from app.theme import icon, theme_bus


class PictureButton(QToolButton):
    """Its icon follows the theme; `help` is what the pointer and a screen reader are told."""

    def __init__(self, picture: str, help: str) -> None:
        super().__init__(toolTip=tooltip(help), autoRaise=True)
        self._picture = picture
        self.setAccessibleName(help)
        theme_bus.changed.connect(self._restyle)
        self._restyle()

    def picture(self) -> QIcon:
        """The icon in the theme of now."""
        return icon(self._picture)

    def show_picture(self, picture: str) -> None:
        """Another icon."""
        self._picture = picture
        self._restyle()

    def _restyle(self, *_: object) -> None:
        self.setIcon(self.picture())


def toggle(text: str, help: str) -> QToolButton:
    """A flat button with a word on it that is on or off."""
    return QToolButton(text=text, toolTip=tooltip(help), checkable=True, autoRaise=True,
                       toolButtonStyle=Qt.ToolButtonStyle.ToolButtonTextOnly)
