"""Convolutions and poolings."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from engine.errors import N_, FormatError
from engine.formats.importing.padding import Pairs, counted_as, mirror_as, zeros_as
from engine.formats.importing.unsupported import UnsupportedError
from engine.formats.onnx_model.operator import Operator
from engine.formats.onnx_model.values import Padded, Tensor, channels_first
from engine.layers import Shape
from engine.windows import same_padding


def _axes_of(op: Operator, shape: Sequence[int]) -> int:
    """How many axes the window slides along: one or two."""
    if len(shape) not in (1, 2):
        raise UnsupportedError(FormatError(N_("engine", "Its window slides along {axes} axes."), axes=len(shape)))
    return len(shape)


def _source(op: Operator, x: Tensor, axes: int) -> str | None:
    """The channels, which come first in ONNX, last."""
    return op.ordered(x, [0, *range(2, axes + 2), 1])


def _surrounded(op: Operator, axes: int) -> tuple[str | None, Pairs, bool]:
    """The source, what a Pad before put around its places, and whether that is its mirror image."""
    x = op.inputs[0]
    if not isinstance(x, Padded):
        return _source(op, op.tensor(), axes), ((0, 0),) * axes, False
    return _source(op, x.tensor, axes), x.around[2:], x.mirrored


def _result(op: Operator, layer: str, axes: int) -> Tensor:
    return Tensor(layer, channels_first(axes + 2)) if op.builder.shapes[layer] is not None else Tensor(layer)


def _list(op: Operator, name: str, axes: int) -> tuple[int, ...]:
    return tuple(op.attributes.get(name) or [1] * axes)


def _padding(op: Operator, kind: str, source: str | None, reach: Sequence[int], strides: Sequence[int],
             around: Pairs = (), mirrored: bool = False) -> dict[str, Any]:
    """The padding of a layer of `kind`: the operator's own, and what a Pad before put `around` its input."""
    axes = len(reach)
    around = around or ((0, 0),) * axes
    shape = op.builder.shapes[source] if source else None
    own = _own_padding(op, shape, reach, strides)
    if own is None:
        if not any(map(any, around)):
            return {"padding": "same"}
        raise op.unlike("auto_pad")
    if mirrored:
        found = None if any(map(any, own)) else mirror_as(kind, around, reach)
    else:
        zeros = tuple((before + more[0], after + more[1]) for (before, after), more in zip(own, around, strict=True))
        found = zeros_as(kind, zeros, shape, reach, strides)
    if found is None:
        raise op.unlike("pads")
    return found


def _own_padding(op: Operator, shape: Shape | None, reach: Sequence[int], strides: Sequence[int]) -> Pairs | None:
    """The zeros that an operator itself puts around each axis; None where only a shape that is not known would tell."""
    automatic, axes = op.attributes.get("auto_pad", "NOTSET"), len(reach)
    if automatic == "VALID":
        return ((0, 0),) * axes
    if automatic == "SAME_UPPER":
        return shape and tuple(map(same_padding, shape[:axes], reach, strides))
    if automatic == "SAME_LOWER" and shape:
        return tuple((after, before) for before, after in map(same_padding, shape[:axes], reach, strides))
    if automatic not in ("NOTSET", ""):
        raise op.unlike("auto_pad")
    pads = op.attributes.get("pads") or [0] * (2 * axes)
    return tuple(zip(pads[:axes], pads[axes:], strict=True))


def _pad(op: Operator) -> Padded:
    """Zeros or a mirror image around the places of an image, which the operator that reads them takes over."""
    x = op.known()
    mode = op.attributes.get("mode", "constant")
    pads = op.numbers(1, "pads") or op.numbers(1, "paddings") or []
    value = np.ravel(op.constant(2)) if op.has(2) else np.asarray([op.attributes.get("value", 0.0)])
    rank = len(x.axes)
    places = [op.axis(axis, rank) for axis in op.numbers(3, "axes") or range(rank)]
    if mode not in ("constant", "reflect"):
        raise op.unlike("mode")
    if len(pads) != 2 * len(places):
        raise op.unlike("pads")
    widths = dict(zip(places, zip(pads[:len(places)], pads[len(places):], strict=True), strict=True))
    around = tuple(widths.get(axis, (0, 0)) for axis in range(rank))
    if min(pads, default=0) < 0 or any(map(any, around[:2])) or (mode == "constant" and value.any()):
        raise op.unlike("pads")
    return Padded(x, around, mode == "reflect")


def _weights(op: Operator) -> tuple[np.ndarray, dict[str, np.ndarray]]:
    """(b, a, …) → (…, a, b), and the bias if there is one."""
    weight = op.constant(1)
    _axes_of(op, weight.shape[2:])
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
    filters, groups = kernel.shape[-1], op.attributes["group"]
    if groups > 1 and kernel.shape[-2] == 1 and filters % groups == 0:
        kind, own = f"depthwise_conv{axes}d", {"multiplier": filters // groups}
    else:
        kind, own = f"conv{axes}d", {"filters": filters, "groups": groups}
    return _result(op, op.builder.layer(op.name, kind, (source,), settings | own, arrays), axes)


def _transposed(op: Operator) -> Tensor:
    """What is cut off and added at the ends, as one of Ladera's three ways to pad."""
    kernel, arrays = _weights(op)
    size = kernel.shape[:-2]
    axes = _axes_of(op, size)
    op.expect(group=1)
    if set(_list(op, "dilations", axes)) != {1}:
        raise op.unlike("dilations")
    strides, source = _list(op, "strides", axes), _source(op, op.tensor(), axes)
    pads, more = _cut_off(op, op.builder.shapes[source] if source else None, size, strides)
    ends = [(before, after - added) for (before, after), added in zip(pads, more, strict=True)]
    befores = tuple(before for before, _ in pads)
    ways = {"valid": [(0, min(0, k - s)) for k, s in zip(size, strides, strict=True)],
            "same": [(max(0, k - s) // 2, k - s - max(0, k - s) // 2) for k, s in zip(size, strides, strict=True)],
            "explicit": [(before, before) for before in befores]}
    padding = next((name for name, way in ways.items() if way == ends), None)
    added = tuple(before - end for before, end in ends)
    if padding is None and all(0 <= places < stride for places, stride in zip(added, strides, strict=True)):
        padding = "explicit"
    if padding is None:
        raise op.unlike("pads")
    settings = {"filters": kernel.shape[-2], "kernel_size": size, "strides": strides, "padding": padding,
                "pad": befores if padding == "explicit" else (0,),
                "output_padding": added if padding == "explicit" else (0,), "use_bias": "bias" in arrays,
                "activation": "identity"}
    return _result(op, op.builder.layer(op.name, f"conv{axes}d_transpose", (source,), settings, arrays), axes)


def _cut_off(op: Operator, shape: Shape | None, size: Sequence[int],
             strides: Sequence[int]) -> tuple[Pairs, Sequence[int]]:
    """What is cut off before and after each axis, and added after it: said, or from the size of the result."""
    axes, automatic = len(size), op.attributes.get("auto_pad", "NOTSET")
    more = op.attributes.get("output_padding") or [0] * axes
    wanted = op.attributes.get("output_shape")
    if automatic == "VALID" and not wanted:
        return ((0, 0),) * axes, more
    if automatic in ("NOTSET", "") and not wanted:
        pads = op.attributes.get("pads") or [0] * (2 * axes)
        return tuple(zip(pads[:axes], pads[axes:], strict=True)), more
    if shape is None or automatic not in ("NOTSET", "", "SAME_UPPER", "SAME_LOWER"):
        raise op.unlike("output_shape" if wanted else "auto_pad")
    results = wanted[-axes:] if wanted else [length * stride for length, stride in zip(shape, strides, strict=False)]
    pairs = []
    for length, k, stride, added, result in zip(shape, size, strides, more, results, strict=False):
        total = stride * (length - 1) + added + k - result
        if total < 0:
            raise op.unlike("output_shape" if wanted else "auto_pad")
        smaller, larger = total // 2, total - total // 2
        pairs.append((smaller, larger) if automatic == "SAME_UPPER" else (larger, smaller))
    return tuple(pairs), more


def _pooling(function: str) -> Callable[[Operator], Tensor]:
    def row(op: Operator) -> Tensor:
        size = tuple(op.attributes["kernel_shape"])
        axes = _axes_of(op, size)
        op.expect(storage_order=0)
        if set(_list(op, "dilations", axes)) != {1}:
            raise op.unlike("dilations")
        strides, kind = _list(op, "strides", axes), f"pooling{axes}d"
        source, around, mirrored = _surrounded(op, axes)
        placed = _placed(op, kind, source, size, strides, around, mirrored or function == "max")
        settings = {"function": function, "pool_size": size, "strides": strides, **placed,
                    "ceil": bool(op.attributes.get("ceil_mode", 0)) or placed.get("ceil", False)}
        return _result(op, op.builder.layer(op.name, kind, (source,), settings), axes)
    return row


def _placed(op: Operator, kind: str, source: str | None, size: Sequence[int], strides: Sequence[int], around: Pairs,
            bare: bool) -> dict[str, Any]:
    """The padding of a pooling; zeros that a Pad put around its input count in a mean, and are refused by one that is
    `bare` of them."""
    shape = op.builder.shapes[source] if source else None
    own, counts = _own_padding(op, shape, size, strides), bool(op.attributes.get("count_include_pad", 0))
    padded = any(map(any, around))
    if padded and (bare or counts or own is None):
        raise op.unlike("pads")
    if not padded and not (counts and own and any(map(any, own))):
        return {**_padding(op, kind, source, size, strides), **({"count_padding": True} if counts else {})}
    zeros = tuple((a + c, b + d) for (a, b), (c, d) in zip(around, own, strict=True))
    found = counted_as(kind, around if padded else own, zeros, shape, size, strides)
    if found is None:
        raise op.unlike("pads")
    return found


def _global(function: str) -> Callable[[Operator], Tensor]:
    """(batch, channels, 1, …): the ones are ONNX's."""
    def row(op: Operator) -> Tensor:
        x = op.tensor()
        rank = len(x.axes)
        source = op.ordered(x, [0, *range(2, rank), 1])
        layer = op.builder.layer(op.name, "global_pooling", (source,), {"function": function})
        return Tensor(layer, ((0,), (1,), *((),) * (rank - 2))) if x.axes else Tensor(layer)
    return row


def _resize(op: Operator) -> Tensor:
    """To another size of the places, as ONNX counts them from their middles, or the nearest from their beginnings: the
    only way before opset 11."""
    x = op.known()
    rank = len(x.axes)
    axes = _axes_of(op, range(rank - 2))
    op.expect(antialias=0, exclude_outside=0, keep_aspect_ratio_policy="stretch")
    old = op.kind == "Upsample" or op.version < 11
    mode, places, nearest = (op.attributes.get(name) for name in (
        "mode", "coordinate_transformation_mode", "nearest_mode"))
    way = (mode, "asymmetric", "floor") if old else (mode, places, nearest)
    source = _source(op, x, axes)
    before = op.builder.shapes[source][:-1]
    which = [op.axis(axis, rank) for axis in op.attributes.get("axes") or range(rank)]
    if op.has(3):
        sizes = dict(zip(which, (few for few, _ in op.counts(3)), strict=True))
    else:
        scales = np.ravel(op.attributes["scales"] if "scales" in op.attributes else op.constant(1 if old else 2))
        exact = {axis: float(scale) * (op.length(x, axis) or 1) for axis, scale in zip(which, scales, strict=True)}
        sizes = {axis: round(size) for axis, size in exact.items()}
        if any(abs(size - sizes[axis]) > 1e-4 for axis, size in exact.items()):  # a scale that no two sizes have
            raise op.unlike("scales")
    if sizes.get(1) not in (None, op.length(x, 1)):
        raise op.unlike("scales")
    after = tuple(sizes.get(axis, length) for axis, length in enumerate(before, 2))
    whole = all(new % length == 0 for new, length in zip(after, before, strict=True))
    if way[0] == "linear" and (way[1] == "half_pixel" or (way[1] == "pytorch_half_pixel" and 1 not in after)):
        interpolation = "linear"
    elif way[:2] == ("linear", "align_corners"):
        interpolation = "corners"
    elif way[0] == "nearest" and ((way[1], way[2]) == ("asymmetric", "floor") or (
            whole and way[1] == "half_pixel" and way[2].startswith("round_prefer"))):
        interpolation = "nearest"
    else:
        raise op.unlike("mode")
    factor = {"factor": tuple(new // length for new, length in zip(after, before, strict=True))}
    settings = {"interpolation": interpolation, **(factor if whole else {"size": after})}
    return _result(op, op.builder.layer(op.name, f"upsampling{axes}d", (source,), settings), axes)


ROWS: Mapping[str, Callable[[Operator], Tensor]] = {
    "Conv": _convolution,
    "ConvTranspose": _transposed,
    "Pad": _pad,
    "Resize": _resize,
    "Upsample": _resize,
    "MaxPool": _pooling("max"),
    "AveragePool": _pooling("average"),
    "GlobalMaxPool": _global("max"),
    "GlobalAveragePool": _global("average"),
}
