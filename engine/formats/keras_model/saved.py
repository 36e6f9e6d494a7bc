"""A `.keras` file as plain values: classes, configurations, calls and arrays. Nothing in it is looked up or run."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import Any

import h5py

from engine.errors import N_, FormatError
from engine.formats.archive import damaged, open_archive
from engine.formats.budget import Budget
from engine.formats.keras_model import arguments, hdf5
from engine.formats.keras_model.file import CONFIG, METADATA, WEIGHTS, groups
from engine.formats.keras_model.model import Reference, SavedCall, SavedLayer, SavedModel, references

MOST_BYTES = 2**31
MOST_CONFIG = 16_000_000
MOST_ENTRIES = 1_000
DISTRIBUTED = "TimeDistributed"
MODELS = ("Sequential", "Functional", "Model")
Ends = tuple[tuple[str, Reference], ...]
_DAMAGE = (OSError, RuntimeError, ValueError, TypeError, LookupError, AttributeError, OverflowError, RecursionError)


def read_saved(path: Path) -> SavedModel:
    """The model in a file. Raises FormatError."""
    with open_archive(path, MOST_ENTRIES) as archive:
        if WEIGHTS in archive.names and archive.is_packed(WEIGHTS):  # so its size is real
            raise FormatError(N_("engine", "{name} is encrypted or packed in a way that cannot be read."),
                              name=path.name)
        archive.read(METADATA, MOST_CONFIG)
        row, weights = archive.read_json(CONFIG, MOST_CONFIG), archive.read(WEIGHTS, MOST_BYTES)
    model = model_of(path.name, row, CONFIG)
    try:
        with h5py.File(io.BytesIO(weights), "r") as file:
            return _with_arrays(model, file, "", Budget(path.name, len(weights)))
    except _DAMAGE as error:
        raise damaged(path.name, WEIGHTS) from error


def model_of(file: str, row: Mapping[str, Any], part: str) -> SavedModel:
    """The model that a `part` of a file describes, without its arrays. Raises FormatError."""
    try:
        if not _is_model(row):
            raise FormatError(N_("engine", "{name} holds a model of the class {kind}; Ladera reads Sequential and "
                              "Functional models."), name=file, kind=str(row["class_name"])[:60])
        return _model(row)
    except _DAMAGE as error:
        raise damaged(file, part) from error


def _is_model(row: Mapping[str, Any]) -> bool:
    return row["class_name"] in MODELS and isinstance(row["config"], dict) and "layers" in row["config"]


def _model(row: Mapping[str, Any]) -> SavedModel:
    config = row["config"]
    if row["class_name"] == "Sequential":
        return _sequential(row)
    layers = [_layer(inner) for inner in config["layers"]]
    models = {layer.name for layer in layers if layer.class_name in MODELS}
    functional = {layer.name for layer in layers if layer.name in models and layer.class_name != "Sequential"}
    inputs, outputs = (_ends(config[key], functional) for key in ("input_layers", "output_layers"))
    layers, outputs = _counted_from_0(layers, outputs, models)
    if isinstance(config["output_layers"], dict):  # Keras gives them in the order of their keys
        outputs = tuple(sorted(outputs, key=lambda end: end[0]))
    order = {reference.layer: place for place, (_, reference) in enumerate(inputs)}
    return SavedModel(tuple(sorted(layers, key=lambda layer: order.get(layer.name, len(order)))), inputs, outputs)


def _counted_from_0(layers: list[SavedLayer], outputs: Ends, models: set[str]) -> tuple[list[SavedLayer], Ends]:
    """Keras 2 counted the calls of models from 1: seen by a number that is as high as there are calls."""
    calls = {layer.name: len(layer.calls) for layer in layers if layer.name in models}
    used = [*(end for _, end in outputs), *(found for layer in layers for call in layer.calls
                                            for found in references((call.arguments, dict(call.keywords))))]
    late = {found.layer for found in used if found.layer in calls and found.call >= calls[found.layer]}

    def counted(value: Any) -> Any:
        if isinstance(value, Reference) and value.layer in late:
            return replace(value, call=value.call - 1)
        if isinstance(value, tuple):
            return tuple(map(counted, value))
        return {key: counted(inner) for key, inner in value.items()} if isinstance(value, dict) else value

    if not late:
        return layers, outputs
    return [replace(layer, calls=tuple(SavedCall(counted(call.arguments), counted(dict(call.keywords)))
                                       for call in layer.calls)) for layer in layers], counted(outputs)


def _layer(row: Mapping[str, Any]) -> SavedLayer:
    config = row["config"]
    name = str(row.get("name") or config["name"])
    if not isinstance(config, dict) or not isinstance(row["class_name"], str):
        raise ValueError(name)
    return SavedLayer(name, row["class_name"], _is_operation(row), config,
                      tuple(map(arguments.call, row.get("inbound_nodes") or ())), model=_inside(row))


def _is_operation(row: Mapping[str, Any]) -> bool:
    """One of `keras.ops`; in a file that names no modules, what cannot be trained or not."""
    module = row.get("module")
    return module.startswith("keras.src.ops") if module else (
        "module" not in row and row["class_name"] != "InputLayer" and "trainable" not in row["config"])


def _inside(row: Mapping[str, Any]) -> SavedModel | None:
    """What a layer consists of that is a model, or that calls another layer for every step."""
    if _is_model(row):
        return _model(row)
    if row["class_name"] != DISTRIBUTED:
        return None
    inner = row["config"]["layer"]
    if _is_model(inner):
        return _model(inner)
    layers = (SavedLayer("step", "InputLayer", False, {}), replace(_layer(inner), calls=(
        SavedCall((Reference("step", 0),)),)))
    return SavedModel(layers, (("step", Reference("step", 0)),), (("step", Reference(layers[1].name, 0)),))


def _ends(ends: Any, models: set[str]) -> Ends:
    """Inputs or outputs: one, a list or a dictionary. Here the calls of a functional model are counted from 1."""
    if isinstance(ends, dict):
        return tuple((str(key), end) for key, value in ends.items() for _, end in _ends(value, models))
    if ends and isinstance(ends[0], str):
        layer, call, index = ends
        return ((layer, Reference(layer, int(call) - (layer in models), int(index))),)
    return tuple(chain.from_iterable(_ends(value, models) for value in ends))


def _sequential(row: Mapping[str, Any]) -> SavedModel:
    """Each layer on the one before. Without an InputLayer, the first layer or the model says its input's shape."""
    rows = row["config"]["layers"]
    layers = [_layer(inner) for inner in rows]
    if not layers or layers[0].class_name != "InputLayer":
        layers.insert(0, SavedLayer("input", "InputLayer", False, {"batch_shape": _input_shape(row)}))
    chained = [replace(layer, calls=(SavedCall((Reference(layers[place - 1].name, 0),) if place else ()),))
               for place, layer in enumerate(layers)]
    ends = [((layer.name, Reference(layer.name, 0)),) for layer in (chained[0], chained[-1])]
    return SavedModel(tuple(chained), *ends)


def _input_shape(row: Mapping[str, Any]) -> Sequence[Any]:
    first = row["config"]["layers"][0]
    for place in (first["config"], first.get("build_config") or {}, row["config"], row.get("build_config") or {}):
        for key in ("batch_input_shape", "batch_shape", "build_input_shape", "input_shape"):
            if place.get(key):
                return place[key]
    raise FormatError(N_("engine", "{name} does not say what shape its input has. Call the model once, or build it, "
                         "before you save it."), name=row["config"].get("name") or row["class_name"])


def _with_arrays(model: SavedModel, file: h5py.File, place: str, budget: Budget) -> SavedModel:
    """The model with the arrays that a file has for it under `place`."""
    members = [layer for layer in model.layers if not layer.is_operation]
    found = {}
    for layer, path in zip(members, groups(layer.class_name for layer in members), strict=True):
        path = f"{place}{path}"
        if layer.class_name == DISTRIBUTED and not _is_model(layer.config["layer"]):
            step, inner = layer.model.layers
            group = hdf5.entry(file, f"{path}/layer")
            parts = hdf5.parts(group, budget) if isinstance(group, h5py.Group) else {}
            found[layer.name] = replace(layer, model=replace(layer.model, layers=(step, replace(inner, parts=parts))))
        elif layer.model:
            inside = f"{path}/layer/" if layer.class_name == DISTRIBUTED else f"{path}/"
            found[layer.name] = replace(layer, model=_with_arrays(layer.model, file, inside, budget))
        elif isinstance(group := hdf5.entry(file, path), h5py.Group):
            found[layer.name] = replace(layer, parts=hdf5.parts(group, budget))
    return replace(model, layers=tuple(found.get(layer.name, layer) for layer in model.layers))
