"""Convolution and pooling as ONNX operators: kernels are (filters, channels, height, width) there."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from math import prod
from typing import Any

import numpy as np

from engine.formats.description import Node, Row, along_axes
from engine.formats.onnx_model.elements import activate
from engine.formats.onnx_model.writer import Writer, to_channels_first, to_channels_last
from engine.layers.mask import apart
from engine.layers.windows import is_mirrored
from engine.windows import Window


def _placed(windows: Sequence[Window]) -> dict[str, Any]:
    return {"kernel_shape": [window.size for window in windows], "strides": [window.stride for window in windows],
            "pads": [window.before for window in windows] + [window.after for window in windows]}


def _channels_first(w: Writer, node: Node, x: str, apply: Callable[[str], str]) -> str:
    rank = len(node.input_shapes[0]) + 1
    return w.transpose(node, apply(w.transpose(node, x, to_channels_first(rank))), to_channels_last(rank))


def _kernel(w: Writer, node: Node, role: str, array: np.ndarray) -> str:
    """(…, a, b) → (b, a, …)."""
    axes = array.ndim - 2
    return w.weight(node, role, array.transpose((axes + 1, axes, *range(axes))))


def _weights(w: Writer, node: Node) -> tuple[str, ...]:
    """The kernel, and the bias if there is one."""
    kernel = _kernel(w, node, "kernel", node.arrays["kernel"])
    return (kernel, w.weight(node, "bias")) if "bias" in node.arrays else (kernel,)


def _convolution(w: Writer, node: Node, x: str) -> str:
    return _channels_first(w, node, x, lambda image: activate(w, node, _found(w, node, image, *_weights(w, node))))


def _separable(w: Writer, node: Node, x: str) -> str:
    """A convolution that sees each channel by itself, and one that sees each place by itself."""
    pointwise = node.arrays["pointwise_kernel"]
    depthwise = _kernel(w, node, "depthwise_kernel", node.arrays["depthwise_kernel"])
    mixing = _kernel(w, node, "pointwise_kernel", pointwise.reshape((1,) * (len(node.shape) - 1) + pointwise.shape))
    bias = (w.weight(node, "bias"),) if "bias" in node.arrays else ()
    return _channels_first(w, node, x, lambda image: activate(w, node, w.operator(
        node, "Conv", _found(w, node, image, depthwise), mixing, *bias)))


def _found(w: Writer, node: Node, image: str, *weights: str) -> str:
    """A convolution, as the layer is set."""
    windows = placed = node.spec.layer.windows(node.settings, node.input_shapes[0])
    if is_mirrored(node.settings):
        image, placed = _mirrored(w, node, image, windows)
    return w.operator(node, "Conv", image, *weights, **_placed(placed),
                      group=node.spec.layer.groups(node.settings, node.input_shapes[0][-1]),
                      dilations=[window.dilation for window in windows])


def _mirrored(w: Writer, node: Node, image: str, windows: Sequence[Window]) -> tuple[str, list[Window]]:
    """The image with its mirror image around it, and the windows that need nothing more."""
    pads = w.constant(node, "pads", [0, 0, *(window.before for window in windows),
                                     0, 0, *(window.after for window in windows)], "int64")
    return (w.operator(node, "Pad", image, pads, mode="reflect"),
            [replace(window, before=0, after=0) for window in windows])


def _transposed(w: Writer, node: Node, x: str) -> str:
    windows, size = node.spec.layer.windows(node.settings, node.input_shapes[0])
    after = [(length - 1) * window.stride + window.size - window.before - result
             for length, window, result in zip(node.input_shapes[0], windows, size, strict=False)]

    def apply(image: str) -> str:
        result = w.operator(
            node, "ConvTranspose", image, *_weights(w, node), kernel_shape=[window.size for window in windows],
            strides=[window.stride for window in windows],
            pads=[window.before for window in windows] + [max(0, zeros) for zeros in after],
            output_padding=[max(0, -zeros) for zeros in after])
        return activate(w, node, result)

    return _channels_first(w, node, x, apply)


def _negated(w: Writer, node: Node, x: str, apply: Callable[[str], str]) -> str:
    return w.operator(node, "Neg", apply(w.operator(node, "Neg", x)))


def _pooling(w: Writer, node: Node, x: str) -> str:
    windows = node.spec.layer.windows(node.settings, node.input_shapes[0])
    placed = _placed(windows)

    def largest(image: str) -> str:
        return w.operator(node, "MaxPool", image, **placed)

    def total(image: str) -> str:
        mean = w.operator(node, "AveragePool", image, **placed, count_include_pad=1)
        return w.operator(node, "Mul", mean, w.constant(node, "area", prod(window.size for window in windows)))

    def average(image: str) -> str:
        """Zeros that count are put around the image first: where the rest is kept, others that do not count follow."""
        around = node.spec.layer.counted(node.settings, node.input_shapes[0])
        inside = _placed([replace(window, before=window.before - before, after=window.after - after)
                          for window, (before, after) in zip(windows, around, strict=True)])
        if any(map(any, around)):
            pads = [0, 0, *(before for before, _ in around), 0, 0, *(after for _, after in around)]
            image = w.operator(node, "Pad", image, w.constant(node, "zeros", pads, "int64"))
        return w.operator(node, "AveragePool", image, **inside, count_include_pad=0)

    functions = {"max": largest, "sum": total, "average": average,
                 "min": lambda image: _negated(w, node, image, largest)}
    return _channels_first(w, node, x, functions[node.settings["function"]])


_REDUCTIONS = {"max": "ReduceMax", "average": "ReduceMean", "sum": "ReduceSum", "min": "ReduceMin"}


def _of_some(w: Writer, node: Node, x: str, mask: str) -> str:
    """The steps at which the mask is 0 become what no reduction sees; where none is read, the result is 0."""
    function, axes = node.settings["function"], w.constant(node, "axes", [1], "int64")
    none, one = w.constant(node, "none", 0.0), w.constant(node, "one", 1.0)
    skipped = w.operator(node, "Equal", w.reshape(node, mask, (node.input_shapes[0][0], 1)), none)
    read = w.operator(node, "Where", skipped, none, one)
    never = w.constant(node, "never", {"max": -1e9, "min": 1e9}.get(function, 0.0))
    rest = w.operator(node, "Where", skipped, never, x)
    if function in ("max", "min"):
        return w.operator(node, "Mul", w.operator(node, _REDUCTIONS[function], rest, axes, keepdims=0),
                          w.operator(node, "ReduceMax", read, axes, keepdims=0))
    total = w.operator(node, "ReduceSum", rest, axes, keepdims=0)
    if function == "sum":
        return total
    counts = w.operator(node, "ReduceSum", read, axes, keepdims=0)
    return w.operator(node, "Div", total, w.operator(node, "Max", counts, one))


def _global_pooling(w: Writer, node: Node, *inputs: str) -> str:
    (x,), mask = apart(node.settings, inputs)
    if mask is not None:
        return _of_some(w, node, x, mask)
    rank = len(node.input_shapes[0])
    if rank == 1:
        return x
    axes = w.constant(node, "axes", range(1, rank), "int64")
    return w.operator(node, _REDUCTIONS[node.settings["function"]], x, axes, keepdims=0)


_RESIZINGS = {
    "nearest": {"mode": "nearest", "coordinate_transformation_mode": "asymmetric", "nearest_mode": "floor"},
    "linear": {"mode": "linear", "coordinate_transformation_mode": "half_pixel"},
    "corners": {"mode": "linear", "coordinate_transformation_mode": "align_corners"},
}


def _upsampling(w: Writer, node: Node, x: str) -> str:
    settings = _RESIZINGS[node.settings["interpolation"]]
    *size, _ = node.shape

    def apply(image: str) -> str:
        kept = w.operator(node, "Shape", image, start=0, end=2)
        whole = w.operator(node, "Concat", kept, w.constant(node, "size", size, "int64"), axis=0)
        return w.operator(node, "Resize", image, "", "", whole, **settings)

    return _channels_first(w, node, x, apply)


ROWS: Mapping[str, Row] = {
    **along_axes({
        "conv#d": _convolution, "depthwise_conv#d": _convolution, "separable_conv#d": _separable,
        "upsampling#d": _upsampling, "conv#d_transpose": _transposed, "pooling#d": _pooling}),
    "global_pooling": _global_pooling,
}
