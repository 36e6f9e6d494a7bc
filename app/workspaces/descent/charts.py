"""How the racers fare, step by step: value, slope and distance as curves, and every iterate in a table."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QAbstractTableModel, QModelIndex, Qt
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QTableView, QVBoxLayout, QWidget

from app.i18n import translate
from app.numbers import grouped, number
from app.plain import MarkupLabel, markup, tooltip
from app.surface.walkers import walker_colours
from app.theme import Theme
from app.widgets.decimate import decimate
from app.widgets.log_axis import LogAxis
from app.widgets.or_sentence import OrSentence
from app.widgets.plot import Plot
from engine.descent import RACERS, Racer, RaceTrajectory

MOST_POINTS = 1_200
ROW = 24
"""Pixels from one iterate to the next."""
SMALLEST = 1e-16
"""What a logarithmic axis shows of zero."""


class Chart(Plot):
    """One curve for each racer over the step; the line is the step that is shown.

    `column(track, target)` says what of a track is drawn: (T+1,); `target` is the minimum to measure from, None where
    there is none.
    """

    def __init__(self, label: str, step: str, column: Callable[[RaceTrajectory, np.ndarray | None], np.ndarray], *,
                 logarithmic: bool) -> None:
        self._column = column
        self._curves: list[pg.PlotDataItem] = []
        self._line = pg.InfiniteLine(angle=90)
        super().__init__(axes={"left": LogAxis("left")})
        self._logarithmic = logarithmic
        self.item.setLogMode(y=logarithmic)
        self.item.addItem(self._line, ignoreBounds=True)
        self.name_axes(step, label)
        self.item.getAxis("left").setWidth(62)

    def restyle(self, theme: Theme) -> None:
        super().restyle(theme)
        self._line.setPen(pg.mkPen(theme.muted, width=1, style=Qt.PenStyle.DashLine))

    def show_tracks(self, tracks: Sequence[RaceTrajectory], step: int, targets: Sequence[np.ndarray | None],
                    shown: Sequence[bool]) -> None:
        """The walks that are `shown`, as far as they are known."""
        columns = [self._column(track, target) for track, target in zip(tracks, targets, strict=True)]
        while len(self._curves) < len(columns):
            self._curves.append(self.item.plot())
        colours = walker_colours()
        for place, curve in enumerate(self._curves):
            seen = place < len(columns) and shown[place]
            curve.setVisible(seen)
            if seen:
                steps, values = decimate(np.arange(len(columns[place]), dtype=float), columns[place], MOST_POINTS)
                if self._logarithmic:
                    values = np.maximum(values, SMALLEST)
                values = np.where(np.isfinite(values) & (np.abs(values) < 1e30), values, np.nan)
                curve.setData(steps, values, pen=pg.mkPen(colours[place], width=1), connect="finite")
        self._line.setPos(step)


class Charts(QWidget):
    """f, |∇f| and the distance to the nearest minimum, side by side."""

    def __init__(self) -> None:
        super().__init__()
        step = self.tr("step")
        self.value = Chart(self.tr("value f"), step, lambda track, _: track.values[:, 0], logarithmic=False)
        self.slope = Chart(self.tr("gradient |∇f|"), step, lambda track, _: track.gradient_norms[:, 0],
                           logarithmic=True)
        self.distance = Chart(self.tr("distance"), step, _distances, logarithmic=True)
        self.all = (self.value, self.slope, self.distance)
        self.legend = MarkupLabel()
        self.legend.hide()
        self._named: tuple[object, ...] = ()
        column, row = QVBoxLayout(self), QHBoxLayout()
        column.setContentsMargins(2, 2, 2, 2)
        column.setSpacing(2)
        column.addWidget(self.legend)
        column.addLayout(row, 1)
        row.setSpacing(4)
        self._far = OrSentence(self.distance)
        for chart in (self.value, self.slope, self._far):
            row.addWidget(chart, 1)

    def name_racers(self, racers: Sequence[Racer]) -> None:
        """Say whose each colour is, where there are several."""
        names = [translate(RACERS[racer.optimizer].title) for racer in racers]
        rates = [racer.settings.get("learning_rate") for racer in racers]
        texts = [name if names.count(name) == 1 or rate is None else f"{name} {number(rate)}"
                 for name, rate in zip(names, rates, strict=True)]
        shown = [(colour.name(), text) for colour, text, racer in zip(walker_colours(), texts, racers, strict=False)
                 if racer.shown]
        if tuple(shown) == self._named:
            return
        self._named = tuple(shown)
        self.legend.setVisible(len(shown) > 1)
        self.legend.setText(markup("&nbsp;&nbsp; ").join(
            markup('<span style="color: {colour}">━</span> {name}', colour=colour, name=name)
            for colour, name in shown))

    def measure_from_minima(self, there_are: bool) -> None:
        """Whether there is a minimum to be at a distance from."""
        if there_are:
            self._far.show_content()
        else:
            self._far.say(self.tr("There is no minimum in this domain that a distance could be measured from."))


def _distances(track: RaceTrajectory, target: np.ndarray | None) -> np.ndarray:
    return np.full(len(track.values), np.nan) if target is None else track.distances(target)[:, 0]


class IterateModel(QAbstractTableModel):
    """Step, position, value, slope and length of the step of one racer."""

    def __init__(self) -> None:
        super().__init__()
        self._track: RaceTrajectory | None = None
        self._rows = 0

    def show_track(self, track: RaceTrajectory) -> None:
        rows = len(track.values)
        if track is self._track and rows > self._rows:
            self.beginInsertRows(QModelIndex(), self._rows, rows - 1)
            self._rows = rows
            self.endInsertRows()
        else:
            self.beginResetModel()
            self._track, self._rows = track, rows
            self.endResetModel()

    def headings(self) -> list[str]:
        names = ("x", "y")[:self._track.positions.shape[-1]] if self._track is not None else ()
        return [self.tr("step"), *names, "f", "|∇f|", self.tr("length")]

    def numbers(self, row: int) -> list[float]:
        track = self._track
        length = np.linalg.norm(track.steps[row, 0]) if row + 1 < self._rows else np.nan
        return [row, *track.positions[row, 0], track.values[row, 0], track.gradient_norms[row, 0], length]

    def rowCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008  Qt's own signature
        return 0 if parent.isValid() else self._rows

    def columnCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.headings())

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole):
        across = orientation == Qt.Orientation.Horizontal
        return self.headings()[section] if across and role == Qt.ItemDataRole.DisplayRole else None

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole):
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        value = self.numbers(index.row())[index.column()]
        if index.column() == 0:
            return grouped(int(value))
        if not np.isfinite(value):
            return "" if np.isnan(value) else "∞"
        return (_in_little_room(value) if role == Qt.ItemDataRole.DisplayRole else f"{value:.15g}").replace("-", "−")


def _in_little_room(value: float) -> str:
    """Five digits, three beside a power of ten."""
    text = f"{value:.5g}"
    return f"{value:.3g}" if "e" in text else text


class IterateTable(QTableView):
    """Ctrl+C copies the selected rows, or all, with tabs between the numbers."""

    def __init__(self) -> None:
        super().__init__()
        self._model = IterateModel()
        self.setModel(self._model)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(ROW)
        self.setShowGrid(False)
        self.setAlternatingRowColors(True)
        self.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.setToolTip(tooltip(self.tr(
            "Every iterate of the chosen optimizer. Point at a number for all of its digits. Ctrl+C copies the "
            "selected rows, or all of them.")))
        QShortcut(QKeySequence.StandardKey.Copy, self,
                  context=Qt.ShortcutContext.WidgetShortcut).activated.connect(self.copy)

    def show_track(self, track: RaceTrajectory, step: int) -> None:
        self._model.show_track(track)
        if self.isVisible() and step < self._model.rowCount():
            self.scrollTo(self._model.index(step, 0))
            self.setCurrentIndex(self._model.index(step, 0))

    def copy(self) -> None:
        rows = sorted({index.row() for index in self.selectedIndexes()})
        rows = rows if len(rows) > 1 else range(self._model.rowCount())
        lines = ["\t".join(self._model.headings()),
                 *("\t".join(f"{value:.10g}" for value in self._model.numbers(row)) for row in rows)]
        QGuiApplication.clipboard().setText("\n".join(lines))


def short(value: float) -> str:
    """A number for a card."""
    return number(value) if np.isfinite(value) else "∞"


