"""Convolutions and poolings."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from engine.formats.importing.padding import Pairs, counted_as, mirror_as, zeros_as
from engine.formats.importing.unlike import UnlikeError
from engine.formats.onnx_model.operator import Operator
from engine.formats.onnx_model.values import Padded, Tensor, arranged, channels_first

_AUTOMATIC = {"VALID": "valid", "SAME_UPPER": "same", "SAME_LOWER": "same_lower"}


def _axes_of(op: Operator, shape: Sequence[int]) -> int:
    """How many axes the window slides along: one or two."""
    if len(shape) not in (1, 2):
        raise UnlikeError
    return len(shape)


def _source(op: Operator, axes: int, x: Tensor | None = None) -> str | None:
    x = op.tensor() if x is None else x
    if x.axes and len(x.axes) != axes + 2:
        raise UnlikeError
    return arranged(op.sketch, op.name, x, channels_first(axes + 2))


def _surrounded(op: Operator, axes: int) -> tuple[str | None, Pairs, bool]:
    """The source, what a Pad before put around its places, and whether that is its mirror image."""
    x = op.inputs[0]
    if not isinstance(x, Padded):
        return _source(op, axes), ((0, 0),) * axes, False
    return _source(op, axes, x.tensor), x.around[2:], x.mirrored


def _result(op: Operator, layer: str, axes: int) -> Tensor:
    return Tensor(layer, channels_first(axes + 2)) if op.sketch.shapes[layer] is not None else Tensor(layer)


def _list(op: Operator, name: str, axes: int) -> tuple[int, ...]:
    return tuple(op.attributes.get(name) or [1] * axes)


def _padding(op: Operator, kind: str, source: str | None, reach: Sequence[int], strides: Sequence[int],
             around: Pairs = (), mirrored: bool = False) -> dict[str, Any]:
    """The padding of a layer of `kind`: the operator's own, and what a Pad before put `around` its input."""
    axes = len(reach)
    around = around or ((0, 0),) * axes
    automatic = op.attributes.get("auto_pad", "NOTSET")
    if automatic in _AUTOMATIC and not any(map(any, around)):
        return {"padding": _AUTOMATIC[automatic]}
    if automatic not in ("NOTSET", "", "VALID"):
        raise op.unlike("auto_pad")
    pads = op.attributes.get("pads") or [0] * (2 * axes)
    if mirrored:
        found = None if any(pads) else mirror_as(kind, around, reach)
    else:
        own = zip(pads[:axes], pads[axes:], strict=True)
        zeros = tuple((before + more[0], after + more[1]) for (before, after), more in zip(own, around, strict=True))
        found = zeros_as(kind, zeros, op.sketch.shapes[source] if source else None, reach, strides)
    if found is None:
        raise op.unlike("pads")
    return found


def _pad(op: Operator) -> Padded:
    """Zeros or a mirror image around the places of an image, which the operator that reads them takes over."""
    x = op.tensor()
    mode = op.attributes.get("mode", "constant")
    pads = op.numbers(1, "pads") or []
    value = np.ravel(op.constant(2)) if op.has(2) else np.asarray([op.attributes.get("value", 0.0)])
    rank = len(pads) // 2
    around = tuple(zip(pads[:rank], pads[rank:], strict=True))
    if mode not in ("constant", "reflect") or op.has(3):
        raise op.unlike("mode" if mode not in ("constant", "reflect") else "axes")
    if min(pads, default=-1) < 0 or any(map(any, around[:2])) or (mode == "constant" and value.any()):
        raise op.unlike("pads")
    return Padded(x, around, mode == "reflect")


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
    source, around, mirrored = _surrounded(op, axes)
    settings = {"kernel_size": size, "strides": strides, "dilation": dilation, "use_bias": "bias" in arrays,
                "activation": "identity", **_padding(op, f"conv{axes}d", source, reach, strides, around, mirrored)}
    filters, groups = kernel.shape[-1], op.attributes.get("group", 1)
    if groups > 1 and kernel.shape[-2] == 1 and filters % groups == 0:
        kind, own = f"depthwise_conv{axes}d", {"multiplier": filters // groups}
    else:
        kind, own = f"conv{axes}d", {"filters": filters, "groups": groups}
    return _result(op, op.sketch.layer(op.name, kind, (source,), settings | own, arrays), axes)


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
            "explicit": [(before, before) for before in pads[:axes]]}
    padding = next((name for name, way in ways.items() if way == ends), None)
    added = tuple(before - end for before, end in ends)
    if padding is None and all(0 <= places < stride for places, stride in zip(added, strides, strict=True)):
        padding = "explicit"
    if padding is None:
        raise op.unlike("pads")
    settings = {"filters": kernel.shape[-2], "kernel_size": size, "strides": strides, "padding": padding,
                "pad": tuple(pads[:axes]) if padding == "explicit" else (0,),
                "output_padding": added if padding == "explicit" else (0,), "use_bias": "bias" in arrays,
                "activation": "identity"}
    source = _source(op, axes)
    return _result(op, op.sketch.layer(op.name, f"conv{axes}d_transpose", (source,), settings, arrays), axes)


def _pooling(function: str) -> Callable[[Operator], Tensor]:
    def row(op: Operator) -> Tensor:
        size = tuple(op.attributes["kernel_shape"])
        axes = _axes_of(op, size)
        op.expect(storage_order=0)
        if set(_list(op, "dilations", axes)) != {1}:
            raise op.unlike("dilations")
        strides = _list(op, "strides", axes)
        source, around, mirrored = _surrounded(op, axes)
        kind, shape = f"pooling{axes}d", op.sketch.shapes[source] if source else None
        placed = _padding(op, kind, source, size, strides, around, mirrored)
        pads = op.attributes.get("pads") or [0] * (2 * axes)
        if any(map(any, around)):
            if function == "max" or op.attributes.get("count_include_pad", 0) or mirrored:
                raise op.unlike("pads")
            own = zip(pads[:axes], pads[axes:], strict=True)
            zeros = tuple((a + c, b + d) for (a, b), (c, d) in zip(around, own, strict=True))
            placed = counted_as(kind, around, zeros, shape, size, strides)
        elif op.attributes.get("count_include_pad", 0) and any(pads):
            zeros = tuple(zip(pads[:axes], pads[axes:], strict=True))
            placed = counted_as(kind, zeros, zeros, shape, size, strides)
        elif op.attributes.get("count_include_pad", 0):
            placed = {**placed, "count_padding": True}
        if placed is None:
            raise op.unlike("pads")
        settings = {"function": function, "pool_size": size, "strides": strides,
                    "ceil": bool(op.attributes.get("ceil_mode", 0))}
        settings |= {**placed, "ceil": settings["ceil"] or placed.get("ceil", False)}
        return _result(op, op.sketch.layer(op.name, f"pooling{axes}d", (source,), settings), axes)
    return row


def _global(function: str) -> Callable[[Operator], Tensor]:
    """(batch, channels, 1, …): the ones are ONNX's."""
    def row(op: Operator) -> Tensor:
        x = op.tensor()
        source = arranged(op.sketch, op.name, x, channels_first(len(x.axes)))
        layer = op.sketch.layer(op.name, "global_pooling", (source,), {"function": function})
        return Tensor(layer, (0, 1, *(None,) * (len(x.axes) - 2))) if x.axes else Tensor(layer)
    return row


def _resize(op: Operator) -> Tensor:
    """To another size of the places, as ONNX counts them from their middles, or the nearest from their beginnings."""
    x = op.tensor()
    axes = _axes_of(op, op.shape(0)[2:])
    op.expect(antialias=0, exclude_outside=0, keep_aspect_ratio_policy="stretch")
    way = (op.attributes.get("mode", "nearest"), op.attributes.get("coordinate_transformation_mode", "half_pixel"),
           op.attributes.get("nearest_mode", "round_prefer_floor"))
    source = _source(op, axes, x)
    before = op.sketch.shapes[source]
    which = [op.axis(axis, axes + 2) for axis in op.attributes.get("axes", range(axes + 2))]
    size = dict(enumerate(before[:-1], 2))
    given = np.ravel(op.constant(3)) if op.has(3) else [
        float(scale) * size.get(axis, 1) for axis, scale in zip(which, np.ravel(op.constant(2)), strict=True)]
    size |= {axis: int(length + 1e-4) for axis, length in zip(which, given, strict=True) if axis in size}
    whole = all(new % old == 0 for new, old in zip(size.values(), before, strict=False))
    if way[0] == "linear" and way[1] in ("half_pixel", "pytorch_half_pixel"):
        interpolation = "linear"
    elif way[0] == "nearest" and ((way[1], way[2]) == ("asymmetric", "floor") or (
            whole and way[1] == "half_pixel" and way[2].startswith("round_prefer"))):
        interpolation = "nearest"
    else:
        raise op.unlike("mode")
    factors = [new // old for new, old in zip(size.values(), before, strict=False)]
    places = {"factor": tuple(factors)} if whole else {"size": tuple(size.values())}
    settings = {"interpolation": interpolation, **places}
    return _result(op, op.sketch.layer(op.name, f"upsampling{axes}d", (source,), settings), axes)


ROWS: Mapping[str, Callable[[Operator], Tensor]] = {
    "Conv": _convolution,
    "ConvTranspose": _transposed,
    "Pad": _pad,
    "Resize": _resize,
    "MaxPool": _pooling("max"),
    "AveragePool": _pooling("average"),
    "GlobalMaxPool": _global("max"),
    "GlobalAveragePool": _global("average"),
}
