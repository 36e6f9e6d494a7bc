"""The decision surface: what the network says for every point of the plane, with the examples over it."""

from __future__ import annotations

import math

import numpy as np
import pyqtgraph as pg
from pyqtgraph.GraphicsScene.mouseEvents import MouseClickEvent, MouseDragEvent
from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from app.numbers import typeset
from app.plain import readable, tooltip
from app.theme import Theme, current, diverging
from app.widgets.plot import Plot, nearest_dot
from app.widgets.predictions.paint import field_colours, target_colours
from engine.data import Data, Part
from engine.probes import OnPlane

MOST_DOTS = 500
"""Examples drawn per part; the others would hide the surface."""

ALIKE = 4.0
"""Times one input's range that the other's may be for both axes to have one scale: beyond, their units differ."""

LONGEST = 24
"""Letters of a name in what is told of a point."""

MARGIN = 0.08
"""How much of the plane is shown around the examples, as a share of their range."""


class _SmoothImage(pg.ImageItem):
    """Interpolates between grid points, as a surface without steps does."""

    def paint(self, painter: QPainter, *arguments: object) -> None:
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        super().paint(painter, *arguments)


class _Ring(pg.ScatterPlotItem):
    """Around the example in hand; it can be dragged."""

    dragged = Signal(float, float)
    let_go = Signal()

    def mouseDragEvent(self, event: MouseDragEvent) -> None:
        mine = event.button() == Qt.MouseButton.LeftButton
        if not mine or (event.isStart() and not len(self.pointsAt(event.buttonDownPos()))):
            event.ignore()
            return
        event.accept()
        if event.isStart():
            self.let_go.emit()
        self.dragged.emit(event.pos().x(), event.pos().y())
        if event.isFinish():
            self.let_go.emit()


class DecisionSurface(Plot):
    """Axes in the units of the raw inputs. `told` carries a sentence about the point under the mouse, `chosen` the part
    and the place of an example that is clicked; `made` a point where the person wants one, and `let_go` that it stays
    there."""

    double_click_fits = False  # it makes a point

    told = Signal(str)
    chosen = Signal(str, int)
    made = Signal(float, float)
    let_go = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        self._dots: tuple[pg.ScatterPlotItem, ...] = ()
        super().__init__(parent)
        self._data: Data | None = None
        self._values: np.ndarray | None = None
        self.side = 0
        self.thinned, self._discrete = False, False
        self.item.showGrid(x=False, y=False)
        self._image = _SmoothImage(axisOrder="row-major")
        self.item.addItem(self._image)
        # Test examples below: where they meet, a training example is the one that the network has seen.
        self._dots = (pg.ScatterPlotItem(size=8, pxMode=True), pg.ScatterPlotItem(size=7, pxMode=True))
        for part, dots in zip(("test", "train"), self._dots, strict=True):
            self.item.addItem(dots)
            dots.sigClicked.connect(lambda _, found, event, part=part: None if event.double() else self.chosen.emit(
                part, nearest_dot(found, event)))
        self._ring = _Ring(size=15, pxMode=True, brush=pg.mkBrush(None))
        self.item.addItem(self._ring)
        self._ring.dragged.connect(self.made)
        self._ring.let_go.connect(self.let_go)
        self.scene().sigMouseClicked.connect(self._put)
        self.setToolTip(tooltip(self.tr(
            "A click on an example takes it in hand. The ring is around the one in hand: drag it, or double-click "
            "where you want it.")))
        self.pointed.connect(self._hover)

    def restyle(self, theme: Theme) -> None:
        super().restyle(theme)
        if self._dots and self._data is not None:
            self.set_data(self._data)

    def set_data(self, data: Data) -> None:
        """Other examples: dots, axes and extent."""
        self._data = data
        theme = current()
        self.thinned = any(len(part) > MOST_DOTS for part in (data.train, data.test))
        ringed, filled = self._dots
        _draw(filled, data.train, data, theme, ring=False)
        _draw(ringed, data.test, data, theme, ring=True)
        low, high = data.raw_range[:, 0], data.raw_range[:, 1]
        margin = np.where(high > low, (high - low) * MARGIN, 1.0)
        self._low, self._high = low - margin, high + margin
        self.name_axes(*data.raw_names)
        sides = self._high - self._low
        self.item.vb.setAspectLocked(bool(sides.max() <= ALIKE * sides.min()))
        self.look_at((self._low[0], self._high[0]), (self._low[1], self._high[1]))
        self._image.clear()

    def show_in_hand(self, point: np.ndarray) -> None:
        """The example in hand (2,)."""
        self._ring.setData(x=point[:1], y=point[1:], pen=pg.mkPen(current().text, width=2))

    def plane(self, side: int) -> OnPlane:
        """The points that are coloured: `side` along each axis."""
        return OnPlane(side, tuple(self._low.tolist()), tuple(self._high.tolist()))

    def show_predictions(self, predictions: np.ndarray) -> None:
        """What the network says at the points of a plane (side², …), as it says it."""
        values = predictions.reshape(len(predictions), -1)
        self._values = self._data.restore_targets(values) if self._data.task == "regression" else values
        self.side = math.isqrt(len(values))
        self._paint()

    def set_discrete(self, on: bool) -> None:
        """Colour each point as the class that the network decides for, however sure it is."""
        self._discrete = on
        if self._values is not None:
            self._paint()

    def show_tests(self, on: bool) -> None:
        """Draw the examples of the test part too, or only those that the network learns from."""
        self._dots[0].setVisible(on)

    def _paint(self) -> None:
        said = self._values
        if self._discrete and self._data.task == "binary":
            said = (said >= 0.5).astype(float)
        elif self._discrete and self._data.task == "multiclass":
            said = np.eye(said.shape[1])[said.argmax(axis=1)]
        self._show(field_colours(said, self._data, current()).reshape(self.side, self.side, 4))

    def show_unit(self, values: np.ndarray, limit: float) -> None:
        """What a unit gives at the points of a plane (side, side), in the signed colours up to `limit`."""
        self._values, self.side = None, len(values)
        self._show(diverging(np.clip(values / (limit or 1.0), -1.0, 1.0), current()))

    def _show(self, colours: np.ndarray) -> None:
        """Colours (side, side, 4), from low to high."""
        self._image.setImage(colours, autoLevels=False, levels=(0, 255))
        # Grid points are the centres of the image's cells.
        half = (self._high - self._low) / (self.side - 1) / 2
        corner, size = self._low - half, self._high - self._low + 2 * half
        self._image.setRect(QRectF(corner[0], corner[1], size[0], size[1]))

    def forget_network(self) -> None:
        """Another network, or none."""
        self._values = None
        self._image.clear()

    def sentence_at(self, x: float, y: float) -> str:
        """What the network says at the point nearest to this one of those that were asked for."""
        names = self._data.raw_names
        values = None
        if self._values is not None:
            steps = (self._high - self._low) / (self.side - 1)
            column, row = np.clip(np.rint((np.array([x, y]) - self._low) / steps), 0, self.side - 1).astype(int)
            x, y = self._low + steps * (column, row)
            values = self._values[row * self.side + column][None]
        place = ", ".join(f"{readable(name, LONGEST)} = {typeset(f'{value:.3g}')}"
                          for name, value in zip(names, (x, y), strict=True))
        if values is None:
            return place
        if self._data.task == "regression":
            return self.tr("{place}: predicts {value}").format(place=place, value=typeset(f"{values[0, 0]:.4g}"))
        winner = int(self._data.classes_of(values)[0])
        chances = (1 - values[0, 0], values[0, 0]) if self._data.task == "binary" else values[0]
        return self.tr("{place}: class {name}, {chance}").format(
            place=place, name=readable(self._data.class_names[winner], LONGEST), chance=f"{chances[winner]:.1%}")

    def _put(self, event: MouseClickEvent) -> None:
        box = self.item.vb
        if event.double() and event.button() == Qt.MouseButton.LeftButton and self._data is not None and (
                box.sceneBoundingRect().contains(event.scenePos())):
            point = box.mapSceneToView(event.scenePos())
            self.made.emit(point.x(), point.y())
            self.let_go.emit()

    def _hover(self, position: QPointF | None) -> None:
        point = None if self._data is None else self.under(position)
        self.told.emit("" if point is None else self.sentence_at(point.x(), point.y()))


def _draw(dots: pg.ScatterPlotItem, part: Part, data: Data, theme: Theme, *, ring: bool) -> None:
    raw, targets = part.raw[:MOST_DOTS], part.targets[:MOST_DOTS]
    colours = target_colours(targets, data, theme)
    distinct, which = np.unique(colours, axis=0, return_inverse=True) if len(colours) else (colours, [])
    # Few distinct pens and brushes: pyqtgraph draws each symbol once and copies it.
    fills = [pg.mkBrush(theme.surface) if ring else pg.mkBrush(*colour.tolist()) for colour in distinct]
    pens = [pg.mkPen(*colour.tolist(), width=2) if ring else pg.mkPen(theme.surface, width=1) for colour in distinct]
    dots.setData(x=raw[:, 0], y=raw[:, 1], brush=[fills[i] for i in np.ravel(which)],
                 pen=[pens[i] for i in np.ravel(which)])
