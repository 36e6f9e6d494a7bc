"""What curves say where the pointer is, as a tooltip."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QObject, QPointF

from app.numbers import number
from app.plain import readable, tooltip
from app.widgets.plot import Plot

LONGEST = 60
"""Letters of a name in a reading."""


class CurveReader(QObject):
    """Reads the `curves` of a plot, by what each is called, at the point of each that is nearest along the axis below,
    which is called `along`. Of a plot without logarithmic axes, or of one with two."""

    def __init__(self, plot: Plot, along: str, curves: Callable[[], Mapping[str, pg.GraphicsObject]]) -> None:
        super().__init__(plot)
        self._plot, self._along, self._curves = plot, along, curves
        plot.pointed.connect(self._tell)

    def reading(self, x: float) -> str:
        """The nearest point and what each curve has there, a line each; "" where there is nothing."""
        found, lines = None, []
        for name, curve in self._curves().items():
            xs, ys = (np.asarray(values, np.float64) for values in _points(curve))
            if not curve.isVisible() or not len(xs):
                continue
            near = int(np.abs(xs - x).argmin())
            found = xs[near] if found is None else found
            if np.isfinite(ys[near]):
                lines.append(f"{readable(name, LONGEST)}: {number(float(ys[near]))}")
        return "\n".join((f"{self._along} {number(float(found))}", *lines)) if lines else ""

    def _tell(self, place: QPointF | None) -> None:
        point = self._plot.under(place)
        said = ""
        if point is not None:
            said = self.reading(10.0**point.x() if self._plot.item.getAxis("bottom").logMode else point.x())
        self._plot.viewport().setToolTip(tooltip(said) if said else "")


def _points(curve: pg.GraphicsObject) -> tuple[np.ndarray, np.ndarray]:
    """x and y of a curve as they were given, none where it has none."""
    xs, ys = curve.getOriginalDataset() if isinstance(curve, pg.PlotDataItem) else curve.getData()
    return (np.empty(0), np.empty(0)) if xs is None else (xs, ys)
