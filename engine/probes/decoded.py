"""What a network makes of codes that a person chooses, in the place of those of examples."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from engine.errors import N_, GraphError
from engine.graph import Graph
from engine.ir import Value, lower, replaced, tangents
from engine.probes.base import Probe, Scope, register


def code_layers(graph: Graph) -> tuple[str, ...]:
    """The layers that give a row of numbers through which all goes that the head knows which gives the inputs back; the
    narrowest first. None where there is no such head. Raises GraphError for a graph with problems."""
    shapes, head = graph.infer(), head_of(graph)
    if not head:
        return ()
    entrances = {spec.name for spec in graph.layers if spec.layer.reads_data}
    found = [spec.name for spec in graph.order() if len(shapes[spec.name]) == 1 and spec.name != head
             and spec.name not in entrances and not _knows(graph, head, entrances, without=spec.name)]
    return tuple(sorted(found, key=lambda name: shapes[name][0]))


def head_of(graph: Graph) -> str:
    """The first output that learns the inputs; "" where there is none."""
    return next((spec.name for spec in graph.of_kind("output") if spec.settings["target"] == "inputs"), "")


def _knows(graph: Graph, layer: str, entrances: set[str], without: str) -> bool:
    """Whether examples reach `layer` by ways that do not pass `without`."""
    waiting, seen = [layer], {without}
    while waiting:
        name = waiting.pop()
        if name in entrances:
            return True
        if name not in seen:
            seen.add(name)
            waiting += graph.inputs_of(name)
    return False


@register
@dataclass(frozen=True)
class Decoded(Probe):
    """What the head that gives the inputs back says of `codes`, K rows of numbers in the place of what `layer` gives:
    "decoded" (K, …), in the units of the network. With `metric` also "metric" (K, k, k), JᵀJ of that by the code: how
    far the decoded example goes when the code goes a little, squared (Shao, Kumar and Fletcher 2018)."""

    kind: ClassVar[str] = "decoded"
    layer: str
    codes: tuple[tuple[float, ...], ...]
    metric: bool = False

    def check(self, graph: Graph) -> None:
        if self.layer not in code_layers(graph):
            raise GraphError(N_("engine", "{layer} is no code: what leaves the network does not come from it alone."),
                             layer=self.layer, layers=(self.layer,))

    def ask(self, scope: Scope) -> Mapping[str, Value]:
        ir, codes = scope.ir, scope.constant(np.array(self.codes, np.float64))
        count, width = codes.shape
        shapes = scope.graph.infer()
        nothing = {spec.name: ir.constant(0.0, (count, *shapes[spec.name]))
                   for spec in scope.graph.layers if spec.layer.reads_data}
        exposed, unrolled = ir.exposed, ir.unrolled
        ir.exposed, ir.unrolled = {}, {}
        net = lower(scope.graph, scope.layout, count, ir=ir, inputs=nothing)
        ir.exposed, ir.unrolled = exposed, unrolled
        (decoded,) = replaced(ir, [net.layers[head_of(scope.graph)]], {net.layers[self.layer]: codes})
        if not self.metric:
            return {"decoded": decoded}
        axes = [ir.constant(1.0, (1,)) if width == 1 else _axis(scope, width, place) for place in range(width)]
        columns = [ir.reshape(column, (count, -1)) for axis in axes
                   for column in tangents(ir, [decoded], {codes: ir.add(axis, ir.constant(0.0, (count, width)))})]
        products = [ir.sum(ir.mul(one, other), (-1,)) for one in columns for other in columns]
        return {"decoded": decoded, "metric": ir.reshape(ir.concat(products, -1), (count, width, width))}


def _axis(scope: Scope, width: int, place: int) -> Value:
    """A step along one number of the code, (width,)."""
    return scope.constant(np.eye(width)[place])
