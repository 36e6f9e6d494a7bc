"""The inspector: a page for what is selected."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QScrollArea, QWidget

from app.document.document import Document
from app.inspector.layer_page import LayerPage
from app.inspector.layers_page import LayersPage
from app.inspector.summary_page import SummaryPage

Page = SummaryPage | LayerPage | LayersPage


class Inspector(QScrollArea):
    """Shows nothing, one or several layers. `select_requested(names)` when the person clicks on a problem."""

    select_requested = Signal(tuple)

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._names: tuple[str, ...] = ()
        self.page: Page = SummaryPage(document)
        self.setAccessibleName(self.tr("Inspector"))
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumWidth(220)
        self._open(self.page)
        document.model.layer_renamed.connect(self._follow_name)
        document.model.graph_changed.connect(self._sync)
        document.model.project_replaced.connect(self._sync)
        document.complaints.changed.connect(self._sync)

    def show_layers(self, names: tuple[str, ...]) -> None:
        """Show the page for these layers; the summary of the network for none."""
        if names != self._names:
            self._names = names
            kind = (SummaryPage, LayerPage, LayersPage)[min(2, len(names))]
            self._open(kind(self._document, names))

    def _open(self, page: Page) -> None:
        page.chosen.connect(self.select_requested)
        old, self.page = self.page, page
        self.takeWidget()
        self.setWidget(page)
        if old is not page:
            old.deleteLater()

    def _follow_name(self, old: str, new: str) -> None:
        self._names = tuple(new if name == old else name for name in self._names)
        self.page.renamed(old, new)

    def _sync(self) -> None:
        left = tuple(name for name in self._names if name in self._document.model.graph)
        if left != self._names:
            self.show_layers(left)
        else:
            self.page.sync()
