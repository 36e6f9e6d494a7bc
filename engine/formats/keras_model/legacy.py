"""A whole model in one HDF5 file, `.h5`, as Keras 2 wrote it and Keras 3 still does: its description is an attribute,
and the weights of each layer are one list, those that are trained first."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import h5py
import numpy as np

from engine.errors import N_, FormatError
from engine.formats import strict_json
from engine.formats.archive import damaged
from engine.formats.budget import Budget
from engine.formats.importing.imported import Imported, register_reader
from engine.formats.keras_model import hdf5
from engine.formats.keras_model.model import SavedLayer
from engine.formats.keras_model.reader import network
from engine.formats.keras_model.saved import MOST_BYTES, MOST_CONFIG, model_of

DESCRIPTION = "model_config"
_DAMAGE = (OSError, RuntimeError, ValueError, TypeError, LookupError, AttributeError, OverflowError, RecursionError)

Config = Mapping[str, Any]
Slot = tuple[tuple[str, ...], str, bool]
"""Where an array belongs: the layer, in models inside models; its part; and whether it is trained."""


def _biased(kernels: int) -> Callable[[Config], tuple[int, int]]:
    return lambda config: (kernels + bool(config.get("use_bias", True)), 0)


def _scaled(config: Config) -> int:
    return bool(config.get("scale", True)) + bool(config.get("center", True))


_COUNTS: Mapping[str, Callable[[Config], tuple[int, int]]] = {
    "Dense": _biased(1),
    **{f"{kind}{axes}D{end}": _biased(kernels) for axes in (1, 2, 3) for kind, end, kernels in (
        ("Conv", "", 1), ("Conv", "Transpose", 1), ("DepthwiseConv", "", 1), ("SeparableConv", "", 2))},
    "Embedding": lambda config: (1, 0),
    "PReLU": lambda config: (1, 0),
    "BatchNormalization": lambda config: (_scaled(config), 2),
    "LayerNormalization": lambda config: (_scaled(config), 0),
    "GroupNormalization": lambda config: (_scaled(config), 0),
    "Normalization": lambda config: (0, 2 if config.get("mean") is None else 0),
    "Attention": lambda config: (bool(config.get("use_scale", False)), 0),
}
"""How many arrays a layer of a class has: trained ones, and others."""
_CELLS = {"SimpleRNN": "cell", "LSTM": "cell", "GRU": "cell"}
_HEADS = ("query_dense", "key_dense", "value_dense", "output_dense")


def read(path: Path) -> Imported:
    """The network of an `.h5` file. Raises FormatError."""
    try:
        if path.stat().st_size > MOST_BYTES:
            raise FormatError(N_("engine", "{name} is larger than {most} bytes."), name=path.name, most=MOST_BYTES)
        with h5py.File(path, "r") as file:
            model = model_of(path.name, strict_json.load(_description(file, path.name)), DESCRIPTION)
            budget = Budget(path.name, path.stat().st_size)
            model = replace(model, layers=tuple(_with_arrays(file, layer, budget) for layer in model.layers))
    except FormatError:
        raise
    except _DAMAGE as error:
        raise damaged(path.name) from error
    return network(path.name, model)


def _description(file: h5py.File, name: str) -> bytes:
    if DESCRIPTION not in file.attrs:
        raise FormatError(N_("engine", "{name} holds weights without the model that they belong to."), name=name)
    text = file.attrs[DESCRIPTION]
    content = text.encode() if isinstance(text, str) else text
    if not isinstance(content, bytes) or len(content) > MOST_CONFIG:  # a number would be so many zeros
        raise ValueError(name)
    return content


def _with_arrays(file: h5py.File, layer: SavedLayer, budget: Budget) -> SavedLayer:
    """A layer of the whole model with its arrays."""
    group = hdf5.entry(file, f"model_weights/{layer.name}") if "/" not in layer.name else None
    if not isinstance(group, h5py.Group):
        return layer
    slots = list(_slots(layer, (), True))
    slots.sort(key=lambda slot: not slot[2])
    arrays = hdf5.listed(group, _names(group, "weight_names"), budget)
    if len(arrays) != len(slots):
        return layer
    found: dict[tuple[str, ...], dict[str, list[np.ndarray]]] = {}
    for (place, part, _), array in zip(slots, arrays, strict=True):
        found.setdefault(place, {}).setdefault(part, []).append(array)
    return _filled(layer, (), found)


def _names(group: h5py.Group, attribute: str) -> list[str]:
    """A list of texts, in one attribute or, where it is long, in several with numbers."""
    keys = [attribute] if attribute in group.attrs else []
    while not keys or keys[-1] != attribute:
        key = f"{attribute}{len(keys)}"
        if key not in group.attrs:
            break
        keys.append(key)
    return [text.decode() if isinstance(text, bytes) else str(text) for key in keys for text in group.attrs[key]]


def _slots(layer: SavedLayer, place: tuple[str, ...], trained: bool) -> Iterator[Slot]:
    """Where the arrays of a layer belong, in the order in which Keras makes them."""
    trained = trained and bool(layer.config.get("trainable", True))
    if layer.model:
        for inner in layer.model.layers:
            yield from _slots(inner, (*place, inner.name), trained)
        return
    for part, (own, others) in _parts(layer):
        yield from ((place, part, trained) for _ in range(own))
        yield from ((place, part, False) for _ in range(others))


def _parts(layer: SavedLayer) -> list[tuple[str, tuple[int, int]]]:
    """The parts of a layer and how many arrays each has."""
    name, config = layer.class_name, layer.config
    if layer.is_operation:
        return []
    if name in _CELLS:
        return [(_CELLS[name], _biased(2)(config))]
    if name == "Bidirectional":
        ways = {"forward": config["layer"], "backward": config.get("backward_layer") or config["layer"]}
        return [(f"{way}_layer/cell", _biased(2)(inner["config"])) for way, inner in ways.items()]
    if name == "MultiHeadAttention":
        return [(part, _biased(1)(config)) for part in _HEADS]
    return [("", _COUNTS[name](config))] if name in _COUNTS else []


def _filled(layer: SavedLayer, place: tuple[str, ...],
            found: Mapping[tuple[str, ...], Mapping[str, Sequence[np.ndarray]]]) -> SavedLayer:
    if layer.model:
        inner = tuple(_filled(one, (*place, one.name), found) for one in layer.model.layers)
        return replace(layer, model=replace(layer.model, layers=inner))
    return replace(layer, parts={part: tuple(arrays) for part, arrays in found.get(place, {}).items()})


for _suffix in (".h5", ".hdf5"):
    register_reader(_suffix, N_("engine", "Keras model"), read)
