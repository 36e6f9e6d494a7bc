"""The numbers of one training step: what a layer computes, what comes back to it, and what becomes of its weights.

They are about one example by itself, as it is measured, or about the minibatch that a training takes next, as that step
sees it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from engine.errors import N_, GraphError
from engine.graph import Graph
from engine.ir import Value, gradients, tangents
from engine.layers.activations import ACTIVATIONS, apply_activation
from engine.layers.held import muted_units
from engine.probes.base import Arrays, Chunk, OfLayer, Probe, Scope, Whole, need_weight, needed, per_example, register
from engine.probes.examples import FIRST, Examples, Given, NextStep, OfPart

MOST = 1_024
"""Numbers of an array that are worth a look."""


def check_step(examples: Examples) -> None:
    """Raises GraphError for examples that are more than one and no minibatch of a training."""
    one = isinstance(examples, NextStep | Given) or (isinstance(examples, OfPart) and len(examples.places) == 1)
    if not one:
        raise GraphError(N_("engine", "A step is taken apart for one example, or for the next minibatch of a "
                            "training."))


@dataclass(frozen=True)
class _OfExample(OfLayer):
    """A probe of what goes through `layer` with one example, number `row` of a minibatch: the first MOST numbers of
    each array, in the order of memory, flattened."""

    layer: str
    examples: Examples = FIRST
    row: int = 0

    def check(self, graph: Graph) -> None:
        super().check(graph)
        check_step(self.examples)

    def some(self, scope: Scope, value: Value) -> Value:
        """What an array (rows, …) has of that example."""
        ir, row = scope.ir, min(self.row, scope.rows - 1)
        flat = ir.slice(ir.reshape(value, (scope.rows, -1)), -2, row, row + 1)
        return ir.reshape(ir.slice(flat, -1, 0, min(flat.shape[-1], MOST)), (-1,))

    def answer(self, chunks: Sequence[Chunk]) -> Arrays:
        return {name: array for name, array in chunks[0].arrays.items() if name not in ("count", "rows")}

    def whole(self, chunks: Sequence[Chunk]) -> Whole:
        first = next(iter(chunks[0].arrays.values()))
        return Whole(int(chunks[0].arrays["count"]), Whole.of(first).limits)


@register
@dataclass(frozen=True)
class Forward(_OfExample):
    """What `layer` computes: its output "a" and, where it has an activation function, "z" that goes into it."""

    kind: ClassVar[str] = "forward"

    def ask(self, scope: Scope) -> Mapping[str, Value]:
        output = scope.output(self.layer)
        found = {"a": self.some(scope, output)}
        if (self.layer, "preactivation") in scope.ir.exposed:
            value, arrange = scope.preactivation(self.layer)
            found["z"] = self.some(scope, arrange(value))
        size = int(np.prod(output.shape[1:]))
        return found | {"count": scope.ir.constant(size)}


@register
@dataclass(frozen=True)
class Backward(_OfExample):
    """What comes back to `layer`, ℓ being the example's own loss: "delta" = ∂ℓ/∂z and, where the network computes them
    on its way, "arriving" = ∂ℓ/∂a and "slope" = f′(z), which give it as their product; a muted unit has the slope 0."""

    kind: ClassVar[str] = "backward"

    def ask(self, scope: Scope) -> Mapping[str, Value]:
        ir, output = scope.ir, scope.output(self.layer)
        value, arrange = scope.preactivation(self.layer)
        arriving, delta = scope.derivative(output), scope.derivative(value)
        found = {"delta": self.some(scope, arrange(delta))}
        # A loss may read what goes into a sigmoid, and a pooling what goes into a ReLU: then nothing arrives behind it.
        if arriving.op != "constant" or delta.op == "constant":
            found["arriving"] = self.some(scope, arriving)
            slope = self._slope(scope)
            if slope is not None:
                found["slope"] = self.some(scope, slope)
        size = int(np.prod(output.shape[1:]))
        return found | {"count": ir.constant(size)}

    def _slope(self, scope: Scope) -> Value | None:
        """f′(z) (rows, …), for a layer that ends in an activation function of one number."""
        spec, ir = scope.graph.layer(self.layer), scope.ir
        function = spec.layer.ends_in(spec.settings)
        if (self.layer, "preactivation") not in ir.exposed or function not in ACTIVATIONS:
            return None
        value, arrange = scope.preactivation(self.layer)
        bent = apply_activation(ir, function, value)
        (slope,) = tangents(ir, [bent], {value: ir.constant(1.0, value.shape)})
        muted = muted_units(spec.settings, scope.graph.infer()[self.layer])
        slope = arrange(slope)
        if muted:
            heard = np.ones(slope.shape[-1])
            heard[list(muted)] = 0.0
            slope = ir.mul(slope, scope.constant(heard))
        return slope


@register
@dataclass(frozen=True)
class HeadLoss(_OfExample):
    """What head `layer` says of an example and what that costs: "prediction", "target", the "share" that each number's
    own loss has in the "loss" of this example, 0 at a step that does not count; the "mean" over the minibatch, the
    means of all "heads" by their weights, the "penalty" of the weights, what "layers" and a "teacher" add, and the
    "objective", the sum of all that."""

    kind: ClassVar[str] = "head_loss"

    def check(self, graph: Graph) -> None:
        super().check(graph)
        if graph.layer(self.layer).kind != "output":
            raise GraphError(N_("engine", "{layer} is no output: nothing is compared there."), layer=self.layer,
                             layers=(self.layer,))

    def ask(self, scope: Scope) -> Mapping[str, Value]:
        ir, net = scope.ir, scope.net
        prediction, elements = scope.output(self.layer), net.elements[self.layer]
        share = ir.mul(net.weights.get(self.layer, ir.constant(1.0)), 1.0 / np.prod(elements.shape[1:]))
        heads = [ir.reshape(ir.mul(mean, scope.graph.layer(head).settings["weight"]), (1,))
                 for head, mean in net.losses.items()]
        return {"prediction": self.some(scope, prediction), "target": self.some(scope, net.targets[self.layer]),
                "share": self.some(scope, ir.broadcast(share, prediction.shape)),
                "loss": self.some(scope, per_example(ir, elements)), "mean": net.losses[self.layer],
                "heads": ir.concat(heads, -1), "penalty": net.penalty, "layers": net.cost, "teacher": net.beside,
                "objective": net.objective, "count": ir.constant(np.prod(prediction.shape[1:]))}


@register
@dataclass(frozen=True)
class WeightStep(Probe):
    """What a step makes of the array `name`, of which the first MOST numbers are told, flattened: the "gradient", the
    parts of it that are the "penalty"'s and the "teacher"'s, what of it is "followed" where gradients are clipped, the
    optimizer's state "before/…" and "after/…", its numbers "scalar/…", the "weights" before the step and the "new"
    ones. An optimizer that searches its way along all weights at once has a gradient only."""

    kind: ClassVar[str] = "weight_step"
    name: str
    examples: Examples = FIRST

    def check(self, graph: Graph) -> None:
        entry = need_weight(graph, self.name)
        check_step(self.examples)
        if not entry.parameter.trainable:
            raise GraphError(N_("engine", "{name} is not trained: no step moves it."), name=self.name,
                             layers=(entry.layer,))

    def ask(self, scope: Scope) -> Mapping[str, Value]:
        rule = needed(scope.rule)
        leaf, ir = scope.weight(self.name), scope.ir
        (penalty,), (taught,) = (gradients(ir, part, [leaf]) for part in (scope.net.penalty, scope.net.beside))
        still = ir.leaf("still", self.name, leaf.shape)
        found = {**rule.values(scope.net, self.name, still), "weights": still, "penalty": penalty, "teacher": taught}
        stop = min(int(np.prod(leaf.shape)), MOST)
        return {name: ir.slice(ir.reshape(value, (-1,)), -1, 0, stop) if value.shape else value
                for name, value in found.items()} | {"count": ir.constant(np.prod(leaf.shape))}

    def answer(self, chunks: Sequence[Chunk]) -> Arrays:
        return {name: array for name, array in chunks[0].arrays.items() if name != "count"}

    def whole(self, chunks: Sequence[Chunk]) -> Whole:
        return Whole(int(chunks[0].arrays["count"]), Whole.of(chunks[0].arrays["weights"]).limits)
