"""What every layer with a gradient must satisfy, in float64, on every device, also with arrays that are not
contiguous."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from engine.device import NUMPY, Device
from engine.graph import Graph, LayerSpec, sequential
from engine.ir import compile_plan, gradients, lower
from engine.layout import ParameterLayout
from engine.network import Network
from tests.engine.devices import NAMES, apart, named


def after(kind: str, settings: Mapping[str, Any], shape: tuple[int, ...], *before: LayerSpec) -> Graph:
    """input → `before` → the layer, called "layer" → flatten → output."""
    return sequential(LayerSpec("input_1", "input", {"shape": shape}), *before, LayerSpec("layer", kind, settings),
                      LayerSpec("flatten_1", "flatten"), LayerSpec("output_1", "output"))


def check_derivatives(graph: Graph, seed: int = 0, batch: int = 3) -> None:
    """Gradient and Hessian–vector product against central differences along a direction; population against a loop."""
    for name in NAMES:
        _check_derivatives(Network(graph, named(name), "float64"), seed, batch)


def _check_derivatives(network: Network, seed: int, batch: int) -> None:
    generator = np.random.default_rng(seed)
    parameters, direction = generator.normal(size=(2, network.size))
    fixed = slice(network.layout.trainable, None)  # running statistics: positive, and they do not move
    parameters[fixed], direction[fixed] = np.abs(parameters[fixed]), 0.0
    inputs = generator.normal(size=(batch, *network.shapes[network.input_names[0]]))
    targets = generator.normal(size=(batch, *network.shapes[network.output_names[0]]))
    parameters, direction, inputs, targets = (apart(NUMPY, array) for array in (parameters, direction, inputs, targets))
    step = 1e-6
    ahead, behind = parameters + step * direction, parameters - step * direction

    slope = network.gradient(parameters, inputs, targets) @ direction
    difference = (network.objective(ahead, inputs, targets) - network.objective(behind, inputs, targets)) / (2 * step)
    np.testing.assert_allclose(slope, difference, rtol=1e-5, atol=1e-7)

    product = network.hessian_vector_product(parameters, inputs, targets, direction)
    difference = (network.gradient(ahead, inputs, targets) - network.gradient(behind, inputs, targets)) / (2 * step)
    np.testing.assert_allclose(product, difference, rtol=1e-4, atol=1e-5 * max(1.0, np.abs(product).max()))

    members = parameters + generator.normal(size=(5, network.size))
    members[:, fixed] = np.abs(members[:, fixed])
    loop = [network.objective(member, inputs, targets) for member in members]
    np.testing.assert_allclose(network.population_loss(apart(NUMPY, members), inputs, targets), loop, rtol=1e-12)


def check_output(graph: Graph, peer: Callable[[Any, dict[str, Any]], Any], seed: int = 0, batch: int = 3) -> None:
    """The values of "layer" against `peer(inputs, arrays)`, which works on torch tensors, channels second."""
    import torch

    generator = np.random.default_rng(seed)
    network = Network(graph, dtype="float64")
    parameters = generator.normal(size=network.size)
    inputs = generator.normal(size=(batch, *network.shapes[network.input_names[0]]))
    arrays = {entry.role: torch.tensor(network.layout.view(parameters, entry.name)) for entry in network.layout}
    theirs = peer(torch.tensor(np.moveaxis(inputs, -1, 1)), arrays).numpy()
    for name in NAMES:
        ours = Network(graph, named(name), "float64").activations(parameters, inputs)["layer"]
        np.testing.assert_allclose(ours, np.moveaxis(theirs, 1, -1), rtol=1e-10, atol=1e-10, err_msg=name)


def values_and_gradient(
    graph: Graph, parameters: np.ndarray, inputs: np.ndarray, targets: np.ndarray, training: bool = False,
    device: Device = NUMPY,
) -> tuple[dict[str, np.ndarray], dict[str, np.ndarray]]:
    """What each layer gives and the gradient of each trained array; in `training`, with the statistics of the batch and
    the running ones after the step among the values. For layers without noise."""
    layout = ParameterLayout(graph)
    net = lower(graph, layout, len(inputs), training=training)
    held = device.upload(parameters)
    bindings = {leaf: layout.view(held, name) for name, leaf in net.parameters.items()}
    bindings |= {next(iter(net.inputs.values())): apart(device, inputs),
                 next(iter(net.targets.values())): apart(device, targets)}
    trained = [entry.name for entry in layout if entry.parameter.trainable]
    parts = gradients(net.ir, net.objective, [net.parameters[name] for name in trained])
    followed = {leaf.attrs["name"]: new for leaf, new in net.ir.assignments.items()}
    values = {**net.layers, **followed}
    plan = compile_plan(device, "float64", [*values.values(), *parts], bindings)
    arrays = [device.to_host(array) for array in plan.run()]
    return dict(zip(values, arrays, strict=False)), dict(zip(trained, arrays[len(values):], strict=True))


def check_beside_torch(kind: str, settings: Mapping[str, Any], shape: tuple[int, ...],
                       peer: Callable[[Any, dict[str, Any]], Any], training: bool = False, seed: int = 0,
                       batch: int = 4) -> None:
    """Values and gradients of a layer behind a dense one, to 1e-10, beside `peer(x, arrays)` on torch tensors.

    The gradient of the dense kernel is right only when that of the layer's input is.
    """
    import torch

    generator = np.random.default_rng(seed)
    dense = LayerSpec("dense_1", "dense", {"units": shape[-1] + 1, "activation": "tanh"})
    graph = after(kind, settings, shape, dense)
    layout = ParameterLayout(graph)
    parameters = generator.normal(size=layout.size)
    parameters[layout.trainable:] = np.abs(parameters[layout.trainable:])
    inputs = generator.normal(size=(batch, *shape))
    targets = generator.normal(size=(batch, *graph.infer()["output_1"]))

    tensors = {name: torch.tensor(array, requires_grad=layout[name].parameter.trainable)
               for name, array in layout.arrays(parameters).items()}
    hidden = torch.tanh(torch.tensor(inputs) @ tensors["dense_1/kernel"] + tensors["dense_1/bias"])
    output = peer(hidden, {layout[name].role: tensor for name, tensor in tensors.items() if name.startswith("layer/")})
    torch.mean((output.reshape(batch, -1) - torch.tensor(targets)) ** 2).backward()
    for device in map(named, NAMES):
        values, ours = values_and_gradient(graph, parameters, inputs, targets, training, device)
        np.testing.assert_allclose(values["layer"], output.detach().numpy(), rtol=1e-10, atol=1e-10)
        for name, gradient in ours.items():
            np.testing.assert_allclose(gradient, tensors[name].grad.numpy(), rtol=1e-10, atol=1e-10, err_msg=name)
