"""Activation functions of Keras."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from math import prod
from typing import Any

import numpy as np

from engine.errors import N_, FormatError
from engine.formats.elementwise import single_primitive
from engine.formats.importing.builder import ImportBuilder
from engine.formats.importing.unsupported import UnsupportedError
from engine.formats.keras_model.calls import refuse
from engine.formats.keras_model.elements import BUILT_IN, PRIMITIVES
from engine.formats.keras_model.model import SavedLayer
from engine.formats.keras_model.moving import axis_of
from engine.formats.keras_model.read_values import (
    Inputs,
    Keywords,
    Row,
    Value,
    known,
    one,
    plain,
    plain_result,
    trainable,
    unlike,
)
from engine.ir.scalars import FUNCTIONS
from engine.layers.activations import ACTIVATIONS as CATALOGUE
from engine.layers.activations import LEAKY_SLOPE

ACTIVATIONS = {theirs: ours for ours, theirs in BUILT_IN.items()} | {
    "swish": "silu", "hard_swish": "hard_swish", "celu": "elu"}
"""Names of Keras → names of Ladera."""

Written = Callable[[ImportBuilder, str, "str | None"], "str | None"]


def _celu(builder: ImportBuilder, name: str, source: str | None, alpha: float) -> str | None:
    """max(0, x) + α (e^(min(0, x) / α) − 1): an ELU of x / α, times α."""
    elu = builder.activation(name, "elu", builder.affine(f"{name}_in", source, 1.0 / alpha, 0.0))
    return builder.affine(f"{name}_out", elu, alpha, 0.0)


def _of_alpha(builder: ImportBuilder, name: str, source: str | None, alpha: float) -> str | None:
    """ELU with another α: α elu(x) + (1 − α) relu(x)."""
    elu = builder.activation(name, "elu", source)
    if alpha == 1.0:
        return elu
    relu = builder.activation(f"{name}_positive", "relu", source)
    return builder.layer(f"{name}_sum", "add", (builder.affine(f"{name}_scaled", elu, alpha, 0.0),
                                                builder.affine(f"{name}_rest", relu, 1.0 - alpha, 0.0)))


def _log_sigmoid(builder: ImportBuilder, name: str, source: str | None) -> str | None:
    """−softplus(−x)."""
    turned = builder.activation(name, "softplus", builder.affine(f"{name}_turned", source, -1.0, 0.0))
    return builder.affine(f"{name}_out", turned, -1.0, 0.0)


def _tanh_shrink(builder: ImportBuilder, name: str, source: str | None) -> str | None:
    return builder.layer(name, "subtract", (source, builder.activation(f"{name}_tanh", "tanh", source)))


def _soft_shrink(builder: ImportBuilder, name: str, source: str | None, threshold: float = 0.5) -> str | None:
    """relu(x − t) − relu(−x − t)."""
    sides = [builder.activation(f"{name}_{side}", "relu", builder.affine(f"{name}_{side}_in", source, sign, -threshold))
             for side, sign in (("above", 1.0), ("below", -1.0))]
    return builder.layer(name, "subtract", sides)


def _sparse_sigmoid(builder: ImportBuilder, name: str, source: str | None) -> str | None:
    return builder.affine(f"{name}_half", builder.clipped(name, source, -1.0, 1.0), 0.5, 0.5)


WRITTEN: Mapping[str, Written] = {
    "softmax": lambda builder, name, source: builder.layer(name, "softmax", (source,)),
    "log_softmax": lambda builder, name, source: builder.layer(name, "log_softmax", (source,)),
    "leaky_relu": lambda builder, name, source: _leaky(builder, name, source, 0.2),
    "relu6": lambda builder, name, source: builder.clipped(name, source, 0.0, 6.0),
    "hard_tanh": lambda builder, name, source: builder.clipped(name, source, -1.0, 1.0),
    "exponential": lambda builder, name, source: builder.element(name, "exponential", np.exp, source),
    "log_sigmoid": _log_sigmoid,
    "tanh_shrink": _tanh_shrink,
    "soft_shrink": _soft_shrink,
    "sparse_sigmoid": _sparse_sigmoid,
}
"""Activations of Keras that are made of layers."""


def _function(builder: ImportBuilder, layer: SavedLayer, name: str, source: str | None) -> str | None:
    """The activation of a layer as a layer, whatever it is called."""
    activation = layer.config["activation"]
    if isinstance(activation, dict):
        kind, config = str(activation["class_name"]), activation.get("config") or {}
        if kind not in ROWS or not isinstance(config, dict) or kind == "PReLU":  # Keras saves no slopes of such a one
            raise unlike("activation")
        saved = replace(layer.part("activation", config, kind), name=name)
        return plain_result(ROWS[kind](builder, saved, [Value(source)], {}))
    if activation in WRITTEN:
        return WRITTEN[activation](builder, name, source)
    if activation not in ACTIVATIONS:
        raise unlike("activation")
    return builder.activation(name, ACTIVATIONS[activation], source)


def activated(builder: ImportBuilder, layer: SavedLayer, source: str | None, kind: str, settings: Mapping[str, Any],
               arrays: Mapping[str, np.ndarray]) -> str | None:
    """A layer with its activation; one that Ladera's layer cannot have becomes a layer of its own."""
    activation = layer.config.get("activation", "linear") or "linear"
    built_in = isinstance(activation, str) and activation in ACTIVATIONS
    function = ACTIVATIONS[activation] if built_in else "identity"
    result = builder.layer(layer.name, kind, (source,), {**settings, **trainable(layer), "activation": function},
                           arrays)
    return result if built_in else _function(builder, layer, f"{layer.name}_activation", result)


def _leaky(builder: ImportBuilder, name: str, source: str | None, slope: float) -> str | None:
    if slope == LEAKY_SLOPE:
        return builder.activation(name, "leaky_relu", source)
    return builder.leaky(name, source, slope)


def _slope(config: Mapping[str, Any], plain: float) -> float:
    """The slope below 0, as Keras 3 and Keras 2 called it."""
    return float(config.get("negative_slope", config.get("alpha", plain)) or 0.0)


def _relu(builder: ImportBuilder, layer: SavedLayer, inputs: Inputs, keywords: Keywords) -> str | None:
    """With a slope below 0, a highest value, or both: max(0, x) + s min(0, x) − max(0, x − m)."""
    if (layer.config.get("threshold") or 0.0) != 0.0:
        raise unlike("threshold")
    name, source, highest, slope = layer.name, one(inputs), layer.config.get("max_value"), _slope(layer.config, 0.0)
    if highest is not None and float(highest) < 0.0:
        raise unlike("max_value")
    if highest is not None and not slope and float(highest) > 0.0:
        return builder.clipped(name, source, 0.0, float(highest))
    below = _leaky(builder, name, source, slope) if slope else builder.activation(name, "relu", source)
    if highest is None:
        return below
    above = builder.activation(f"{name}_above", "relu", builder.affine(f"{name}_from", source, 1.0, -float(highest)))
    return builder.layer(f"{name}_cut", "subtract", (below, above))


def _softmax(builder: ImportBuilder, layer: SavedLayer, inputs: Inputs, keywords: Keywords) -> str | None:
    """Along the last axis; along another one, that is turned to the end and back."""
    kind, source = "softmax" if "Log" not in layer.class_name else "log_softmax", one(inputs)
    refuse(keywords, "mask")
    axis = layer.config.get("axis", -1)
    axis = axis[0] if isinstance(axis, list) and len(axis) == 1 else axis
    if axis == -1:
        return builder.layer(layer.name, kind, (source,))
    if not isinstance(axis, int):
        raise unlike("axis")
    source, shape = known(builder, inputs[0])
    axis = axis_of(axis, len(shape) + 1)
    order = [place for place in range(1, len(shape) + 1) if place != axis] + [axis]
    turned = builder.layer(layer.name, kind, (builder.permuted(f"{layer.name}_order", source, order),))
    back = [order.index(place) + 1 for place in range(1, len(order) + 1)]
    return builder.permuted(f"{layer.name}_back", turned, back)


def _prelu(builder: ImportBuilder, layer: SavedLayer, inputs: Inputs, keywords: Keywords) -> str | None:
    alpha = layer.arrays[0] if layer.arrays else np.zeros(0)
    if prod(alpha.shape[:-1]) != 1:
        raise unlike("shared_axes")
    return builder.layer(layer.name, "prelu", (one(inputs),), trainable(layer), {"alpha": alpha.reshape(-1)})


def part(function: Callable[..., np.ndarray], activation: str = "") -> Row:
    """One of `keras.ops` on tensors and numbers: an activation by itself, or a part of one that is written out."""
    def row(builder: ImportBuilder, layer: SavedLayer, inputs: Inputs, keywords: Keywords) -> str | None:
        operands = [plain(value) if value.number is None else _number(value.number) for value in inputs]
        if activation:
            return builder.activation(layer.name, activation, *operands)
        return builder.element(layer.name, layer.class_name, function, *operands)
    return row


def _number(number: Any) -> float:
    """One number for all. Raises UnsupportedError for an array of several."""
    if np.size(number) != 1:
        raise UnsupportedError(FormatError(N_("engine", "It takes numbers along other axes than the last.")))
    return float(np.ravel(number)[0])


def _named(name: str) -> Row:
    """An activation that is one of `keras.ops`."""
    def row(builder: ImportBuilder, layer: SavedLayer, inputs: Inputs, keywords: Keywords) -> str | None:
        if name in WRITTEN:
            return WRITTEN[name](builder, layer.name, one(inputs))
        return builder.activation(layer.name, ACTIVATIONS[name], one(inputs))
    return row


def _with(function: Callable[[ImportBuilder, str, str | None, float], str | None], setting: str, default: float) -> Row:
    """One that has a number as its setting."""
    def row(builder: ImportBuilder, layer: SavedLayer, inputs: Inputs, keywords: Keywords) -> str | None:
        number = layer.config.get(setting, default)
        return function(builder, layer.name, one(inputs), float(default if number is None else number))
    return row


def _clip(builder: ImportBuilder, layer: SavedLayer, inputs: Inputs, keywords: Keywords) -> str | None:
    low, high = layer.config["x_min"], layer.config["x_max"]
    if not isinstance(low, int | float) or not isinstance(high, int | float) or not low < high:
        raise unlike("x_min")
    return builder.clipped(layer.name, one(inputs), float(low), float(high))


def _not_equal(builder: ImportBuilder, layer: SavedLayer, inputs: Inputs, keywords: Keywords) -> Value:
    """What is not 0 where a tensor is not a number is the difference of both."""
    result = part(np.not_equal)(builder, layer, inputs, keywords)
    tensors = [value for value in inputs if value.number is None]
    numbers = [value.number for value in inputs if isinstance(value.number, float)]
    if result is None or len(tensors) != 1 or len(numbers) != 1:
        return Value(result)
    source = plain(tensors[0])
    return Value(result, nonzero=builder.affine(f"{layer.name}_differs", source, 1.0, -numbers[0]),
                 differs=(source, numbers[0]))


def _unchanged(builder: ImportBuilder, layer: SavedLayer, inputs: Inputs, keywords: Keywords) -> str | None:
    return one(inputs)


def _gelu(builder: ImportBuilder, layer: SavedLayer, inputs: Inputs, keywords: Keywords) -> str | None:
    function = "gelu_tanh" if layer.config.get("approximate", True) else "gelu"
    return builder.activation(layer.name, function, one(inputs))


ROWS: Mapping[str, Row] = {
    "Activation": lambda builder, layer, inputs, keywords: _function(builder, layer, layer.name, one(inputs)),
    "ReLU": _relu,
    "LeakyReLU": lambda builder, layer, inputs, keywords: _leaky(builder, layer.name, one(inputs),
                                                                 _slope(layer.config, 0.3)),
    "ELU": _with(_of_alpha, "alpha", 1.0),
    "Softmax": _softmax,
    "PReLU": _prelu,
    "Identity": _unchanged,
    "ActivityRegularization": _unchanged,
}

_SINGLE = {primitive: name for name in CATALOGUE if (primitive := single_primitive(name))}

OPERATIONS: Mapping[str, Row] = {
    **{class_name: part(FUNCTIONS[primitive], _SINGLE.get(primitive, ""))
       for primitive, class_name in PRIMITIVES.items()},
    "StopGradient": _unchanged,
    "NotEqual": _not_equal,
    "Reciprocal": part(np.reciprocal),
    "Rsqrt": part(lambda x: 1.0 / np.sqrt(x)),
    "Clip": _clip,
    "Gelu": _gelu,
    "Relu": _named("relu"), "Relu6": _named("relu6"), "Silu": _named("silu"), "Softsign": _named("softsign"),
    "Selu": _named("selu"), "HardSigmoid": _named("hard_sigmoid"), "HardSilu": _named("hard_silu"),
    "LogSigmoid": _named("log_sigmoid"), "TanhShrink": _named("tanh_shrink"), "HardTanh": _named("hard_tanh"),
    "LeakyRelu": lambda builder, layer, inputs, keywords: _leaky(builder, layer.name, one(inputs),
                                                                 _slope(layer.config, 0.2)),
    "Elu": _with(_of_alpha, "alpha", 1.0), "Celu": _with(_celu, "alpha", 1.0),
    "SoftShrink": _with(_soft_shrink, "threshold", 0.5),
    "Softmax": _softmax, "LogSoftmax": _softmax,
}
