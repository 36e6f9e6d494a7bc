"""Operators that move numbers, put them side by side, or take the largest, the sum or the mean of an axis."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from math import prod

import numpy as np

from engine.errors import N_, FormatError
from engine.formats.importing.unlike import UnlikeError
from engine.formats.onnx_model.operator import Operator
from engine.formats.onnx_model.values import Operand, Tensor, arranged, natural, with_all_axes


def _known(op: Operator) -> Tensor:
    x = op.tensor()
    if x.layer is None or not x.axes:
        raise UnlikeError(FormatError(N_("engine", "What comes before it is missing.")))
    return x


def _transpose(op: Operator) -> Tensor:
    x = _known(op)
    order = op.attributes.get("perm") or list(reversed(range(len(x.axes))))
    return Tensor(x.layer, tuple(x.axes[axis] for axis in order))


def _flatten(op: Operator) -> Tensor:
    op.expect(axis=1)
    x = op.tensor()
    layer = op.plain()
    if x.axes and len(op.sketch.shapes[layer]) == 1:
        return op.natural(layer)
    return op.natural(op.sketch.layer(op.name, "flatten", (layer,)))


def _reshape(op: Operator) -> Tensor:
    """To a shape whose first axis is the batch, said as −1, as 0, or by what the graph computed."""
    shape = [int(number) for number in np.ravel(op.constant(1))]
    before = op.shape(0)
    if before[0] != -1 or not shape:
        raise UnlikeError(FormatError(N_("engine", "The examples are not its first axis.")))
    rest = [before[axis] if length == 0 else length for axis, length in enumerate(shape)][1:]
    count = prod(before[1:])
    if shape[0] not in (-1, 0) and (shape[0] != 1 or -1 in rest):
        raise UnlikeError(FormatError(N_("engine", "The examples are not its first axis.")))
    if -1 in rest:
        rest[rest.index(-1)] = count // max(1, -prod(rest))
    if prod(rest) != count or not rest:
        raise UnlikeError(FormatError(N_("engine", "The examples are not its first axis.")))
    layer = op.plain()
    if tuple(rest) == op.sketch.shapes[layer]:
        return op.natural(layer)
    if len(rest) == 1:
        return op.natural(op.sketch.layer(op.name, "flatten", (layer,)))
    return op.natural(op.sketch.layer(op.name, "reshape", (layer,), {"shape": tuple(rest)}))


def _squeeze(op: Operator) -> Tensor:
    x = _known(op)
    lengths = op.shape(0)
    axes = op.numbers(1, "axes")
    gone = ({op.axis(axis, len(x.axes)) for axis in axes} if axes is not None
            else {place for place, length in enumerate(lengths) if length == 1})
    if any(lengths[place] != 1 for place in gone):
        raise ValueError("only axes of length 1 go")
    if all(x.axes[place] is None for place in gone):
        return Tensor(x.layer, tuple(axis for place, axis in enumerate(x.axes) if place not in gone))
    kept = tuple(length for place, length in enumerate(lengths) if place not in gone)
    layer = op.plain()
    if kept[:1] != (-1,) or len(kept) < 2:
        raise UnlikeError(FormatError(N_("engine", "The examples are not its first axis.")))
    return op.natural(op.sketch.layer(op.name, "reshape", (layer,), {"shape": kept[1:]}))


def _unsqueeze(op: Operator) -> Tensor:
    x = _known(op)
    axes = op.numbers(1, "axes") or []
    rank = len(x.axes) + len(axes)
    new = {op.axis(axis, rank) for axis in axes}
    old = iter(x.axes)
    return Tensor(x.layer, tuple(None if place in new else next(old) for place in range(rank)))


def _slice(op: Operator) -> Tensor:
    x = _known(op)
    starts, stops = op.numbers(1, "starts"), op.numbers(2, "ends")
    axes = op.numbers(3, "axes") or list(range(len(starts or ())))
    if set(op.numbers(4, "steps") or (1,)) != {1}:
        raise op.unlike("steps")
    lengths, layer = op.shape(0), x.layer
    for start, stop, axis in zip(starts or (), stops or (), axes, strict=True):
        place = op.axis(axis, len(x.axes))
        start, stop, _ = slice(start, stop).indices(lengths[place]) if lengths[place] > 0 else (start, stop, 1)
        if (start, stop) == (0, lengths[place]):
            continue
        if not x.axes[place]:
            raise UnlikeError(FormatError(N_("engine", "It works on the examples, not inside each.")))
        layer = op.sketch.layer(op.name, "slice", (layer,), {"axis": x.axes[place], "start": start, "stop": stop})
    return x.like(layer)


def _tile(op: Operator) -> Tensor:
    """A row repeated for every step."""
    x, times = op.tensor(), [int(number) for number in np.ravel(op.constant(1))]
    if x.axes != (0, None, 1) or len(times) != 3 or times[0] != 1 or times[2] != 1:
        raise UnlikeError
    return op.natural(op.sketch.layer(op.name, "repeat_vector", (x.layer,), {"steps": times[1]}))


def _expand(op: Operator) -> Operand:
    """One number for every example; a row for every step."""
    shape = [int(number) for number in np.ravel(op.constant(1))]
    value = op.inputs[0]
    if isinstance(value, np.ndarray):
        if value.size != 1 or len(shape) < 2 or shape[0] != -1:
            raise UnlikeError
        settings = {"shape": tuple(shape[1:]), "value": float(value.ravel()[0])}
        return op.natural(op.sketch.layer(op.name, "constant", (), settings))
    x = _known(op)
    if x.axes != (0, None, 1) or len(shape) != 3:
        raise UnlikeError
    return op.natural(op.sketch.layer(op.name, "repeat_vector", (x.layer,), {"steps": shape[1]}))


def _concat(op: Operator) -> Tensor:
    """Along the last axis of a layer: where it is another one, the inputs are turned, and the result turned back."""
    tensors = [op.tensor(place) for place in range(len(op.inputs))]
    if any(tensor.layer is None or not tensor.axes for tensor in tensors):
        return Tensor(op.sketch.layer(op.name, "concatenate", [tensor.layer for tensor in tensors]))
    tensors = [with_all_axes(op.sketch, op.name, tensor) for tensor in tensors]
    first = tensors[0]
    rank = len(first.axes)
    place = op.axis(op.attributes["axis"], rank)
    if first.axes[place] == 0:
        raise UnlikeError(FormatError(N_("engine", "It works on the examples, not inside each.")))
    axes = first.axes
    if axes[place] != rank - 1:
        rest = iter(range(1, rank - 1))
        axes = tuple(0 if axis == 0 else rank - 1 if at == place else next(rest) for at, axis in enumerate(first.axes))
    sources = [arranged(op.sketch, op.name, tensor, axes) for tensor in tensors]
    return Tensor(op.sketch.layer(op.name, "concatenate", sources), axes)


def _reduction(function: str) -> Callable[[Operator], Tensor]:
    """Over everything but the examples and the last axis, by global pooling; over the last axis, by turning it."""
    def row(op: Operator) -> Tensor:
        x = _known(op)
        rank = len(x.axes)
        axes = {op.axis(axis, rank) for axis in op.numbers(1, "axes") or range(rank)}
        if None in x.axes or any(x.axes[place] == 0 for place in axes):
            raise UnlikeError(FormatError(N_("engine", "It works on the examples, not inside each.")))
        kept = [x.axes[place] for place in range(rank) if place not in axes]
        lengths = (-1, *op.sketch.shapes[x.layer])
        gone = sorted(x.axes[place] for place in axes)
        inner = [axis for axis in range(1, rank) if axis not in gone]
        layer = x.layer
        if gone != list(range(1, rank - 1)) or len(inner) != 1:
            order = (*gone, *inner)
            if order != tuple(range(1, rank)):
                layer = op.sketch.layer(f"{op.name}_order", "permute", (layer,), {"order": order})
            flat = (prod(lengths[axis] for axis in gone), prod(lengths[axis] for axis in inner))
            layer = op.sketch.layer(f"{op.name}_rows", "reshape", (layer,), {"shape": flat})
        layer = op.sketch.layer(op.name, "global_pooling", (layer,), {"function": function})
        if len(inner) != 1:
            shape = tuple(lengths[axis] for axis in inner) or (1,)
            layer = op.sketch.layer(f"{op.name}_shape", "reshape", (layer,), {"shape": shape})
        if not inner:
            return natural(op.sketch, layer)
        places = {axis: number for number, axis in enumerate([0, *inner])}
        if op.attributes.get("keepdims", 1):
            return Tensor(layer, tuple(None if place in axes else places[x.axes[place]] for place in range(rank)))
        return Tensor(layer, tuple(places[axis] for axis in kept))
    return row


ROWS: Mapping[str, Callable[[Operator], Operand | None]] = {
    "Transpose": _transpose,
    "Flatten": _flatten,
    "Reshape": _reshape,
    "Squeeze": _squeeze,
    "Unsqueeze": _unsqueeze,
    "Slice": _slice,
    "Tile": _tile,
    "Expand": _expand,
    "Concat": _concat,
    "ReduceMax": _reduction("max"),
    "ReduceMean": _reduction("average"),
    "ReduceSum": _reduction("sum"),
    "ReduceMin": _reduction("min"),
}
