"""A link: a smooth curve from an output to an input, with an arrow where it arrives."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPainterPathStroker, QPen, QPolygonF
from PySide6.QtWidgets import QGraphicsItem

from app import theme
from app.canvas import metrics
from engine.graph import Link

TURN = 44.0
"""How far the bends of a link to another line reach beside the cards."""
APART = 1.4 * metrics.CARD_HEIGHT
"""From this far up or down, a link that goes back runs between the lines."""


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
        if link is not None:
            self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemIsSelectable)
            self.setAcceptHoverEvents(True)

    def lay(self, start: QPointF, end: QPointF) -> None:
        """Run from `start` to `end`, in scene coordinates."""
        if self.start == start and self.end == end and not self._path.isEmpty():
            return
        self.prepareGeometryChange()
        self.start, self.end = QPointF(start), QPointF(end)
        self._path = curve(self.start, self._arrow_base())
        stroker = QPainterPathStroker()
        stroker.setWidth(2 * metrics.LINK_REACH)
        self._outline = stroker.createStroke(self._path)

    def set_marked(self, marked: bool) -> None:
        """Stand out as the link into which a layer would be dropped."""
        if marked != self._marked:
            self._marked = marked
            self.update()

    def middle(self) -> QPointF:
        """Half way along."""
        return self._path.pointAtPercent(0.5)

    def _arrow_base(self) -> QPointF:
        return self.end - QPointF(metrics.PORT_RADIUS + metrics.ARROW, 0)

    def boundingRect(self) -> QRectF:
        margin = metrics.LINK_REACH + metrics.ARROW
        return self._path.boundingRect().adjusted(-margin, -margin, margin + metrics.PORT_RADIUS, margin)

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
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(colour, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.drawPath(self._path)
        base = self._arrow_base()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawPolygon(QPolygonF([base + QPointF(metrics.ARROW, 0), base + QPointF(-1, -metrics.ARROW * 0.55),
                                       base + QPointF(-1, metrics.ARROW * 0.55)]))
