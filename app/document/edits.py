"""What an edit makes of a graph. Pure functions; the document turns their results into undo commands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from engine.errors import N_, GraphError
from engine.graph import Graph, Link
from engine.layout import ParameterLayout
from engine.project import Point

_LONGEST_STEM = 50  # a name has room for a number after it

Weights = tuple[tuple[str, tuple[int, ...]], ...]


def weights_of(graph: Graph) -> Weights | None:
    """The names and shapes of the trainable arrays, in the order of the flat vector; None when layers form a circle.

    Two graphs with equal arrays can carry the same parameters, finished or not.
    """
    try:
        return tuple((f"{layer}/{parameter.role}", parameter.shape) for layer, parameter in graph.owned)
    except GraphError:
        return None


def carried(old: Graph, new: Graph, parameters: np.ndarray | None) -> np.ndarray | None:
    """The weights of `old`, where there are any, as those of `new`, which has the same arrays, perhaps in another
    order. Raises KeyError when it has others."""
    before, after = weights_of(old), weights_of(new)
    if before is None or after is None or dict(before) != dict(after):
        raise KeyError
    if parameters is None or before == after:
        return parameters
    arrays = ParameterLayout(old).arrays(parameters)
    return np.concatenate([arrays[name].reshape(-1) for name, _ in after])


def connected(graph: Graph, source: str, target: str, port: int | None) -> tuple[Graph, Link]:
    """The graph with a link from `source` to `target`, and that link.

    `port` None takes the first free port. A port holds one link: the old one gives way. Raises GraphError when the
    layers cannot be linked in this direction.
    """
    giving, taking = graph.layer(source), graph.layer(target)
    if not giving.layer.has_output:
        raise GraphError(N_("engine", "{name} is an end of the network; nothing can follow it."), name=source,
                         layers=(source,))
    if taking.layer.ports == "none":
        raise GraphError(N_("engine", "{name} takes no input, but {source} is connected to it."), name=target,
                         source=source, layers=(target, source))
    present = [link for link in graph.links if link.target == target]
    if taking.layer.ports == "one":
        port = 0
    elif port is None:
        again = next((link for link in present if link.source == source), None)
        if again:
            return graph, again
        taken = {link.port for link in present}
        port = next(number for number in range(len(taken) + 1) if number not in taken)
    link = Link(source, target, port)
    if link in present:
        return graph, link
    for old in present:
        if taking.layer.ports == "one" or old.port == port:
            graph = graph.without_link(old)
    graph = graph.with_link(link)
    graph.order()
    return graph, link


def without(graph: Graph, names: Iterable[str], links: Iterable[Link]) -> Graph:
    """The graph less some layers, the links that touch them, and some links."""
    gone, cut = set(names), set(links)
    for name in gone:
        graph.layer(name)
    return Graph(tuple(spec for spec in graph.layers if spec.name not in gone),
                 tuple(link for link in graph.links
                       if link not in cut and link.source not in gone and link.target not in gone))


def descendants(graph: Graph, name: str) -> frozenset[str]:
    """The layers that can be reached from `name`, itself included."""
    targets: dict[str, list[str]] = {}
    for link in graph.links:
        targets.setdefault(link.source, []).append(link.target)
    found, waiting = {name}, [name]
    while waiting:
        for target in targets.get(waiting.pop(), ()):
            if target not in found:
                found.add(target)
                waiting.append(target)
    return frozenset(found)


def joined(graph: Graph, part: Graph) -> tuple[Graph, Mapping[str, str]]:
    """Both graphs side by side, and the free names that the layers of `part` were given."""
    names = {spec.name: spec.name for spec in part.layers}
    taken = Graph((*graph.layers, *(spec for spec in part.layers if spec.name not in graph)))
    for spec in part.layers:
        if spec.name in graph:
            names[spec.name] = taken.free_name(spec.name[:_LONGEST_STEM])
            taken = taken.with_layer(replace(spec, name=names[spec.name]))
    links = (Link(names[link.source], names[link.target], link.port) for link in part.links)
    layers = (replace(spec, name=names[spec.name], settings=_following(spec.settings, names)) for spec in part.layers)
    return Graph((*graph.layers, *layers), (*graph.links, *links)), names


def _following(settings: Mapping[str, Any], names: Mapping[str, str]) -> Mapping[str, Any]:
    """Settings in which the layer whose weights are shared goes by its new name."""
    shared = settings.get("shared_with")
    return {**settings, "shared_with": names.get(shared, shared)} if shared else settings


def shifted_clear(places: Mapping[str, Point], taken: Iterable[Point], step: float) -> Mapping[str, Point]:
    """The places moved diagonally by `step` until none falls on one that is taken."""
    occupied = {(round(x), round(y)) for x, y in taken}
    shift = 0.0
    while any((round(x + shift), round(y + shift)) in occupied for x, y in places.values()):
        shift += step
    return {name: (x + shift, y + shift) for name, (x, y) in places.items()}
