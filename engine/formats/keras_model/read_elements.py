"""Activation functions of Keras."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from math import prod
from typing import Any

import numpy as np

from engine.formats.elementwise import single_primitive
from engine.formats.importing.builder import ImportBuilder
from engine.formats.keras_model.elements import BUILT_IN, PRIMITIVES
from engine.formats.keras_model.read_values import (
    Row,
    Value,
    expect,
    one,
    plain,
    plain_result,
    trainable,
    unlike,
)
from engine.formats.keras_model.saved import SavedLayer
from engine.ir.scalars import FUNCTIONS
from engine.layers.activations import ACTIVATIONS as CATALOGUE
from engine.layers.activations import LEAKY_SLOPE

ACTIVATIONS = {theirs: ours for ours, theirs in BUILT_IN.items()} | {"swish": "silu", "hard_swish": "hard_swish"}
"""Names of Keras → names of Ladera."""


def _function(sketch: ImportBuilder, name: str, activation: Any, source: str | None) -> str | None:
    """An activation of Keras as a layer, whatever it is called."""
    if isinstance(activation, dict):
        saved = SavedLayer(name, str(activation["class_name"]), False, activation.get("config") or {}, ())
        if saved.class_name not in ROWS:
            raise unlike("activation")
        return plain_result(ROWS[saved.class_name](sketch, saved, [Value(source)], {}))
    if activation in ("softmax", "log_softmax"):
        return sketch.layer(name, activation, (source,))
    if activation == "leaky_relu":
        return _leaky(sketch, name, source, 0.2)
    if activation == "relu6":
        return sketch.clipped(name, source, 0.0, 6.0)
    if activation == "exponential":
        return sketch.element(name, "exponential", np.exp, source)
    if activation not in ACTIVATIONS:
        raise unlike("activation")
    return sketch.activation(name, ACTIVATIONS[activation], source)


def activated(sketch: ImportBuilder, layer: SavedLayer, source: str | None, kind: str, settings: Mapping[str, Any],
               arrays: Mapping[str, np.ndarray]) -> str | None:
    """A layer with its activation; one that Ladera's layer cannot have becomes a layer of its own."""
    activation = layer.config.get("activation", "linear") or "linear"
    built_in = isinstance(activation, str) and activation in ACTIVATIONS
    function = ACTIVATIONS[activation] if built_in else "identity"
    result = sketch.layer(layer.name, kind, (source,), {**settings, **trainable(layer), "activation": function},
                          arrays)
    return result if built_in else _function(sketch, f"{layer.name}_activation", activation, result)


def _leaky(sketch: ImportBuilder, name: str, source: str | None, slope: float) -> str | None:
    if slope == LEAKY_SLOPE:
        return sketch.activation(name, "leaky_relu", source)
    return sketch.leaky(name, source, slope)


def _relu(sketch: ImportBuilder, layer: SavedLayer, inputs: Sequence[Value], keywords: Mapping[str, Any]) -> str | None:
    expect(layer.config, threshold=0.0)
    source, highest = one(inputs), layer.config.get("max_value")
    slope = float(layer.config.get("negative_slope", 0.0))
    if highest is None:
        return sketch.leaky(layer.name, source, slope) if slope else sketch.activation(layer.name, "relu", source)
    if slope or not float(highest) > 0.0:
        raise unlike("max_value")
    return sketch.clipped(layer.name, source, 0.0, float(highest))


def _elu(sketch: ImportBuilder, layer: SavedLayer, inputs: Sequence[Value], keywords: Mapping[str, Any]) -> str | None:
    expect(layer.config, alpha=1.0)
    return sketch.activation(layer.name, "elu", one(inputs))


def _softmax(sketch: ImportBuilder, layer: SavedLayer, inputs: Sequence[Value],
             keywords: Mapping[str, Any]) -> str | None:
    expect(layer.config, axis=-1)
    return sketch.layer(layer.name, "softmax", (one(inputs),))


def _prelu(sketch: ImportBuilder, layer: SavedLayer, inputs: Sequence[Value],
           keywords: Mapping[str, Any]) -> str | None:
    alpha = layer.arrays[0] if layer.arrays else np.zeros(0)
    if prod(alpha.shape[:-1]) != 1:
        raise unlike("shared_axes")
    return sketch.layer(layer.name, "prelu", (one(inputs),), trainable(layer), {"alpha": alpha.reshape(-1)})


def part(function: Callable[..., np.ndarray], activation: str = "") -> Row:
    """One of `keras.ops` on tensors and numbers: an activation by itself, or a part of one that is written out."""
    def row(sketch: ImportBuilder, layer: SavedLayer, inputs: Sequence[Value],
            keywords: Mapping[str, Any]) -> str | None:
        operands = [plain(value) if value.number is None else value.number for value in inputs]
        if activation:
            return sketch.activation(layer.name, activation, *operands)
        return sketch.element(layer.name, layer.class_name, function, *operands)
    return row


def _gelu(sketch: ImportBuilder, layer: SavedLayer, inputs: Sequence[Value], keywords: Mapping[str, Any]) -> str | None:
    function = "gelu_tanh" if layer.config.get("approximate", True) else "gelu"
    return sketch.activation(layer.name, function, one(inputs))


ROWS: Mapping[str, Row] = {
    "Activation": lambda sketch, layer, inputs, keywords: _function(sketch, layer.name, layer.config["activation"],
                                                                    one(inputs)),
    "ReLU": _relu,
    "LeakyReLU": lambda sketch, layer, inputs, keywords: _leaky(
        sketch, layer.name, one(inputs), float(layer.config.get("negative_slope", 0.3))),
    "ELU": _elu,
    "Softmax": _softmax,
    "PReLU": _prelu,
}

_SINGLE = {primitive: name for name in CATALOGUE if (primitive := single_primitive(name))}

OPERATIONS: Mapping[str, Row] = {
    **{class_name: part(FUNCTIONS[primitive], _SINGLE.get(primitive, ""))
       for primitive, class_name in PRIMITIVES.items()},
    "Cast": lambda sketch, layer, inputs, keywords: one(inputs),
    "NotEqual": part(np.not_equal),
    "Gelu": _gelu,
}
