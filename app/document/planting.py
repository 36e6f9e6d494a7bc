"""Templates put into a drawing. Pure functions of projects."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from typing import Any, NamedTuple

from app.document.edits import descendants, joined, shifted_clear
from app.document.layout import COLUMN, ROW, tidy
from engine.data import Data, DataSpec
from engine.errors import N_, GraphError, LaderaError
from engine.example import Example
from engine.graph import Graph, Link
from engine.project import Point, Project
from engine.templates import Given, Template


class Planted(NamedTuple):
    """The fields of the project that a template changes, and the layers that it brings."""

    changes: Mapping[str, Any]
    names: tuple[str, ...]


class Site(NamedTuple):
    """Where a template goes: behind the layer `after`, into the link `into` that leaves it, or with its middle `at` a
    place where it follows nothing. None: as `planted` finds it best."""

    after: str | None = None
    into: Link | None = None
    at: Point | None = None


ANYWHERE = Site()


def planted(project: Project, template: Template, load: Callable[[DataSpec], Data], site: Site) -> Planted:
    """`template` in the drawing: following the layer `after` where one is named, in the one link that leaves it or with
    ends of its own; else as a network of its own, `at` a place or below what there is. An empty drawing takes its data
    along, where those of the project do not suit, and the settings to train with. Raises GraphError where it does not
    fit."""
    data = None
    with suppress(LaderaError):  # the data panel says what is wrong with them
        data = load(project.data)
    if site.after is not None:
        return _following(project, template, data, site.after, site.into)
    suits = data is not None and template.suits(Given.of(data))
    if project.graph.layers and not suits:
        raise GraphError(N_("engine", "This template does not fit the data of the project. Choose other data first; "
                            "into an empty drawing it brings its own."))
    return _apart(project, template, data if suits else load(template.data), site.at, brings_data=not suits)


def _apart(project: Project, template: Template, data: Data, at: Point | None, brings_data: bool) -> Planted:
    part = template.network(Given.of(data))
    floor = max((y + ROW for _, y in project.positions.values()), default=None)
    left = min((x for x, _ in project.positions.values()), default=None)
    places = _shifted(tidy(part), left, floor) if at is None else shifted_clear(
        _centred(tidy(part), at), project.positions.values(), ROW)
    graph, names = joined(project.graph, part)
    changes = {"graph": graph, "positions": {**project.positions, **_renamed(places, names)}}
    if not project.graph.layers:
        changes["training"] = replace(project.training, **template.training)
        if brings_data:
            changes |= {"data": template.data, "example": Example()}
    return Planted(changes, tuple(names.values()))


def _following(project: Project, template: Template, data: Data | None, after: str, wanted: Link | None) -> Planted:
    graph, positions = project.graph, dict(project.positions)
    given = _given(graph, data, after)
    ways = [link for link in graph.links if link.source == after]
    part, origin, ends = template.part(given, whole=False)
    can_stand_in = len(ends) == 1 and ends[0] != origin
    into = (wanted or (ways[0] if len(ways) == 1 else None)) if can_stand_in else None
    if wanted is not None and into is None:
        raise GraphError(N_("engine", "This template has several ends, or none: it cannot stand in a connection."))
    if into is None:
        part, origin, ends = template.part(given, whole=True)
    x, y = positions[after]
    drawn = tidy(part, folded=False)
    places = {name: (at[0] - drawn[origin][0] + x, at[1] - drawn[origin][1] + y) for name, at in drawn.items()}
    if into is not None:
        graph = graph.without_link(into)
        positions |= _pushed(graph, positions, into, max(at[0] for at in places.values()) + COLUMN)
    elif ways:
        floor = max(at[1] for at in positions.values()) + ROW
        places = _shifted(places, None, floor)
    whole, names = joined(graph, part.without_layer(origin))
    links = [Link(after, names[link.target], link.port) for link in part.links if link.source == origin]
    if into is not None:
        links.append(Link(names[ends[0]], into.target, into.port))
    del places[origin]
    return Planted({"graph": replace(whole, links=(*whole.links, *links)),
                    "positions": {**positions, **_renamed(places, names)}}, tuple(names.values()))


def _given(graph: Graph, data: Data | None, after: str) -> Given:
    shape = graph.partial_shapes().get(after)
    if data is None or shape is None:
        raise GraphError(N_("engine", "What leaves {name} has no shape yet. Connect it to an input first."), name=after,
                         layers=(after,))
    given = Given.of(data)
    reads_symbols = graph.layer(after).kind == "input" and len(shape) == 1
    return replace(given, shape=shape, symbols=given.symbols if reads_symbols else 0)


def _pushed(graph: Graph, positions: Mapping[str, Point], into: Link, x: float) -> Mapping[str, Point]:
    """Where what follows a link goes, so that its first card stands at `x` at least."""
    missing = x - positions[into.target][0]
    if missing <= 0:
        return {}
    return {name: (positions[name][0] + missing, positions[name][1]) for name in descendants(graph, into.target)}


def _shifted(places: Mapping[str, Point], left: float | None, top: float | None) -> dict[str, Point]:
    """The places moved until the leftmost is at `left` and the uppermost at `top`, where those are given."""
    dx = 0.0 if left is None else left - min(x for x, _ in places.values())
    dy = 0.0 if top is None else top - min(y for _, y in places.values())
    return {name: (x + dx, y + dy) for name, (x, y) in places.items()}


def _centred(places: Mapping[str, Point], at: Point) -> dict[str, Point]:
    """The places moved until their middle is `at`."""
    xs, ys = zip(*places.values(), strict=True)
    dx, dy = at[0] - round((min(xs) + max(xs)) / 2), at[1] - round((min(ys) + max(ys)) / 2)
    return {name: (x + dx, y + dy) for name, (x, y) in places.items()}


def _renamed(places: Mapping[str, Point], names: Mapping[str, str]) -> dict[str, Point]:
    return {names[name]: at for name, at in places.items()}
