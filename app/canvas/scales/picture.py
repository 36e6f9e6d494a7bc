"""What a scale draws, as plain values, and the item that paints it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen
from PySide6.QtWidgets import QGraphicsItem

from app.canvas.card_painter import card_font
from app.canvas.segments import nearest_segment
from app.numbers import number
from app.theme import current

Place = tuple[str, tuple[int, ...]]
"""A number: the layer and its place in what that gives, or an array of weights and the place there."""
REACH = 4.0
MOST_LETTERS = 6
"""Of a number that stands in its circle in letters of the usual size."""
_LEFT, _MIDDLE, _RIGHT = (side | Qt.AlignmentFlag.AlignVCenter for side in (
    Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignHCenter, Qt.AlignmentFlag.AlignRight))
SIDES = {"left": _LEFT, "middle": _MIDDLE, "right": _RIGHT}


@dataclass(frozen=True)
class Text:
    """Words in a rectangle, at one of SIDES; `muted` where they only explain."""

    rect: QRectF
    text: str
    side: str = "left"
    size: int = 13
    muted: bool = False


@dataclass(frozen=True)
class Frame:
    """What belongs together: a layer, or a value, in the colour of its `category`."""

    rect: QRectF
    category: str


@dataclass(frozen=True, eq=False)
class Block:
    """An array as a picture of its `numbers` (rows, columns); `behind` further sheets lie behind it. Rows go through
    axes of the sizes `along`; a vector has none."""

    rect: QRectF
    image: QImage
    symbol: str
    tip: str
    numbers: np.ndarray
    along: tuple[int, ...]
    behind: int = 0

    def says(self, point: QPointF) -> str:
        """The number at a point, and what the array is."""
        rows, columns = self.numbers.shape
        row = min(rows - 1, max(0, int((point.y() - self.rect.top()) / self.rect.height() * rows)))
        column = min(columns - 1, max(0, int((point.x() - self.rect.left()) / self.rect.width() * columns)))
        place = (*np.unravel_index(row, self.along), column) if self.along else (column,)
        words = ", ".join(str(int(at) + 1) for at in place)
        return f"{self.symbol} ({words}) = {number(float(self.numbers[row, column]))}\n{self.tip}"


@dataclass(frozen=True, eq=False)
class Dot:
    """One number, in a circle or, `square`, in a box, with the colour of its size on the scale."""

    rect: QRectF
    text: str
    colour: QColor
    tip: str
    place: Place
    square: bool = False


@dataclass(frozen=True, eq=False)
class Wire:
    """A line; one that stands for a weight has its `place`, the colour of its size and a tip."""

    line: QLineF
    colour: QColor | None = None
    width: float = 1.2
    tip: str = ""
    place: Place | None = None
    arrow: bool = False


@dataclass(frozen=True, eq=False)
class Turn:
    """A button in the drawing: it moves the window onto `layer` `by` so many numbers."""

    rect: QRectF
    layer: str
    by: int


Part = Text | Frame | Block | Dot | Wire | Turn


class Sheet(QGraphicsItem):
    """Paints parts, and finds them again."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: Sequence[Part] = ()
        self._rect = QRectF()
        self._weights: list[Wire] = []
        self._ends = np.empty((0, 4))

    def show_parts(self, parts: Sequence[Part]) -> None:
        self.prepareGeometryChange()
        self.parts = tuple(parts)
        self._weights = [part for part in parts if isinstance(part, Wire) and part.place is not None]
        self._ends = np.array([(wire.line.x1(), wire.line.y1(), wire.line.x2(), wire.line.y2())
                               for wire in self._weights]).reshape(-1, 4)
        self._rect = QRectF()
        for part in parts:
            if not isinstance(part, Wire):
                self._rect = self._rect.united(part.rect)
        self.update()

    def boundingRect(self) -> QRectF:
        return self._rect.adjusted(-12, -12, 12, 12)

    def at(self, point: QPointF) -> Part | None:
        """The number, the block or the button at a point; of weights the nearest."""
        for part in reversed(self.parts):
            if isinstance(part, Dot | Turn | Block) and part.rect.contains(point):
                return part
        if not self._weights:
            return None
        place = nearest_segment(point, self._ends[:, :2], self._ends[:, 2:], REACH)
        return None if place is None else self._weights[place]

    def paint(self, painter: QPainter, option, widget=None) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for part in self.parts:
            _PAINT[type(part)](painter, part)


def _paint_text(painter: QPainter, part: Text) -> None:
    theme = current()
    painter.setFont(card_font(part.size))
    painter.setPen(QColor(theme.muted if part.muted else theme.text))
    painter.drawText(part.rect, SIDES[part.side], painter.fontMetrics().elidedText(
        part.text, Qt.TextElideMode.ElideRight, int(part.rect.width()) + 1))


def _paint_frame(painter: QPainter, part: Frame) -> None:
    theme = current()
    painter.setPen(QPen(QColor(theme.border), 1.2))
    painter.setBrush(QColor(theme.raised))
    painter.drawRoundedRect(part.rect, 8, 8)
    painter.fillRect(QRectF(part.rect.left() + 1, part.rect.top() + 8, 4, part.rect.height() - 16),
                     QColor(theme.category(part.category)))


def _paint_block(painter: QPainter, part: Block) -> None:
    theme = current()
    painter.setPen(QPen(QColor(theme.strong_border), 1.0))
    painter.setBrush(QColor(theme.surface))
    for sheet in range(part.behind, 0, -1):
        painter.drawRect(part.rect.translated(3.0 * sheet, -3.0 * sheet))
    painter.drawImage(part.rect, part.image)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(part.rect)


def _paint_dot(painter: QPainter, part: Dot) -> None:
    theme = current()
    painter.setPen(QPen(QColor(theme.strong_border), 1.0))
    painter.setBrush(part.colour)
    (painter.drawRect if part.square else painter.drawEllipse)(part.rect)
    painter.setFont(card_font(10 if len(part.text) <= MOST_LETTERS else 8))
    painter.setPen(QColor("#000000" if part.colour.lightnessF() > 0.45 else "#ffffff"))
    painter.drawText(part.rect, _MIDDLE, part.text)


def _paint_wire(painter: QPainter, part: Wire) -> None:
    colour = part.colour or QColor(current().strong_border)
    painter.setPen(QPen(colour, part.width))
    painter.drawLine(part.line)
    if part.arrow:
        end = part.line.p2()
        for up in (-3.5, 3.5):
            painter.drawLine(QLineF(end, end + QPointF(-6, up)))


def _paint_turn(painter: QPainter, part: Turn) -> None:
    painter.setFont(card_font(11))
    painter.setPen(QColor(current().accent))
    painter.drawText(part.rect, _MIDDLE, "▲" if part.by < 0 else "▼")


_PAINT = {Text: _paint_text, Frame: _paint_frame, Block: _paint_block, Dot: _paint_dot, Wire: _paint_wire,
          Turn: _paint_turn}
