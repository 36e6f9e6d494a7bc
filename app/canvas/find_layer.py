"""Finding a layer of the network by its name."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QColor, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

from app import theme
from app.canvas.glyphs import tile_icon
from app.canvas.search_popup import SearchPopup
from app.canvas.wording import subtitle
from engine.graph import Graph, LayerSpec

_NAME = Qt.ItemDataRole.UserRole
_ICON, _ROW = 26, 32


class LayerList(QListView):
    """The layers of a network. `chosen(name)` when one is clicked or Enter is pressed on it."""

    chosen = Signal(str)

    def __init__(self, graph: Graph) -> None:
        super().__init__()
        self._layers = [(spec, f"{spec.name}  ·  {subtitle(spec)}") for spec in graph.layers]
        self.setModel(QStandardItemModel(self))
        self.setIconSize(QSize(_ICON, _ICON))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def search(self, text: str) -> None:
        """Show the layers of which name, kind or settings contain every word, those first whose names fit best."""
        words, wanted = text.casefold().split(), text.strip().casefold()
        found = [(spec, line) for spec, line in self._layers if all(word in line.casefold() for word in words)]
        found.sort(key=lambda entry: (wanted not in entry[0].name.casefold(), entry[0].name.casefold().find(wanted)))
        self.model().clear()
        for spec, line in found:
            self.model().appendRow(_item(spec, line))
        self.setCurrentIndex(self.model().index(0, 0))

    def names(self) -> tuple[str, ...]:
        """The layers that are shown, from top to bottom."""
        return tuple(self.model().index(row, 0).data(_NAME) for row in range(self.model().rowCount()))

    def step(self, by: int) -> None:
        """Make the next or previous layer the current one."""
        row = self.currentIndex().row() + by
        if 0 <= row < self.model().rowCount():
            self.setCurrentIndex(self.model().index(row, 0))

    def choose_current(self, index: QModelIndex | None = None) -> None:
        """Take the current layer, or the one that was clicked."""
        name = (index or self.currentIndex()).data(_NAME)
        if name is not None:
            self.chosen.emit(name)


def _item(spec: LayerSpec, line: str) -> QStandardItem:
    item = QStandardItem(tile_icon(spec.kind, QColor(theme.current().category(spec.layer.category)), _ICON), line)
    item.setData(spec.name, _NAME)
    item.setSizeHint(QSize(0, _ROW))
    return item


class FindLayer(SearchPopup):
    """A search field over the layers of the network."""

    def __init__(self, graph: Graph, parent: QWidget) -> None:
        super().__init__(LayerList(graph), parent)
        self.field.setPlaceholderText(self.tr("Find a layer…"))
        self.field.setToolTip(
            self.tr("Type part of a name or kind; Enter goes to the layer that is marked, Esc closes"))
        self.field.setAccessibleName(self.tr("Find a layer"))
        self.view.setAccessibleName(self.tr("Layers of the network"))
