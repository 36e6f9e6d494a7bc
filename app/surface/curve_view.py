"""A function of one variable, and what walks along it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QRectF, Qt, QTimer
from PySide6.QtGui import QColor

from app.plain import tooltip
from app.surface.marks import colour
from app.surface.model import DrawnTrajectory, Mark
from app.surface.start_plot import StartPlot
from app.theme import Theme, current

BALL = 14
ABOVE = 3
"""Pixels from a line up to what it says."""
PAPER = 0.75
"""How much of what is behind a text is covered."""


@dataclass(frozen=True, eq=False)
class Line:
    """A curve beside the function: a tangent, a step, a parabola. x (M,), y (M,).

    `text` stands beside `text_at`, to the right where `leans` is 1, to the left where it is −1. By itself it stands
    behind the last point, that of a dashed line before the first: two lines through one point end near each other.
    """

    x: np.ndarray
    y: np.ndarray
    colour: QColor
    text: str = ""
    dashed: bool = False
    text_at: tuple[float, float] | None = None
    leans: int = 0
    width: float = 1.8


class CurveView(StartPlot):
    """The curve of a function, whose start can be dragged along it."""

    def __init__(self) -> None:
        self._span: tuple[np.ndarray, np.ndarray] | None = None
        self._trails: list[tuple[pg.PlotDataItem, pg.ScatterPlotItem]] = []
        self._given: Sequence[Line] = ()
        self._lines: list[pg.GraphicsObject] = []
        self._poles: list[pg.InfiniteLine] = []
        self.curve = pg.PlotCurveItem(connect="finite")
        super().__init__()
        self.curve.setZValue(1)
        self.item.addItem(self.curve)
        # What lines say has a place in pixels: it is found anew where the axes or the view change.
        self._placing = QTimer(self, singleShot=True, interval=0)
        self._placing.timeout.connect(self._draw_lines)
        self.item.vb.sigRangeChanged.connect(lambda *_: self._placing.start())
        self.item.vb.sigResized.connect(lambda *_: self._placing.start())

    def set_curve(self, x: np.ndarray, y: np.ndarray, x_label: str = "x", y_label: str = "f(x)") -> None:
        """y (M,) over x (M,); NaN leaves gaps."""
        moved = self._span is None or not np.array_equal(self._span[0], x) or not np.array_equal(
            self._span[1], y, equal_nan=True)
        self._span = (x, y)
        self.curve.setData(x, y)
        self.name_axes(x_label, y_label)
        if moved:
            self.fit()

    def set_trails(self, trails: Sequence[DrawnTrajectory]) -> None:
        while len(self._trails) < len(trails):
            line, ball = pg.PlotDataItem(symbol="o", symbolSize=5), pg.ScatterPlotItem(size=BALL)
            line.setZValue(10)
            ball.setZValue(25)
            self.item.addItem(line, ignoreBounds=True)
            self.item.addItem(ball, ignoreBounds=True)
            self._trails.append((line, ball))
        for place, (line, ball) in enumerate(self._trails):
            shown = place < len(trails)
            line.setVisible(shown)
            ball.setVisible(shown and trails[place].ball and len(trails[place].xy) > 0)
            if shown:
                trail = trails[place]
                line.setData(trail.xy[:, 0], trail.z, pen=pg.mkPen(trail.colour, width=1.4),
                             symbolBrush=trail.colour, symbolPen=None)
                if len(trail.xy):
                    ball.setData(trail.xy[-1:, 0], trail.z[-1:], brush=pg.mkBrush(trail.colour),
                                 pen=pg.mkPen(current().surface, width=1.5))

    def set_marks(self, marks: Sequence[Mark]) -> None:
        """Poles are upright lines, as they have no height; others without one have no place on the curve."""
        self._marked, theme = marks, current()
        while self._poles:
            self.item.removeItem(self._poles.pop())
        for mark in marks:
            if mark.kind == "pole":
                self._poles.append(pg.InfiniteLine(mark.x, pen=pg.mkPen(colour("pole", theme), width=1.2,
                                                                        style=Qt.PenStyle.DashLine)))
                self._poles[-1].setToolTip(tooltip(mark.text))
                self.item.addItem(self._poles[-1], ignoreBounds=True)
        marks = [mark for mark in marks if np.isfinite(mark.z) and mark.kind != "pole"]
        self._draw_marks(marks, [mark.z for mark in marks])

    def set_lines(self, lines: Sequence[Line]) -> None:
        self._given = lines
        self._draw_lines()

    def _draw_lines(self) -> None:
        self._placing.stop()
        while self._lines:
            self.item.removeItem(self._lines.pop())
        taken: list[QRectF] = []
        for line in self._given:
            style = Qt.PenStyle.DashLine if line.dashed else Qt.PenStyle.SolidLine
            pieces = [pg.PlotCurveItem(line.x, line.y, pen=pg.mkPen(line.colour, width=line.width, style=style))]
            if line.text:
                pieces.append(self._name(line, taken))
            for part in pieces:
                part.setZValue(8)
                self.item.addItem(part, ignoreBounds=True)
                self._lines.append(part)

    def _name(self, line: Line, taken: list[QRectF]) -> pg.TextItem:
        """What a line says, inside the picture wherever the line ends, above it where there is room, and above what is
        `taken` by others."""
        paper = QColor(current().surface)
        paper.setAlphaF(PAPER)
        name = pg.TextItem(line.text, color=line.colour, fill=pg.mkBrush(paper))
        size, room = name.boundingRect().size(), self.item.vb.size()
        end = 0 if line.dashed else -1
        low, high = np.transpose(self.item.vb.viewRange())
        across, up = np.clip((np.array(line.text_at or (line.x[end], line.y[end])) - low) / (high - low), 0.0, 1.0)
        leans = line.leans or (-1 if line.dashed else 1)
        fits = size.width() <= room.width() * (1 - across if leans > 0 else across)
        left = room.width() * across - size.width() * (float(leans < 0) if fits else across)
        top = room.height() * (1 - up) - size.height() - ABOVE
        place = QRectF(left, max(0.0, top), size.width(), size.height())
        while (other := next((rect for rect in taken if rect.intersects(place)), None)) is not None:
            place.moveBottom(other.top() - 1)
        taken.append(place)
        name.setAnchor((0, 0))
        name.setPos(*(low + (high - low) * (place.left() / room.width(), 1 - place.top() / room.height())))
        return name

    def set_start(self, start: tuple[float, float] | None) -> None:
        """(x, f(x)); where the function has no value it stands halfway up, to be dragged away."""
        if start is not None and not np.isfinite(start[1]):
            start = start[0], float(np.mean(self.item.vb.viewRange()[1]))
        super().set_start(start)

    def fit(self) -> None:
        if self._span is None:
            return
        x, y = self._span
        known = y[np.isfinite(y)]
        if known.size:
            low, high = float(known.min()), float(known.max())
            room = 0.06 * (high - low or 1.0)
            self.item.vb.setRange(xRange=(float(x[0]), float(x[-1])), yRange=(low - room, high + room), padding=0.0)

    def restyle(self, theme: Theme) -> None:
        super().restyle(theme)
        self.curve.setPen(pg.mkPen(theme.text, width=2))
