"""The catalogue of activation functions.

One row per function: how it is built from primitives, its equation and its derivative as LaTeX. The plots in the window
and the derivatives in training both come from the primitives; the LaTeX is checked against them by a test.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from engine import fields
from engine.errors import N_

LEAKY_SLOPE = 0.01


@dataclass(frozen=True)
class Activation:
    """`lower(ir, x)` builds the function; `equation` and `derivative` are LaTeX in x."""

    name: str
    title: str
    equation: str
    derivative: str
    lower: Callable[[Any, Any], Any]


def _where_positive(ir, x, positive, negative):
    return ir.select(ir.greater(x, 0.0), positive, negative)


_CATALOGUE = (
    Activation("identity", N_("engine", "Identity"), r"x", r"1", lambda ir, x: x),
    Activation("relu", N_("engine", "ReLU"), r"\max(0, x)", r"[x > 0]", lambda ir, x: ir.maximum(x, 0.0)),
    Activation("sigmoid", N_("engine", "Sigmoid"), r"\sigma(x) = \frac{1}{1 + e^{-x}}", r"\sigma(x)(1 - \sigma(x))",
               lambda ir, x: ir.sigmoid(x)),
    Activation("tanh", N_("engine", "Hyperbolic tangent"), r"\tanh x", r"1 - \tanh^2 x", lambda ir, x: ir.tanh(x)),
    Activation("leaky_relu", N_("engine", "Leaky ReLU"), r"\max(0.01x, x)", r"0.01 + 0.99\,[x > 0]",
               lambda ir, x: ir.maximum(x, ir.mul(x, LEAKY_SLOPE))),
    Activation("elu", N_("engine", "ELU"), r"\max(0, x) + \min(0, e^x - 1)", r"\min(1, e^x)",
               # min(0, x), not min(x, 0): at a tie the slope is that of the second, here 1.
               lambda ir, x: _where_positive(ir, x, x, ir.expm1(ir.minimum(0.0, x)))),
    Activation("softplus", N_("engine", "Softplus"), r"\ln(1 + e^x)", r"\sigma(x)", lambda ir, x: ir.softplus(x)),
    Activation("arctan", N_("engine", "Arctangent"), r"\arctan x", r"\frac{1}{1 + x^2}", lambda ir, x: ir.arctan(x)),
    Activation("gaussian", N_("engine", "Gaussian"), r"e^{-x^2}", r"-2x\,e^{-x^2}",
               lambda ir, x: ir.exp(ir.neg(ir.square(x)))),
    Activation("sine", N_("engine", "Sine"), r"\sin x", r"\cos x", lambda ir, x: ir.sin(x)),
    Activation("cosine", N_("engine", "Cosine"), r"\cos x", r"-\sin x", lambda ir, x: ir.cos(x)),
    Activation("square", N_("engine", "Square"), r"x^2", r"2x", lambda ir, x: ir.square(x)),
    Activation("absolute", N_("engine", "Absolute value"), r"|x|", r"\operatorname{sign} x", lambda ir, x: ir.abs(x)),
    Activation("piecewise_linear", N_("engine", "Piecewise linear"), r"\min(1, \max(0, x + \frac{1}{2}))",
               r"[-\frac{1}{2} < x < \frac{1}{2}]",
               lambda ir, x: ir.minimum(ir.maximum(ir.add(x, 0.5), 0.0), 1.0)),
    Activation("step", N_("engine", "Binary step"), r"[x > 0]", r"0", lambda ir, x: ir.greater(x, 0.0)),
    Activation("sign", N_("engine", "Sign"), r"\operatorname{sign} x", r"0", lambda ir, x: ir.sign(x)),
)

ACTIVATIONS: Mapping[str, Activation] = MappingProxyType({row.name: row for row in _CATALOGUE})


def apply_activation(ir: Any, name: str, x: Any) -> Any:
    """f(x) as primitives, for the function called `name`."""
    return ACTIVATIONS[name].lower(ir, x)


def activation_field(default: str, key: str = "activation") -> fields.Choice:
    """The setting that chooses an activation function."""
    return fields.Choice(
        key, default, N_("engine", "Activation"), options={row.name: row.title for row in _CATALOGUE},
        help=N_("engine", "The function that bends the result. Without one, layers collapse into one; with sigmoid or "
                "tanh in deep networks the gradient fades; ReLU keeps it."),
    )
