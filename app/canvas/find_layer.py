"""Finding a layer of the network by its name, and connecting one to another by theirs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from PySide6.QtCore import QModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QColor, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

from app import theme
from app.canvas.drawing_model import NAME, DrawingModel, Row
from app.canvas.glyphs import tile_icon
from app.canvas.search_popup import SearchPopup
from app.plain import tooltip

_ICON, _ROW = 26, 32


class LayerList(QListView):
    """The layers of a network. `chosen(name)` when one is clicked or Enter is pressed on it."""

    chosen = Signal(str)

    def __init__(self, layers: DrawingModel, words: Mapping[str, str] | None = None) -> None:
        """`words` are those layers that are offered, each with what else is said of it; by default all."""
        super().__init__()
        self._layers, self._words = layers, words
        self.setModel(QStandardItemModel(self))
        self.setIconSize(QSize(_ICON, _ICON))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def search(self, text: str) -> None:
        """Show the layers of which name, kind or settings contain every word, those first whose names fit best."""
        self.model().clear()
        for row in self._layers.found(text):
            if self._words is None or row.name in self._words:
                words = "" if self._words is None else self._words[row.name]
                self.model().appendRow(_item(row, self._layers.sentence(row.name), words))
        self.setCurrentIndex(self.model().index(0, 0))

    def names(self) -> tuple[str, ...]:
        """The layers that are shown, from top to bottom."""
        return tuple(self.model().index(row, 0).data(NAME) for row in range(self.model().rowCount()))

    def step(self, by: int) -> None:
        """Make the next or previous layer the current one."""
        row = self.currentIndex().row() + by
        if 0 <= row < self.model().rowCount():
            self.setCurrentIndex(self.model().index(row, 0))

    def choose_current(self, index: QModelIndex | None = None) -> None:
        """Take the current layer, or the one that was clicked."""
        name = (index or self.currentIndex()).data(NAME)
        if name is not None:
            self.chosen.emit(name)


def _item(row: Row, sentence: str, words: str) -> QStandardItem:
    colour = QColor(theme.current().category(row.category))
    item = QStandardItem(tile_icon(row.kind, colour, _ICON), f"{row.name}  ·  {words}" if words else row.line)
    item.setData(row.name, NAME)
    item.setData(". ".join(filter(None, (sentence, words))), Qt.ItemDataRole.AccessibleTextRole)
    item.setToolTip(tooltip("\n".join(filter(None, (sentence, words)))))
    item.setSizeHint(QSize(0, _ROW))
    return item


class FindLayer(SearchPopup):
    """A search field over the layers of the network."""

    def __init__(self, layers: DrawingModel, parent: QWidget) -> None:
        super().__init__(LayerList(layers), parent)
        self.field.setPlaceholderText(self.tr("Find a layer…"))
        self.field.setToolTip(
            self.tr("Type part of a name or kind; Enter goes to the layer that is marked, Esc closes"))
        self.field.setAccessibleName(self.tr("Find a layer"))
        self.view.setAccessibleName(self.tr("Layers of the network"))


class ConnectFrom(SearchPopup):
    """A search field over the layers that another one can follow."""

    def __init__(self, layers: DrawingModel, sources: Iterable[str], parent: QWidget) -> None:
        super().__init__(LayerList(layers, dict.fromkeys(sources, "")), parent,
                         nothing=self.tr("There is no layer that another one could follow."))
        self.field.setPlaceholderText(self.tr("Connect which layer?"))
        self.field.setToolTip(self.tr("Enter takes the layer that is marked; then you choose what follows it"))
        self.field.setAccessibleName(self.tr("Connect which layer?"))
        self.view.setAccessibleName(self.tr("Layers of the network"))


class ConnectLayer(SearchPopup):
    """A search field over the layers that can follow one; those that do already are let go by choosing them. `nothing`
    says why there are none."""

    def __init__(self, layers: DrawingModel, words: Mapping[str, str], source: str, nothing: str,
                 parent: QWidget) -> None:
        super().__init__(LayerList(layers, words), parent, nothing=nothing)
        self.field.setPlaceholderText(self.tr("Connect {name} to…").format(name=source))
        self.field.setToolTip(
            self.tr("Enter connects to the layer that is marked, or takes the connection away; Esc closes"))
        self.field.setAccessibleName(self.tr("Connect {name} to…").format(name=source))
        self.view.setAccessibleName(self.tr("Layers that can follow"))
