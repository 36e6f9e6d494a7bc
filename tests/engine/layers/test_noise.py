"""Dropout and Gaussian noise: on in training, off in evaluation, without bias, the same again for the same seed."""

from __future__ import annotations

import numpy as np
import pytest

from engine.errors import SettingError
from engine.graph import LayerSpec
from engine.ir import compile_plan, lower
from engine.layout import ParameterLayout
from engine.network import Network
from tests.engine.layers.checks import after

MANY = (200, 500)


def trained(device, kind, settings, inputs, seed=0):
    """What the layer gives in training."""
    graph = after(kind, settings, inputs.shape[1:])
    net = lower(graph, ParameterLayout(graph), len(inputs), training=True)
    generator = device.generator(seed)
    noises = {leaf: device.empty(leaf.shape, "float64") for leaf in net.ir.noises}
    for leaf, array in noises.items():
        getattr(generator, leaf.attrs["name"].split("/")[0])(array)
    bindings = {next(iter(net.inputs.values())): device.upload(inputs), **noises}
    return device.to_host(compile_plan(device, "float64", [net.layers["layer"]], bindings).run()[0]).copy()


@pytest.mark.parametrize("rate", [0.2, 0.5, 0.9])
def test_dropout_silences_its_part_and_keeps_the_mean(device, rate):
    values = trained(device, "dropout", {"rate": rate}, np.ones(MANY))
    np.testing.assert_allclose(np.unique(values), [0.0, 1.0 / (1.0 - rate)])
    spread = 5.0 / np.sqrt(values.size)  # five standard deviations
    assert abs((values == 0.0).mean() - rate) < spread * np.sqrt(rate * (1.0 - rate))
    assert abs(values.mean() - 1.0) < spread * np.sqrt(rate / (1.0 - rate))


@pytest.mark.parametrize("deviation", [0.1, 3.0])
def test_gaussian_noise_has_mean_0_and_its_standard_deviation(device, deviation):
    noise = trained(device, "gaussian_noise", {"stddev": deviation}, np.ones(MANY)) - 1.0
    assert abs(noise.mean()) < 5.0 * deviation / np.sqrt(noise.size)
    assert abs(noise.std() / deviation - 1.0) < 5.0 / np.sqrt(2 * noise.size)


@pytest.mark.parametrize(("kind", "off"), [("dropout", {"rate": 0.0}), ("gaussian_noise", {"stddev": 0.0})])
def test_evaluation_and_a_rate_of_0_change_nothing(device, kind, off):
    inputs = np.random.default_rng(0).normal(size=(4, 3, 2))
    np.testing.assert_array_equal(trained(device, kind, off, inputs), inputs)
    evaluated = Network(after(kind, {}, (3, 2)), device, "float64").activations(np.empty(0), inputs)["layer"]
    np.testing.assert_array_equal(evaluated, inputs)


@pytest.mark.parametrize("kind", ["dropout", "gaussian_noise"])
def test_the_same_seed_makes_the_same_noise(device, kind):
    inputs = np.ones((20, 30))
    first, again, other = (trained(device, kind, {}, inputs, seed) for seed in (1, 1, 2))
    np.testing.assert_array_equal(first, again)
    assert (first != other).any()


@pytest.mark.parametrize("rate", [-0.1, 1.0])
def test_impossible_rates_are_refused(rate):
    with pytest.raises(SettingError, match="Part dropped"):
        LayerSpec("dropout_1", "dropout", {"rate": rate})
