"""What a layer gives, as much of it as there is room to show."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from engine.ir import Value
from engine.probes.base import Arrays, Chunk, OfLayer, Scope, Whole, extremes, register
from engine.probes.examples import FIRST, Examples


@register
@dataclass(frozen=True)
class ActivationWindow(OfLayer):
    """The output of `layer` (N, …), of its units, the last axis, the first `units`, and of every other axis the first
    `longest` places. Limits are those of the whole output."""

    kind: ClassVar[str] = "activation_window"
    layer: str
    examples: Examples = FIRST
    units: int = 64
    longest: int = 128

    def ask(self, scope: Scope) -> Mapping[str, Value]:
        ir, whole = scope.ir, scope.output(self.layer)
        low, high = extremes(ir, whole)
        window = whole
        for axis, size in enumerate(whole.shape[1:], 1 - len(whole.shape)):
            window = ir.slice(window, axis, 0, min(size, self.units if axis == -1 else self.longest))
        return {"activations": window, "low": low, "high": high,
                "count": ir.constant(float(math.prod(whole.shape)))}

    def answer(self, chunks: Sequence[Chunk]) -> Arrays:
        joined = super().answer([Chunk(chunk.rows, {"activations": chunk.arrays["activations"]}) for chunk in chunks])
        return dict(joined)

    def whole(self, chunks: Sequence[Chunk]) -> Whole:
        count, low, high = ([float(chunk.arrays[name]) for chunk in chunks] for name in ("count", "low", "high"))
        return Whole(int(sum(count)), (min(low), max(high)))
