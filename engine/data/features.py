"""Features derived from the two coordinates of a playground set: with the right ones a task needs no hidden layer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np


@dataclass(frozen=True)
class Feature:
    """`title` is how it is written on a node; `value` computes it from x₁ and x₂, arrays of one shape."""

    title: str
    value: Callable[[np.ndarray, np.ndarray], np.ndarray]


FEATURES: Mapping[str, Feature] = MappingProxyType({
    "x1": Feature("x₁", lambda x1, x2: x1),
    "x2": Feature("x₂", lambda x1, x2: x2),
    "x1^2": Feature("x₁²", lambda x1, x2: x1 * x1),
    "x2^2": Feature("x₂²", lambda x1, x2: x2 * x2),
    "x1x2": Feature("x₁x₂", lambda x1, x2: x1 * x2),
    "sin(x1)": Feature("sin x₁", lambda x1, x2: np.sin(x1)),
    "sin(x2)": Feature("sin x₂", lambda x1, x2: np.sin(x2)),
})


def derive(raw: np.ndarray, names: tuple[str, ...]) -> np.ndarray:
    """The features `names` of `raw` (N, 2), as (N, len(names)); `raw` itself when there are no names."""
    if not names:
        return raw
    return np.column_stack([FEATURES[name].value(raw[:, 0], raw[:, 1]) for name in names])
