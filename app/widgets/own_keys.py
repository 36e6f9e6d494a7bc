"""Keys that edit belong to the widget that has the focus, where what it shows is no layer."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QKeyCombination, QObject, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QWidget

from app.actions import ACTIONS

EDITING = frozenset({"cut", "copy", "paste", "duplicate", "delete", "rename", "select_all"})
"""Actions that change or copy what is selected."""
_KEYS = tuple(QKeySequence(key) for spec in ACTIONS if spec.name in EDITING for key in spec.keys)


class OwnKeys(QObject):
    """Gives `widget` the keys that the window would take for the layers that are selected."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.ShortcutOverride:
            return False
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if QKeySequence(QKeyCombination(modifiers, Qt.Key(event.key()))) not in _KEYS:
            return False
        event.accept()
        return True
