"""Which connections a graph admits. Pure rules; shapes may still disagree, which the drawing says in words."""

from __future__ import annotations

from collections.abc import Iterable

from app.document.edits import descendants
from engine.errors import N_, GraphError
from engine.graph import Graph
from engine.layers import LAYERS


def possible_targets(graph: Graph, source: str) -> frozenset[str]:
    """The layers that may follow `source`: those with an input from which no path leads back to it."""
    if not graph.layer(source).layer.has_output:
        return frozenset()
    return frozenset(spec.name for spec in graph.layers
                     if spec.layer.ports != "none" and source not in descendants(graph, spec.name))


def possible_sources(graph: Graph, target: str) -> frozenset[str]:
    """The layers that may feed `target`: those with an output that it does not lead to."""
    if graph.layer(target).layer.ports == "none":
        return frozenset()
    after = descendants(graph, target)
    return frozenset(spec.name for spec in graph.layers if spec.layer.has_output and spec.name not in after)


def no_follower(graph: Graph, source: str) -> GraphError:
    """Why no layer can follow `source`."""
    if not graph.layer(source).layer.has_output:
        return GraphError(N_("engine", "{name} is an end of the network; nothing can follow it."), name=source,
                          layers=(source,))
    return GraphError(N_("engine", "There is no other layer that could follow {name}. Add one first."), name=source,
                      layers=(source,))


def objection(graph: Graph, source: str, target: str) -> GraphError | None:
    """Why a link from `source` to `target` cannot be, or would not fit; None where nothing speaks against it."""
    giving, taking = graph.layer(source).layer, graph.layer(target).layer
    if not giving.has_output:
        return no_follower(graph, source)
    if taking.ports == "none":
        return GraphError(N_("engine", "{name} is a beginning of the network; nothing can feed it."), name=target,
                          layers=(target,))
    if source in descendants(graph, target):
        return GraphError(N_("engine", "{target} leads to {source} already: the connection would close a circle."),
                          source=source, target=target, layers=(target, source))
    return graph.misfit(target, sources_with(graph, source, target))


def sources_with(graph: Graph, source: str, target: str) -> tuple[str, ...]:
    """What would feed `target` if `source` did too."""
    return (source,) if graph.layer(target).layer.ports == "one" else (*graph.inputs_of(target), source)


def port_count(graph: Graph, name: str, used: Iterable[int] = ()) -> int:
    """How many inputs a layer shows: those `used` and, where it takes several, a free one (two at least)."""
    ports = graph.layer(name).layer.ports
    if ports == "many":
        return max(used, default=0) + 2
    return 1 if ports == "one" else 0


def kinds_that_follow() -> tuple[str, ...]:
    """The kinds of layer that take an input."""
    return tuple(kind for kind, layer in LAYERS.items() if layer.ports != "none")


def kinds_that_feed() -> tuple[str, ...]:
    """The kinds of layer that have an output."""
    return tuple(kind for kind, layer in LAYERS.items() if layer.has_output)
