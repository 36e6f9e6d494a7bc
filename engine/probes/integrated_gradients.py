"""Integrated gradients: what each number adds to the score on the way from a baseline."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import ClassVar

import numpy as np

from engine.graph import Graph
from engine.ir import Value, replaced
from engine.probes.base import Scope, register
from engine.probes.fills import filled
from engine.probes.input_slopes import input_slope
from engine.probes.scored import Explanation


@register
@dataclass(frozen=True)
class IntegratedGradients(Explanation):
    """(x − x₀) ∫ ∂score/∂x along the straight line from a baseline x₀ (Sundararajan, Taly, Yan 2017), by Gauss and
    Legendre's rule with `steps` points, as captum has it. `baseline` is a fill; inputs beside the first begin at 0.

    "map/NAME" (N, …) for each Input layer NAME; the "score" (N,) and the "baseline" score (N,), whose difference all
    maps together add up to, but for the error of the rule.
    """

    kind: ClassVar[str] = "integrated_gradients"
    steps: int = 50
    baseline: str = "zero"
    seed: int = 0

    def members(self, graph: Graph) -> int:
        return self.steps

    def ask(self, scope: Scope) -> Mapping[str, Value]:
        starts, score = self._starts(scope), self.score(scope)
        (baseline,) = replaced(scope.ir, [score], {leaf: starts[name] for name, leaf in scope.net.inputs.items()})
        return {**{f"map/{name}": value for name, value in self._integrals(scope).items()}, "score": score,
                "baseline": baseline}

    def relevance(self, scope: Scope) -> Value:
        return self.over_channels(scope, next(iter(self._integrals(scope).values())))

    def _starts(self, scope: Scope) -> dict[str, Value]:
        ir = scope.ir
        starts = {name: ir.constant(0.0, leaf.shape) for name, leaf in scope.net.inputs.items()}
        if self.baseline != "zero":
            name, leaf = next(iter(scope.net.inputs.items()))
            starts[name] = ir.reshape(filled(scope, self.picture(scope), self.baseline, self.seed), leaf.shape)
        return starts

    def _integrals(self, scope: Scope) -> dict[str, Value]:
        ir, starts, integrals = scope.ir, self._starts(scope), {}
        places, shares = np.polynomial.legendre.leggauss(self.steps)
        ways = {name: ir.sub(leaf, starts[name]) for name, leaf in scope.net.inputs.items()}

        def each(numbers: np.ndarray, value: Value) -> Value:
            return scope.constant(numbers.reshape(-1, *[1] * len(value.shape)))

        points = {name: ir.add(starts[name], ir.mul(each((places + 1) / 2, way), way)) for name, way in ways.items()}
        for name, way in ways.items():
            many = scope.at(points, partial(input_slope, self, name))
            weighed = ir.sum(ir.mul(many, each(shares / 2, way)), (-len(many.shape),))
            integrals[name] = ir.mul(way, ir.reshape(weighed, way.shape))
        return integrals
