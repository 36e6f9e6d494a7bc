"""The one layer that a stack of linear layers equals.

(x W₁ + b₁) W₂ + b₂ = x (W₁W₂) + (b₁W₂ + b₂): without activations between them, any number of dense layers can do no
more than one, and depth is worth nothing (Goodfellow et al. 2016, section 6.1).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from engine.errors import N_, GraphError
from engine.graph import Graph, LayerSpec
from engine.layers.activations import ACTIVATIONS
from engine.network import Network

LINEAR = "identity"
PASSING = ("dropout", "gaussian_noise")
"""Layers that change nothing once a network is trained."""


@dataclass(frozen=True, eq=False)
class Collapsed:
    """x · `matrix` (n, m) + `bias` (m,) is what the dense `layers`, from the input on, make of x (…, n) together."""

    layers: tuple[str, ...]
    matrix: np.ndarray
    bias: np.ndarray

    def __call__(self, inputs: np.ndarray) -> np.ndarray:
        """(…, n) → (…, m)."""
        return inputs @ self.matrix + self.bias


def collapsed(network: Network, parameters: np.ndarray, layer: str = "") -> Collapsed:
    """The product W₁W₂W₃… of the dense layers from the input to `layer`, with their biases, in float64.

    `parameters` (n,) is the flat vector of the network's layout. Without a name it is the layer before the first
    output: what `Network.activations` says of it, before the sigmoid or softmax that belongs to the loss. Raises
    GraphError where there is a layer on the way that is not linear, or is no Dense layer.
    """
    graph = network.graph
    way = _way(graph, layer or graph.inputs_of(graph.of_kind("output")[0].name)[0])
    weights = np.asarray(parameters, dtype=np.float64)
    width = network.shapes[way[0].name][-1]
    matrix, bias = np.eye(width), np.zeros(width)
    dense = [spec for spec in way if spec.kind == "dense"]
    for spec in dense:
        owner = graph.owner_of(spec.name)
        kernel = network.layout.view(weights, f"{owner}/kernel")
        matrix, bias = matrix @ kernel, bias @ kernel
        if spec.settings["use_bias"]:
            bias = bias + network.layout.view(weights, f"{owner}/bias")
    return Collapsed(tuple(spec.name for spec in dense), matrix, bias)


def linear_chain(graph: Graph, layer: str) -> tuple[str, ...]:
    """The dense layers from the input to `layer` that `collapsed` puts together; raises GraphError as it does."""
    return tuple(spec.name for spec in _way(graph, layer) if spec.kind == "dense")


def _way(graph: Graph, name: str) -> list[LayerSpec]:
    """The layers from an input to `name`, all of them linear."""
    spec = graph.layer(name)
    if spec.kind == "input":
        return [spec]
    activation = spec.settings.get("activation" if spec.kind == "dense" else "function", LINEAR)
    if spec.settings.get("muted"):
        raise GraphError(N_("engine", "Units of {name} are muted, so the layers do not collapse into one."), name=name,
                         layers=(name,))
    if spec.kind not in ("dense", "activation", *PASSING):
        raise GraphError(
            N_("engine", "{name} is no Dense layer. Only Dense layers without activation, one after the other, "
               "collapse into one."), name=name, layers=(name,))
    if activation != LINEAR:
        raise GraphError(
            N_("engine", "{name} applies “{activation}”, which is not linear, so the layers do not collapse into one. "
               "Choose “{linear}” in {name} to see it."), name=name, activation=ACTIVATIONS[activation].title,
            linear=ACTIVATIONS[LINEAR].title, layers=(name,))
    return [*_way(graph, graph.inputs_of(name)[0]), spec]
