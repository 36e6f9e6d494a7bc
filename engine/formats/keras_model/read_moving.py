"""What `keras.ops` does to axes: slices, shapes, orders, sums along them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import prod
from typing import Any

from engine.errors import N_, FormatError
from engine.formats.importing.builder import ImportBuilder
from engine.formats.importing.unsupported import UnsupportedError
from engine.formats.keras_model.model import SavedLayer
from engine.formats.keras_model.moving import axis_of, concatenated, reduced, taken
from engine.formats.keras_model.read_values import Inputs, Keywords, Row, known, only, plain, unlike


def _axes(value: Any, rank: int) -> list[int]:
    """Axes that a setting names: one or several; all of an example where it names none."""
    if value is None:
        raise UnsupportedError(FormatError(N_("engine", "It works on the examples, not inside each.")))
    return [axis_of(int(axis), rank) for axis in (value if isinstance(value, list | tuple) else [value])]


def _get_item(builder: ImportBuilder, layer: SavedLayer, inputs: Inputs, keywords: Keywords) -> str:
    """x[:, 1:3, -1]: an axis for each entry, an Ellipsis for all between, None for a new one."""
    source, shape = known(builder, only(inputs))
    key = keywords["key"] if isinstance(keywords["key"], tuple) else (keywords["key"],)
    rank = len(shape) + 1
    named = sum(entry is not None and entry is not ... for entry in key)
    key = tuple(inner for entry in key for inner in (
        (slice(None),) * (rank - named) if entry is ... else (entry,)))
    key += (slice(None),) * (rank - sum(entry is not None for entry in key))
    if key[0] != slice(None):
        raise UnsupportedError(FormatError(N_("engine", "It works on the examples, not inside each.")))
    result, axis = [], 0
    for entry in key[1:]:
        if entry is None:
            result.append(1)
            continue
        axis += 1
        length = shape[axis - 1]
        if isinstance(entry, slice):
            places = range(*entry.indices(length))
            result.append(len(places))
        elif isinstance(entry, int) and not isinstance(entry, bool) and -length <= entry < length:
            places = range(entry % length, entry % length + 1)
        else:
            raise unlike("key")
        if places != range(length):
            source = taken(builder, layer.name, source, axis, places)
    if not result:
        raise UnsupportedError(FormatError(N_("engine", "It leaves one number of each example, without an axis.")))
    return builder.reshaped(f"{layer.name}_shape", source, tuple(result))


def _shaped(shape_of: Any) -> Row:
    """The same numbers in another shape, which a function of the layer's settings and the old shape says."""
    def row(builder: ImportBuilder, layer: SavedLayer, inputs: Inputs, keywords: Keywords) -> str:
        source, shape = known(builder, only(inputs))
        wanted = tuple(shape_of(layer.config, shape))
        if not wanted or prod(wanted) != prod(shape):
            raise unlike("shape")
        return builder.reshaped(layer.name, source, wanted)
    return row


def _new_shape(config: Mapping[str, Any], shape: Sequence[int]) -> list[int]:
    """The examples stay the first axis: −1 or nothing there."""
    examples, *wanted = config["newshape"]
    if examples not in (-1, None):
        raise UnsupportedError(FormatError(N_("engine", "It works on the examples, not inside each.")))
    if -1 in wanted:
        wanted[wanted.index(-1)] = prod(shape) // max(1, -prod(wanted))
    return wanted


def _expanded(config: Mapping[str, Any], shape: Sequence[int]) -> list[int]:
    axes = config["axis"] if isinstance(config["axis"], list) else [config["axis"]]
    rank = len(shape) + 1 + len(axes)
    places, old = {axis_of(axis, rank) for axis in axes}, iter(shape)
    return [1 if axis in places else next(old) for axis in range(1, rank)]


def _squeezed(config: Mapping[str, Any], shape: Sequence[int]) -> list[int]:
    if config.get("axis") is None:
        return [size for size in shape if size != 1]
    gone = _axes(config["axis"], len(shape) + 1)
    if any(shape[axis - 1] != 1 for axis in gone):
        raise unlike("axis")
    return [size for axis, size in enumerate(shape, 1) if axis not in gone]


def _ordered(order_of: Any) -> Row:
    """The axes in another order, which a function of the layer's settings and the rank says."""
    def row(builder: ImportBuilder, layer: SavedLayer, inputs: Inputs, keywords: Keywords) -> str:
        source, shape = known(builder, only(inputs))
        order = list(order_of(layer.config, len(shape) + 1))
        if sorted(order) != list(range(len(shape) + 1)) or order[0] != 0:
            raise UnsupportedError(FormatError(N_("engine", "The examples are not its first axis.")))
        return builder.permuted(layer.name, source, order[1:])
    return row


def _swapped(config: Mapping[str, Any], rank: int) -> list[int]:
    one, other = (axis_of(config[key], rank) for key in ("axis1", "axis2"))
    order = list(range(rank))
    order[one], order[other] = other, one
    return order


def _moved(config: Mapping[str, Any], rank: int) -> list[int]:
    sources, targets = (_axes(config[key], rank) for key in ("source", "destination"))
    order = [axis for axis in range(rank) if axis not in sources]
    for target, source in sorted(zip(targets, sources, strict=True)):
        order.insert(target, source)
    return order


def _concatenate(builder: ImportBuilder, layer: SavedLayer, inputs: Inputs, keywords: Keywords) -> str:
    return concatenated(builder, layer.name, [plain(value) for value in inputs], layer.config.get("axis", 0))


def _stack(builder: ImportBuilder, layer: SavedLayer, inputs: Inputs, keywords: Keywords) -> str:
    shapes = [known(builder, value) for value in inputs]
    axis = axis_of(layer.config.get("axis", 0), len(shapes[0][1]) + 2)
    rows = [builder.reshaped(f"{layer.name}_row", source, (*shape[:axis - 1], 1, *shape[axis - 1:]))
            for source, shape in shapes]
    return concatenated(builder, layer.name, rows, axis)


def _flip(builder: ImportBuilder, layer: SavedLayer, inputs: Inputs, keywords: Keywords) -> str:
    source, shape = known(builder, only(inputs))
    for axis in _axes(layer.config.get("axis"), len(shape) + 1):
        source = builder.reversed(layer.name, source, axis)
    return source


def _along(function: str) -> Row:
    def row(builder: ImportBuilder, layer: SavedLayer, inputs: Inputs, keywords: Keywords) -> str:
        source, shape = known(builder, only(inputs))
        axes = _axes(layer.config.get("axis"), len(shape) + 1)
        if layer.config.get("initial") is not None:
            raise unlike("initial")
        return reduced(builder, layer.name, source, axes, function, bool(layer.config.get("keepdims", False)))
    return row


def _split(builder: ImportBuilder, layer: SavedLayer, inputs: Inputs, keywords: Keywords) -> tuple[str, ...]:
    source, shape = known(builder, only(inputs))
    axis = axis_of(layer.config.get("axis", 0), len(shape) + 1)
    length, sections = shape[axis - 1], layer.config["indices_or_sections"]
    if isinstance(sections, int) and (sections < 1 or length % sections):
        raise unlike("indices_or_sections")
    ends = (range(0, length, length // sections) if isinstance(sections, int) else [0, *sections])
    return tuple(taken(builder, layer.name, source, axis, range(start, stop))
                 for start, stop in zip(ends, [*ends[1:], length], strict=True))


OPERATIONS: Mapping[str, Row] = {
    "GetItem": _get_item,
    "Reshape": _shaped(_new_shape),
    "ExpandDims": _shaped(_expanded),
    "Squeeze": _shaped(_squeezed),
    "Transpose": _ordered(lambda config, rank: [axis % rank for axis in config.get("axes") or range(rank)[::-1]]),
    "Swapaxes": _ordered(_swapped),
    "Moveaxis": _ordered(_moved),
    "Concatenate": _concatenate,
    "Stack": _stack,
    "Flip": _flip,
    "Split": _split,
    "Mean": _along("average"),
    "Sum": _along("sum"),
    "Max": _along("max"),
    "Amax": _along("max"),
    "Min": _along("min"),
    "Amin": _along("min"),
}
