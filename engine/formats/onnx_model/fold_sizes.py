"""How many numbers an operator will make of constants, known before they are made."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from math import prod
from typing import Any

import numpy as np

Inputs = Sequence[np.ndarray]
Attributes = Mapping[str, Any]


def most_numbers(kind: str, inputs: Inputs, attributes: Attributes) -> int:
    """An upper bound. Raises ValueError, TypeError or LookupError where the inputs are none of the operator's."""
    return _GROWING.get(kind, _elementwise)(inputs, attributes)


def _elementwise(inputs: Inputs, attributes: Attributes) -> int:
    """What works number by number, or puts in another order what it is given."""
    together = sum(value.size for value in inputs)
    try:
        return max(together, prod(np.broadcast_shapes(*(value.shape for value in inputs))))
    except ValueError:
        return together


def _gather(inputs: Inputs, attributes: Attributes) -> int:
    x, places = np.atleast_1d(inputs[0]), inputs[1]
    return x.size // max(1, x.shape[attributes.get("axis", 0)]) * places.size


def _filled(inputs: Inputs, attributes: Attributes) -> int:
    return prod(map(int, np.ravel(inputs[0])))


def _expanded(inputs: Inputs, attributes: Attributes) -> int:
    return prod(np.broadcast_shapes(inputs[0].shape, tuple(map(int, np.ravel(inputs[1])))))


def _tiled(inputs: Inputs, attributes: Attributes) -> int:
    return inputs[0].size * prod(map(int, np.ravel(inputs[1])))


def _counted(inputs: Inputs, attributes: Attributes) -> int:
    start, stop, step = (float(value.item()) for value in inputs)
    return max(0, int((stop - start) / step) + 1)


def _multiplied(inputs: Inputs, attributes: Attributes) -> int:
    a, b = inputs[:2]
    if min(a.ndim, b.ndim) < 2:
        return max(a.size, b.size)
    return prod(np.broadcast_shapes(a.shape[:-2], b.shape[:-2])) * a.shape[-2] * b.shape[-1]


_GROWING: Mapping[str, Callable[[Inputs, Attributes], int]] = {
    "Gather": _gather, "ConstantOfShape": _filled, "Expand": _expanded, "Tile": _tiled, "Range": _counted,
    "MatMul": _multiplied,
}
"""Operators whose results may be larger than what they are made of."""
