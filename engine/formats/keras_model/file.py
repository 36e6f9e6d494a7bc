"""The `.keras` file: a zip of metadata.json, config.json and model.weights.h5, as Keras 3 writes it."""

from __future__ import annotations

import io
import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import h5py

from engine.formats.archive import pack
from engine.formats.keras_model.writer import KerasLayer, Tensor

KERAS_VERSION = "3.11.0"
METADATA, CONFIG, WEIGHTS = "metadata.json", "config.json", "model.weights.h5"
CELLS = frozenset({"SimpleRNN", "LSTM", "GRU"})
"""Layers that keep their weights in a cell."""


def pack_model(layers: Sequence[KerasLayer], inputs: Sequence[Tensor], outputs: Sequence[Tensor],
               notes: Mapping[str, str]) -> bytes:
    """A functional model of `layers`, which are in the order in which Keras numbers them; `notes` join its metadata."""
    config = {
        "module": "keras.src.models.functional",
        "class_name": "Functional",
        "registered_name": "Functional",
        "config": {
            "name": "ladera",
            "trainable": True,
            "layers": [_layer(layer) for layer in layers],
            "input_layers": _ends(inputs),
            "output_layers": _ends(outputs),
        },
    }
    metadata = {"keras_version": KERAS_VERSION, **notes}
    entries = {METADATA: json.dumps(metadata).encode(), CONFIG: json.dumps(config).encode(), WEIGHTS: _weights(layers)}
    return pack(entries, stored=frozenset(entries))


def groups(classes: Iterable[str]) -> list[str]:
    """Where each layer keeps its variables in the file: its class and a number, not its name."""
    seen: Counter[str] = Counter()
    found = []
    for class_name in classes:
        stem = _snake_case(class_name)
        group = f"layers/{stem}_{seen[stem]}" if seen[stem] else f"layers/{stem}"
        seen[stem] += 1
        found.append(group)
    return found


def _snake_case(name: str) -> str:
    """As `keras.src.utils.naming.to_snake_case`."""
    name = re.sub(r"(.)([A-Z][a-z]+)", r"\1_\2", re.sub(r"\W+", "", name))
    return re.sub(r"([a-z])([A-Z])", r"\1_\2", name).lower()


def _ends(tensors: Sequence[Tensor]) -> list[Any]:
    ends = [[tensor.layer, tensor.call, 0] for tensor in tensors]
    return ends[0] if len(ends) == 1 else ends


def _layer(layer: KerasLayer) -> dict[str, Any]:
    calls = [] if layer.class_name == "InputLayer" else layer.calls
    return {
        "module": layer.module,
        "class_name": layer.class_name,
        "config": {"name": layer.name, **layer.config},
        "registered_name": layer.class_name if layer.is_operation else None,
        "name": layer.name,
        "inbound_nodes": [{"args": _arguments(layer, call), "kwargs": {
            name: _argument(value) for name, value in call.keywords.items()}} for call in calls],
    }


def _arguments(layer: KerasLayer, call: Any) -> list[Any]:
    operands = [_argument(operand) for operand in call.inputs]
    return [operands] if call.listed and not layer.is_operation else operands


def _argument(value: Any) -> Any:
    if isinstance(value, Tensor):
        return _tensor(value)
    return [_argument(inner) for inner in value] if isinstance(value, tuple) else value


def _tensor(tensor: Tensor) -> dict[str, Any]:
    return {"class_name": "__keras_tensor__", "config": {
        "shape": [None, *tensor.shape], "dtype": "float32", "keras_history": [
            tensor.layer, tensor.call, max(tensor.index, 0)]}}


def _weights(layers: Sequence[KerasLayer]) -> bytes:
    buffer = io.BytesIO()
    members = [layer for layer in layers if not layer.is_operation]
    with h5py.File(buffer, "w") as file:
        file.create_group("vars")
        for layer, place in zip(members, groups(layer.class_name for layer in members), strict=True):
            group = file.create_group(f"{place}/cell/vars" if layer.class_name in CELLS else f"{place}/vars")
            group.attrs["name"] = layer.name
            for number, array in enumerate(layer.arrays.values()):
                group.create_dataset(str(number), data=array)
    return buffer.getvalue()
