"""The space bar over the canvas: held while dragging it moves the drawing, tapped it plays or pauses."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QAbstractScrollArea

_KEYS = frozenset({QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress, QEvent.Type.KeyRelease})


class SpaceTap(QObject):
    """Calls `tapped` when the space bar was pressed and released over `view` with no mouse button in between."""

    def __init__(self, view: QAbstractScrollArea, tapped: Callable[[], object]) -> None:
        super().__init__(view)
        self._tapped = tapped
        self._tap = False
        view.installEventFilter(self)
        view.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind == QEvent.Type.MouseButtonPress:
            self._tap = False
        if kind not in _KEYS or event.key() != Qt.Key.Key_Space or event.modifiers() or event.isAutoRepeat():
            return False
        if kind == QEvent.Type.ShortcutOverride:
            event.accept()  # the view wants the key itself; the shortcut of the window would take it away
            return True
        if kind == QEvent.Type.KeyPress:
            self._tap = True
        elif self._tap:
            self._tap = False
            self._tapped()
        return False
