"""Loss and metric of both trainings, of every part of the data, in figures."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

import numpy as np
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from app.i18n import translate
from app.numbers import number
from app.plain import Label
from app.theme import Theme, current, theme_bus
from app.widgets.in_words import part_in_words
from engine.metrics import METRICS
from engine.training.fork import FIGURES

Quantity = Literal["loss", "metric"]


def metric_title(name: str) -> str:
    """What people call a metric, by its name in histories."""
    return translate(next(metric.title for metric in METRICS.values() if metric.name == name))


def figure_titles(metric: str) -> dict[str, tuple[str, str]]:
    """What each of FIGURES measures, and of which part, in words."""
    what = {"loss": QCoreApplication.translate("ForkFigures", "Loss"), "metric": metric_title(metric)}
    return {figure: (what[measured], part_in_words(part)) for figure, (part, measured) in FIGURES.items()}


class ForkFigures(QWidget):
    """A line for A and one for B, one over the other: of the quantity that is chosen a column for each part of the data
    in which it is known."""

    def __init__(self) -> None:
        super().__init__()
        self._cells: dict[tuple[str, str], Label] = {}
        self._heads: dict[str, Label] = {}
        self._row: Mapping[str, float] = {}
        self._quantity: Quantity = "loss"
        self._letters = {whose: Label(whose.upper()) for whose in "ab"}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(0)
        for row, letter in enumerate(self._letters.values(), 1):
            grid.addWidget(letter, row, 0)
        for column, (figure, (part, _)) in enumerate(FIGURES.items(), 1):
            self._heads[figure] = head = Label(part_in_words(part), alignment=Qt.AlignmentFlag.AlignRight)
            head.setProperty("look", "muted")
            grid.addWidget(head, 0, column)
            for row, whose in enumerate("ab", 1):
                self._cells[figure, whose] = cell = Label(alignment=Qt.AlignmentFlag.AlignRight)
                grid.addWidget(cell, row, column)
        grid.setColumnStretch(len(FIGURES) + 1, 1)
        theme_bus.changed.connect(self._restyle)
        self._restyle(current())

    def show_row(self, row: Mapping[str, float]) -> None:
        """The figures of one moment, by the names of `fork.COLUMNS`."""
        self._row = row
        self._show()

    def show_quantity(self, quantity: Quantity) -> None:
        """Show this of both."""
        self._quantity = quantity
        self._show()

    def _show(self) -> None:
        for figure, (_, measured) in FIGURES.items():
            values = {whose: self._row.get(f"{figure}_{whose}", np.nan) for whose in "ab"}
            is_there = measured == self._quantity and not all(map(np.isnan, values.values()))
            self._heads[figure].setVisible(is_there)
            for whose, value in values.items():
                self._cells[figure, whose].setText(number(value))
                self._cells[figure, whose].setVisible(is_there)

    def figure(self, figure: str, whose: str) -> str:
        """What stands in a cell."""
        return self._cells[figure, whose].text()

    def _restyle(self, theme: Theme) -> None:
        for place, letter in enumerate(self._letters.values()):
            letter.setStyleSheet(f"color: {theme.plots[place]};")
