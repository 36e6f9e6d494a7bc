"""Products, normalisations, embeddings and attention."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from math import prod, sqrt
from typing import Any

import numpy as np

from engine.errors import N_, FormatError
from engine.formats.importing.unsupported import UnsupportedError
from engine.formats.onnx_model import arranging
from engine.formats.onnx_model.masking import other_mask
from engine.formats.onnx_model.operator import Operator
from engine.formats.onnx_model.read_shapes import gather
from engine.formats.onnx_model.recognising import is_row_number, kind_of
from engine.formats.onnx_model.values import Elementwise, Operand, Scores, Tensor, reduced


def _dense(op: Operator, x: Tensor, axis: int, kernel: np.ndarray, bias: np.ndarray | None) -> Tensor:
    """A product along one axis."""
    if kernel.ndim != 2 or (bias is not None and bias.size not in (1, kernel.shape[1])):
        raise UnsupportedError(FormatError(N_("engine", "Its weights are no matrix.")))
    settings = {"units": kernel.shape[1], "use_bias": bias is not None, "activation": "identity"}
    arrays = {"kernel": kernel} | ({} if bias is None else {"bias": np.broadcast_to(np.ravel(bias), kernel.shape[1:])})
    x = op.with_last(x, axis)
    return x.like(op.builder.layer(op.name, "dense", (x.layer,), settings, arrays))


def _gemm(op: Operator) -> Tensor:
    op.expect(transA=0)
    x, kernel = op.tensor(), op.constant(1).T if op.attributes.get("transB", 0) else op.constant(1)
    bias = op.constant(2) * op.attributes.get("beta", 1.0) if op.has(2) else None
    return _dense(op, x, len(x.axes) - 1, kernel * op.attributes.get("alpha", 1.0), bias)


def _matmul(op: Operator) -> Operand:
    left, right = (reduced(value) for value in op.inputs[:2])
    if isinstance(right, np.ndarray):
        x = op.tensor()
        if right.ndim == 1:  # a number for each row
            y = _dense(op, x, len(x.axes) - 1, right[:, None], None)
            return y.moved(y.axes[:-1])
        wide = right.ndim > 2 and right.ndim <= len(x.axes) and right.size == right.shape[-1] * right.shape[-2]
        return _dense(op, x, len(x.axes) - 1, right.reshape(right.shape[-2:]) if wide else right, None)
    if isinstance(left, np.ndarray):
        x = op.known(1)
        if left.ndim != 2 or len(x.axes) < 2:
            raise UnsupportedError(FormatError(N_("engine", "Its weights are no matrix.")))
        return _dense(op, x, len(x.axes) - 2, left.T, None)
    if isinstance(left, Scores) and left.normalised:
        return _attention(op, left, op.known(1))
    return Scores(op.tensor(0), op.tensor(1), lambda: op.miss(
        FormatError(N_("engine", "Two layers are multiplied as matrices only in an attention."))))


def _attention(op: Operator, scores: Scores, value: Tensor) -> Tensor:
    """softmax(scale · Q Kᵀ) V, in each head by itself; a scale that is not Ladera's is laid on the query."""
    if not scores.query.axes or not scores.key.axes:
        return scores.miss()
    turned = scores.key.moved((*scores.key.axes[:-2], *reversed(scores.key.axes[-2:])))
    (before, query_factor), (after, key_factor) = (op.builder.factor(x.layer) for x in (scores.query, turned))
    (query, heads), *others = (_by_head(op, x) for x in (scores.query.like(before), value, turned.like(after)))
    if any(count != heads for _, count in others):
        raise UnsupportedError(FormatError(N_("engine", "Query, key and value have different numbers of heads.")))
    (value_layer, _), (key, _) = others
    scale, width = scores.scale * query_factor * key_factor, op.builder.shapes[query][-1] // heads
    settings: dict[str, Any] = {"scaled": bool(np.isclose(scale, 1.0 / sqrt(width), rtol=1e-6)),
                                "causal": scores.causal, "heads": heads}
    if not settings["scaled"] and scale != 1.0:
        query = op.builder.affine(f"{op.name}_scale", query, scale, 0.0)
    sources = (query, value_layer, key)
    if scores.mask is not None:
        sources, settings["masked"] = (*sources, scores.mask), True
    layer = op.builder.layer(op.name, "attention", sources, settings)
    if scores.query.axes[0] == arranging.BATCH and len(scores.query.axes) == 3:
        return op.natural(layer)
    steps, features = op.builder.shapes[layer]
    layer = op.builder.reshaped(f"{op.name}_heads", layer, (steps, heads, features // heads))
    return Tensor(layer, ((0, 2), (1,), (3,)) if len(scores.query.axes) == 3 else ((0,), (2,), (1,), (3,)))


def _by_head(op: Operator, x: Tensor) -> tuple[str, int]:
    """A layer (steps, features), the features of one head after those of another, and how many heads there are: an axis
    of its own, or one with the examples."""
    first = x.axes[0]
    if len(x.axes) not in (3, 4) or first[:1] != arranging.BATCH or (len(x.axes) == 4 and first != arranging.BATCH):
        raise arranging.not_first()
    heads = first[1:] if len(x.axes) == 3 else x.axes[1]
    shape = op.builder.shapes[x.layer]
    steps, width = x.axes[-2:]
    layer = arranging.grouped(op.builder, op.name, x, [steps, heads + width])
    return layer, prod(shape[place - 1] for place in heads)


_EXTRAS = (3, 4, 5, 6)
"""The inputs of ONNX's Attention that Ladera has none of: a mask, what was seen before, and how much is padding."""


def _whole_attention(op: Operator) -> Tensor:
    """ONNX's own operator, of heads on an axis of their own or of features side by side."""
    op.expect(softcap=0.0, qk_matmul_output_mode=0, left_window_size=-1, right_window_size=-1)
    if any(op.has(place) for place in _EXTRAS):
        raise other_mask()
    parts = [op.known(place) for place in range(3)]
    heads = [op.attributes.get(name) for name in ("q_num_heads", "kv_num_heads", "kv_num_heads")]
    flat = len(parts[0].axes) == 3
    if flat:
        parts = [_heads_apart(op, x, count) for x, count in zip(parts, heads, strict=True)]
    query, key, value = parts
    width = op.length(query, 3)
    scores = Scores(query, key.moved((*key.axes[:2], key.axes[3], key.axes[2])), op.miss,
                    float(op.attributes.get("scale") or 1.0 / sqrt(width)), bool(op.attributes.get("is_causal", 0)))
    found = _attention(op, scores, value)
    if not flat:
        return found
    batch, heads, steps, width = op.lengths(found)
    turned = found.moved((found.axes[0], found.axes[2], found.axes[1], found.axes[3]))
    return arranging.reshaped(op.builder, op.name, turned, [batch, steps, (heads[0] * width[0],) * 2], op.examples)


def _heads_apart(op: Operator, x: Tensor, heads: int | None) -> Tensor:
    """(examples, steps, features) as (examples, heads, steps, features of one)."""
    batch, steps, features = op.lengths(x)
    if not heads or features[0] % heads:
        raise op.unlike("q_num_heads")
    apart = arranging.reshaped(op.builder, op.name, x, [batch, steps, (heads,) * 2, (features[0] // heads,) * 2],
                               op.examples)
    return apart.moved((apart.axes[0], apart.axes[2], apart.axes[1], apart.axes[3]))


def _softmax(op: Operator) -> Operand:
    scores = op.inputs[0]
    if isinstance(scores, Scores):
        if op.attributes["axis"] not in (-1, len(scores.query.axes) - 1):
            raise op.unlike("axis")
        return replace(scores, normalised=True)
    return _along_axes(op, "softmax")


def _along_axes(op: Operator, kind: str) -> Tensor:
    """Along one axis; before opset 13 over all axes from that one on together."""
    x = op.tensor()
    if not x.axes:
        return x.like(op.builder.layer(op.name, kind, (x.layer,)))
    rank = len(x.axes)
    axis = op.axis(op.attributes["axis"], rank)
    axes = [axis] if op.version >= 13 else list(range(axis, rank))
    lengths = [op.length(x, axis) for axis in axes]
    x = op.with_last(x, *axes)
    return op.split_last(x.like(op.builder.layer(op.name, kind, (x.layer,))), axes, lengths)


def _batch_normalization(op: Operator) -> Tensor:
    """In old files a flag says that the network is used, not trained; without it the batch's own statistics count."""
    op.expect(training_mode=0, spatial=1)
    if op.version < 7 and not op.attributes.get("is_test", 0):
        raise op.unlike("is_test")
    x = op.tensor()
    arrays = {role: op.constant(place) for place, role in
              enumerate(("gamma", "beta", "moving_mean", "moving_variance"), 1)}
    settings = {"epsilon": float(op.attributes["epsilon"]),
                "momentum": min(float(op.attributes["momentum"]), 0.9999)}
    x = op.with_last(x, 1)
    return x.like(op.builder.layer(op.name, "batch_normalization", (x.layer,), settings, arrays))


def _layer_normalization(op: Operator) -> Tensor:
    """Over all axes from one on together."""
    x = op.tensor()
    gamma = np.ravel(op.constant(1))
    beta = np.ravel(op.constant(2)) if op.has(2) else np.zeros_like(gamma)
    settings = {"epsilon": float(op.attributes["epsilon"])}
    axes = list(range(op.axis(op.attributes["axis"], len(x.axes)), len(x.axes))) if x.axes else []
    lengths = [op.length(x, axis) for axis in axes]
    x = op.with_last(x, *axes)
    size = op.builder.shapes[x.layer][-1:] if x.axes else gamma.shape
    arrays = {"gamma": np.broadcast_to(gamma, size) if gamma.size == 1 else gamma,
              "beta": np.broadcast_to(beta, size) if beta.size == 1 else beta}
    layer = op.builder.layer(op.name, "layer_normalization", (x.layer,), settings, arrays)
    return op.split_last(x.like(layer), axes, lengths)


def _instance_normalization(op: Operator) -> Tensor:
    """Each channel by itself; or groups of them, where a Reshape has made a channel of each group."""
    x = op.tensor()
    shape = op.builder.shapes[x.layer] if x.axes else ()
    end = len(shape)
    inside = {place for group in x.axes[2:] for place in group}
    if end < 2 or x.axes[1] != (end - 1,) or inside != set(range(1, end + 1)) - {end - 1}:
        return _group_normalization(op, 0)
    count, size = shape[-2:]
    source = op.builder.reshaped(f"{op.name}_channels", x.layer, (*shape[:-2], count * size))
    settings = {"groups": count, "epsilon": float(op.attributes["epsilon"])}
    arrays = {role: np.repeat(op.constant(place), size) for place, role in ((1, "gamma"), (2, "beta"))}
    layer = op.builder.layer(op.name, "group_normalization", (source,), settings, arrays)
    return x.like(op.builder.reshaped(f"{op.name}_groups", layer, shape))


def _group_normalization(op: Operator, groups: int) -> Tensor:
    """(batch, channels, …), a scale and a shift for each channel; before opset 21 for each group."""
    x = op.with_last(op.tensor(), 1)
    arrays = {role: op.constant(place) for place, role in ((1, "gamma"), (2, "beta"))}
    channels = op.builder.shapes[x.layer][-1] if x.axes else 0
    if groups and op.version < 21 and channels:
        arrays = {role: np.repeat(array, channels // groups) for role, array in arrays.items()}
    settings = {"groups": groups, "epsilon": float(op.attributes["epsilon"])}
    return x.like(op.builder.layer(op.name, "group_normalization", (x.layer,), settings, arrays))


def _gather(op: Operator) -> Operand:
    """Rows of a table by the numbers that a layer gives are an embedding."""
    if not op.is_constant(0):
        return gather(op)
    op.expect(axis=0)
    table = op.constant(0)
    if table.ndim != 2:
        raise UnsupportedError(FormatError(N_("engine", "Its weights are no matrix.")))
    x = _row_numbers(op, len(table))
    settings = {"vocabulary": table.shape[0], "dimension": table.shape[1]}
    return op.natural(op.builder.layer(op.name, "embedding", (arranging.plain(op.builder, op.name, x),), settings,
                                       {"embeddings": table}))


def _row_numbers(op: Operator, rows: int) -> Tensor:
    """What an embedding reads: it makes numbers whole, and keeps them within its table, by itself."""
    value = op.inputs[1]
    if isinstance(value, Elementwise):
        for base, samples in value.samples.items():
            kind = base.dtype if isinstance(base, Tensor) else kind_of(next(iter(base.samples.values())))
            if is_row_number(samples, kind, rows):
                return base if isinstance(base, Tensor) else base.tensor
    return op.tensor(1)


ROWS: Mapping[str, Callable[[Operator], Operand | tuple[Operand | None, ...] | None]] = {
    "Gemm": _gemm,
    "MatMul": _matmul,
    "Softmax": _softmax,
    "LogSoftmax": lambda op: _along_axes(op, "log_softmax"),
    "InstanceNormalization": _instance_normalization,
    "GroupNormalization": lambda op: _group_normalization(op, op.attributes["num_groups"]),
    "BatchNormalization": _batch_normalization,
    "LayerNormalization": _layer_normalization,
    "Gather": _gather,
    "Attention": _whole_attention,
}
