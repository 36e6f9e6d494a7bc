"""Where what is wrong with a layer is written: below its card, or above it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from app.canvas.group_item import GroupItem
from app.canvas.node_item import NodeItem
from app.canvas.occupied_rects import OccupiedRects, below, find_place


def lay_sentences(bearers: Sequence[NodeItem], cards: Iterable[NodeItem | GroupItem]) -> tuple[str, ...]:
    """Give the sentence of each bearer a place beside all `cards` that are seen. A chosen card has the first claim; a
    sentence that would lie on a card or on another sentence is left out. Returns the layers of those, in the order of
    the bearers."""
    taken = OccupiedRects(node.card_rect().translated(node.pos()) for node in cards)
    left_out = set()
    for node in sorted(bearers, key=lambda node: not node.isSelected()):
        card, size = node.card_rect().translated(node.pos()), node.bubble.size
        place = find_place(card, size, taken) or (below(card, size) if node.isSelected() else None)
        node.bubble.place(None if place is None else node.mapFromScene(place.topLeft()))
        if place is None:
            left_out.add(node.state.name)
        else:
            taken.add(place)
    return tuple(node.state.name for node in bearers if node.state.name in left_out)
