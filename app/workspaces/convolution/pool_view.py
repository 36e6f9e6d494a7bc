"""The pooling bench: who wins in every window, where the gradient goes, and what a shift of the picture does."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.i18n import translate_error
from app.numbers import grouped
from app.plain import tooltip
from app.theme import Theme, current, theme_bus
from app.widgets.background import Background
from app.widgets.picture_view import PictureView, short
from app.widgets.plot import Plot
from app.widgets.signed_image import grey_pixels, limit_of
from app.widgets.tile import Tile
from app.workspaces.convolution.pool_panel import PoolPanel
from engine.errors import LaderaError
from engine.vision import KernelBench, Pooled, Pooling, moved
from engine.vision.bench import seen

SIDE, FARTHEST, DOTS_FROM = 32, 8, 4
"""Rows and columns of the picture at most, pixels of the longest shift, and of a cell that has room for a dot."""

SHOWN = ("picture", "side", "kernels", "sliding", "pooling")
"""What of a bench changes what is seen."""


@dataclass(frozen=True, eq=False)
class Drawn:
    """What a pooling made of an image (h, w) that was shifted, and how each stage minds a shift along the rows by 0 to
    FARTHEST pixels, and the one there is."""

    image: np.ndarray
    pooling: Pooling
    pooled: Pooled
    along: dict[str, list[float]]
    here: dict[str, float]


class PoolView(QWidget):
    """Shows what `panel` says, over the picture of a bench and with its kernel."""

    def __init__(self, panel: PoolPanel) -> None:
        super().__init__()
        self.panel = panel
        self._bench: KernelBench | None = None
        self.shift = (0, 0)
        self.drawn: Drawn | None = None
        self._place = (0, 0)
        view = DottedView(self.tr("Picture"))
        self.picture = Tile(self.tr("Picture: drag it"), self.tr("A dot marks the pixel that wins its window"),
                            view=view)
        self.result = Tile(self.tr("Pooled"), self.tr("One number for every window; point at one to see its window"))
        self.back = Tile(self.tr("Gradient, routed back"), self.tr(
            "What each pixel gets of the gradient: of a maximum the winner all, of an average all an equal share"))
        self.meter = ShiftPlot()
        row = QHBoxLayout()
        row.setSpacing(14)
        for tile in (self.picture, self.result, self.back):
            row.addWidget(tile, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 8, 14, 8)
        column.setSpacing(10)
        column.addLayout(row, 5)
        column.addWidget(self.meter, 3)
        self._background = Background(self)
        self._background.done.connect(self._show)
        self._background.failed.connect(lambda error: panel.say_error(translate_error(error)))
        panel.aimed.connect(self._compute)
        view.dragged.connect(self._drag)
        view.pointed.connect(self._point_at_pixel)
        view.left.connect(self._point_nowhere)
        self.result.view.pointed.connect(self.point_at)
        theme_bus.changed.connect(self._compute)

    @property
    def settled(self) -> bool:
        return not self._background.busy

    def arrays(self) -> dict[str, np.ndarray]:
        """What is shown, in numbers."""
        if self.drawn is None:
            return {}
        winners = {} if self.drawn.pooled.winners is None else {"winners": self.drawn.pooled.winners}
        return {"picture": self.drawn.image, "pooled": self.drawn.pooled.values, "gradient": self.back.values,
                **winners}

    def show_bench(self, bench: KernelBench) -> None:
        """Pool the picture of this bench, as it says."""
        self.panel.show_pooling(bench.pooling)
        if self._bench is None or any(getattr(bench, name) != getattr(self._bench, name) for name in SHOWN):
            self._bench = bench
            self._compute()

    def move_to(self, shift: tuple[int, int]) -> None:
        """Shift the picture by rows and columns; it goes round at its edges."""
        self.shift = shift
        self._compute()

    def point_at(self, row: int, column: int) -> None:
        """Show the window of a pooled number, and its winner."""
        if self.drawn is None:
            return
        shape = self.drawn.pooled.values.shape
        self._place = min(row, shape[0] - 1), min(column, shape[1] - 1)
        self._point_nowhere()
        if self.panel.at_pointer:
            self._show_gradient()

    # Inside

    def _drag(self, down: int, across: int) -> None:
        self.move_to((self.shift[0] + down, self.shift[1] + across))

    def _compute(self, *_: object) -> None:
        if self._bench is not None:
            bench, shift = self._bench, self.shift
            self._background.ask(lambda: _drawn(bench, shift))

    def _show(self, drawn: Drawn) -> None:
        self.drawn = drawn
        self.panel.say_error("")
        self.picture.show_pixels(grey_pixels(drawn.image, 0.0, 1.0), drawn.image)
        self.picture.view.show_dots(drawn.pooled.winners)
        values = drawn.pooled.values
        if drawn.pooling.kind == "sum":
            self.result.show_values(values)
        else:  # on the picture's own scale
            self.result.show_pixels(grey_pixels(values, 0.0, 1.0), values)
        self.result.title.setText(self.tr("Pooled, {rows} × {columns}").format(rows=values.shape[0],
                                                                               columns=values.shape[1]))
        self.point_at(*self._place)
        self._show_gradient()
        self.meter.show_shifts(drawn.along, self.shift)
        self.panel.about.setText(self.tr("{pixels} pixels, 1 number for every window: {places}.").format(
            pixels=grouped(drawn.image.size), places=grouped(values.size)))
        self.panel.meter.setText(self._metered(drawn))

    def _metered(self, drawn: Drawn) -> str:
        said = [self.tr("Shifted by {down} down and {across} to the right, ‖f(shift x) − shift f(x)‖ / ‖f(x)‖ is")
                .format(down=self.shift[0], across=self.shift[1])]
        titles = {"convolution": self.tr("of the convolution with the kernel on the bench"),
                  "pooling": self.tr("of the pooling"), "both": self.tr("of both in a row")}
        said += [f"{short(drawn.here[name])} {titles[name]}" for name in titles]
        return "\n".join(said)

    def _show_gradient(self) -> None:
        drawn = self.drawn
        gradient = np.ones(drawn.pooled.values.shape)
        if self.panel.at_pointer:
            gradient = np.zeros_like(gradient)
            gradient[self._place] = 1.0
        values = drawn.pooling.routed(drawn.image, gradient)
        self.back.show_values(values, max(1.0, limit_of(values)))

    def _point_at_pixel(self, row: int, column: int) -> None:
        """Show the numbers that a pixel goes into."""
        if self.drawn is None:
            return
        size, sliding = self.drawn.pooling.window(self.drawn.image.shape)
        found = [np.flatnonzero((axis == at).any(axis=1)) for axis, at in
                 zip(sliding.sources(self.drawn.image.shape, size), (row, column), strict=True)]
        self.result.view.mark(*found)
        self.picture.view.mark(np.array([row]), np.array([column]))

    def _point_nowhere(self) -> None:
        if self.drawn is None:
            return
        size, sliding = self.drawn.pooling.window(self.drawn.image.shape)
        sources = sliding.sources(self.drawn.image.shape, size)
        inside = [axis[at][axis[at] >= 0] for axis, at in zip(sources, self._place, strict=True)]
        self.picture.view.mark(*inside)
        self.result.view.mark(np.array([self._place[0]]), np.array([self._place[1]]))


class DottedView(PictureView):
    """A picture with dots on cells. `dragged(rows, columns)` by how many cells the pointer has dragged it."""

    dragged = Signal(int, int)

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.dots = np.empty((0, 2), np.int64)
        self._from: QPointF | None = None
        self.setCursor(Qt.CursorShape.OpenHandCursor)

    def show_dots(self, winners: np.ndarray | None) -> None:
        """Dots at rows and columns (…, 2), or none."""
        self.dots = np.empty((0, 2), np.int64) if winners is None else np.unique(winners.reshape(-1, 2), axis=0)
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._from = event.position()
            self.setCursor(Qt.CursorShape.ClosedHandCursor)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._from is None:
            super().mouseMoveEvent(event)
            return
        way, size = event.position() - self._from, max(1.0, self._cell())
        down, across = (int(part / size) for part in (way.y(), way.x()))
        if down or across:
            self._from += QPointF(across * size, down * size)
            self.dragged.emit(down, across)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._from = None
        self.setCursor(Qt.CursorShape.OpenHandCursor)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        size = self._cell()
        if not len(self.dots) or size < DOTS_FROM:
            return
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QColor(current().surface))
            painter.setBrush(QColor(current().accent))
            radius = min(5.0, size / 3.5)
            corner = radius + 1.5  # beside the number in the middle of a cell
            for row, column in self.dots.tolist():
                at = self.centre_of(row, column)
                if size >= 28:
                    at += QPointF(size / 2 - corner, corner - size / 2)
                painter.drawEllipse(at, radius, radius)


class ShiftPlot(Plot):
    """How much each stage minds a shift of the picture along its rows."""

    def __init__(self) -> None:
        self.curves: dict[str, pg.PlotDataItem] = {}
        self.here = pg.InfiniteLine(angle=90)
        super().__init__()
        self.setMinimumHeight(110)
        self.setToolTip(tooltip(self.tr(
            "Equivariance: does the map of a shifted picture equal the shifted map? Where a stride divides the shift, "
            "it does. Zeros and mirrored edges stay where they are when the picture moves")))
        self.name_axes(self.tr("shift to the right, pixels"), self.tr("error of equivariance"))
        self.add_legend(offset=(-8, 4))
        for name, title in (("convolution", self.tr("convolution")), ("pooling", self.tr("pooling")),
                            ("both", self.tr("both"))):
            self.curves[name] = self.item.plot(name=title, symbol="o", symbolSize=6)
        self.item.addItem(self.here)
        self.item.setMouseEnabled(False, False)
        self.item.setXRange(0, FARTHEST * 1.25, padding=0.02)
        self.restyle(current())

    def show_shifts(self, along: dict[str, list[float]], shift: tuple[int, int]) -> None:
        for name, values in along.items():
            self.curves[name].setData(np.arange(len(values)), values)
        self.here.setVisible(shift[0] == 0 and 0 <= shift[1] <= FARTHEST)
        self.here.setValue(shift[1])

    def restyle(self, theme: Theme) -> None:
        super().restyle(theme)
        for curve, colour in zip(self.curves.values(), (theme.plots[0], theme.plots[1], theme.accent), strict=False):
            curve.setPen(pg.mkPen(colour, width=2.0))
            curve.setSymbolBrush(QColor(colour))
            curve.setSymbolPen(None)
        self.here.setPen(pg.mkPen(theme.muted, width=1.0, style=Qt.PenStyle.DashLine))


def _drawn(bench: KernelBench, shift: tuple[int, int]) -> Drawn:
    pooling = bench.pooling
    plain = seen(bench.source, True, min(bench.side, SIDE))[..., 0]
    image, kernel = np.roll(plain, shift, axis=(0, 1)), bench.kernel[..., 0]
    pooled = pooling.pooled(image)
    try:
        steps = [moved(kernel, bench.sliding, pooling, plain, (0, by)) for by in range(FARTHEST + 1)]
        here = moved(kernel, bench.sliding, pooling, plain, shift)
    except LaderaError:  # the pooling fits the picture and not the map
        nothing = dict.fromkeys(("convolution", "pooling", "both"), float("nan"))
        steps, here = [nothing] * (FARTHEST + 1), nothing
    return Drawn(image, pooling, pooled, {name: [step[name] for step in steps] for name in here}, here)
