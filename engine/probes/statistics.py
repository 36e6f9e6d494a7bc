"""How the units of a layer behave over many examples."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from engine.ir import Value, tangents
from engine.probes.base import Arrays, Chunk, OfLayer, OfWeights, Scope, means, register
from engine.probes.examples import SOME, TRAINING, Examples

FLAT = 0.05
"""The slope below which an activation function hardly passes a gradient on: a fifth of a sigmoid's largest."""


@register
@dataclass(frozen=True)
class UnitStatistics(OfLayer):
    """For each unit of `layer`, its last axis, over examples and places: "mean", "deviation", "low" and "high" of what
    it gives (units,); "idle", the share where the slope of its activation function is 0, and "flat", where it is
    smaller than FLAT. A unit that is idle everywhere is dead; one that is flat nearly everywhere is saturated."""

    kind: ClassVar[str] = "unit_statistics"
    layer: str
    examples: Examples = TRAINING

    def ask(self, scope: Scope) -> Mapping[str, Value]:
        ir, output = scope.ir, scope.output(self.layer)
        value, _ = scope.preactivation(self.layer)
        (slope,) = tangents(ir, [output], {value: ir.constant(1.0, value.shape)})
        size = ir.abs(slope)

        def over_all(values: Value, reduce: str) -> Value:
            axes = range(-len(values.shape), -1)
            return ir.reshape(getattr(ir, reduce)(values, axes), (values.shape[-1],))

        def mean(values: Value) -> Value:
            return ir.mul(over_all(values, "sum"), values.shape[-1] / np.prod(values.shape))

        return {"mean": mean(output), "square": mean(ir.square(output)), "high": over_all(output, "max"),
                "low": ir.neg(over_all(ir.neg(output), "max")), "idle": mean(ir.equal(size, 0.0)),
                "flat": mean(ir.greater(FLAT, size))}

    def answer(self, chunks: Sequence[Chunk]) -> Arrays:
        average = means(chunks)
        mean = average["mean"]
        low = np.min([chunk.arrays["low"] for chunk in chunks], axis=0)
        high = np.max([chunk.arrays["high"] for chunk in chunks], axis=0)
        return {"mean": mean, "deviation": np.sqrt(np.maximum(average["square"] - mean * mean, 0.0)), "low": low,
                "high": high, "idle": average["idle"], "flat": average["flat"]}


def _histogram(values: np.ndarray, bins: int) -> Arrays:
    finite = values[np.isfinite(values)]
    counts, edges = np.histogram(finite, bins=bins)
    return {"counts": counts, "edges": edges}


@register
@dataclass(frozen=True)
class ActivationHistogram(OfLayer):
    """How often `layer` gives which numbers: "counts" (bins,) and their "edges" (bins + 1,), from the least to the
    largest."""

    kind: ClassVar[str] = "activation_histogram"
    layer: str
    examples: Examples = SOME
    bins: int = 40

    def ask(self, scope: Scope) -> Mapping[str, Value]:
        return {"values": scope.output(self.layer)}

    def answer(self, chunks: Sequence[Chunk]) -> Arrays:
        return _histogram(np.concatenate([np.ravel(chunk.arrays["values"]) for chunk in chunks]), self.bins)


@register
@dataclass(frozen=True)
class WeightHistogram(OfWeights):
    """How the weights of the array `name` are distributed: as `ActivationHistogram`."""

    kind: ClassVar[str] = "weight_histogram"
    name: str
    bins: int = 40

    def ask(self, scope: Scope) -> Mapping[str, Value]:
        return {"values": scope.weight(self.name)}

    def answer(self, chunks: Sequence[Chunk]) -> Arrays:
        return _histogram(np.ravel(chunks[0].arrays["values"]), self.bins)
