"""The layers and templates there are, by category, as a list that can be searched and dragged from."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from PySide6.QtCore import QMimeData, QModelIndex, QObject, QSize, QSortFilterProxyModel, Qt, Signal
from PySide6.QtGui import QColor, QDrag, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QTreeView, QWidget

from app import theme
from app.canvas.glyphs import tile_icon, tile_pixmap
from app.canvas.offers import OFFERS, Offer
from app.canvas.wording import category_rank, category_title
from app.i18n import translate
from app.plain import markup

LAYER_MIME = "application/x-ladera-layer"
KIND = Qt.ItemDataRole.UserRole
_WORDS = Qt.ItemDataRole.UserRole + 1
_ICON, _ROW, _HEADING = 26, 32, 34
_LAST = 10_000


class CatalogueModel(QStandardItemModel):
    """Two levels: categories, which cannot be chosen, and kinds of layers or templates, keys of OFFERS."""

    def __init__(self, kinds: Iterable[str], parent: QObject) -> None:
        super().__init__(parent)
        headings: dict[str, QStandardItem] = {}
        for kind in sorted(kinds, key=lambda kind: (category_rank(OFFERS[kind].category), OFFERS[kind].rank)):
            offer = OFFERS[kind]
            if offer.category not in headings:
                heading = QStandardItem(category_title(offer.category))
                heading.setFlags(Qt.ItemFlag.ItemIsEnabled)
                heading.setSizeHint(QSize(0, _HEADING))
                heading.setTextAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom)
                font = heading.font()
                font.setWeight(font.Weight.DemiBold)
                heading.setFont(font)
                headings[offer.category] = heading
                self.appendRow(heading)
            headings[offer.category].appendRow(self._item(kind, offer))
        self.paint_icons()
        theme.theme_bus.changed.connect(self.paint_icons)

    @staticmethod
    def _item(kind: str, offer: Offer) -> QStandardItem:
        title, explanation = translate(offer.title), translate(offer.help)
        item = QStandardItem(title)
        item.setData(kind, KIND)
        item.setData(f"{title} {offer.title} {kind} {explanation}".casefold(), _WORDS)
        item.setSizeHint(QSize(0, _ROW))
        item.setToolTip(markup("<b>{title}</b><br>{explanation}", title=title, explanation=explanation))
        item.setData(f"{title}. {explanation}", Qt.ItemDataRole.AccessibleTextRole)
        item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsDragEnabled)
        return item

    def paint_icons(self) -> None:
        """Draw headings and icons in the colours of the current theme."""
        tokens = theme.current()
        for row in range(self.rowCount()):
            heading = self.item(row)
            heading.setForeground(QColor(tokens.muted))
            for place in range(heading.rowCount()):
                kind = heading.child(place).data(KIND)
                colour = QColor(tokens.category(OFFERS[kind].colour_of))
                heading.child(place).setIcon(tile_icon(OFFERS[kind].kind, colour, _ICON))

    def mimeTypes(self) -> list[str]:
        return [LAYER_MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        mime = QMimeData()
        for index in indexes:
            mime.setData(LAYER_MIME, str(index.data(KIND)).encode())
        return mime


class CatalogueFilter(QSortFilterProxyModel):
    """Keeps the layers of which title, kind or help contain every word of the search."""

    def __init__(self, kinds: Iterable[str], parent: QObject) -> None:
        super().__init__(parent)
        self._words: Collection[str] = ()
        self.setSourceModel(CatalogueModel(kinds, self))
        self.setRecursiveFilteringEnabled(True)

    def search(self, text: str) -> None:
        """Show what matches `text`."""
        self._words = text.casefold().split()
        self.invalidate()

    def filterAcceptsRow(self, row: int, parent: QModelIndex) -> bool:
        index = self.sourceModel().index(row, 0, parent)
        return index.data(KIND) is not None and all(word in index.data(_WORDS) for word in self._words)


class CatalogueView(QTreeView):
    """The list on the screen. `chosen(kind)` when a layer is double-clicked or Enter is pressed on it."""

    chosen = Signal(str)

    def __init__(self, kinds: Iterable[str] = tuple(OFFERS), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setModel(CatalogueFilter(kinds, self))
        self.setHeaderHidden(True)
        self.setRootIsDecorated(False)
        self.setItemsExpandable(False)
        self.setIndentation(0)
        self.setUniformRowHeights(False)
        self.setIconSize(QSize(_ICON, _ICON))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setDragEnabled(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.expandAll()
        self.model().rowsInserted.connect(self.expandAll)
        self.activated.connect(self._choose)

    def search(self, text: str) -> None:
        """Show what matches `text`; the current layer is the one whose title fits best."""
        self.model().search(text)
        self.expandAll()
        wanted = text.strip().casefold()

        def rank(kind: str) -> int:
            found = str(self.index_of(kind).data()).casefold().find(wanted)
            return found if found >= 0 else _LAST

        kinds = self.kinds()
        if kinds:
            self.setCurrentIndex(self.index_of(min(kinds, key=rank)))

    def kinds(self) -> tuple[str, ...]:
        """The layers that are shown, from top to bottom."""
        model = self.model()
        headings = (model.index(row, 0) for row in range(model.rowCount()))
        return tuple(model.index(row, 0, heading).data(KIND)
                     for heading in headings for row in range(model.rowCount(heading)))

    def index_of(self, kind: str) -> QModelIndex:
        """Where a layer is shown; an invalid index when it is not."""
        return next(iter(self.model().match(self.model().index(0, 0), KIND, kind, 1, Qt.MatchFlag.MatchRecursive)),
                    QModelIndex())

    def choose_current(self) -> None:
        """Take the current layer, as Enter does."""
        self._choose(self.currentIndex())

    def step(self, by: int) -> None:
        """Make the next or previous layer the current one."""
        kinds = self.kinds()
        if kinds:
            here = self.currentIndex().data(KIND)
            at = kinds.index(here) + by if here in kinds else 0
            self.setCurrentIndex(self.index_of(kinds[max(0, min(len(kinds) - 1, at))]))

    def startDrag(self, actions: Qt.DropAction) -> None:
        kind = self.currentIndex().data(KIND)
        if kind is None:
            return
        drag = QDrag(self)
        drag.setMimeData(self.model().mimeData([self.currentIndex()]))
        colour = QColor(theme.current().category(OFFERS[kind].colour_of))
        drag.setPixmap(tile_pixmap(OFFERS[kind].kind, colour, 2 * _ICON, self.devicePixelRatioF()))
        drag.exec(Qt.DropAction.CopyAction)

    def _choose(self, index: QModelIndex) -> None:
        if index.data(KIND) is not None:
            self.chosen.emit(index.data(KIND))
