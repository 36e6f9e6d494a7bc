"""Convolution and pooling as ONNX operators: kernels are (filters, channels, height, width) there."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from math import prod
from typing import Any

from engine.formats.description import Node, Row
from engine.formats.onnx_model.elements import activate
from engine.formats.onnx_model.writer import Writer, to_channels_first, to_channels_last
from engine.layers.windows import is_mirrored
from engine.windows import Window


def _placed(windows: Sequence[Window]) -> dict[str, Any]:
    return {"kernel_shape": [window.size for window in windows], "strides": [window.stride for window in windows],
            "pads": [window.before for window in windows] + [window.after for window in windows]}


def _channels_first(w: Writer, node: Node, x: str, apply: Callable[[str], str]) -> str:
    rank = len(node.input_shapes[0]) + 1
    return w.transpose(node, apply(w.transpose(node, x, to_channels_first(rank))), to_channels_last(rank))


def _weights(w: Writer, node: Node) -> tuple[str, ...]:
    """(…, a, b) → (b, a, …), and the bias if there is one."""
    kernel = node.arrays["kernel"]
    axes = kernel.ndim - 2
    turned = w.weight(node, "kernel", kernel.transpose((axes + 1, axes, *range(axes))))
    return (turned, w.weight(node, "bias")) if "bias" in node.arrays else (turned,)


def _convolution(w: Writer, node: Node, x: str) -> str:
    windows = node.spec.layer.windows(node.settings, node.input_shapes[0])

    def apply(image: str) -> str:
        placed = windows
        if is_mirrored(node.settings):
            image, placed = _mirrored(w, node, image, windows)
        result = w.operator(node, "Conv", image, *_weights(w, node), **_placed(placed), group=node.settings["groups"],
                            dilations=[window.dilation for window in windows])
        return activate(w, node, result)

    return _channels_first(w, node, x, apply)


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

    functions = {"max": largest, "sum": total,
                 "average": lambda image: w.operator(node, "AveragePool", image, **placed, count_include_pad=0),
                 "min": lambda image: _negated(w, node, image, largest)}
    return _channels_first(w, node, x, functions[node.settings["function"]])


_REDUCTIONS = {"max": "ReduceMax", "average": "ReduceMean", "sum": "ReduceSum", "min": "ReduceMin"}


def _global_pooling(w: Writer, node: Node, x: str) -> str:
    rank = len(node.input_shapes[0])
    if rank == 1:
        return x
    axes = w.constant(node, "axes", range(1, rank), "int64")
    return w.operator(node, _REDUCTIONS[node.settings["function"]], x, axes, keepdims=0)


ROWS: Mapping[str, Row] = {
    "conv1d": _convolution,
    "conv2d": _convolution,
    "conv1d_transpose": _transposed,
    "conv2d_transpose": _transposed,
    "pooling1d": _pooling,
    "pooling2d": _pooling,
    "global_pooling": _global_pooling,
}
