"""Functions that work number by number, as Keras layers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

import numpy as np

from engine.formats.description import Node
from engine.formats.keras_model.writer import Tensor, Writer
from engine.layers import Shape
from engine.layers.activations import LEAKY_SLOPE

BUILT_IN = MappingProxyType({"identity": "linear", "relu": "relu", "sigmoid": "sigmoid", "tanh": "tanh", "elu": "elu",
                             "softplus": "softplus"})
"""Activations that Keras has under a name, exactly as they are."""


def _built_in(name: str) -> Callable[[Writer, Node, Tensor], Tensor]:
    return lambda k, node, x: k.layer(node, "Activation", x, shape=x.shape, activation=name)


def _operation(class_name: str) -> Callable[[Writer, Node, Tensor], Tensor]:
    return lambda k, node, x: k.operation(node, class_name, x, shape=x.shape)


def _square(k: Writer, node: Node, x: Tensor) -> Tensor:
    return k.layer(node, "Multiply", x, x, shape=x.shape)


def _gaussian(k: Writer, node: Node, x: Tensor) -> Tensor:
    negative = scaled(k, node, _square(k, node, x), -1.0, "negative")
    return k.layer(node, "Activation", negative, shape=x.shape, activation="exponential")


def _piecewise_linear(k: Writer, node: Node, x: Tensor) -> Tensor:
    shifted = k.layer(node, "Rescaling", x, shape=x.shape, scale=1.0, offset=0.5)
    return k.layer(node, "ReLU", shifted, shape=x.shape, max_value=1.0)


def _step(k: Writer, node: Node, x: Tensor) -> Tensor:
    return k.layer(node, "ReLU", k.operation(node, "Sign", x, shape=x.shape), shape=x.shape)


ACTIVATIONS: Mapping[str, Callable[[Writer, Node, Tensor], Tensor]] = MappingProxyType({
    **{name: _built_in(keras) for name, keras in BUILT_IN.items()},
    "leaky_relu": lambda k, node, x: k.layer(node, "LeakyReLU", x, shape=x.shape, negative_slope=LEAKY_SLOPE),
    "arctan": _operation("Arctan"),
    "gaussian": _gaussian,
    "sine": _operation("Sin"),
    "cosine": _operation("Cos"),
    "square": _square,
    "absolute": _operation("Absolute"),
    "piecewise_linear": _piecewise_linear,
    "step": _step,
    "sign": _operation("Sign"),
})


def activated(k: Writer, node: Node, class_name: str, x: Tensor, arrays: Mapping[str, np.ndarray],
              shape: Shape | None = None, **config: Any) -> Tensor:
    """A layer with its activation: the layer's own where Keras has it, else a layer after it."""
    name = node.settings["activation"]
    result = k.layer(node, class_name, x, shape=shape, arrays=arrays, activation=BUILT_IN.get(name, "linear"), **config)
    return result if name in BUILT_IN else ACTIVATIONS[name](k, node, result)


def scaled(k: Writer, node: Node, x: Tensor, factor: float, hint: str = "scaled") -> Tensor:
    """x times a number."""
    return k.layer(node, "Rescaling", x, shape=x.shape, hint=hint, scale=factor, offset=0.0)


LINKS: Mapping[str, Callable[[Writer, Node, Tensor], Tensor]] = MappingProxyType({
    "identity": _built_in("linear"),
    "sigmoid": _built_in("sigmoid"),
    "softmax": lambda k, node, x: k.layer(node, "Softmax", x),
    "hinge": lambda k, node, x: k.layer(node, "Rescaling", x, scale=0.5, offset=0.5),
})
