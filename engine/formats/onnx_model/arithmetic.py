"""Operators of ONNX that work number by number, on arrays."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import reduce
from math import erf, sqrt
from typing import Any

import numpy as np

Arrays = Sequence[np.ndarray]
Attributes = Mapping[str, Any]

_erf = np.vectorize(erf, otypes=[np.float64])


def _divided(x: Arrays, attributes: Attributes) -> np.ndarray:
    """Whole numbers are divided towards zero."""
    a, b = x
    if a.dtype.kind not in "iu":
        return a / b
    quotient = np.abs(a) // np.abs(b)
    return np.where((a < 0) == (b < 0), quotient, -quotient).astype(a.dtype)


def _clip(x: Arrays, attributes: Attributes) -> np.ndarray:
    low, high = ((x[place] if len(x) > place and x[place] is not None else attributes.get(name, None))
                 for place, name in ((1, "min"), (2, "max")))
    result = x[0] if low is None else np.maximum(x[0], np.ravel(low)[0].astype(x[0].dtype) if np.ndim(low) else low)
    return result if high is None else np.minimum(result, np.ravel(high)[0].astype(x[0].dtype) if np.ndim(high)
                                                  else high)


def _sigmoid(x: np.ndarray) -> np.ndarray:
    return 0.5 * np.tanh(0.5 * x) + 0.5


def _elu(x: np.ndarray, alpha: float) -> np.ndarray:
    return np.where(x > 0, x, alpha * np.expm1(np.minimum(x, 0)))


def _gelu(x: np.ndarray, attributes: Attributes) -> np.ndarray:
    if attributes.get("approximate", "none") == "tanh":
        return 0.5 * x * (1 + np.tanh(sqrt(2 / np.pi) * (x + 0.044715 * x**3)))
    return 0.5 * x * (1 + _erf(x / sqrt(2)))


def _hard_sigmoid(x: np.ndarray, alpha: float, beta: float) -> np.ndarray:
    return np.clip(alpha * x + beta, 0, 1)


def _two(function: Callable[..., np.ndarray]) -> Callable[[Arrays, Attributes], np.ndarray]:
    return lambda x, a: function(x[0], x[1])


def _one(function: Callable[..., np.ndarray]) -> Callable[[Arrays, Attributes], np.ndarray]:
    return lambda x, a: function(x[0])


ARITHMETIC: Mapping[str, Callable[[Arrays, Attributes], np.ndarray]] = {
    "Identity": lambda x, a: x[0],
    "Add": _two(np.add),
    "Sub": _two(np.subtract),
    "Mul": _two(np.multiply),
    "Div": _divided,
    "Mod": lambda x, a: (np.fmod if a.get("fmod", 0) else np.mod)(*x),
    "Pow": lambda x, a: np.power(x[0], x[1].astype(x[0].dtype) if x[0].dtype.kind == "f" else x[1]).astype(x[0].dtype),
    "Sum": lambda x, a: reduce(np.add, x),
    "Max": lambda x, a: reduce(np.maximum, x),
    "Min": lambda x, a: reduce(np.minimum, x),
    "Mean": lambda x, a: reduce(np.add, x) / len(x),
    "Neg": _one(np.negative),
    "Abs": _one(np.abs),
    "Sign": _one(np.sign),
    "Floor": _one(np.floor),
    "Ceil": _one(np.ceil),
    "Round": _one(np.rint),
    "Sqrt": _one(np.sqrt),
    "Reciprocal": lambda x, a: 1 / x[0],
    "Exp": _one(np.exp),
    "Log": _one(np.log),
    "Sin": _one(np.sin),
    "Cos": _one(np.cos),
    "Atan": _one(np.arctan),
    "Tanh": _one(np.tanh),
    "Erf": lambda x, a: _erf(x[0]),
    "Sigmoid": _one(_sigmoid),
    "Relu": lambda x, a: np.maximum(x[0], 0),
    "Softplus": lambda x, a: np.logaddexp(x[0], 0),
    "Softsign": lambda x, a: x[0] / (1 + np.abs(x[0])),
    "Elu": lambda x, a: _elu(x[0], a.get("alpha", 1.0)),
    "Celu": lambda x, a: a.get("alpha", 1.0) * _elu(x[0] / a.get("alpha", 1.0), 1.0),
    "Selu": lambda x, a: a.get("gamma", 1.0507009873554805) * _elu(x[0], a.get("alpha", 1.6732632423543772)),
    "LeakyRelu": lambda x, a: np.where(x[0] > 0, x[0], a.get("alpha", 0.01) * x[0]),
    "ThresholdedRelu": lambda x, a: np.where(x[0] > a.get("alpha", 1.0), x[0], 0),
    "HardSigmoid": lambda x, a: _hard_sigmoid(x[0], a.get("alpha", 0.2), a.get("beta", 0.5)),
    "HardSwish": lambda x, a: x[0] * _hard_sigmoid(x[0], 1 / 6, 0.5),
    "Mish": lambda x, a: x[0] * np.tanh(np.logaddexp(x[0], 0)),
    "Gelu": lambda x, a: _gelu(x[0], a),
    "Swish": lambda x, a: x[0] * _sigmoid(a.get("alpha", 1.0) * x[0]),
    "Clip": _clip,
    "Where": lambda x, a: np.where(x[0].astype(bool), x[1], x[2]),
    "Equal": _two(np.equal),
    "Less": _two(np.less),
    "LessOrEqual": _two(np.less_equal),
    "Greater": _two(np.greater),
    "GreaterOrEqual": _two(np.greater_equal),
    "Not": _one(np.logical_not),
    "And": _two(np.logical_and),
    "Or": _two(np.logical_or),
    "Xor": _two(np.logical_xor),
}
