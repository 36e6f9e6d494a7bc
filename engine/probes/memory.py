"""How far a recurrent layer remembers: what the states of earlier steps still mean to the loss."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from engine.errors import N_, GraphError
from engine.graph import Graph
from engine.ir import Value, gradients
from engine.layers.recurrence import Recurrent
from engine.probes.base import Arrays, Chunk, OfLayer, Scope, need_layer, register
from engine.probes.examples import FIRST, Examples, OfPart

FEW = OfPart(most=128)
"""Enough training examples for a curve that one looks at while a training runs."""
LOW, HIGH = 0.1, 0.9


def need_recurrent(graph: Graph, name: str) -> None:
    """Raises GraphError where `name` is no recurrent layer."""
    need_layer(graph, name)
    if not isinstance(graph.layer(name).layer, Recurrent):
        raise GraphError(N_("engine", "{name} is no recurrent layer: it has no state that goes from step to step."),
                         name=name, layers=(name,))


@register
@dataclass(frozen=True)
class Memory(OfLayer):
    """‖∂loss_t/∂h_{t−k}‖ of a recurrent `layer` by k, with t the last step: "hidden" (steps,), its mean over the
    examples, and "hidden_low" and "hidden_high", between which eight of ten examples lie. The same of the "cell" of an
    LSTM, ∂loss_t/∂c_{t−k}. Nothing is divided by its largest: how much fades, and how fast, is what is asked.

    The loss is that of each example by itself; of a head that says something at every step that of the last one. Each
    state is a value of its own: what a cell keeps beside h is not in the derivative by h.
    """

    kind: ClassVar[str] = "memory"
    layer: str
    examples: Examples = FEW

    def check(self, graph: Graph) -> None:
        need_recurrent(graph, self.layer)

    def ask(self, scope: Scope) -> Mapping[str, Value]:
        ir, found = scope.ir, {}
        loss = self._loss(scope)
        for name in ("hidden", "cell"):
            steps = ir.unrolled.get((self.layer, name))
            if steps is not None:
                slopes = ir.by_example(gradients(ir, loss, steps)[::-1])
                squares = ir.sum(ir.square(slopes), (-1,))
                found[name] = ir.reshape(ir.sqrt(squares), slopes.shape[:2])
        return found

    def answer(self, chunks: Sequence[Chunk]) -> Arrays:
        found: dict[str, np.ndarray] = {}
        for name in chunks[0].arrays:
            norms = np.concatenate([chunk.arrays[name] for chunk in chunks]).astype(np.float64)
            found[name] = norms.mean(axis=0)
            found[f"{name}_low"], found[f"{name}_high"] = np.quantile(norms, (LOW, HIGH), axis=0)
        return found

    def _loss(self, scope: Scope) -> Value:
        """The sum over the examples of what each loses, at the last step where there is something to say at each."""
        ir, steps = scope.ir, len(scope.ir.unrolled[self.layer, "hidden"])
        shapes = scope.graph.infer()
        if not any(len(shapes[head]) == 2 and shapes[head][0] == steps for head in scope.net.elements):
            return scope.summed_loss
        total = ir.constant(0.0)
        for head, elements in scope.net.elements.items():
            if len(shapes[head]) == 2 and shapes[head][0] == steps:
                rows = ir.reshape(elements, (scope.rows, steps, -1))
                last = ir.slice(rows, -2, steps - 1, steps)
                mean = ir.mul(ir.total(last), 1.0 / last.shape[-1])
                total = ir.add(total, ir.mul(mean, scope.graph.layer(head).settings["weight"]))
        return total


@register
@dataclass(frozen=True)
class StateSlopes(OfLayer):
    """∂loss/∂h_t of a recurrent `layer` at every step and unit (N, steps, units): what comes back through time, by way
    of all later steps. The loss is that of each example by itself."""

    kind: ClassVar[str] = "state_slopes"
    layer: str
    examples: Examples = FIRST

    def check(self, graph: Graph) -> None:
        need_recurrent(graph, self.layer)

    def ask(self, scope: Scope) -> Mapping[str, Value]:
        ir = scope.ir
        return {"slopes": ir.by_example(gradients(ir, scope.summed_loss, ir.unrolled[self.layer, "hidden"]))}
