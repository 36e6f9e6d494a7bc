"""The computation graph: the primitives that a network is lowered to, with what each gives for one example, and what
comes back to it."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Any, ClassVar

from engine.errors import N_, GraphError
from engine.graph import Graph
from engine.ir import Lowered, Value, gradients, lower
from engine.ir.value import in_order
from engine.layout import ParameterLayout
from engine.probes.base import Arrays, Chunk, Probe, Scope, need_layer, register
from engine.probes.examples import FIRST, Examples
from engine.probes.step import check_step

MOST_NODES = 120
"""Primitives that are asked about at once."""
MOST_LOWERED = 3_000
"""Layers, and steps of recurrent ones, up to which a program is taken apart: some ten thousand primitives."""
MOST_NUMBERS = 64
"""Numbers of a primitive that are told."""


@dataclass(frozen=True, eq=False)
class Node:
    """Primitive number `place` of a program: what `op` makes of the nodes `inputs`, of that `shape`, for a `layer`. A
    leaf is an array called `name`, whose `role` is "input", "target" or "parameter"."""

    place: int
    op: str
    inputs: tuple[int, ...]
    shape: tuple[int, ...]
    layer: str
    role: str
    name: str
    attrs: Mapping[str, Any]

    @property
    def count(self) -> int:
        """How many numbers it gives."""
        return math.prod(self.shape)


@dataclass(frozen=True, eq=False)
class Computed:
    """The whole program for one example: its `nodes`, each after those that it reads, which of them is the `loss`, and
    `gives`, what each layer gives."""

    nodes: tuple[Node, ...]
    loss: int | None
    gives: Mapping[str, int]

    def of_layer(self, layer: str) -> tuple[int, ...]:
        """The places of the nodes of a layer, or with "" of all."""
        return tuple(node.place for node in self.nodes if layer in ("", node.layer))

    def window(self, layer: str, first: int = 0) -> tuple[int, ...]:
        """At most MOST_NODES of them, from number `first` on."""
        return self.of_layer(layer)[first:first + MOST_NODES]

    def around(self, window: Sequence[int]) -> tuple[int, ...]:
        """The nodes that those in the window read, and are not there."""
        inside = set(window)
        return tuple(dict.fromkeys(place for node in window for place in self.nodes[node].inputs
                                   if place not in inside))


def _values(net: Lowered, with_loss: bool) -> list[Value]:
    """What the program computes, in its order: what every layer gives, and the loss."""
    return in_order([*net.layers.values(), *([net.loss] if with_loss else [])])


def check_size(graph: Graph) -> None:
    """Raises GraphError for a network of too many operations to take apart."""
    shapes = graph.infer()
    count = sum(shapes[graph.inputs_of(spec.name)[0]][0] if spec.layer.category == "recurrent" else 1
                for spec in graph.layers)
    if count > MOST_LOWERED:
        raise GraphError(N_("engine", "The network is {count} layers and steps of recurrent layers: too many "
                            "operations to draw them. Up to {most} can be; shorter sequences help."), count=count,
                         most=MOST_LOWERED)


@lru_cache(maxsize=8)
def computation(graph: Graph, with_loss: bool = True) -> Computed:
    """The primitives of a network for one example, as they are handed to the compiler: nothing is fused. Raises
    GraphError when the graph has problems, or is too large."""
    check_size(graph)
    net = lower(graph, ParameterLayout(graph), 1)
    order = _values(net, with_loss)
    places = {value: place for place, value in enumerate(order)}
    gives = {name: places[value] for name, value in net.layers.items()}
    readers: dict[Value, str] = {}
    for value in reversed(order):
        for read in value.inputs:
            readers[read] = value.origin or readers.get(value, "")
    nodes = tuple(_node(place, value, places, readers) for place, value in enumerate(order))
    return Computed(nodes, places[net.loss] if with_loss else None, gives)


def _node(place: int, value: Value, places: Mapping[Value, int], readers: Mapping[Value, str]) -> Node:
    role, name = value.attrs.get("role", ""), value.attrs.get("name", "")
    owner = name.split("/")[0] if role == "parameter" else value.origin or readers.get(value, "")
    return Node(place, value.op, tuple(places[read] for read in value.inputs), value.shape, owner, role, name,
                MappingProxyType(dict(value.attrs)))


@register
@dataclass(frozen=True)
class Computation(Probe):
    """What the primitives of `layer`, or with "" of the whole network, give for one example: MOST_NODES of them from
    number `first` on, and those that they read. "value/K" are the first MOST_NUMBERS numbers of primitive K of
    `computation(graph, with_loss)`, and "gradient/K" the derivative of the example's loss by them."""

    kind: ClassVar[str] = "computation"
    layer: str = ""
    first: int = 0
    with_loss: bool = True
    examples: Examples = FIRST

    def check(self, graph: Graph) -> None:
        if self.layer:
            need_layer(graph, self.layer)
        check_step(self.examples)

    def ask(self, scope: Scope) -> Mapping[str, Value]:
        program = computation(scope.graph, self.with_loss)
        window = program.window(self.layer, self.first)
        wanted = (*window, *program.around(window))
        order = _values(scope.net, self.with_loss)
        values = [order[place] for place in wanted]
        found = {f"value/{place}": _some(scope, value) for place, value in zip(wanted, values, strict=True)}
        if self.with_loss:
            back = gradients(scope.ir, scope.net.loss, values)
            found |= {f"gradient/{place}": _some(scope, value) for place, value in zip(wanted, back, strict=True)}
        return found

    def answer(self, chunks: Sequence[Chunk]) -> Arrays:
        return chunks[0].arrays


def _some(scope: Scope, value: Value) -> Value:
    """The first numbers of an array, in the order of memory."""
    flat = scope.ir.reshape(value, (math.prod(value.shape),))
    return scope.ir.slice(flat, -1, 0, min(flat.shape[0], MOST_NUMBERS))
