"""Where cards go: alignment with neighbours, and free places. Plain numbers, no items."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from app.canvas.metrics import CARD_HEIGHT, CARD_WIDTH
from app.document.layout import ROW

Point = tuple[float, float]


@dataclass(frozen=True)
class Alignment:
    """A shift that brings a card in line with others; `x` and `y` are the lines it then shares, or None."""

    shift: Point
    x: float | None = None
    y: float | None = None


def align(moving: Iterable[Point], still: Iterable[Point], reach: float) -> Alignment:
    """The smallest shift, at most `reach` on each axis, that puts one of `moving` in line with one of `still`."""
    moving, still = list(moving), list(still)

    def nearest(axis: int) -> tuple[float, float | None]:
        best = min(((fixed[axis] - point[axis], fixed[axis]) for point in moving for fixed in still),
                   key=lambda pair: abs(pair[0]), default=(0.0, None))
        return best if abs(best[0]) <= reach else (0.0, None)

    (dx, x), (dy, y) = nearest(0), nearest(1)
    return Alignment((dx, dy), x, y)


def free_place(taken: Collection[Point], wanted: Point) -> Point:
    """`wanted`, or the first place below it where a card covers no other."""
    x, y = wanted
    while any(abs(x - left) < CARD_WIDTH and abs(y - top) < CARD_HEIGHT for left, top in taken):
        y += ROW
    return x, y


def centre_of(positions: Mapping[str, Point], names: Iterable[str]) -> Point:
    """The middle of the named layers."""
    chosen = [positions[name] for name in names]
    return sum(x for x, _ in chosen) / len(chosen), sum(y for _, y in chosen) / len(chosen)
