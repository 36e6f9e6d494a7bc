"""The score of a class by every number of the input: the gradient, and the gradient times the input."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from engine.ir import Value, gradients
from engine.probes.base import Scope, register
from engine.probes.scored import Explanation


def input_gradients(probe: Explanation, scope: Scope) -> dict[str, Value]:
    """∂score/∂x of each example by every Input layer (rows, …)."""
    leaves = scope.net.inputs
    slopes = gradients(scope.ir, scope.ir.total(probe.score(scope)), list(leaves.values()))
    return dict(zip(leaves, slopes, strict=True))


def input_slope(probe: Explanation, name: str, scope: Scope) -> Value:
    """∂score/∂x of each example by one Input layer (rows, …)."""
    return input_gradients(probe, scope)[name]


@register
@dataclass(frozen=True)
class InputGradient(Explanation):
    """∂score/∂x (Simonyan, Vedaldi, Zisserman 2014), its sign kept: "map/NAME" (N, …) for each Input layer NAME, and
    the "score" (N,)."""

    kind: ClassVar[str] = "input_gradient"

    def ask(self, scope: Scope) -> Mapping[str, Value]:
        maps = {f"map/{name}": slope for name, slope in input_gradients(self, scope).items()}
        return {**maps, "score": self.score(scope)}

    def relevance(self, scope: Scope) -> Value:
        return self.over_channels(scope, scope.ir.abs(next(iter(input_gradients(self, scope).values()))))


@register
@dataclass(frozen=True)
class GradientTimesInput(Explanation):
    """x · ∂score/∂x (Shrikumar et al. 2016), in the units in which the network gets x: "map/NAME" (N, …) for each Input
    layer NAME, and the "score" (N,). Of a network without biases that is linear between kinks it adds up to the score.
    """

    kind: ClassVar[str] = "gradient_times_input"

    def ask(self, scope: Scope) -> Mapping[str, Value]:
        return {**{f"map/{name}": value for name, value in self._products(scope).items()}, "score": self.score(scope)}

    def relevance(self, scope: Scope) -> Value:
        return self.over_channels(scope, next(iter(self._products(scope).values())))

    def _products(self, scope: Scope) -> dict[str, Value]:
        return {name: scope.ir.mul(slope, scope.net.inputs[name])
                for name, slope in input_gradients(self, scope).items()}
