"""How one number of a step comes about where the layer is not one matrix: what it reads, and its arithmetic.

Tables say, by the kind of a layer, what one number that it gives is made of (`RECIPES`), what comes back to one number
that it reads (`BACK`), and what the gradient of one of its weights adds up (`GRADIENTS`). Each makes a `Recipe`: the
probes that are asked, and what is written of their answers. What is long is written from its beginning and its end.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping

import numpy as np

from engine.graph import Graph, LayerSpec
from engine.step.stage import Sight
from engine.step.sums import memory, normal, plain, windows
from engine.step.sums.asked import DELTA, Asked, Recipe, Rule, Sum

__all__ = ["CHARGED", "DELTA", "MEETING", "REMEMBERING", "Asked", "Recipe", "Rule", "Sum", "back_recipe",
           "gradient_recipe", "recipe"]

REMEMBERING = frozenset(memory.GATES)
"""Kinds whose activation functions lie inside of their steps."""
CHARGED = frozenset({"gaussian_sampling"})
"""Kinds that cost by what they give where nothing is drawn: not all that comes back then comes from behind."""
MEETING = frozenset({"batch_normalization"})
"""Kinds by which the numbers of an example also go into the losses of others of its minibatch."""
SLIDING = ("conv1d", "conv2d", "depthwise_conv1d", "depthwise_conv2d")
POOLING = ("pooling1d", "pooling2d", "global_pooling")

RECIPES: Mapping[str, Callable[[Asked], Recipe | None]] = {
    **dict.fromkeys(SLIDING, windows.convolution), **dict.fromkeys(POOLING, windows.pooling),
    "batch_normalization": normal.batch_normalisation, "layer_normalization": normal.layer_normalisation,
    "simple_rnn": memory.simple_rnn, "lstm": memory.lstm, "gru": memory.gru,
}
BACK: Mapping[str, Callable[[Asked], Recipe | None]] = {
    **dict.fromkeys(SLIDING, windows.convolution_back), **dict.fromkeys(POOLING, windows.pooling_back),
    "batch_normalization": normal.batch_normalisation_back, "layer_normalization": normal.layer_normalisation_back,
    **dict.fromkeys(REMEMBERING, memory.memory_back),
    **dict.fromkeys(("flatten", "reshape", "activation", "add"), plain.handed_back),
    **dict.fromkeys(("dropout", "gaussian_noise"), plain.handed_back_as_measured),
}
GRADIENTS: Mapping[str, Callable[[Asked, str], Recipe | None]] = {
    "dense": plain.dense_gradient, "embedding": plain.embedding_gradient,
    **dict.fromkeys(SLIDING, windows.convolution_gradient),
    "batch_normalization": normal.batch_normalisation_gradient,
    "layer_normalization": normal.layer_normalisation_gradient,
    **dict.fromkeys(REMEMBERING, memory.memory_gradient),
}


def recipe(graph: Graph, layer: str, chosen: int, sight: Sight, z: str) -> Recipe | None:
    """How number `chosen` of what a layer gives comes about, z being its name; None where that is not written out."""
    spec, shape = graph.layer(layer), graph.infer()[layer]
    make = RECIPES.get(spec.kind)
    if make is None or _skips(spec) or chosen >= math.prod(shape):
        return None
    return make(Asked(graph, spec, graph.inputs_of(layer)[0], _unravelled(chosen, shape), sight, lambda: z))


def back_recipe(graph: Graph, layer: str, behind: str, chosen: int, sight: Sight,
                letter: Callable[..., str]) -> Recipe | None:
    """What comes back to number `chosen` of `layer` from the one layer `behind` that reads it, as a `Sum`; None where
    that is not written out."""
    spec, shape = graph.layer(behind), graph.infer()[layer]
    make, inputs = BACK.get(spec.kind), graph.inputs_of(behind)
    if make is None or _skips(spec) or chosen >= math.prod(shape) or inputs.count(layer) != 1 or (
            inputs[0] != layer and spec.kind != "add"):
        return None
    return make(Asked(graph, spec, layer, _unravelled(chosen, shape), sight, letter))


def gradient_recipe(graph: Graph, name: str, place: tuple[int, ...], sight: Sight,
                    letter: Callable[..., str]) -> Recipe | None:
    """What ∂ℓ/∂w of the weight at `place` of the array `name` adds up for one example, as a `Sum`; None where that is
    not written out, as of weights that several layers share."""
    layer, role = name.split("/")
    spec = graph.layer(layer)
    make = GRADIENTS.get(spec.kind)
    if make is None or _skips(spec) or sum(graph.owner_of(other.name) == layer for other in graph.layers) > 1:
        return None
    return make(Asked(graph, spec, graph.inputs_of(layer)[0], place, sight, letter), role)


def _skips(spec: LayerSpec) -> bool:
    """Whether a mask says which steps a layer reads: the sums are those of layers that read all."""
    return spec.settings.get("masked", False)


def _unravelled(chosen: int, shape: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(map(int, np.unravel_index(chosen, shape)))
