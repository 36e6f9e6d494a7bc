"""Convolution and pooling in PyTorch: kernels are (filters, channels, height, width), images have channels first."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from engine.formats.description import Node, Row, along_axes
from engine.formats.scripts.text import joined, literal, option, per_axis
from engine.formats.torch_model.basic import activated
from engine.formats.torch_model.writer import Writer
from engine.layers.mask import apart
from engine.layers.windows import is_mirrored


def _turned(kernel: np.ndarray) -> np.ndarray:
    """(…, a, b) → (b, a, …)."""
    axes = kernel.ndim - 2
    return kernel.transpose((axes + 1, axes, *range(axes)))


def _state(node: Node) -> dict[str, np.ndarray]:
    """The kernel, and the bias if there is one."""
    bias = {"bias": node.arrays["bias"]} if "bias" in node.arrays else {}
    return {"weight": _turned(node.arrays["kernel"])} | bias


def _convolution(t: Writer, node: Node, x: str) -> str:
    made, before = _convolving(t, node, option("bias", node.settings["use_bias"], True))
    return activated(t, node, t.channels_first(t.module(node, made, _state(node)), x, before))


def _separable(t: Writer, node: Node, x: str) -> str:
    """A convolution that sees each channel by itself, and one that sees each place by itself."""
    depthwise, before = _convolving(t, node, "bias=False")
    kernel, mixing = node.arrays["depthwise_kernel"], node.arrays["pointwise_kernel"]
    axes = kernel.ndim - 2
    pointwise = joined([f"nn.Conv{axes}d({mixing.shape[0]}", str(mixing.shape[1]), "1",
                        option("bias", node.settings["use_bias"], True)]) + ")"
    state = {"0.weight": _turned(kernel), "1.weight": _turned(mixing.reshape((1,) * axes + mixing.shape))}
    state |= {"1.bias": node.arrays["bias"]} if "bias" in node.arrays else {}
    module = t.module(node, f"nn.Sequential({depthwise}, {pointwise})", state)
    return activated(t, node, t.channels_first(module, x, before))


def _convolving(t: Writer, node: Node, bias: str) -> tuple[str, str]:
    """How a convolution is made that is set as the layer is, and what belongs around its input before it."""
    channels, layer = node.input_shapes[0][-1], node.spec.layer
    windows = node.spec.layer.windows(node.settings, node.input_shapes[0])
    around = [(window.before, window.after) for window in windows]
    even, mirrored = all(before == after for before, after in around), is_mirrored(node.settings)
    made = joined([
        f"nn.Conv{len(windows)}d({channels}", str(layer.maps_of(node.settings, channels)),
        literal(per_axis([window.size for window in windows])),
        option("stride", per_axis([window.stride for window in windows]), 1),
        option("padding", per_axis([before for before, _ in around]), 0) if even else "",
        option("dilation", per_axis([window.dilation for window in windows]), 1),
        option("groups", layer.groups(node.settings, channels), 1), bias,
        option("padding_mode", "reflect" if even and mirrored else "zeros", "zeros")]) + ")"
    return made, "{}" if even else f"{t.use('mirror' if mirrored else 'pad')}({{}}, {literal(around)})"


def _transposed(t: Writer, node: Node, x: str) -> str:
    """PyTorch takes as much away at both ends, and adds less than a stride at the last: where that does not give the
    result, it is the full one, of which what the padding takes away is cut off."""
    windows, size = node.spec.layer.windows(node.settings, node.input_shapes[0])
    after = [(length - 1) * window.stride + window.size - window.before - result
             for length, window, result in zip(node.input_shapes[0], windows, size, strict=False)]
    more = [window.before - zeros for window, zeros in zip(windows, after, strict=True)]
    even = all(0 <= places < max(window.stride, 1) for places, window in zip(more, windows, strict=True))
    crops = [(window.before, max(0, zeros)) for window, zeros in zip(windows, after, strict=True)]
    added = more if even else [max(0, -zeros) for zeros in after]
    made = joined([
        f"nn.ConvTranspose{len(windows)}d({node.input_shapes[0][-1]}", str(node.settings["filters"]),
        literal(per_axis([window.size for window in windows])),
        option("stride", per_axis([window.stride for window in windows]), 1),
        option("padding", per_axis([before for before, _ in crops]), 0) if even else "",
        option("output_padding", per_axis(added), 0),
        option("bias", node.settings["use_bias"], True)]) + ")"
    cut = "{}" if even else f"{t.use('crop')}({{}}, {literal(crops)})"
    module = t.module(node, made, _state(node))
    return activated(t, node, t.channels_first(module, x, after=cut))


_POOLS = {"max": "max_pool({})", "average": "average_pool({})", "sum": "sum_pool({})", "min": "-max_pool(-{})"}


def _pooling(t: Writer, node: Node, x: str) -> str:
    windows = node.spec.layer.windows(node.settings, node.input_shapes[0])
    call, around = _POOLS[node.settings["function"]], node.spec.layer.counted(node.settings, node.input_shapes[0])
    t.use(call.partition("(")[0].strip("-"))
    nothing = [(0, 0)] * len(windows)
    padding = [(window.before - before, window.after - after)
               for window, (before, after) in zip(windows, around, strict=True)]
    return call.format(joined([x, literal([window.size for window in windows]),
                               literal([window.stride for window in windows]), option("padding", padding, nothing),
                               option("counted", list(around), nothing)]))


_REDUCTIONS = {"max": "amax", "average": "mean", "sum": "sum", "min": "amin"}


def _global_pooling(t: Writer, node: Node, *inputs: str) -> str:
    (x,), mask = apart(node.settings, inputs)
    if mask is not None:
        return f"{t.use('pooled')}({joined([x, mask, literal(node.settings['function'])])})"
    axes = tuple(range(1, len(node.input_shapes[0])))
    return f"{x}.{_REDUCTIONS[node.settings['function']]}({literal(axes)})" if axes else x


def _upsampling(t: Writer, node: Node, x: str) -> str:
    *size, _ = node.shape
    between = node.settings["interpolation"]
    mode = "nearest" if between == "nearest" else "linear" if len(size) == 1 else "bilinear"
    corners = ", align_corners=True" if between == "corners" else ""
    first = f"{t.use('channels_first')}({x})"
    return f"{t.use('channels_last')}(F.interpolate({first}, {literal(size)}, mode={literal(mode)}{corners}))"


ROWS: Mapping[str, Row] = {
    **along_axes({
        "conv#d": _convolution, "depthwise_conv#d": _convolution, "separable_conv#d": _separable,
        "upsampling#d": _upsampling, "conv#d_transpose": _transposed, "pooling#d": _pooling}),
    "global_pooling": _global_pooling,
}
