"""A pyqtgraph plot in Ladera's colours."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pyqtgraph as pg
from pyqtgraph.GraphicsScene.mouseEvents import MouseClickEvent
from PySide6.QtCore import QEvent, QPointF, Qt, Signal
from PySide6.QtGui import QColor, QGuiApplication, QMouseEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QGraphicsItem, QWidget

from app.plain import markup
from app.theme import Theme, current, theme_bus
from app.widgets.axis import ROOM, Axis
from app.widgets.credited import grabbed

Ends = tuple[float, float]
GROUND = 225
"""Of 255, how little is seen of curves behind their names."""


class Plot(pg.PlotWidget):
    """Axes without a frame, a faint grid, and colours that follow the theme. Where the mouse moves or zooms it, a
    double click goes back. On a page that scrolls the wheel scrolls, and zooms with Ctrl.

    Keep the curves' pens in `restyle`, which runs at the start and whenever the theme changes. `axes` are axes of
    another kind, by side.
    """

    double_click_fits = True
    """Whether a double click is not needed for something else."""
    pointed = Signal(object)
    """Where in the scene the pointer is, or None when it has left."""

    def __init__(self, parent: QWidget | None = None, axes: Mapping[str, pg.AxisItem] | None = None) -> None:
        super().__init__(parent, enableMenu=False,
                         axisItems={side: Axis(side) for side in ("left", "bottom")} | dict(axes or {}))
        self.item = self.getPlotItem()
        self._home: tuple[Ends, Ends, float] | None = None
        self.item.layout.setContentsMargins(0, ROOM, ROOM, 0)
        self.item.showGrid(x=True, y=True, alpha=0.12)
        self.item.hideButtons()
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)  # what lies below is not painted first
        for side in ("left", "bottom"):
            axis = self.item.getAxis(side)
            axis.enableAutoSIPrefix(False)
            # Axes change seldom and are dear to draw; curves change all the time.
            axis.setCacheMode(QGraphicsItem.CacheMode.DeviceCoordinateCache)
        self.scene().sigMouseMoved.connect(self.pointed)
        theme_bus.changed.connect(self.restyle)
        self.restyle(current())

    def under(self, place: QPointF | None) -> QPointF | None:
        """The point of the axes at a place of the scene; None where that is outside of them."""
        box = self.item.vb
        return box.mapSceneToView(place) if place is not None and box.sceneBoundingRect().contains(place) else None

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.pointed.emit(None)

    def viewportEvent(self, event: QEvent) -> bool:
        """Tooltips of the place that is pointed at: Qt asks the items of a scene alone."""
        if event.type() == QEvent.Type.ToolTip and self.viewport().toolTip():
            return QWidget.event(self.viewport(), event)
        return super().viewportEvent(event)

    def restyle(self, theme: Theme) -> None:
        self.setBackground(theme.surface)
        for side in ("left", "bottom"):
            axis = self.item.getAxis(side)
            axis.setPen(pg.mkPen(theme.border))
            axis.setTextPen(pg.mkPen(theme.muted))
            axis.setTickPen(pg.mkPen(theme.border))
        legend = self.item.legend
        if legend is not None:
            legend.lay_on(theme)
            legend.setLabelTextColor(theme.text)
            for _, label in legend.items:
                label.setText(label.text, color=theme.text)

    def look_at(self, x: Ends, y: Ends, padding: float = 0.0) -> None:
        """See these ranges, now and after a double click."""
        self._home = x, y, padding
        self.item.vb.setRange(xRange=x, yRange=y, padding=padding)

    def fit(self) -> None:
        """See what was seen before the mouse moved or zoomed."""
        if self._home is None:
            self.item.enableAutoRange()
        else:
            self.look_at(*self._home)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        moves = self.double_click_fits and any(self.item.vb.state["mouseEnabled"])
        if moves and event.button() == Qt.MouseButton.LeftButton:
            self.fit()
            event.accept()
        else:
            super().mouseDoubleClickEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self._scrolls() and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.ignore()
        else:
            super().wheelEvent(event)

    def _scrolls(self) -> bool:
        """Whether it stands on a page that has more below or above."""
        above = self.parentWidget()
        while above is not None:
            if isinstance(above, QAbstractScrollArea) and above.verticalScrollBar().maximum():
                return True
            above = above.parentWidget()
        return False

    def close(self) -> None:
        """pyqtgraph takes the plot apart: it is to hear of no other theme."""
        theme_bus.changed.disconnect(self.restyle)
        super().close()

    def name_axes(self, bottom: str, left: str) -> None:
        for side, text in (("bottom", bottom), ("left", left)):
            self.name_axis(side, text)

    def name_axis(self, side: str, name: str) -> None:
        self.item.setLabel(side, markup("{name}", name=name))
        self.item.getAxis(side).resizeEvent()  # puts the name in the middle, which setLabel does not

    def add_legend(self, **options: object) -> None:
        """Name the curves that are drawn from now on with a name."""
        self.item.legend = _Legend(**options)
        self.item.legend.lay_on(current())
        self.item.legend.setParentItem(self.item.vb)


class _Legend(pg.LegendItem):
    """Names as they are: pyqtgraph takes them for HTML. What lies below them shines through faintly."""

    def lay_on(self, theme: Theme) -> None:
        ground = QColor(theme.surface)
        ground.setAlpha(GROUND)
        self.setBrush(pg.mkBrush(ground))

    def addItem(self, item: pg.GraphicsObject, name: str) -> None:
        super().addItem(item, markup("{name}", name=name))


def stroke(colour: str | QColor, width: float, style: Qt.PenStyle = Qt.PenStyle.DashLine) -> QPen:
    """A pen for a curve, by default a dashed one. Its ends are flat: square ones would fill the gaps of a wide one."""
    pen = pg.mkPen(colour, width=width, style=style)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    return pen


def nearest_dot(found: Sequence[pg.SpotItem], event: MouseClickEvent) -> int:
    """The place of the dot that was clicked among those of its plot: where several lie over each other under the
    pointer, not the topmost but the one that is pointed at."""
    return int(min(found, key=lambda dot: (dot.pos() - event.pos()).length()).index())


def copy_picture(widget: QWidget, credit: str = "") -> None:
    """Put what a widget shows on the clipboard, with a line under it that names whom it is owed to."""
    QGuiApplication.clipboard().setPixmap(grabbed(widget, credit))


def class_colours(theme: Theme, count: int) -> Sequence[QColor]:
    """One colour per class; beyond the theme's own they come round again, darker."""
    base = [QColor(colour) for colour in theme.classes]
    return [base[index % len(base)].darker(100 + 40 * (index // len(base))) for index in range(count)]
