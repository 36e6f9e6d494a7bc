"""Element-wise primitives as functions of NumPy, and as text in the language of `engine.device.elementwise`."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import scipy.special

FUNCTIONS: dict[str, Callable[..., np.ndarray]] = {
    "add": np.add, "sub": np.subtract, "mul": np.multiply, "div": np.divide, "neg": np.negative, "square": np.square,
    "sqrt": np.sqrt, "power": lambda x, exponent: np.power(x, exponent), "exp": np.exp, "log": np.log, "abs": np.abs,
    "sign": np.sign, "tanh": np.tanh, "sin": np.sin, "cos": np.cos, "arctan": np.arctan, "erf": scipy.special.erf,
    "maximum": np.maximum, "minimum": np.minimum, "greater": lambda a, b: np.greater(a, b) * 1.0,
    "equal": lambda a, b: np.equal(a, b) * 1.0, "select": lambda mask, a, b: np.where(np.not_equal(mask, 0.0), a, b),
    "sigmoid": lambda x: 0.5 * np.tanh(0.5 * x) + 0.5, "softplus": lambda x: np.logaddexp(0.0, x),
}
"""What each primitive is, for constants and where speed does not matter; attributes come by name."""

TEXT: dict[str, str] = {
    "add": "{} + {}", "sub": "{} - {}", "mul": "{} * {}", "div": "{} / {}", "neg": "-{}", "square": "{0} * {0}",
    "sqrt": "sqrt({})", "power": "pow({}, T({exponent}))", "exp": "exp({})", "log": "log({})", "abs": "fabs({})",
    "sign": "sign({})", "tanh": "tanh({})", "sin": "sin({})", "cos": "cos({})", "arctan": "atan({})",
    "erf": "erf({})", "maximum": "maximum({}, {})", "minimum": "minimum({}, {})", "greater": "greater({}, {})",
    "equal": "equal({}, {})", "select": "select({}, {}, {})", "sigmoid": "sigmoid({})", "softplus": "softplus({})",
}
_NUMBERS = {"inf": "1e308 * 10.0", "-inf": "-1e308 * 10.0", "nan": "0.0 * (1e308 * 10.0)"}


def number(value: float) -> str:
    """A constant."""
    text = repr(value)
    return f"T({_NUMBERS.get(text, text)})"
