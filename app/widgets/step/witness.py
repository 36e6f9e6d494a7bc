"""The numerical witness: a derivative beside the difference of two real forward passes, for every ε."""

from __future__ import annotations

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSlider, QVBoxLayout, QWidget

from app.numbers import number, typeset
from app.plain import Label, tooltip
from app.theme import Theme
from app.widgets.curve_reader import CurveReader
from app.widgets.held_line import HeldLine
from app.widgets.log_axis import LogAxis
from app.widgets.plot import Plot
from engine.probes import Reading

FIRST = 1e-3
"""The ε that one begins with."""


class ErrorPlot(Plot):
    """|quotient − derivative| against ε, both on logarithmic axes, with the ε in hand as a line that can be dragged."""

    def __init__(self) -> None:
        self._curve = pg.PlotDataItem(symbol="o", symbolSize=4)
        self.line = HeldLine()
        super().__init__(axes={"left": LogAxis("left"), "bottom": LogAxis("bottom")})
        self.item.addItem(self._curve)
        self.item.addItem(self.line, ignoreBounds=True)
        self.item.setLogMode(x=True, y=True)
        self.item.setMouseEnabled(False, False)
        self.name_axes("ε", self.tr("error"))
        said = {self.tr("error"): self._curve}
        CurveReader(self, "ε", lambda: said)
        self.setMinimumSize(130, 90)

    def restyle(self, theme: Theme) -> None:
        super().restyle(theme)
        self._curve.setPen(pg.mkPen(theme.plots[0], width=1.5))
        self._curve.setSymbolBrush(pg.mkBrush(theme.plots[0]))
        self._curve.setSymbolPen(None)
        self.line.restyle(theme)

    def keyPressEvent(self, event) -> None:
        if not self.line.take_key(event):
            super().keyPressEvent(event)

    def show_errors(self, epsilons: np.ndarray, errors: np.ndarray) -> None:
        """Errors of 0 are no points of a logarithmic axis."""
        self.line.set_values(np.log10(epsilons))
        shown = np.isfinite(errors) & (errors > 0)
        self._curve.setData(epsilons[shown], errors[shown])


class WitnessView(QWidget):
    """What the witness says at the ε that is chosen, and how its error depends on ε."""

    def __init__(self) -> None:
        super().__init__()
        self._reading: Reading | None = None
        self._exact = ""
        self.epsilon = QSlider(Qt.Orientation.Horizontal, minimum=0, maximum=1)
        self.epsilon.setInvertedAppearance(True)
        self.epsilon.setToolTip(tooltip(self.tr(
            "How far to either side the loss is measured. Large: the curve bends between. Small: the two losses "
            "agree in all digits that there are, and rounding ruins the difference.")))
        self.epsilon.setAccessibleName("ε")
        self.words = Label(textInteractionFlags=Qt.TextInteractionFlag.TextSelectableByMouse)
        self.plot = ErrorPlot()
        self.plot.setToolTip(self.tr("How far the difference is from the derivative, for every ε. Drag the line."))
        head = QHBoxLayout()
        head.addWidget(Label("ε"))
        head.addWidget(self.epsilon, 1)
        column = QVBoxLayout()
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(self.words)
        column.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addLayout(column)
        row.addWidget(self.plot, 1)
        self.epsilon.valueChanged.connect(lambda _: self._tell())
        self.plot.line.moved.connect(self.epsilon.setValue)

    @property
    def reading(self) -> Reading | None:
        return self._reading

    def show_reading(self, reading: Reading | None, moved: str) -> None:
        """What the engine measured; `moved` is what is called by the letter that is moved, "w" or "z"."""
        first = self._reading is None
        self._reading, self._moved = reading, moved
        self.setVisible(reading is not None)
        if reading is None:
            return
        epsilons = reading["epsilons"]
        self.epsilon.blockSignals(True)
        self.epsilon.setMaximum(len(epsilons) - 1)
        if first:
            self.epsilon.setValue(int(np.abs(np.log(epsilons / FIRST)).argmin()))
        self.epsilon.blockSignals(False)
        self.plot.show_errors(epsilons, np.abs(reading["quotients"] - reading["exact"]))
        self._tell()

    def _tell(self) -> None:
        reading = self._reading
        if reading is None:
            return
        place = self.epsilon.value()
        epsilon, quotient, exact = (float(reading[name][place]) if reading[name].ndim else float(reading[name])
                                    for name in ("epsilons", "quotients", "exact"))
        plus, minus = (float(reading[name][place]) for name in ("plus", "minus"))
        digits = 9 if reading["plus"].dtype == np.float32 else 16
        self.words.setText("\n".join((
            f"ε = {number(epsilon)}",
            f"L({self._moved} + ε) = {typeset(f'{plus:.{digits}g}')}",
            f"L({self._moved} − ε) = {typeset(f'{minus:.{digits}g}')}",
            self.tr("difference / 2ε = {quotient}").format(quotient=typeset(f"{quotient:.8g}")),
            self.tr("backpropagation = {exact}").format(exact=typeset(f"{exact:.8g}")),
            self.tr("error = {error}, in {dtype}").format(error=number(abs(quotient - exact)),
                                                        dtype=reading["plus"].dtype))))
        self.plot.line.stand(place)
