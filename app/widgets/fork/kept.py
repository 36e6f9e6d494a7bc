"""Forks that are kept: named, their curves over each other, their figures and what differs in their settings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QSignalBlocker, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QTableWidget, QTableWidgetItem, QVBoxLayout, QWidget

from app.document.document import Document
from app.i18n import translate
from app.numbers import grouped, number
from app.theme import Theme, current, theme_bus
from app.widgets.choice import Choice
from app.widgets.curve_reader import CurveReader
from app.widgets.fork.figures import figure_titles
from app.widgets.in_words import part_in_words
from app.widgets.own_keys import OwnKeys
from app.widgets.picture_button import PictureButton
from app.widgets.plot import Plot, copy_picture, stroke
from engine.optimizers import OPTIMIZERS
from engine.training import FIELDS, TrainingSettings
from engine.training.fork import FIGURES, FRESH
from engine.training.kept_fork import LONGEST_NAME, MOST_FORKS, KeptFork


def differences(fork: KeptFork) -> tuple[str, ...]:
    """What B does in another way, each as "Learning rate: 0.03 → 0.1"; a switch that is on by its name alone."""
    a, b = map(_told, fork.settings)
    changed = {label: (a.get(label), b.get(label)) for label in dict.fromkeys([*a, *b]) if a.get(label) != b.get(label)}
    return (*((translate(FRESH.label),) if fork.fresh else ()),
            *(f"{label}: {_value(was)} → {_value(now)}" for label, (was, now) in changed.items()))


def _told(settings: TrainingSettings) -> dict[str, Any]:
    """The settings by what they are called."""
    own = settings.optimizer_settings
    fields = [(field, own[field.name]) for field in OPTIMIZERS[settings.optimizer].fields if field.name in own]
    fields += [(field, getattr(settings, field.name)) for field in FIELDS if hasattr(settings, field.name)]
    return {translate(field.label): value for field, value in fields}


def _value(value: Any) -> str:
    return "–" if value is None else number(value) if isinstance(value, float) else str(value)


@dataclass(frozen=True, eq=False)
class Course:
    """One training of a fork, at `place` among those that are kept: B, or the A that it went on beside, which several
    forks from one moment may share."""

    place: int
    fork: KeptFork
    whose: Literal["a", "b"]

    def __getitem__(self, figure: str) -> np.ndarray:
        """One of FIGURES, (T,)."""
        return self.fork.rows[f"{figure}_{self.whose}"]


def courses(forks: Sequence[KeptFork]) -> tuple[Course, ...]:
    """Every A once, each followed by the B of its forks."""
    together: dict[object, list[Course]] = {}
    for place, fork in enumerate(forks):
        same = (repr(fork.settings[0].to_json()), fork.metric, fork.rows["epoch"].tobytes(),
                *(fork.rows[f"{figure}_a"].tobytes() for figure in FIGURES))
        together.setdefault(same, [Course(place, fork, "a")]).append(Course(place, fork, "b"))
    return tuple(course for group in together.values() for course in group)


class KeptCurves(Plot):
    """One figure of every training, B drawn through and A dashed, each in a colour of its own."""

    def __init__(self) -> None:
        self._courses: Sequence[Course] = ()
        self._figure = "loss"
        self._drawn: list[pg.PlotDataItem] = []
        super().__init__()
        self.item.setMouseEnabled(False, False)
        self.name_axis("bottom", self.tr("epoch"))
        self.setMinimumSize(160, 90)
        CurveReader(self, self.tr("epoch"), self._named)

    def show_courses(self, shown: Sequence[Course], figure: str, title: str) -> None:
        self._courses, self._figure = shown, figure
        self.name_axis("left", title)
        self._draw()

    def _draw(self) -> None:
        for curve in self._drawn:
            self.item.removeItem(curve)
        self._drawn = []
        for place, course in enumerate(self._courses):
            values = np.where(np.isfinite(course[self._figure]), course[self._figure], np.nan)
            style = Qt.PenStyle.SolidLine if course.whose == "b" else Qt.PenStyle.DashLine
            curve = pg.PlotDataItem(course.fork.rows["epoch"], values, connect="finite",
                                    pen=stroke(current().plot(place), 1.6, style))
            self.item.addItem(curve)
            self._drawn.append(curve)

    def _named(self) -> dict[str, pg.PlotDataItem]:
        """The curves by what is told of them; equal names have a number."""
        names = [f"{course.place + 1}. {course.fork.name}, {course.whose.upper()}" for course in self._courses]
        return dict(zip(names, self._drawn, strict=True))

    def curves(self) -> list[tuple[np.ndarray, np.ndarray]]:
        """What is drawn: epochs and values of each training."""
        return [curve.getData() for curve in self._drawn]

    def restyle(self, theme: Theme) -> None:
        super().restyle(theme)
        self._draw()


class KeptForks(QWidget):
    """Every training that they are made of, a line of the table and a curve each. Names can be changed there; each
    change is a step that can be undone."""

    def __init__(self, document: Document) -> None:
        super().__init__()
        self._document = document
        self.curves = KeptCurves()
        self.curves.setToolTip(self.tr("B of every fork that is kept; dashed its A, which forks from one moment share"))
        self.figure = Choice(16)
        self.figure.setAccessibleName(self.tr("Curves"))
        self.figure.setToolTip(self.tr("What the curves show"))
        self._courses: tuple[Course, ...] = ()
        self.table = QTableWidget(0, 1 + len(FIGURES) + len(_BEHIND))
        self.table.setToolTip(self.tr("Forks that are kept with this project. Double-click a name to change it."))
        self.table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        self.table.verticalHeader().hide()
        OwnKeys(self.table)
        self.remove = PictureButton("delete", self.tr("Keep the selected fork no longer"))
        self.copy = PictureButton("image", self.tr("Copy as image"))
        tools = QHBoxLayout()
        tools.addWidget(self.figure)
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
        content.setSizes([270, 510])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(content)
        self.table.itemChanged.connect(self._rename)
        self.figure.activated.connect(lambda _: self._show_curves())
        self.remove.clicked.connect(self._forget_selected)
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

    def _forget_selected(self) -> None:
        row = self.table.currentRow()
        if 0 <= row < len(self._courses) and self._courses[row].whose == "b":
            self.forget(self._courses[row].place)

    def _show(self, *_: object) -> None:
        self._courses = courses(self.forks)
        metrics = dict.fromkeys(fork.metric for fork in self.forks)
        titles = {figure: ("/".join(dict.fromkeys(figure_titles(metric)[figure][0] for metric in metrics)),
                           part_in_words(part)) for figure, (part, _) in FIGURES.items()}
        there = [figure for figure in FIGURES if any(np.isfinite(course[figure]).any() for course in self._courses)]
        self.figure.offer([(", ".join(titles[figure]), figure) for figure in there],
                          self.figure.currentData() or _FIRST)
        self._show_curves()
        with QSignalBlocker(self.table):
            self.table.setHorizontalHeaderLabels(
                [self.tr("Training"), *map("\n".join, titles.values()), *map(self.tr, _BEHIND)])
            for column, figure in enumerate(FIGURES, 1):
                self.table.setColumnHidden(column, figure not in there)
            self.table.setRowCount(len(self._courses))
            for row, course in enumerate(self._courses):
                for column, text in enumerate(_cells(course)):
                    item = QTableWidgetItem(text)
                    if column == 0:
                        item.setForeground(QColor(current().plot(row)))
                    if column or course.whose == "a":
                        item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsEditable)
                    self.table.setItem(row, column, item)
            self.table.resizeColumnsToContents()

    def _show_curves(self) -> None:
        self.curves.show_courses(self._courses, self.figure.currentData() or "loss", self.figure.currentText())

    def _rename(self, item: QTableWidgetItem) -> None:
        place, name = self._courses[item.row()].place, " ".join(item.text().split())[:LONGEST_NAME].strip()
        if item.column() == 0 and name.isprintable() and name not in ("", self.forks[place].name):
            named = replace(self.forks[place], name=name)
            self._document.set_forks((*self.forks[:place], named, *self.forks[place + 1:]), self.tr("Rename a fork"))
        else:
            self._show()


_FIRST = "test_metric"
"""The figure that curves show until another is chosen."""
_BEHIND = (QT_TRANSLATE_NOOP("KeptForks", "What differs"), QT_TRANSLATE_NOOP("KeptForks", "Epochs"), "‖w_B − w_A‖",
           QT_TRANSLATE_NOOP("KeptForks", "Predictions that differ"), QT_TRANSLATE_NOOP("KeptForks", "Seconds"))
"""The columns of the table behind the name and the figures."""


def _cells(course: Course) -> tuple[str, ...]:
    fork, figures = course.fork, (number(float(course[figure][-1])) for figure in FIGURES)
    epochs = f"{grouped(fork.rows['epoch'][0])}–{grouped(fork.rows['epoch'][-1])}"
    if course.whose == "a":
        return (QCoreApplication.translate("KeptForks", "A, unchanged"), *figures, "", epochs, "", "", "")
    differing = fork.last("differing")
    return (fork.name, *figures, "; ".join(differences(fork)), epochs, number(fork.last("distance")),
            f"{grouped(differing)} / {grouped(fork.compared)}" if np.isfinite(differing) else "–",
            number(fork.seconds))
