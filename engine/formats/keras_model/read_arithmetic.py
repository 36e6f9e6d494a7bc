"""What `keras.ops` and operators compute of tensors and numbers: x + y, 2 · x, 1 / x."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from engine.errors import N_, FormatError
from engine.formats.importing.builder import ImportBuilder
from engine.formats.importing.unsupported import UnsupportedError
from engine.formats.keras_model.model import SavedLayer
from engine.formats.keras_model.read_elements import part
from engine.formats.keras_model.read_values import Inputs, Keywords, Row, Value, known, one, plain

Affine = Callable[[Any], tuple[Any, Any]]
"""A number → by how much x is scaled, and by how much it is shifted."""

_SAME: Affine = lambda number: (1.0, number)  # noqa: E731


def merged(builder: ImportBuilder, name: str, kind: str, values: Sequence[Value]) -> str:
    """Layers put together number by number. Raises UnsupportedError where one has more axes: the examples would meet
    another axis then."""
    layers = [plain(value) for value in values]
    shapes = [builder.shapes[layer] for layer in layers if layer]
    if None not in shapes and len({len(shape) for shape in shapes}) > 1:
        raise UnsupportedError(FormatError(N_("engine", "The examples of one input meet another axis of the other.")))
    return builder.layer(name, kind, layers)


def _two(kind: str, function: Callable[..., np.ndarray], scaled: Affine | None = None,
         turned: Affine | None = None) -> Row:
    """Two tensors are put together by a layer of `kind`; a tensor and a number are scaled and shifted, `turned` where
    the number comes first, or else a part of a function."""
    def row(builder: ImportBuilder, layer: SavedLayer, inputs: Inputs, keywords: Keywords) -> str | None:
        if len(inputs) != 2:
            raise UnsupportedError
        numbers = [value.number for value in inputs]
        if numbers[0] is None and numbers[1] is None:
            return merged(builder, layer.name, kind, inputs)
        affine, place = (scaled, 0) if numbers[0] is None else (turned, 1)
        if affine is None or numbers[place] is not None:
            return part(function)(builder, layer, inputs, keywords)
        source, shape = known(builder, inputs[place])
        return builder.affine(layer.name, source, *affine(_along_channels(numbers[1 - place], len(shape) + 1)))
    return row


def _along_channels(number: Any, rank: int) -> Any:
    """A number, or one for each channel."""
    array = np.asarray(number, np.float64)
    if array.ndim > rank or array.size != (array.shape[-1] if array.ndim else 1):
        raise UnsupportedError(FormatError(N_("engine", "It takes numbers along other axes than the last.")))
    return array.reshape(-1)


def _square(builder: ImportBuilder, layer: SavedLayer, inputs: Inputs, keywords: Keywords) -> str:
    return merged(builder, layer.name, "multiply", [*inputs, *inputs])


def minimum(builder: ImportBuilder, name: str, values: Sequence[Value]) -> str | None:
    """−max(−x, −y)."""
    turned = [Value(builder.affine(f"{name}_turned", plain(value), -1.0, 0.0)) for value in values]
    return builder.affine(name, merged(builder, f"{name}_maximum", "maximum", turned), -1.0, 0.0)


def _maximum(builder: ImportBuilder, layer: SavedLayer, inputs: Inputs, keywords: Keywords) -> str | None:
    if all(value.number is None for value in inputs):
        return merged(builder, layer.name, "maximum", inputs)
    return _bounded(builder, layer.name, inputs, 1.0)


def _minimum(builder: ImportBuilder, layer: SavedLayer, inputs: Inputs, keywords: Keywords) -> str | None:
    if all(value.number is None for value in inputs):
        return minimum(builder, layer.name, inputs)
    return _bounded(builder, layer.name, inputs, -1.0)


def _bounded(builder: ImportBuilder, name: str, values: Sequence[Value], sign: float) -> str | None:
    """max(x, a) = a + max(0, x − a), or with a `sign` of −1 min(x, a) = a − max(0, a − x)."""
    (value,), bounds = [[value for value in values if (value.number is None) == given] for given in (True, False)]
    if not isinstance(bounds[0].number, float):
        raise UnsupportedError(FormatError(N_("engine", "It takes numbers along other axes than the last.")))
    above = builder.affine(f"{name}_in", plain(value), sign, -sign * bounds[0].number)
    return builder.affine(f"{name}_out", builder.activation(name, "relu", above), sign, bounds[0].number)


def _power(builder: ImportBuilder, layer: SavedLayer, inputs: Inputs, keywords: Keywords) -> str | None:
    if len(inputs) == 2 and isinstance(inputs[1].number, float) and inputs[1].number in (2.0, 3.0):
        return merged(builder, layer.name, "multiply", [inputs[0]] * int(inputs[1].number))
    return part(np.power)(builder, layer, inputs, keywords)


divided = _two("divide", np.divide, lambda number: (1.0 / number, 0.0))

OPERATIONS: Mapping[str, Row] = {
    "Add": _two("add", np.add, _SAME, _SAME),
    "Subtract": _two("subtract", np.subtract, lambda number: (1.0, -number), lambda number: (-1.0, number)),
    "Multiply": _two("multiply", np.multiply, lambda number: (number, 0.0), lambda number: (number, 0.0)),
    "Divide": divided,
    "TrueDivide": divided,
    "Maximum": _maximum,
    "Minimum": _minimum,
    "Negative": lambda builder, layer, inputs, keywords: builder.affine(layer.name, one(inputs), -1.0, 0.0),
    "Square": _square,
    "Power": _power,
}
