"""Constants that an ONNX graph computes from constants: the shapes that exporters write as arithmetic."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from math import prod
from typing import Any

import numpy as np

from engine.formats.importing.unlike import UnlikeError

MOST_NUMBERS = 10_000
"""Folding is for shapes and scales, not for weights; what is larger stays what it is."""

_TYPES = {1: np.float32, 6: np.int32, 7: np.int64, 9: np.bool_, 11: np.float64}


def _axes(inputs: Sequence[np.ndarray], attributes: Mapping[str, Any]) -> tuple[int, ...]:
    values = inputs[1] if len(inputs) > 1 else attributes.get("axes", ())
    return tuple(int(axis) for axis in np.ravel(values))


def _slice(inputs: Sequence[np.ndarray], attributes: Mapping[str, Any]) -> np.ndarray:
    x, starts, stops, *rest = inputs
    axes = np.ravel(rest[0]) if rest else np.arange(len(starts))
    steps = np.ravel(rest[1]) if len(rest) > 1 else np.ones(len(starts), int)
    cuts = [slice(None)] * x.ndim
    for axis, start, stop, step in zip(axes, starts, stops, steps, strict=True):
        cuts[int(axis)] = slice(int(start), int(stop), int(step))
    return x[tuple(cuts)]


def _constant_of_shape(inputs: Sequence[np.ndarray], attributes: Mapping[str, Any]) -> np.ndarray:
    shape = tuple(map(int, np.ravel(inputs[0])))
    if prod(shape) > MOST_NUMBERS:
        raise UnlikeError
    value = attributes.get("value", np.zeros(1, np.float32))
    return np.full(shape, np.ravel(value)[0], value.dtype)


FOLDS: Mapping[str, Callable[[Sequence[np.ndarray], Mapping[str, Any]], np.ndarray]] = {
    "Identity": lambda x, a: x[0],
    "Cast": lambda x, a: x[0].astype(_TYPES[a["to"]]),
    "Gather": lambda x, a: np.take(x[0], x[1].astype(int), axis=a.get("axis", 0)),
    "Unsqueeze": lambda x, a: np.expand_dims(x[0], _axes(x, a)),
    "Squeeze": lambda x, a: np.squeeze(x[0], _axes(x, a) or None),
    "Concat": lambda x, a: np.concatenate(x, axis=a["axis"]),
    "Slice": _slice,
    "Reshape": lambda x, a: x[0].reshape(x[1].astype(int)),
    "Transpose": lambda x, a: x[0].transpose(a.get("perm")),
    "Add": lambda x, a: x[0] + x[1],
    "Sub": lambda x, a: x[0] - x[1],
    "Mul": lambda x, a: x[0] * x[1],
    "ConstantOfShape": _constant_of_shape,
    "Sqrt": lambda x, a: np.sqrt(x[0]),
}
