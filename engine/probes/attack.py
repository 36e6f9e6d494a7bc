"""An attack on chosen examples, and what the network says of them then."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from engine.graph import Graph
from engine.ir import Value, gradients, replaced
from engine.probes.base import Probe, Scope, register
from engine.probes.examples import FIRST, Examples
from engine.probes.predictions import need_head

Range = tuple[str, tuple[float, ...], tuple[float, ...]]


@register
@dataclass(frozen=True)
class FastGradientSign(Probe):
    """The fast gradient sign method (Goodfellow, Shlens, Szegedy 2015) on each example: x + ε sign ∇ₓ loss. `ranges`
    say for an Input layer the least and the largest value of each of its numbers, beyond which none is moved.

    "said" (N, …) is what `head` says of the moved examples, "before" of them as they are, and "moved/NAME" (N, …) what
    Input layer NAME is given.
    """

    kind: ClassVar[str] = "fast_gradient_sign"
    head: str
    epsilon: float
    examples: Examples = FIRST
    ranges: tuple[Range, ...] = ()

    def check(self, graph: Graph) -> None:
        need_head(graph, self.head)

    def ask(self, scope: Scope) -> Mapping[str, Value]:
        ir, inputs, head = scope.ir, scope.net.inputs, scope.output(self.head)
        slopes = gradients(ir, scope.summed_loss, list(inputs.values()))
        moved = {name: ir.add(leaf, ir.mul(ir.sign(slope), self.epsilon))
                 for (name, leaf), slope in zip(inputs.items(), slopes, strict=True)}
        for name, low, high in self.ranges:
            shape = inputs[name].shape[1:]
            low, high = (scope.constant(np.reshape(end, (1, *shape))) for end in (low, high))
            moved[name] = ir.minimum(ir.maximum(moved[name], low), high)
        (said,) = replaced(ir, [head], {leaf: moved[name] for name, leaf in inputs.items()})
        return {"said": said, "before": head,
                **{f"moved/{name}": value for name, value in moved.items()}}
