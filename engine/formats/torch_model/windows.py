"""Convolution and pooling in PyTorch: kernels are (filters, channels, height, width), images have channels first."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from engine.formats.description import Node, Row
from engine.formats.scripts.text import joined, literal, option, per_axis
from engine.formats.torch_model.basic import activated
from engine.formats.torch_model.writer import Writer
from engine.layers.windows import is_mirrored


def _state(node: Node) -> dict[str, np.ndarray]:
    """(…, a, b) → (b, a, …), and the bias if there is one."""
    kernel = node.arrays["kernel"]
    axes = kernel.ndim - 2
    bias = {"bias": node.arrays["bias"]} if "bias" in node.arrays else {}
    return {"weight": kernel.transpose((axes + 1, axes, *range(axes)))} | bias


def _convolution(t: Writer, node: Node, x: str) -> str:
    windows = node.spec.layer.windows(node.settings, node.input_shapes[0])
    around = [(window.before, window.after) for window in windows]
    even, mirrored = all(before == after for before, after in around), is_mirrored(node.settings)
    made = joined([
        f"nn.Conv{len(windows)}d({node.input_shapes[0][-1]}", str(node.settings["filters"]),
        literal(per_axis([window.size for window in windows])),
        option("stride", per_axis([window.stride for window in windows]), 1),
        option("padding", per_axis([before for before, _ in around]), 0) if even else "",
        option("dilation", per_axis([window.dilation for window in windows]), 1),
        option("groups", node.settings["groups"], 1), option("bias", node.settings["use_bias"], True),
        option("padding_mode", "reflect" if even and mirrored else "zeros", "zeros")]) + ")"
    before = "{}" if even else f"{t.use('mirror' if mirrored else 'pad')}({{}}, {literal(around)})"
    module = t.module(node, made, _state(node))
    return activated(t, node, t.channels_first(module, x, before))


def _transposed(t: Writer, node: Node, x: str) -> str:
    """The full result, of which what the padding takes away is cut off: PyTorch takes as much at both ends."""
    windows, size = node.spec.layer.windows(node.settings, node.input_shapes[0])
    after = [(length - 1) * window.stride + window.size - window.before - result
             for length, window, result in zip(node.input_shapes[0], windows, size, strict=False)]
    crops = [(window.before, max(0, zeros)) for window, zeros in zip(windows, after, strict=True)]
    even = all(before == end for before, end in crops)
    made = joined([
        f"nn.ConvTranspose{len(windows)}d({node.input_shapes[0][-1]}", str(node.settings["filters"]),
        literal(per_axis([window.size for window in windows])),
        option("stride", per_axis([window.stride for window in windows]), 1),
        option("padding", per_axis([before for before, _ in crops]), 0) if even else "",
        option("output_padding", per_axis([max(0, -zeros) for zeros in after]), 0),
        option("bias", node.settings["use_bias"], True)]) + ")"
    cut = "{}" if even else f"{t.use('crop')}({{}}, {literal(crops)})"
    module = t.module(node, made, _state(node))
    return activated(t, node, t.channels_first(module, x, after=cut))


_POOLS = {"max": "max_pool({})", "average": "average_pool({})", "sum": "sum_pool({})", "min": "-max_pool(-{})"}


def _pooling(t: Writer, node: Node, x: str) -> str:
    windows = node.spec.layer.windows(node.settings, node.input_shapes[0])
    call = _POOLS[node.settings["function"]]
    t.use(call.partition("(")[0].strip("-"))
    return call.format(joined([x, literal([window.size for window in windows]),
                               literal([window.stride for window in windows]),
                               option("padding", [(window.before, window.after) for window in windows],
                                      [(0, 0)] * len(windows))]))


_REDUCTIONS = {"max": "amax", "average": "mean", "sum": "sum", "min": "amin"}


def _global_pooling(t: Writer, node: Node, x: str) -> str:
    axes = tuple(range(1, len(node.input_shapes[0])))
    return f"{x}.{_REDUCTIONS[node.settings['function']]}({literal(axes)})" if axes else x


ROWS: Mapping[str, Row] = {
    "conv1d": _convolution,
    "conv2d": _convolution,
    "conv1d_transpose": _transposed,
    "conv2d_transpose": _transposed,
    "pooling1d": _pooling,
    "pooling2d": _pooling,
    "global_pooling": _global_pooling,
}
