"""SmoothGrad: the gradient as it is on average around an example."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from engine.graph import Graph
from engine.ir import Value, population
from engine.probes.base import Scope, register
from engine.probes.fills import extent
from engine.probes.input_slopes import input_gradients
from engine.probes.scored import Scored


@register
@dataclass(frozen=True)
class SmoothGradient(Scored):
    """The mean of ∂score/∂x over `copies` of each example with normal noise (Smilkov et al. 2017), whose deviation is
    `noise` times the range of the example's own numbers: "map/NAME" (N, …), and the "score" (N,) without noise."""

    kind: ClassVar[str] = "smooth_gradient"
    copies: int = 32
    noise: float = 0.15
    seed: int = 0

    def members(self, graph: Graph) -> int:
        return self.copies

    def ask(self, scope: Scope) -> Mapping[str, Value]:
        return {**{f"map/{name}": value for name, value in self._means(scope).items()}, "score": self.score(scope)}

    def relevance(self, scope: Scope) -> Value:
        return self.over_channels(scope, scope.ir.abs(next(iter(self._means(scope).values()))))

    def _means(self, scope: Scope) -> dict[str, Value]:
        ir, draw = scope.ir, np.random.default_rng(self.seed)
        slopes = input_gradients(self, scope)
        noisy = {}
        for leaf in scope.net.inputs.values():
            least, most = extent(ir, leaf)
            noise = scope.constant(draw.standard_normal((self.copies, 1, *leaf.shape[1:])) * self.noise)
            noisy[leaf] = ir.add(leaf, ir.mul(noise, ir.sub(most, least)))
        many = population(ir, list(slopes.values()), noisy, self.copies)
        return {name: mean_of(scope, values) for name, values in zip(slopes, many, strict=True)}


def mean_of(scope: Scope, many: Value) -> Value:
    """(K, rows, …) → the mean over K (rows, …)."""
    ir, lead = scope.ir, -len(many.shape)
    return ir.mul(ir.reshape(ir.sum(many, (lead,)), many.shape[1:]), 1.0 / many.shape[0])
