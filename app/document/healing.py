"""Layers taken out of a network without leaving a gap. Pure functions of graphs."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace

from app.document.edits import without
from engine.graph import Graph, Link


def healed(graph: Graph, names: Iterable[str], links: Iterable[Link] = ()) -> Graph:
    """`graph` less some layers and links. What fed a layer that is gone feeds what followed it, in the same port, where
    it was one layer alone and nothing stops fitting by that."""
    gone, cut = set(names), set(links)
    rest = without(graph, gone, cut)
    there = {(link.source, link.target) for link in rest.links}
    bridges = [link for link in _bridges(graph, gone, cut) if (link.source, link.target) not in there]
    whole = replace(rest, links=(*rest.links, *bridges))
    misfits = _misfits(graph) if bridges else set()
    if _misfits(whole) <= misfits:
        return whole
    for link in bridges:
        bridged = rest.with_link(link)
        if _misfits(bridged) <= misfits:
            rest = bridged
    return rest


def _bridges(graph: Graph, gone: Collection[str], cut: Collection[Link]) -> Iterator[Link]:
    """The links that would close the gaps, one for each pair of layers."""
    told = set()
    kept = [link for link in graph.links if link not in cut]
    feeding: dict[str, list[str]] = {}
    for link in kept:
        feeding.setdefault(link.target, []).append(link.source)
    for link in kept:
        source, seen = link.source, set()
        while source in gone and source not in seen and len(feeding.get(source, ())) == 1:
            seen.add(source)
            [source] = feeding[source]
        if source not in gone and source != link.source and link.target not in gone and (
                source, link.target) not in told:
            told.add((source, link.target))
            yield Link(source, link.target, link.port)


def _misfits(graph: Graph) -> set[str]:
    """The layers that cannot take what comes to them."""
    return {problem.layers[0] for problem in graph.problems() if len(problem.layers) > 1}
