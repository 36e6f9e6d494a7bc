"""Recurrent layers of Keras."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from engine.formats.importing.builder import ImportBuilder
from engine.formats.keras_model.calls import refuse
from engine.formats.keras_model.model import SavedLayer
from engine.formats.keras_model.read_elements import ACTIVATIONS
from engine.formats.keras_model.read_values import (
    Inputs,
    Keywords,
    Row,
    arrays_of,
    expect,
    one,
    trainable,
    unlike,
)


def _recurrent(kind: str, **wanted: Any) -> Row:
    def row(sketch: ImportBuilder, layer: SavedLayer, inputs: Inputs, keywords: Keywords) -> str:
        config = layer.config
        refuse(keywords, "initial_state", "mask")
        expect(config, go_backwards=False, return_state=False, stateful=False, **wanted)
        settings = {"units": config["units"], "return_sequences": config.get("return_sequences", False),
                    **trainable(layer)}
        if kind == "simple_rnn":
            activation = config.get("activation", "tanh")
            if activation not in ("tanh", "relu", "sigmoid", "linear"):
                raise unlike("activation")
            settings["activation"] = ACTIVATIONS[activation]
        return sketch.layer(layer.name, kind, (one(inputs),), settings, _weights(layer, kind))
    return row


def _weights(layer: SavedLayer, kind: str) -> dict[str, np.ndarray]:
    """With a bias of zeros where it has none."""
    arrays = arrays_of(layer, "kernel", "recurrent_kernel", "bias")
    if "kernel" in arrays and not layer.config.get("use_bias", True):
        columns = arrays["kernel"].shape[-1]
        arrays["bias"] = np.zeros((2, columns) if kind == "gru" else columns)
    return arrays


ROWS: Mapping[str, Row] = {
    "SimpleRNN": _recurrent("simple_rnn"),
    "LSTM": _recurrent("lstm", activation="tanh", recurrent_activation="sigmoid"),
    "GRU": _recurrent("gru", activation="tanh", recurrent_activation="sigmoid", reset_after=True),
}
