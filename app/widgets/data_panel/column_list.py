"""The columns of a table: which are inputs, what they are taken as, and what is to be known of them."""

from __future__ import annotations

import html
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, Qt
from PySide6.QtWidgets import QHeaderView, QStyledItemDelegate, QStyleOptionViewItem, QTableView, QWidget

from app.i18n import translate, translate_error
from app.numbers import grouped
from app.widgets.choice import Box
from engine.data import MOST_COUNTED, UNITS, ColumnGuess

USE, NAME, KIND, VALUES, MISSING, NOTE = range(6)
NO_INDEX = QModelIndex()
MOST_WRAPPED = 200
"""Rows whose notes are shown on several lines; of more, the beginning, and the whole as a tooltip."""
NARROW = (74, 130, 120, 78, 78)


@dataclass(frozen=True)
class _Row:
    guess: ColumnGuess
    used: bool
    kind: str


class ColumnModel(QAbstractTableModel):
    """Rows of a TableGuess. The target is no input, whatever its box says."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: list[_Row] = []
        self._target = ""
        self._titles = (self.tr("Input"), self.tr("Column"), self.tr("Taken as"), self.tr("Values"), self.tr("Missing"),
                        self.tr("Note"))
        self._kinds = {"number": self.tr("number"), "category": self.tr("category")}

    def show_columns(self, guesses: Sequence[ColumnGuess], chosen: Collection[str], kinds: Mapping[str, str]) -> None:
        """These columns, the chosen ones as inputs, and of other kinds than was guessed where the person said so."""
        self.beginResetModel()
        self._rows = [_Row(guess, guess.name in chosen, kinds.get(guess.name, guess.kind)) for guess in guesses]
        self.endResetModel()

    def set_target(self, name: str) -> None:
        """The target is no input; what was it before is one, where it can tell anything."""
        if name == self._target:
            return
        before, self._target = self._target, name
        self._rows = [replace(row, used=row.guess.useful) if row.guess.name == before else row for row in self._rows]
        if self._rows:
            self.dataChanged.emit(self.index(0, USE), self.index(len(self._rows) - 1, NOTE))

    def inputs(self) -> tuple[str, ...]:
        """The names of the inputs."""
        return tuple(row.guess.name for row in self._rows if row.used and row.guess.name != self._target)

    def said_kinds(self, kind: str) -> tuple[str, ...]:
        """The columns that the person takes as this kind, and that were guessed to be of the other."""
        return tuple(row.guess.name for row in self._rows if row.kind == kind != row.guess.kind)

    def noted(self) -> list[int]:
        """The rows with a note."""
        return [place for place, row in enumerate(self._rows) if self._note(row)]

    # For Qt

    def rowCount(self, parent: QModelIndex = NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: QModelIndex = NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self._titles)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._titles[section]
        return None

    def flags(self, index: QModelIndex) -> Qt.ItemFlag:
        row = self._rows[index.row()]
        if row.guess.name == self._target and index.column() == USE:
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if index.column() == USE:
            return flags | Qt.ItemFlag.ItemIsUserCheckable
        return flags | Qt.ItemFlag.ItemIsEditable if index.column() == KIND else flags

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row, column = self._rows[index.row()], index.column()
        if role == Qt.ItemDataRole.CheckStateRole and column == USE:
            used = row.used and row.guess.name != self._target
            return Qt.CheckState.Checked if used else Qt.CheckState.Unchecked
        if role == Qt.ItemDataRole.DisplayRole and column != USE:
            return self._text(row, column)
        if role == Qt.ItemDataRole.ToolTipRole:
            if column == KIND:
                return self.tr("A number is taken as it is; a category becomes one input for each value. Click to "
                               "change it.")
            return f"<p>{html.escape(self._text(row, column))}</p>" if column in (NAME, NOTE) else None
        if role == Qt.ItemDataRole.EditRole and column == KIND:
            return row.kind
        return None

    def setData(self, index: QModelIndex, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        row = self._rows[index.row()]
        if role == Qt.ItemDataRole.CheckStateRole and index.column() == USE:
            row = replace(row, used=Qt.CheckState(value) == Qt.CheckState.Checked)
        elif role == Qt.ItemDataRole.EditRole and index.column() == KIND and value in self._kinds:
            row = replace(row, kind=value)
        else:
            return False
        self._rows[index.row()] = row
        self.dataChanged.emit(index, index)
        return True

    def _text(self, row: _Row, column: int) -> str:
        guess = row.guess
        match column:
            case 1:
                return guess.name
            case 2:
                unit = f" ({guess.unit})" if guess.unit and row.kind == "number" and guess.unit not in UNITS else ""
                return self._kinds[row.kind] + unit
            case 3:
                return f"> {grouped(MOST_COUNTED)}" if guess.values is None else grouped(guess.values)
            case 4:
                return grouped(guess.missing)
            case _:
                return self._note(row)

    def _note(self, row: _Row) -> str:
        """The reason first, then what else is to be known."""
        notes = [translate_error(note) for note in (row.guess.reason, row.guess.remark) if note is not None]
        if row.guess.unit in UNITS and row.kind == "number":
            notes.append(self.tr("Counted in {unit}.").format(unit=translate(UNITS[row.guess.unit])))
        return " ".join(notes)


class _KindDelegate(QStyledItemDelegate):
    """A list to choose from, in the cell."""

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: QModelIndex) -> QWidget:
        combo = Box(parent)
        for value, label in index.model()._kinds.items():
            combo.addItem(label, value)
        combo.activated.connect(lambda _: (self.commitData.emit(combo), self.closeEditor.emit(combo)))
        return combo

    def setEditorData(self, editor: Box, index: QModelIndex) -> None:
        editor.setCurrentIndex(editor.findData(index.data(Qt.ItemDataRole.EditRole)))
        editor.showPopup()

    def setModelData(self, editor: Box, model: ColumnModel, index: QModelIndex) -> None:
        model.setData(index, editor.currentData())


class ColumnList(QTableView):
    """Shows a ColumnModel; notes on several lines where they are long."""

    def __init__(self, model: ColumnModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setModel(model)
        self.verticalHeader().hide()
        self.setWordWrap(True)
        self.setItemDelegateForColumn(KIND, _KindDelegate(self))
        self.setEditTriggers(QTableView.EditTrigger.AllEditTriggers)
        self.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        header = self.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for column, width in enumerate(NARROW):
            self.setColumnWidth(column, width)
        header.setSectionResizeMode(NOTE, QHeaderView.ResizeMode.Stretch)
        model.modelReset.connect(self._wrap)

    def resizeEvent(self, event) -> None:
        super().resizeEvent(event)
        self._wrap()

    def _wrap(self) -> None:
        for row in self.model().noted()[:MOST_WRAPPED]:
            self.resizeRowToContents(row)
