"""Convolutions and poolings."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from math import prod
from typing import Any

import numpy as np

from engine.formats.importing.unlike import UnlikeError
from engine.formats.onnx_model.operator import Operator
from engine.formats.onnx_model.values import Tensor, arranged, channels_first
from engine.windows import same_padding


def _axes_of(op: Operator, shape: Sequence[int]) -> int:
    """How many axes the window slides along: one or two."""
    if len(shape) not in (1, 2):
        raise UnlikeError
    return len(shape)


def _source(op: Operator, axes: int) -> str | None:
    x = op.tensor()
    if x.axes and len(x.axes) != axes + 2:
        raise UnlikeError
    return arranged(op.sketch, op.name, x, channels_first(axes + 2))


def _result(op: Operator, layer: str, axes: int) -> Tensor:
    return Tensor(layer, channels_first(axes + 2)) if op.sketch.shapes[layer] is not None else Tensor(layer)


def _list(op: Operator, name: str, axes: int) -> tuple[int, ...]:
    return tuple(op.attributes.get(name) or [1] * axes)


def _padding(op: Operator, source: str | None, axes: int, reach: Sequence[int],
             strides: Sequence[int]) -> dict[str, Any]:
    """Zeros by hand, or those that Keras calls same."""
    automatic = op.attributes.get("auto_pad", "NOTSET")
    if automatic in ("VALID", "SAME_UPPER"):
        return {"padding": "valid" if automatic == "VALID" else "same"}
    if automatic not in ("NOTSET", ""):
        raise op.unlike("auto_pad")
    pads = op.attributes.get("pads") or [0] * (2 * axes)
    zeros = list(zip(pads[:axes], pads[axes:], strict=True))
    if not any(pads):
        return {"padding": "valid"}
    shape = op.sketch.shapes[source] if source else None
    if shape is not None and zeros == list(map(same_padding, shape, reach, strides)):
        return {"padding": "same"}
    if len(set(pads)) == 1:
        return {"padding": "explicit", "pad": pads[0]}
    raise op.unlike("pads")


def _weights(op: Operator) -> tuple[np.ndarray, dict[str, np.ndarray]]:
    """(b, a, …) → (…, a, b), and the bias if there is one."""
    weight = op.constant(1)
    if weight.ndim < 3:
        raise UnlikeError
    kernel = weight.transpose((*range(2, weight.ndim), 1, 0))
    return kernel, {"kernel": kernel} | ({"bias": op.constant(2)} if op.has(2) else {})


def _convolution(op: Operator) -> Tensor:
    kernel, arrays = _weights(op)
    size = kernel.shape[:-2]
    axes = _axes_of(op, size)
    strides, dilation = _list(op, "strides", axes), _list(op, "dilations", axes)
    reach = [d * (k - 1) + 1 for k, d in zip(size, dilation, strict=True)]
    source = _source(op, axes)
    settings = {"filters": kernel.shape[-1], "kernel_size": size, "strides": strides, "dilation": dilation,
                "groups": op.attributes.get("group", 1), "use_bias": "bias" in arrays, "activation": "identity",
                **_padding(op, source, axes, reach, strides)}
    return _result(op, op.sketch.layer(op.name, f"conv{axes}d", (source,), settings, arrays), axes)


def _transposed(op: Operator) -> Tensor:
    """What is cut off and added at the ends, as one of Ladera's three ways to pad."""
    kernel, arrays = _weights(op)
    size = kernel.shape[:-2]
    axes = _axes_of(op, size)
    op.expect(group=1, auto_pad="NOTSET", output_shape=None)
    if set(_list(op, "dilations", axes)) != {1}:
        raise op.unlike("dilations")
    strides = _list(op, "strides", axes)
    pads = op.attributes.get("pads") or [0] * (2 * axes)
    more = op.attributes.get("output_padding") or [0] * axes
    ends = [(pads[axis], pads[axes + axis] - more[axis]) for axis in range(axes)]
    ways = {"valid": [(0, min(0, k - s)) for k, s in zip(size, strides, strict=True)],
            "same": [(max(0, k - s) // 2, k - s - max(0, k - s) // 2) for k, s in zip(size, strides, strict=True)],
            "explicit": [(pads[0], pads[0])] * axes}
    padding = next((name for name, way in ways.items() if way == ends), None)
    if padding is None:
        raise op.unlike("pads")
    settings = {"filters": kernel.shape[-2], "kernel_size": size, "strides": strides, "padding": padding,
                "pad": pads[0] if padding == "explicit" else 0, "use_bias": "bias" in arrays,
                "activation": "identity"}
    source = _source(op, axes)
    return _result(op, op.sketch.layer(op.name, f"conv{axes}d_transpose", (source,), settings, arrays), axes)


def _pooling(function: str) -> Callable[[Operator], Tensor]:
    """A mean with the zeros around is a sum, which then is divided."""
    def row(op: Operator) -> Tensor:
        size = tuple(op.attributes["kernel_shape"])
        axes = _axes_of(op, size)
        op.expect(ceil_mode=0, storage_order=0)
        if set(_list(op, "dilations", axes)) != {1}:
            raise op.unlike("dilations")
        strides = _list(op, "strides", axes)
        source = _source(op, axes)
        placed = _padding(op, source, axes, size, strides)
        zeros_count = op.attributes.get("count_include_pad", 0) and placed["padding"] != "valid"
        settings = {"function": "sum" if zeros_count else function, "pool_size": size, "strides": strides, **placed}
        layer = op.sketch.layer(op.name, f"pooling{axes}d", (source,), settings)
        if zeros_count:
            layer = op.sketch.affine(f"{op.name}_mean", layer, 1.0 / prod(size), 0.0)
        return _result(op, layer, axes)
    return row


def _global(function: str) -> Callable[[Operator], Tensor]:
    """(batch, channels, 1, …): the ones are ONNX's."""
    def row(op: Operator) -> Tensor:
        x = op.tensor()
        source = arranged(op.sketch, op.name, x, channels_first(len(x.axes)))
        layer = op.sketch.layer(op.name, "global_pooling", (source,), {"function": function})
        return Tensor(layer, (0, 1, *(None,) * (len(x.axes) - 2))) if x.axes else Tensor(layer)
    return row


ROWS: Mapping[str, Callable[[Operator], Tensor]] = {
    "Conv": _convolution,
    "ConvTranspose": _transposed,
    "MaxPool": _pooling("max"),
    "AveragePool": _pooling("average"),
    "GlobalMaxPool": _global("max"),
    "GlobalAveragePool": _global("average"),
}
