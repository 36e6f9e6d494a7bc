"""What a unit really looks at: the effective receptive field."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from engine.graph import Graph
from engine.ir import Value, gradients
from engine.probes.base import Arrays, Chunk, OfLayer, Scope, means, no_such_unit, register
from engine.probes.examples import SOME, Examples


def unit_of(scope: Scope, layer: str, unit: tuple[int, ...]) -> Value:
    """What goes into the activation of a `unit` of `layer`, (row, column, channel) of maps or (unit,), of each
    example (rows,)."""
    ir = scope.ir
    value, arrange = scope.preactivation(layer)
    value = arrange(value)
    for axis, at in enumerate(unit, -len(unit)):
        value = ir.slice(value, axis, at, at + 1)
    return ir.reshape(value, (scope.rows,))


def check_unit(graph: Graph, layer: str, unit: tuple[int, ...]) -> None:
    """Raises GraphError for a unit that `layer` has not."""
    shape = graph.infer()[layer]
    if len(unit) != len(shape) or not all(0 <= at < length for at, length in zip(unit, shape, strict=True)):
        raise no_such_unit(layer)


@register
@dataclass(frozen=True)
class EffectiveField(OfLayer):
    """The mean over examples of |∂z/∂x| (Luo et al. 2016), z being what goes into the activation of a `unit` of
    `layer`, (row, column, channel) of maps or (unit,), for every number x of each Input layer NAME: "field/NAME" (…).
    Where it is 0 the unit sees nothing in any of them, as outside its theoretical field."""

    kind: ClassVar[str] = "effective_field"
    layer: str
    unit: tuple[int, ...]
    examples: Examples = SOME

    def check(self, graph: Graph) -> None:
        super().check(graph)
        check_unit(graph, self.layer, self.unit)

    def ask(self, scope: Scope) -> Mapping[str, Value]:
        ir, leaves = scope.ir, scope.net.inputs
        slopes = gradients(ir, ir.total(unit_of(scope, self.layer, self.unit)), list(leaves.values()))
        found = {}
        for (name, leaf), slope in zip(leaves.items(), slopes, strict=True):
            summed = ir.sum(ir.abs(slope), (-len(leaf.shape),))
            found[f"field/{name}"] = ir.mul(ir.reshape(summed, leaf.shape[1:]), 1.0 / scope.rows)
        return found

    def answer(self, chunks: Sequence[Chunk]) -> Arrays:
        return means(chunks)
