"""Operators that work number by number, where they are not part of a function that Ladera has as a whole."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from math import prod
from typing import Any

import numpy as np
from onnx import TensorProto

from engine.errors import N_, FormatError
from engine.formats.elementwise import single_primitive
from engine.formats.importing.unsupported import UnsupportedError
from engine.formats.onnx_model import arranging
from engine.formats.onnx_model.elements import NATIVE, PRIMITIVES
from engine.formats.onnx_model.masking import chosen, later_hidden, of_steps, one_at_least
from engine.formats.onnx_model.operator import Operator
from engine.formats.onnx_model.values import Operand, Scores, Tensor, reduced
from engine.layers.activations import ACTIVATIONS

_INFINITE = 3e38  # what opsets before 11 say for no bound
_HIGHEST_POWER = 8


def _activation(function: str, **expected: Any) -> Callable[[Operator], Tensor]:
    """Where nothing is known of what comes before, so that nothing can be recognised."""
    def row(op: Operator) -> Tensor:
        for name, value in expected.items():
            if not np.isclose(op.attributes.get(name, value), value):
                raise op.unlike(name)
        x = op.tensor()
        return x.like(op.builder.activation(op.name, function, x.layer))
    return row


def _gelu(op: Operator) -> Tensor:
    return _activation("gelu_tanh" if op.attributes["approximate"] == "tanh" else "gelu")(op)


def _leaky_relu(op: Operator) -> Tensor:
    x = op.tensor()
    return x.like(op.builder.leaky(op.name, x.layer, float(op.attributes["alpha"])))


def _elu(op: Operator) -> Tensor:
    """max(0, x) + α min(0, eˣ − 1)."""
    x, alpha = op.tensor(), float(op.attributes["alpha"])
    bent = op.builder.activation(op.name, "elu", x.layer)
    return x.like(bent if alpha == 1.0 else op.builder.leaky(f"{op.name}_slope", bent, alpha))


def _selu(op: Operator) -> Tensor:
    """γ ELU(x), of the numbers that make it Ladera's or of others."""
    _, numbers = NATIVE["selu"]
    if all(np.isclose(op.attributes[name], number) for name, number in numbers.items()):
        return _activation("selu")(op)
    return affine(op.of(_elu(op)), float(op.attributes["gamma"]), 0.0)


def _celu(op: Operator) -> Tensor:
    """α ELU(x / α)."""
    alpha, x = float(op.attributes["alpha"]), op.tensor()
    if not alpha:
        raise op.unlike("alpha")
    narrow = op.builder.affine(f"{op.name}_in", x.layer, 1.0 / alpha, 0.0)
    return affine(op.of(x.like(op.builder.activation(op.name, "elu", narrow))), alpha, 0.0)


def _hard_sigmoid(op: Operator) -> Tensor:
    """max(0, min(1, αx + β))."""
    x = op.tensor()
    ramp = op.builder.affine(f"{op.name}_in", x.layer, float(op.attributes["alpha"]), float(op.attributes["beta"]))
    return x.like(op.builder.clipped(op.name, ramp, 0.0, 1.0))


def _clip(op: Operator) -> Tensor:
    low, high = (float(np.ravel(op.constant(place))[0]) if op.has(place) else float(op.attributes.get(name, infinite))
                 for place, name, infinite in ((1, "min", -np.inf), (2, "max", np.inf)))
    x = op.tensor()
    if low <= -_INFINITE and high >= _INFINITE:
        return x
    if high >= _INFINITE or low <= -_INFINITE:  # max(a, x) = a + max(0, x − a), min(b, x) = b − max(0, b − x)
        sign, edge = (1.0, low) if high >= _INFINITE else (-1.0, high)
        above = op.builder.affine(f"{op.name}_in", x.layer, sign, -sign * edge)
        return x.like(op.builder.affine(f"{op.name}_out", op.builder.activation(op.name, "relu", above), sign, edge))
    if high <= low:
        raise op.unlike("min, max")
    return x.like(op.builder.clipped(op.name, x.layer, low, high))


def _power(op: Operator) -> Tensor:
    """A product of equal factors."""
    power = float(np.ravel(op.constant(1))[0]) if op.constant(1).size == 1 else 0.5
    if power != int(power) or not 2 <= power <= _HIGHEST_POWER:
        raise UnsupportedError
    x = op.tensor()
    result = op.builder.activation(op.name, "square", x.layer)
    for _ in range(int(power) - 2):
        result = op.builder.layer(op.name, "multiply", (result, x.layer))
    return x.like(result)


def affine(op: Operator, scale: Any, offset: Any, place: int = 0) -> Tensor:
    """scale · x + offset, for arrays that are broadcast to the input as in NumPy. Raises UnsupportedError where they
    differ from example to example."""
    x = op.tensor(place)
    scale, offset = np.asarray(scale, np.float64), np.asarray(offset, np.float64)
    wide = scale if scale.size > 1 or scale.ndim > offset.ndim else offset
    if scale.size == 1 and offset.size == 1 and wide.ndim <= max(1, len(x.axes)):
        return x.like(op.builder.affine(op.name, x.layer, scale.ravel()[0], offset.ravel()[0]))
    if not x.axes:
        op.builder.leave((x.layer,))
        return Tensor()
    rank = max(len(x.axes), wide.ndim)
    x = x.moved(((),) * (rank - len(x.axes)) + x.axes)
    shape = (1,) * (rank - wide.ndim) + wide.shape
    places = [axis for axis in range(rank) if shape[axis] > 1]
    lengths = [op.length(x, axis) for axis in places]
    if None in lengths:
        raise arranging.across_examples()
    if [shape[axis] for axis in places] != lengths:
        return _widened(op, x, scale, offset)
    if not places:
        return x.like(op.builder.affine(op.name, x.layer, scale.ravel()[0], offset.ravel()[0]))
    x = op.with_last(x, *places)
    full = tuple(lengths)
    scale, offset = (np.broadcast_to(np.squeeze(array) if array.size > 1 else array.ravel()[0], full).ravel()
                     for array in (scale, offset))
    return op.split_last(x.like(op.builder.affine(op.name, x.layer, scale, offset)), places, lengths)


def _widened(op: Operator, x: Tensor, scale: np.ndarray, offset: np.ndarray) -> Tensor:
    """The same where the array is longer than the input, which then is stretched along axes of length 1."""
    target = np.broadcast_shapes(*(array.shape for array in (scale, offset)))
    x = stretched(op, x, target)
    return affine(op.of(x), scale, offset)


def stretched(op: Operator, x: Tensor, target: tuple[int, ...]) -> Tensor:
    """A tensor broadcast to a shape, in which the examples are 1: added to zeros of that shape. Raises
    UnsupportedError where it does not fit, or would repeat the examples."""
    rank = max(len(x.axes), len(target))
    x = x.moved(((),) * (rank - len(x.axes)) + x.axes)
    target = (1,) * (rank - len(target)) + tuple(target)
    lengths = [op.length(x, axis) for axis in range(rank)]
    for have, want in zip(lengths, target, strict=True):
        if want != 1 and have is not None and have not in (1, want):
            raise op.unlike("shape")
        if want != 1 and have is None:
            raise arranging.across_examples()
    if all(want in (1, have) for have, want in zip(lengths, target, strict=True)):
        return x
    batch = next(axis for axis, group in enumerate(x.axes) if 0 in group)
    zeros = tuple(max(have or 1, want) for axis, (have, want) in enumerate(zip(lengths, target, strict=True))
                  if axis != batch)
    axes = iter(range(1, rank))
    constant = Tensor(op.builder.layer(f"{op.name}_zeros", "constant", (), {"shape": zeros, "value": 0.0}),
                      tuple((0,) if axis == batch else (next(axes),) for axis in range(rank)))
    return merged(op.of(x, constant), "add")


def as_layer(op: Operator, value: np.ndarray, x: Tensor) -> Tensor:
    """An array as a layer beside a tensor: the same for every example, which are the axis that they are of `x`.
    Raises UnsupportedError where it differs from example to example."""
    rank = max(value.ndim, len(x.axes))
    shape = (1,) * (rank - value.ndim) + value.shape
    batch = next(axis for axis, group in enumerate(((),) * (rank - len(x.axes)) + x.axes) if 0 in group)
    if shape[batch] != 1:
        raise arranging.across_examples()
    inner = tuple(size for axis, size in enumerate(shape) if axis != batch)
    flat = op.builder.layer(f"{op.name}_zeros", "constant", (), {"shape": (value.size,), "value": 0.0})
    layer = op.builder.reshaped(f"{op.name}_constant", op.builder.affine(f"{op.name}_values", flat, 1.0, value.ravel()),
                                inner)
    axes = iter(range(1, rank))
    return Tensor(layer, tuple((0,) if axis == batch else (next(axes),) for axis in range(rank)))


def as_layers(op: Operator) -> list[Tensor]:
    """All inputs as layers, arrays too."""
    known = next((op.tensor(place) for place in range(len(op.inputs)) if not op.is_constant(place)), Tensor())
    return [as_layer(op, op.constant(place), known) if op.is_constant(place) and known.axes else op.tensor(place)
            for place in range(len(op.inputs))]


def _with_constant(op: Operator, combine: Callable[[Operator, int, np.ndarray, bool], Operand]) -> Operand | None:
    """`combine` of the place of the tensor, the constant, and whether that comes first; None without a constant."""
    for place in (0, 1):
        if op.is_constant(place):
            return combine(op, 1 - place, op.constant(place), place == 0)
    return None


def _scaled_scores(scores: Scores, factor: np.ndarray) -> Scores:
    if factor.size != 1 or scores.normalised or scores.causal or scores.mask:
        raise UnsupportedError
    return replace(scores, scale=scores.scale * float(np.ravel(factor)[0]))


def _plus(op: Operator, place: int, number: np.ndarray, first: bool) -> Operand:
    scores = op.inputs[place]
    if isinstance(scores, Scores):
        return scores if not number.any() else later_hidden(scores, number)
    return _positions(op, op.tensor(place), number) or affine(op, 1.0, number, place)


def _positions(op: Operator, x: Tensor, number: np.ndarray) -> Tensor | None:
    """A vector for each step, the same for every example; None where the array is none."""
    shape = op.builder.shapes[x.layer] if x.axes else None
    table = number.shape[-2:]
    positions = number.reshape(table) if number.ndim >= 2 and number.size == prod(table) else None
    if shape is None or positions is None or positions.shape != shape or 1 in shape or (
            x.axes != ((0,), (1,), (2,))):
        return None
    return x.like(op.builder.layer(op.name, "position_embedding", (x.layer,), {}, {"positions": positions}))


def _minus(op: Operator, place: int, number: np.ndarray, first: bool) -> Operand:
    return affine(op, -1.0, number, place) if first else affine(op, 1.0, -number, place)


def _times(op: Operator, place: int, number: np.ndarray, first: bool) -> Operand:
    scores = op.inputs[place]
    return _scaled_scores(scores, number) if isinstance(scores, Scores) else affine(op, number, 0.0, place)


def _over(op: Operator, place: int, number: np.ndarray, first: bool) -> Operand:
    if first:
        return merged(op.of(as_layer(op, number, op.known(place)), op.tensor(place)), "divide")
    if not number.all():
        raise UnsupportedError(FormatError(N_("engine", "It divides by zero.")))
    return _times(op, place, 1.0 / number, first)


def _largest(op: Operator, place: int, number: np.ndarray, first: bool) -> Operand:
    if (count := one_at_least(op.inputs[place], number)) is not None:
        return count
    return merged(op.of(op.tensor(place), as_layer(op, number, op.known(place))), "maximum")


def _arithmetic(kind: str, with_constant: Callable[..., Operand] | None) -> Callable[[Operator], Operand]:
    """Files before opset 7 say at which axis the second input lies along the first."""
    def row(op: Operator) -> Operand:
        op = _lying_along(op)
        if len(op.inputs) == 1:
            return op.tensor()
        constant = _with_constant(op, with_constant) if with_constant and len(op.inputs) == 2 else None
        found = constant if constant is not None else of_steps(op)
        return found if found is not None else merged(op, kind)
    return row


def _lying_along(op: Operator) -> Operator:
    if not op.attributes.get("broadcast", 0) or "axis" not in op.attributes:
        return op
    first, second = op.inputs[:2]
    if not isinstance(second, np.ndarray) or not isinstance(reduced(first), Tensor):
        raise op.unlike("axis")
    after = len(op.known().axes) - op.axis(op.attributes["axis"], len(op.known().axes)) - second.ndim
    return op.of(first, second.reshape(second.shape + (1,) * after))


def merged(op: Operator, kind: str, settings: Mapping[str, Any] | None = None) -> Tensor:
    """Several tensors, broadcast to each other."""
    sources, axes = arranging.aligned(op.builder, op.name, as_layers(op))
    if kind == "multiply" and len(sources) == 2 and sources[0] == sources[1]:
        return Tensor(op.builder.activation(op.name, "square", sources[0]), axes)
    layer = op.builder.layer(op.name, kind, sources, settings)
    return Tensor(layer, axes if op.builder.shapes[layer] is not None else ())


def _minimum(op: Operator) -> Tensor:
    """min(a, b) = −max(−a, −b)."""
    negative = [affine(op.of(tensor), -1.0, 0.0) for tensor in as_layers(op)]
    largest = merged(op.of(*negative), "maximum") if len(negative) > 1 else negative[0]
    return affine(op.of(largest), -1.0, 0.0)


def _same(op: Operator) -> Operand:
    if not op.has(0):
        raise UnsupportedError
    return op.inputs[0]


def _cast(op: Operator) -> Tensor:
    """What is more than another type of the same numbers."""
    x = op.tensor()
    if x.axes and not (x.dtype == "float" and op.attributes["to"] in (TensorProto.FLOAT, TensorProto.DOUBLE)):
        raise UnsupportedError(FormatError(N_("engine", "It rounds numbers to fewer digits.")))
    return x


def _cast_like(op: Operator) -> Operand:
    """The type of a layer is that of decimals in single precision, unless a file says otherwise."""
    first = op.inputs[0]
    if isinstance(first, np.ndarray) and op.tensor(1).dtype == "float":
        return first.astype(np.float32)
    raise UnsupportedError


def _reciprocal(op: Operator) -> Tensor:
    return _over(op, 0, np.ones(1), True)


def _dropout(op: Operator) -> Tensor:
    x = op.tensor()
    rate = float(np.ravel(op.constant(1))[0]) if op.has(1) else float(op.attributes.get("ratio", 0.5))
    return x.like(op.builder.layer(op.name, "dropout", (x.layer,), {"rate": round(rate, 7)}))


def _prelu(op: Operator) -> Tensor:
    """One slope for all, or an array of them that is broadcast to the input; before opset 7 one for each channel, which
    are axis 1."""
    slope, x = op.constant(1), op.tensor()
    if not x.axes:
        return x.like(op.builder.layer(op.name, "prelu", (x.layer,), {}, {"alpha": np.ravel(slope)}))
    if op.version < 7 and slope.ndim == 1:
        slope = slope.reshape(-1, *(1,) * (len(x.axes) - 2))
    rank = len(x.axes)
    shape = (1,) * (rank - slope.ndim) + slope.shape
    places = [axis for axis in range(rank) if shape[axis] > 1]
    if len(shape) > rank or [op.length(x, axis) for axis in places] != [shape[axis] for axis in places]:
        raise op.unlike("slope")
    lengths = [shape[axis] for axis in places]
    x = op.with_last(x, *places) if places else x
    alpha = np.broadcast_to(np.ravel(slope), op.builder.shapes[x.layer][-1:])
    return op.split_last(x.like(op.builder.layer(op.name, "prelu", (x.layer,), {}, {"alpha": alpha})), places, lengths)


ROWS: Mapping[str, Callable[[Operator], Operand | None]] = {
    **{PRIMITIVES[primitive]: _activation(name) for name in ACTIVATIONS
       if (primitive := single_primitive(name)) in PRIMITIVES},
    **{operator: _activation(name, **attributes) for name, (operator, attributes) in NATIVE.items()},
    "Identity": _same,
    "Cast": _cast,
    "CastLike": _cast_like,
    "Dropout": _dropout,
    "LeakyRelu": _leaky_relu,
    "Elu": _elu,
    "Selu": _selu,
    "Celu": _celu,
    "HardSigmoid": _hard_sigmoid,
    "Gelu": _gelu,
    "Clip": _clip,
    "PRelu": _prelu,
    "Neg": lambda op: affine(op, -1.0, 0.0),
    "Pow": _power,
    "Reciprocal": _reciprocal,
    "Add": _arithmetic("add", _plus),
    "Sub": _arithmetic("subtract", _minus),
    "Mul": _arithmetic("multiply", _times),
    "Div": _arithmetic("divide", _over),
    "Sum": _arithmetic("add", _plus),
    "Mean": _arithmetic("average", None),
    "Max": _arithmetic("maximum", _largest),
    "Min": _minimum,
    "Where": chosen,
}
