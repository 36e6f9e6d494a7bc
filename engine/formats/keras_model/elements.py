"""Functions that work number by number, as Keras layers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import numpy as np

from engine.formats.description import Node
from engine.formats.elementwise import formula, write
from engine.formats.keras_model.writer import Operand, Tensor, Writer
from engine.ir import Value
from engine.layers import Shape
from engine.layers.activations import LEAKY_SLOPE

BUILT_IN: Mapping[str, str] = MappingProxyType({
    "identity": "linear", "relu": "relu", "sigmoid": "sigmoid", "tanh": "tanh", "elu": "elu", "selu": "selu",
    "gelu": "gelu", "silu": "silu", "mish": "mish", "hard_sigmoid": "hard_sigmoid", "hard_swish": "hard_silu",
    "softplus": "softplus", "softsign": "softsign",
})
"""Activations that Keras has under a name, exactly as they are."""

PRIMITIVES: Mapping[str, str] = MappingProxyType({
    "add": "Add", "sub": "Subtract", "mul": "Multiply", "div": "Divide", "neg": "Negative", "square": "Square",
    "sqrt": "Sqrt", "power": "Power", "exp": "Exp", "log": "Log", "abs": "Absolute", "sign": "Sign", "tanh": "Tanh",
    "sin": "Sin", "cos": "Cos", "arctan": "Arctan", "erf": "Erf", "maximum": "Maximum", "minimum": "Minimum",
    "greater": "Greater", "equal": "Equal", "select": "Where", "sigmoid": "Sigmoid", "softplus": "Softplus",
})
"""What `keras.ops` makes of a symbolic tensor."""


def built_in(k: Writer, node: Node, x: Tensor, name: str) -> Tensor:
    """An activation that Keras has under a name, as a layer."""
    return k.layer(node, "Activation", x, shape=x.shape, activation=name)


def _leaky_relu(k: Writer, node: Node, x: Tensor) -> Tensor:
    return k.layer(node, "LeakyReLU", x, shape=x.shape, negative_slope=LEAKY_SLOPE)


def _gelu_tanh(k: Writer, node: Node, x: Tensor) -> Tensor:
    return k.operation(node, "Gelu", x, shape=x.shape, config={"approximate": True})


_LAYERS: Mapping[str, Callable[[Writer, Node, Tensor], Tensor]] = MappingProxyType({
    "leaky_relu": _leaky_relu, "gelu_tanh": _gelu_tanh,
})
"""Activations that Keras has, exactly as they are, but not under a name."""


@dataclass(frozen=True)
class _Operations:
    """How a formula becomes operations of `keras.ops` on tensors of `shape`."""

    writer: Writer
    node: Node
    shape: Shape

    def number(self, value: float) -> float:
        return value

    def primitive(self, value: Value, *operands: Operand) -> Tensor:
        return self._operation(PRIMITIVES[value.op], *operands, *value.attrs.values())

    def counted(self, condition: Operand) -> Tensor:
        return self._operation("Cast", condition, config={"dtype": "float32"})

    def holds(self, number: Operand) -> Tensor:
        return self._operation("NotEqual", number, 0.0)

    def _operation(self, class_name: str, *operands: Operand, **options: Any) -> Tensor:
        return self.writer.operation(self.node, class_name, *operands, shape=self.shape, **options)


def activate(k: Writer, node: Node, x: Tensor, name: str) -> Tensor:
    """An activation after what gives x."""
    if name in BUILT_IN:
        return built_in(k, node, x, BUILT_IN[name])
    if name in _LAYERS:
        return _LAYERS[name](k, node, x)
    return write(formula(name), x, _Operations(k, node, x.shape))


def activated(k: Writer, node: Node, class_name: str, x: Tensor, arrays: Mapping[str, np.ndarray],
              shape: Shape | None = None, **config: Any) -> Tensor:
    """A layer with its activation: the layer's own where Keras has it, else a layer after it."""
    name = node.settings["activation"]
    result = k.layer(node, class_name, x, shape=shape, arrays=arrays, activation=BUILT_IN.get(name, "linear"), **config)
    return result if name in BUILT_IN else activate(k, node, result, name)


def scaled(k: Writer, node: Node, x: Tensor, factor: float, hint: str = "scaled") -> Tensor:
    """x times a number."""
    return k.layer(node, "Rescaling", x, shape=x.shape, hint=hint, scale=factor, offset=0.0)


LINKS: Mapping[str, Callable[[Writer, Node, Tensor], Tensor]] = MappingProxyType({
    "identity": lambda k, node, x: built_in(k, node, x, "linear"),
    "sigmoid": lambda k, node, x: built_in(k, node, x, "sigmoid"),
    "softmax": lambda k, node, x: k.layer(node, "Softmax", x),
    "hinge": lambda k, node, x: k.layer(node, "Rescaling", x, scale=0.5, offset=0.5),
})
