"""The catalogue of activation functions.

One row per function: how it is built from primitives, its equation and its derivative as LaTeX. The plots in the window
and the derivatives in training both come from the primitives, and so do the texts and operators of the formats that
lack a function; the LaTeX is checked against them by a test.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import pi, sqrt
from typing import Any

from engine import fields
from engine.errors import N_
from engine.registry import Registry, Titles

LEAKY_SLOPE = 0.01
SELU_SCALE, SELU_ALPHA = 1.0507009873554805, 1.6732632423543772
GELU_CUBE = 0.044715
ALIASES = {"linear": "identity", "swish": "silu", "hard_silu": "hard_swish"}
"""Other names of functions, as Keras has them."""
_SELU_NUMBERS = r", \quad \lambda \approx 1.0507, \quad \alpha \approx 1.6733"
_GELU_CUBIC = r", \quad u = \sqrt{\frac{2}{\pi}}\,(x + 0.044715x^3)"


@dataclass(frozen=True)
class Activation:
    """`lower(ir, x)` builds the function; `equation` and `derivative` are LaTeX in x, perhaps with further letters that
    what follows a \\quad says."""

    name: str
    title: str
    equation: str
    derivative: str
    lower: Callable[[Any, Any], Any]


def _where_positive(ir, x, positive, negative):
    return ir.select(ir.greater(x, 0.0), positive, negative)


def _tanh_gelu(ir, x):
    u = ir.mul(ir.mul(x, ir.add(1.0, ir.mul(GELU_CUBE, ir.square(x)))), sqrt(2.0 / pi))
    return ir.mul(ir.mul(0.5, x), ir.add(1.0, ir.tanh(u)))


def _selu(ir, x):
    negative = ir.mul(SELU_SCALE * SELU_ALPHA, ir.sub(ir.exp(ir.minimum(0.0, x)), 1.0))
    return _where_positive(ir, x, ir.mul(SELU_SCALE, x), negative)


def _hard_sigmoid(ir, x):
    return ir.minimum(ir.maximum(ir.add(ir.div(x, 6.0), 0.5), 0.0), 1.0)


ACTIVATIONS: Registry[Activation] = Registry("activations")


def register(*rows: Activation) -> None:
    """Make functions known under their names, in the order in which they are offered."""
    for row in rows:
        ACTIVATIONS.add(row.name, row)


register(
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
    Activation("selu", N_("engine", "SELU"),  # Klambauer et al. 2017
               r"\lambda\,(\max(0, x) + \alpha \min(0, e^x - 1))" + _SELU_NUMBERS,
               r"\lambda\,([x > 0] + [x \le 0]\,\alpha e^x)" + _SELU_NUMBERS, _selu),
    Activation("gelu", N_("engine", "GELU"),  # Hendrycks and Gimpel 2016
               r"\frac{x}{2}(1 + \operatorname{erf} \frac{x}{\sqrt{2}})",
               r"\frac{1}{2}(1 + \operatorname{erf} \frac{x}{\sqrt{2}}) + \frac{x}{\sqrt{2\pi}} e^{-\frac{x^2}{2}}",
               lambda ir, x: ir.mul(ir.mul(0.5, x), ir.add(1.0, ir.erf(ir.mul(x, sqrt(0.5)))))),
    Activation("gelu_tanh", N_("engine", "GELU by a tanh"),
               r"\frac{x}{2}(1 + \tanh u)" + _GELU_CUBIC,
               r"\frac{1}{2}(1 + \tanh u + x(1 - \tanh^2 u)u')" + _GELU_CUBIC
               + r", \quad u' = \sqrt{\frac{2}{\pi}}\,(1 + 0.134145x^2)", _tanh_gelu),
    Activation("silu", N_("engine", "SiLU (swish)"), r"x\,\sigma(x)", r"\sigma(x)(1 + x(1 - \sigma(x)))",
               lambda ir, x: ir.mul(x, ir.sigmoid(x))),  # Elfwing, Uchibe and Doya 2017
    Activation("mish", N_("engine", "Mish"), r"x \tanh s, \quad s = \ln(1 + e^x)",  # Misra 2019
               r"\tanh s + x\,\sigma(x)(1 - \tanh^2 s), \quad s = \ln(1 + e^x)",
               lambda ir, x: ir.mul(x, ir.tanh(ir.softplus(x)))),
    Activation("hard_sigmoid", N_("engine", "Hard sigmoid"), r"\min(1, \max(0, \frac{x}{6} + \frac{1}{2}))",
               r"\frac{1}{6}\,[-3 < x < 3]", _hard_sigmoid),
    Activation("hard_swish", N_("engine", "Hard swish"), r"x \min(1, \max(0, \frac{x}{6} + \frac{1}{2}))",
               r"[x \ge 3] + [-3 < x < 3]\,(\frac{x}{3} + \frac{1}{2})",
               lambda ir, x: ir.mul(x, _hard_sigmoid(ir, x))),  # Howard et al. 2019
    Activation("softplus", N_("engine", "Softplus"), r"\ln(1 + e^x)", r"\sigma(x)", lambda ir, x: ir.softplus(x)),
    Activation("softsign", N_("engine", "Softsign"), r"\frac{x}{1 + |x|}", r"\frac{1}{(1 + |x|)^2}",
               lambda ir, x: ir.div(x, ir.add(1.0, ir.abs(x)))),
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


def apply_activation(ir: Any, name: str, x: Any) -> Any:
    """f(x) as primitives, for the function called `name`."""
    return ACTIVATIONS[name].lower(ir, x)


def activated(ir: Any, name: str, z: Any, arrange: Callable[[Any], Any] = lambda value: value) -> Any:
    """f(z), with z exposed as the layer's "preactivation"; `arrange` turns its axes into (batch, …)."""
    ir.expose("preactivation", z, arrange)
    return apply_activation(ir, name, z)


def activation_field(default: str, key: str = "activation") -> fields.Choice:
    """The setting that chooses an activation function."""
    return fields.Choice(
        key, default, N_("engine", "Activation"), options=Titles(ACTIVATIONS), aliases=ALIASES,
        help=N_("engine", "The function that bends the result. Without one, layers collapse into one; with sigmoid or "
                "tanh in deep networks the gradient fades; ReLU keeps it."),
    )
