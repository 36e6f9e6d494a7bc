"""Layers of Keras with weights, and those that change only training."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from engine.errors import N_, FormatError
from engine.formats.importing.builder import ImportBuilder
from engine.formats.importing.unsupported import UnsupportedError
from engine.formats.keras_model.model import SavedLayer
from engine.formats.keras_model.read_elements import activated
from engine.formats.keras_model.read_values import (
    Inputs,
    Keywords,
    Row,
    Value,
    arrays_of,
    expect,
    known,
    one,
    only,
    plain,
    trainable,
    unlike,
)


def _input(builder: ImportBuilder, layer: SavedLayer, inputs: Inputs, keywords: Keywords) -> str:
    shape = layer.config.get("batch_shape") or layer.config["batch_input_shape"]
    if not shape[1:]:
        raise unlike("batch_shape")
    if not all(shape[1:]):
        raise UnsupportedError(FormatError(N_("engine", "Its sequences have lengths of their own.")))
    return builder.layer(layer.name, "input", (), {"shape": tuple(shape[1:])})


def _dense(builder: ImportBuilder, layer: SavedLayer, inputs: Inputs, keywords: Keywords) -> str | None:
    settings = {"units": layer.config["units"], "use_bias": layer.config.get("use_bias", True)}
    return activated(builder, layer, one(inputs), "dense", settings, arrays_of(layer, "kernel", "bias"))


def _einsum_dense(builder: ImportBuilder, layer: SavedLayer, inputs: Inputs, keywords: Keywords) -> str | None:
    """A dense layer along the last axis of a sequence; its bias may be one for each step, as positions are."""
    expect(layer.config, equation="abc,cd->abd")
    source, axes = one(inputs), layer.config.get("bias_axes")
    if axes not in (None, "d", "bd"):
        raise unlike("bias_axes")
    kernel, *bias = layer.arrays or (np.zeros((0, 0)),)
    is_unit = kernel.shape[0] == kernel.shape[1] and np.array_equal(kernel, np.eye(len(kernel)))
    if axes != "bd":
        settings = {"units": kernel.shape[1], "use_bias": axes == "d"}
        return activated(builder, layer, source, "dense", settings, arrays_of(layer, "kernel", "bias"))
    expect(layer.config, activation="linear")
    if not is_unit:
        source = builder.layer(f"{layer.name}_product", "dense", (source,), {
            "units": kernel.shape[1], "use_bias": False, "activation": "identity", **trainable(layer)},
            {"kernel": kernel})
    return builder.layer(layer.name, "position_embedding", (source,), trainable(layer), {"positions": bias[0]})


def _embedding(builder: ImportBuilder, layer: SavedLayer, inputs: Inputs, keywords: Keywords) -> Value:
    """Where word 0 is filling, the numbers of the words are the mask."""
    settings = {"vocabulary": layer.config["input_dim"], "dimension": layer.config["output_dim"], **trainable(layer)}
    result = builder.layer(layer.name, "embedding", (one(inputs),), settings, arrays_of(layer, "embeddings"))
    return Value(result, mask=plain(inputs[0]) if layer.config.get("mask_zero", False) else None)


def _batch_normalization(builder: ImportBuilder, layer: SavedLayer, inputs: Inputs, keywords: Keywords) -> str:
    source = one(inputs)
    _last_axis(builder, layer, source)
    roles = [role for role, has in (("gamma", layer.config.get("scale", True)),
                                    ("beta", layer.config.get("center", True))) if has]
    arrays = arrays_of(layer, *roles, "moving_mean", "moving_variance")
    if arrays:
        arrays = {"gamma": np.ones_like(layer.arrays[-1]), "beta": np.zeros_like(layer.arrays[-1])} | arrays
    settings = {"momentum": min(float(layer.config.get("momentum", 0.99)), 0.9999),
                "epsilon": layer.config.get("epsilon", 1e-3), **trainable(layer)}
    return builder.layer(layer.name, "batch_normalization", (source,), settings, arrays)


def _layer_normalization(builder: ImportBuilder, layer: SavedLayer, inputs: Inputs, keywords: Keywords) -> str:
    source = one(inputs)
    expect(layer.config, rms_scaling=False)
    _last_axis(builder, layer, source)
    arrays = _scale_and_shift(layer)
    if not arrays and source and builder.shapes[source]:
        channels = builder.shapes[source][-1]
        arrays = {"gamma": np.ones(channels), "beta": np.zeros(channels)}
    settings = {"epsilon": layer.config.get("epsilon", 1e-3), **trainable(layer)}
    return builder.layer(layer.name, "layer_normalization", (source,), settings, arrays)


def _group_normalization(builder: ImportBuilder, layer: SavedLayer, inputs: Inputs, keywords: Keywords) -> str:
    source, config = one(inputs), layer.config
    _last_axis(builder, layer, source)
    settings = {"groups": max(0, config.get("groups", 32)), "epsilon": config.get("epsilon", 1e-3),
                "affine": bool(config.get("scale", True) or config.get("center", True)), **trainable(layer)}
    return builder.layer(layer.name, "group_normalization", (source,), settings, _scale_and_shift(layer))


def _scale_and_shift(layer: SavedLayer) -> dict[str, np.ndarray]:
    """What scales is 1, and what shifts is 0, where a normalisation has it not."""
    roles = [role for role, has in (("gamma", layer.config.get("scale", True)),
                                    ("beta", layer.config.get("center", True))) if has]
    arrays = arrays_of(layer, *roles)
    if arrays and len(arrays) == 1:
        (given,) = arrays.values()
        arrays = {"gamma": np.ones_like(given), "beta": np.zeros_like(given)} | arrays
    return arrays


def _last_axis(builder: ImportBuilder, layer: SavedLayer, source: str | None) -> None:
    axis = layer.config.get("axis", -1)
    axis = axis[0] if isinstance(axis, list) and len(axis) == 1 else axis
    shape = builder.shapes[source] if source else None
    if axis != -1 and (shape is None or axis != len(shape)):
        raise unlike("axis")


def _rescaling(builder: ImportBuilder, layer: SavedLayer, inputs: Inputs, keywords: Keywords) -> str | None:
    return builder.affine(layer.name, one(inputs), layer.config["scale"], layer.config.get("offset", 0.0))


_SMALLEST = 1e-7  # Keras divides by no smaller deviation


def _normalization(builder: ImportBuilder, layer: SavedLayer, inputs: Inputs, keywords: Keywords) -> str:
    """(x − mean) / deviation, as adapted or as given, or the way back; for each channel or for all numbers."""
    source, shape = known(builder, only(inputs))
    axes = layer.config.get("axis", -1)
    axes = [] if axes is None else axes if isinstance(axes, list) else [axes]
    if any(axis not in (-1, len(shape)) for axis in axes):
        raise unlike("axis")
    given = layer.config.get("mean"), layer.config.get("variance")
    mean, variance = (np.asarray(value, np.float64) for value in (given if None not in given else layer.arrays[:2]))
    if mean.size not in (1, shape[-1]) or variance.size not in (1, shape[-1]):
        raise unlike("mean")
    deviation, mean = np.maximum(np.sqrt(variance), _SMALLEST).reshape(-1), mean.reshape(-1)
    if layer.config.get("invert", False):
        return builder.affine(layer.name, source, deviation, mean)
    return builder.affine(layer.name, source, 1.0 / deviation, -mean / deviation)


ROWS: Mapping[str, Row] = {
    "InputLayer": _input,
    "Dense": _dense,
    "EinsumDense": _einsum_dense,
    "Embedding": _embedding,
    "BatchNormalization": _batch_normalization,
    "LayerNormalization": _layer_normalization,
    "GroupNormalization": _group_normalization,
    "Rescaling": _rescaling,
    "Normalization": _normalization,
}
