"""Recurrent layers and attention as ONNX operators.

ONNX puts the steps before the batch, has weights as (directions, gates · units, inputs), two biases side by side, and
its own order of gates.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import sqrt

import numpy as np

from engine.formats.description import Node, Row
from engine.formats.gates import reordered, two_biases
from engine.formats.onnx_model.writer import Writer
from engine.layers.attention import roles
from engine.layers.mask import apart
from engine.layers.recurrence import parted

_ACTIVATIONS = {"tanh": "Tanh", "relu": "Relu", "sigmoid": "Sigmoid", "identity": "Affine"}


def _recurrent(w: Writer, node: Node, inputs: Sequence[str], kind: str, gates: tuple[int, ...], biases: np.ndarray,
               **attributes: object) -> str:
    """`biases` are (2, gates · units): of the inputs and of the recurrence. ONNX skips steps at the end of a sequence
    only, and gives the cell after the last step only: else every step is an operator."""
    every, with_cell = node.settings["return_sequences"], node.settings.get("return_cell", False)
    x, (states, mask) = inputs[0], parted(node.settings, inputs)
    arrays = [w.weight(node, role, reordered(node.arrays[role], gates).T[None])
              for role in ("kernel", "recurrent_kernel")]
    arrays.append(w.weight(node, "bias", reordered(biases, gates).reshape(1, -1)))
    steps_first = w.transpose(node, x, (1, 0, 2))
    if mask is not None or (every and with_cell):
        return _step_by_step(w, node, steps_first, states, mask, kind, arrays, attributes)
    if states:  # behind the lengths of the sequences, which are all the same
        arrays += ["", *(w.operator(node, "Unsqueeze", state, w.constant(node, "first", [0], "int64"))
                         for state in states)]
    if with_cell:
        names = [f"{node.name}/{hint}" for hint in ("hidden", "cell")]
        w.operator(node, kind, steps_first, *arrays, outputs=("", *names), hidden_size=node.settings["units"],
                   **attributes)
        axis = w.constant(node, "direction", [0], "int64")
        return w.operator(node, "Concat", *(w.operator(node, "Squeeze", name, axis) for name in names), axis=-1)
    result = w.output_of(node, kind, 0 if every else 1, steps_first, *arrays, hidden_size=node.settings["units"],
                         **attributes)
    squeezed = w.operator(node, "Squeeze", result, w.constant(node, "direction", [1 if every else 0], "int64"))
    return w.transpose(node, squeezed, (1, 0, 2)) if every else squeezed


def _step_by_step(w: Writer, node: Node, steps_first: str, states: Sequence[str], mask: str | None, kind: str,
                  arrays: list[str], attributes: dict[str, object]) -> str:
    """One operator for each step. Where the mask is 0 the states stay; the first of them begin with zeros."""
    steps, units = node.input_shapes[0][0], node.settings["units"]
    count, shown = node.spec.layer.states, node.spec.layer.shown(node.settings)
    first = w.constant(node, "first", [0], "int64")
    if states:
        now = [w.operator(node, "Unsqueeze", state, first) for state in states]
    else:
        rows = w.operator(node, "Shape", steps_first, start=1, end=2)
        shape = w.operator(node, "Concat", w.constant(node, "one", [1], "int64"), rows,
                           w.constant(node, "units", [units], "int64"), axis=0)
        now = [w.operator(node, "Expand", w.constant(node, "zero", 0.0), shape)] * count
    axis, given = w.constant(node, "axis", [0], "int64"), []
    if mask is not None:
        mask = w.transpose(node, w.reshape(node, mask, (steps, 1)), (1, 0, 2))
    for place in range(steps):
        ends = [w.constant(node, f"at_{at}", [at], "int64") for at in (place, place + 1)]
        names = [f"{node.name}/{hint}_{place}" for hint in ("hidden", "cell")[:count]]
        w.operator(node, kind, w.operator(node, "Slice", steps_first, *ends, axis), *arrays, "", *now,
                   outputs=("", *names), hidden_size=units, **attributes)
        if mask is not None:
            skipped = w.operator(node, "Equal", w.operator(node, "Slice", mask, *ends, axis),
                                 w.constant(node, "none", 0.0))
            names = [w.operator(node, "Where", skipped, old, new) for old, new in zip(now, names, strict=True)]
        now = names
        given.append(now[0] if shown == 1 else w.operator(node, "Concat", *now[:shown], axis=-1))
    if not node.settings["return_sequences"]:
        return w.operator(node, "Squeeze", given[-1], first)
    return w.transpose(node, w.operator(node, "Concat", *given, axis=0), (1, 0, 2))


def _simple_rnn(w: Writer, node: Node, *inputs: str) -> str:
    name = node.settings["activation"]
    affine = {"activation_alpha": [1.0], "activation_beta": [0.0]} if name == "identity" else {}
    return _recurrent(w, node, inputs, "RNN", (0,), two_biases(node.arrays["bias"]),
                      activations=[_ACTIVATIONS[name]], **affine)


def _lstm(w: Writer, node: Node, *inputs: str) -> str:
    """Gates i, o, f, c̃."""
    return _recurrent(w, node, inputs, "LSTM", (0, 3, 1, 2), two_biases(node.arrays["bias"]))


def _attention(w: Writer, node: Node, *inputs: str) -> str:
    sources, mask = apart(node.settings, inputs)
    query, value, key = roles(sources)
    shapes = roles(node.input_shapes[:len(sources)])
    heads, (_, features) = node.settings["heads"], shapes[0]
    if heads > 1:
        query, value, key = (
            w.transpose(node, w.reshape(node, x, (steps, heads, width // heads)), (0, 2, 1, 3))
            for x, (steps, width) in zip((query, value, key), shapes, strict=True))
    scores = w.operator(node, "MatMul", query, w.transpose(node, key, (0, 2, 1) if heads == 1 else (0, 1, 3, 2)))
    if node.settings["scaled"]:
        scores = w.operator(node, "Mul", scores, w.constant(node, "scale", 1.0 / sqrt(features // heads)))
    if node.settings["causal"]:
        later = np.triu(np.ones((shapes[0][0], shapes[-1][0]), bool), 1)
        scores = w.operator(node, "Where", w.constant(node, "later", later, "bool"), w.constant(node, "never", -1e9),
                            scores)
    if mask is not None:
        seen = w.reshape(node, mask, (*(1,) * (1 if heads == 1 else 2), shapes[-1][0]))
        hidden = w.operator(node, "Equal", seen, w.constant(node, "none", 0.0))
        scores = w.operator(node, "Where", hidden, w.constant(node, "never", -1e9), scores)
    found = w.operator(node, "MatMul", w.operator(node, "Softmax", scores, axis=-1), value)
    return found if heads == 1 else w.reshape(node, w.transpose(node, found, (0, 2, 1, 3)), node.shape)


ROWS: Mapping[str, Row] = {
    "simple_rnn": _simple_rnn,
    "lstm": _lstm,
    "gru": lambda w, node, *inputs: _recurrent(w, node, inputs, "GRU", (0, 1, 2), node.arrays["bias"],
                                               linear_before_reset=1),
    "attention": _attention,
}
