"""Constants that an ONNX graph computes from constants: the shapes that exporters write as arithmetic, and what they do
with weights.

What depends on how many examples there are is computed for two numbers of them (`Counted`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from math import prod

import numpy as np
from onnx import TensorProto, helper

from engine.errors import N_, FormatError
from engine.formats.budget import Budget
from engine.formats.importing.unsupported import UnsupportedError
from engine.formats.onnx_model.arithmetic import ARITHMETIC, Arrays, Attributes
from engine.formats.onnx_model.fold_sizes import most_numbers

MOST_NUMBERS = 1_000_000
"""Folding is for shapes, scales and states; an operator makes so many numbers at most, or as many as it is given."""
_VIEWS = frozenset({"Identity", "Transpose", "Reshape", "Squeeze", "Unsqueeze", "Slice", "Expand", "ConstantOfShape"})
"""What they make takes no memory of its own."""


def folded(kind: str, inputs: Arrays, attributes: Attributes, budget: Budget) -> list[np.ndarray]:
    """The outputs of an operator on arrays. Raises UnsupportedError where they would have too many numbers."""
    given = [array for array in inputs if array is not None]
    numbers = most_numbers(kind, given, attributes)
    if numbers > max(MOST_NUMBERS, sum(array.size for array in given)):
        raise UnsupportedError(FormatError(N_("engine", "It makes {count} numbers out of constants; at most {most} are "
                                              "computed."), count=numbers, most=MOST_NUMBERS))
    if kind not in _VIEWS:
        budget.spend(numbers)
    with np.errstate(all="ignore"):
        found = FOLDS[kind](inputs, attributes)
    return found if isinstance(found, list) else [np.asarray(found)]


def _whole(array: np.ndarray) -> list[int]:
    return [int(number) for number in np.ravel(array)]


def _axes(inputs: Arrays, attributes: Attributes, place: int = 1) -> tuple[int, ...] | None:
    given = inputs[place] if len(inputs) > place and inputs[place] is not None else attributes.get("axes")
    return None if given is None else tuple(_whole(given))


def _squeeze(inputs: Arrays, attributes: Attributes) -> np.ndarray:
    return np.squeeze(inputs[0], _axes(inputs, attributes))


def _slice(inputs: Arrays, attributes: Attributes) -> np.ndarray:
    x = inputs[0]
    if len(inputs) > 1:
        starts, stops = _whole(inputs[1]), _whole(inputs[2])
        steps = _whole(inputs[4]) if len(inputs) > 4 and inputs[4] is not None else [1] * len(starts)
    else:
        starts, stops = attributes["starts"], attributes["ends"]
        steps = [1] * len(starts)
    axes = _axes(inputs, attributes, 3) or range(len(starts))
    cuts = [slice(None)] * x.ndim
    for axis, start, stop, step in zip(axes, starts, stops, steps, strict=True):
        cuts[axis] = slice(start, None if step < 0 and stop < -x.shape[axis] else stop, step)
    return x[tuple(cuts)]


def _reshape(inputs: Arrays, attributes: Attributes) -> np.ndarray:
    x = inputs[0]
    shape = _whole(inputs[1]) if len(inputs) > 1 else list(attributes["shape"])
    if not attributes.get("allowzero", 0):
        shape = [x.shape[axis] if length == 0 else length for axis, length in enumerate(shape)]
    return x.reshape(shape)


def _constant_of_shape(inputs: Arrays, attributes: Attributes) -> np.ndarray:
    value = attributes.get("value", np.zeros(1, np.float32))
    return np.broadcast_to(np.ravel(value)[0], _whole(inputs[0]))


def _expand(inputs: Arrays, attributes: Attributes) -> np.ndarray:
    return np.broadcast_to(inputs[0], np.broadcast_shapes(inputs[0].shape, tuple(_whole(inputs[1]))))


def _split(inputs: Arrays, attributes: Attributes) -> list[np.ndarray]:
    x, axis = inputs[0], attributes.get("axis", 0)
    return np.split(x, np.cumsum(sizes_of(inputs[1:], attributes, x.shape[axis]))[:-1], axis)


def sizes_of(given: Arrays, attributes: Attributes, length: int) -> list[int]:
    """The lengths of the parts of a Split; `attributes` say as `outputs` how many there are."""
    if given and given[0] is not None:
        return _whole(given[0])
    if "split" in attributes:
        return list(attributes["split"])
    count = attributes.get("num_outputs", attributes["outputs"])
    part = -(-length // count)
    return [min(part, length - number * part) for number in range(count)]


def _scatter(inputs: Arrays, attributes: Attributes) -> np.ndarray:
    data, places, updates = inputs
    if attributes.get("reduction", "none") != "none":
        raise UnsupportedError
    result = np.array(data)
    result[tuple(np.moveaxis(places, -1, 0))] = updates
    return result


def _tile(inputs: Arrays, attributes: Attributes) -> np.ndarray:
    times = _whole(inputs[1])
    if len(times) != inputs[0].ndim:
        raise UnsupportedError
    return np.tile(inputs[0], times)


def _range(inputs: Arrays, attributes: Attributes) -> np.ndarray:
    start, stop, step = (array.item() for array in inputs)
    return np.arange(start, stop, step).astype(inputs[0].dtype)


def _triangle(inputs: Arrays, attributes: Attributes) -> np.ndarray:
    if inputs[0].ndim < 2:
        raise UnsupportedError
    return (np.triu if attributes.get("upper", 1) else np.tril)(inputs[0], int(inputs[1]) if len(inputs) > 1 else 0)


def _reduced(function: Callable[..., np.ndarray]) -> Callable[[Arrays, Attributes], np.ndarray]:
    def fold(inputs: Arrays, attributes: Attributes) -> np.ndarray:
        axes = _axes(inputs, attributes) or None
        if axes is None and attributes.get("noop_with_empty_axes", 0):
            return inputs[0]
        return function(inputs[0], axis=axes, keepdims=bool(attributes.get("keepdims", 1))).astype(inputs[0].dtype)
    return fold


def _cast(inputs: Arrays, attributes: Attributes) -> np.ndarray:
    """To a type that ONNX has a code, or in the oldest files a name for. What is rounded to less than single precision
    goes on in single precision."""
    code = attributes["to"]
    dtype = helper.tensor_dtype_to_np_dtype(TensorProto.DataType.Value(code) if isinstance(code, str) else code)
    if dtype.kind not in "fiubV":
        raise UnsupportedError
    result = inputs[0].astype(dtype)
    return result.astype(np.float32) if dtype.kind == "V" or (dtype.kind == "f" and dtype.itemsize < 4) else result


FOLDS: Mapping[str, Callable[[Arrays, Attributes], np.ndarray | list[np.ndarray]]] = {
    **{kind: (lambda x, a, function=function: function(x, a)) for kind, function in ARITHMETIC.items()},
    "Cast": _cast,
    "CastLike": lambda x, a: x[0].astype(x[1].dtype),
    "Gather": lambda x, a: np.take(x[0], x[1].astype(int), axis=a.get("axis", 0)),
    "Unsqueeze": lambda x, a: np.expand_dims(x[0], _axes(x, a)),
    "Squeeze": _squeeze,
    "Concat": lambda x, a: np.concatenate(x, axis=a.get("axis", 1)),
    "Slice": _slice,
    "Split": _split,
    "Reshape": _reshape,
    "Flatten": lambda x, a: x[0].reshape(prod(x[0].shape[:a.get("axis", 1)]), -1),
    "Transpose": lambda x, a: x[0].transpose(a.get("perm")),
    "MatMul": lambda x, a: np.matmul(x[0], x[1]),
    "ConstantOfShape": _constant_of_shape,
    "Expand": _expand,
    "Tile": _tile,
    "Range": _range,
    "Shape": lambda x, a: np.array(x[0].shape[a.get("start", 0):a.get("end", x[0].ndim)], np.int64),
    "Size": lambda x, a: np.array(x[0].size, np.int64),
    "ScatterND": _scatter,
    "Trilu": _triangle,
    "ReduceProd": _reduced(np.prod),
    "ReduceSum": _reduced(np.sum),
    "ReduceMax": _reduced(np.max),
    "ReduceMin": _reduced(np.min),
    "ReduceMean": _reduced(np.mean),
    "ReduceL2": _reduced(lambda x, **axes: np.sqrt(np.sum(np.square(x), **axes))),
}
