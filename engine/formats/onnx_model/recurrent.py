"""Recurrent layers and attention as ONNX operators.

ONNX puts the steps before the batch, has weights as (directions, gates · units, inputs), two biases side by side, and
its own order of gates.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import sqrt

import numpy as np

from engine.formats.description import Node, Row, cannot_write
from engine.formats.gates import reordered, two_biases
from engine.formats.onnx_model.writer import Writer

_ACTIVATIONS = {"tanh": "Tanh", "relu": "Relu", "sigmoid": "Sigmoid", "identity": "Affine"}


def _recurrent(w: Writer, node: Node, x: str, states: Sequence[str], kind: str, gates: tuple[int, ...],
               biases: np.ndarray, **attributes: object) -> str:
    """`biases` are (2, gates · units): of the inputs and of the recurrence. ONNX skips steps at the end of a sequence
    only, and gives the cell after the last step only."""
    every, with_cell = node.settings["return_sequences"], node.settings.get("return_cell", False)
    if node.settings["masked"] or (every and with_cell):
        raise cannot_write(node, "ONNX")
    arrays = [w.weight(node, role, reordered(node.arrays[role], gates).T[None])
              for role in ("kernel", "recurrent_kernel")]
    arrays.append(w.weight(node, "bias", reordered(biases, gates).reshape(1, -1)))
    steps_first = w.transpose(node, x, (1, 0, 2))
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


def _simple_rnn(w: Writer, node: Node, x: str, *states: str) -> str:
    name = node.settings["activation"]
    affine = {"activation_alpha": [1.0], "activation_beta": [0.0]} if name == "identity" else {}
    return _recurrent(w, node, x, states, "RNN", (0,), two_biases(node.arrays["bias"]),
                      activations=[_ACTIVATIONS[name]], **affine)


def _lstm(w: Writer, node: Node, x: str, *states: str) -> str:
    """Gates i, o, f, c̃."""
    return _recurrent(w, node, x, states, "LSTM", (0, 3, 1, 2), two_biases(node.arrays["bias"]))


def _attention(w: Writer, node: Node, *inputs: str) -> str:
    query, value, key = inputs[0], inputs[min(1, len(inputs) - 1)], inputs[-1]
    heads, (_, features) = node.settings["heads"], node.input_shapes[0]
    if heads > 1:
        shapes = node.input_shapes
        query, value, key = (
            w.transpose(node, w.reshape(node, x, (steps, heads, width // heads)), (0, 2, 1, 3))
            for x, (steps, width) in ((query, shapes[0]), (value, shapes[min(1, len(shapes) - 1)]), (key, shapes[-1])))
    scores = w.operator(node, "MatMul", query, w.transpose(node, key, (0, 2, 1) if heads == 1 else (0, 1, 3, 2)))
    if node.settings["scaled"]:
        scores = w.operator(node, "Mul", scores, w.constant(node, "scale", 1.0 / sqrt(features // heads)))
    if node.settings["causal"]:
        later = np.triu(np.ones((node.input_shapes[0][0], node.input_shapes[-1][0]), bool), 1)
        scores = w.operator(node, "Where", w.constant(node, "later", later, "bool"), w.constant(node, "never", -1e9),
                            scores)
    found = w.operator(node, "MatMul", w.operator(node, "Softmax", scores, axis=-1), value)
    return found if heads == 1 else w.reshape(node, w.transpose(node, found, (0, 2, 1, 3)), node.shape)


ROWS: Mapping[str, Row] = {
    "simple_rnn": _simple_rnn,
    "lstm": _lstm,
    "gru": lambda w, node, x, *states: _recurrent(w, node, x, states, "GRU", (0, 1, 2), node.arrays["bias"],
                                                  linear_before_reset=1),
    "attention": _attention,
}
