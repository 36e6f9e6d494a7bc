"""A link: a smooth curve from an output to an input, with an arrow where it arrives; or the weights along it."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPainterPathStroker, QPen, QPolygonF
from PySide6.QtWidgets import QGraphicsItem

from app import theme
from app.canvas import metrics
from app.canvas.card_painter import card_font
from app.canvas.life.spot import WeightSpot
from app.canvas.life.wires import Stroke, WiresDrawn, paint_matrix
from engine.graph import Link

TURN = 44.0
"""How far the bends of a link to another line reach beside the cards."""
APART = 1.4 * metrics.CARD_HEIGHT
"""From this far up or down, a link that goes back runs between the lines."""
SHORTEST, MATRIX, HIGHEST_MATRIX = 24.0, 60.0, 200.0
"""The room between two cards from which on lines are drawn; the width of a picture of weights at most, its height."""
ABOVE, ASIDE = 104.0, 40.0
"""The room for the scale of weights, above them and at their sides."""
_TEXT, _TEXT_FROM = 17, 0.3
SEPARATOR = " · "
FUNCTION_SIZE, FUNCTION_LINE, FUNCTION_WIDTH = 12, 15.0, 150.0
"""A function that is written at a link, a line for each of its words."""


Pins = tuple[np.ndarray, np.ndarray]
"""Where lines begin (inputs, 2) and end (outputs, 2), in the coordinates of the scene."""


def curve(start: QPointF, end: QPointF) -> QPainterPath:
    """A cubic that leaves to the right and arrives from the left. Where it has to go back it swings wide, or runs half
    way between the two lines of a drawing, where no cards are."""
    gap, drop = end.x() - start.x(), end.y() - start.y()
    path = QPainterPath(start)
    if gap < 0 and abs(drop) > APART:
        middle, aside = start.y() + drop / 2, QPointF(TURN, 0)
        left, right = QPointF(end.x(), middle), QPointF(start.x(), middle)
        path.cubicTo(start + aside, right + aside, right)
        path.lineTo(left)
        path.cubicTo(left - aside, end - aside, end)
        return path
    reach = max(36.0, gap / 2) if gap >= 0 else min(160.0, 60.0 - gap / 2)
    path.cubicTo(start + QPointF(reach, 0), end - QPointF(reach, 0), end)
    return path


class LinkItem(QGraphicsItem):
    """A curve between two points; `link` is the value it stands for, None while it is being drawn."""

    def __init__(self, link: Link | None = None) -> None:
        super().__init__()
        self.link = link
        self.start = self.end = QPointF()
        self._path = QPainterPath()
        self._outline = QPainterPath()
        self._hovered = False
        self._marked = False
        self._drawn: WiresDrawn | None = None
        self._pins: Pins | None = None
        self._strokes: list[Stroke] = []
        self._ready: list[Stroke] = []
        self._fresh: tuple[WiresDrawn | None, bytes] = None, b""
        self._covered = QRectF()  # by weights and their scale
        self._at_rest = True
        self.function = ""
        if link is not None:
            self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemIsSelectable)
            self.setAcceptHoverEvents(True)

    def lay(self, start: QPointF, end: QPointF) -> None:
        """Run from `start` to `end`, in scene coordinates."""
        if self.start == start and self.end == end and not self._path.isEmpty():
            return
        self.prepareGeometryChange()
        self.start, self.end = QPointF(start), QPointF(end)
        self._strokes = []
        self._path = curve(self.start, self._arrow_base())
        stroker = QPainterPathStroker()
        stroker.setWidth(2 * metrics.LINK_REACH)
        self._outline = stroker.createStroke(self._path)

    @property
    def drawn(self) -> WiresDrawn | None:
        """The weights that are shown."""
        return self._drawn

    def prepare_weights(self, drawn: WiresDrawn | None, pins: Pins | None) -> None:
        """Get ready what `show_weights` will be asked to show, and show nothing yet."""
        lines = drawn is not None and drawn.image is None and self.end.x() - self.start.x() >= SHORTEST
        places = b"".join(ends.tobytes() for ends in pins) if lines else b""
        if (drawn, places) != self._fresh:
            self._fresh, self._ready = (drawn, places), drawn.strokes(*pins) if lines else []

    def show_weights(self, drawn: WiresDrawn | None, pins: Pins | None, *, at_rest: bool) -> None:
        """Show weights between `pins`, the ends (units, 2) at the source and at the target; None shows the curve alone.
        At rest lines are smooth."""
        if drawn is self._drawn and at_rest == self._at_rest and drawn is None:
            return
        self.prepare_weights(drawn, pins)
        self._drawn, self._pins, self._at_rest, self._strokes = drawn, pins, at_rest, self._ready
        covered = self._wires_rect()
        if covered != self._covered:
            self.prepareGeometryChange()
            self._covered = covered
        self.update()

    def weight_at(self, point: QPointF, reach: float) -> WeightSpot | None:
        """The weight at a point."""
        if self._drawn is None or not (self._strokes or self._drawn.image):
            return None
        place = self._drawn.place_at(point, *self._pins, self._matrix_place(), reach)
        return None if place is None else self._drawn.wires.spot(*place)

    def say(self, spot: WeightSpot) -> str:
        """A weight that is shown, in words."""
        return self._drawn.say(spot)

    def _matrix_place(self) -> QRectF:
        rows, columns = self._drawn.wires.shape
        room = self.end.x() - self.start.x()
        width = min(MATRIX, max(room - 16.0, SHORTEST)) if room > 0 else MATRIX
        height = min(HIGHEST_MATRIX, max(12.0, width * rows / columns))
        centre = self.middle()
        return QRectF(centre.x() - width / 2, centre.y() - height / 2, width, height)

    def _wires_rect(self) -> QRectF:
        """All that weights and their scale cover."""
        if self._drawn is None:
            return QRectF()
        if self._strokes:
            ends = np.concatenate(self._pins)
            low, high = ends.min(axis=0), ends.max(axis=0)
            return QRectF(QPointF(*low), QPointF(*high)).adjusted(-ASIDE, -ABOVE, ASIDE, 4)
        return self._matrix_place().adjusted(-ASIDE, -ABOVE, ASIDE, 4) if self._drawn.image else QRectF()

    def set_marked(self, marked: bool) -> None:
        """Stand out as the link into which a layer would be dropped."""
        if marked != self._marked:
            self._marked = marked
            self.update()

    def set_function(self, words: str) -> None:
        """Say which function leads along it; "" for none."""
        if words != self.function:
            self.prepareGeometryChange()
            self.function = words
            self.update()

    def _function_rect(self) -> QRectF:
        """Where that is written: below the curve, or the weights."""
        lines = self.function.count(SEPARATOR) + 1
        below = max(self.middle().y(), (self._wires_rect().bottom() if self._drawn is not None else -np.inf))
        return QRectF(self.middle().x() - FUNCTION_WIDTH / 2, below + 6, FUNCTION_WIDTH, lines * FUNCTION_LINE)

    def middle(self) -> QPointF:
        """Half way along."""
        return self._path.pointAtPercent(0.5)

    def _arrow_base(self) -> QPointF:
        return self.end - QPointF(metrics.PORT_RADIUS + metrics.ARROW, 0)

    def boundingRect(self) -> QRectF:
        margin = metrics.LINK_REACH + metrics.ARROW
        rect = self._path.boundingRect().adjusted(-margin, -margin, margin + metrics.PORT_RADIUS, margin)
        rect = rect.united(self._function_rect()) if self.function else rect
        return rect.united(self._covered)

    def shape(self) -> QPainterPath:
        return self._outline

    def hoverEnterEvent(self, event) -> None:
        self._hovered = True
        self.update()

    def hoverLeaveEvent(self, event) -> None:
        self._hovered = False
        self.update()

    def paint(self, painter: QPainter, option, widget=None) -> None:
        tokens = theme.current()
        strong = self.isSelected() or self._marked or self.link is None
        colour = QColor(tokens.accent if strong else tokens.muted if self._hovered else tokens.faint)
        width = metrics.LINK_WIDTH + (1.0 if strong else 0.5 if self._hovered else 0.0)
        scale = option.levelOfDetailFromTransform(painter.worldTransform())
        if self.function and scale >= _TEXT_FROM:
            painter.setFont(card_font(FUNCTION_SIZE))
            painter.setPen(QColor(tokens.muted))
            painter.drawText(self._function_rect(), Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop,
                             self.function.replace(SEPARATOR, "\n"))
        if self._drawn is not None:
            self._paint_weights(painter, scale, tokens)
            if self._strokes and self._drawn.wires.kind == "lines" and not (strong or self._hovered):
                return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(colour, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.drawPath(self._path)
        base = self._arrow_base()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawPolygon(QPolygonF([base + QPointF(metrics.ARROW, 0), base + QPointF(-1, -metrics.ARROW * 0.55),
                                       base + QPointF(-1, metrics.ARROW * 0.55)]))
        if self._drawn is not None and self._drawn.image is not None:
            paint_matrix(painter, self._drawn.image, self._matrix_place())

    def _paint_weights(self, painter: QPainter, scale: float, tokens: theme.Theme) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, self._at_rest)
        for pen, lines in self._strokes:
            painter.setPen(pen)
            painter.drawLines(lines)
        if scale < _TEXT_FROM or not (self._strokes or self._drawn.image):
            return
        painter.setFont(card_font(_TEXT))
        painter.setPen(QColor(tokens.muted))
        rect = self._covered
        middle = (self.start.x() + self.end.x()) / 2 if self._strokes else rect.center().x()
        painter.drawText(QRectF(middle - 60, rect.top(), 120, ABOVE - 4), Qt.AlignmentFlag.AlignHCenter
                         | Qt.AlignmentFlag.AlignBottom, self._drawn.text)
