"""What a gesture asks of the document, each function one undo step."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QCoreApplication

from app.canvas.placement import Point, free_place
from app.document.document import Document
from app.document.edits import descendants
from app.document.layout import COLUMN
from engine.graph import Link
from engine.layers import LAYERS


@contextmanager
def one_step(document: Document, text: str) -> Iterator[None]:
    """Whatever is edited inside is undone together, under the name `text`."""
    document.undo_stack.beginMacro(text)
    try:
        yield
    finally:
        document.undo_stack.endMacro()


def add_after(document: Document, kind: str, source: str, position: Point | None = None) -> str:
    """Add a layer fed by `source`, at `position` or in the next free place to its right. Returns its name."""
    positions = document.model.positions
    x, y = positions[source]
    place = position or free_place(positions.values(), (x + COLUMN, y))
    with one_step(document, QCoreApplication.translate("Canvas", "Add and connect a layer")):
        name = document.add_layer(kind, place)
        document.connect(source, name)
    return name


def add_beside(document: Document, kind: str, source: str) -> str:
    """Add a layer that follows `source`, beside it: into the link that leaves it where there is one alone and the layer
    can stand in it. Returns its name."""
    ways = [link for link in document.model.graph.links if link.source == source]
    if len(ways) == 1 and layer_can_stand_in_link(kind):
        return add_into_link(document, kind, ways[0])
    return add_after(document, kind, source)


def add_before(document: Document, kind: str, target: str, port: int, position: Point) -> str:
    """Add a layer that feeds input number `port` of `target`. Returns its name."""
    with one_step(document, QCoreApplication.translate("Canvas", "Add and connect a layer")):
        name = document.add_layer(kind, position)
        document.connect(name, target, port)
    return name


def add_into_link(document: Document, kind: str, link: Link, position: Point | None = None) -> str:
    """Add a layer in the middle of a link, at `position` or in the next free place to the right of its source; what
    follows makes room. Returns its name."""
    with one_step(document, QCoreApplication.translate("Canvas", "Insert a layer")):
        place = _make_room(document, link, position or document.model.positions[link.source])
        if position is None:
            place = free_place(document.model.positions.values(), place)
        name = document.add_layer(kind, place)
        _rewire(document, link, name)
    return name


def move_into_link(document: Document, name: str, link: Link, position: Point) -> None:
    """Put a layer that is there already into the middle of a link."""
    with one_step(document, QCoreApplication.translate("Canvas", "Insert a layer")):
        document.move({name: _make_room(document, link, position)})
        _rewire(document, link, name)


def reroute(document: Document, old: Link, new: Link) -> None:
    """Give a link another source or target."""
    if old != new:
        with one_step(document, QCoreApplication.translate("Canvas", "Reroute a connection")):
            document.disconnect(old)
            document.connect(new.source, new.target, new.port)


def _make_room(document: Document, link: Link, position: Point) -> Point:
    """Move what follows a link to the right until a card fits into it, unless it goes back to the next line. Returns
    where the card goes."""
    positions = document.model.positions
    x = max(position[0], positions[link.source][0] + COLUMN)
    missing = x + COLUMN - positions[link.target][0]
    after = descendants(document.model.graph, link.target)
    goes_on = positions[link.target][0] > positions[link.source][0]
    if missing > 0 and goes_on and link.source not in after:
        document.move({name: (positions[name][0] + missing, positions[name][1]) for name in after})
    return x, position[1]


def _rewire(document: Document, link: Link, name: str) -> None:
    document.disconnect(link)
    document.connect(link.source, name)
    document.connect(name, link.target, link.port)


def layer_can_stand_in_link(kind: str) -> bool:
    """Whether a kind of layer has both an input and an output."""
    return LAYERS[kind].ports != "none" and LAYERS[kind].has_output
