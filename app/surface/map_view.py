"""The map of a field: colours, contour lines, and what walks over them."""

from __future__ import annotations

from collections.abc import Sequence

import contourpy
import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF, QTimer, Signal
from PySide6.QtGui import QColor, QTransform
from PySide6.QtWidgets import QGraphicsEllipseItem, QGraphicsItem

from app.plain import tooltip
from app.surface.heights import Heights
from app.surface.model import Arrow, DrawnTrajectory, Field, Patch, Regions
from app.surface.start_plot import StartPlot
from app.theme import Theme, current, viridis_table

LEVELS = 14
BALL, HEAD = 13, 13


class MapView(StartPlot):
    """The field from above."""

    hovered = Signal(float, float, float)

    def __init__(self) -> None:
        self._field: Field | None = None
        self._heights = Heights(np.zeros(0))
        self._named: tuple[str, str] | None = None
        self._trails: list[tuple[pg.PlotCurveItem, QGraphicsEllipseItem]] = []
        self._areas: list[pg.QtWidgets.QGraphicsRectItem] = []
        self._arrows: Sequence[Arrow] = ()
        self._darts: list[tuple[pg.PlotCurveItem, pg.ArrowItem]] = []
        self.image = pg.ImageItem(axisOrder="row-major")
        self.image.setLookupTable(viridis_table())
        self.regions = pg.ImageItem(axisOrder="row-major")
        self.regions.hide()
        self.contours = pg.PlotCurveItem(connect="finite")
        super().__init__()
        self.item.showGrid(x=False, y=False)
        for depth, piece in enumerate((self.image, self.regions, self.contours)):
            piece.setZValue(depth)
            self.item.addItem(piece)
        self.item.vb.setDefaultPadding(0.0)
        self.item.layout.setContentsMargins(0, 9, 10, 0)  # half a number at the ends of the axes
        self.pointed.connect(self._hover)
        # Heads of arrows have a size in pixels, and none that is longer than the arrow.
        self._placing = QTimer(self, singleShot=True, interval=0)
        self._placing.timeout.connect(self._place_heads)
        self.item.vb.sigTransformChanged.connect(lambda *_: self._placing.start() if self._arrows else None)

    # What is shown

    def set_field(self, field: Field | None, heights: Heights, *, contours: bool = True) -> None:
        """Colours by `heights`; contour lines cost more, and may wait for a field that stays."""
        moved = field is not None and (self._field is None or _spans(self._field) != _spans(field))
        self._field, self._heights = field, heights
        self.image.setVisible(field is not None)
        self.contours.setVisible(field is not None and contours)
        if field is None:
            return
        self.image.setImage(heights.scale(field.z), levels=(0.0, 1.0))
        self.image.setRect(_rectangle(field.x, field.y))
        if self._named != (field.x_label, field.y_label):
            self._named = field.x_label, field.y_label
            self.name_axes(*self._named)
        if contours:
            self._draw_contours(field)
        if moved:
            self.fit()

    def set_trails(self, trails: Sequence[DrawnTrajectory]) -> None:
        while len(self._trails) < len(trails):
            line, ball = pg.PlotCurveItem(), QGraphicsEllipseItem(-BALL / 2, -BALL / 2, BALL, BALL)
            ball.setFlag(QGraphicsItem.GraphicsItemFlag.ItemIgnoresTransformations)
            line.setZValue(10)
            ball.setZValue(25)
            self.item.addItem(line)
            self.item.addItem(ball, ignoreBounds=True)
            self._trails.append((line, ball))
        theme = current()
        for place, (line, ball) in enumerate(self._trails):
            shown = place < len(trails)
            line.setVisible(shown)
            ball.setVisible(shown and trails[place].ball and len(trails[place].xy) > 0)
            if shown:
                trail = trails[place]
                line.setData(trail.xy[:, 0], trail.xy[:, 1], pen=pg.mkPen(trail.colour, width=trail.width))
                if len(trail.xy):
                    ball.setPos(*trail.xy[-1].tolist())
                    ball.setBrush(trail.colour)
                    ball.setPen(pg.mkPen(theme.surface, width=1.5))

    def set_arrows(self, arrows: Sequence[Arrow]) -> None:
        """Items are made once and moved: to make them is dear."""
        while len(self._darts) < len(arrows):
            self._darts.append((self._added(pg.PlotCurveItem(), 22),
                                self._added(pg.ArrowItem(tailLen=0, pen=None), 22)))
        self._arrows = arrows
        for place, (line, head) in enumerate(self._darts):
            line.setVisible(place < len(arrows))
            head.setVisible(place < len(arrows))
            if place < len(arrows):
                arrow = arrows[place]
                line.setData([arrow.x, arrow.x + arrow.dx], [arrow.y, arrow.y + arrow.dy],
                             pen=pg.mkPen(arrow.colour, width=3))
                head.setPos(arrow.x + arrow.dx, arrow.y + arrow.dy)
                line.setToolTip(tooltip(arrow.text))
                head.setToolTip(tooltip(arrow.text))
        self._place_heads()

    def set_patches(self, patches: Sequence[Patch]) -> None:
        while len(self._areas) < len(patches):
            self._areas.append(self._added(pg.QtWidgets.QGraphicsRectItem(), 8))
        for place, area in enumerate(self._areas):
            area.setVisible(place < len(patches))
            if place < len(patches):
                patch = patches[place]
                fill = QColor(patch.colour)
                fill.setAlpha(60)
                area.setRect(patch.x - patch.width / 2, patch.y - patch.height / 2, patch.width, patch.height)
                area.setBrush(pg.mkBrush(fill))
                area.setPen(pg.mkPen(patch.colour, width=1))
                area.setToolTip(tooltip(patch.text))

    def set_regions(self, regions: Regions | None) -> None:
        self.regions.setVisible(regions is not None)
        if regions is None:
            return
        table = np.array([(0, 0, 0, 0), *((*c.getRgb()[:3], 205) for c in regions.colours)], dtype=np.uint8)
        self.regions.setImage(table[np.asarray(regions.labels) + 1], levels=None)
        self.regions.setRect(_rectangle(regions.x, regions.y))

    def fit(self) -> None:
        """See the whole field."""
        if self._field is not None:
            (x0, x1), (y0, y1) = _spans(self._field)
            self.item.vb.setRange(xRange=(x0, x1), yRange=(y0, y1), padding=0.0)

    def restyle(self, theme: Theme) -> None:
        super().restyle(theme)
        line = QColor("#ffffff" if theme.is_dark else "#10201e")
        line.setAlpha(70)
        self.contours.setPen(pg.mkPen(line, width=1))

    # Inside

    def _hover(self, place: QPointF | None) -> None:
        point = self.under(place)
        if self._field is not None and point is not None:
            self.hovered.emit(point.x(), point.y(), self._field.at(point.x(), point.y()))

    def _draw_contours(self, field: Field) -> None:
        z = np.ma.masked_invalid(self._heights.scale(field.z))
        if z.count() < 4:
            self.contours.setData([], [])
            return
        made = contourpy.contour_generator(field.x, field.y, z, line_type=contourpy.LineType.ChunkCombinedNan)
        lines = [made.lines(level)[0][0] for level in np.linspace(0, 1, LEVELS + 2)[1:-1]]
        lines = [np.vstack([line, [[np.nan, np.nan]]]) for line in lines if line is not None and len(line)]
        points = np.concatenate(lines) if lines else np.empty((0, 2))
        self.contours.setData(points[:, 0], points[:, 1])

    def _added(self, piece, depth: int):
        piece.setZValue(depth)
        self.item.addItem(piece, ignoreBounds=True)
        return piece

    def _place_heads(self) -> None:
        """Along the arrows on the screen, where axes differ in scale; pyqtgraph's heads point to the left at 0°."""
        scale: QTransform = self.item.vb.childTransform()
        for arrow, (_, head) in zip(self._arrows, self._darts, strict=False):
            across, down = arrow.dx * scale.m11(), arrow.dy * scale.m22()
            long = min(HEAD, float(np.hypot(across, down)))
            head.setStyle(angle=float(np.degrees(np.arctan2(down, across))) + 180.0, headLen=long,
                          headWidth=0.75 * long, brush=pg.mkBrush(arrow.colour))


def _spans(field: Field) -> tuple[tuple[float, float], tuple[float, float]]:
    return (float(field.x[0]), float(field.x[-1])), (float(field.y[0]), float(field.y[-1]))


def _rectangle(x: np.ndarray, y: np.ndarray) -> QRectF:
    """Where an image of a grid lies: each value in the middle of its pixel."""
    dx, dy = (float(axis[-1] - axis[0]) / max(1, len(axis) - 1) for axis in (x, y))
    return QRectF(float(x[0]) - dx / 2, float(y[0]) - dy / 2, dx * len(x), dy * len(y))
