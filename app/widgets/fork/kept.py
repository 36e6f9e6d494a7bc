"""Forks that are kept: named, their curves over each other, their figures and what differs in their settings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QTableWidget, QTableWidgetItem, QVBoxLayout, QWidget

from app.document.document import Document
from app.i18n import translate
from app.numbers import grouped, number
from app.theme import Theme, current, theme_bus
from app.widgets.curve_reader import CurveReader
from app.widgets.picture_button import PictureButton
from app.widgets.plot import Plot, copy_picture
from engine.optimizers import OPTIMIZERS
from engine.training import FIELDS, TrainingSettings
from engine.training.kept_fork import LONGEST_NAME, MOST_FORKS, KeptFork


def differences(fork: KeptFork) -> tuple[str, ...]:
    """The settings in which B differs, each as "Learning rate: 0.03 → 0.1"."""
    a, b = map(_told, fork.settings)
    return tuple(f"{label}: {_value(a.get(label))} → {_value(b.get(label))}" for label in dict.fromkeys([*a, *b])
                 if a.get(label) != b.get(label))


def _told(settings: TrainingSettings) -> dict[str, Any]:
    """The settings by what they are called."""
    own = settings.optimizer_settings
    fields = [(field, own[field.name]) for field in OPTIMIZERS[settings.optimizer].fields if field.name in own]
    fields += [(field, getattr(settings, field.name)) for field in FIELDS if hasattr(settings, field.name)]
    return {translate(field.label): value for field, value in fields}


def _value(value: Any) -> str:
    return "–" if value is None else number(value) if isinstance(value, float) else str(value)


class KeptCurves(Plot):
    """The loss of B of every fork drawn through, that of its A dashed, in a colour of its own."""

    def __init__(self) -> None:
        self._forks: Sequence[KeptFork] = ()
        self._drawn: list[pg.PlotDataItem] = []
        super().__init__()
        self.item.setMouseEnabled(False, False)
        self.name_axes(self.tr("epoch"), self.tr("loss"))
        self.setMinimumSize(160, 90)
        CurveReader(self, self.tr("epoch"), self._named)

    def show_forks(self, forks: Sequence[KeptFork]) -> None:
        self._forks = forks
        for curve in self._drawn:
            self.item.removeItem(curve)
        self._drawn = []
        for place, fork in enumerate(forks):
            for column, style in (("loss_b", Qt.PenStyle.SolidLine), ("loss_a", Qt.PenStyle.DashLine)):
                losses = np.where(np.isfinite(fork.rows[column]), fork.rows[column], np.nan)
                pen = pg.mkPen(current().plot(place), width=1.6, style=style)
                curve = pg.PlotDataItem(fork.rows["epoch"], losses, pen=pen, connect="finite")
                self.item.addItem(curve)
                self._drawn.append(curve)

    def _named(self) -> dict[str, pg.PlotDataItem]:
        """The curves by the names of their forks; equal names have a number."""
        names = [f"{place}. {fork.name}, {letter}" for place, fork in enumerate(self._forks, 1) for letter in "BA"]
        return dict(zip(names, self._drawn, strict=True))

    def curves(self) -> list[tuple[np.ndarray, np.ndarray]]:
        """What is drawn: epochs and losses, of B and of A for each fork."""
        return [curve.getData() for curve in self._drawn]

    def restyle(self, theme: Theme) -> None:
        super().restyle(theme)
        self.show_forks(self._forks)


class KeptForks(QWidget):
    """Their table and their curves. Names can be changed there; each change is a step that can be undone."""

    def __init__(self, document: Document) -> None:
        super().__init__()
        self._document = document
        self.curves = KeptCurves()
        self.curves.setToolTip(self.tr("The loss of B of every fork that is kept; dashed that of its A"))
        self.table = QTableWidget(0, 8)
        self.table.setHorizontalHeaderLabels([
            self.tr("Fork"), self.tr("What differs"), self.tr("Epochs"), self.tr("Loss A"), self.tr("Loss B"),
            "‖w_B − w_A‖", self.tr("Predictions that differ"), self.tr("Seconds")])
        self.table.setToolTip(self.tr("Forks that are kept with this project. Double-click a name to change it."))
        self.table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        self.table.verticalHeader().hide()
        self.remove = PictureButton("delete", self.tr("Keep the selected fork no longer"))
        self.copy = PictureButton("image", self.tr("Copy as image"))
        tools = QHBoxLayout()
        tools.addStretch(1)
        tools.addWidget(self.copy)
        tools.addWidget(self.remove)
        beside = QWidget()
        column = QVBoxLayout(beside)
        column.setContentsMargins(4, 0, 0, 0)
        column.addWidget(self.table, 1)
        column.addLayout(tools)
        content = QSplitter()
        content.setChildrenCollapsible(False)
        content.addWidget(self.curves)
        content.addWidget(beside)
        content.setSizes([320, 460])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(content)
        self.table.itemChanged.connect(self._rename)
        self.remove.clicked.connect(lambda: self.forget(self.table.currentRow()))
        self.copy.clicked.connect(lambda: copy_picture(self))
        document.model.forks_changed.connect(self._show)
        document.model.project_replaced.connect(self._show)
        theme_bus.changed.connect(self._show)
        self._show()

    @property
    def forks(self) -> tuple[KeptFork, ...]:
        """Those of the project."""
        return self._document.model.forks

    @property
    def is_full(self) -> bool:
        """Whether a project keeps no more of them."""
        return len(self.forks) >= MOST_FORKS

    def keep(self, fork: KeptFork) -> None:
        """One more."""
        self._document.set_forks((*self.forks, fork), self.tr("Keep a fork"))

    def forget(self, place: int) -> None:
        """One fewer."""
        if 0 <= place < len(self.forks):
            self._document.set_forks((*self.forks[:place], *self.forks[place + 1:]), self.tr("Forget a fork"))

    def _show(self, *_: object) -> None:
        self.curves.show_forks(self.forks)
        with QSignalBlocker(self.table):
            self.table.setRowCount(len(self.forks))
            for place, fork in enumerate(self.forks):
                for column, text in enumerate(_cells(fork)):
                    item = QTableWidgetItem(text)
                    if column:
                        item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsEditable)
                    else:
                        item.setForeground(QColor(current().plot(place)))
                    self.table.setItem(place, column, item)
            self.table.resizeColumnsToContents()

    def _rename(self, item: QTableWidgetItem) -> None:
        place, name = item.row(), " ".join(item.text().split())[:LONGEST_NAME].strip()
        if item.column() == 0 and name.isprintable() and name not in ("", self.forks[place].name):
            named = replace(self.forks[place], name=name)
            self._document.set_forks((*self.forks[:place], named, *self.forks[place + 1:]), self.tr("Rename a fork"))
        else:
            self._show()


def _cells(fork: KeptFork) -> tuple[str, ...]:
    differing = fork.last("differing")
    epochs = fork.rows["epoch"]
    return (fork.name, "; ".join(differences(fork)), f"{grouped(epochs[0])}–{grouped(epochs[-1])}",
            number(fork.last("loss_a")), number(fork.last("loss_b")), number(fork.last("distance")),
            f"{grouped(differing)} / {grouped(fork.compared)}" if np.isfinite(differing) else "–",
            number(fork.seconds))
