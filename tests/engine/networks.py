"""Networks to test with: some by name, and random ones of every kind of layer."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
from hypothesis import strategies as st

from engine import fields
from engine.errors import LaderaError
from engine.graph import Graph, LayerSpec, Link, sequential
from engine.layers import LAYERS
from engine.losses import LOSSES
from engine.network import Network

# Functions with a continuous second derivative: finite differences say something about them.
SMOOTH = ("identity", "sigmoid", "tanh", "gelu", "gelu_tanh", "silu", "mish", "softplus", "arctan", "gaussian", "sine",
          "cosine")
SMOOTH_LOSSES = ("mean_squared_error", "binary_cross_entropy", "categorical_cross_entropy", "kl_divergence")


def perceptron(*widths: int, activation: str = "tanh", loss: str = "mean_squared_error") -> Graph:
    """A multilayer perceptron: `perceptron(2, 16, 1)` has one hidden layer of 16."""
    hidden = [LayerSpec(f"dense_{place}", "dense", {"units": units, "activation": activation})
              for place, units in enumerate(widths[1:-1], 1)]
    last = LayerSpec(f"dense_{len(widths) - 1}", "dense", {"units": widths[-1], "activation": "identity"})
    return sequential(LayerSpec("input_1", "input", {"shape": (widths[0],)}), *hidden, last,
                      LayerSpec("output_1", "output", {"loss": loss}))


def examples(network: Network, rows: int, seed: int = 0) -> tuple[dict[str, np.ndarray], dict[str, np.ndarray]]:
    """Random inputs, and targets that suit each head, by layer."""
    rng = np.random.default_rng(seed)
    inputs = {name: rng.standard_normal((rows, *network.shapes[name])) for name in network.input_names}
    targets = {}
    for name in network.output_names:
        shape = (rows, *network.shapes[name])
        task = LOSSES[network.graph.layer(name).settings["loss"]].task
        if task == "multiclass":
            targets[name] = np.eye(shape[-1])[rng.integers(0, shape[-1], shape[:-1])]
        else:
            targets[name] = rng.integers(0, 2, shape) * 1.0 if task == "binary" else rng.standard_normal(shape)
    return inputs, targets


def weights(network: Network, seed: int = 0) -> np.ndarray:
    """Weights and biases that are all different from zero; what is not trained, such as variances, is positive."""
    rng = np.random.default_rng(seed)
    values = rng.normal(0.0, 0.6, network.size)
    values[network.layout.trainable:] = rng.uniform(0.5, 1.5, network.size - network.layout.trainable)
    return values


@st.composite
def settings_for(draw: st.DrawFn, kind: str, activations: Sequence[str]) -> dict[str, Any]:
    """Small settings for a layer; what is not drawn keeps its default."""
    drawn: dict[str, Any] = {}
    for field in LAYERS[kind].fields:
        if isinstance(field, fields.Choice) and set(activations) <= set(field.options):
            drawn[field.name] = draw(st.sampled_from(activations))
        elif isinstance(field, fields.Integer):
            drawn[field.name] = draw(st.integers(field.minimum, min(field.maximum, field.minimum + 3)))
        elif isinstance(field, fields.Flag) and field.name != "trainable":
            drawn[field.name] = draw(st.booleans())
    return drawn


@st.composite
def graphs(draw: st.DrawFn, activations: Sequence[str] = SMOOTH, losses: Sequence[str] = SMOOTH_LOSSES,
           most_inputs: int = 2, most_outputs: int = 2) -> Graph:
    """A network without problems: branches, merges and skips of all kinds of layers, one or two inputs and heads."""
    layers: list[LayerSpec] = []
    links: list[Link] = []
    shapes: dict[str, tuple[int, ...]] = {}

    between = sorted(kind for kind, layer in LAYERS.items() if layer.ports != "none" and layer.has_output)

    def put(kind: str, sources: Sequence[str], most: float = math.inf, **given: Any) -> str | None:
        layer = LAYERS[kind]
        spec = LayerSpec(f"{kind}_{len(layers)}", kind, draw(settings_for(kind, activations)) | given)
        try:
            shape = layer.output_shape(spec.settings, tuple(shapes[name] for name in sources))
        except LaderaError:
            return None
        if math.prod(shape) > most:
            return None
        shapes[spec.name] = shape
        layers.append(spec)
        links.extend(Link(source, spec.name, port) for port, source in enumerate(sources))
        return spec.name

    for _ in range(draw(st.integers(1, most_inputs))):
        put("input", (), shape=draw(st.sampled_from([(1,), (3,), (2, 3), (3, 2, 2)])))
    for _ in range(draw(st.integers(1, 6))):
        kind = draw(st.sampled_from(between))
        count = draw(st.integers(1, 3)) if LAYERS[kind].ports == "many" else 1
        first = draw(st.sampled_from(sorted(shapes)))
        alike = sorted(name for name in shapes if len(shapes[name]) == len(shapes[first]))
        put(kind, [first, *draw(st.lists(st.sampled_from(alike), min_size=count - 1, max_size=count - 1))], most=64)
    used = {link.source for link in links}
    ends = [put("flatten", [name]) for name in sorted(shapes) if name not in used]
    joined = put("concatenate", ends)
    for _ in range(draw(st.integers(1, most_outputs))):
        loss = draw(st.sampled_from(losses))
        units = draw(st.integers(LOSSES[loss].fewest_outputs, 3))
        put("output", [put("dense", [joined], units=units)], loss=loss, weight=draw(st.sampled_from([1.0, 0.5])))
    return Graph(tuple(layers), tuple(links))
