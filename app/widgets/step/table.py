"""The numbers of a stage: a row for each unit or weight, a colour beside each number."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from functools import lru_cache

import numpy as np
from PySide6.QtCore import QAbstractTableModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QKeySequence, QPixmap
from PySide6.QtWidgets import QApplication, QHeaderView, QTableView

from app.numbers import number, typeset
from app.theme import theme_bus
from app.widgets.own_keys import OwnKeys
from app.widgets.signed_image import limit_of, signed_pixels
from engine.step import Column

HIDDEN = "?"
SWATCH, NARROWEST = 14, 86
"""Pixels of a square of colour, and of a column."""
Role = Qt.ItemDataRole


@lru_cache(maxsize=512)
def swatch(rgb: int) -> QIcon:
    """A square of a colour, which is the same where it is selected."""
    picture = QPixmap(SWATCH, SWATCH)
    picture.fill(QColor(rgb))
    square = QIcon(picture)
    square.addPixmap(picture, QIcon.Mode.Selected)
    return square


class NumbersModel(QAbstractTableModel):
    """Columns of numbers. Those in `hidden`, by column and row, are blank."""

    def __init__(self) -> None:
        super().__init__()
        self.columns: tuple[Column, ...] = ()
        self.limits: tuple[float, ...] = ()
        self._name_of: Callable[[int], str] = str
        self._pixels: list[np.ndarray] = []
        self.hidden: Callable[[int, int], bool] = lambda row, column: False

    def show_columns(self, columns: Sequence[Column], name_of: Callable[[int], str]) -> None:
        """Other numbers; rows and columns stay where there are as many."""
        alike = [(column.symbol, len(column.values)) for column in columns] == [
            (column.symbol, len(column.values)) for column in self.columns]
        if not alike:
            self.beginResetModel()
        self.columns, self._name_of = tuple(columns), name_of
        self.recolour()
        if not alike:
            self.endResetModel()
        elif self.rowCount():
            self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, self.columnCount() - 1))

    def recolour(self) -> None:
        """The colours of the numbers, in the theme of now, each column on a scale of its own."""
        self.limits = tuple(limit_of(column.values) for column in self.columns)
        self._pixels = [signed_pixels(column.values, limit)
                        for column, limit in zip(self.columns, self.limits, strict=True)]

    def rowCount(self, parent: QModelIndex | None = None) -> int:
        return len(self.columns[0].values) if self.columns and not (parent and parent.isValid()) else 0

    def columnCount(self, parent: QModelIndex | None = None) -> int:
        return 0 if parent and parent.isValid() else len(self.columns)

    def data(self, index: QModelIndex, role: int = Role.DisplayRole) -> object:
        row, column = index.row(), index.column()
        if role == Role.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        if role not in (Role.DisplayRole, Role.DecorationRole, Role.ToolTipRole):
            return None
        if self.hidden(row, column):
            return HIDDEN if role == Role.DisplayRole else None
        value = float(self.columns[column].values[row])
        if role == Role.DecorationRole:
            return swatch(int(self._pixels[column][row]))
        return number(value) if role == Role.DisplayRole else typeset(f"{value:.9g}")

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> object:
        if role == Role.DisplayRole:
            return self.columns[section].symbol if orientation is Qt.Orientation.Horizontal else self._name_of(section)
        return None


class NumbersTable(QTableView):
    """`chosen(row)` when another number becomes the current one."""

    chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.numbers = NumbersModel()
        self.setModel(self.numbers)
        self.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setAccessibleName(self.tr("The numbers of this stage"))
        self.setToolTip(self.tr("Choose a number to see how it comes about."))
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.horizontalHeader().setMinimumSectionSize(NARROWEST)
        self.verticalHeader().setDefaultSectionSize(24)
        theme_bus.changed.connect(self._recolour)
        OwnKeys(self)

    @property
    def row(self) -> int:
        return max(0, self.currentIndex().row())

    def show_columns(self, columns: Sequence[Column], name_of: Callable[[int], str]) -> None:
        self.numbers.show_columns(columns, name_of)

    def choose(self, row: int, column: int) -> None:
        """Make a number the current one, silently."""
        if self.currentIndex().row() != row or not self.currentIndex().isValid():
            self.blockSignals(True)
            self.setCurrentIndex(self.numbers.index(row, min(column, self.numbers.columnCount() - 1)))
            self.blockSignals(False)

    def resizeEvent(self, event) -> None:
        """The number that is chosen stays in sight, and with it its column."""
        super().resizeEvent(event)
        self.scrollTo(self.currentIndex())

    def text(self) -> str:
        """All that is seen, for a spreadsheet."""
        model = self.numbers
        heads = "\t".join(["", *(column.symbol for column in model.columns)])
        rows = ("\t".join([str(model.headerData(row, Qt.Orientation.Vertical)), *(
            HIDDEN if model.hidden(row, place) else f"{float(column.values[row]):.9g}"
            for place, column in enumerate(model.columns))]) for row in range(model.rowCount()))
        return "\n".join([heads, *rows])

    def keyPressEvent(self, event) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            QApplication.clipboard().setText(self.text())
        else:
            super().keyPressEvent(event)

    def currentChanged(self, now: QModelIndex, before: QModelIndex) -> None:
        super().currentChanged(now, before)
        if now.isValid() and not self.signalsBlocked():
            self.chosen.emit(now.row())

    def _recolour(self, *_: object) -> None:
        self.numbers.recolour()
        self.viewport().update()


def hide_in(model: NumbersModel, symbols: Collection[str], known: Callable[[int], bool]) -> None:
    """Blank the columns called one of `symbols`, but for the rows that are `known`."""
    model.hidden = lambda row, column: model.columns[column].symbol in symbols and not known(row)
