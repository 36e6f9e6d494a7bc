"""Units of the convolutions of a network: what they read, and how far they see."""

from __future__ import annotations

from collections.abc import Mapping
from math import floor

import numpy as np

from engine.errors import N_, GraphError
from engine.graph import Graph, LayerSpec
from engine.layers.convolution import Convolution
from engine.layers.pooling import Pooling
from engine.layers.transposed_convolution import TransposedConvolution
from engine.layers.upsampling import Upsampling
from engine.layers.windows import is_mirrored
from engine.vision.links import Inputs, products_of
from engine.vision.sliding import read_by

PLACE_BY_PLACE = frozenset({
    "activation", "add", "average", "batch_normalization", "concatenate", "divide", "dropout", "gaussian_noise",
    "layer_normalization", "log_softmax", "maximum", "multiply", "prelu", "softmax", "subtract"})
"""Kinds of layers in which every place of an image depends on the same place of what comes in, when nothing is
trained."""
PASSING = frozenset({"activation", "pooling2d", "pooling1d", "global_pooling", "dropout", "flatten", "reshape",
                      "gaussian_noise", "prelu", "upsampling", "permute", "slice"})
"""Kinds of layers that show what the one before them has computed."""


def image_layers(graph: Graph) -> tuple[str, ...]:
    """The layers that give images or maps (h, w, c), from the input on."""
    shapes = graph.infer()
    return tuple(spec.name for spec in graph.order() if len(shapes[spec.name]) == 3)


def scale_groups(graph: Graph) -> Mapping[str, str]:
    """Layer → the one whose numbers it shows in another form: a convolution, its activation and its pooling are to be
    seen on one scale. Raises GraphError where the graph has a circle."""
    groups: dict[str, str] = {}
    for spec in graph.order():
        sources = graph.inputs_of(spec.name)
        passes = spec.kind in PASSING and len(sources) == 1
        groups[spec.name] = groups.get(sources[0], spec.name) if passes else spec.name
    return groups


def inputs_of_unit(graph: Graph, layer: str, inputs: np.ndarray, kernel: np.ndarray,
                   unit: tuple[int, int, int]) -> Inputs:
    """What the `unit` (row, column, filter) of a 2-D convolution is made of before bias and activation: `inputs`
    (h, w, c) is what comes in, `kernel` (k, l, c/groups, f). Raises GraphError for another kind of layer."""
    spec = graph.layer(layer)
    if spec.kind != "conv2d":
        raise GraphError(N_("engine", "{layer} is no 2-D convolution."), layer=layer, layers=(layer,))
    row, column, at = unit
    vertical, horizontal = _sources(spec, inputs.shape)
    narrow, filters = kernel.shape[2:]
    first = at // (filters // spec.settings["groups"]) * narrow
    return products_of(inputs[..., first:first + narrow], kernel[..., at], vertical[row], horizontal[column])


def receptive_field(graph: Graph, layer: str, place: tuple[int, int]) -> dict[str, np.ndarray]:
    """For every input layer that gives images, which of its pixels (h, w) the units at a `place` (row, column) of
    `layer` can see at all: the theoretical receptive field, with the holes that strides and dilations leave, cut off at
    the edges. Where a layer mixes all places, it is everything."""
    shapes = graph.infer()
    start = np.zeros(shapes[layer][:2], bool)
    start[place] = True
    seen, fields = {layer: start}, {}
    for spec in reversed(graph.order()):
        mask = seen.pop(spec.name, None)
        if mask is None:
            continue
        if not graph.inputs_of(spec.name):
            if len(shapes[spec.name]) == 3:
                fields[spec.name] = mask
            continue
        for source in graph.inputs_of(spec.name):
            below = _below(spec, mask, shapes[source])
            seen[source] = below | seen[source] if source in seen else below
    return fields


def _below(spec: LayerSpec, mask: np.ndarray, shape: tuple[int, ...]) -> np.ndarray:
    """Which places of an input of `shape` the places in `mask` depend on."""
    if len(shape) != 3:
        return np.ones((), bool)
    if mask.ndim != 2:
        return np.ones(shape[:2], bool)
    if spec.kind in PLACE_BY_PLACE and mask.shape == shape[:2]:
        return mask
    reach = _reach(spec, shape, mask.shape)
    if reach is None:
        return np.ones(shape[:2], bool)
    vertical, horizontal = reach
    return vertical.T.astype(int) @ mask.astype(int) @ horizontal.astype(int) > 0


def _reach(spec: LayerSpec, shape: tuple[int, ...],
           places: tuple[int, int]) -> tuple[np.ndarray, np.ndarray] | None:
    """For each axis which elements every place depends on, (places, elements); None where that is unknown."""
    kind = spec.layer
    if isinstance(kind, (Convolution, Pooling)) and kind.axes == 2:
        return tuple(_hits(axis, length) for axis, length in zip(_sources(spec, shape), shape, strict=False))
    if isinstance(kind, TransposedConvolution) and kind.axes == 2:
        windows, lengths = kind.windows(spec.settings, shape)
        return tuple(_hits(read_by(window, length), length).T
                     for window, length in zip(windows, lengths, strict=True))
    if isinstance(kind, Upsampling) and kind.axes == 2:
        between = spec.settings["interpolation"]
        return tuple(_hits(np.array([_neighbours(at, many, few, between) for at in range(many)]), few)
                     for many, few in zip(places, shape, strict=False))
    return None


def _sources(spec: LayerSpec, shape: tuple[int, ...]) -> tuple[np.ndarray, np.ndarray]:
    mirrored = is_mirrored(spec.settings)
    return tuple(read_by(window, length, mirrored=mirrored)
                 for window, length in zip(spec.layer.windows(spec.settings, shape), shape, strict=False))


def _hits(sources: np.ndarray, length: int) -> np.ndarray:
    """(places, taps) of elements as (places, elements) of what is among them."""
    hits = np.zeros((len(sources), length + 1), bool)
    np.put_along_axis(hits, sources, True, axis=1)
    return hits[:, :length]  # −1 stands for the one after the last


def _neighbours(at: int, many: int, few: int, between: str) -> tuple[int, int]:
    if between == "nearest":
        return (at * few // many,) * 2
    if between == "corners":
        low, rest = divmod(at * (few - 1), max(1, many - 1))
        return low, low + (rest > 0)
    place = (at + 0.5) * few / many - 0.5
    low = floor(place)
    return max(0, low), min(few - 1, low + (place > low))
