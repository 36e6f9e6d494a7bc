"""Layers on the clipboard: plain JSON, so that they travel between windows and nothing in them is trusted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from PySide6.QtCore import QMimeData

from engine.drawing import Drawing, Group
from engine.errors import N_, FormatError, LaderaError
from engine.formats import strict_json
from engine.graph import Graph
from engine.project import Point, Project

MIME = "application/x-ladera-layers+json"
MOST_BYTES = 4_000_000
_KIND, _VERSION = "ladera-layers", 1


class Copied(NamedTuple):
    """Layers with the links among them, a position for each, and groups of them."""

    part: Graph
    places: Mapping[str, Point]
    groups: tuple[Group, ...]


def to_mime(project: Project, names: Iterable[str]) -> QMimeData:
    """The named layers with their positions, the links among them, and the groups of which all layers are named."""
    chosen = set(names)
    part = Graph(tuple(spec for spec in project.graph.layers if spec.name in chosen),
                 tuple(link for link in project.graph.links if {link.source, link.target} <= chosen))
    content = {
        "format": _KIND,
        "version": _VERSION,
        "graph": part.to_json(),
        "positions": {spec.name: list(project.positions[spec.name]) for spec in part.layers},
        "groups": Drawing([group for group in project.drawing.groups if chosen.issuperset(group.layers)])
        .to_json()["groups"],
    }
    mime = QMimeData()
    mime.setData(MIME, strict_json.dump(content))
    return mime


def from_mime(mime: QMimeData) -> Copied:
    """What `mime` holds. Raises LaderaError when there are none or they are damaged."""
    if not mime.hasFormat(MIME):
        raise FormatError(N_("engine", "There are no layers on the clipboard. Copy some first."))
    raw = mime.data(MIME).data()
    if len(raw) > MOST_BYTES:
        raise FormatError(N_("engine", "The layers on the clipboard are too many to paste."))
    try:
        content = strict_json.load(raw)
        if content["format"] != _KIND or content["version"] != _VERSION:
            raise FormatError(N_("engine", "The layers on the clipboard come from another version of Ladera."))
        graph = Graph.from_json(content["graph"])
        places = {spec.name: content["positions"][spec.name] for spec in graph.layers}
        groups = Drawing.from_json({"groups": content.get("groups", []), "notes": [], "arrows": []})
        return Copied(graph, {name: (_coordinate(x), _coordinate(y)) for name, (x, y) in places.items()},
                      groups.within(graph).groups)
    except LaderaError:
        raise
    except (LookupError, TypeError, ValueError, AttributeError, ArithmeticError, RecursionError) as error:
        raise FormatError(N_("engine", "The layers on the clipboard are damaged: {detail}."),
                          detail=repr(error)) from error


def _coordinate(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not abs(value) <= 1e6:
        raise ValueError(value)
    return float(value)
