"""Convolutions that read images where they lie, of many channels or of each by itself, beside PyTorch."""

from __future__ import annotations

import numpy as np
import pytest

from engine.graph import Graph, LayerSpec, sequential
from engine.ir import lower
from engine.ir.value import in_order
from engine.layout import ParameterLayout
from engine.network import Network
from tests.engine.layers.checks import after, check_derivatives

TOLERANCES = {"float64": 1e-10, "float32": 1e-5}
SETTINGS = [
    {"filters": 20, "kernel_size": (3, 3), "padding": "same"},
    {"filters": 16, "kernel_size": (3, 2), "padding": "valid", "dilation": (2, 1)},
    {"filters": 24, "kernel_size": (1, 1), "padding": "valid"},
    {"filters": 16, "kernel_size": (3, 3), "padding": "explicit", "pad": (3,)},
    {"filters": 16, "kernel_size": (3, 3), "padding": "same", "groups": 16},
    {"filters": 32, "kernel_size": (3, 3), "padding": "valid", "groups": 8},
]
PADDINGS = {"valid": 0, "explicit": 3, "same": "same"}


def network(settings: dict) -> Graph:
    return sequential(LayerSpec("input", "input", {"shape": (7, 6, 16)}),
                      LayerSpec("layer", "conv2d", {**settings, "activation": "tanh"}),
                      LayerSpec("mean", "global_pooling", {"function": "average"}),
                      LayerSpec("output", "output", {"loss": "mean_squared_error"}))


@pytest.mark.parametrize("dtype", TOLERANCES)
@pytest.mark.parametrize("settings", SETTINGS, ids=lambda settings: "-".join(map(str, settings.values())))
def test_values_and_derivatives_are_those_of_pytorch(settings: dict, dtype: str):
    torch = pytest.importorskip("torch")
    ours, rng = Network(network(settings), dtype=dtype), np.random.default_rng(0)
    weights = (0.2 * rng.standard_normal(ours.size)).astype(dtype)
    x, y = rng.standard_normal((5, 7, 6, 16)), rng.standard_normal((5, settings["filters"]))
    arrays = {entry.role: torch.tensor(ours.layout.view(weights, entry.name), requires_grad=True)
              for entry in ours.layout}
    inputs = torch.tensor(np.moveaxis(x, -1, 1), dtype=getattr(torch, dtype), requires_grad=True)
    maps = torch.tanh(torch.nn.functional.conv2d(
        inputs, arrays["kernel"].permute(3, 2, 0, 1), arrays["bias"], padding=PADDINGS[settings["padding"]],
        groups=settings.get("groups", 1), dilation=settings.get("dilation", 1)))
    values = maps.mean((2, 3))
    torch.nn.functional.mse_loss(values, torch.tensor(y, dtype=values.dtype)).backward()
    expected = np.concatenate([arrays[entry.role].grad.numpy().ravel() for entry in ours.layout])
    slopes = np.moveaxis(inputs.grad.numpy(), 1, -1) * len(x)
    found = ours.predict(weights, x), ours.gradient(weights, x, y), ours.input_gradient(weights, x, y)
    for array, peer in zip(found, (values.detach().numpy(), expected, slopes), strict=True):
        np.testing.assert_allclose(array, peer, rtol=0, atol=TOLERANCES[dtype] * np.abs(peer).max())


@pytest.mark.parametrize("settings", [SETTINGS[0], SETTINGS[4]], ids=["many", "by itself"])
def test_derivatives(settings: dict):
    check_derivatives(after("conv2d", {**settings, "activation": "tanh"}, (4, 5, 16)), batch=2)


def test_images_stay_as_they_lie_from_one_layer_to_the_next():
    """Activation, normalisation and the next convolution take them up where they are: nothing is turned and copied."""
    layers = (LayerSpec("a", "conv2d", {"filters": 16, "padding": "same"}), LayerSpec("n", "batch_normalization"),
              LayerSpec("r", "activation", {"function": "relu"}),
              LayerSpec("b", "conv2d", {"filters": 16, "padding": "same"}))
    graph = sequential(LayerSpec("input", "input", {"shape": (6, 6, 16)}), *layers,
                       LayerSpec("mean", "global_pooling", {"function": "average"}), LayerSpec("output", "output"))
    net = lower(graph, ParameterLayout(graph), 2, training=True)
    copied = [value for value in in_order([net.loss]) if value.op == "copy" and value.inputs[0].op == "transpose"]
    assert len(copied) == 1  # the image that comes in
