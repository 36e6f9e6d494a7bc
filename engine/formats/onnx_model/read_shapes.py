"""Operators that move numbers, put them side by side, or take the largest, the sum or the mean of an axis."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from itertools import pairwise
from math import prod

import numpy as np

from engine.errors import N_, FormatError
from engine.formats.importing.unsupported import UnsupportedError
from engine.formats.onnx_model import arranging, walks
from engine.formats.onnx_model.folding import sizes_of
from engine.formats.onnx_model.masking import reduced_steps
from engine.formats.onnx_model.operator import Operator
from engine.formats.onnx_model.read_elements import as_layers, stretched
from engine.formats.onnx_model.values import Joined, Operand, Tensor, channels_first

_MOST_PIECES = 64  # of an axis that is taken apart


def _transpose(op: Operator) -> Tensor:
    x = op.known()
    order = op.attributes.get("perm") or list(reversed(range(len(x.axes))))
    return x.moved(tuple(x.axes[op.axis(axis, len(x.axes))] for axis in order))


def _flatten(op: Operator) -> Tensor:
    x = op.tensor()
    if not x.axes:
        return op.natural(op.builder.layer(op.name, "flatten", (x.layer,)))
    axis = op.attributes["axis"]
    axis = axis + len(x.axes) if axis < 0 else axis
    lengths = op.lengths(x)
    target = [tuple(prod(pair[run] for pair in part) for run in (0, 1)) for part in (lengths[:axis], lengths[axis:])]
    return _reshaped(op, x, target)


def _reshape(op: Operator) -> Tensor:
    """To a shape that may depend on how many examples there are, with a 0 for an axis that stays and one −1."""
    x = op.known()
    wanted = op.counts(1) if op.has(1) else [(size, size) for size in op.attributes["shape"]]
    lengths = op.lengths(x)
    runs = []
    for run in (0, 1):
        shape = [pair[run] for pair in wanted]
        if not op.attributes.get("allowzero", 0):
            shape = [lengths[axis][run] if size == 0 else size for axis, size in enumerate(shape)]
        if -1 in shape:
            rest = -prod(shape)
            shape[shape.index(-1)] = prod(pair[run] for pair in lengths) // max(1, rest)
        runs.append(shape)
    return _reshaped(op, x, list(zip(*runs, strict=True)))


def _reshaped(op: Operator, x: Tensor, target: Sequence[Sequence[int]]) -> Tensor:
    """Where one row is left of each example, that is a Flatten by its own name."""
    if len(target) == 2 and tuple(target[0]) == op.examples and x.axes[0] == arranging.BATCH:
        return op.natural(op.builder.reshaped(op.name, op.ordered(x, range(len(x.axes))), (target[1][0],)))
    return arranging.reshaped(op.builder, op.name, x, target, op.examples)


def _squeeze(op: Operator) -> Tensor:
    x = op.known()
    lengths = op.lengths(x)
    axes = op.numbers(1, "axes")
    gone = ({op.axis(axis, len(x.axes)) for axis in axes} if axes is not None
            else {place for place, pair in enumerate(lengths) if pair == (1, 1)})
    if any(lengths[place] != (1, 1) for place in gone):
        raise op.unlike("axes")
    if any(0 in x.axes[place] for place in gone):
        return _reshaped(op, x, [pair for place, pair in enumerate(lengths) if place not in gone])
    return _without(op, x, gone)


def _without(op: Operator, x: Tensor, gone: Collection[int]) -> Tensor:
    """A tensor less axes of length 1."""
    return arranging.without_rest(op.builder, op.name, x.moved(
        tuple(group for place, group in enumerate(x.axes) if place not in gone)))


def _unsqueeze(op: Operator) -> Tensor:
    x = op.known()
    axes = op.numbers(1, "axes") or []
    rank = len(x.axes) + len(axes)
    new = {op.axis(axis, rank) for axis in axes}
    old = iter(x.axes)
    return x.moved(tuple(() if place in new else next(old) for place in range(rank)))


def _cut(op: Operator, x: Tensor, axis: int, start: int, stop: int) -> Tensor:
    """Elements start … stop − 1 of an axis."""
    if not x.axes[axis]:
        return x
    x = op.with_last(x, axis) if len(x.axes[axis]) > 1 else x
    (place,) = x.axes[axis]
    return x.like(op.builder.sliced(op.name, x.layer, place, start, stop))


def _picked(op: Operator, value: Operand, axis: int, runs: Sequence[tuple[int, int]]) -> Tensor:
    """Some elements of an axis, run by run."""
    parts = [_part(op, value, axis, start, stop) for start, stop in runs]
    if len(parts) == 1:
        return parts[0]
    if len(parts) > _MOST_PIECES:
        raise UnsupportedError(FormatError(N_("engine", "It takes an axis apart into more than {most} pieces."),
                                           most=_MOST_PIECES))
    return _side_by_side(op, parts, axis)


def _part(op: Operator, value: Operand, axis: int, start: int, stop: int) -> Tensor:
    """One run; of tensors that were put side by side along this axis it is one of them, where it is."""
    if isinstance(value, Joined) and value.axis == axis:
        before = 0
        for part, size in zip(value.parts, value.lengths, strict=True):
            if before <= start and stop <= before + size:
                return _cut(op, part, axis, start - before, stop - before)
            before += size
    return _cut(op, op.of(value).known(), axis, start, stop)


def _rank(op: Operator) -> tuple[Operand, list[tuple[int, int]]]:
    """The first input, and the lengths of its axes."""
    value = op.inputs[0] if op.has(0) else None
    if isinstance(value, Joined):
        lengths = op.lengths(value.parts[0])
        lengths[value.axis] = (sum(value.lengths),) * 2
        return value, lengths
    x = op.known()
    return x, op.lengths(x)


def _runs(start: int, stop: int, step: int) -> list[tuple[int, int]]:
    return [(start, stop)] if step == 1 else [(place, place + 1) for place in range(start, stop, step)]


def _slice(op: Operator) -> Operand:
    value, lengths = _rank(op)
    starts, stops = (_ends(op, place, name) for place, name in ((1, "starts"), (2, "ends")))
    axes = op.numbers(3, "axes") or list(range(len(starts)))
    steps = op.numbers(4, "steps") or [1] * len(starts)
    for start, stop, axis, step in zip(starts, stops, axes, steps, strict=True):
        axis = op.axis(axis, len(lengths))
        few, many = (slice(first, None if step < 0 and last < -size else last, step).indices(size)
                     for first, last, size in zip(start, stop, lengths[axis], strict=True))
        if step == 1 and (few[:2], many[:2]) == tuple((0, size) for size in lengths[axis]):
            continue
        if lengths[axis][0] != lengths[axis][1] or few != many or _is_batch(value, axis):
            raise arranging.across_examples()
        if (few, step) == ((lengths[axis][0] - 1, -1, -1), -1):
            value = _reversed(op, op.of(value).known(), axis)
            continue
        runs = _runs(*few)
        if not runs or few[0] == few[1]:
            raise UnsupportedError(FormatError(N_("engine", "It takes nothing of an axis.")))
        value = _picked(op, value, axis, runs)
    return value


def _reversed(op: Operator, x: Tensor, axis: int) -> Tensor:
    """An axis from its end to its beginning."""
    if not x.axes[axis]:
        return x
    x = op.with_last(x, axis) if len(x.axes[axis]) > 1 else x
    (place,) = x.axes[axis]
    return x.like(op.builder.reversed(op.name, x.layer, place))


def _ends(op: Operator, place: int, name: str) -> list[tuple[int, int]]:
    """Where runs begin or end, for both numbers of examples."""
    if op.has(place):
        return op.counts(place)
    return [(number, number) for number in op.attributes.get(name) or []]


def _is_batch(value: Operand, axis: int) -> bool:
    tensor = value.parts[0] if isinstance(value, Joined) else value
    return 0 in tensor.axes[axis]


def gather(op: Operator) -> Operand:
    """Elements of an axis by their numbers; one number alone takes the axis away. Raises UnsupportedError where they
    are examples, or not there."""
    value, lengths = _rank(op)
    axis = op.axis(op.attributes["axis"], len(lengths))
    places = op.constant(1)
    if _is_batch(value, axis):
        raise arranging.across_examples()
    size = lengths[axis][0]
    numbers = [int(number) + size if number < 0 else int(number) for number in np.ravel(places)]
    if not numbers or places.ndim > 1 or not all(0 <= number < size for number in numbers):
        raise op.unlike("indices")
    runs: list[tuple[int, int]] = []
    for number in numbers:
        if runs and runs[-1][1] == number:
            runs[-1] = (runs[-1][0], number + 1)
        else:
            runs.append((number, number + 1))
    x = _picked(op, value, axis, runs)
    return _without(op, x, {axis}) if places.ndim == 0 else x


def _split(op: Operator) -> tuple[Operand, ...]:
    value, lengths = _rank(op)
    axis = op.axis(op.attributes["axis"], len(lengths))
    if _is_batch(value, axis):
        raise arranging.across_examples()
    given = [op.constant(1)] if op.has(1) else []
    ends = np.cumsum([0, *sizes_of(given, op.attributes, lengths[axis][0])])
    return tuple(_part(op, value, axis, int(start), int(stop)) for start, stop in pairwise(ends))


def _tile(op: Operator) -> Tensor:
    """What is repeated along an axis of length 1 is stretched, anything else put side by side with itself."""
    times = [int(number) for number in np.ravel(op.constant(1))]
    x = op.known()
    if len(times) != len(x.axes):
        raise op.unlike("repeats")
    for axis, (count, pair) in enumerate(zip(times, op.lengths(x), strict=True)):
        if count == 1:
            continue
        if 0 in x.axes[axis]:
            raise arranging.across_examples()
        x = (_stretched(op, x, [count if place == axis else 1 for place in range(len(x.axes))]) if pair == (1, 1)
             else _picked(op, x, axis, [(0, pair[0])] * count))
    return x


def _depth_to_space(op: Operator) -> Tensor:
    """Channels become blocks of places, as in a sub-pixel convolution. They hold the places of a block of all channels,
    one after the other, or block by block of each channel."""
    layer, (high, wide, channels), size = _image(op)
    rest = channels // size**2
    if channels % size**2:
        raise op.unlike("blocksize")
    if op.attributes.get("mode", "DCR") == "CRD":
        layer = op.builder.reshaped(f"{op.name}_blocks", layer, (high * wide, rest, size**2))
        layer = op.builder.permuted(f"{op.name}_channels", layer, (1, 3, 2))
    layer = op.builder.reshaped(f"{op.name}_parts", layer, (high, wide, size, size * rest))
    layer = op.builder.permuted(f"{op.name}_rows", layer, (1, 3, 2, 4))
    return Tensor(op.builder.reshaped(op.name, layer, (high * size, wide * size, rest)), channels_first(4))


def _space_to_depth(op: Operator) -> Tensor:
    """Blocks of places become channels, in one of the same two orders."""
    layer, (high, wide, channels), size = _image(op)
    if high % size or wide % size:
        raise op.unlike("blocksize")
    layer = op.builder.reshaped(f"{op.name}_parts", layer, (high // size, size, wide // size, size * channels))
    layer = op.builder.permuted(f"{op.name}_blocks", layer, (1, 3, 2, 4))
    if op.attributes.get("mode", "DCR") == "CRD":
        layer = op.builder.reshaped(f"{op.name}_places", layer, (high * wide // size**2, size**2, channels))
        layer = op.builder.permuted(f"{op.name}_channels", layer, (1, 3, 2))
    return Tensor(op.builder.reshaped(op.name, layer, (high // size, wide // size, size**2 * channels)),
                  channels_first(4))


def _image(op: Operator) -> tuple[str, Sequence[int], int]:
    """A layer with its channels last, its shape, and how long the sides of a block are."""
    x = op.known()
    if len(x.axes) != 4:
        raise UnsupportedError(FormatError(N_("engine", "It works on images only.")))
    layer = op.ordered(x, (0, 2, 3, 1))
    return layer, op.builder.shapes[layer], op.attributes["blocksize"]


def _expand(op: Operator) -> Tensor:
    x = op.known()
    wanted = op.counts(1)
    lengths = [(1, 1)] * (len(wanted) - len(x.axes)) + op.lengths(x)
    offset = len(lengths) - len(wanted)
    target = [1] * offset
    for (one, other), pair in zip(wanted, lengths[offset:], strict=True):
        if (one, other) != pair and one != other:
            raise arranging.across_examples()
        target.append(1 if (one, other) == pair and one != other else one)
    if len(set(op.examples)) == 1:  # a file for so many examples says how many
        target = [1 if size == op.examples[0] == pair[0] else size
                  for size, pair in zip(target, lengths, strict=True)]
    return _stretched(op, x, target)


def _stretched(op: Operator, x: Tensor, target: Sequence[int]) -> Tensor:
    """A row for every step is a Repeat; anything else is broadcast."""
    if x.axes == ((0,), (), (1,)) and len(target) == 3 and target[1] > 1 and target[0] == 1 and (
            target[2] in (1, op.length(x, 2))):
        return op.natural(op.builder.layer(op.name, "repeat_vector", (x.layer,), {"steps": target[1]}))
    return stretched(op, x, tuple(target))


def _concat(op: Operator) -> Operand:
    """Joined when it is read as a whole: what takes one of the parts out again needs no layer."""
    if (walked := walks.joined(op)) is not None:
        return walked
    tensors = as_layers(op)
    if any(tensor.layer is None or not tensor.axes for tensor in tensors):
        return Tensor(op.builder.layer(op.name, "concatenate", [tensor.layer for tensor in tensors]))
    rank = len(tensors[0].axes)
    if any(len(tensor.axes) != rank for tensor in tensors):
        raise op.unlike("axis")
    axis = op.axis(op.attributes.get("axis", 1), rank)
    lengths = [op.length(tensor, axis) for tensor in tensors]
    if None in lengths:
        raise arranging.across_examples()
    if len(tensors) == 1:
        return tensors[0]
    return Joined(tuple(tensors), tuple(lengths), axis, lambda: op.attempt(lambda: _side_by_side(op, tensors, axis)))


def _side_by_side(op: Operator, tensors: Sequence[Tensor], axis: int) -> Tensor:
    """Along the last axis of a layer: where it is another one, the inputs are turned, and the result turned back."""
    sources, axes = arranging.aligned(op.builder, op.name, tensors, last=axis)
    return Tensor(op.builder.layer(op.name, "concatenate", sources), axes)


def _reduction(function: str) -> Callable[[Operator], Operand]:
    """Over everything but the examples and the last axis, by global pooling; over the last axis, by turning it."""
    def row(op: Operator) -> Operand:
        if (found := reduced_steps(op, function)) is not None:
            return found
        x = op.known()
        rank = len(x.axes)
        named = op.numbers(1, "axes")
        if not named and op.attributes.get("noop_with_empty_axes", 0):
            return x
        axes = {op.axis(axis, rank) for axis in named or range(rank)}
        gone = [place for axis in sorted(axes) for place in x.axes[axis]]
        if 0 in gone:
            raise arranging.across_examples()
        shape = op.builder.shapes[x.layer]
        kept = [place for place in range(1, len(shape) + 1) if place not in gone]
        layer = x.layer
        if kept != [len(shape)]:
            layer = arranging.grouped(op.builder, op.name, x, [tuple(gone), tuple(kept)])
        layer = op.builder.layer(op.name, "global_pooling", (layer,), {"function": function})
        layer = op.builder.reshaped(f"{op.name}_shape", layer, tuple(shape[place - 1] for place in kept) or (1,))
        places = {0: 0} | {place: number for number, place in enumerate(kept, 1)}
        groups = [() if axis in axes else tuple(places[place] for place in group) for axis, group in enumerate(x.axes)]
        if not op.attributes.get("keepdims", 1):
            groups = [group for axis, group in enumerate(groups) if axis not in axes]
        return Tensor(layer, tuple(groups))
    return row


MOVING: Mapping[str, Callable[[Operator], Operand]] = {
    "Transpose": _transpose,
    "Flatten": _flatten,
    "Reshape": _reshape,
    "Squeeze": _squeeze,
    "Unsqueeze": _unsqueeze,
    "Slice": _slice,
    "Expand": _expand,
    "Tile": _tile,
}
"""One input, of which nothing but the places changes."""

ROWS: Mapping[str, Callable[[Operator], Operand | tuple[Operand, ...]]] = {
    **MOVING,
    "DepthToSpace": _depth_to_space,
    "SpaceToDepth": _space_to_depth,
    "Split": _split,
    "Concat": _concat,
    "ReduceMax": _reduction("max"),
    "ReduceMean": _reduction("average"),
    "ReduceSum": _reduction("sum"),
    "ReduceMin": _reduction("min"),
}
