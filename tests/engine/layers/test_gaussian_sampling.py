"""The variational autoencoder: loss and gradient as in PyTorch with the same noise, and what is drawn and when."""

from __future__ import annotations

import math

import numpy as np
import pytest

from engine.device import NUMPY
from engine.errors import GraphError
from engine.graph import LayerSpec, sequential
from engine.ir import compile_plan, gradients, lower
from engine.layout import ParameterLayout
from engine.network import Network
from engine.probes.predictions import Losses
from tests.engine.layers.checks import after


def autoencoder(kl_weight: float, loss: str):
    return sequential(
        LayerSpec("input", "input", {"shape": (6,)}),
        LayerSpec("encoder", "dense", {"units": 5, "activation": "tanh"}),
        LayerSpec("statistics", "dense", {"units": 4, "activation": "identity"}),
        LayerSpec("code", "gaussian_sampling", {"kl_weight": kl_weight}),
        LayerSpec("decoder", "dense", {"units": 5, "activation": "tanh"}),
        LayerSpec("again", "dense", {"units": 6, "activation": "identity"}),
        LayerSpec("output", "output", {"loss": loss, "target": "inputs"}))


@pytest.mark.parametrize("loss", ["mean_squared_error", "binary_cross_entropy"])
@pytest.mark.parametrize("kl_weight", [0.0, 1 / 6, 3.0])
def test_loss_and_gradient_are_those_of_pytorch_with_the_same_noise(loss, kl_weight):
    torch = pytest.importorskip("torch")
    graph, rows = autoencoder(kl_weight, loss), 7
    layout, rng = ParameterLayout(graph), np.random.default_rng(0)
    net = lower(graph, layout, rows, training=True)
    x = rng.random((rows, 6))
    (noise,) = net.ir.noises
    drawn = rng.standard_normal(noise.shape)
    weights = {entry.name: rng.normal(0, 0.7, entry.shape) for entry in layout}
    slopes = gradients(net.ir, net.objective, list(net.parameters.values()))
    bindings = {net.inputs["input"]: x, net.targets["output"]: x, noise: drawn,
                **{net.parameters[name]: value for name, value in weights.items()}}
    mine, *found = compile_plan(NUMPY, "float64", [net.loss, *slopes], bindings).run()

    w = {name: torch.tensor(value, requires_grad=True) for name, value in weights.items()}
    given = torch.tensor(x)

    def dense(name, value):
        return value @ w[f"{name}/kernel"] + w[f"{name}/bias"]

    mean, log_variance = dense("statistics", torch.tanh(dense("encoder", given))).chunk(2, -1)
    code = mean + torch.exp(0.5 * log_variance) * torch.tensor(drawn)
    again = dense("again", torch.tanh(dense("decoder", code)))
    compare = {"mean_squared_error": torch.nn.functional.mse_loss,
               "binary_cross_entropy": torch.nn.functional.binary_cross_entropy_with_logits}[loss]
    there = torch.distributions.Normal(mean, torch.exp(0.5 * log_variance))
    apart = torch.distributions.kl_divergence(there, torch.distributions.Normal(0.0, 1.0)).sum(-1).mean()
    theirs = compare(again, given) + kl_weight * apart
    theirs.backward()
    assert float(mine) == pytest.approx(theirs.item(), rel=1e-12)
    for name, slope in zip(net.parameters, found, strict=True):
        np.testing.assert_allclose(slope, w[name].grad.numpy(), rtol=1e-9, atol=1e-12)


def test_when_it_is_used_the_code_is_the_mean():
    graph = after("gaussian_sampling", {}, (6,))
    x = np.random.default_rng(1).normal(size=(4, 6))
    values = Network(graph, dtype="float64").activations(np.empty(0), {"input": x} if "input" in graph else x)
    np.testing.assert_array_equal(values["layer"], x[:, :3])


def test_in_training_codes_have_the_mean_and_variance_that_the_encoder_says(device):
    graph = after("gaussian_sampling", {}, (2,))
    rows = 200_000
    net = lower(graph, ParameterLayout(graph), rows, training=True)
    (noise,) = net.ir.noises
    drawn = device.empty(noise.shape, "float64")
    device.generator(3).normal(drawn)
    given = np.tile([1.5, math.log(0.25)], (rows, 1))
    bindings = {next(iter(net.inputs.values())): device.upload(given), noise: drawn}
    codes = device.to_host(compile_plan(device, "float64", [net.layers["layer"]], bindings).run()[0])
    assert codes.mean() == pytest.approx(1.5, abs=5 * 0.5 / math.sqrt(rows))
    assert codes.std() == pytest.approx(0.5, abs=0.005)


def test_the_losses_of_examples_have_the_divergence_in_them():
    graph = autoencoder(0.5, "mean_squared_error")
    network = Network(graph, dtype="float64")
    weights, x = network.initial_parameters(0), np.random.default_rng(2).random((9, 6))
    each = network.probe(weights, Losses(), inputs=x, targets=x)[Losses()].first
    assert each.mean() == pytest.approx(network.loss(weights, x, x), rel=1e-12)
    values = network.activations(weights, x)
    mean, log_variance = np.split(values["statistics"], 2, axis=1)
    apart = 0.5 * (mean ** 2 + np.exp(log_variance) - 1 - log_variance).sum(axis=1)
    plain = ((values["output"] - x) ** 2).mean(axis=1)
    np.testing.assert_allclose(each, plain + 0.5 * apart, rtol=1e-10)


def test_an_odd_number_of_units_is_no_mean_and_variance():
    with pytest.raises(GraphError, match="even number"):
        Network(after("gaussian_sampling", {}, (5,)))
