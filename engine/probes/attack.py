"""An attack on chosen examples, and what the network says of them then."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from engine.errors import N_, GraphError
from engine.graph import Graph
from engine.ir import Value, gradients, replaced
from engine.probes.base import Probe, Scope, register
from engine.probes.examples import FIRST, Examples
from engine.probes.predictions import need_head

Range = tuple[str, tuple[float, ...], tuple[float, ...]]
REACH = 2.5
"""The steps of an attack together, in ε: enough to come from one end of the range to the other."""


def check_ranges(graph: Graph, ranges: tuple[Range, ...]) -> None:
    """Raises GraphError for ranges that do not bound as many numbers as their Input layer is given."""
    shapes = graph.infer()
    for name, low, high in ranges:
        if name not in shapes or not len(low) == len(high) == math.prod(shapes[name]):
            raise GraphError(N_("engine", "{name} is not given the {count} numbers that are to be kept within a "
                                "range."), name=name, count=len(low))


@register
@dataclass(frozen=True)
class GradientSignAttack(Probe):
    """The fast gradient sign method (Goodfellow, Shlens, Szegedy 2015) on each example: x + ε sign ∇ₓ loss; with more
    `steps` projected gradient descent (Madry et al. 2018), whose steps are as long as those of `engine.adversarial` and
    begin at the example itself. `ranges` say for an Input layer the least and the largest value of each of its numbers,
    beyond which none is moved.

    "said" (N, …) is what `head` says of the moved examples, "before" of them as they are, and "moved/NAME" (N, …) what
    Input layer NAME is given.
    """

    kind: ClassVar[str] = "gradient_sign_attack"
    head: str
    epsilon: float
    examples: Examples = FIRST
    ranges: tuple[Range, ...] = ()
    steps: int = 1

    def check(self, graph: Graph) -> None:
        need_head(graph, self.head)
        check_ranges(graph, self.ranges)

    def ask(self, scope: Scope) -> Mapping[str, Value]:
        ir, inputs, head = scope.ir, scope.net.inputs, scope.output(self.head)
        slopes = gradients(ir, scope.summed_loss, list(inputs.values()))
        step = self.epsilon if self.steps == 1 else REACH * self.epsilon / self.steps
        moved = dict(inputs)
        for _ in range(self.steps):
            here = replaced(ir, slopes, {leaf: moved[name] for name, leaf in inputs.items()})
            moved = {name: self._within(scope, name, ir.add(moved[name], ir.mul(ir.sign(slope), step)))
                     for name, slope in zip(inputs, here, strict=True)}
        (said,) = replaced(ir, [head], {leaf: moved[name] for name, leaf in inputs.items()})
        return {"said": said, "before": head, **{f"moved/{name}": value for name, value in moved.items()}}

    def _within(self, scope: Scope, name: str, point: Value) -> Value:
        """The nearest point that is at most ε away from the example in each number, and within the ranges."""
        ir, leaf = scope.ir, scope.net.inputs[name]
        if self.steps > 1:
            point = ir.minimum(ir.maximum(point, ir.sub(leaf, self.epsilon)), ir.add(leaf, self.epsilon))
        for known, *ends in self.ranges:
            if known == name:
                low, high = (scope.constant(np.reshape(end, (1, *leaf.shape[1:]))) for end in ends)
                point = ir.minimum(ir.maximum(point, low), high)
        return point
