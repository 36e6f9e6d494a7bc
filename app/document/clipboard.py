"""Layers on the clipboard: plain JSON, so that they travel between windows and nothing in them is trusted."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QMimeData

from engine.errors import N_, FormatError, LaderaError
from engine.formats import strict_json
from engine.graph import Graph
from engine.project import Point, Project

MIME = "application/x-ladera-layers+json"
MOST_BYTES = 4_000_000
_KIND, _VERSION = "ladera-layers", 1


def to_mime(project: Project, names: Iterable[str]) -> QMimeData:
    """The named layers with their positions and the links among them."""
    chosen = set(names)
    part = Graph(tuple(spec for spec in project.graph.layers if spec.name in chosen),
                 tuple(link for link in project.graph.links if {link.source, link.target} <= chosen))
    content = {
        "format": _KIND,
        "version": _VERSION,
        "graph": part.to_json(),
        "positions": {spec.name: list(project.positions[spec.name]) for spec in part.layers},
    }
    mime = QMimeData()
    mime.setData(MIME, strict_json.dump(content))
    return mime


def from_mime(mime: QMimeData) -> tuple[Graph, dict[str, Point]]:
    """The layers in `mime`, every one with a position. Raises LaderaError when there are none or they are damaged."""
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
        return graph, {name: (_coordinate(x), _coordinate(y)) for name, (x, y) in places.items()}
    except LaderaError:
        raise
    except (LookupError, TypeError, ValueError, AttributeError, ArithmeticError, RecursionError) as error:
        raise FormatError(N_("engine", "The layers on the clipboard are damaged: {detail}."),
                          detail=repr(error)) from error


def _coordinate(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not abs(value) <= 1e6:
        raise ValueError(value)
    return float(value)
