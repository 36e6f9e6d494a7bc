"""How a network follows the data: the shape that enters, the units that leave, and the loss between."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from engine.data import Data
from engine.graph import Graph
from engine.losses import LOSSES

_HEADS = {"regression": "identity", "binary": "sigmoid", "multiclass": "identity"}
"""Task → the activation that replaces one of `_SQUASHING` in the last layer when the task changes."""
_SQUASHING = frozenset({"sigmoid"})


def initial_settings(kind: str, data: Data) -> Mapping[str, Any]:
    """The settings with which a new layer of this kind fits the data."""
    if kind == "input":
        return {"shape": data.input_shape}
    if kind == "output":
        return {"loss": _loss_for(data.task)}
    return {}


def fitted(graph: Graph, data: Data) -> Graph:
    """`graph` made to fit `data`; unchanged unless it has a single input and a single output."""
    inputs, outputs = graph.of_kind("input"), graph.of_kind("output")
    if len(inputs) != 1 or len(outputs) != 1:
        return graph
    graph = graph.with_settings(inputs[0].name, {"shape": data.input_shape})
    changes_task = LOSSES[outputs[0].settings["loss"]].task != data.task
    if changes_task:
        graph = graph.with_settings(outputs[0].name, {"loss": _loss_for(data.task)})
    head = last_with_units(graph, outputs[0].name)
    if head is None:
        return graph
    settings: dict[str, Any] = {"units": data.target_shape[-1]}
    if changes_task and graph.layer(head).settings.get("activation") in _SQUASHING:
        settings["activation"] = _HEADS[data.task]
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


def _loss_for(task: str) -> str:
    return next(name for name, loss in LOSSES.items() if loss.task == task)
