"""Layers of Keras with weights, and those that change only training."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import sqrt
from typing import Any

import numpy as np

from engine.formats.importing.builder import ImportBuilder
from engine.formats.importing.unsupported import UnsupportedError
from engine.formats.keras_model.read_elements import ACTIVATIONS, activated
from engine.formats.keras_model.read_values import Row, Value, arrays_of, expect, one, plain, trainable, unlike
from engine.formats.keras_model.saved import SavedLayer


def _input(sketch: ImportBuilder, layer: SavedLayer, inputs: Sequence[Value], keywords: Mapping[str, Any]) -> str:
    shape = layer.config.get("batch_shape") or layer.config["batch_input_shape"]
    if not shape[1:] or not all(shape[1:]):
        raise unlike("batch_shape")
    return sketch.layer(layer.name, "input", (), {"shape": tuple(shape[1:])})


def _dense(sketch: ImportBuilder, layer: SavedLayer, inputs: Sequence[Value],
           keywords: Mapping[str, Any]) -> str | None:
    settings = {"units": layer.config["units"], "use_bias": layer.config.get("use_bias", True)}
    return activated(sketch, layer, one(inputs), "dense", settings, arrays_of(layer, "kernel", "bias"))


def _embedding(sketch: ImportBuilder, layer: SavedLayer, inputs: Sequence[Value], keywords: Mapping[str, Any]) -> str:
    expect(layer.config, mask_zero=False)
    settings = {"vocabulary": layer.config["input_dim"], "dimension": layer.config["output_dim"], **trainable(layer)}
    return sketch.layer(layer.name, "embedding", (one(inputs),), settings, arrays_of(layer, "embeddings"))


def _batch_normalization(sketch: ImportBuilder, layer: SavedLayer, inputs: Sequence[Value],
                         keywords: Mapping[str, Any]) -> str:
    source = one(inputs)
    _last_axis(sketch, layer, source)
    roles = [role for role, has in (("gamma", layer.config.get("scale", True)),
                                    ("beta", layer.config.get("center", True))) if has]
    arrays = arrays_of(layer, *roles, "moving_mean", "moving_variance")
    if arrays:
        arrays = {"gamma": np.ones_like(layer.arrays[-1]), "beta": np.zeros_like(layer.arrays[-1])} | arrays
    settings = {"momentum": min(float(layer.config.get("momentum", 0.99)), 0.9999),
                "epsilon": layer.config.get("epsilon", 1e-3), **trainable(layer)}
    return sketch.layer(layer.name, "batch_normalization", (source,), settings, arrays)


def _layer_normalization(sketch: ImportBuilder, layer: SavedLayer, inputs: Sequence[Value],
                         keywords: Mapping[str, Any]) -> str:
    source = one(inputs)
    expect(layer.config, scale=True, center=True, rms_scaling=False)
    _last_axis(sketch, layer, source)
    settings = {"epsilon": layer.config.get("epsilon", 1e-3), **trainable(layer)}
    return sketch.layer(layer.name, "layer_normalization", (source,), settings, arrays_of(layer, "gamma", "beta"))


def _group_normalization(sketch: ImportBuilder, layer: SavedLayer, inputs: Sequence[Value],
                         keywords: Mapping[str, Any]) -> str:
    source, config = one(inputs), layer.config
    _last_axis(sketch, layer, source)
    settings = {"groups": max(0, config.get("groups", 32)), "epsilon": config.get("epsilon", 1e-3),
                "affine": bool(config.get("scale", True) or config.get("center", True)), **trainable(layer)}
    return sketch.layer(layer.name, "group_normalization", (source,), settings, _scale_and_shift(layer))


def _scale_and_shift(layer: SavedLayer) -> dict[str, np.ndarray]:
    """What scales is 1, and what shifts is 0, where a normalisation has it not."""
    roles = [role for role, has in (("gamma", layer.config.get("scale", True)),
                                    ("beta", layer.config.get("center", True))) if has]
    arrays = arrays_of(layer, *roles)
    if arrays and len(arrays) == 1:
        (given,) = arrays.values()
        arrays = {"gamma": np.ones_like(given), "beta": np.zeros_like(given)} | arrays
    return arrays


def _last_axis(sketch: ImportBuilder, layer: SavedLayer, source: str | None) -> None:
    axis = layer.config.get("axis", -1)
    axis = axis[0] if isinstance(axis, list) and len(axis) == 1 else axis
    shape = sketch.shapes[source] if source else None
    if axis != -1 and (shape is None or axis != len(shape)):
        raise unlike("axis")


def _rescaling(sketch: ImportBuilder, layer: SavedLayer, inputs: Sequence[Value],
               keywords: Mapping[str, Any]) -> str | None:
    return sketch.affine(layer.name, one(inputs), layer.config["scale"], layer.config.get("offset", 0.0))


def _recurrent(kind: str, **wanted: Any) -> Row:
    def row(sketch: ImportBuilder, layer: SavedLayer, inputs: Sequence[Value], keywords: Mapping[str, Any]) -> str:
        config = layer.config
        expect(config, go_backwards=False, return_state=False, use_bias=True, stateful=False, **wanted)
        settings = {"units": config["units"], "return_sequences": config.get("return_sequences", False),
                    **trainable(layer)}
        if kind == "simple_rnn":
            activation = config.get("activation", "tanh")
            if activation not in ("tanh", "relu", "sigmoid", "linear"):
                raise unlike("activation")
            settings["activation"] = ACTIVATIONS[activation]
        return sketch.layer(layer.name, kind, (one(inputs),), settings,
                            arrays_of(layer, "kernel", "recurrent_kernel", "bias"))
    return row


def _attention(sketch: ImportBuilder, layer: SavedLayer, inputs: Sequence[Value], keywords: Mapping[str, Any]) -> str:
    expect(layer.config, use_scale=False, score_mode="dot", dropout=0.0)
    sources = [plain(value) for value in inputs]
    if keywords.get("return_attention_scores") or not 1 <= len(sources) <= 3:
        raise UnsupportedError
    settings: dict[str, Any] = {"scaled": False, "causal": bool(keywords.get("use_causal_mask", False))}
    base, factor = sketch.factor(sources[0])
    shape = sketch.shapes[base] if base else None
    if shape is not None and np.isclose(factor, 1.0 / sqrt(shape[-1]), rtol=1e-6):
        settings["scaled"], sources[0] = True, base
    return sketch.layer(layer.name, "attention", sources, settings)


ROWS: Mapping[str, Row] = {
    "InputLayer": _input,
    "Dense": _dense,
    "Embedding": _embedding,
    "BatchNormalization": _batch_normalization,
    "LayerNormalization": _layer_normalization,
    "GroupNormalization": _group_normalization,
    "Rescaling": _rescaling,
    "SimpleRNN": _recurrent("simple_rnn"),
    "LSTM": _recurrent("lstm", activation="tanh", recurrent_activation="sigmoid"),
    "GRU": _recurrent("gru", activation="tanh", recurrent_activation="sigmoid", reset_after=True),
    "Attention": _attention,
}
