"""Functions that work number by number, as ONNX operators."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from onnx import TensorProto

from engine.formats.description import Node
from engine.formats.elementwise import formula, write
from engine.formats.onnx_model.writer import Writer
from engine.ir import Value
from engine.layers.activations import LEAKY_SLOPE, SELU_ALPHA, SELU_SCALE

NATIVE: Mapping[str, tuple[str, Mapping[str, float]]] = MappingProxyType({
    "relu": ("Relu", {}), "leaky_relu": ("LeakyRelu", {"alpha": LEAKY_SLOPE}), "elu": ("Elu", {"alpha": 1.0}),
    "selu": ("Selu", {"alpha": SELU_ALPHA, "gamma": SELU_SCALE}), "mish": ("Mish", {}), "softsign": ("Softsign", {}),
    "hard_swish": ("HardSwish", {}), "hard_sigmoid": ("HardSigmoid", {"alpha": 1.0 / 6.0, "beta": 0.5}),
    "piecewise_linear": ("HardSigmoid", {"alpha": 1.0, "beta": 0.5}),
})
"""Activations that ONNX has, exactly as they are: operator and attributes."""

PRIMITIVES: Mapping[str, str] = MappingProxyType({
    "add": "Add", "sub": "Sub", "mul": "Mul", "div": "Div", "neg": "Neg", "sqrt": "Sqrt", "power": "Pow", "exp": "Exp",
    "log": "Log", "abs": "Abs", "sign": "Sign", "tanh": "Tanh", "sin": "Sin", "cos": "Cos", "arctan": "Atan",
    "erf": "Erf", "maximum": "Max", "minimum": "Min", "greater": "Greater", "equal": "Equal", "select": "Where",
    "sigmoid": "Sigmoid", "softplus": "Softplus",
})


@dataclass(frozen=True)
class _Operators:
    """How a formula becomes operators of one layer."""

    writer: Writer
    node: Node

    def number(self, value: float) -> str:
        return self.writer.constant(self.node, "number", value)

    def primitive(self, value: Value, *operands: str) -> str:
        if value.op == "square":
            return self.writer.operator(self.node, "Mul", operands[0], operands[0])
        numbers = map(self.number, value.attrs.values())
        return self.writer.operator(self.node, PRIMITIVES[value.op], *operands, *numbers)

    def counted(self, condition: str) -> str:
        return self.writer.operator(self.node, "Cast", condition, to=TensorProto.FLOAT)

    def holds(self, number: str) -> str:
        return self.writer.operator(self.node, "Cast", number, to=TensorProto.BOOL)


def activate(w: Writer, node: Node, x: str, setting: str = "activation") -> str:
    """The activation that a setting of the layer names."""
    name = node.settings[setting]
    if name in NATIVE:
        kind, attributes = NATIVE[name]
        return w.operator(node, kind, x, **attributes)
    return write(formula(name), x, _Operators(w, node))


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
