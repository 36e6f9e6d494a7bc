"""Convolution and pooling of Keras. Zeros that a layer puts around an image go to the window that sees them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from math import prod
from typing import Any

from engine.formats.importing.builder import ImportBuilder
from engine.formats.importing.padding import counted_as, mirror_as, zeros_as
from engine.formats.importing.unsupported import UnsupportedError
from engine.formats.keras_model.masks import averaged, mask_of
from engine.formats.keras_model.model import SavedLayer
from engine.formats.keras_model.read_arithmetic import divided
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
    unlike,
)

HUGE = -1e30  # what is filled in with less than this never wins a maximum


def _padding(builder: ImportBuilder, layer: SavedLayer, kind: str, value: Value, sizes: Sequence[int],
             strides: Sequence[int], largest: bool = False) -> dict[str, Any]:
    """The padding of a window that sees `value`: Keras's own, or what a layer before put around it."""
    padding = layer.config.get("padding", "valid")
    if not value.zeros:
        if padding not in ("valid", "same", "causal"):
            raise unlike("padding")
        return {"padding": padding}
    if padding != "valid" or len(value.zeros) != len(sizes) or largest != (value.fill < HUGE):
        raise unlike("padding")
    shape = builder.shapes[value.layer] if value.layer else None
    found = (mirror_as(kind, value.zeros, sizes) if value.mirrored
             else zeros_as(kind, value.zeros, shape, sizes, strides))
    if found is None:
        raise unlike("padding")
    return found


def _axes(value: Any, axes: int) -> tuple[int, ...]:
    return (value,) * axes if isinstance(value, int) else tuple(value)


_OWN: Mapping[str, Mapping[str, str]] = {
    "conv": {"filters": "filters", "groups": "groups"},
    "depthwise_conv": {"multiplier": "depth_multiplier"},
    "separable_conv": {"filters": "filters", "multiplier": "depth_multiplier"},
}
"""Settings of Ladera's layers → how Keras calls them."""


def _convolution(axes: int, kind: str = "conv") -> Row:
    """A depthwise kernel is (…, channels, multiplier) in Keras, a pointwise one (1, …, channels, filters)."""
    def row(builder: ImportBuilder, layer: SavedLayer, inputs: Inputs, keywords: Keywords) -> str | None:
        config = layer.config
        expect(config, data_format="channels_last")
        size, strides = _axes(config["kernel_size"], axes), _axes(config.get("strides", 1), axes)
        dilation = _axes(config.get("dilation_rate", 1), axes)
        reach = [d * (k - 1) + 1 for k, d in zip(size, dilation, strict=True)]
        settings = {"kernel_size": size, "strides": strides, "dilation": dilation,
                    "use_bias": config.get("use_bias", True),
                    **{ours: config[theirs] for ours, theirs in _OWN[kind].items() if theirs in config},
                    **_padding(builder, layer, f"{kind}{axes}d", inputs[0], reach, strides)}
        arrays = arrays_of(layer, *(("depthwise_kernel", "pointwise_kernel") if kind == "separable_conv" else
                                    ("kernel",)), "bias")
        for role, array in arrays.items():
            if role == "pointwise_kernel":
                arrays[role] = array.reshape(array.shape[-2:])
            elif role != "bias" and kind != "conv":
                arrays[role] = array.reshape((*array.shape[:-2], 1, -1))
        return activated(builder, layer, inputs[0].layer, f"{kind}{axes}d", settings, arrays)
    return row


def _upsampling(axes: int) -> Row:
    def row(builder: ImportBuilder, layer: SavedLayer, inputs: Inputs, keywords: Keywords) -> str:
        expect(layer.config, data_format="channels_last")
        interpolation = {"nearest": "nearest", "bilinear": "linear"}.get(layer.config.get("interpolation", "nearest"))
        if interpolation is None:
            raise unlike("interpolation")
        settings = {"factor": _axes(layer.config.get("size", 2), axes), "interpolation": interpolation}
        return builder.layer(layer.name, f"upsampling{axes}d", (one(inputs),), settings)
    return row


def _transposed(axes: int) -> Row:
    def row(builder: ImportBuilder, layer: SavedLayer, inputs: Inputs, keywords: Keywords) -> str | None:
        config = layer.config
        expect(config, data_format="channels_last")
        added = config.get("output_padding")
        if added is not None and config.get("padding", "valid") != "valid":
            raise unlike("output_padding")
        if set(_axes(config.get("dilation_rate", 1), axes)) != {1}:
            raise unlike("dilation_rate")
        settings = {"filters": config["filters"], "kernel_size": _axes(config["kernel_size"], axes),
                    "strides": _axes(config.get("strides", 1), axes), "padding": config.get("padding", "valid"),
                    "output_padding": _axes(added or 0, axes), "use_bias": config.get("use_bias", True)}
        return activated(builder, layer, one(inputs), f"conv{axes}d_transpose", settings,
                          arrays_of(layer, "kernel", "bias"))
    return row


def _pooling(function: str, axes: int) -> Row:
    """A mean counts the zeros that were put around an image before; those that only keep a rest add nothing to a sum,
    which then is divided."""
    def row(builder: ImportBuilder, layer: SavedLayer, inputs: Inputs, keywords: Keywords) -> Value:
        config, value = layer.config, inputs[0]
        expect(config, data_format="channels_last")
        size = _axes(config["pool_size"], axes)
        strides = _axes(config.get("strides") or size, axes)
        placed = _padding(builder, layer, f"pooling{axes}d", value, size, strides, largest=function == "max")
        kind = "sum" if function == "average" and "ceil" in placed else function
        settings = {"function": kind, "pool_size": size, "strides": strides, "count_padding": bool(value.zeros)}
        pooled = builder.layer(layer.name, f"pooling{axes}d", (value.layer,), settings | placed)
        if kind == function or value.counts:
            return Value(pooled, counts=value.counts, counted=value.counted)
        return Value(builder.affine(f"{layer.name}_mean", pooled, 1.0 / prod(size), 0.0))
    return row


def _global(function: str) -> Row:
    def row(builder: ImportBuilder, layer: SavedLayer, inputs: Inputs, keywords: Keywords) -> str:
        expect(layer.config, data_format="channels_last")
        if "mask" in keywords:
            source, shape = known(builder, only(inputs))
            pooled = averaged(builder, layer.name, source, mask_of(builder, keywords, shape[0]))
        else:
            pooled = builder.layer(layer.name, "global_pooling", (one(inputs),), {"function": function})
        if not layer.config.get("keepdims", False):
            return pooled
        _, shape = known(builder, inputs[0])
        return builder.reshaped(f"{layer.name}_axes", pooled, (1,) * (len(shape) - 1) + shape[-1:])
    return row


def _pairs(value: Any, axes: int) -> tuple[tuple[int, int], ...]:
    """Zeros or crops: one number, one for each axis, or before and after."""
    if axes == 1:
        return ((value, value),) if isinstance(value, int) else ((int(value[0]), int(value[1])),)
    rows = [value] * axes if isinstance(value, int) else value
    return tuple((row, row) if isinstance(row, int) else (int(row[0]), int(row[1])) for row in rows)


def _zero_padding(axes: int) -> Row:
    def row(builder: ImportBuilder, layer: SavedLayer, inputs: Inputs, keywords: Keywords) -> Value:
        expect(layer.config, data_format="channels_last")
        if len(inputs) != 1 or inputs[0].mirrored or inputs[0].fill or inputs[0].number is not None:
            raise UnsupportedError
        zeros = _pairs(layer.config["padding"], axes)
        before = inputs[0].zeros or ((0, 0),) * axes
        if len(before) != axes:
            raise UnsupportedError
        total = tuple((first + one, last + two) for (first, last), (one, two) in zip(before, zeros, strict=True))
        return replace(inputs[0], zeros=total)
    return row


def _pad(builder: ImportBuilder, layer: SavedLayer, inputs: Inputs, keywords: Keywords) -> Value:
    mode = layer.config.get("mode", "constant")
    if mode not in ("constant", "reflect"):
        raise unlike("mode")
    around = _pairs(layer.config["pad_width"], len(layer.config["pad_width"]))
    if inputs[0].zeros or any(around[0]) or any(around[-1]):
        raise unlike("pad_width")
    return Value(inputs[0].layer, around[1:-1], float(keywords.get("constant_values") or 0.0),
                 mirrored=mode == "reflect")


def _divide(builder: ImportBuilder, layer: SavedLayer, inputs: Inputs, keywords: Keywords) -> str | None:
    """A mean with zeros over the part that is none: the mean of what is inside the image. Else a quotient."""
    if len(inputs) != 2 or not inputs[1].counts:
        return divided(builder, layer, inputs, keywords)
    if inputs[0].layer is None or inputs[1].layer is None:
        raise UnsupportedError
    counted, (sums, _) = inputs[1].counted, builder.factor(plain(inputs[0]))
    one, two = builder.spec(sums), builder.spec(inputs[1].layer)
    if one.kind != two.kind or one.settings != two.settings or builder.source(one.name) != builder.source(two.name):
        raise UnsupportedError
    settings, source = {**one.settings, "function": "average", "count_padding": False}, builder.source(one.name)
    if counted:
        shape = builder.shapes[source] if source else ()
        windows = one.layer.windows(one.settings, shape)
        found = counted_as(one.kind, counted, tuple((window.before, window.after) for window in windows), shape,
                           [window.size for window in windows], [window.stride for window in windows])
        if found is None:
            raise UnsupportedError
        settings |= found
    return builder.layer(layer.name, one.kind, (source,), settings)


def _ones(builder: ImportBuilder, layer: SavedLayer, inputs: Inputs, keywords: Keywords) -> Value:
    """Ones in the place of an image, and of the zeros around it."""
    (value,) = inputs
    if value.mirrored or value.fill or value.number is not None:
        raise UnsupportedError
    return replace(value, counts=True, counted=value.zeros)


def _cropping(axes: int) -> Row:
    def row(builder: ImportBuilder, layer: SavedLayer, inputs: Inputs, keywords: Keywords) -> str | None:
        expect(layer.config, data_format="channels_last")
        result = one(inputs)
        for axis, (before, after) in enumerate(_pairs(layer.config["cropping"], axes), 1):
            if before or after:
                result = builder.layer(layer.name, "slice", (result,), {"axis": axis, "start": before, "stop": -after})
        return result
    return row


_AXES = (1, 2)

ROWS: Mapping[str, Row] = {
    **{f"Conv{axes}D": _convolution(axes) for axes in _AXES},
    **{f"DepthwiseConv{axes}D": _convolution(axes, "depthwise_conv") for axes in _AXES},
    **{f"SeparableConv{axes}D": _convolution(axes, "separable_conv") for axes in _AXES},
    **{f"UpSampling{axes}D": _upsampling(axes) for axes in _AXES},
    **{f"Conv{axes}DTranspose": _transposed(axes) for axes in _AXES},
    **{f"MaxPooling{axes}D": _pooling("max", axes) for axes in _AXES},
    **{f"AveragePooling{axes}D": _pooling("average", axes) for axes in _AXES},
    **{f"GlobalMaxPooling{axes}D": _global("max") for axes in _AXES},
    **{f"GlobalAveragePooling{axes}D": _global("average") for axes in _AXES},
    **{f"ZeroPadding{axes}D": _zero_padding(axes) for axes in _AXES},
    **{f"Cropping{axes}D": _cropping(axes) for axes in _AXES},
}

OPERATIONS: Mapping[str, Row] = {
    "Pad": _pad,
    "OnesLike": _ones,
    "Divide": _divide,
}
