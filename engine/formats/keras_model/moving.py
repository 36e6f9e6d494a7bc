"""Axes of a layer moved, cut and put side by side. They are counted as in Keras: the examples are 0."""

from __future__ import annotations

from collections.abc import Sequence
from math import prod

from engine.errors import N_, FormatError
from engine.formats.importing.builder import ImportBuilder
from engine.formats.importing.unsupported import UnsupportedError

MOST_PIECES = 64  # of an axis that is taken apart


def axis_of(axis: int, rank: int) -> int:
    """An axis counted from the front. Raises UnsupportedError for the examples."""
    axis = axis + rank if axis < 0 else axis
    if axis == 0:
        raise UnsupportedError(FormatError(N_("engine", "It works on the examples, not inside each.")))
    if not 0 < axis < rank:
        raise UnsupportedError(FormatError(N_("engine", "It has no axis {axis}."), axis=axis))
    return axis


def concatenated(builder: ImportBuilder, name: str, layers: Sequence[str | None], axis: int) -> str:
    """Layers side by side along an axis: turned so that it is the last, and back again."""
    shapes = [builder.shapes[layer] if layer else None for layer in layers]
    if None in shapes:
        return builder.layer(name, "concatenate", layers)
    rank = len(shapes[0]) + 1
    axis = axis_of(axis, rank)
    if len(layers) == 1:
        return layers[0]
    if axis == rank - 1:
        return builder.layer(name, "concatenate", layers)
    order = [place for place in range(1, rank) if place != axis] + [axis]
    if any(len(shape) != rank - 1 for shape in shapes):
        return builder.layer(name, "concatenate", layers)
    turned = [builder.permuted(f"{name}_order", layer, order) for layer in layers]
    back = [order.index(place) + 1 for place in range(1, rank)]
    return builder.permuted(f"{name}_back", builder.layer(name, "concatenate", turned), back)


def taken(builder: ImportBuilder, name: str, layer: str, axis: int, places: range) -> str:
    """Elements of an axis at `places`, which follow each other in even steps. Raises UnsupportedError where there are
    none, or so many that are apart."""
    length = builder.shapes[layer][axis - 1]
    if not len(places):
        raise UnsupportedError(FormatError(N_("engine", "It takes nothing of an axis.")))
    if places.step == 1:
        return builder.sliced(name, layer, axis, places.start, places.stop)
    if places == range(length - 1, -1, -1):
        return builder.reversed(name, layer, axis)
    if places.step < 0:
        return taken(builder, name, builder.reversed(f"{name}_reverse", layer, axis), axis,
                     range(length - 1 - places.start, length - 1 - places[-1] + 1, -places.step))
    if len(places) > MOST_PIECES:
        raise UnsupportedError(FormatError(N_("engine", "It takes an axis apart into more than {most} pieces."),
                                      most=MOST_PIECES))
    pieces = [builder.sliced(name, layer, axis, place, place + 1) for place in places]
    return concatenated(builder, f"{name}_together", pieces, axis)


def reduced(builder: ImportBuilder, name: str, layer: str, axes: Sequence[int], function: str, keeps: bool) -> str:
    """The sum, mean or extremum along axes, which are gone then, or stay with length 1 where it `keeps` them. Raises
    UnsupportedError where a number alone would be left."""
    shape = builder.shapes[layer]
    kept = [axis for axis in range(1, len(shape) + 1) if axis not in axes]
    result = tuple(1 if axis in axes else size for axis, size in enumerate(shape, 1) if keeps or axis not in axes)
    if not result:
        raise UnsupportedError(FormatError(N_("engine", "It leaves one number of each example, without an axis.")))
    if kept != [len(shape)]:
        order = [*(axis for axis in range(1, len(shape) + 1) if axis in axes), *kept]
        layer = builder.permuted(f"{name}_order", layer, order)
        gone, stay = prod(shape[axis - 1] for axis in axes), prod(shape[axis - 1] for axis in kept)
        layer = builder.reshaped(f"{name}_rows", layer, (gone, stay))
    layer = builder.layer(name, "global_pooling", (layer,), {"function": function})
    return builder.reshaped(f"{name}_shape", layer, result)


def raised(builder: ImportBuilder, name: str, layer: str | None, rank: int) -> str | None:
    """With axes of length 1 in front, until there are `rank`, the examples counted."""
    shape = builder.shapes[layer] if layer else None
    if shape is None or len(shape) + 1 >= rank:
        return layer
    return builder.reshaped(f"{name}_axes", layer, (1,) * (rank - 1 - len(shape)) + shape)
