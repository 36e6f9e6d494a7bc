"""The drawing as a list, to be read and walked through."""

from __future__ import annotations

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QSize, QSortFilterProxyModel, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QLineEdit, QListView, QVBoxLayout, QWidget

from app.canvas.commands import command_of
from app.canvas.drawing_model import NAME
from app.canvas.view import CanvasView
from app.plain import Label

_ICON = 22


class Outline(QWidget):
    """All layers of the network. What is selected here is selected on the canvas, and the other way round; the keys of
    the canvas work here too."""

    def __init__(self, view: CanvasView) -> None:
        super().__init__()
        self._view = view
        self._following = False
        self.field = QLineEdit()
        self.field.setPlaceholderText(self.tr("Search…"))
        self.field.setClearButtonEnabled(True)
        self.field.setToolTip(self.tr("Show only the layers whose name, kind or connections contain these words"))
        self.field.setAccessibleName(self.tr("Search the list"))
        self.rows = QSortFilterProxyModel(self)
        self.rows.setSourceModel(view.layers)
        self.rows.setFilterRole(Qt.ItemDataRole.AccessibleTextRole)
        self.rows.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.list = _List(view)
        self.list.setModel(self.rows)
        self.nothing = Label(self.tr("The layers of the network will be listed here."), wordWrap=True)
        self.nothing.setProperty("look", "muted")
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(8)
        for widget in (self.field, self.nothing):
            column.addWidget(widget)
        column.addWidget(self.list, 1)
        self.field.textChanged.connect(self.rows.setFilterFixedString)
        self.list.selectionModel().selectionChanged.connect(self._tell)
        self.list.activated.connect(lambda index: view.go_to(index.data(NAME)))
        view.selection_changed.connect(self._follow)
        for signal in (self.rows.modelReset, self.rows.rowsInserted, self.rows.rowsRemoved):
            signal.connect(self._refresh)
        self._refresh()

    def names(self) -> tuple[str, ...]:
        """The layers that are listed."""
        return tuple(self.rows.index(row, 0).data(NAME) for row in range(self.rows.rowCount()))

    def _refresh(self) -> None:
        self.nothing.setVisible(not self._view.layers.rows)
        self._follow(self._view.selection())

    def _tell(self) -> None:
        if not self._following:
            names = {index.data(NAME) for index in self.list.selectedIndexes()}
            self._view.select({member for name in names for member in self._view.canvas.together(name)})
            if len(names) == 1:
                self._view.reveal(next(iter(names)))

    def _follow(self, names: tuple[str, ...]) -> None:
        """Select what is selected on the canvas."""
        chosen = QItemSelection()
        for name in names:
            index = self.rows.mapFromSource(self._view.layers.index_of(name))
            if index.isValid():
                chosen.select(index, index)
        self._following = True
        self.list.selectionModel().select(chosen, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        if len(chosen.indexes()) == 1:
            self.list.selectionModel().setCurrentIndex(chosen.indexes()[0], QItemSelectionModel.SelectionFlag.NoUpdate)
            self.list.scrollTo(chosen.indexes()[0])
        self._following = False


class _List(QListView):
    def __init__(self, view: CanvasView) -> None:
        super().__init__()
        self._view = view
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setIconSize(QSize(_ICON, _ICON))
        self.setUniformItemSizes(True)  # else it would ask every row of thousands for its size
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setAccessibleName(self.tr("Layers of the network"))
        self.setAccessibleDescription(self.tr("Enter goes to the layer on the drawing; its keys work here too"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        run = command_of(event, self._view.commands)
        if run is None:
            super().keyPressEvent(event)
        else:
            run()
