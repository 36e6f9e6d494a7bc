"""Operators that work number by number."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from engine.formats.elementwise import single_primitive
from engine.formats.importing.unlike import UnlikeError
from engine.formats.onnx_model.elements import NATIVE, PRIMITIVES
from engine.formats.onnx_model.operator import Operator
from engine.formats.onnx_model.values import Operand, Scores, Tensor, arranged, on_last_axis, with_all_axes
from engine.ir.scalars import FUNCTIONS
from engine.layers.activations import ACTIVATIONS, LEAKY_SLOPE

_WITH_ACTIVATION = frozenset({"dense", "conv1d", "conv2d", "depthwise_conv1d", "depthwise_conv2d", "conv1d_transpose",
                              "conv2d_transpose"})


def _activated(op: Operator, function: str) -> Tensor:
    """The activation of the layer before, where that has none yet and nothing else reads it; else a layer."""
    x = op.tensor()
    if x.layer and op.alone:
        spec = op.sketch.spec(x.layer)
        if spec.kind in _WITH_ACTIVATION and spec.settings["activation"] == "identity":
            op.sketch.change(x.layer, {"activation": function})
            return x
    return x.like(op.sketch.activation(op.name, function, x.layer))


def _element(function: str, **expected: Any) -> Callable[[Operator], Tensor]:
    def row(op: Operator) -> Tensor:
        for name, value in expected.items():
            if not np.isclose(op.attributes.get(name, value), value):
                raise op.unlike(name)
        return _activated(op, function)
    return row


def _leaky_relu(op: Operator) -> Tensor:
    slope = float(op.attributes.get("alpha", 0.01))
    if np.isclose(slope, LEAKY_SLOPE):
        return _activated(op, "leaky_relu")
    x = op.on_last_axis()
    return x.like(op.sketch.leaky(op.name, x.layer, slope))


def _hard_sigmoid(op: Operator) -> Tensor:
    """max(0, min(1, αx + β))."""
    alpha, beta = float(op.attributes.get("alpha", 0.2)), float(op.attributes.get("beta", 0.5))
    for function, (operator, attributes) in NATIVE.items():
        if operator == "HardSigmoid" and np.allclose((alpha, beta), (attributes["alpha"], attributes["beta"])):
            return _activated(op, function)
    x = op.on_last_axis()
    return x.like(op.sketch.clipped(op.name, op.sketch.affine(f"{op.name}_in", x.layer, alpha, beta), 0.0, 1.0))


def _clip(op: Operator) -> Tensor:
    """Numbers of words, clipped to a vocabulary, are clipped by the embedding itself."""
    low, high = (op.constant(place) if op.has(place) else np.asarray(op.attributes.get(name, infinite))
                 for place, name, infinite in ((1, "min", -np.inf), (2, "max", np.inf)))
    if low.dtype.kind == "i":
        return op.tensor()
    if not (np.isfinite(low).all() and np.isfinite(high).all()) or not high > low:
        if float(low) == 0.0:
            return _activated(op, "relu")
        raise op.unlike("min, max")
    x = op.on_last_axis()
    return x.like(op.sketch.clipped(op.name, x.layer, float(low), float(high)))


def _negative(op: Operator) -> Tensor:
    return _affine(op, -1.0, 0.0)


def _part(function: Callable[..., np.ndarray]) -> Callable[[Operator], Tensor]:
    """What can be a part of an activation that is written out, of tensors and numbers."""
    def row(op: Operator) -> Tensor:
        tensors = [value for value in op.inputs if isinstance(value, Tensor)]
        numbers = [value for value in op.inputs if isinstance(value, np.ndarray)]
        if not tensors or len(tensors) + len(numbers) < len(op.inputs) or any(value.size != 1 for value in numbers):
            raise UnlikeError
        model = next((tensor for tensor in tensors if tensor.layer), Tensor())
        operands = [value.layer if isinstance(value, Tensor) else float(value.ravel()[0]) for value in op.inputs]
        if any(tensor.axes != model.axes for tensor in tensors):
            raise UnlikeError
        return model.like(op.sketch.element(op.name, op.kind, function, *operands, label=op.label))
    return row


def _affine(op: Operator, scale: Any, offset: Any, place: int = 0) -> Tensor:
    """scale · x + offset, where both are numbers or rows along the layer's last axis."""
    x = op.tensor(place)
    per_channel = max(np.size(scale), np.size(offset)) > 1
    if per_channel:
        lengths = np.shape(scale) if np.size(scale) > 1 else np.shape(offset)
        x = _channels_at(op, x, lengths)
        scale, offset = np.ravel(scale), np.ravel(offset)
    else:
        scale, offset = float(np.ravel(scale)[0]), float(np.ravel(offset)[0])
    return x.like(op.sketch.affine(op.name, x.layer, scale, offset))


def _channels_at(op: Operator, x: Tensor, lengths: tuple[int, ...]) -> Tensor:
    """The tensor, if numbers of the shape `lengths` differ only along the layer's last axis."""
    long = [place - len(lengths) for place, length in enumerate(lengths) if length > 1]
    if x.layer is None or not x.axes or len(long) != 1 or -long[0] > len(x.axes):
        raise UnlikeError
    if x.axes[long[0]] == len(op.sketch.shapes[x.layer]):
        return x
    if long[0] != -1:
        raise UnlikeError
    return on_last_axis(op.sketch, op.name, x)


def _with_constant(op: Operator, combine: Callable[[Operator, int, np.ndarray, bool], Operand]) -> Operand | None:
    """`combine` of the place of the tensor, the constant, and whether that comes first; None without a constant."""
    for place in (0, 1):
        if isinstance(op.inputs[place], np.ndarray):
            if isinstance(op.inputs[1 - place], np.ndarray):
                raise UnlikeError
            return combine(op, 1 - place, op.inputs[place], place == 0)
    return None


def _scaled_scores(scores: Scores, factor: np.ndarray) -> Scores:
    if factor.size != 1 or scores.normalised or scores.causal:
        raise UnlikeError
    return replace(scores, scale=scores.scale * float(np.ravel(factor)[0]))


def _plus(op: Operator, place: int, number: np.ndarray, first: bool) -> Operand:
    return _bias(op, place, number) or _affine(op, 1.0, number, place)


def _bias(op: Operator, place: int, number: np.ndarray) -> Tensor | None:
    """What is added to a product without bias is its bias."""
    x = op.tensor(place)
    if x.layer is None or number.ndim != 1 or not x.axes or op.sketch.shapes[x.layer][-1:] != number.shape:
        return None
    spec = op.sketch.spec(x.layer)
    plain = spec.kind == "dense" and not spec.settings["use_bias"] and spec.settings["activation"] == "identity"
    if not plain or x.axes[-1] != len(x.axes) - 1 or not op.sketch.give_bias(x.layer, number):
        return None
    return x


def _minus(op: Operator, place: int, number: np.ndarray, first: bool) -> Operand:
    return _affine(op, -1.0, number, place) if first else _affine(op, 1.0, -number, place)


def _times(op: Operator, place: int, number: np.ndarray, first: bool) -> Operand:
    scores = op.inputs[place]
    return _scaled_scores(scores, number) if isinstance(scores, Scores) else _affine(op, number, 0.0, place)


def _quotient(op: Operator) -> Operand:
    if isinstance(op.inputs[1], np.ndarray):
        return _times(op, 0, 1.0 / op.inputs[1], False)
    return _part(np.divide)(op)


def _maximum(op: Operator) -> Operand:
    bounded = any(isinstance(value, np.ndarray) for value in op.inputs)
    return _part(np.maximum)(op) if bounded else merged(op, "maximum")


def _arithmetic(kind: str, with_constant: Callable[..., Operand] | None) -> Callable[[Operator], Operand]:
    def row(op: Operator) -> Operand:
        constant = _with_constant(op, with_constant) if with_constant and len(op.inputs) == 2 else None
        return constant if constant is not None else merged(op, kind)
    return row


def merged(op: Operator, kind: str, settings: Mapping[str, Any] | None = None) -> Tensor:
    """Several tensors of one shape, in the order of axes of the first that is known."""
    tensors = [with_all_axes(op.sketch, op.name, op.tensor(place)) if op.tensor(place).layer else op.tensor(place)
               for place in range(len(op.inputs))]
    model = next((tensor for tensor in tensors if tensor.layer), Tensor())
    sources = [arranged(op.sketch, op.name, tensor, model.axes) for tensor in tensors]
    layer = op.sketch.layer(op.name, kind, sources, settings)
    return Tensor(layer, model.axes if op.sketch.shapes[layer] is not None else ())


def _same(op: Operator) -> Operand:
    if not op.has(0):
        raise UnlikeError
    return op.inputs[0]


def _dropout(op: Operator) -> Tensor:
    x = op.tensor()
    rate = float(op.constant(1)) if op.has(1) else float(op.attributes.get("ratio", 0.5))
    return x.like(op.sketch.layer(op.name, "dropout", (x.layer,), {"rate": round(rate, 7)}))


def _prelu(op: Operator) -> Tensor:
    """One slope for all, or one for each channel: the shape of the slopes says which axis that is."""
    slope, x = op.constant(1), op.tensor()
    if slope.size == 1:
        x = op.on_last_axis()
        slope = np.broadcast_to(slope.reshape(1), op.sketch.shapes[x.layer][-1:]) if x.axes else slope
    elif x.axes:
        x = _channels_at(op, x, slope.shape)
    return x.like(op.sketch.layer(op.name, "prelu", (x.layer,), {}, {"alpha": np.ravel(slope)}))


def _where(op: Operator) -> Operand:
    """What comes later is hidden from the scores of an attention; else it is a part of a function."""
    scores = op.inputs[2] if op.has(2) else None
    if not isinstance(scores, Scores):
        return _part(FUNCTIONS["select"])(op)
    later, never = op.constant(0), op.constant(1)
    if scores.normalised or never.size != 1 or float(never.ravel()[0]) > -1e8:
        raise UnlikeError
    if later.ndim < 2 or not np.array_equal(later.astype(bool), np.triu(np.ones(later.shape, bool), 1)):
        raise UnlikeError
    return replace(scores, causal=True)


def _gelu(op: Operator) -> Tensor:
    return _activated(op, "gelu_tanh" if op.attributes.get("approximate") == "tanh" else "gelu")


ROWS: Mapping[str, Callable[[Operator], Operand | None]] = {
    **{operator: _part(FUNCTIONS[primitive]) for primitive, operator in PRIMITIVES.items()},
    **{PRIMITIVES[primitive]: _element(name) for name in ACTIVATIONS
       if (primitive := single_primitive(name)) in PRIMITIVES},
    **{operator: _element(name, **attributes) for name, (operator, attributes) in NATIVE.items()},
    "Identity": _same,
    "Cast": _same,
    "Dropout": _dropout,
    "LeakyRelu": _leaky_relu,
    "HardSigmoid": _hard_sigmoid,
    "Gelu": _gelu,
    "Clip": _clip,
    "PRelu": _prelu,
    "Neg": _negative,
    "Reciprocal": _part(np.reciprocal),
    "Add": _arithmetic("add", _plus),
    "Sub": _arithmetic("subtract", _minus),
    "Mul": _arithmetic("multiply", _times),
    "Div": _quotient,
    "Sum": _arithmetic("add", _plus),
    "Mean": _arithmetic("average", None),
    "Max": _maximum,
    "Where": _where,
}
