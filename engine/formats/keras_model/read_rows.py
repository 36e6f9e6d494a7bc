"""Every class of Keras that is read, and how."""

from __future__ import annotations

from collections.abc import Mapping

from engine.formats.importing.unsupported import UnsupportedError
from engine.formats.keras_model import (
    masks,
    read_arithmetic,
    read_attention,
    read_elements,
    read_layers,
    read_moving,
    read_recurrent,
    read_shapes,
    read_windows,
)
from engine.formats.keras_model.model import SavedLayer
from engine.formats.keras_model.read_values import Row, unlike

_OF_LAYERS = (read_elements, read_layers, read_recurrent, read_attention, read_windows, read_shapes, masks)
_OF_OPERATIONS = (read_elements, read_arithmetic, read_moving, read_attention, read_windows, masks)
ROWS: Mapping[str, Row] = {name: row for file in _OF_LAYERS for name, row in file.ROWS.items()}
"""Class of `keras.layers` → how it is read."""
OPERATIONS: Mapping[str, Row] = {name: row for file in _OF_OPERATIONS for name, row in file.OPERATIONS.items()}
"""What `keras.ops` makes → how it is read."""


def row_of(layer: SavedLayer) -> Row:
    """How a layer is read. Raises UnsupportedError for one that Ladera has nothing like."""
    rows = OPERATIONS if layer.is_operation else ROWS
    if layer.class_name not in rows:
        raise UnsupportedError
    policy = layer.config.get("dtype")
    if layer.config.get("quantization_config") or (
            isinstance(policy, dict) and "Quantized" in str(policy.get("class_name"))):
        raise unlike("dtype")
    return rows[layer.class_name]
