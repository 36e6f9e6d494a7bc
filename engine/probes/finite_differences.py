"""A derivative and its witness: the loss a little to either side, by two real forward passes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from engine.errors import N_, GraphError
from engine.graph import Graph
from engine.ir import Value, gradients, population
from engine.probes.base import Arrays, Chunk, OfLayer, Probe, Scope, means, register
from engine.probes.examples import FIRST, Examples
from engine.probes.one_weight import check_place, direction_of
from engine.probes.step import check_step

EPSILONS = tuple(float(f"{10.0 ** (-exponent / 2):.3g}") for exponent in range(25))
"""From 1 to 1e-12, two a decade."""


class Witness(Probe):
    """Of the number that is moved by each of `epsilons` (E,): the losses "plus" and "minus" of the two passes, the
    "quotients" (L₊ − L₋) / 2ε, and "exact", the derivative by backpropagation. The losses have the precision of the
    network; rounding ruins their difference where ε is small, and curvature where it is large."""

    examples: Examples
    epsilons: tuple[float, ...]

    def members(self, graph: Graph) -> int:
        return 2 * len(self.epsilons)

    def witnessed(self, scope: Scope, loss: Value, moved: Value, direction: Value) -> Mapping[str, Value]:
        """`loss` with the value `moved` by ±ε along `direction`, a unit vector of its shape."""
        ir, count = scope.ir, 2 * len(self.epsilons)
        steps = np.array([*self.epsilons, *(-epsilon for epsilon in self.epsilons)])
        offsets = scope.constant(steps.reshape(-1, *[1] * len(moved.shape)))
        places = ir.add(ir.reshape(moved, (1, *moved.shape)), ir.mul(offsets, direction))
        (losses,) = population(ir, [loss], {moved: places}, count)
        (slope,) = gradients(ir, loss, [moved])
        return {"losses": losses, "exact": ir.total(ir.mul(slope, direction)), "loss": loss}

    def answer(self, chunks: Sequence[Chunk]) -> Arrays:
        average = means(chunks)
        plus, minus = np.split(average["losses"], 2)
        epsilons = np.array(self.epsilons)
        return {"quotients": (plus.astype(np.float64) - minus) / (2.0 * epsilons), "plus": plus, "minus": minus,
                "epsilons": epsilons, "exact": average["exact"], "loss": average["loss"]}


@register
@dataclass(frozen=True)
class WeightWitness(Witness):
    """Of ∂J/∂w, J being the objective and w the weight at `place` of the array `name`."""

    kind: ClassVar[str] = "weight_witness"
    name: str
    place: tuple[int, ...]
    examples: Examples = FIRST
    epsilons: tuple[float, ...] = EPSILONS

    def check(self, graph: Graph) -> None:
        check_place(graph, self.name, self.place)

    def ask(self, scope: Scope) -> Mapping[str, Value]:
        return self.witnessed(scope, scope.net.objective, scope.weight(self.name),
                              direction_of(scope, self.name, self.place))


@register
@dataclass(frozen=True)
class DeltaWitness(Witness, OfLayer):
    """Of δ = ∂ℓ/∂z, ℓ being the loss of example `row` and z what goes into the activation of unit `unit` of `layer`,
    counted through all its axes."""

    kind: ClassVar[str] = "delta_witness"
    layer: str
    unit: int
    examples: Examples = FIRST
    row: int = 0
    epsilons: tuple[float, ...] = EPSILONS

    def check(self, graph: Graph) -> None:
        super().check(graph)
        check_step(self.examples)
        units = int(np.prod(graph.infer()[self.layer]))
        if not 0 <= self.unit < units:
            raise GraphError(N_("engine", "{layer} has {units} units; there is no unit {unit}."), layer=self.layer,
                             units=units, unit=self.unit, layers=(self.layer,))

    def ask(self, scope: Scope) -> Mapping[str, Value]:
        ir = scope.ir
        value, arrange = scope.preactivation(self.layer)
        arranged = arrange(value)
        one = np.zeros(arranged.shape)
        one.reshape(scope.rows, -1)[min(self.row, scope.rows - 1), self.unit] = 1.0
        # Wherever `arrange` takes the number from, there its derivative is one.
        (direction,) = gradients(ir, ir.total(ir.mul(arranged, scope.constant(one))), [value])
        return self.witnessed(scope, scope.summed_loss, value, direction)
