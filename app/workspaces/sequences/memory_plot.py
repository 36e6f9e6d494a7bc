"""What earlier states mean to the loss, on a logarithmic axis, and the losses of those that are compared."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor

from app.i18n import translate
from app.theme import Theme, current
from app.widgets.log_axis import LogAxis
from app.widgets.plot import Plot, stroke
from engine.layers import LAYERS
from engine.sequences import CELLS

NOW = "now"
"""The network that is trained, among those that are drawn."""
TINY = 1e-30


def colour_of(kind: str, theme: Theme) -> str:
    """The colour of text for the network that is trained, another colour for each kind that is compared."""
    return theme.text if kind == NOW else theme.classes[list(CELLS).index(kind)]


class MemoryPlot(Plot):
    """A line for each network; dashed what the content of an LSTM's cell means; a band for eight of ten examples of the
    network that is trained."""

    def __init__(self) -> None:
        self._lines: dict[tuple[str, str], pg.PlotDataItem] = {}
        super().__init__(axes={"left": LogAxis("left")})
        self.item.setLogMode(y=True)
        self.item.setMouseEnabled(False, False)
        self.setMinimumSize(260, 160)
        self.name_axes(self.tr("k, steps back from the last one"), self.tr("‖∂loss / ∂h‖ k steps back"))
        self.add_legend(offset=(-10, 8))
        self._low, self._high = pg.PlotDataItem(), pg.PlotDataItem()
        for line in (self._low, self._high):
            line.setPen(None)
            self.item.addItem(line)
        self._band = pg.FillBetweenItem(self._low, self._high)
        self._band.setZValue(-5)
        self.item.addItem(self._band)
        self.restyle(current())

    def show_memory(self, kind: str, memory: Mapping[str, np.ndarray]) -> None:
        """What `Memory` answers of a network; nothing where it is {}."""
        for name in ("hidden", "cell"):
            line = self._lines.get((kind, name))
            if name not in memory:
                if line is not None:
                    self.item.removeItem(self._lines.pop((kind, name)))
                continue
            if line is None:
                line = self._lines[kind, name] = self.item.plot(name=self._title(kind, name), connect="finite")
                self._colour(kind, name, current())
            line.setData(np.arange(len(memory[name])), seen(memory[name]))
        if kind == NOW:
            low, high = (seen(memory.get(f"hidden_{end}", np.empty(0))) for end in ("low", "high"))
            self._low.setData(np.arange(len(low)), low)
            self._high.setData(np.arange(len(high)), high)

    def shown(self) -> tuple[tuple[str, str], ...]:
        """The lines that are drawn: whose, and of what."""
        return tuple(self._lines)

    def restyle(self, theme: Theme) -> None:
        super().restyle(theme)
        for kind, name in self._lines:
            self._colour(kind, name, theme)
        if hasattr(self, "_band"):
            fill = QColor(theme.muted)
            fill.setAlpha(36)
            self._band.setBrush(fill)

    def _colour(self, kind: str, name: str, theme: Theme) -> None:
        style = Qt.PenStyle.DashLine if name == "cell" else Qt.PenStyle.SolidLine
        self._lines[kind, name].setPen(stroke(colour_of(kind, theme), 2.2 if kind == NOW else 1.8, style))

    def _title(self, kind: str, name: str) -> str:
        title = self.tr("this network") if kind == NOW else translate(LAYERS[kind].title)
        return title if name == "hidden" else self.tr("{network}, by its cell c").format(network=title)


class ContestPlot(Plot):
    """The loss of each kind over the epochs."""

    def __init__(self) -> None:
        self._lines: dict[str, pg.PlotDataItem] = {}
        super().__init__()
        self.item.setMouseEnabled(False, False)
        self.setMinimumSize(200, 110)
        self.name_axes(self.tr("epoch"), self.tr("loss"))
        self.add_legend(offset=(-10, 8))

    def show_losses(self, kind: str, epochs: list[float], losses: list[float]) -> None:
        if kind not in self._lines:
            self._lines[kind] = self.item.plot(name=translate(LAYERS[kind].title))
            self.restyle(current())
        self._lines[kind].setData(epochs, losses)

    def clear_losses(self) -> None:
        for line in self._lines.values():
            self.item.removeItem(line)
        self._lines = {}

    def restyle(self, theme: Theme) -> None:
        super().restyle(theme)
        for kind, line in self._lines.items():
            line.setPen(pg.mkPen(colour_of(kind, theme), width=2))


def seen(values: np.ndarray) -> np.ndarray:
    """Numbers for a logarithmic axis: what has faded to nothing has no place on it."""
    return np.where(np.asarray(values, np.float64) > TINY, values, np.nan)
