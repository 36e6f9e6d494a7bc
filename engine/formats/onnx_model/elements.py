"""Functions that work number by number, as ONNX operators."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from engine.formats.description import Node
from engine.formats.onnx_model.writer import Writer
from engine.layers.activations import LEAKY_SLOPE

Function = Callable[[Writer, Node, str], str]


def _operator(kind: str, **attributes: float) -> Function:
    return lambda w, node, x: w.operator(node, kind, x, **attributes)


def _square(w: Writer, node: Node, x: str) -> str:
    return w.operator(node, "Mul", x, x)


ACTIVATIONS: Mapping[str, Function] = MappingProxyType({
    "identity": lambda w, node, x: x,
    "relu": _operator("Relu"),
    "sigmoid": _operator("Sigmoid"),
    "tanh": _operator("Tanh"),
    "leaky_relu": _operator("LeakyRelu", alpha=LEAKY_SLOPE),
    "elu": _operator("Elu", alpha=1.0),
    "softplus": _operator("Softplus"),
    "arctan": _operator("Atan"),
    "gaussian": lambda w, node, x: w.operator(node, "Exp", w.operator(node, "Neg", _square(w, node, x))),
    "sine": _operator("Sin"),
    "cosine": _operator("Cos"),
    "square": _square,
    "absolute": _operator("Abs"),
    "piecewise_linear": _operator("HardSigmoid", alpha=1.0, beta=0.5),
    "step": lambda w, node, x: w.operator(node, "Relu", w.operator(node, "Sign", x)),
    "sign": _operator("Sign"),
})


def activate(w: Writer, node: Node, x: str, setting: str = "activation") -> str:
    """The activation that a setting of the layer names."""
    return ACTIVATIONS[node.settings[setting]](w, node, x)


def _hinge(w: Writer, node: Node, x: str, output: str) -> str:
    shifted = w.operator(node, "Add", x, w.constant(node, "one", 1.0))
    return w.operator(node, "Mul", shifted, w.constant(node, "half", 0.5), outputs=(output,))


LINKS: Mapping[str, Callable[[Writer, Node, str, str], str]] = MappingProxyType({
    "identity": lambda w, node, x, output: w.operator(node, "Identity", x, outputs=(output,)),
    "sigmoid": lambda w, node, x, output: w.operator(node, "Sigmoid", x, outputs=(output,)),
    "softmax": lambda w, node, x, output: w.operator(node, "Softmax", x, outputs=(output,), axis=-1),
    "hinge": _hinge,
})
"""The links of outputs; the last operator gives the output of the model its name."""
