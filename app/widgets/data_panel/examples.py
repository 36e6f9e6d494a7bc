"""The first examples, as a table."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QTableWidget, QTableWidgetItem, QWidget

from app.widgets.predictions.paint import classes_of
from engine.data import Data

ROWS = 8
MOST_COLUMNS = 40


class ExampleTable(QTableWidget):
    """Rows that can be read and not edited; the target stands first."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.verticalHeader().hide()
        self.setAlternatingRowColors(True)

    def show_data(self, data: Data) -> None:
        """The first training examples in their own units."""
        part, rows = data.train, min(ROWS, len(data.train))
        if data.class_names:
            targets = [[data.class_names[number]] for number in classes_of(part.targets[:rows], data)]
        else:
            targets = [[f"{value:.5g}" for value in row] for row in data.restore_targets(part.targets[:rows])]
        values = [[f"{value:.5g}" for value in row[:MOST_COLUMNS]] for row in part.raw[:rows].tolist()]
        self.show_rows([*data.target_names, *data.raw_names[:MOST_COLUMNS]],
                       [target + row for target, row in zip(targets, values, strict=True)])

    def show_rows(self, header: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        """Any rows of texts."""
        self.setColumnCount(len(header))
        self.setHorizontalHeaderLabels(list(header))
        self.setRowCount(len(rows))
        for y, row in enumerate(rows):
            for x, text in enumerate(row):
                self.setItem(y, x, QTableWidgetItem(text))
        self.resizeColumnsToContents()
        self.resizeRowsToContents()
