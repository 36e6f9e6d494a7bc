"""Why a picture of a function is empty: which of its operations has no value, and why."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from engine.descent.elementary import ELEMENTARY
from engine.descent.expression import Expression
from engine.descent.function import Domain, Function
from engine.descent.syntax import Call, Node, Power, Quotient, children
from engine.errors import N_

SAMPLES = 21
"""Points along each axis at which the operations are looked at."""

NOWHERE = N_("engine", "The function has no value at any point of this picture.")
ZERO = N_("engine", "The function has no value at any point of this picture: it divides by zero.")
LOGARITHM = N_("engine", "The function has no value at any point of this picture: it takes the logarithm of what is "
               "not positive.")
ROOT = N_("engine", "The function has no value at any point of this picture: it takes the root of what is negative.")
ARC = N_("engine", "The function has no value at any point of this picture: {name} takes numbers from −1 to 1 only.")
POWER = N_("engine", "The function has no value at any point of this picture: it raises what is negative to a power "
           "that is no whole number.")
BEYOND = N_("engine", "The function has no value at any point of this picture: its numbers are larger than a computer "
            "can hold.")

_OF_CALLS = {"log": LOGARITHM, "log2": LOGARITHM, "log10": LOGARITHM, "sqrt": ROOT, "asin": ARC, "acos": ARC}


def why_empty(function: Function, domain: Domain) -> tuple[str, dict[str, object]]:
    """A sentence, as a template and its values, about a function that has no finite value in `domain`."""
    axes = [np.linspace(*span, SAMPLES) for span in domain]
    points = np.stack(np.meshgrid(*axes), axis=-1).reshape(-1, len(domain))
    for node in _from_within(function.expression.tree):
        values = _values(node, points)
        if not np.isfinite(values).any():
            return _reason(node, values, [_values(child, points) for child in children(node)])
    return NOWHERE, {}


def _from_within(node: Node) -> Iterator[Node]:
    """The nodes of a tree, each after those below it."""
    for child in children(node):
        yield from _from_within(child)
    yield node


def _values(node: Node, points: np.ndarray) -> np.ndarray:
    """Of a part of the function, at points (K, n): (K,)."""
    return Function(Expression(node), points.shape[1]).value(points)


def _reason(node: Node, values: np.ndarray, below: list[np.ndarray]) -> tuple[str, dict[str, object]]:
    match node:
        case Quotient() if not below[1].any():
            return ZERO, {}
        case Call(name) if ELEMENTARY[name].partial:
            return _OF_CALLS[name], {"name": name}
        case Power() if np.isnan(values).all():
            return POWER, {}
        case Power() if not below[0].any():
            return ZERO, {}
    return (BEYOND if np.isinf(values).all() else NOWHERE), {}
