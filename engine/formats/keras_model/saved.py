"""A `.keras` file as plain values: classes, configurations, calls and arrays. Nothing in it is looked up or run."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import h5py
import numpy as np

from engine.errors import N_, FormatError
from engine.formats import strict_json
from engine.formats.archive import damaged, open_archive
from engine.formats.keras_model.file import CONFIG, METADATA, WEIGHTS, groups

MOST_BYTES = 2**31
MOST_CONFIG = 50_000_000
MOST_ENTRIES = 1_000
MOST_ARRAYS = 32
_DAMAGE = (OSError, RuntimeError, ValueError, TypeError, LookupError, AttributeError, OverflowError, RecursionError)

Place = tuple[str, int]  # a layer and the number of its call


@dataclass(frozen=True)
class SavedCall:
    """The calls whose results go in, in order, and numbers; None where something else goes in."""

    inputs: tuple[Place | float | None, ...] = ()
    keywords: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class SavedLayer:
    """`arrays` are the variables in the order of the file."""

    name: str
    class_name: str
    is_operation: bool
    config: Mapping[str, Any]
    calls: tuple[SavedCall, ...]
    arrays: tuple[np.ndarray, ...] = ()


def read_saved(path: Path) -> tuple[tuple[SavedLayer, ...], tuple[Place, ...]]:
    """The layers of a model, inputs first and in their order, and its outputs. Raises FormatError."""
    with open_archive(path, MOST_ENTRIES) as archive:
        if WEIGHTS in archive.names and archive.is_packed(WEIGHTS):  # so its size is real
            raise FormatError(N_("engine", "{name} is encrypted or packed in a way that cannot be read."),
                              name=path.name)
        archive.read(METADATA, MOST_CONFIG)
        content, weights = archive.read(CONFIG, MOST_CONFIG), archive.read(WEIGHTS, MOST_BYTES)
    try:
        model = strict_json.load(content)
        kind, config = model["class_name"], model["config"]
        rows = config["layers"]
        if kind == "Sequential":
            layers, outputs = _sequential(rows)
            inputs: tuple[Place, ...] = ()
        elif kind == "Functional":
            layers, outputs = [_layer(row) for row in rows], _ends(config["output_layers"])
            inputs = _ends(config["input_layers"])
        else:
            raise FormatError(N_("engine", "{name} holds a model of the class {kind}; Ladera reads Sequential and "
                              "Functional models."), name=path.name, kind=str(kind)[:60])
        order = {name: place for place, (name, _) in enumerate(inputs)}
        complete = _with_arrays(layers, weights)
        return tuple(sorted(complete, key=lambda layer: order.get(layer.name, len(order)))), outputs
    except _DAMAGE as error:
        raise damaged(path.name) from error


def _layer(row: Mapping[str, Any]) -> SavedLayer:
    config = row["config"]
    name = str(row.get("name") or config["name"])
    module = row["module"] or ""
    if not isinstance(config, dict) or not isinstance(row["class_name"], str):
        raise ValueError(name)
    return SavedLayer(name, row["class_name"], not module.startswith("keras.layers"), config,
                      tuple(map(_call, row.get("inbound_nodes") or ())))


def _call(node: Mapping[str, Any]) -> SavedCall:
    inputs: list[Place | float | None] = []
    for argument in node["args"]:
        inputs.extend(map(_place, argument) if isinstance(argument, list) else [_place(argument)])
    return SavedCall(tuple(inputs), {key: value for key, value in node["kwargs"].items() if value is not None})


def _place(argument: Any) -> Place | float | None:
    """Where a tensor comes from, or a number; None for what is neither."""
    if isinstance(argument, (int, float)) and not isinstance(argument, bool):
        return float(argument)
    if not isinstance(argument, dict) or argument.get("class_name") != "__keras_tensor__":
        return None
    layer, call, _ = argument["config"]["keras_history"]
    return str(layer), int(call)


def _ends(ends: Sequence[Any]) -> tuple[Place, ...]:
    rows = [ends] if ends and isinstance(ends[0], str) else ends
    return tuple((str(layer), int(call)) for layer, call, _ in rows)


def _sequential(rows: Sequence[Mapping[str, Any]]) -> tuple[list[SavedLayer], tuple[Place, ...]]:
    """Each layer on the one before. Without an InputLayer, the first layer says its input's shape."""
    layers = [_layer(row) for row in rows]
    if not layers or layers[0].class_name != "InputLayer":
        shape = rows[0]["build_config"]["input_shape"]
        layers.insert(0, SavedLayer("input", "InputLayer", False, {"batch_shape": shape}, ()))
    chained = [SavedLayer(layer.name, layer.class_name, layer.is_operation, layer.config,
                          (SavedCall(((layers[place - 1].name, 0),) if place else (), {}),))
               for place, layer in enumerate(layers)]
    return chained, ((chained[-1].name, 0),)


def _with_arrays(layers: Sequence[SavedLayer], weights: bytes) -> list[SavedLayer]:
    members = [layer for layer in layers if not layer.is_operation]
    found: dict[str, tuple[np.ndarray, ...]] = {}
    with h5py.File(io.BytesIO(weights), "r") as file:
        for layer, place in zip(members, groups(layer.class_name for layer in members), strict=True):
            group = _entry(file, place)
            if isinstance(group, h5py.Group):
                found[layer.name] = tuple(_array(group, str(number)) for number in range(min(len(group), MOST_ARRAYS)))
    return [SavedLayer(layer.name, layer.class_name, layer.is_operation, layer.config, layer.calls,
                       found.get(layer.name, ())) for layer in layers]


def _entry(file: h5py.File, place: str) -> Any:
    """A group by its path, over hard links only: others lead out of the file."""
    entry: Any = file
    for part in place.split("/"):
        if part not in entry:
            return None
        if not isinstance(entry.get(part, getlink=True), h5py.HardLink):
            raise ValueError(place)
        entry = entry[part]
    return entry


def _array(group: h5py.Group, name: str) -> np.ndarray:
    """A dataset whose numbers are in the file as they are: neither packed nor kept elsewhere."""
    dataset = _entry(group, name)
    if not isinstance(dataset, h5py.Dataset) or dataset.is_virtual or dataset.external or dataset.chunks:
        raise ValueError(name)
    if dataset.dtype.kind != "f" or dataset.dtype.itemsize > 8:
        raise ValueError(name)
    if dataset.nbytes > dataset.id.get_storage_size():  # numbers that are not there cost memory all the same
        raise ValueError(name)
    return np.asarray(dataset[()])
