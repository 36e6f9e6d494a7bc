"""Activation functions side by side: curves, slopes, equations, and where they are saturated."""

from __future__ import annotations

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from app.i18n import translate
from app.inspector.function_picture import REACH, curves, saturated
from app.labs.window import LabWindow
from app.numbers import number
from app.plain import Label
from app.theme import Theme, current, theme_bus
from app.widgets.equation import Equations
from app.widgets.plot import Plot
from engine.functions_of_one import value_and_slope
from engine.layers import LAYERS
from engine.layers.activations import ACTIVATIONS

BESIDE = 380
"""Pixels across the list and the equations."""


def functions() -> dict[str, str]:
    """Every function of one number → its title: activations, and layers that work element by element with weights."""
    named = {name: translate(row.title) for name, row in ACTIVATIONS.items()}
    return named | {kind: translate(layer.title) for kind, layer in LAYERS.items()
                    if layer.elementwise and kind not in named and kind != "activation"}


class FunctionsPlot(Plot):
    """f of each function drawn through, f′ dashed; a line at x can be dragged. Of the first what is saturated is
    shaded."""

    def __init__(self) -> None:
        self._names: tuple[str, ...] = ()
        super().__init__()
        self.name_axes("x", "f(x), f′(x)")
        self.cursor = pg.InfiniteLine(1.0, movable=True, bounds=(-REACH, REACH))
        self.item.addItem(self.cursor)
        self._drawn: list[pg.GraphicsObject] = []
        self.restyle(current())

    def show_functions(self, names: tuple[str, ...]) -> None:
        self._names = names
        for item in self._drawn:
            self.item.removeItem(item)
        self._drawn = []
        theme = current()
        for start, end in saturated(names[0]) if names else ():
            shade = QColor(theme.warning)
            shade.setAlphaF(0.12)
            region = pg.LinearRegionItem((start, end), movable=False, brush=shade, pen=pg.mkPen(None))
            region.setZValue(-10)
            self._add(region)
        for place, name in enumerate(names):
            x, value, slope = curves(name)
            colour = theme.plot(place)
            self._add(pg.PlotDataItem(x, value, pen=pg.mkPen(colour, width=2.2), connect="finite"))
            self._add(pg.PlotDataItem(x, slope, pen=pg.mkPen(colour, width=1.2, style=Qt.PenStyle.DashLine),
                                      connect="finite"))
        self.look_at((-REACH, REACH), (-2, 3), 0.02)

    def restyle(self, theme: Theme) -> None:
        super().restyle(theme)
        if hasattr(self, "_drawn"):
            self.cursor.setPen(pg.mkPen(theme.accent, width=1.6))
            self.show_functions(self._names)

    def _add(self, item: pg.GraphicsObject) -> None:
        self.item.addItem(item)
        self._drawn.append(item)


class ActivationLab(LabWindow):
    """Functions that are ticked are drawn over each other, and read at one x."""

    def __init__(self, parent: QWidget | None = None, first: tuple[str, ...] = ("sigmoid", "tanh")) -> None:
        super().__init__("", parent)
        self.setWindowTitle(self.tr("Activation functions"))
        self.list = QListWidget()
        self.list.setToolTip(self.tr("Tick functions to draw them over each other"))
        for name, title in functions().items():
            item = QListWidgetItem(title)
            item.setData(Qt.ItemDataRole.UserRole, name)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if name in first else Qt.CheckState.Unchecked)
            self.list.addItem(item)
        self.plot = FunctionsPlot()
        self.readings = Label(wordWrap=True)
        self.readings.setToolTip(self.tr("Drag the upright line to read the functions elsewhere"))
        self.notes = Label(wordWrap=True)
        self.notes.setProperty("look", "muted")
        self._equations = QVBoxLayout()
        beside = QVBoxLayout()
        beside.addWidget(self.list, 1)
        beside.addLayout(self._equations)
        beside.addWidget(self.readings)
        beside.addWidget(self.notes)
        column = QWidget()
        column.setLayout(beside)
        column.setFixedWidth(BESIDE)
        row = QHBoxLayout(self)
        row.addWidget(self.plot, 1)
        row.addWidget(column)
        self.resize(980, 620)
        self.list.itemChanged.connect(lambda _: self._show())
        theme_bus.changed.connect(self._restyle)
        self.plot.cursor.sigPositionChanged.connect(lambda _: self._read())
        self._show()

    @property
    def names(self) -> tuple[str, ...]:
        """The functions that are ticked."""
        items = map(self.list.item, range(self.list.count()))
        return tuple(item.data(Qt.ItemDataRole.UserRole) for item in items
                     if item.checkState() == Qt.CheckState.Checked)

    def values(self) -> dict[str, tuple[float, float]]:
        """f and f′ of each function at the line."""
        x = np.array([self.plot.cursor.value()])
        return {name: tuple(float(part[0]) for part in value_and_slope(name, x)) for name in self.names}

    def _restyle(self, *_: object) -> None:
        self._colour(self.names)

    def _show(self) -> None:
        names = self.names
        self.plot.show_functions(names)
        self._colour(names)
        while self._equations.count():
            old = self._equations.takeAt(0).widget()
            old.hide()
            old.deleteLater()
        row = ACTIVATIONS.get(names[0]) if names else None
        latex = (f"f(x) = {row.equation}", f"f'(x) = {row.derivative}") if row else tuple(filter(None, (
            LAYERS[names[0]].equation, LAYERS[names[0]].derivative))) if names else ()
        for line in latex:
            self._equations.addWidget(Equations(line))
        self._read()

    def _colour(self, names: tuple[str, ...]) -> None:
        """Give what is ticked the colour of its curve."""
        theme = current()
        with QSignalBlocker(self.list):
            for item in map(self.list.item, range(self.list.count())):
                name = item.data(Qt.ItemDataRole.UserRole)
                colour = theme.plot(names.index(name)) if name in names else theme.text
                item.setForeground(QColor(colour))

    def _read(self) -> None:
        titles, x = functions(), float(self.plot.cursor.value())
        lines = [f"x = {number(x)}"]
        lines += [f"{titles[name]}: f = {number(value)}, f′ = {number(slope)}"
                  for name, (value, slope) in self.values().items()]
        self.readings.setText("\n".join(lines) if self.names else self.tr("Tick a function in the list."))
        notes = [self.tr("The equations and the shading, where the slope is below 5% of the steepest one seen, are "
                         "those of the first function. Dashed: f′.")]
        if {"sigmoid", "tanh"} <= set(self.names):
            sigma = float(value_and_slope("sigmoid", np.array([2 * x]))[0][0])
            notes.append(self.tr("tanh(x) = 2σ(2x) − 1 = 2 · {sigma} − 1 = {value}").format(
                sigma=number(sigma), value=number(2 * sigma - 1)))
        notes.append(self.tr("Softmax and maxout read several numbers at once: their layers show them."))
        self.notes.setText("\n".join(notes))
