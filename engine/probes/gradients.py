"""Slopes: of the objective by weights, of each example's loss by what goes through a layer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from engine.graph import Graph
from engine.ir import Value, gradients
from engine.probes.base import Arrays, Chunk, OfLayer, Probe, Scope, Whole, means, need_weight, register
from engine.probes.examples import FIRST, TRAINING, Examples
from engine.probes.weights import Patch, check_patch


@register
@dataclass(frozen=True)
class WeightGradient(Probe):
    """∂J/∂w for the array `name`, or a `patch` of it, J being the mean loss of the examples with its penalty: what a
    step on these examples would follow. Limits are those of the whole array."""

    kind: ClassVar[str] = "weight_gradient"
    name: str
    examples: Examples = TRAINING
    patch: Patch = ()

    def check(self, graph: Graph) -> None:
        check_patch(self.name, need_weight(graph, self.name).shape, self.patch)

    def ask(self, scope: Scope) -> Mapping[str, Value]:
        (slope,) = gradients(scope.ir, scope.net.objective, [scope.weight(self.name)])
        return {"gradient": slope}

    def answer(self, chunks: Sequence[Chunk]) -> Arrays:
        whole = means(chunks)["gradient"]
        part = whole[tuple(slice(*span) for span in self.patch)]
        return {"gradient": np.ascontiguousarray(part)}

    def whole(self, chunks: Sequence[Chunk]) -> Whole:
        return Whole.of(means(chunks)["gradient"])


@register
@dataclass(frozen=True)
class Delta(OfLayer):
    """δ = ∂loss/∂z of each example by what goes into the activation function of `layer`, where z is the output of a
    layer without one: (N, …), as the network computes it on its way back."""

    kind: ClassVar[str] = "delta"
    layer: str
    examples: Examples = FIRST

    def ask(self, scope: Scope) -> Mapping[str, Value]:
        value, arrange = scope.preactivation(self.layer)
        (slope,) = gradients(scope.ir, scope.summed_loss, [value])
        return {"delta": arrange(slope)}


@register
@dataclass(frozen=True)
class OutputGradient(OfLayer):
    """∂loss/∂a of each example by what `layer` gives: (N, …)."""

    kind: ClassVar[str] = "output_gradient"
    layer: str
    examples: Examples = FIRST

    @property
    def masked(self) -> tuple[str, ...]:
        # A pooling may read what a layer computes before its activation; behind a mask it reads what the layer gives.
        return (self.layer,)

    def ask(self, scope: Scope) -> Mapping[str, Value]:
        (slope,) = gradients(scope.ir, scope.summed_loss, [scope.output(self.layer)])
        return {"gradient": slope}
