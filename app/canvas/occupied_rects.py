"""Where the sentences of several cards find room: never over a card, never over each other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from PySide6.QtCore import QRectF, QSizeF

from app.canvas import metrics

_CELL = 256.0
_AIR = 3.0


class OccupiedRects:
    """Rectangles, found by the squares of a grid that they touch, so that large drawings stay quick."""

    def __init__(self, rects: Iterable[QRectF] = ()) -> None:
        self._cells: defaultdict[tuple[int, int], list[QRectF]] = defaultdict(list)
        for rect in rects:
            self.add(rect)

    def add(self, rect: QRectF) -> None:
        """Nothing else can lie there."""
        for cell in _cells(rect):
            self._cells[cell].append(rect)

    def meets(self, rect: QRectF) -> bool:
        """Whether something lies there already."""
        return any(other.intersects(rect) for cell in _cells(rect) for other in self._cells.get(cell, ()))


def find_place(card: QRectF, size: QSizeF, taken: OccupiedRects) -> QRectF | None:
    """Below the card, above it, or None where there is no room; all in the coordinates of the scene."""
    return next((place for place in _candidates(card, size)
                 if not taken.meets(place.adjusted(-_AIR, -_AIR, _AIR, _AIR))), None)


def below(card: QRectF, size: QSizeF) -> QRectF:
    """Where a sentence stands when nothing is in its way."""
    return next(_candidates(card, size))


def _candidates(card: QRectF, size: QSizeF) -> Iterator[QRectF]:
    left = card.center().x() - size.width() / 2
    yield QRectF(left, card.bottom() + metrics.BUBBLE_GAP, size.width(), size.height())
    yield QRectF(left, card.top() - metrics.BUBBLE_GAP - size.height(), size.width(), size.height())


def _cells(rect: QRectF) -> Iterator[tuple[int, int]]:
    for column in range(int(rect.left() // _CELL), int(rect.right() // _CELL) + 1):
        for row in range(int(rect.top() // _CELL), int(rect.bottom() // _CELL) + 1):
            yield column, row
