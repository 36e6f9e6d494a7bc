"""What every unit is worth: the loss without it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from engine.graph import Graph
from engine.ir import Value, population
from engine.probes.base import Arrays, Chunk, OfLayer, Scope, means, register
from engine.probes.examples import SOME, Examples


@register
@dataclass(frozen=True)
class Lesions(OfLayer):
    """The exact change of the loss if a unit of `layer`, a filter of a convolution, gave 0 instead: "changes" (units,)
    for units `first`, `first` + 1, …, `most` of them at once; "loss" is the loss with all units."""

    kind: ClassVar[str] = "lesions"
    layer: str
    examples: Examples = SOME
    first: int = 0
    most: int = 64

    @property
    def masked(self) -> tuple[str, ...]:
        return (self.layer,)

    def members(self, graph: Graph) -> int:
        units = graph.infer()[self.layer][-1]
        return max(1, min(units - self.first, self.most))

    def ask(self, scope: Scope) -> Mapping[str, Value]:
        ir, mask = scope.ir, scope.net.masks[self.layer]
        units, count = mask.shape[0], self.members(scope.graph)
        without = np.ones((count, units))
        without[np.arange(count), np.arange(self.first, self.first + count)] = 0.0
        (losses,) = population(ir, [scope.net.loss], {mask: scope.constant(without)}, count)
        return {"losses": losses, "loss": scope.net.loss}

    def answer(self, chunks: Sequence[Chunk]) -> Arrays:
        average = means(chunks)
        return {"changes": average["losses"] - average["loss"], "loss": average["loss"]}
