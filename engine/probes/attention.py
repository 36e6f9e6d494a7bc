"""Where attention looks, and what a person puts in the place of that."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar, NamedTuple

import numpy as np

from engine.errors import N_, GraphError
from engine.graph import Graph
from engine.ir import Value, replaced
from engine.layers.attention import WEIGHTS, heads_of
from engine.probes.base import OfLayer, Scope, need_layer, register
from engine.probes.examples import FIRST, Examples


class Look(NamedTuple):
    """Where one head of an attention looks at one step of the query, by what a person says: `weights` are as many as
    the key has steps, and add up to 1. Heads and steps are counted from 0."""

    layer: str
    head: int
    step: int
    weights: tuple[float, ...]


Looks = tuple[Look, ...]


def need_attention(graph: Graph, layer: str) -> None:
    """Raises GraphError where `layer` is no attention of the network."""
    need_layer(graph, layer)
    if graph.layer(layer).kind != "attention":
        raise GraphError(N_("engine", "{layer} is no attention."), layer=layer, layers=(layer,))


def check_looks(graph: Graph, looks: Looks) -> None:
    """Raises GraphError where an attention has no such head, step or row of weights."""
    shapes = graph.infer()
    for look in looks:
        need_attention(graph, look.layer)
        settings, sources = graph.layer(look.layer).settings, graph.inputs_of(look.layer)
        keys = sources[:-1] if settings["masked"] else sources
        steps, seen = shapes[look.layer][0], shapes[keys[-1]][0]
        if not (0 <= look.head < heads_of(settings) and 0 <= look.step < steps and len(look.weights) == seen):
            raise GraphError(N_("engine", "{layer} has {heads} heads and looks from {steps} steps at {seen}."),
                             layer=look.layer, heads=heads_of(settings), steps=steps, seen=seen, layers=(look.layer,))


def weights_of(scope: Scope, layer: str) -> Value:
    """How much each step looks at each: (rows, n, m), or (rows, heads, n, m)."""
    return scope.ir.exposed[layer, WEIGHTS][0]


def looking(scope: Scope, outputs: Sequence[Value], looks: Looks) -> list[Value]:
    """`outputs` once more, where attention looks as `looks` say, layer after layer."""
    ir = scope.ir
    others: dict[Value, Value] = {}
    touched = {look.layer for look in looks}
    for layer in (spec.name for spec in scope.graph.order() if spec.name in touched):
        value = weights_of(scope, layer)
        mask, numbers = np.zeros((1, *value.shape[1:-1], 1)), np.zeros((1, *value.shape[1:]))
        for look in looks:
            if look.layer == layer:
                place = (0, look.head, look.step) if len(value.shape) == 4 else (0, look.step)
                mask[place], numbers[place] = 1.0, look.weights
        (now,) = replaced(ir, [value], others)
        chosen = ir.broadcast(scope.constant(mask), value.shape)
        others[value] = ir.select(chosen, ir.broadcast(scope.constant(numbers), value.shape), now)
    return replaced(ir, outputs, others)


@register
@dataclass(frozen=True)
class AttentionWeights(OfLayer):
    """How much each step of the query looks at each step of the key in an attention `layer`: (N, heads, n, m); every
    row adds up to 1."""

    kind: ClassVar[str] = "attention_weights"
    layer: str
    examples: Examples = FIRST

    def check(self, graph: Graph) -> None:
        need_attention(graph, self.layer)

    def ask(self, scope: Scope) -> Mapping[str, Value]:
        return {"weights": by_head(scope, weights_of(scope, self.layer))}


def by_head(scope: Scope, weights: Value) -> Value:
    """(rows, heads, n, m), also where there is one head."""
    if len(weights.shape) == 4:
        return weights
    rows, *rest = weights.shape
    return scope.ir.reshape(weights, (rows, 1, *rest))
