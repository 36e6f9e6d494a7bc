"""How a network follows the data: the shape that enters, the units that leave, and the loss between."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from engine.data import Data
from engine.data.symbol_sequences import BLANK
from engine.errors import DataError
from engine.graph import Graph, LayerSpec
from engine.layers import Shape
from engine.losses import LEARNED_AS, LOSSES, first_loss
from engine.training.feeds import entering, learned

_HEADS = {"regression": "identity", "binary": "sigmoid", "multiclass": "identity", "sequence": "identity"}
"""Task → the activation that replaces one of `_SQUASHING` in the last layer when the task changes."""
_SQUASHING = frozenset({"sigmoid"})


def initial_settings(kind: str, data: Data) -> Mapping[str, Any]:
    """The settings with which a new layer of this kind fits the data."""
    if kind == "input":
        return {"shape": data.input_shape}
    if kind == "output":
        return {"loss": first_loss(data.task)}
    if kind == "embedding" and data.symbols:
        return {"vocabulary": len(data.symbols)}
    if kind == "mask" and BLANK in data.symbols:
        return {"padding": data.symbols.index(BLANK)}
    return {}


def fitted(graph: Graph, data: Data) -> Graph:
    """`graph` made to fit `data`; what lists columns or classes that the data lack stays as it is."""
    for spec in graph.of_kind("input"):
        with suppress(DataError):
            graph = graph.with_settings(spec.name, {"shape": _entering_shape(spec, data)})
    for spec in graph.of_kind("output"):
        with suppress(DataError):
            graph = _with_head(graph, spec, data)
    return graph


def _entering_shape(spec: LayerSpec, data: Data) -> Shape:
    return entering(spec, data, data.train.some(slice(1))).shape[1:] if spec.settings["columns"] else data.input_shape


def _with_head(graph: Graph, spec: LayerSpec, data: Data) -> Graph:
    """One output, and the layer before it, for the task that the data give it."""
    seen = learned(spec, data, graph.partial_shapes().get(spec.name, ()))
    changes_task = LOSSES[spec.settings["loss"]].task != LEARNED_AS[seen.task]
    if changes_task:
        graph = graph.with_settings(spec.name, {"loss": first_loss(seen.task)})
    head = last_with_units(graph, spec.name)
    if head is None or (len(seen.target_shape) != 1 and seen.task != "sequence"):
        return graph
    settings: dict[str, Any] = {"units": seen.target_shape[-1]}
    if changes_task and graph.layer(head).settings.get("activation") in _SQUASHING:
        settings["activation"] = _HEADS[seen.task]
    return graph.with_settings(head, settings)


def made_to_fit(graph: Graph, data: Data) -> Graph:
    """`fitted`, and a last layer that still has the ReLU it was born with lets every number through: the output needs
    negative ones too."""
    graph = fitted(graph, data)
    heads = (last_with_units(graph, output.name) for output in graph.of_kind("output"))
    for head in heads:
        if head is not None and graph.layer(head).settings.get("activation") == "relu":
            graph = graph.with_settings(head, {"activation": "identity"})
    return graph


def last_with_units(graph: Graph, name: str) -> str | None:
    """The layer that decides how many numbers reach `name`, or None when there is none or more than one."""
    seen = {name}
    while len(sources := graph.inputs_of(name)) == 1 and sources[0] not in seen:
        name = sources[0]
        seen.add(name)
        if "units" in graph.layer(name).settings:
            return name
    return None
