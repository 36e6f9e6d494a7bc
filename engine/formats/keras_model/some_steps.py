"""Pooling of the steps that count, as Ladera writes it in Keras: other steps become what no pooling sees, and what is
left is counted. Every piece is known only where it meets the others."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from engine.errors import N_, FormatError
from engine.formats.importing.builder import ImportBuilder
from engine.formats.importing.unsupported import UnsupportedError
from engine.formats.keras_model.masks import counts_of, says_of_steps
from engine.formats.keras_model.model import SavedLayer
from engine.formats.keras_model.read_values import Inputs, Some, Value, known, only

_NEVER = -1e9


def pooled(builder: ImportBuilder, layer: SavedLayer, inputs: Inputs) -> Value | None:
    """What a call gives as a piece of such a pooling, None where it is none. Raises UnsupportedError where a piece goes
    elsewhere, in which other steps stand for nothing."""
    row = _ROWS.get(layer.class_name)
    found = row(builder, layer, inputs) if row else None
    if found is None and any(value.some and value.some.role in ("chosen", "largest") for value in inputs):
        raise UnsupportedError(FormatError(N_("engine", "Steps that do not count are only left out of a pooling.")))
    return found


def _where(builder: ImportBuilder, layer: SavedLayer, inputs: Inputs) -> Value | None:
    if len(inputs) != 3 or inputs[0].nonzero is None or inputs[1].layer is None or not isinstance(
            inputs[2].number, float):
        return None
    mask, (source, shape) = inputs[0].nonzero, known(builder, inputs[1])
    if len(shape) != 2 or builder.shapes[mask] != (shape[0], 1) or inputs[2].number not in (0.0, _NEVER):
        return None
    return Value(source, some=Some("chosen", source, mask, inputs[2].number))


def _global(builder: ImportBuilder, layer: SavedLayer, inputs: Inputs) -> Value | None:
    some = only(inputs).some
    largest = layer.class_name == "GlobalMaxPooling1D"
    if some is None or some.role != "chosen" or layer.config.get("keepdims", False) or largest != (
            some.fill == _NEVER):
        return None
    if largest:
        return Value(_masked(builder, layer.name, some, "max"), some=replace(some, role="largest"))
    total = _masked(builder, f"{layer.name}_sum", some, "sum")
    steps = builder.shapes[some.source][0]
    return Value(builder.affine(layer.name, total, 1.0 / steps, 0.0), some=replace(some, role="total"))


def _multiply(builder: ImportBuilder, layer: SavedLayer, inputs: Inputs) -> Value | None:
    """Where no step counts the largest is 0, as the layer has it."""
    if len(inputs) != 2 or not inputs[0].some or inputs[0].some.role != "largest" or inputs[1].layer is None:
        return None
    spec = builder.spec(inputs[1].layer)
    counts = spec.kind == "global_pooling" and spec.settings["function"] == "max" and counts_of(
        builder, builder.source(spec.name), inputs[0].some.mask)
    return Value(inputs[0].layer) if counts else None


def _maximum(builder: ImportBuilder, layer: SavedLayer, inputs: Inputs) -> Value | None:
    """The share of the steps that count, or that of one where none does."""
    if len(inputs) != 2 or inputs[0].layer is None or not isinstance(inputs[1].number, float):
        return None
    spec = builder.spec(inputs[0].layer)
    mask = builder.source(spec.name) if spec.kind == "global_pooling" else None
    if mask is None or spec.settings["function"] != "average" or not says_of_steps(builder, mask):
        return None
    steps, *others = builder.shapes[mask]
    if others != [1] or abs(inputs[1].number * steps - 1.0) > 1e-6:
        return None
    above = builder.affine(f"{layer.name}_in", spec.name, 1.0, -1.0 / steps)
    bounded = builder.affine(f"{layer.name}_out", builder.activation(layer.name, "relu", above), 1.0, 1.0 / steps)
    return Value(bounded, some=Some("share", spec.name, mask))


def _divide(builder: ImportBuilder, layer: SavedLayer, inputs: Inputs) -> Value | None:
    if len(inputs) != 2 or None in (total := inputs[0].some, share := inputs[1].some):
        return None
    if (total.role, share.role) != ("total", "share") or not counts_of(builder, share.mask, total.mask):
        return None
    return Value(_masked(builder, layer.name, total, "average"))


def _masked(builder: ImportBuilder, name: str, some: Some, function: str) -> str:
    return builder.layer(name, "global_pooling", (some.source, some.mask), {"function": function, "masked": True})


_ROWS: Mapping[str, Callable[[ImportBuilder, SavedLayer, Inputs], Value | None]] = {
    "Where": _where, "GlobalMaxPooling1D": _global, "GlobalAveragePooling1D": _global, "Multiply": _multiply,
    "Maximum": _maximum, "Divide": _divide}
