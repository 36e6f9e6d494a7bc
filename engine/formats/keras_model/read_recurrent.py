"""Recurrent layers of Keras, also in both directions."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from engine.formats.importing.builder import ImportBuilder
from engine.formats.keras_model.calls import given_too
from engine.formats.keras_model.masks import counted, mask_of
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


def _read(builder: ImportBuilder, layer: SavedLayer, value: Value, states: Sequence[str],
          mask: str | None) -> list[str]:
    """What a layer gives: its output, in the order in which it reads, then its states where it returns them."""
    config, kind = layer.config, _KINDS[layer.class_name]
    expect(config, stateful=False, **kind.wanted)
    source, (steps, *_) = known(builder, value)
    every = bool(config.get("return_sequences", False))
    settings = {"units": config["units"], "return_sequences": every, "masked": mask is not None, **trainable(layer)}
    if kind.name == "simple_rnn":
        activation = config.get("activation", "tanh")
        if activation not in ("tanh", "relu", "sigmoid", "linear"):
            raise unlike("activation")
        settings["activation"] = ACTIVATIONS[activation]
    if config.get("go_backwards", False):
        source = builder.reversed(f"{layer.name}_backwards", source, 1)
        mask = mask and builder.reversed(f"{layer.name}_mask", mask, 1)
    sources = [source, *states, *([mask] if mask else [])]
    result = builder.layer(layer.name, kind.name, sources, settings, _weights(layer, kind.name))
    given = [result]
    if mask and config.get("zero_output_for_mask", False):
        given = [_zeroed(builder, layer.name, result, mask, steps if every else 0)]
    if config.get("return_state", False):
        given += _states(builder, layer.name, result, steps)
    return given


def _zeroed(builder: ImportBuilder, name: str, result: str, mask: str, steps: int) -> str:
    """Zeros where a step does not count; of the last step only, where there are no `steps`."""
    counts = counted(builder, name, mask)
    if not steps:
        last = builder.shapes[counts][0]
        counts = builder.reshaped(f"{name}_last", builder.sliced(f"{name}_last", counts, 1, last - 1, last), (1,))
    return builder.layer(f"{name}_zeroed", "multiply", (result, counts))


def _states(builder: ImportBuilder, name: str, result: str, steps: int) -> list[str]:
    """The last output and, of an LSTM, the memory cell, which another layer gives that shares the weights."""
    spec, units = builder.spec(result), builder.spec(result).settings["units"]
    hidden = result
    if spec.settings["return_sequences"]:
        last = builder.sliced(f"{name}_state", result, 1, steps - 1, steps)
        hidden = builder.reshaped(f"{name}_state", last, (units,))
    if spec.kind != "lstm":
        return [hidden]
    settings = {**spec.settings, "return_sequences": False, "return_cell": True,
                "shared_with": spec.settings["shared_with"] or result}
    both = builder.layer(f"{name}_and_cell", spec.kind, builder.sources(result), settings)
    return [hidden, builder.sliced(f"{name}_cell", both, 1, units, 2 * units)]


def _weights(layer: SavedLayer, kind: str) -> dict[str, np.ndarray]:
    """With a bias of zeros where it has none."""
    arrays = arrays_of(layer, "kernel", "recurrent_kernel", "bias")
    if "kernel" in arrays and not layer.config.get("use_bias", True):
        columns = arrays["kernel"].shape[-1]
        arrays["bias"] = np.zeros((2, columns) if kind == "gru" else columns)
    return arrays


def _begin(builder: ImportBuilder, keywords: Keywords) -> list[str]:
    """The states that a layer begins with. Raises UnsupportedError."""
    given = keywords.get("initial_state")
    values = given if isinstance(given, tuple) else () if given is None else (given,)
    if values and "mask" in keywords:  # Keras gives zeros until the first step that counts
        raise given_too("mask")
    if not all(isinstance(value, Value) for value in values):
        raise given_too("initial_state")
    return [known(builder, value)[0] for value in values]


def _recurrent(builder: ImportBuilder, layer: SavedLayer, inputs: Inputs, keywords: Keywords) -> tuple[Result, ...]:
    """States may also stand behind the sequence."""
    if len(inputs) > 1 and "initial_state" not in keywords:
        inputs, keywords = inputs[:1], {**keywords, "initial_state": tuple(inputs[1:])}
    _, shape = known(builder, only(inputs))
    return tuple(_read(builder, layer, inputs[0], _begin(builder, keywords), mask_of(builder, keywords, shape[0])))


def _of_a_cell(builder: ImportBuilder, layer: SavedLayer, inputs: Inputs, keywords: Keywords) -> tuple[Result, ...]:
    """RNN(LSTMCell(…)) is an LSTM."""
    cell = layer.config["cell"]
    kind = str(cell["class_name"]).removesuffix("Cell")
    if kind not in _KINDS:
        raise unlike("cell")
    same = replace(layer, class_name=kind, config={**cell["config"], **layer.config})
    return _recurrent(builder, same, inputs, keywords)


def _bidirectional(builder: ImportBuilder, layer: SavedLayer, inputs: Inputs,
                   keywords: Keywords) -> tuple[Result, ...]:
    """Two layers, one of which reads the sequence from its end; its outputs are turned round again and merged."""
    merge = layer.config.get("merge_mode", "concat")
    if merge not in _MERGES:
        raise unlike("merge_mode")
    (_, shape), states = known(builder, only(inputs)), _begin(builder, keywords)
    mask, half = mask_of(builder, keywords, shape[0]), len(states) // 2
    (first, *after), (second, *before) = (
        _read(builder, part, inputs[0], begin, mask)
        for part, begin in zip(_directions(layer), (states[:half], states[half:]), strict=True))
    if layer.config["layer"]["config"].get("return_sequences", False):
        second = builder.reversed(f"{layer.name}_forwards", second, 1)
    return (*_MERGES[merge](builder, layer.name, first, second), *after, *before)


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
    return lambda builder, name, *both: (builder.layer(name, kind, both),)


_MERGES: Mapping[str | None, Callable[..., tuple[Result, ...]]] = {
    "concat": _merged("concatenate"), "sum": _merged("add"), "ave": _merged("average"), "mul": _merged("multiply"),
    None: lambda builder, name, *both: both,
}

ROWS: Mapping[str, Row] = {**dict.fromkeys(_KINDS, _recurrent), "RNN": _of_a_cell, "Bidirectional": _bidirectional}
