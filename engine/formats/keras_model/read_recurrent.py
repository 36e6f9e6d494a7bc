"""Recurrent layers of Keras, also in both directions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from engine.formats.importing.builder import ImportBuilder
from engine.formats.keras_model.calls import refuse
from engine.formats.keras_model.model import SavedLayer
from engine.formats.keras_model.read_elements import ACTIVATIONS
from engine.formats.keras_model.read_values import (
    Inputs,
    Keywords,
    Result,
    Row,
    Value,
    arrays_of,
    expect,
    known,
    only,
    trainable,
    unlike,
)

_GATES = {"activation": "tanh", "recurrent_activation": "sigmoid"}


@dataclass(frozen=True)
class _Kind:
    """How Ladera calls it, and what it has in one way only."""

    name: str
    wanted: Mapping[str, Any]


_KINDS: Mapping[str, _Kind] = {
    "SimpleRNN": _Kind("simple_rnn", {}),
    "LSTM": _Kind("lstm", _GATES),
    "GRU": _Kind("gru", {**_GATES, "reset_after": True}),
}


def _read(sketch: ImportBuilder, layer: SavedLayer, value: Value) -> list[Result]:
    """What a layer gives: its output, in the order in which it reads, then its states where it returns them."""
    config, kind = layer.config, _KINDS[layer.class_name]
    expect(config, stateful=False, **kind.wanted)
    source, _ = known(sketch, value)
    settings = {"units": config["units"], "return_sequences": config.get("return_sequences", False),
                **trainable(layer)}
    if kind.name == "simple_rnn":
        activation = config.get("activation", "tanh")
        if activation not in ("tanh", "relu", "sigmoid", "linear"):
            raise unlike("activation")
        settings["activation"] = ACTIVATIONS[activation]
    if config.get("return_state", False):
        raise unlike("return_state")
    if config.get("go_backwards", False):
        source = sketch.reversed(f"{layer.name}_backwards", source, 1)
    return [sketch.layer(layer.name, kind.name, (source,), settings, _weights(layer, kind.name))]


def _weights(layer: SavedLayer, kind: str) -> dict[str, np.ndarray]:
    """With a bias of zeros where it has none."""
    arrays = arrays_of(layer, "kernel", "recurrent_kernel", "bias")
    if "kernel" in arrays and not layer.config.get("use_bias", True):
        columns = arrays["kernel"].shape[-1]
        arrays["bias"] = np.zeros((2, columns) if kind == "gru" else columns)
    return arrays


def _recurrent(sketch: ImportBuilder, layer: SavedLayer, inputs: Inputs, keywords: Keywords) -> tuple[Result, ...]:
    refuse(keywords, "initial_state", "mask")
    return tuple(_read(sketch, layer, only(inputs)))


def _bidirectional(sketch: ImportBuilder, layer: SavedLayer, inputs: Inputs,
                   keywords: Keywords) -> tuple[Result, ...]:
    """Two layers, one of which reads the sequence from its end; its outputs are turned round again and merged."""
    refuse(keywords, "initial_state", "mask")
    merge = layer.config.get("merge_mode", "concat")
    if merge not in _MERGES:
        raise unlike("merge_mode")
    (first, *_), (second, *_) = (_read(sketch, part, only(inputs)) for part in _directions(layer))
    if layer.config["layer"]["config"].get("return_sequences", False):
        second = sketch.reversed(f"{layer.name}_forwards", second, 1)
    return _MERGES[merge](sketch, layer.name, first, second)


def _directions(layer: SavedLayer) -> list[SavedLayer]:
    """The layer that reads forwards, and the one that reads backwards, which is the same where nothing is said."""
    rows = [layer.config["layer"], layer.config.get("backward_layer") or layer.config["layer"]]
    parts = []
    for place, (name, row) in enumerate(zip(("forward_layer", "backward_layer"), rows, strict=True)):
        if row["class_name"] not in _KINDS:
            raise unlike("layer")
        part = layer.part(name, row["config"], row["class_name"])
        same = place and row is rows[0]
        config = {**row["config"], "go_backwards": bool(row["config"].get("go_backwards", False)) != bool(same)}
        parts.append(replace(part, name=f"{layer.name}_{name.removesuffix('_layer')}", config={
            **config, "trainable": layer.config.get("trainable", True) and config.get("trainable", True)}))
    return parts


def _merged(kind: str) -> Callable[..., tuple[Result, ...]]:
    return lambda sketch, name, *both: (sketch.layer(name, kind, both),)


_MERGES: Mapping[str | None, Callable[..., tuple[Result, ...]]] = {
    "concat": _merged("concatenate"), "sum": _merged("add"), "ave": _merged("average"), "mul": _merged("multiply"),
    None: lambda sketch, name, *both: both,
}

ROWS: Mapping[str, Row] = {**dict.fromkeys(_KINDS, _recurrent), "Bidirectional": _bidirectional}
