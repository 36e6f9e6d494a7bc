"""Recurrent layers.

ONNX has weights as (directions, gates · units, inputs), two biases side by side, and its own order of gates. The steps
come before the batch, or after it where `layout` is 1.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from engine.errors import N_, FormatError
from engine.formats.gates import reordered
from engine.formats.importing.unsupported import BehindGapError, UnsupportedError
from engine.formats.onnx_model import walks
from engine.formats.onnx_model.operator import Operator
from engine.formats.onnx_model.values import Axes, Came, Counted, Joined, Operand, Tensor

_ACTIVATIONS = {"tanh": "tanh", "relu": "relu", "sigmoid": "sigmoid", "affine": "identity"}
_DIRECTIONS = {"forward": (False,), "reverse": (True,), "bidirectional": (False, True)}
_USUAL = {"simple_rnn": ["tanh"], "lstm": ["sigmoid", "tanh", "tanh"], "gru": ["sigmoid", "tanh"]}
_BEGIN = {"simple_rnn": (5,), "lstm": (5, 6), "gru": (5,)}
"""The inputs that are states to begin with."""
_PEEPHOLES = 7


def _recurrent(kind: str, order: tuple[int, ...]) -> Callable[[Operator], tuple[Operand, ...]]:
    """`order` turns ONNX's gates into Ladera's. The outputs are every step (steps, directions, batch, units) and the
    last one (directions, batch, units)."""
    def row(op: Operator) -> tuple[Operand, ...]:
        directions = _DIRECTIONS.get(op.attributes.get("direction", "forward"), ())
        _check(op, kind, len(directions))
        walked = walks.step(op, _BEGIN[kind], lambda came, every: op.attempt(
            lambda: _walked(op, kind, order, came, every)))
        if walked is not None:
            return walked
        steps_first = not op.attributes.get("layout", 0)
        source = op.ordered(op.tensor(), (1, 0, 2) if steps_first else (0, 1, 2))
        begin = [_state(op, place, (1, 0, 2) if steps_first else (0, 1, 2)) for place in _BEGIN[kind]]
        each = [[_begin(op, state, number, len(directions)) for state in begin] if any(begin) else []
                for number in range(len(directions))]
        every = [_every_step(op, kind, order, (source, *each[number]), number, backwards)
                 for number, backwards in enumerate(directions)]
        if op.builder.shapes[every[0]] is None:
            return Tensor(every[0]), Tensor(every[0])
        states = [_last(op, layer) for layer in every]
        cells = [_cell(op, layer) for layer in every] if kind == "lstm" else []
        every = [op.builder.reversed(f"{layer}_turned", layer, 1) if backwards else layer
                 for layer, backwards in zip(every, directions, strict=True)]
        steps_axes = ((1,), (), (0,), (2,)) if steps_first else ((0,), (1,), (), (2,))
        state_axes = ((), (0,), (1,)) if steps_first else ((0,), (), (1,))
        if len(every) == 1:
            return (Tensor(every[0], steps_axes), Tensor(states[0], state_axes),
                    *(Tensor(cell, state_axes) for cell in cells))
        apart = _side_by_side(op, every, "both")
        axis = state_axes.index(())
        return (Tensor(apart, ((1,), (2,), (0,), (3,)) if steps_first else ((0,), (1,), (2,), (3,))),
                *(_together(op, layers, hint, state_axes, axis, steps_first)
                  for layers, hint in ((states, "states"), (cells, "cells")) if layers))
    return row


def _walked(op: Operator, kind: str, order: tuple[int, ...], came: Came, every: bool) -> Tensor:
    """The layer of which every step is an operator, of which `op` is the first. Raises UnsupportedError where a mask
    was not seen to."""
    if came.mask is not None and not came.is_masked:
        raise UnsupportedError
    builder, units = op.builder, int(op.constant(2).shape[-1])
    begin = [_state(op, place, (1, 0, 2)) for place in _BEGIN[kind]] if any(
        state is not None for state in came.walk.begin) else []
    sources = [builder.sliced(f"{op.name}_first", came.walk.source, 1, 0, came.steps),
               *(_begin(op, state, 0, 1) for state in begin)]
    if came.mask is not None:
        sources.append(builder.sliced(f"{op.name}_mask", came.mask, 1, 0, came.steps))
    settings = {"units": units, "return_sequences": every, "masked": came.mask is not None, **_activation(op, kind, 0)}
    if came.part != 0:
        settings["return_cell"] = True
    with builder.sharing(came.walk):
        layer = builder.layer(op.name, kind, sources, settings, _arrays(op, kind, order, 0))
    if came.part == 1:
        layer = builder.sliced(f"{op.name}_cell", layer, 1, units, 2 * units)
    return Tensor(layer, ((1,), (0,), (2,)) if every else ((), (0,), (1,)))


def _together(op: Operator, layers: Sequence[str], hint: str, axes: Axes, axis: int, steps_first: bool) -> Joined:
    """What all directions leave."""
    return Joined(tuple(Tensor(layer, axes) for layer in layers), (1,) * len(layers), axis,
                  lambda: Tensor(_side_by_side(op, layers, hint), ((1,), (0,), (2,)) if steps_first else (
                      (0,), (1,), (2,))))


def _state(op: Operator, place: int, order: Sequence[int]) -> str | None:
    """What all directions begin with, (directions, units); None for zeros."""
    if op.is_zero(place):
        return None
    if isinstance(op.inputs[place], np.ndarray | Counted):
        raise UnsupportedError(FormatError(N_("engine", "It does not begin with zeros.")))
    return op.ordered(op.tensor(place), order)


def _begin(op: Operator, state: str | None, direction: int, directions: int) -> str:
    """What one direction begins with, of (directions, units); zeros where nothing is given."""
    if state is None:
        return op.builder.layer(f"{op.name}_zeros", "constant", (), {"shape": (int(op.constant(2).shape[-1]),),
                                                                     "value": 0.0})
    shape = op.builder.shapes[state]
    if shape is None:
        raise BehindGapError
    one = op.builder.sliced(f"{op.name}_begin", state, 1, direction, direction + 1) if directions > 1 else state
    return op.builder.reshaped(f"{op.name}_begin", one, shape[-1:])


def _cell(op: Operator, layer: str) -> str:
    """The memory cell after the last step, of a layer that shares the weights."""
    spec, units = op.builder.spec(layer), op.builder.spec(layer).settings["units"]
    settings = {**spec.settings, "return_sequences": False, "return_cell": True, "shared_with": layer}
    both = op.builder.layer(f"{layer}_and_cell", spec.kind, op.builder.sources(layer), settings)
    return op.builder.sliced(f"{layer}_cell", both, 1, units, 2 * units)


def _every_step(op: Operator, kind: str, order: tuple[int, ...], sources: Sequence[str | None], direction: int,
                backwards: bool) -> str:
    """What a layer gives at every step, in the order in which it reads them. `sources` are the sequence and the states
    that it begins with."""
    if backwards and sources[0]:
        sources = (op.builder.reversed(f"{op.name}_backwards", sources[0], 1), *sources[1:])
    settings = {"units": int(op.constant(2).shape[-1]), "return_sequences": True, **_activation(op, kind, direction)}
    return op.builder.layer(f"{op.name}_backwards" if direction else op.name, kind, sources, settings,
                            _arrays(op, kind, order, direction))


def _last(op: Operator, layer: str) -> str:
    """What a layer gives after the last step that it reads."""
    steps, units = op.builder.shapes[layer]
    last = op.builder.sliced(f"{layer}_last", layer, 1, steps - 1, steps)
    return op.builder.reshaped(f"{layer}_state", last, (units,))


def _side_by_side(op: Operator, layers: Sequence[str], hint: str) -> str:
    """What all directions give: (…, directions, units)."""
    *steps, units = op.builder.shapes[layers[0]]
    both = op.builder.layer(f"{op.name}_{hint}", "concatenate", layers)
    return op.builder.reshaped(f"{both}_apart", both, (*steps, len(layers), units))


def _check(op: Operator, kind: str, directions: int) -> None:
    op.expect(input_forget=0)
    if op.attributes.get("clip"):
        raise op.unlike("clip")
    if kind == "gru" and not op.attributes.get("linear_before_reset", 0):
        raise op.unlike("linear_before_reset")
    if op.constant(1).shape[0] != directions:
        raise op.unlike("direction")
    if op.has(4):
        raise UnsupportedError(FormatError(N_("engine", "Its sequences have lengths of their own.")))
    if not op.is_zero(_PEEPHOLES):
        raise op.unlike("P")


def _activation(op: Operator, kind: str, direction: int) -> dict[str, Any]:
    usual = _USUAL[kind]
    named = [name.lower() for name in op.attributes.get("activations") or ()]
    named = named[direction * len(usual):(direction + 1) * len(usual)] or usual
    if kind != "simple_rnn":
        if named != usual:
            raise op.unlike("activations")
        return {}
    name = _ACTIVATIONS.get(named[0])
    alpha, beta = (op.attributes.get(f"activation_{letter}") or [] for letter in ("alpha", "beta"))
    if name is None or (name == "identity" and (alpha[direction:direction + 1], beta[direction:direction + 1]) not in (
            ([1.0], [0.0]), ([], []))):
        raise op.unlike("activations")
    return {"activation": name}


def _arrays(op: Operator, kind: str, order: tuple[int, ...], direction: int) -> dict[str, np.ndarray]:
    kernel, recurrent = (reordered(op.constant(place)[direction].T, order) for place in (1, 2))
    columns = kernel.shape[1]
    biases = (op.constant(3)[direction].reshape(2, columns) if op.has(3) else np.zeros((2, columns), kernel.dtype))
    biases = reordered(biases, order)
    return {"kernel": kernel, "recurrent_kernel": recurrent, "bias": biases if kind == "gru" else biases.sum(axis=0)}


ROWS: Mapping[str, Callable[[Operator], tuple[Operand, ...]]] = {
    "RNN": _recurrent("simple_rnn", (0,)),
    "LSTM": _recurrent("lstm", (0, 2, 3, 1)),
    "GRU": _recurrent("gru", (0, 1, 2)),
}
