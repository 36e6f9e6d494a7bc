"""The panel from which layers are taken."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from app import theme
from app.canvas.catalogue import CatalogueView
from app.plain import Label


class Palette(QWidget):
    """All layers by category, with a search field. Drag one onto the canvas, or double-click: `activated(kind)`."""

    activated = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = QLineEdit()
        self.field.setPlaceholderText(self.tr("Search…"))
        self.field.setClearButtonEnabled(True)
        self.field.setToolTip(self.tr("Show only the layers whose name or explanation contains these words"))
        self.field.setAccessibleName(self.tr("Search a layer"))
        self._magnifier = self.field.addAction(theme.icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        theme.theme_bus.changed.connect(self._tint)
        self.view = CatalogueView()
        self.view.setAccessibleName(self.tr("Layers"))
        self.view.setAccessibleDescription(self.tr("Enter adds the layer after the one selected on the canvas"))
        self.view.setFrameShape(self.view.Shape.NoFrame)
        self._nothing = Label(self.tr("No layer is called that."))
        self._nothing.setProperty("look", "muted")
        self._nothing.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 8)
        layout.setSpacing(8)
        layout.addWidget(self.field)
        layout.addWidget(self._nothing)
        layout.addWidget(self.view, 1)
        self.field.textChanged.connect(self._search)
        self.field.returnPressed.connect(self.view.choose_current)
        self.view.chosen.connect(self.activated)

    def _search(self, text: str) -> None:
        self.view.search(text)
        self._nothing.setVisible(not self.view.kinds())

    def _tint(self) -> None:
        self._magnifier.setIcon(theme.icon("search"))
