"""Dense layers and what stands between them, as ONNX operators."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from engine.formats.description import Node, Row
from engine.formats.onnx_model.elements import LINKS, activate
from engine.formats.onnx_model.writer import Writer, to_channels_first, to_channels_last
from engine.layers.group_normalization import groups_of


def _affine(w: Writer, node: Node, x: str) -> str:
    kernel = w.weight(node, "kernel")
    bias = (w.weight(node, "bias"),) if "bias" in node.arrays else ()
    if len(node.input_shapes[0]) == 1:
        return w.operator(node, "Gemm", x, kernel, *bias)
    product = w.operator(node, "MatMul", x, kernel)
    return w.operator(node, "Add", product, *bias) if bias else product


def _dense(w: Writer, node: Node, x: str) -> str:
    return activate(w, node, _affine(w, node, x))


def _maxout(w: Writer, node: Node, x: str) -> str:
    pieces = w.reshape(node, _affine(w, node, x), (*node.shape, node.settings["pieces"]))
    return w.operator(node, "ReduceMax", pieces, w.constant(node, "axes", [-1], "int64"), keepdims=0)


def _prelu(w: Writer, node: Node, x: str) -> str:
    return w.operator(node, "PRelu", x, w.weight(node, "alpha"))


def _batch_normalization(w: Writer, node: Node, x: str) -> str:
    rank = len(node.shape) + 1
    arrays = [w.weight(node, role) for role in ("gamma", "beta", "moving_mean", "moving_variance")]
    first = x if rank == 2 else w.transpose(node, x, to_channels_first(rank))
    normal = w.operator(node, "BatchNormalization", first, *arrays, epsilon=node.settings["epsilon"],
                        momentum=node.settings["momentum"])
    return normal if rank == 2 else w.transpose(node, normal, to_channels_last(rank))


def _layer_normalization(w: Writer, node: Node, x: str) -> str:
    return w.operator(node, "LayerNormalization", x, w.weight(node, "gamma"), w.weight(node, "beta"), axis=-1,
                      epsilon=node.settings["epsilon"])


def _group_normalization(w: Writer, node: Node, x: str) -> str:
    """Each group as one channel of an instance normalisation, then each channel's scale and shift."""
    *places, channels = node.shape
    rank, groups, epsilon = len(node.shape) + 1, groups_of(node.settings, node.shape), node.settings["epsilon"]
    first = w.transpose(node, x, to_channels_first(rank))
    alone = groups == channels
    scale, shift = (w.weight(node, role) if alone and role in node.arrays else
                    w.constant(node, role, np.full(groups, number)) for role, number in (("gamma", 1.0), ("beta", 0.0)))
    grouped = first if alone else w.reshape(node, first, (groups, -1))
    normal = w.operator(node, "InstanceNormalization", grouped, scale, shift, epsilon=epsilon)
    if alone:
        return w.transpose(node, normal, to_channels_last(rank))
    normal = w.transpose(node, w.reshape(node, normal, (channels, *places)), to_channels_last(rank))
    if not node.arrays:
        return normal
    return w.operator(node, "Add", w.operator(node, "Mul", normal, w.weight(node, "gamma")), w.weight(node, "beta"))


def _embedding(w: Writer, node: Node, x: str) -> str:
    whole = w.operator(node, "Cast", x, to=7)  # TensorProto.INT64
    rows = w.operator(node, "Clip", whole, w.constant(node, "first", 0, "int64"),
                      w.constant(node, "last", node.settings["vocabulary"] - 1, "int64"))
    return w.operator(node, "Gather", w.weight(node, "embeddings"), rows, axis=0)


def _mask(w: Writer, node: Node, x: str) -> str:
    filling = w.operator(node, "Equal", x, w.constant(node, "padding", node.settings["padding"]))
    return w.operator(node, "Where", filling, w.constant(node, "skipped", 0.0), w.constant(node, "read", 1.0))


def _gaussian_sampling(w: Writer, node: Node, x: str) -> str:
    """The mean: nothing is drawn when a network is used."""
    ends = (w.constant(node, hint, [number], "int64") for hint, number in (
        ("start", 0), ("stop", node.shape[-1]), ("axis", -1)))
    return w.operator(node, "Slice", x, *ends)


def _dropout(w: Writer, node: Node, x: str) -> str:
    return w.operator(node, "Dropout", x, w.constant(node, "ratio", node.settings["rate"]))


def _constant(w: Writer, node: Node) -> str:
    """As many as there are examples in the first input."""
    count = w.operator(node, "Shape", w.description.inputs[0].name, start=0, end=1)
    shape = w.operator(node, "Concat", count, w.constant(node, "shape", node.shape, "int64"), axis=0)
    return w.operator(node, "Expand", w.constant(node, "value", node.settings["value"]), shape)


ROWS: Mapping[str, Row] = {
    "input": lambda w, node: node.name,
    "constant": _constant,
    "dense": _dense,
    "activation": lambda w, node, x: activate(w, node, x, "function"),
    "softmax": lambda w, node, x: w.operator(node, "Softmax", x, axis=-1),
    "log_softmax": lambda w, node, x: w.operator(node, "LogSoftmax", x, axis=-1),
    "prelu": _prelu,
    "maxout": _maxout,
    "batch_normalization": _batch_normalization,
    "layer_normalization": _layer_normalization,
    "group_normalization": _group_normalization,
    "dropout": _dropout,
    "gaussian_noise": lambda w, node, x: x,  # there is none when a network is used
    "gaussian_sampling": _gaussian_sampling,
    "embedding": _embedding,
    "mask": _mask,
    "position_embedding": lambda w, node, x: w.operator(node, "Add", x, w.weight(node, "positions")),
    "output": lambda w, node, x: LINKS[node.link](w, node, x, node.name),
}
