"""Where cards go: alignment with neighbours, and free places. Plain numbers, no items."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass

from app.canvas.metrics import CARD_HEIGHT, CARD_WIDTH
from app.document.layout import ROW

Point = tuple[float, float]
Card = Hashable
Arrangement = Callable[[Mapping[Card, Point], Mapping[Card, Point]], Mapping[Card, Point]]
"""From the centres of cards, and their widths and heights, to other centres."""
GAP = 24.0
"""The room between cards that would lie over each other."""


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


def in_line(places: Mapping[Card, Point], sizes: Mapping[Card, Point], axis: int) -> dict[Card, Point]:
    """The places with their mean along one axis, and along the other in their order, moved no further than that none
    covers another: cards of a row become a column, not a pile."""
    if len(places) < 2:
        return {}
    mean, along = sum(at[axis] for at in places.values()) / len(places), 1 - axis
    ordered = sorted(places, key=lambda card: (places[card][along], places[card][axis]))
    found = {ordered[0]: places[ordered[0]][along]}
    for before, card in itertools.pairwise(ordered):
        touching = found[before] + (sizes[before][along] + sizes[card][along]) / 2
        own = places[card][along]
        found[card] = own if own >= touching else touching + GAP
    shift = sum(places[card][along] - at for card, at in found.items()) / len(found)
    return {card: (mean, at + shift) if axis == 0 else (at + shift, mean) for card, at in found.items()}


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
    "align_row": lambda places, sizes: in_line(places, sizes, 1),
    "align_column": lambda places, sizes: in_line(places, sizes, 0),
    "distribute_across": lambda places, _: apart(places, 0), "distribute_down": lambda places, _: apart(places, 1),
}
"""By the name of the action: what it makes of the centres of the selected cards, of which it leaves out what stays."""
