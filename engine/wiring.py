"""How layers are linked, and share their weights: what keeps a graph from being trained, whatever its losses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from engine.errors import N_, GraphError, LooseEndError, UnfedError, UnusedError
from engine.layers import shape_text


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


def sharing_problems(graph: Any, taken: Mapping[str, Any]) -> Iterator[GraphError]:
    """Of the layers that share weights; `taken` is what is known of what layers make of their inputs."""
    by_name = {spec.name: spec for spec in graph.layers}
    for spec in graph.layers:
        owner = by_name.get(graph.owner_of(spec.name))
        if owner is spec and not spec.settings.get("shared_with"):
            continue
        if owner is None or owner is spec or owner.kind != spec.kind or owner.settings.get("shared_with"):
            yield GraphError(
                N_("engine", "{name} cannot share the weights of “{owner}”: name another layer of the same kind "
                   "that has weights of its own."), name=spec.name, owner=spec.settings["shared_with"],
                layers=(spec.name,))
            continue
        if spec.name not in taken or owner.name not in taken:
            continue
        own, theirs = ([parameter.shape for parameter in taken[layer.name].parameters] for layer in (spec, owner))
        if own != theirs:
            yield GraphError(
                N_("engine", "{name} cannot share the weights of {owner}: it needs {needed}, and {owner} has "
                   "{has}."), name=spec.name, owner=owner.name, needed=", ".join(map(shape_text, own)),
                has=", ".join(map(shape_text, theirs)), layers=(spec.name, owner.name))
