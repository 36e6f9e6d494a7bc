"""Softmax, its logarithm, PReLU and maxout as layers."""

from __future__ import annotations

import numpy as np
import pytest

from engine.graph import LayerSpec, sequential
from engine.network import Network
from tests.engine.layers.checks import after, check_derivatives, check_output

DENSE = LayerSpec("dense_1", "dense", {"units": 4, "activation": "tanh"})


@pytest.mark.parametrize("shape", [(4,), (3, 4), (2, 3, 4)])
def test_softmax_and_prelu_are_those_of_pytorch(shape):
    torch = pytest.importorskip("torch")
    check_output(after("softmax", {}, shape), lambda x, arrays: torch.softmax(x, 1))
    check_output(after("log_softmax", {}, shape), lambda x, arrays: torch.log_softmax(x, 1))
    check_output(after("prelu", {}, shape), lambda x, arrays: torch.nn.functional.prelu(x, arrays["alpha"]))


@pytest.mark.parametrize(("kind", "settings"), [("softmax", {}), ("log_softmax", {}), ("prelu", {}),
                                                ("maxout", {"units": 3, "pieces": 4}),
                                                ("maxout", {"units": 1, "use_bias": False})])
@pytest.mark.parametrize("shape", [(5,), (3, 5)])
def test_derivatives(kind, settings, shape):
    check_derivatives(after(kind, settings, shape, DENSE))


def test_prelu_begins_as_a_leaky_relu_of_one_quarter_and_is_not_penalised():
    network = Network(after("prelu", {}, (2,)), dtype="float64")
    np.testing.assert_array_equal(network.initial_parameters(7), [0.25, 0.25])
    penalised = Network(after("prelu", {}, (2,)), dtype="float64", l1=3.0, l2=5.0)
    inputs, targets = np.ones((1, 2)), np.ones((1, 2))
    assert penalised.objective(np.ones(2), inputs, targets) == network.objective(np.ones(2), inputs, targets) == 0


def test_maxout_can_be_the_absolute_value_and_the_relu():
    graph = after("maxout", {"units": 2, "pieces": 2, "use_bias": False}, (1,))
    x = np.linspace(-2, 2, 9).reshape(-1, 1)
    values = Network(graph, dtype="float64").activations(np.array([1.0, -1.0, 1.0, 0.0]), x)["layer"]
    np.testing.assert_array_equal(values, np.hstack([np.abs(x), np.maximum(x, 0)]))


def test_the_logarithm_of_a_softmax_that_is_0_to_rounding_is_exact():
    network = Network(after("log_softmax", {}, (2,)))
    values = network.activations(np.empty(0), np.array([[0.0, 1e4], [1e30, -1e30]]))["layer"]
    np.testing.assert_array_equal(values, np.array([[-1e4, 0.0], [0.0, -2e30]], np.float32))


@pytest.mark.parametrize("loss", ["categorical_cross_entropy", "kl_divergence"])
def test_a_softmax_before_its_loss_changes_nothing(loss):
    head = LayerSpec("output_1", "output", {"loss": loss})
    start = (LayerSpec("input_1", "input", {"shape": (3,)}), DENSE)
    plain = Network(sequential(*start, head), dtype="float64")
    twice = Network(sequential(*start, LayerSpec("softmax_1", "softmax"), head), dtype="float64")
    rng = np.random.default_rng(0)
    weights, x, y = rng.normal(size=plain.size), rng.normal(size=(6, 3)), rng.dirichlet(np.ones(4), 6)
    np.testing.assert_array_equal(plain.predict(weights, x), twice.predict(weights, x))
    assert plain.loss(weights, x, y) == twice.loss(weights, x, y)
    np.testing.assert_array_equal(plain.gradient(weights, x, y), twice.gradient(weights, x, y))
