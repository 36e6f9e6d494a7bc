"""Inside the cell of one unit at one step: what goes where, each with its number."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.numbers import number
from app.theme import current, diverging_colour, theme_bus
from app.widgets.signed_image import readable_on
from engine.sequences.cells import BEFORE

BOX, RING, HEAD = QSize(76, 40), 11, 6
"""Pixels of a number with its symbol, of a sign in a circle, and of the head of an arrow."""
Point = tuple[float, float]


@dataclass(frozen=True)
class Drawing:
    """A kind of cell: numbers by their names, each with its symbol and its place as shares of width and height; signs
    likewise; and arrows along places or names, through corners where they are no straight lines. `x` is the place of
    what comes in."""

    values: Mapping[str, tuple[str, Point]]
    signs: Mapping[str, tuple[str, Point]]
    arrows: tuple[tuple[str | Point, ...], ...]
    x: Point = (0.08, 0.66)


_BUS = 0.9
DRAWINGS: Mapping[str, Drawing] = MappingProxyType({
    "simple_rnn": Drawing(
        {f"{BEFORE}hidden": ("hₜ₋₁", (0.1, 0.75)), "sum": ("zₜ", (0.45, 0.5)), "hidden": ("hₜ", (0.9, 0.5))},
        {"bend": ("f", (0.68, 0.5))},
        ((f"{BEFORE}hidden", (0.45, 0.75), "sum"), ("x", (0.45, 0.25), "sum"), ("sum", "bend"), ("bend", "hidden")),
        (0.1, 0.25)),
    "lstm": Drawing(
        {f"{BEFORE}cell": ("cₜ₋₁", (0.08, 0.14)), "cell": ("cₜ", (0.92, 0.14)),
         "forget_gate": ("f", (0.26, 0.62)), "input_gate": ("i", (0.42, 0.62)), "candidate": ("ĉ", (0.58, 0.62)),
         "output_gate": ("o", (0.76, 0.62)), f"{BEFORE}hidden": ("hₜ₋₁", (0.08, _BUS)), "hidden": ("hₜ", (0.92, 0.4))},
        {"forget": ("×", (0.26, 0.14)), "write": ("×", (0.5, 0.36)), "add": ("+", (0.5, 0.14)),
         "bend": ("tanh", (0.76, 0.26)), "show": ("×", (0.76, 0.4))},
        ((f"{BEFORE}cell", "forget"), ("forget", "add"), ("add", "cell"), ("forget_gate", "forget"),
         ("input_gate", (0.42, 0.36), "write"), ("candidate", (0.58, 0.36), "write"), ("write", "add"),
         ((0.76, 0.14), "bend"), ("bend", "show"), ("output_gate", "show"), ("show", "hidden"),
         *(((f"{BEFORE}hidden"), (x, _BUS), name) for x, name in (
             (0.26, "forget_gate"), (0.42, "input_gate"), (0.58, "candidate"), (0.76, "output_gate"))),
         ("x", (0.17, 0.66), (0.17, _BUS)))),
    "gru": Drawing(
        {f"{BEFORE}hidden": ("hₜ₋₁", (0.08, 0.16)), "hidden": ("hₜ", (0.92, 0.16)), "update_gate": ("z", (0.28, 0.44)),
         "candidate": ("ĥ", (0.78, 0.44)), "reset_gate": ("r", (0.52, 0.72))},
        {"keep": ("×", (0.28, 0.16)), "rest": ("1−", (0.44, 0.44)), "renew": ("×", (0.6, 0.44)),
         "add": ("+", (0.6, 0.16)), "look": ("×", (0.78, 0.72))},
        ((f"{BEFORE}hidden", "keep"), ("keep", "add"), ("add", "hidden"), ("update_gate", "keep"),
         ("update_gate", "rest"), ("rest", "renew"), ("candidate", "renew"), ("renew", "add"), ("reset_gate", "look"),
         ("look", "candidate"), (f"{BEFORE}hidden", (0.08, 0.88), (0.28, 0.88), "update_gate"),
         ((0.28, 0.88), (0.52, 0.88), "reset_gate"), ((0.52, 0.88), (0.78, 0.88), "look"),
         ("x", (0.18, 0.97), (0.9, 0.97), (0.9, 0.44), "candidate"), ((0.28, 0.97), (0.28, 0.88)),
         ((0.52, 0.97), (0.52, 0.88))),
        (0.18, 0.66)),
})


class CellPicture(QWidget):
    """Numbers have the colours of the map beside it; gates those from 0 to 1."""

    def __init__(self) -> None:
        super().__init__()
        self.kind, self.symbol, self.limit = "", "", 1.0
        self.numbers: Mapping[str, float] = {}
        self.setAccessibleName(self.tr("Inside the cell"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(320, 190)
        theme_bus.changed.connect(self._restyle)

    def sizeHint(self) -> QSize:
        return QSize(520, 240)

    def show_cell(self, kind: str, numbers: Mapping[str, float], symbol: str, limit: float) -> None:
        """What a unit has at a step, its states a step earlier under BEFORE, and the symbol that is read there."""
        self.kind, self.numbers, self.symbol, self.limit = kind, numbers, symbol, limit
        self.setAccessibleDescription("; ".join(f"{name} {number(value)}" for name, value in numbers.items()))
        self.update()

    def paintEvent(self, _: QPaintEvent) -> None:
        drawing = DRAWINGS.get(self.kind)
        if drawing is None or not self.numbers:
            return
        theme = current()
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(theme.strong_border), 1.4))
            painter.setBrush(QColor(theme.strong_border))
            for arrow in drawing.arrows:
                self._arrow(painter, [self._point(drawing, end) for end in arrow], self._room(drawing, arrow[-1]))
            for name, (symbol, place) in drawing.values.items():
                self._value(painter, self._at(place), symbol, self.numbers.get(name))
            for sign, place in drawing.signs.values():
                self._sign(painter, self._at(place), sign)
            self._value(painter, self._at(drawing.x), "xₜ", None)

    def _value(self, painter: QPainter, at: QPointF, symbol: str, value: float | None) -> None:
        theme = current()
        box = QRectF(at.x() - BOX.width() / 2, at.y() - BOX.height() / 2, BOX.width(), BOX.height())
        fill = QColor(theme.raised) if value is None else diverging_colour(
            max(-1.0, min(1.0, value / self.limit)) if self.limit else 0.0)
        painter.setPen(QPen(QColor(theme.strong_border), 1))
        painter.setBrush(fill)
        painter.drawRoundedRect(box, 6, 6)
        painter.setPen(QColor(theme.text) if value is None else readable_on(fill))
        text = self.symbol if value is None else number(float(f"{value:.3g}"))
        painter.drawText(box.adjusted(2, 2, -2, -BOX.height() / 2), Qt.AlignmentFlag.AlignCenter, symbol)
        painter.drawText(box.adjusted(4, BOX.height() / 2 - 2, -4, -2), Qt.AlignmentFlag.AlignCenter,
                         painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, BOX.width() - 8))

    def _sign(self, painter: QPainter, at: QPointF, sign: str) -> None:
        theme = current()
        wide = max(RING, painter.fontMetrics().horizontalAdvance(sign) / 2 + 6)
        painter.setPen(QPen(QColor(theme.strong_border), 1.2))
        painter.setBrush(QColor(theme.surface))
        painter.drawRoundedRect(QRectF(at.x() - wide, at.y() - RING, 2 * wide, 2 * RING), RING, RING)
        painter.setPen(QColor(theme.text))
        painter.drawText(QRectF(at.x() - wide, at.y() - RING, 2 * wide, 2 * RING), Qt.AlignmentFlag.AlignCenter, sign)

    def _arrow(self, painter: QPainter, points: list[QPointF], room: QSize) -> None:
        """Through all points, its head at the edge of what it goes to."""
        last, before = points[-1], points[-2]
        if not room.isEmpty():
            along = QPointF(last.x() - before.x(), last.y() - before.y())
            if abs(along.x()) > abs(along.y()):
                last = QPointF(last.x() - (room.width() / 2 if along.x() > 0 else -room.width() / 2), last.y())
            else:
                last = QPointF(last.x(), last.y() - (room.height() / 2 if along.y() > 0 else -room.height() / 2))
        for start, stop in zip(points, [*points[1:-1], last], strict=False):
            painter.drawLine(start, stop)
        if not room.isEmpty():
            along = last - before
            size = max(1.0, (along.x() ** 2 + along.y() ** 2) ** 0.5)
            ahead = along / size
            side = QPointF(-ahead.y(), ahead.x())
            painter.drawPolygon(QPolygonF([last, last - ahead * HEAD + side * HEAD / 2,
                                           last - ahead * HEAD - side * HEAD / 2]))

    def _room(self, drawing: Drawing, end: str | Point) -> QSize:
        """How much room is taken by what an arrow goes to."""
        return BOX if end in drawing.values else QSize(2 * RING, 2 * RING) if end in drawing.signs else QSize()

    def _point(self, drawing: Drawing, end: str | Point) -> QPointF:
        if isinstance(end, tuple):
            return self._at(end)
        if end == "x":
            return self._at(drawing.x)
        return self._at((drawing.values.get(end) or drawing.signs[end])[1])

    def _at(self, place: Point) -> QPointF:
        left, top = BOX.width() / 2 + 2, BOX.height() / 2 + 2
        across, down = self.width() - 2 * left, self.height() - 2 * top
        x, y = ((share - 0.08) / 0.84 for share in place)
        return QPointF(left + x * across, top + y * down)

    def _restyle(self, *_: object) -> None:
        self.update()
