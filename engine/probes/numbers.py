"""Single numbers of what a layer gives, wherever they lie."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from engine.graph import Graph
from engine.ir import Value
from engine.probes.base import Arrays, Chunk, OfLayer, Scope, no_such_unit, register
from engine.probes.examples import FIRST, Examples
from engine.probes.step import check_step


@register
@dataclass(frozen=True)
class Numbers(OfLayer):
    """The numbers at `places` (n,), in the order of memory, of what `layer` gives of one example, number `row` of a
    minibatch: (n,). With `back` δ = ∂ℓ/∂z at these places, ℓ being the example's own loss."""

    kind: ClassVar[str] = "numbers"
    layer: str
    places: tuple[int, ...]
    examples: Examples = FIRST
    row: int = 0
    back: bool = False

    def check(self, graph: Graph) -> None:
        super().check(graph)
        check_step(self.examples)
        size = math.prod(graph.infer()[self.layer])
        if not self.places or not all(0 <= place < size for place in self.places):
            raise no_such_unit(self.layer)

    def ask(self, scope: Scope) -> Mapping[str, Value]:
        ir, output = scope.ir, scope.output(self.layer)
        if self.back:
            value, arrange = scope.preactivation(self.layer)
            output = arrange(scope.derivative(value))
        row = min(self.row, scope.rows - 1)
        flat = ir.slice(ir.reshape(output, (scope.rows, -1)), -2, row, row + 1)
        places, last = self.places, output.shape[-1]
        if len({place % last for place in places}) == 1 < len(places):  # one unit of many: few runs instead of many
            flat = ir.slice(ir.reshape(flat, (-1, last)), -1, places[0] % last, places[0] % last + 1)
            flat, places = ir.reshape(flat, (1, -1)), tuple(place // last for place in places)
        found = [ir.slice(flat, -1, start, stop) for start, stop in runs(places)]
        return {"numbers": ir.reshape(ir.concat(found, -1) if len(found) > 1 else found[0], (-1,))}

    def answer(self, chunks: Sequence[Chunk]) -> Arrays:
        return chunks[0].arrays


def runs(places: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Places as runs of neighbours, each from a start to one after its last."""
    start = before = places[0]
    for place in places[1:]:
        if place != before + 1:
            yield start, before + 1
            start = place
        before = place
    yield start, before + 1
