"""Products, normalisations, embeddings, recurrent layers and attention."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from math import sqrt
from typing import Any

import numpy as np

from engine.formats.gates import reordered
from engine.formats.importing.unlike import UnlikeError
from engine.formats.onnx_model.operator import Operator
from engine.formats.onnx_model.values import Operand, Scores, Tensor, arranged, channels_first

_ACTIVATIONS = {"Tanh": "tanh", "Relu": "relu", "Sigmoid": "sigmoid", "Affine": "identity"}


def _dense(op: Operator, kernel: np.ndarray, bias: np.ndarray | None) -> Tensor:
    if kernel.ndim != 2:
        raise UnlikeError
    x = op.on_last_axis()
    settings = {"units": kernel.shape[1], "use_bias": bias is not None, "activation": "identity"}
    arrays = {"kernel": kernel} | ({} if bias is None else {"bias": np.broadcast_to(bias, kernel.shape[1:])})
    return x.like(op.sketch.layer(op.name, "dense", (x.layer,), settings, arrays)) if x.axes else op.natural(
        op.sketch.layer(op.name, "dense", (x.layer,), settings, arrays))


def _gemm(op: Operator) -> Tensor:
    op.expect(transA=0)
    kernel = op.constant(1).T if op.attributes.get("transB", 0) else op.constant(1)
    bias = np.ravel(op.constant(2)) * op.attributes.get("beta", 1.0) if op.has(2) else None
    return _dense(op, kernel * op.attributes.get("alpha", 1.0), bias)


def _matmul(op: Operator) -> Operand:
    left, right = op.inputs[:2]
    if isinstance(right, np.ndarray):
        return _dense(op, right, None)
    if isinstance(left, Scores) and left.normalised:
        return _attention(op, left, op.tensor(1))
    return Scores(op.tensor(0), op.tensor(1))


def _attention(op: Operator, scores: Scores, value: Tensor) -> Tensor:
    """softmax(scale · Q Kᵀ) V; a scale that is not Ladera's is laid on the query."""
    sequence = (0, 1, 2)
    key = arranged(op.sketch, op.name, replace(scores.key, axes=_swapped(scores.key)), sequence)
    query = arranged(op.sketch, op.name, scores.query, sequence)
    settings: dict[str, Any] = {"scaled": False, "causal": scores.causal}
    shape = op.sketch.shapes[query] if query else None
    if shape is not None and np.isclose(scores.scale, 1.0 / sqrt(shape[-1]), rtol=1e-6):
        settings["scaled"] = True
    elif scores.scale != 1.0:
        query = op.sketch.affine(f"{op.name}_scale", query, scores.scale, 0.0)
    sources = (query, arranged(op.sketch, op.name, value, sequence), key)
    return op.natural(op.sketch.layer(op.name, "attention", sources, settings))


def _swapped(tensor: Tensor) -> tuple[int | None, ...]:
    return (*tensor.axes[:-2], *reversed(tensor.axes[-2:]))


def _softmax(op: Operator) -> Operand:
    scores = op.inputs[0]
    if isinstance(scores, Scores):
        op.expect(axis=-1)
        return replace(scores, normalised=True)
    return _along_last_axis(op, "softmax")


def _along_last_axis(op: Operator, kind: str) -> Tensor:
    x = op.tensor()
    if not x.axes:
        return op.natural(op.sketch.layer(op.name, kind, (x.layer,)))
    if op.axis(op.attributes.get("axis", -1), len(x.axes)) != len(x.axes) - 1:
        raise op.unlike("axis")
    x = op.on_last_axis()
    return x.like(op.sketch.layer(op.name, kind, (x.layer,)))


def _batch_normalization(op: Operator) -> Tensor:
    op.expect(training_mode=0)
    x = op.tensor()
    rank = len(x.axes)
    axes = (0, 1) if rank == 2 else channels_first(rank)
    arrays = {role: op.constant(place) for place, role in
              enumerate(("gamma", "beta", "moving_mean", "moving_variance"), 1)}
    settings = {"epsilon": float(op.attributes.get("epsilon", 1e-5)),
                "momentum": min(float(op.attributes.get("momentum", 0.9)), 0.9999)}
    layer = op.sketch.layer(op.name, "batch_normalization", (arranged(op.sketch, op.name, x, axes),), settings, arrays)
    return Tensor(layer, axes) if x.axes else Tensor(layer)


def _layer_normalization(op: Operator) -> Tensor:
    x = op.on_last_axis()
    if x.axes and op.axis(op.attributes.get("axis", -1), len(x.axes)) != len(x.axes) - 1:
        raise op.unlike("axis")
    gamma = op.constant(1)
    arrays = {"gamma": gamma, "beta": op.constant(2) if op.has(2) else np.zeros_like(gamma)}
    settings = {"epsilon": float(op.attributes.get("epsilon", 1e-5))}
    return x.like(op.sketch.layer(op.name, "layer_normalization", (x.layer,), settings, arrays))


def _instance_normalization(op: Operator) -> Tensor:
    return _group_normalization(op, 0)


def _group_normalization(op: Operator, groups: int) -> Tensor:
    """(batch, channels, …), a scale and a shift for each channel."""
    x = op.tensor()
    axes = channels_first(len(x.axes)) if x.axes else ()
    settings = {"groups": groups, "epsilon": float(op.attributes.get("epsilon", 1e-5))}
    layer = op.sketch.layer(op.name, "group_normalization", (arranged(op.sketch, op.name, x, axes),), settings,
                            {"gamma": op.constant(1), "beta": op.constant(2)})
    return Tensor(layer, axes)


def _embedding(op: Operator) -> Tensor:
    op.expect(axis=0)
    table = op.constant(0)
    if table.ndim != 2:
        raise UnlikeError
    settings = {"vocabulary": table.shape[0], "dimension": table.shape[1]}
    return op.natural(op.sketch.layer(op.name, "embedding", (op.plain(1),), settings, {"embeddings": table}))


def _recurrent(kind: str, order: tuple[int, ...]) -> Callable[[Operator], tuple[Tensor, Tensor]]:
    """`order` turns ONNX's gates into Ladera's. The outputs are every step (steps, 1, batch, units) and the last one
    (1, batch, units); each is made when it is read."""
    def row(op: Operator) -> tuple[Tensor, Tensor]:
        op.expect(direction="forward", layout=0, input_forget=0)
        if op.has(4) or (op.has(5) and np.any(op.constant(5))) or op.has(7) or "clip" in op.attributes:
            raise UnlikeError
        settings: dict[str, Any] = {"units": op.attributes["hidden_size"]}
        activations = op.attributes.get("activations")
        if kind == "simple_rnn":
            settings["activation"] = _ACTIVATIONS.get((activations or ["Tanh"])[0])
            if settings["activation"] is None:
                raise op.unlike("activations")
        elif activations not in (None, ["Sigmoid", "Tanh"], ["Sigmoid", "Tanh", "Tanh"]):
            raise op.unlike("activations")
        if kind == "gru" and not op.attributes.get("linear_before_reset", 0):
            raise op.unlike("linear_before_reset")
        if op.has(6) and np.any(op.constant(6)):
            raise op.unlike("initial_c")
        kernel, recurrent = (reordered(op.constant(place)[0].T, order) for place in (1, 2))
        columns = kernel.shape[1]
        biases = op.constant(3)[0].reshape(2, columns) if op.has(3) else np.zeros((2, columns), kernel.dtype)
        biases = reordered(biases, order)
        arrays = {"kernel": kernel, "recurrent_kernel": recurrent,
                  "bias": biases if kind == "gru" else biases.sum(axis=0)}
        source = arranged(op.sketch, op.name, op.tensor(), (1, 0, 2))
        every, last = (op.sketch.layer(op.name, kind, (source,), settings | {"return_sequences": steps}, arrays)
                       for steps in (True, False))
        if op.sketch.shapes[every] is None:
            return Tensor(every), Tensor(last)
        return Tensor(every, (1, None, 0, 2)), Tensor(last, (None, 0, 1))
    return row


ROWS: Mapping[str, Callable[[Operator], Operand | tuple[Operand | None, ...] | None]] = {
    "Gemm": _gemm,
    "MatMul": _matmul,
    "Softmax": _softmax,
    "LogSoftmax": lambda op: _along_last_axis(op, "log_softmax"),
    "BatchNormalization": _batch_normalization,
    "LayerNormalization": _layer_normalization,
    "InstanceNormalization": _instance_normalization,
    "GroupNormalization": lambda op: _group_normalization(op, op.attributes["num_groups"]),
    "Gather": _embedding,
    "RNN": _recurrent("simple_rnn", (0,)),
    "LSTM": _recurrent("lstm", (0, 2, 3, 1)),
    "GRU": _recurrent("gru", (0, 1, 2)),
}
