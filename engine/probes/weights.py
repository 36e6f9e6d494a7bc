"""Weights as they are: all of an array, a window onto it, or the largest."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from engine.errors import N_, GraphError
from engine.graph import Graph
from engine.ir import Value
from engine.probes.base import Arrays, Chunk, Probe, Scope, Whole, extremes, need_weight, register

Window = tuple[tuple[int, int], ...]


def check_window(name: str, shape: tuple[int, ...], window: Window) -> None:
    """Raises GraphError for a window that does not lie in an array of weights."""
    inside = len(window) == len(shape) and all(0 <= a < b <= size for (a, b), size in zip(window, shape, strict=False))
    if window and not inside:
        raise GraphError(N_("engine", "{name} has the shape {shape}; {window} is no part of it."), name=name,
                         shape="×".join(map(str, shape)), window=", ".join(f"{a}–{b}" for a, b in window))


def windowed(scope: Scope, value: Value, window: Window) -> Value:
    """The part of a value that `window` leaves, one (start, stop) for each axis; all of it without one."""
    for axis, (start, stop) in enumerate(window):
        value = scope.ir.slice(value, axis - len(window), start, stop)
    return value


@register
@dataclass(frozen=True)
class Weights(Probe):
    """The array called `name`, such as dense_1/kernel, or the part of it that `window` names by one (start, stop) for
    each axis. Limits are those of the whole array."""

    kind: ClassVar[str] = "weights"
    name: str
    window: Window = ()

    def check(self, graph: Graph) -> None:
        check_window(self.name, need_weight(graph, self.name).shape, self.window)

    def ask(self, scope: Scope) -> Mapping[str, Value]:
        weight = scope.weight(self.name)
        low, high = extremes(scope.ir, weight)
        return {"weights": windowed(scope, weight, self.window), "low": low, "high": high,
                "size": scope.ir.constant(np.prod(weight.shape))}

    def answer(self, chunks: Sequence[Chunk]) -> Arrays:
        return {"weights": chunks[0].arrays["weights"]}

    def whole(self, chunks: Sequence[Chunk]) -> Whole:
        low, high, size = (chunks[0].arrays[name].item() for name in ("low", "high", "size"))
        return Whole(int(size), (low, high))


@register
@dataclass(frozen=True)
class LargestWeights(Probe):
    """The `count` weights of the array `name` that are largest in size: "weights" (k,), largest first, and "places"
    (k,) in the flattened array."""

    kind: ClassVar[str] = "largest_weights"
    name: str
    count: int = 40

    def check(self, graph: Graph) -> None:
        need_weight(graph, self.name)

    def ask(self, scope: Scope) -> Mapping[str, Value]:
        return {"weights": scope.weight(self.name)}

    def answer(self, chunks: Sequence[Chunk]) -> Arrays:
        weights = np.ravel(chunks[0].arrays["weights"])
        places = np.arange(weights.size)
        if weights.size > self.count:
            places = np.argpartition(-np.abs(weights), self.count)[:self.count]
        places = places[np.argsort(-np.abs(weights[places]), kind="stable")]
        return {"weights": weights[places], "places": places}

    def whole(self, chunks: Sequence[Chunk]) -> Whole:
        return Whole.of(chunks[0].arrays["weights"])
