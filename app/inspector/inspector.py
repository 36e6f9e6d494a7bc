"""The inspector: a page for what is selected."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

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
        self.page: Page | None = None
        holder = QWidget()
        self._column = QVBoxLayout(holder)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.setWidget(holder)
        self.setAccessibleName(self.tr("Inspector"))
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumWidth(220)
        self._open(SummaryPage(document))
        document.model.layer_renamed.connect(self._follow_name)
        document.model.graph_changed.connect(self._sync)
        document.model.project_replaced.connect(self._sync)
        document.complaints.changed.connect(self._sync)

    def show_layers(self, names: tuple[str, ...]) -> None:
        """Show the page for these layers; the summary of the network for none."""
        if names != self._names:
            self._names = names
            if len(names) == 1 and isinstance(self.page, LayerPage) and self.page.is_for(names[0]):
                self.page.show_layer(names[0])
                self.verticalScrollBar().setValue(0)
                return
            kind = (SummaryPage, LayerPage, LayersPage)[min(2, len(names))]
            self._open(kind(self._document, names))

    def _open(self, page: Page) -> None:
        page.chosen.connect(self.select_requested)
        old, self.page = self.page, page
        if old is not None:
            self._column.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._column.addWidget(page)
        self.verticalScrollBar().setValue(0)

    def _follow_name(self, old: str, new: str) -> None:
        self._names = tuple(new if name == old else name for name in self._names)
        self.page.renamed(old, new)

    def _sync(self) -> None:
        left = tuple(name for name in self._names if name in self._document.model.graph)
        if isinstance(self.page, LayerPage) and left and not self.page.is_for(left[0]):  # of another project
            self._names = ()
        if left != self._names:
            self.show_layers(left)
        else:
            self.page.sync()
