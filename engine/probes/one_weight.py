"""One weight: what each example wants of it, and the loss along it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from engine.errors import N_, GraphError
from engine.graph import Graph
from engine.ir import Value, population, tangents
from engine.probes.base import Arrays, Chunk, OfWeights, Probe, Scope, means, need_weight, register
from engine.probes.examples import SOME, TRAINING, Examples


def check_place(graph: Graph, name: str, place: tuple[int, ...]) -> None:
    """Raises GraphError where the array `name` has no weight there, or is none."""
    shape = need_weight(graph, name).shape
    if len(place) != len(shape) or not all(0 <= k < size for k, size in zip(place, shape, strict=True)):
        raise GraphError(N_("engine", "{name} has the shape {shape}; there is no weight at {place}."), name=name,
                         shape="×".join(map(str, shape)), place=", ".join(map(str, place)))


def direction_of(scope: Scope, name: str, place: tuple[int, ...]) -> Value:
    """1 at one weight, 0 at the others of its array."""
    direction = np.zeros(scope.layout[name].shape)
    direction[place] = 1.0
    return scope.constant(direction)


@register
@dataclass(frozen=True)
class Nudges(Probe):
    """∂loss/∂w of each example by the weight at `place` of the array `name`: (N,). Their mean is the gradient of the
    loss; each is computed with running statistics, as if the example were alone."""

    kind: ClassVar[str] = "nudges"
    name: str
    place: tuple[int, ...]
    examples: Examples = TRAINING

    def check(self, graph: Graph) -> None:
        check_place(graph, self.name, self.place)

    def ask(self, scope: Scope) -> Mapping[str, Value]:
        (nudges,) = tangents(scope.ir, [scope.losses],
                             {scope.weight(self.name): direction_of(scope, self.name, self.place)})
        return {"nudges": nudges}


@register
@dataclass(frozen=True)
class LossAlong(Probe):
    """The objective while one weight moves and all others stay: "losses" (count,) at "offsets" (count,) from −reach to
    reach, and at the weight itself its "value", the "loss" there, its "slope" and its "curvature"."""

    kind: ClassVar[str] = "loss_along"
    name: str
    place: tuple[int, ...]
    reach: float = 1.0
    count: int = 33
    examples: Examples = SOME

    def check(self, graph: Graph) -> None:
        check_place(graph, self.name, self.place)

    def members(self, graph: Graph) -> int:
        return self.count

    @property
    def offsets(self) -> np.ndarray:
        return np.linspace(-self.reach, self.reach, self.count)

    def ask(self, scope: Scope) -> Mapping[str, Value]:
        ir, weight, objective = scope.ir, scope.weight(self.name), scope.net.objective
        direction = direction_of(scope, self.name, self.place)
        steps = scope.constant(self.offsets.reshape(-1, *[1] * len(weight.shape)))
        moved = ir.add(ir.reshape(weight, (1, *weight.shape)), ir.mul(steps, direction))
        (losses,) = population(ir, [objective], {weight: moved}, self.count)
        (slope,) = tangents(ir, [objective], {weight: direction})
        (curvature,) = tangents(ir, [slope], {weight: direction})
        value = ir.total(ir.mul(weight, direction))
        return {"losses": losses, "loss": objective, "slope": slope,
                "curvature": curvature, "value": value}

    def answer(self, chunks: Sequence[Chunk]) -> Arrays:
        return {**means(chunks), "offsets": self.offsets}


@register
@dataclass(frozen=True)
class WeightFacts(OfWeights):
    """The weight at `place` of the array `name`: its "value" () and its "gradient" (), the slope of the mean loss of
    the examples with its penalty."""

    kind: ClassVar[str] = "weight_facts"
    name: str
    place: tuple[int, ...]
    examples: Examples = SOME

    def check(self, graph: Graph) -> None:
        check_place(graph, self.name, self.place)

    def ask(self, scope: Scope) -> Mapping[str, Value]:
        ir, weight, direction = scope.ir, scope.weight(self.name), direction_of(scope, self.name, self.place)
        (slope,) = tangents(ir, [scope.net.objective], {weight: direction})
        return {"value": ir.total(ir.mul(weight, direction)), "gradient": slope}

    def answer(self, chunks: Sequence[Chunk]) -> Arrays:
        return means(chunks)


@register
@dataclass(frozen=True)
class LastChange(OfWeights):
    """What the newest step of the training has changed at `place` of the array `name`: ()."""

    kind: ClassVar[str] = "last_change"
    name: str
    place: tuple[int, ...]

    def check(self, graph: Graph) -> None:
        check_place(graph, self.name, self.place)

    def ask(self, scope: Scope) -> Mapping[str, Value]:
        ir, weight = scope.ir, scope.weight(self.name)
        change = ir.sub(weight, scope.before(self.name))
        return {"change": ir.total(ir.mul(change, direction_of(scope, self.name, self.place)))}
