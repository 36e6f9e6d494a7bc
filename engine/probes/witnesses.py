"""Witnesses of an attribution: what it shows of a network that has forgotten, and what its order of pixels is worth."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from engine.graph import Graph
from engine.ir import Value, replaced
from engine.layout import ParameterLayout
from engine.probes.base import Arrays, Chunk, Probe, Scope, register
from engine.probes.examples import Examples
from engine.probes.fills import filled
from engine.probes.scored import Explanation

HALVINGS = 40
"""Times that the range is halved in which the threshold is looked for above which so many pixels lie."""


class _About(Probe):
    """A probe about the attribution `of`, whose network and examples it shares."""

    of: Explanation

    @property
    def examples(self) -> Examples:  # type: ignore[override]  # a field of those that are about examples of their own
        return self.of.examples

    @property
    def masked(self) -> tuple[str, ...]:
        return self.of.masked

    def check(self, graph: Graph) -> None:
        self.of.check(graph)


def forgotten(graph: Graph, levels: int) -> tuple[tuple[str, ...], ...]:
    """Which layers have forgotten at each of at most `levels` levels, from the one nearest the head to all of them."""
    layout = ParameterLayout(graph)
    names = list(dict.fromkeys(entry.layer for entry in layout))
    order = [spec.name for spec in reversed(graph.order()) if spec.name in names]
    counts = np.unique(np.linspace(1, len(order), min(levels, len(order))).round().astype(int))
    return tuple(tuple(order[:count]) for count in counts if count)


@register
@dataclass(frozen=True)
class Forgetting(_About):
    """The relevance of an attribution while the network forgets from the top down (Adebayo et al. 2018): "maps" (N, 1 +
    levels, h, w), the first with the weights as they are, each other with those of one or more layers, those of
    `forgotten`, drawn anew from `seed`."""

    kind: ClassVar[str] = "forgetting"
    of: Explanation
    levels: int = 4
    seed: int = 1

    def members(self, graph: Graph) -> int:
        return self.of.members(graph)

    def ask(self, scope: Scope) -> Mapping[str, Value]:
        ir, relevance = scope.ir, self.of.relevance(scope)
        fresh = scope.layout.arrays(scope.layout.initial(self.seed))
        maps = [relevance]
        for layers in forgotten(scope.graph, self.levels):
            others = {scope.weight(entry.name): scope.constant(fresh[entry.name]) for entry in scope.layout
                      if entry.layer in layers}
            maps += replaced(ir, [relevance], others)
        shape = (scope.rows, 1, *relevance.shape[1:])
        return {"maps": ir.concat([ir.reshape(one, shape) for one in maps], 1 - len(shape))}


@register
@dataclass(frozen=True)
class Deletion(_About):
    """What the head says of the class while the pixels that count most go first (Petsiuk, Das, Saenko 2018), in `steps`
    steps, their place taken by a `fill`.

    "curve" (N, steps + 1) by "shares" (N, steps + 1) of pixels that are gone, which may be other than evenly spaced
    where pixels count the same; and "random" (N, orders, steps + 1), where they go in random orders, evenly.
    """

    kind: ClassVar[str] = "deletion"
    of: Explanation
    steps: int = 20
    orders: int = 6
    fill: str = "mean"
    seed: int = 0

    def members(self, graph: Graph) -> int:
        return max(self.of.members(graph), (self.steps - 1) * (self.orders + 1) + 2)

    def ask(self, scope: Scope) -> Mapping[str, Value]:
        ir, image = scope.ir, self.of.picture(scope)
        rows, pixels = scope.rows, math.prod(image.shape[1:3])
        gone = self._gone(scope, ir.reshape(self.of.relevance(scope), (rows, pixels)), pixels)
        chance = np.random.default_rng(self.seed).random((self.orders, 1, pixels))
        ranks = chance.argsort(axis=-1).argsort(axis=-1)
        at_random = scope.constant((ranks < self._counts(pixels)[:, None, None, None]).reshape(-1, 1, pixels))
        masks = ir.concat([gone, ir.broadcast(at_random, (at_random.shape[0], rows, pixels)),
                           ir.constant(0.0, (1, rows, pixels)), ir.constant(1.0, (1, rows, pixels))], -3)
        masks = ir.reshape(masks, (*masks.shape[:2], *image.shape[1:3], 1))
        without = ir.add(image, ir.mul(masks, ir.sub(filled(scope, image, self.fill, self.seed), image)))
        many = scope.at(self.of.instead(scope, without), self.of.said)
        share = ir.reshape(ir.mul(ir.sum(gone, (-1,)), 1.0 / pixels), gone.shape[:2])
        return {"said": ir.transpose(many, (-1, -2)), "shares": ir.transpose(share, (-1, -2))}

    def _counts(self, pixels: int) -> np.ndarray:
        """How many pixels are gone after each step but the first and the last (steps − 1,)."""
        return np.linspace(0, pixels, self.steps + 1).round()[1:-1]

    def _gone(self, scope: Scope, relevance: Value, pixels: int) -> Value:
        """1 for the pixels that count most, as many as `_counts` says or fewer (steps − 1, rows, pixels)."""
        ir, counts = scope.ir, scope.constant(self._counts(pixels).reshape(-1, 1, 1))
        shape = (counts.shape[0], scope.rows, 1)
        high = ir.broadcast(ir.max(relevance, (-1,)), shape)
        low = ir.broadcast(ir.sub(ir.neg(ir.max(ir.neg(relevance), (-1,))), 1.0), shape)
        for _ in range(HALVINGS):
            middle = ir.mul(ir.add(low, high), 0.5)
            too_many = ir.greater(ir.sum(ir.greater(relevance, middle), (-1,)), counts)
            low, high = ir.select(too_many, middle, low), ir.select(too_many, high, middle)
        return ir.greater(relevance, high)

    def answer(self, chunks: Sequence[Chunk]) -> Arrays:
        found = super().answer(chunks)
        said, inner = found["said"], self.steps - 1
        first, last = said[:, -2:-1], said[:, -1:]
        count = len(said)
        random = said[:, inner:-2].reshape(count, inner, self.orders).transpose(0, 2, 1)
        ends = [np.repeat(end[:, None], self.orders, axis=1) for end in (first, last)]
        return {"curve": np.concatenate([first, said[:, :inner], last], axis=1),
                "shares": np.concatenate([np.zeros((count, 1)), found["shares"], np.ones((count, 1))], axis=1),
                "random": np.concatenate([ends[0], random, ends[1]], axis=2)}
