"""How layers are linked: what keeps a graph from being trained before any shape is looked at."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from engine.errors import N_, GraphError, LooseEndError, UnfedError, UnusedError


def wiring_problems(graph: Any) -> Iterator[GraphError]:
    """Of the ends of `graph` and of every layer, whatever shapes go through."""
    if not graph.of_kind("input"):
        yield LooseEndError(N_("engine", "The network has no input. Add an Input layer."))
    if not graph.of_kind("output"):
        yield LooseEndError(N_("engine", "The network has no output. Add an Output layer."))
    used = {link.source for link in graph.links}
    for spec in graph.layers:
        sources = graph.inputs_of(spec.name)
        if spec.layer.ports != "none" and not sources:
            yield UnfedError(N_("engine", "Nothing is connected to the input of {name}."), name=spec.name,
                             layers=(spec.name,))
        if spec.layer.ports == "none" and sources:
            yield GraphError(N_("engine", "{name} takes no input, but {source} is connected to it."),
                             name=spec.name, source=sources[0], layers=(spec.name, *sources))
        if spec.layer.ports == "one" and len(sources) > 1:
            yield GraphError(
                N_("engine", "{name} takes one input, but {sources} are connected to it. Merge them with Add or "
                   "Concatenate."), name=spec.name, sources=", ".join(sources), layers=(spec.name, *sources))
        if spec.layer.has_output and spec.name not in used:
            yield UnusedError(N_("engine", "{name} leads nowhere. Connect its output, or delete it."),
                              name=spec.name, layers=(spec.name,))
        if not spec.layer.has_output and spec.name in used:
            yield GraphError(N_("engine", "{name} is an end of the network; nothing can follow it."),
                             name=spec.name, layers=(spec.name,))
