"""Values in the orders of axes that layers want, by as few Permute and Reshape layers as it takes."""

from __future__ import annotations

from collections.abc import Sequence
from math import prod

from engine.errors import N_, FormatError
from engine.formats.importing.builder import ImportBuilder
from engine.formats.importing.unsupported import UnsupportedError
from engine.formats.onnx_model.values import Axes, Group, Tensor, natural

BATCH: Group = (0,)


def not_first() -> UnsupportedError:
    """Ladera's examples are the first axis, and nothing is computed along it."""
    return UnsupportedError(FormatError(N_("engine", "The examples are not its first axis.")))


def across_examples() -> UnsupportedError:
    """An operator that mixes examples."""
    return UnsupportedError(FormatError(N_("engine", "It works on the examples, not inside each.")))


def length(builder: ImportBuilder, tensor: Tensor, axis: int) -> int | None:
    """The length of an axis, None where it runs through the examples."""
    group = tensor.axes[axis]
    return None if 0 in group else prod(builder.shapes[tensor.layer][place - 1] for place in group)


def grouped(builder: ImportBuilder, name: str, tensor: Tensor, groups: Sequence[Group]) -> str:
    """A layer whose axes, after the examples, are the products `groups` of those of the tensor's layer."""
    layer, shape = tensor.layer, builder.shapes[tensor.layer]
    order = [axis for group in groups for axis in group]
    order += [axis for axis in range(1, len(shape) + 1) if axis not in order]
    long = [axis for axis in order if shape[axis - 1] != 1]
    if long != sorted(long):
        layer = builder.permuted(f"{name}_order", layer, order)
    lengths = tuple(prod(shape[axis - 1] for axis in group) for group in groups)
    return builder.reshaped(f"{name}_axes", layer, lengths or (1,))


def plain(builder: ImportBuilder, name: str, tensor: Tensor) -> str | None:
    """A layer whose output is the tensor, axis by axis."""
    return ordered(builder, name, tensor, range(len(tensor.axes)))


def ordered(builder: ImportBuilder, name: str, tensor: Tensor, order: Sequence[int]) -> str | None:
    """A layer whose axis k is axis order[k] of the tensor. Raises UnsupportedError unless the first one is the
    examples."""
    if tensor.layer is None or not tensor.axes:
        return tensor.layer
    if len(order) != len(tensor.axes) or tensor.axes[order[0]] != BATCH:
        raise not_first()
    return grouped(builder, name, tensor, [tensor.axes[axis] for axis in order[1:]])


def with_last(builder: ImportBuilder, name: str, tensor: Tensor, last: Sequence[int]) -> Tensor:
    """The tensor with its axes `last` as the last one of its layer: in the result they are one, the first of them, and
    the others are (). Raises UnsupportedError where examples are among them."""
    wanted = tuple(place for axis in last for place in tensor.axes[axis])
    if 0 in wanted:
        raise across_examples()
    rank = len(builder.shapes[tensor.layer])
    if wanted == (rank,):
        layer, places = tensor.layer, {place: place for place in range(rank)}
    else:
        shape = builder.shapes[tensor.layer]
        rest = [place for place in range(1, rank + 1) if place not in wanted and (
            shape[place - 1] != 1 or any(place in group for group in tensor.axes))]
        layer = grouped(builder, name, tensor, [*((place,) for place in rest), wanted])
        places = {0: 0} | {place: number for number, place in enumerate(rest, 1)}
    end = len(builder.shapes[layer])
    return Tensor(layer, tuple((end,) if axis == last[0] else () if axis in last
                               else tuple(places[place] for place in group)
                               for axis, group in enumerate(tensor.axes)), tensor.dtype)


def without_rest(builder: ImportBuilder, name: str, tensor: Tensor) -> Tensor:
    """The tensor of a layer that has no axes but its own."""
    shape = builder.shapes[tensor.layer]
    named = sorted(place for group in tensor.axes for place in group if place)
    if len(named) == len(shape) or not named:
        return tensor
    layer = builder.reshaped(f"{name}_axes", tensor.layer, tuple(shape[place - 1] for place in named))
    places = {0: 0} | {place: number for number, place in enumerate(named, 1)}
    return Tensor(layer, tuple(tuple(places[place] for place in group) for group in tensor.axes), tensor.dtype)


def split_last(builder: ImportBuilder, name: str, tensor: Tensor, last: Sequence[int],
               lengths: Sequence[int]) -> Tensor:
    """The reverse of `with_last`: its last axis as the axes `last` of these lengths."""
    if len(last) < 2:
        return tensor
    shape = builder.shapes[tensor.layer]
    layer = builder.reshaped(f"{name}_axes", tensor.layer, (*shape[:-1], *lengths))
    places = {axis: (len(shape) + number,) for number, axis in enumerate(last)}
    return Tensor(layer, tuple(places.get(axis, group) for axis, group in enumerate(tensor.axes)), tensor.dtype)


def aligned(builder: ImportBuilder, name: str, tensors: Sequence[Tensor],
            last: int | None = None) -> tuple[list[str | None], Axes]:
    """Layers of as many axes in one order, for tensors that are broadcast to each other as in NumPy, and the axes of
    what is made of them; `last` is the axis that must be the layers' last. The order is that of the longest.
    Raises UnsupportedError where their examples are not one axis."""
    if any(tensor.layer is None or not tensor.axes for tensor in tensors):
        return [tensor.layer for tensor in tensors], ()
    rank = max(len(tensor.axes) for tensor in tensors)
    wide = [tensor.moved(((),) * (rank - len(tensor.axes)) + tensor.axes) for tensor in tensors]
    first = wide[0]
    if last is None and all(tensor.axes == first.axes and builder.shapes[tensor.layer] == builder.shapes[first.layer]
                            for tensor in wide):
        return [tensor.layer for tensor in wide], first.axes
    batch = next((axis for axis, group in enumerate(first.axes) if 0 in group), None)
    if any(tensor.axes[batch] != BATCH for tensor in wide):
        raise not_first()
    longest = [max(length(builder, tensor, axis) or 1 for tensor in wide) for axis in range(rank)]
    model = max(wide, key=lambda tensor: prod(builder.shapes[tensor.layer]))
    order = sorted((axis for axis in range(rank) if axis != batch and axis != last and longest[axis] > 1),
                   key=lambda axis: model.axes[axis] or (rank,))
    order += [] if last is None else [last]
    sources = [grouped(builder, name, tensor, [tensor.axes[axis] for axis in order]) for tensor in wide]
    places = {batch: BATCH} | {axis: (number,) for number, axis in enumerate(order, 1)}
    return sources, tuple(places.get(axis, ()) for axis in range(rank))


def reshaped(builder: ImportBuilder, name: str, tensor: Tensor, target: Sequence[Sequence[int]],
             examples: Sequence[int]) -> Tensor:
    """The tensor with axes of the lengths `target`, each given for both numbers of `examples`.

    What belongs to one axis in both shapes stays as it is: axes are put together by name only, and an axis of the layer
    is divided by a Reshape. Where that is not enough, the layer gets the new shape. Raises UnsupportedError where the
    examples would not stay the first axis.
    """
    shape = builder.shapes[tensor.layer]
    lengths = {0: tuple(examples)} | {place: (size, size) for place, size in enumerate(shape, 1)}
    factors = [place for group in tensor.axes for place in group if place == 0 or lengths[place] != (1, 1)]
    found = _shared_out(factors, lengths, target)
    if found is None:
        if tuple(target[0]) != tuple(examples) or any(few != many for few, many in target[1:]) or len(target) < 2:
            raise not_first()
        wanted = tuple(few for few, _ in target[1:])
        return natural(builder, builder.reshaped(name, plain(builder, name, tensor), wanted))
    groups, divided = found
    if not divided:
        return tensor.moved(tuple(tuple(place for place, _ in group) for group in groups))
    pieces = {place: divided.get(place, [size]) for place, size in enumerate(shape, 1) if size > 1 or place in factors}
    numbers, count = {(0, 0): 0}, 0
    for place, sizes in pieces.items():
        for part in range(len(sizes)):
            count += 1
            numbers[place, part] = count
    layer = builder.reshaped(name, tensor.layer, tuple(size for sizes in pieces.values() for size in sizes))
    return Tensor(layer, tuple(tuple(numbers[piece] for piece in group) for group in groups), tensor.dtype)


def _shared_out(factors: Sequence[int], lengths: dict[int, tuple[int, int]], target: Sequence[Sequence[int]],
                ) -> tuple[list[list[tuple[int, int]]], dict[int, list[int]]] | None:
    """The factors as groups with the products `target`, in their order: each is (axis, which part of it). With them the
    lengths of the parts of axes that were divided. None where a factor cannot be divided so."""
    groups: list[list[tuple[int, int]]] = []
    parts: dict[int, list[int]] = {}
    rest = [(place, lengths[place]) for place in factors]
    for few, many in target:
        group: list[tuple[int, int]] = []
        while rest and ((few, many) != (1, 1) or (rest[0][0] == 0 and rest[0][1] == (1, 1) and not group)):
            place, size = rest[0]
            if few % size[0] == 0 and many % size[1] == 0:
                few, many = few // size[0], many // size[1]
                rest.pop(0)
                taken = size[0]
            elif place != 0 and few == many and size[0] % few == 0:
                taken = few
                rest[0] = (place, (size[0] // few, size[0] // few))
                few = many = 1
            else:
                return None
            group.append((place, len(parts.setdefault(place, []))))
            parts[place].append(taken)
        if (few, many) != (1, 1):
            return None
        groups.append(group)
    if rest:
        return None
    return groups, {place: sizes for place, sizes in parts.items() if len(sizes) > 1}
