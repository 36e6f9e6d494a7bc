"""Which examples a filter answers to most, and least."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from engine.graph import Graph
from engine.ir import Value
from engine.probes.base import Arrays, Chunk, OfLayer, Scope, no_such_unit, register
from engine.probes.examples import TRAINING, OfPart


@register
@dataclass(frozen=True)
class StrongestExamples(OfLayer):
    """The `count` examples in which what goes into the activation of a `unit` of `layer`, the last axis, is largest,
    of maps at its largest place: "strongest" (count,), largest first, and their "places" (count,) among the examples;
    and those in which it is smallest, "weakest" (count,), smallest first, with their "weak_places" (count,)."""

    kind: ClassVar[str] = "strongest_examples"
    layer: str
    unit: int
    count: int = 8
    examples: OfPart = TRAINING

    def check(self, graph: Graph) -> None:
        super().check(graph)
        if not 0 <= self.unit < graph.infer()[self.layer][-1]:
            raise no_such_unit(self.layer)

    def ask(self, scope: Scope) -> Mapping[str, Value]:
        ir = scope.ir
        value, arrange = scope.preactivation(self.layer)
        value = ir.slice(arrange(value), -1, self.unit, self.unit + 1)
        largest = ir.max(value, range(1 - len(value.shape), 0))
        return {"strongest": ir.reshape(largest, (scope.rows,))}

    def answer(self, chunks: Sequence[Chunk]) -> Arrays:
        values = super().answer(chunks)["strongest"]
        order = np.argsort(values, kind="stable")
        weakest, strongest = order[:self.count], order[::-1][:self.count]
        return {"strongest": values[strongest], "places": strongest, "weakest": values[weakest],
                "weak_places": weakest}
