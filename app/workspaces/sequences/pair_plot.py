"""Curves of a network with and without attention, beside each other."""

from __future__ import annotations

from collections.abc import Sequence

import pyqtgraph as pg

from app.theme import current
from app.theme.tokens import Theme
from app.widgets.plot import Plot
from engine.sequences.with_attention import WITH, WITHOUT


class PairPlot(Plot):
    """One figure of both over the epochs."""

    def __init__(self, figure: str) -> None:
        self._lines: dict[str, pg.PlotDataItem] = {}
        super().__init__()
        self.item.setMouseEnabled(False, False)
        self.setMinimumSize(180, 140)
        self.name_axes(self.tr("epoch"), figure)
        self.add_legend(offset=(-10, 8))

    def show_curve(self, name: str, epochs: Sequence[float], values: Sequence[float]) -> None:
        """The figures of one of the two, WITH or WITHOUT."""
        if name not in self._lines:
            title = self.tr("with attention") if name == WITH else self.tr("without attention")
            self._lines[name] = self.item.plot(name=title)
            self.restyle(current())
        self._lines[name].setData(list(epochs), list(values))

    def clear_curves(self) -> None:
        """Forget both."""
        for line in self._lines.values():
            self.item.removeItem(line)
        self._lines = {}

    def restyle(self, theme: Theme) -> None:
        super().restyle(theme)
        for place, name in enumerate((WITH, WITHOUT)):
            if name in self._lines:
                self._lines[name].setPen(pg.mkPen(theme.plots[place], width=2))
