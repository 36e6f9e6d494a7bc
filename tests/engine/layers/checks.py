"""What every layer with a gradient must satisfy, in float64."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from engine.graph import Graph, LayerSpec, sequential
from engine.network import Network


def after(kind: str, settings: Mapping[str, Any], shape: tuple[int, ...], *before: LayerSpec) -> Graph:
    """input → `before` → the layer, called "layer" → flatten → output."""
    return sequential(LayerSpec("input_1", "input", {"shape": shape}), *before, LayerSpec("layer", kind, settings),
                      LayerSpec("flatten_1", "flatten"), LayerSpec("output_1", "output"))


def check_derivatives(graph: Graph, seed: int = 0, batch: int = 3) -> None:
    """Gradient and Hessian–vector product against central differences along a direction; population against a loop."""
    generator = np.random.default_rng(seed)
    network = Network(graph, dtype="float64")
    parameters, direction = generator.normal(size=(2, network.size))
    inputs = generator.normal(size=(batch, *network.shapes[network.input_names[0]]))
    targets = generator.normal(size=(batch, *network.shapes[network.output_names[0]]))
    step = 1e-6
    ahead, behind = parameters + step * direction, parameters - step * direction

    slope = network.gradient(parameters, inputs, targets) @ direction
    difference = (network.objective(ahead, inputs, targets) - network.objective(behind, inputs, targets)) / (2 * step)
    np.testing.assert_allclose(slope, difference, rtol=1e-5, atol=1e-7)

    product = network.hessian_vector_product(parameters, inputs, targets, direction)
    difference = (network.gradient(ahead, inputs, targets) - network.gradient(behind, inputs, targets)) / (2 * step)
    np.testing.assert_allclose(product, difference, rtol=1e-4, atol=1e-5 * max(1.0, np.abs(product).max()))

    members = parameters + generator.normal(size=(5, network.size))
    loop = [network.objective(member, inputs, targets) for member in members]
    np.testing.assert_allclose(network.population_loss(members, inputs, targets), loop, rtol=1e-12)


def check_output(graph: Graph, peer: Callable[[Any, dict[str, Any]], Any], seed: int = 0, batch: int = 3) -> None:
    """The values of "layer" against `peer(inputs, arrays)`, which works on torch tensors, channels second."""
    import torch

    generator = np.random.default_rng(seed)
    network = Network(graph, dtype="float64")
    parameters = generator.normal(size=network.size)
    inputs = generator.normal(size=(batch, *network.shapes[network.input_names[0]]))
    ours = network.activations(parameters, inputs)["layer"]
    arrays = {entry.role: torch.tensor(network.layout.view(parameters, entry.name)) for entry in network.layout}
    theirs = peer(torch.tensor(np.moveaxis(inputs, -1, 1)), arrays).numpy()
    np.testing.assert_allclose(ours, np.moveaxis(theirs, 1, -1), rtol=1e-10, atol=1e-10)
