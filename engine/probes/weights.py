"""Weights as they are: all of an array, or a patch of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from engine.errors import N_, GraphError
from engine.graph import Graph
from engine.ir import Value
from engine.probes.base import Arrays, Chunk, Probe, Scope, Whole, extremes, need_weight, register
from engine.probes.examples import NextStep

Patch = tuple[tuple[int, int], ...]


def check_patch(name: str, shape: tuple[int, ...], patch: Patch) -> None:
    """Raises GraphError for a patch that does not lie in an array of weights."""
    inside = len(patch) == len(shape) and all(0 <= a < b <= size for (a, b), size in zip(patch, shape, strict=False))
    if patch and not inside:
        raise GraphError(N_("engine", "{name} has the shape {shape}; {patch} is no part of it."), name=name,
                         shape="×".join(map(str, shape)), patch=", ".join(f"{a}–{b}" for a, b in patch))


@register
@dataclass(frozen=True)
class Weights(Probe):
    """The array called `name`, such as dense_1/kernel, or the part of it that `patch` names by one (start, stop) for
    each axis. Limits are those of the whole array. With `NextStep` they are those that the step reads: a training may
    put noise on them."""

    kind: ClassVar[str] = "weights"
    name: str
    patch: Patch = ()
    examples: NextStep | None = None

    def check(self, graph: Graph) -> None:
        check_patch(self.name, need_weight(graph, self.name).shape, self.patch)

    def ask(self, scope: Scope) -> Mapping[str, Value]:
        weight = scope.weight(self.name)
        low, high = extremes(scope.ir, weight)
        patch = weight
        for axis, (start, stop) in enumerate(self.patch, -len(self.patch)):
            patch = scope.ir.slice(patch, axis, start, stop)
        return {"weights": patch, "low": low, "high": high,
                "size": scope.ir.constant(np.prod(weight.shape))}

    def answer(self, chunks: Sequence[Chunk]) -> Arrays:
        return {"weights": chunks[0].arrays["weights"]}

    def whole(self, chunks: Sequence[Chunk]) -> Whole:
        low, high, size = (chunks[0].arrays[name].item() for name in ("low", "high", "size"))
        return Whole(int(size), (low, high))
