"""What the table shows, row by row, as it is asked for."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QAbstractTableModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QPixmap

from app.i18n import installed_language
from app.numbers import read_number
from app.plain import tooltip
from app.theme import theme_bus
from app.widgets.example_picture import picture_of
from app.widgets.example_table.columns import Column, columns_of
from app.widgets.example_table.rows import ExampleRows
from app.widgets.example_table.wanted import Wanted
from engine.example import Example

Role = Qt.ItemDataRole
THUMBNAIL = 26
_KEPT = 2_000
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)


class ExampleModel(QAbstractTableModel):
    """Rows of examples in an order, without those that are not wanted. What a person has made stands above them all.

    Sorting and choosing work on whole columns; texts and pictures are made for what is in sight. `typed(example)` when
    a number was changed.
    """

    typed = Signal(object)
    chosen = Signal()
    """Other rows, or in another order, because the person wants it."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: ExampleRows | None = None
        self.columns: Sequence[Column] = ()
        self.wanted = Wanted()
        self.is_understood = True
        """Whether the text of what is wanted means something."""
        self._order = np.empty(0, np.intp)
        self._sorted: tuple[int, bool] = 0, False
        self._wrong = np.empty(0, bool)
        self._pictures: OrderedDict[int, QIcon] = OrderedDict()

    # What there is

    def show_rows(self, rows: ExampleRows | None) -> None:
        """Other examples, or another network that speaks of them."""
        same = rows is not None and self.rows is not None and rows.data is self.rows.data
        self.beginResetModel()
        before = [column.title for column in self.columns]
        self.rows, self.columns = rows, () if rows is None else columns_of(rows)
        if [column.title for column in self.columns] != before:
            self._sorted = 0, False
        if not same:
            self._pictures.clear()
        self._arrange()
        self.endResetModel()

    def choose(self, wanted: Wanted) -> None:
        """Show only what is wanted."""
        self.wanted = wanted
        self.arrange()
        self.chosen.emit()

    def arrange(self) -> None:
        """Choose and sort again, after what is known now."""
        self.beginResetModel()
        self._arrange()
        self.endResetModel()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        self._sorted = column, order == Qt.SortOrder.DescendingOrder
        self.arrange()
        self.chosen.emit()

    def tell(self) -> None:
        """What the network says has changed; the order stays."""
        if self.rowCount():
            self._wrong = self.rows.wrong()
            said = [place for place, column in enumerate(self.columns) if column.is_said]
            self.dataChanged.emit(self.index(0, said[0]), self.index(self.rowCount() - 1, said[-1]))

    def show_made(self, example: Example | None) -> None:
        """Let what a person has made stand above, or nothing."""
        if self.rows is None or example == self.rows.made:
            return
        other = (example is None) != (self.rows.made is None)
        if other:
            self.beginResetModel()
        self.rows.made = example
        if other:
            self.endResetModel()
        else:
            self.dataChanged.emit(self.index(0, 0), self.index(0, self.columnCount() - 1))

    def _arrange(self) -> None:
        if self.rows is None:
            self._order = np.empty(0, np.intp)
            return
        chosen = self.wanted.rows(self.rows, self.columns, installed_language())
        self.is_understood = chosen is not None
        self._order = np.arange(len(self.rows)) if chosen is None else chosen
        self._wrong = self.rows.wrong()
        column, falling = self._sorted
        if column or falling:
            numbers = self.columns[column].numbers()[self._order].astype(np.float64)
            order = np.argsort(-numbers if falling else numbers, kind="stable")  # what is not known comes last
            self._order = self._order[order]

    # Rows

    @property
    def found(self) -> int:
        """How many examples of the data are shown."""
        return len(self._order)

    @property
    def mistakes(self) -> int:
        """How many of them are taken for another class."""
        return int(np.count_nonzero(self._wrong[self._order]))

    def example(self, row: int) -> Example:
        """The example of a row in sight."""
        return self.rows.example(self._whose(row))

    def row_of(self, example: Example) -> int | None:
        """Where an example is shown; None where it is not."""
        if self.rows is None:
            return None
        if example.values:
            return 0 if self._above else None
        found = np.flatnonzero(self._order == self.rows.row_of(example))
        return int(found[0]) + self._above if len(found) else None

    @property
    def _above(self) -> int:
        """Rows above those of the data."""
        return int(self.rows is not None and self.rows.made is not None)

    def _whose(self, row: int) -> int:
        """The number among `rows` of a row in sight."""
        return len(self.rows) if row < self._above else int(self._order[row - self._above])

    # Qt's questions

    def rowCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008  Qt's own signature
        return 0 if parent.isValid() else len(self._order) + self._above

    def columnCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole):
        if orientation != Qt.Orientation.Horizontal or section >= len(self.columns):
            return None
        if role == Role.TextAlignmentRole:
            column = self.columns[section]
            return _LEFT if column.names or column.is_text else _RIGHT
        if role == Role.ToolTipRole:
            return tooltip(self.columns[section].title)
        return self.columns[section].title if role == Role.DisplayRole else None

    def flags(self, index: QModelIndex) -> Qt.ItemFlag:
        flags = super().flags(index)
        editable = index.isValid() and self.columns[index.column()].raw is not None
        return flags | Qt.ItemFlag.ItemIsEditable if editable else flags

    def data(self, index: QModelIndex, role: int = Role.DisplayRole):
        column, row = self.columns[index.column()], self._whose(index.row())
        if role == Role.DisplayRole:
            return self._words(row, column)
        if role == Role.TextAlignmentRole:
            return _LEFT if column.names or column.is_text else _RIGHT
        if role == Role.DecorationRole and column.is_picture:
            return self._picture(row)
        if role == Role.ForegroundRole and column.is_said and self._wrong[row]:
            return QColor(theme_bus.theme.danger)
        if role == Role.EditRole and column.raw is not None:
            return self._words(row, column)
        if role == Role.AccessibleTextRole:
            return f"{column.title}: {self._words(row, column)}"
        return None

    def setData(self, index: QModelIndex, value: object, role: int = Role.EditRole) -> bool:
        column = self.columns[index.column()]
        read = read_number(str(value), installed_language())
        if role != Role.EditRole or column.raw is None or isinstance(read, str) or not np.isfinite(read):
            return False
        self.typed.emit(self.example(index.row()).with_value(column.raw, read, self.rows.data))
        return True

    def _words(self, row: int, column: Column) -> str:
        if row < len(self.rows) or column.of_made:
            return column.words(row)
        return self.tr("by hand") if column is self.columns[0] else "–"

    def _picture(self, row: int) -> QIcon:
        if row == len(self.rows):
            return self._drawn(row)
        if row not in self._pictures:
            if len(self._pictures) >= _KEPT:
                self._pictures.popitem(last=False)
            self._pictures[row] = self._drawn(row)
        return self._pictures[row]

    def _drawn(self, row: int) -> QIcon:
        image = picture_of(self.rows.example(row).raw(self.rows.data), self.rows.data)
        picture = QPixmap.fromImage(image).scaledToHeight(THUMBNAIL)
        drawn = QIcon(picture)
        drawn.addPixmap(picture, QIcon.Mode.Selected)  # pixels in hand have their own colours too
        return drawn
