"""Keras models as networks of Ladera."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from engine.errors import N_
from engine.formats.archive import damaged
from engine.formats.budget import Budget
from engine.formats.importing.builder import ImportBuilder
from engine.formats.importing.imported import Imported, register_reader
from engine.formats.importing.unsupported import UnsupportedError
from engine.formats.keras_model import read_elements, read_layers, read_shapes, read_windows
from engine.formats.keras_model.order import in_order
from engine.formats.keras_model.read_values import Row, Value, plain
from engine.formats.keras_model.saved import Place, SavedCall, SavedLayer, read_saved

ROWS: Mapping[str, Row] = {**read_elements.ROWS, **read_layers.ROWS, **read_windows.ROWS, **read_shapes.ROWS}
"""Class of `keras.layers` → how it is read."""
OPERATIONS: Mapping[str, Row] = {**read_elements.OPERATIONS, **read_windows.OPERATIONS}
"""What `keras.ops` makes → how it is read."""

_DAMAGE = (LookupError, TypeError, ValueError, AttributeError, OverflowError, ZeroDivisionError)


def read(path: Path) -> Imported:
    """The network of a `.keras` file. Raises FormatError."""
    layers, outputs = read_saved(path)
    numbers = sum(array.size for layer in layers for array in layer.arrays)
    sketch = ImportBuilder(path.name, Budget.of(path.name, 4 * numbers))
    try:
        values = _read_layers(sketch, layers)
        for layer, call in outputs:
            sketch.head(f"{layer}_output", plain(values[layer, call]))
    except (*_DAMAGE, UnsupportedError) as error:
        raise damaged(path.name) from error
    return sketch.imported()


def _read_layers(sketch: ImportBuilder, layers: Sequence[SavedLayer]) -> dict[Place, Value]:
    """Every call, after those whose results it takes."""
    values: dict[Place, Value] = {}
    names: dict[str, str] = {}
    for layer, number, call in in_order(layers):
        inputs = [values[place] if isinstance(place, tuple) else Value(None, number=place) for place in call.inputs]
        values[layer.name, number] = _read_call(sketch, layer, call, inputs, names)
    return values


def _read_call(sketch: ImportBuilder, layer: SavedLayer, call: SavedCall, inputs: Sequence[Value],
               names: dict[str, str]) -> Value:
    """`names` say what became of a layer's first call: further ones share its weights."""
    rows = OPERATIONS if layer.is_operation else ROWS
    try:
        if layer.class_name not in rows:
            raise UnsupportedError
        if layer.arrays and layer.name in names:
            spec = sketch.spec(names[layer.name])
            return Value(sketch.layer(layer.name, spec.kind, [plain(value) for value in inputs],
                                      {**spec.settings, "shared_with": spec.name}))
        result = rows[layer.class_name](sketch, layer, inputs, call.keywords)
    except UnsupportedError as error:
        sketch.miss(layer.name, layer.class_name, [value.layer for value in inputs], error.reason)
        return Value(None)
    value = result if isinstance(result, Value) else Value(result)
    if value.layer is not None:
        names.setdefault(layer.name, value.layer)
    return value


register_reader(".keras", N_("engine", "Keras model"), read)
