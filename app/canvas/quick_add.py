"""The search menu that puts a layer where the pointer is."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtWidgets import QWidget

from app.canvas.catalogue import CatalogueView
from app.canvas.search_popup import SearchPopup


class QuickAdd(SearchPopup):
    """A search field over the kinds of layers."""

    def __init__(self, kinds: Iterable[str], parent: QWidget) -> None:
        super().__init__(CatalogueView(kinds), parent)
        self.field.setPlaceholderText(self.tr("Search a layer…"))
        self.field.setToolTip(self.tr("Type part of a name; Enter adds the layer that is marked, Esc closes"))
        self.field.setAccessibleName(self.tr("Search a layer"))
        self.view.setAccessibleName(self.tr("Layers that can be added"))
        self.view.setDragEnabled(False)
