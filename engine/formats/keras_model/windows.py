"""Convolution and pooling as Keras layers. What Keras does not pad by itself is a step before, or crops after."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from math import prod
from typing import Any

import numpy as np

from engine.device import NUMPY
from engine.formats.description import Node, Row, along_axes
from engine.formats.keras_model.elements import activated, scaled
from engine.formats.keras_model.writer import Tensor, Writer
from engine.ir import Builder, compile_plan
from engine.layers import LAYERS
from engine.layers.mask import apart
from engine.layers.windows import is_mirrored, per_axis
from engine.windows import Window, same_padding

Zeros = Sequence[tuple[int, int]]  # before and after, for each axis


def _around(zeros: Zeros) -> object:
    """Zeros or crops as Keras writes them: a pair for a sequence, a pair of pairs for an image."""
    return zeros[0] if len(zeros) == 1 else tuple(zeros)


def _larger(x: Tensor, zeros: Zeros) -> tuple[int, ...]:
    return (*(length + sum(pair) for length, pair in zip(x.shape, zeros, strict=False)), x.shape[-1])


def _zeros_of(windows: Sequence[Window]) -> Zeros:
    return tuple((window.before, window.after) for window in windows)


def _padded(k: Writer, node: Node, x: Tensor, zeros: Zeros) -> Tensor:
    if not any(map(any, zeros)):
        return x
    return k.layer(node, f"ZeroPadding{len(zeros)}D", x, shape=_larger(x, zeros), hint="padded", padding=_around(zeros))


def _mirrored(k: Writer, node: Node, x: Tensor, widths: Zeros) -> Tensor:
    if not any(map(any, widths)):
        return x
    return k.operation(node, "Pad", x, shape=_larger(x, widths), hint="padded", pad_width=((0, 0), *widths, (0, 0)),
                       mode="reflect")


def _convolution(k: Writer, node: Node, x: Tensor) -> Tensor:
    own = {"filters": node.settings["filters"], "groups": node.settings["groups"]}
    return _convolved(k, node, x, "Conv", "kernel", own)


def _depthwise(k: Writer, node: Node, x: Tensor) -> Tensor:
    return _convolved(k, node, x, "DepthwiseConv", "kernel", {"depth_multiplier": node.settings["multiplier"]})


def _separable(k: Writer, node: Node, x: Tensor) -> Tensor:
    own = {"filters": node.settings["filters"], "depth_multiplier": node.settings["multiplier"]}
    return _convolved(k, node, x, "SeparableConv", "depthwise_kernel", own)


def _convolved(k: Writer, node: Node, x: Tensor, class_name: str, kernel: str, own: Mapping[str, Any]) -> Tensor:
    """A convolution with its activation; `kernel` is the one that slides."""
    windows, channels = node.spec.layer.windows(node.settings, node.input_shapes[0]), x.shape[-1]
    padding, arrays = node.settings["padding"], dict(node.arrays)
    if padding not in (("valid", "same", "causal") if node.kind == "conv1d" else ("valid", "same")):
        surrounded = _mirrored if is_mirrored(node.settings) else _padded
        x, padding = surrounded(k, node, x, _zeros_of(windows)), "valid"
    if max(window.stride for window in windows) > 1 and max(window.dilation for window in windows) > 1:
        arrays[kernel] = _spread(arrays[kernel], windows)  # Keras has no layer with both
        windows = [Window(window.reach, window.stride) for window in windows]
    if class_name != "Conv":
        arrays[kernel] = arrays[kernel].reshape((*arrays[kernel].shape[:-2], channels, -1))
    if class_name == "SeparableConv":
        arrays["pointwise_kernel"] = arrays["pointwise_kernel"].reshape(
            (1,) * len(windows) + arrays["pointwise_kernel"].shape)
    return activated(k, node, f"{class_name}{len(windows)}D", x, arrays, **own,
                     kernel_size=[window.size for window in windows], strides=[window.stride for window in windows],
                     padding=padding, dilation_rate=[window.dilation for window in windows],
                     use_bias=node.settings["use_bias"])


def _spread(kernel: np.ndarray, windows: Sequence[Window]) -> np.ndarray:
    """A dilated kernel as one without dilation, with zeros between its elements."""
    axes = len(windows)
    wide = np.zeros((*(window.reach for window in windows), *kernel.shape[axes:]), kernel.dtype)
    wide[tuple(slice(None, None, window.dilation) for window in windows)] = kernel
    return wide


def _transposed(k: Writer, node: Node, x: Tensor) -> Tensor:
    windows, size = node.spec.layer.windows(node.settings, node.input_shapes[0])
    axes, padding = len(windows), node.settings["padding"]
    more = per_axis(node.settings["output_padding"], axes) if padding != "same" else (0,) * axes
    full = [max((length - 1) * window.stride + window.size + places, length * window.stride)
            for length, window, places in zip(x.shape, windows, more, strict=False)]
    crops = tuple((window.before, length - window.before - result)
                  for window, length, result in zip(windows, full, size, strict=True))
    by_hand = padding == "explicit"
    result = activated(
        k, node, f"Conv{axes}DTranspose", x, node.arrays, shape=(*full, node.shape[-1]) if by_hand else None,
        filters=node.settings["filters"], kernel_size=[window.size for window in windows],
        strides=[window.stride for window in windows], padding="valid" if by_hand else padding,
        output_padding=list(more) if any(more) else None, use_bias=node.settings["use_bias"])
    if not by_hand or not any(map(any, crops)):
        return result
    return k.layer(node, f"Cropping{axes}D", result, hint="cropped", cropping=_around(crops))


def _pool(k: Writer, node: Node, x: Tensor, class_name: str, windows: Sequence[Window], padding: str = "valid",
          hint: str = "") -> Tensor:
    return k.layer(node, f"{class_name}{len(windows)}D", x, hint=hint, pool_size=[window.size for window in windows],
                   strides=[window.stride for window in windows], padding=padding)


def _padding(node: Node, windows: Sequence[Window]) -> str | None:
    """The name that Keras has for the padding of these windows, if it has one."""
    zeros = _zeros_of(windows)
    same = tuple(same_padding(length, window.size, window.stride)
                 for length, window in zip(node.input_shapes[0], windows, strict=False))
    return "valid" if not any(map(any, zeros)) else "same" if zeros == same else None


def _largest(k: Writer, node: Node, x: Tensor, windows: Sequence[Window]) -> Tensor:
    padding = _padding(node, windows)
    if padding is None:  # what is around an image must never win
        zeros = _zeros_of(windows)
        x = k.operation(node, "Pad", x, shape=_larger(x, zeros), hint="padded", pad_width=((0, 0), *zeros, (0, 0)),
                        keywords={"constant_values": float(np.finfo(np.float32).min)})
    return _pool(k, node, x, "MaxPooling", windows, padding or "valid")


def _smallest(k: Writer, node: Node, x: Tensor, windows: Sequence[Window]) -> Tensor:
    largest = _largest(k, node, scaled(k, node, x, -1.0, "negative"), windows)
    return scaled(k, node, largest, -1.0, "smallest")


def _mean_with_zeros(k: Writer, node: Node, x: Tensor, windows: Sequence[Window], hint: str = "") -> Tensor:
    return _pool(k, node, _padded(k, node, x, _zeros_of(windows)), "AveragePooling", windows, hint=hint)


def _sum(k: Writer, node: Node, x: Tensor, windows: Sequence[Window]) -> Tensor:
    area = prod(window.size for window in windows)
    return scaled(k, node, _mean_with_zeros(k, node, x, windows), float(area), "sum")


def _average(k: Writer, node: Node, x: Tensor, windows: Sequence[Window]) -> Tensor:
    """Keras leaves out the zeros around an image as Ladera does; on PyTorch not where there are more of them after than
    before (Keras 3.15). There, and by hand: the mean with the zeros, over the part that is none. Zeros that count are
    put around it first."""
    around = node.spec.layer.counted(node.settings, node.input_shapes[0])
    if any(map(any, around)):
        x = k.layer(node, f"ZeroPadding{len(around)}D", x, shape=_larger(x, around), hint="counted",
                    padding=_around(around))
        windows = [replace(window, before=window.before - before, after=window.after - after)
                   for window, (before, after) in zip(windows, around, strict=True)]
        if not any(map(any, _zeros_of(windows))):
            return _pool(k, node, x, "AveragePooling", windows)
    padding = _padding(node, windows)
    if padding is not None and all(before == after for before, after in _zeros_of(windows)):
        return _pool(k, node, x, "AveragePooling", windows, padding)
    ones = k.operation(node, "OnesLike", x, shape=x.shape, hint="ones")
    part = _mean_with_zeros(k, node, ones, windows, "part")
    return k.operation(node, "Divide", _mean_with_zeros(k, node, x, windows), part, hint="mean")


_POOLS = {"max": _largest, "average": _average, "sum": _sum, "min": _smallest}


def _pooling(k: Writer, node: Node, x: Tensor) -> Tensor:
    windows = node.spec.layer.windows(node.settings, node.input_shapes[0])
    return _POOLS[node.settings["function"]](k, node, x, windows)


def _of_some(k: Writer, node: Node, x: Tensor, mask: Tensor) -> Tensor:
    """The steps at which the mask is 0 become what no pooling sees, and where none is read, the result is 0; the mean
    is taken of them all, and then counted again."""
    (steps, channels), function = x.shape, node.settings["function"]
    column = k.layer(node, "Reshape", mask, shape=(steps, 1), hint="steps", target_shape=(steps, 1))
    read = k.operation(node, "NotEqual", column, 0.0, shape=(steps, 1), hint="read")
    ones = k.operation(node, "Cast", read, shape=(steps, 1), hint="ones", config={"dtype": "float32"})
    if function in ("max", "min"):
        sign = -1.0 if function == "min" else 1.0
        rest = k.operation(node, "Where", read, x if sign > 0 else scaled(k, node, x, sign, "negative"), -1e9,
                           shape=x.shape, hint="rest")
        some = k.layer(node, "GlobalMaxPooling1D", ones, shape=(1,), hint="some")
        largest = k.operation(node, "Multiply", k.layer(node, "GlobalMaxPooling1D", rest, hint="most"), some,
                              shape=(channels,), hint="largest")
        return largest if sign > 0 else scaled(k, node, largest, sign, function)
    rest = k.operation(node, "Where", read, x, 0.0, shape=x.shape, hint="rest")
    total = k.layer(node, "GlobalAveragePooling1D", rest)
    if function == "sum":
        return scaled(k, node, total, float(steps), function)
    share = k.layer(node, "GlobalAveragePooling1D", ones, shape=(1,), hint="share")
    some = k.operation(node, "Maximum", share, 1.0 / steps, shape=(1,), hint="some")
    return k.operation(node, "Divide", total, some, shape=(channels,), hint="mean")


def _global_pooling(k: Writer, node: Node, *inputs: Tensor) -> Tensor:
    (x,), mask = apart(node.settings, inputs)
    if mask is not None:
        return _of_some(k, node, x, mask)
    function, axes = node.settings["function"], len(x.shape) - 1
    places = prod(x.shape[:-1])
    if axes not in (1, 2):
        x = k.layer(node, "Reshape", x, shape=(places, x.shape[-1]), hint="places",
                    target_shape=(places, x.shape[-1]))
        axes = 1
    if function == "min":
        x = scaled(k, node, x, -1.0, "negative")
    class_name = {"max": "GlobalMaxPooling", "min": "GlobalMaxPooling"}.get(function, "GlobalAveragePooling")
    result = k.layer(node, f"{class_name}{axes}D", x)
    factor = {"min": -1.0, "sum": float(places)}.get(function)
    return result if factor is None else scaled(k, node, result, factor, function)


def _upsampling(k: Writer, node: Node, x: Tensor) -> Tensor:
    """By whole factors Keras has it. A sequence, drawn straight, is an image of one column; other sizes, and what goes
    from corner to corner, are products with a matrix that is not trained, axis by axis."""
    linear, axes = node.settings["interpolation"] == "linear", len(node.shape) - 1
    pairs = list(zip(x.shape[:-1], node.shape[:-1], strict=True))
    if node.settings["interpolation"] == "corners" or any(new % old for old, new in pairs):
        for axis, (old, new) in enumerate(pairs):
            x = x if old == new else _resized(k, node, x, axis, new)
        return x
    factors = [new // old for old, new in pairs]
    if axes == 1 and not linear:
        return k.layer(node, "UpSampling1D", x, size=factors[0])
    interpolation = "bilinear" if linear else "nearest"
    if axes == 2:
        return k.layer(node, "UpSampling2D", x, size=factors, interpolation=interpolation)
    image, larger = (x.shape[0], 1, x.shape[-1]), (node.shape[0], 1, x.shape[-1])
    x = k.layer(node, "Reshape", x, shape=image, hint="image", target_shape=image)
    x = k.layer(node, "UpSampling2D", x, shape=larger, size=[*factors, 1], interpolation=interpolation)
    return k.layer(node, "Reshape", x, hint="sequence", target_shape=node.shape)


def _resized(k: Writer, node: Node, x: Tensor, axis: int, size: int) -> Tensor:
    """One axis of another length: what the layer makes of each place is a row of the matrix."""
    length, last = x.shape[axis], len(x.shape) - 1
    ir = Builder()
    leaf = ir.leaf("input", "x", (1, length, length))
    settings = {"factor": (1,), "size": (size,), "interpolation": node.settings["interpolation"]}
    made = LAYERS["upsampling1d"].lower(ir, settings, (leaf,), {})
    matrix = compile_plan(NUMPY, "float32", [made], {leaf: np.eye(length, dtype=np.float32)[None]}).run()[0][0]
    order = [place for place in range(last + 1) if place != axis] + [axis]
    turned = tuple(x.shape[place] for place in order)
    x = k.layer(node, "Permute", x, shape=turned, hint="turned", dims=[place + 1 for place in order])
    x = k.layer(node, "Dense", x, shape=(*turned[:-1], size), hint="places", arrays={"kernel": matrix.T.copy()},
                units=size, use_bias=False, trainable=False)
    back = [order.index(place) for place in range(last + 1)]
    shape = tuple((*turned[:-1], size)[place] for place in back)
    return k.layer(node, "Permute", x, shape=shape, hint="back", dims=[place + 1 for place in back])


ROWS: Mapping[str, Row] = {
    **along_axes({
        "conv#d": _convolution, "depthwise_conv#d": _depthwise, "separable_conv#d": _separable,
        "upsampling#d": _upsampling, "conv#d_transpose": _transposed, "pooling#d": _pooling}),
    "global_pooling": _global_pooling,
}
