"""SmoothGrad: the gradient as it is on average around an example."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import ClassVar

import numpy as np

from engine.graph import Graph
from engine.ir import Value
from engine.probes.base import Scope, register
from engine.probes.fills import extent
from engine.probes.input_slopes import input_slope
from engine.probes.scored import Explanation


@register
@dataclass(frozen=True)
class SmoothGradient(Explanation):
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
        ir, draw, means = scope.ir, np.random.default_rng(self.seed), {}
        noisy = {}
        for name, leaf in scope.net.inputs.items():
            least, most = extent(ir, leaf)
            noise = scope.constant(draw.standard_normal((self.copies, 1, *leaf.shape[1:])) * self.noise)
            noisy[name] = ir.add(leaf, ir.mul(noise, ir.sub(most, least)))
        for name, leaf in scope.net.inputs.items():
            many = scope.at(noisy, partial(input_slope, self, name))
            summed = ir.reshape(ir.sum(many, (-len(many.shape),)), leaf.shape)
            means[name] = ir.mul(summed, 1.0 / self.copies)
        return means
