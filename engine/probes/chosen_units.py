"""Some units of a layer, whichever are wanted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from engine.graph import Graph
from engine.ir import Value
from engine.probes.base import OfLayer, Scope, no_such_unit, register
from engine.probes.examples import FIRST, Examples


@register
@dataclass(frozen=True)
class ChosenUnits(OfLayer):
    """What the `units`, from 0, of a layer that gives single numbers say: (N, units)."""

    kind: ClassVar[str] = "chosen_units"
    layer: str
    units: tuple[int, ...]
    examples: Examples = FIRST

    def check(self, graph: Graph) -> None:
        super().check(graph)
        shape = graph.infer()[self.layer]
        if len(shape) != 1 or not self.units or not all(0 <= unit < shape[0] for unit in self.units):
            raise no_such_unit(self.layer)

    def ask(self, scope: Scope) -> Mapping[str, Value]:
        ir, output = scope.ir, scope.output(self.layer)
        return {"units": ir.concat([ir.slice(output, -1, unit, unit + 1) for unit in self.units], -1)}
