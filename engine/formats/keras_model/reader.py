"""Keras models as networks of Ladera."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from engine.errors import N_
from engine.formats.archive import damaged
from engine.formats.importing.imported import Imported, register_reader
from engine.formats.importing.sketch import Sketch
from engine.formats.importing.unlike import UnlikeError
from engine.formats.keras_model import read_elements, read_layers, read_shapes, read_windows
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
    sketch = Sketch(path.name)
    try:
        values = _read_layers(sketch, layers)
        for layer, call in outputs:
            sketch.head(f"{layer}_output", plain(values[layer, call]))
    except (*_DAMAGE, UnlikeError) as error:
        raise damaged(path.name) from error
    return sketch.imported()


def _read_layers(sketch: Sketch, layers: Sequence[SavedLayer]) -> dict[Place, Value]:
    """Every call, after those whose results it takes."""
    values: dict[Place, Value] = {}
    names: dict[str, str] = {}
    waiting = [(layer, number, call) for layer in layers for number, call in enumerate(layer.calls or (SavedCall(),))]
    while waiting:
        later = [entry for entry in waiting if not _ready(entry[2], values)]
        if len(later) == len(waiting):
            raise ValueError("a circle, or a layer that is not there")
        for layer, number, call in waiting:
            if _ready(call, values):
                inputs = [values[place] if isinstance(place, tuple) else Value(None, number=place)
                          for place in call.inputs]
                values[layer.name, number] = _read_call(sketch, layer, call, inputs, names)
        waiting = [entry for entry in later if (entry[0].name, entry[1]) not in values]
    return values


def _ready(call: SavedCall, values: Mapping[Place, Value]) -> bool:
    return all(place in values for place in call.inputs if isinstance(place, tuple))


def _read_call(sketch: Sketch, layer: SavedLayer, call: SavedCall, inputs: Sequence[Value],
               names: dict[str, str]) -> Value:
    """`names` say what became of a layer's first call: further ones share its weights."""
    rows = OPERATIONS if layer.is_operation else ROWS
    try:
        if layer.class_name not in rows:
            raise UnlikeError
        if layer.arrays and layer.name in names:
            spec = sketch.spec(names[layer.name])
            return Value(sketch.layer(layer.name, spec.kind, [plain(value) for value in inputs],
                                      {**spec.settings, "shared_with": spec.name}))
        result = rows[layer.class_name](sketch, layer, inputs, call.keywords)
    except UnlikeError as error:
        sketch.miss(layer.name, layer.class_name, [value.layer for value in inputs], error.reason)
        return Value(None)
    value = result if isinstance(result, Value) else Value(result)
    if value.layer is not None:
        names.setdefault(layer.name, value.layer)
    return value


register_reader(".keras", N_("engine", "Keras model"), read)
