"""What every unit is worth: the loss without it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from engine.graph import Graph
from engine.ir import Value, population
from engine.probes.base import Arrays, Chunk, OfLayer, Scope, means, no_such_unit, register
from engine.probes.examples import SOME, Examples


@register
@dataclass(frozen=True)
class Lesions(OfLayer):
    """The exact change of the loss if a unit of `layer`, a filter of a convolution, gave 0 instead: "changes" (units,)
    for units `first`, `first` + 1, …, `most` of them at once; "loss" is the loss with all units. Those in `muted` give
    0 all the time: then "loss" is the loss without them."""

    kind: ClassVar[str] = "lesions"
    layer: str
    examples: Examples = SOME
    first: int = 0
    most: int = 64
    muted: tuple[int, ...] = ()

    def check(self, graph: Graph) -> None:
        super().check(graph)
        if not 0 <= self.first < graph.infer()[self.layer][-1]:
            raise no_such_unit(self.layer)

    @property
    def masked(self) -> tuple[str, ...]:
        return (self.layer,)

    def members(self, graph: Graph) -> int:
        units = graph.infer()[self.layer][-1]
        return max(1, min(units - self.first, self.most)) + 1

    def ask(self, scope: Scope) -> Mapping[str, Value]:
        ir, mask = scope.ir, scope.net.masks[self.layer]
        units, count = mask.shape[0], self.members(scope.graph) - 1
        without = np.ones((count + 1, units))
        without[:, [unit for unit in self.muted if 0 <= unit < units]] = 0.0
        without[np.arange(count), np.arange(self.first, self.first + count)] = 0.0
        (losses,) = population(ir, [scope.net.loss], {mask: scope.constant(without)}, count + 1)
        return {"losses": losses}

    def answer(self, chunks: Sequence[Chunk]) -> Arrays:
        *without, whole = means(chunks)["losses"]
        return {"changes": np.array(without) - whole, "loss": whole}
