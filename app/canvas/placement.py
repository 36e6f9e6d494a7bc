"""Where cards go: alignment with neighbours, and free places. Plain numbers, no items."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass

from app.canvas.metrics import CARD_HEIGHT, CARD_WIDTH
from app.document.layout import ROW

Point = tuple[float, float]
Card = Hashable
Arrangement = Callable[[Mapping[Card, Point]], Mapping[Card, Point]]


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


def in_line(places: Mapping[Card, Point], axis: int) -> dict[Card, Point]:
    """The places with their mean along one axis."""
    if len(places) < 2:
        return {}
    mean = sum(at[axis] for at in places.values()) / len(places)
    return {card: (mean, y) if axis == 0 else (x, mean) for card, (x, y) in places.items()}


def apart(places: Mapping[Card, Point], axis: int) -> dict[Card, Point]:
    """The places in their order along one axis, at even distances between the outermost two."""
    if len(places) < 3:
        return {}
    ordered = sorted(places, key=lambda card: places[card][axis])
    first, last = places[ordered[0]][axis], places[ordered[-1]][axis]
    step = (last - first) / (len(ordered) - 1)
    even = {card: first + number * step for number, card in enumerate(ordered)}
    return {card: (even[card], y) if axis == 0 else (x, even[card]) for card, (x, y) in places.items()}


ARRANGEMENTS: Mapping[str, Arrangement] = {
    "align_row": lambda places: in_line(places, 1), "align_column": lambda places: in_line(places, 0),
    "distribute_across": lambda places: apart(places, 0), "distribute_down": lambda places: apart(places, 1),
}
"""By the name of the action: what it makes of the centres of the selected cards, of which it leaves out what stays."""
