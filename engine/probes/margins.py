"""How far it is to another answer: the margin of a class along directions of equal length."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from engine.errors import N_, GraphError
from engine.graph import Graph
from engine.ir import Value, gradients
from engine.losses import LOSSES
from engine.probes.base import Arrays, Chunk, Scope, register
from engine.probes.scored import Scored, classes_said

FLAT = 1e-30


@register
@dataclass(frozen=True)
class Margins(Scored):
    """The logit of a class minus the largest other one, which is below zero where the network says something else,
    along straight lines through each example: "margins" (N, 2 + directions, places) at "distances" (places,) from 0 to
    `reach`, in the units in which the network gets its inputs.

    The first line follows the sign of the gradient of the loss, the second the gradient itself, the others are drawn at
    random, evenly over all directions; all are of equal length. Nothing is cut off at the range of the inputs.
    """

    kind: ClassVar[str] = "margins"
    reach: float = 1.0
    places: int = 17
    directions: int = 200
    seed: int = 0

    def check(self, graph: Graph) -> None:
        super().check(graph)
        if LOSSES[graph.layer(self.head).settings["loss"]].task == "regression" or classes_said(graph, self.head) < 2:
            raise GraphError(N_("engine", "{name} tells no classes apart: there is no margin between them."),
                             name=self.head, layers=(self.head,))

    def members(self, graph: Graph) -> int:
        return self.directions + 2

    @property
    def distances(self) -> np.ndarray:
        return np.linspace(0.0, self.reach, self.places)

    def ask(self, scope: Scope) -> Mapping[str, Value]:
        lines = self._lines(scope)
        parts = []
        for distance in self.distances:  # one after the other: memory for all lines at one place is enough
            moved = {name: scope.ir.broadcast(scope.ir.add(leaf, scope.ir.mul(lines[name], float(distance))),
                                              lines[name].shape) for name, leaf in scope.net.inputs.items()}
            along = scope.at(moved, self.margin)
            parts.append(scope.ir.reshape(along, (1, *along.shape)))
        return {"margins": scope.ir.transpose(scope.ir.concat(parts, -3), (-1, -2, -3))}

    def answer(self, chunks: Sequence[Chunk]) -> Arrays:
        return {**super().answer(chunks), "distances": self.distances}

    def margin(self, scope: Scope) -> Value:
        """(rows,)"""
        ir, score = scope.ir, self.score(scope)
        (source,) = scope.graph.inputs_of(self.head)
        logits = LOSSES[scope.graph.layer(self.head).settings["loss"]].logits(ir, scope.output(source))
        if logits.shape[-1] == 1:  # the other class has the logit 0
            return score
        parts = [ir.slice(logits, -1, start, stop) for start, stop in
                 ((0, self.target), (self.target + 1, logits.shape[-1])) if stop > start]
        others = ir.max(ir.concat(parts, -1) if len(parts) > 1 else parts[0], (-1,))
        return ir.sub(score, ir.reshape(others, score.shape))

    def _lines(self, scope: Scope) -> dict[str, Value]:
        """Directions of length 1 over all inputs together, by Input layer (2 + directions, rows, …)."""
        ir, leaves = scope.ir, scope.net.inputs
        slopes = gradients(ir, scope.summed_loss, list(leaves.values()))
        by_sign = self._of_length_one(scope, [ir.sign(slope) for slope in slopes])
        by_slope = self._of_length_one(scope, slopes)
        draw = np.random.default_rng(self.seed)
        drawn = [draw.standard_normal((self.directions, 1, *leaf.shape[1:])) for leaf in leaves.values()]
        length = np.sqrt(sum(np.square(array).reshape(self.directions, -1).sum(axis=1) for array in drawn))
        lines = {}
        for name, first, second, array in zip(leaves, by_sign, by_slope, drawn, strict=True):
            at_random = scope.constant(array / length.reshape(-1, *[1] * (array.ndim - 1)))
            at_random = ir.broadcast(at_random, (self.directions, *first.shape))
            lines[name] = ir.concat([ir.reshape(first, (1, *first.shape)), ir.reshape(second, (1, *second.shape)),
                                     at_random], -len(at_random.shape))
        return lines

    def _of_length_one(self, scope: Scope, parts: Sequence[Value]) -> list[Value]:
        """What belongs to each example divided by its length; a direction that is 0 everywhere stays so."""
        ir, rows = scope.ir, scope.rows
        square: Value = ir.constant(0.0, (rows, 1))
        for part in parts:
            square = ir.add(square, ir.sum(ir.square(ir.reshape(part, (rows, math.prod(part.shape[1:])))), (-1,)))
        length = ir.sqrt(ir.maximum(square, FLAT))
        return [ir.div(part, ir.reshape(length, (rows, *[1] * (len(part.shape) - 1)))) for part in parts]
