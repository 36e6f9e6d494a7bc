"""A trained network as an exporter meets it: its layers in order, each with its shapes and its arrays.

An exporter is a *writer*, which knows how its format is put together, and a table of *rows*, one for each kind of
layer: `row(writer, node, *inputs)` writes the layer and returns what stands for its output.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from engine.errors import N_, FormatError
from engine.formats.muting import spelled_out
from engine.formats.weights import expect_own, named_arrays
from engine.graph import Graph, LayerSpec
from engine.ir import lower
from engine.layers import Shape
from engine.layout import ParameterLayout
from engine.project import Project

LINKS: Mapping[str, str] = {
    "binary_cross_entropy": "sigmoid",
    "categorical_cross_entropy": "softmax",
    "kl_divergence": "softmax",
    "hinge": "hinge",
}
"""Loss → the link that its predictions go through; the other losses leave them as they are. `hinge` is (z + 1) / 2."""


@dataclass(frozen=True)
class Node:
    """One layer: `inputs` are the names of the layers that feed it, shapes are those of one example, `arrays` map roles
    to float32 arrays, its own or those of `owner`. `link` is what an output still has to apply."""

    spec: LayerSpec
    inputs: tuple[str, ...]
    input_shapes: tuple[Shape, ...]
    shape: Shape
    owner: str
    arrays: Mapping[str, np.ndarray]
    link: str = "identity"

    @property
    def name(self) -> str:
        return self.spec.name

    @property
    def kind(self) -> str:
        return self.spec.kind

    @property
    def settings(self) -> Mapping[str, Any]:
        return self.spec.settings


@dataclass(frozen=True)
class Description:
    """The nodes in topological order, inputs first and outputs last, and those through which examples enter and
    predictions leave."""

    title: str
    nodes: tuple[Node, ...]

    @cached_property
    def by_name(self) -> Mapping[str, Node]:
        return {node.name: node for node in self.nodes}

    @cached_property
    def inputs(self) -> tuple[Node, ...]:
        return tuple(node for node in self.nodes if node.spec.layer.reads_data)

    @cached_property
    def outputs(self) -> tuple[Node, ...]:
        return tuple(node for node in self.nodes if node.kind == "output")


Row = Callable[..., Any]
Rows = Mapping[str, Row]


def along_axes(rows: Rows) -> dict[str, Row]:
    """One row for a layer along one axis and for the same layer along two: "conv#d" for conv1d and conv2d."""
    return {kind.replace("#", count): row for kind, row in rows.items() for count in "12"}


def describe(layout: ParameterLayout, parameters: np.ndarray, project: Project) -> Description:
    """The network of `project` with `parameters`. Raises GraphError when it has problems, FormatError when the
    parameters are not its own."""
    expect_own(layout, parameters)
    graph, layout, parameters = spelled_out(project.graph, layout, parameters)
    shapes = graph.infer()
    arrays = {name: array.astype(np.float32) for name, array in named_arrays(layout, parameters).items()}
    links = _links(graph, layout)
    nodes = []
    for spec in sorted(graph.order(), key=lambda spec: not spec.layer.reads_data):
        sources, owner = graph.inputs_of(spec.name), graph.owner_of(spec.name)
        own = {parameter.role: arrays[f"{owner}/{parameter.role}"] for parameter in graph.parameters_of(spec.name)}
        nodes.append(Node(spec, sources, tuple(shapes[source] for source in sources), shapes[spec.name], owner, own,
                          links.get(spec.name, "identity")))
    places = {spec.name: place for place, spec in enumerate(graph.layers)}
    ends = sorted((node for node in nodes if node.kind == "output"), key=lambda node: places[node.name])
    return Description(project.title, (*(node for node in nodes if node.kind != "output"), *ends))


def _links(graph: Graph, layout: ParameterLayout) -> dict[str, str]:
    """The link that each output applies: none where the layer before already ends in it, as the engine decides."""
    lowered = lower(graph, layout, 1)
    return {spec.name: LINKS[spec.settings["loss"]] for spec in graph.of_kind("output")
            if lowered.layers[spec.name] is not lowered.layers[graph.inputs_of(spec.name)[0]]}


def translate(description: Description, rows: Rows, writer: Any, target: str) -> dict[str, Any]:
    """Write every layer, and return what stands for each. `target` names the format in the sentence of the FormatError
    that a kind without a row raises."""
    written: dict[str, Any] = {}
    for node in description.nodes:
        if node.kind not in rows:
            raise cannot_write(node, target)
        written[node.name] = rows[node.kind](writer, node, *(written[name] for name in node.inputs))
    return written


def cannot_write(node: Node, target: str) -> FormatError:
    """A layer that a format has no words for."""
    return FormatError(N_("engine", "{target} has nothing like {name}: {kind}, as it is set, cannot be written there. "
                          "Change the layer, or choose another format."), target=target, name=node.name,
                       kind=node.spec.layer.title)
