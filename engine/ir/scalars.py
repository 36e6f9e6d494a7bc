"""Element-wise primitives as text, in the language of `engine.device.elementwise`."""

from __future__ import annotations

TEXT: dict[str, str] = {
    "add": "{} + {}", "sub": "{} - {}", "mul": "{} * {}", "div": "{} / {}", "neg": "-{}", "square": "{0} * {0}",
    "sqrt": "sqrt({})", "power": "pow({}, T({exponent}))", "exp": "exp({})", "expm1": "expm1({})", "log": "log({})",
    "log1p": "log1p({})", "abs": "fabs({})",
    "sign": "sign({})", "tanh": "tanh({})", "sin": "sin({})", "cos": "cos({})", "arctan": "atan({})",
    "maximum": "maximum({}, {})", "minimum": "minimum({}, {})", "greater": "greater({}, {})",
    "equal": "equal({}, {})", "select": "select({}, {}, {})", "sigmoid": "sigmoid({})", "softplus": "softplus({})",
}
_NUMBERS = {"inf": "1e308 * 10.0", "-inf": "-1e308 * 10.0", "nan": "0.0 * (1e308 * 10.0)"}


def number(value: float) -> str:
    """A constant."""
    text = repr(value)
    return f"T({_NUMBERS.get(text, text)})"
