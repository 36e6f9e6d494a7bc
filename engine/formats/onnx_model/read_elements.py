"""Operators that work number by number."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from engine.formats.importing.unlike import UnlikeError
from engine.formats.onnx_model.operator import Operator
from engine.formats.onnx_model.values import Operand, Scores, Tensor, arranged, with_all_axes
from engine.layers.activations import LEAKY_SLOPE

_WITH_ACTIVATION = frozenset({"dense", "conv1d", "conv2d", "conv1d_transpose", "conv2d_transpose"})


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
    if np.isclose(alpha, 1.0) and np.isclose(beta, 0.5):
        return _activated(op, "piecewise_linear")
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


def _exponential(op: Operator) -> Tensor:
    x = op.tensor()
    return x.like(op.sketch.exponential(op.name, x.layer))


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
    if x.axes[long[0]] != len(op.sketch.shapes[x.layer]):
        raise UnlikeError
    return x


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


def _over(op: Operator, place: int, number: np.ndarray, first: bool) -> Operand:
    if first:
        raise UnlikeError
    return _times(op, place, 1.0 / number, first)


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
    if kind == "multiply" and len(tensors) == 2 and tensors[0] == tensors[1]:
        return model.like(op.sketch.activation(op.name, "square", model.layer))
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


def _where(op: Operator) -> Scores:
    """What comes later is hidden from the scores of an attention."""
    scores = op.inputs[2] if op.has(2) else None
    later, never = op.constant(0), op.constant(1)
    if not isinstance(scores, Scores) or scores.normalised or never.size != 1 or float(never.ravel()[0]) > -1e8:
        raise UnlikeError
    if later.ndim < 2 or not np.array_equal(later.astype(bool), np.triu(np.ones(later.shape, bool), 1)):
        raise UnlikeError
    return replace(scores, causal=True)


ROWS: Mapping[str, Callable[[Operator], Operand | None]] = {
    "Identity": _same,
    "Cast": _same,
    "Dropout": _dropout,
    "Relu": _element("relu"),
    "Sigmoid": _element("sigmoid"),
    "Tanh": _element("tanh"),
    "Elu": _element("elu", alpha=1.0),
    "Softplus": _element("softplus"),
    "Atan": _element("arctan"),
    "Sin": _element("sine"),
    "Cos": _element("cosine"),
    "Abs": _element("absolute"),
    "Sign": _element("sign"),
    "LeakyRelu": _leaky_relu,
    "HardSigmoid": _hard_sigmoid,
    "Clip": _clip,
    "PRelu": _prelu,
    "Neg": _negative,
    "Exp": _exponential,
    "Add": _arithmetic("add", _plus),
    "Sub": _arithmetic("subtract", _minus),
    "Mul": _arithmetic("multiply", _times),
    "Div": _arithmetic("divide", _over),
    "Sum": _arithmetic("add", _plus),
    "Mean": _arithmetic("average", None),
    "Max": _arithmetic("maximum", None),
    "Where": _where,
}
