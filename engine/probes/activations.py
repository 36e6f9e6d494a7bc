"""What a layer gives for chosen examples."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from engine.errors import N_, GraphError
from engine.graph import Graph
from engine.ir import Value, gradients
from engine.probes.base import Arrays, Chunk, OfLayer, Scope, Whole, extremes, register
from engine.probes.examples import FIRST, Examples, OnPlane


@register
@dataclass(frozen=True)
class Activations(OfLayer):
    """The output of `layer` (N, …), or with `before` what goes into its activation function."""

    kind: ClassVar[str] = "activations"
    layer: str
    examples: Examples = FIRST
    before: bool = False

    def ask(self, scope: Scope) -> Mapping[str, Value]:
        if not self.before:
            return {"activations": scope.output(self.layer)}
        value, arrange = scope.preactivation(self.layer)
        return {"activations": arrange(value)}


@register
@dataclass(frozen=True)
class Inner(OfLayer):
    """An inner value that `layer` exposes under `name`: (N, …); of a recurrent layer its states and gates at every
    step, such as "hidden", "cell" or "forget_gate", (N, steps, units). With `back` the derivative of each example's own
    loss by it."""

    kind: ClassVar[str] = "inner"
    layer: str
    name: str
    examples: Examples = FIRST
    back: bool = False

    def ask(self, scope: Scope) -> Mapping[str, Value]:
        """Raises GraphError where the layer exposes nothing of that name."""
        key, ir = (self.layer, self.name), scope.ir
        if key in ir.unrolled:
            steps = ir.unrolled[key]
            return {"inner": ir.by_example(gradients(ir, scope.summed_loss, steps) if self.back else steps)}
        if key not in ir.exposed:
            known = ", ".join(name for layer, name in (*ir.exposed, *ir.unrolled) if layer == self.layer)
            raise GraphError(N_("engine", "{layer} shows nothing called {name}; it shows: {known}."),
                             layer=self.layer, name=self.name, known=known or "–", layers=(self.layer,))
        value, arrange = ir.exposed[key]
        if self.back:
            (value,) = gradients(ir, scope.summed_loss, [value])
        return {"inner": arrange(value)}


@register
@dataclass(frozen=True)
class UnitMaps(OfLayer):
    """Each unit of `layer` over the plane of the two raw inputs: (units, side, side), rows from low to high, of units
    `first`, `first` + 1, …, `most` of them. A layer that gives more than one number a unit is refused."""

    kind: ClassVar[str] = "unit_maps"
    layer: str
    examples: OnPlane
    most: int = 64
    first: int = 0

    def check(self, graph: Graph) -> None:
        super().check(graph)
        shape = graph.infer()[self.layer]
        if len(shape) != 1:
            raise GraphError(N_("engine", "{layer} gives no single numbers: its units cannot be drawn over the plane."),
                             layer=self.layer, layers=(self.layer,))
        if not 0 <= self.first < shape[0]:
            raise GraphError(N_("engine", "{layer} has {units} units; there is none with number {number}."),
                             layer=self.layer, units=shape[0], number=self.first + 1, layers=(self.layer,))

    def ask(self, scope: Scope) -> Mapping[str, Value]:
        value = scope.output(self.layer)
        units = value.shape[-1]
        low, high = extremes(scope.ir, value)
        some = scope.ir.slice(value, -1, self.first, min(units, self.first + self.most))
        return {"maps": some, "low": low, "high": high, "units": scope.ir.constant(units)}

    def answer(self, chunks: Sequence[Chunk]) -> Arrays:
        points = np.concatenate([chunk.arrays["maps"] for chunk in chunks])
        return {"maps": np.ascontiguousarray(points.T.reshape(-1, self.examples.side, self.examples.side))}

    def whole(self, chunks: Sequence[Chunk]) -> Whole:
        units = int(chunks[0].arrays["units"])
        low = min(float(chunk.arrays["low"]) for chunk in chunks)
        high = max(float(chunk.arrays["high"]) for chunk in chunks)
        return Whole(units * self.examples.side ** 2, (low, high))
