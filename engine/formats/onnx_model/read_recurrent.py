"""Recurrent layers.

ONNX has weights as (directions, gates · units, inputs), two biases side by side, and its own order of gates. The steps
come before the batch, or after it where `layout` is 1.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from engine.errors import N_, FormatError
from engine.formats.gates import reordered
from engine.formats.importing.unsupported import UnsupportedError
from engine.formats.onnx_model.operator import Operator
from engine.formats.onnx_model.values import Axes, Tensor

_ACTIVATIONS = {"tanh": "tanh", "relu": "relu", "sigmoid": "sigmoid", "affine": "identity"}
_USUAL = {"lstm": ["sigmoid", "tanh", "tanh"], "gru": ["sigmoid", "tanh"]}
_STATES = {"simple_rnn": (5,), "lstm": (5, 6, 7), "gru": (5,)}
"""The inputs that are states to begin with, and the peepholes."""


def _recurrent(kind: str, order: tuple[int, ...]) -> Callable[[Operator], tuple[Tensor | None, ...]]:
    """`order` turns ONNX's gates into Ladera's. The outputs are every step (steps, directions, batch, units) and the
    last one (directions, batch, units)."""
    def row(op: Operator) -> tuple[Tensor | None, ...]:
        _check(op, kind)
        x = op.tensor()
        steps_first = not op.attributes.get("layout", 0)
        source = op.ordered(x, (1, 0, 2) if steps_first else (0, 1, 2))
        settings = {"units": int(op.constant(2).shape[-1]), "return_sequences": True, **_activation(op, kind)}
        every = op.sketch.layer(op.name, kind, (source,), settings, _arrays(op, kind, order))
        if op.sketch.shapes[every] is None:
            return Tensor(every), Tensor(every)
        steps, units = op.sketch.shapes[every]
        last = op.sketch.sliced(f"{op.name}_last", every, 1, steps - 1, steps)
        last = op.sketch.reshaped(f"{op.name}_state", last, (units,))
        all_axes: Axes = ((1,), (), (0,), (2,)) if steps_first else ((0,), (1,), (), (2,))
        return Tensor(every, all_axes), Tensor(last, ((), (0,), (1,)) if steps_first else ((0,), (), (1,)))
    return row


def _check(op: Operator, kind: str) -> None:
    op.expect(direction="forward", input_forget=0)
    if op.attributes.get("clip"):
        raise op.unlike("clip")
    if kind == "gru" and not op.attributes.get("linear_before_reset", 0):
        raise op.unlike("linear_before_reset")
    if op.constant(1).shape[0] != 1:
        raise op.unlike("direction")
    if op.has(4):
        raise UnsupportedError(FormatError(N_("engine", "Its sequences have lengths of their own.")))
    if not all(op.is_zero(place) for place in _STATES[kind]):
        raise UnsupportedError(FormatError(N_("engine", "It does not begin with zeros.")))


def _activation(op: Operator, kind: str) -> dict[str, Any]:
    named = [name.lower() for name in op.attributes.get("activations") or ()]
    if kind != "simple_rnn":
        if named and named != _USUAL[kind]:
            raise op.unlike("activations")
        return {}
    name = _ACTIVATIONS.get((named or ["tanh"])[0])
    scaled = (op.attributes.get("activation_alpha") or [1.0], op.attributes.get("activation_beta") or [0.0])
    if name is None or (name == "identity" and scaled != ([1.0], [0.0])):
        raise op.unlike("activations")
    return {"activation": name}


def _arrays(op: Operator, kind: str, order: tuple[int, ...]) -> dict[str, np.ndarray]:
    kernel, recurrent = (reordered(op.constant(place)[0].T, order) for place in (1, 2))
    columns = kernel.shape[1]
    biases = op.constant(3)[0].reshape(2, columns) if op.has(3) else np.zeros((2, columns), kernel.dtype)
    biases = reordered(biases, order)
    return {"kernel": kernel, "recurrent_kernel": recurrent, "bias": biases if kind == "gru" else biases.sum(axis=0)}


ROWS: Mapping[str, Callable[[Operator], tuple[Tensor | None, ...]]] = {
    "RNN": _recurrent("simple_rnn", (0,)),
    "LSTM": _recurrent("lstm", (0, 2, 3, 1)),
    "GRU": _recurrent("gru", (0, 1, 2)),
}
