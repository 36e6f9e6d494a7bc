"""Where else in the data the same units are on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from engine.graph import Graph
from engine.ir import Value
from engine.probes.base import Arrays, Chunk, OfLayer, Scope, no_such_unit, register
from engine.probes.examples import Examples, OfPart
from engine.probes.memory import need_recurrent

MANY = OfPart(most=2_000)
"""Enough examples to find a phrase again."""


def longest_run(on: np.ndarray) -> tuple[int, int]:
    """Where the longest row of neighbours that are true begins and ends, of (n,); the first of equals, (0, 0) where
    nothing is true."""
    edges = np.flatnonzero(np.diff(np.concatenate([[0], on.astype(np.int8), [0]])))
    starts, stops = edges[::2], edges[1::2]
    if not len(starts):
        return 0, 0
    best = int(np.argmax(stops - starts))
    return int(starts[best]), int(stops[best])


@register
@dataclass(frozen=True)
class Matches(OfLayer):
    """Where the chosen `units` of a recurrent layer are on together, |h| ≥ `threshold`, for about `length` steps (after
    Strobelt et al. 2018, LSTMVis): of the `most` examples that fit best "places" (m,) among those that were asked
    about, "spans" (m, 2), the first step and the one behind the last, and "strength" (m,), the mean over the span of
    the weakest unit. Of every example it is the longest span that counts, and spans as long as the phrase come first.
    "found" () examples of those "searched" () have any."""

    kind: ClassVar[str] = "matches"
    layer: str
    units: tuple[int, ...]
    threshold: float
    length: int
    examples: Examples = MANY
    most: int = 24

    def check(self, graph: Graph) -> None:
        need_recurrent(graph, self.layer)
        if not self.units or not all(0 <= unit < graph.layer(self.layer).settings["units"] for unit in self.units):
            raise no_such_unit(self.layer)

    def ask(self, scope: Scope) -> Mapping[str, Value]:
        ir = scope.ir
        hidden = ir.by_example(ir.unrolled[self.layer, "hidden"])
        chosen = [ir.slice(hidden, -1, unit, unit + 1) for unit in self.units]
        weakest = ir.abs(chosen[0])
        for unit in chosen[1:]:
            weakest = ir.minimum(weakest, ir.abs(unit))
        return {"weakest": ir.reshape(weakest, hidden.shape[:2])}

    def answer(self, chunks: Sequence[Chunk]) -> Arrays:
        weakest = np.concatenate([chunk.arrays["weakest"] for chunk in chunks])
        on = weakest >= self.threshold
        spans = np.array([longest_run(row) for row in on], np.int64).reshape(-1, 2)
        lengths = spans[:, 1] - spans[:, 0]
        strength = np.array([row[start:stop].mean() if stop > start else 0.0
                             for row, (start, stop) in zip(weakest, spans, strict=True)])
        order = np.lexsort((-strength, np.abs(lengths - self.length)))
        best = order[lengths[order] > 0][:self.most]
        return {"places": best, "spans": spans[best], "strength": strength[best],
                "found": np.array(int((lengths > 0).sum())), "searched": np.array(len(on))}
