"""A pop-up with a search field over a list, moved through by keys while one types."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QLineEdit, QVBoxLayout, QWidget

from app.plain import Label

_WIDTH, _HEIGHT = 280, 320


class SearchPopup(QFrame):
    """`chosen` if something was, after `closed`. `view` has `search`, `step`, `choose_current` and `chosen`, as
    CatalogueView has them; `nothing` says why its list is empty from the beginning, where it may be."""

    chosen = Signal(str)
    closed = Signal()

    def __init__(self, view: QAbstractItemView, parent: QWidget, *, nothing: str = "") -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("look", "popup")
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.field = QLineEdit()
        self.view = view
        self.view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.view.clicked.connect(self.view.choose_current)
        self.nothing = Label(wordWrap=True)
        self._why = nothing
        self.nothing.setProperty("look", "muted")
        self.nothing.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 8)
        layout.setSpacing(6)
        for widget in (self.field, self.nothing, self.view):
            layout.addWidget(widget)
        self.resize(_WIDTH, _HEIGHT)
        self.field.textChanged.connect(self._search)
        self.field.returnPressed.connect(self.view.choose_current)
        self.field.installEventFilter(self)
        self.view.chosen.connect(self._choose)
        self._search("")

    def open_at(self, place: QPoint) -> None:
        """Show it with its corner at `place` on the screen, inside the screen."""
        room = self.parentWidget().screen().availableGeometry()
        x = min(place.x(), room.right() - self.width())
        y = min(place.y(), room.bottom() - self.height())
        self.move(max(room.left(), x), max(room.top(), y))
        self.show()
        self.field.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Up and Down walk through the list while the cursor stays in the field."""
        if watched is self.field and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
            if step is not None:
                self.view.step(step)
                return True
        return super().eventFilter(watched, event)

    def closeEvent(self, event) -> None:
        super().closeEvent(event)
        self.closed.emit()

    def _search(self, text: str) -> None:
        self.view.search(text)
        self.nothing.setText(self.tr("No layer is called that.") if text or not self._why else self._why)
        self.nothing.setVisible(self.view.model().rowCount() == 0)

    def _choose(self, chosen: str) -> None:
        self.close()
        self.chosen.emit(chosen)
