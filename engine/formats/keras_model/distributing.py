"""A layer for every step of a sequence: TimeDistributed."""

from __future__ import annotations

from collections.abc import Callable
from math import prod

from engine.errors import N_, FormatError
from engine.formats.importing.builder import ImportBuilder
from engine.formats.importing.unsupported import BehindGapError, UnsupportedError
from engine.formats.keras_model.model import SavedLayer
from engine.formats.keras_model.moving import MOST_PIECES
from engine.formats.keras_model.read_values import Value, known, plain_result

_POINTWISE = frozenset({
    "InputLayer", "Dense", "Activation", "ReLU", "LeakyReLU", "ELU", "PReLU", "Softmax", "Dropout", "GaussianNoise",
    "LayerNormalization", "BatchNormalization", "Rescaling", "Identity", "Embedding", "ActivityRegularization"})
"""What works along the last axis only, so that steps need not be told apart."""


def over_steps(builder: ImportBuilder, layer: SavedLayer, value: Value, run: Callable[[Value], list[Value]]) -> Value:
    """What `run` makes of each step, one behind the other. Raises UnsupportedError."""
    source, (steps, *rest) = known(builder, value)
    if not rest:
        raise UnsupportedError
    if all(inner.class_name in _POINTWISE and inner.config.get("axis", -1) == -1 for inner in layer.model.layers):
        return _alone(run(value))
    if steps > MOST_PIECES:
        raise UnsupportedError(FormatError(N_("engine", "It takes an axis apart into more than {most} pieces."),
                                           most=MOST_PIECES))
    rows, shape = [], ()
    for step in range(steps):
        one = builder.sliced(f"{layer.name}_step", source, 1, step, step + 1)
        result = plain_result(_alone(run(Value(builder.reshaped(f"{layer.name}_step", one, tuple(rest))))))
        if result is None or builder.shapes[result] is None:
            raise BehindGapError
        shape = builder.shapes[result]
        rows.append(builder.reshaped(f"{layer.name}_row", result, (prod(shape),)))
    together = builder.layer(f"{layer.name}_rows", "concatenate", rows) if steps > 1 else rows[0]
    return Value(builder.reshaped(layer.name, together, (steps, *shape)))


def _alone(values: list[Value]) -> Value:
    if len(values) != 1:
        raise UnsupportedError
    return values[0]
