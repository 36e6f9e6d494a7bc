"""What goes along the weights between two layers: four numbers that pictures usually mix up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar, Literal, get_args

import numpy as np

from engine.errors import N_, GraphError
from engine.graph import Graph
from engine.ir import Value, gradients
from engine.probes.base import Arrays, Chunk, OfWeights, Scope, Whole, means, need_layer, need_weight, register
from engine.probes.examples import Examples

Measure = Literal["weight", "flow", "gradient", "update"]
MEASURES: tuple[Measure, ...] = get_args(Measure)


@register
@dataclass(frozen=True)
class LinkNumbers(OfWeights):
    """For each weight (inputs, outputs) of the array `name`, which reads layer `source`: the "weight" w itself; its
    "flow" w·a, a being what the source gives, averaged over the examples; its "gradient" ∂J/∂w, J being the mean loss
    of the examples with its penalty; or its "update" Δw by the newest step of the training.

    With a `count` only the largest in size, largest first, (k,), with their "places" (k,) in the flattened array.
    """

    kind: ClassVar[str] = "link_numbers"
    name: str
    measure: Measure
    source: str
    examples: Examples | None = None
    count: int = 0

    def check(self, graph: Graph) -> None:
        super().check(graph)
        shape = need_weight(graph, self.name).shape
        need_layer(graph, self.source)
        if len(shape) != 2 or graph.infer()[self.source][-1:] != shape[:1]:
            raise GraphError(N_("engine", "{name} is not a weight for each number of {source}."), name=self.name,
                             source=self.source, layers=(self.source,))
        if self.examples is None and self.measure in ("flow", "gradient"):
            raise GraphError(N_("engine", "Without examples nothing goes along the weights of {name}."),
                             name=self.name)

    def ask(self, scope: Scope) -> Mapping[str, Value]:
        ir, weight = scope.ir, scope.weight(self.name)
        if self.measure == "weight":
            return {"numbers": weight}
        if self.measure == "update":
            return {"numbers": ir.sub(weight, scope.before(self.name))}
        if self.measure == "gradient":
            (slope,) = gradients(ir, scope.net.objective, [weight])
            return {"numbers": slope}
        given = ir.reshape(scope.output(self.source), (-1, weight.shape[0]))
        mean = ir.mul(ir.sum(given, (-2,)), 1.0 / given.shape[0])
        return {"numbers": ir.mul(weight, ir.reshape(mean, (weight.shape[0], 1)))}

    def answer(self, chunks: Sequence[Chunk]) -> Arrays:
        numbers = means(chunks)["numbers"]
        if not self.count:
            return {"numbers": numbers}
        flat = np.ravel(numbers)
        places = np.arange(flat.size)
        if flat.size > self.count:
            places = np.argpartition(-np.abs(flat), self.count)[:self.count]
        places = places[np.argsort(-np.abs(flat[places]), kind="stable")]
        return {"numbers": flat[places], "places": places}

    def whole(self, chunks: Sequence[Chunk]) -> Whole:
        return Whole.of(means(chunks)["numbers"])
