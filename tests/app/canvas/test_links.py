"""Links keep clear of the cards that they are not of."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPointF, QRectF

from app.canvas.link_item import curve
from app.canvas.metrics import CARD_HEIGHT, CARD_WIDTH
from app.document.layout import COLUMN, ROW


def card(column: int, row: int) -> QRectF:
    return QRectF(column * COLUMN - CARD_WIDTH / 2, row * ROW - CARD_HEIGHT / 2, CARD_WIDTH, CARD_HEIGHT)


def ends(first: tuple[int, int], second: tuple[int, int]) -> tuple[QPointF, QPointF]:
    one, other = card(*first), card(*second)
    return QPointF(one.right(), one.center().y()), QPointF(other.left(), other.center().y())


@pytest.mark.parametrize(("first", "second"), [((3, 0), (0, 1)), ((3, 1), (0, 0)), ((1, 0), (0, 1)), ((1, 0), (1, 1))])
def test_a_link_to_the_line_above_or_below_runs_between_the_lines(first, second):
    path = curve(*ends(first, second))
    # Its ends touch the cards that it links, so those are looked at without their rim.
    inside = [card(column, row).adjusted(1, 1, -1, -1) for column in range(4) for row in range(2)]
    points = [path.pointAtPercent(share / 200) for share in range(201)]
    assert not any(box.contains(point) for box in inside for point in points)


@pytest.mark.parametrize("second", [(1, 0), (2, 3), (0, 1)])
def test_a_link_leaves_to_the_right_and_arrives_from_the_left(second):
    start, end = ends((0, 0), second)
    path = curve(start, end)
    assert path.pointAtPercent(0) == start
    assert path.pointAtPercent(1) == end
    assert path.pointAtPercent(0.02).x() > start.x()
    assert path.pointAtPercent(0.98).x() < end.x()
