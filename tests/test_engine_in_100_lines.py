"""docs/engine_in_100_lines.py is no more than that, and computes what the engine computes."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import numpy as np
import pytest

import engine
from engine import Data, Dense, Input, Network, Output, Sequential, Trainer

PATH = Path(__file__).parent.parent / "docs" / "engine_in_100_lines.py"


@pytest.fixture(scope="module")
def small():
    spec = importlib.util.spec_from_file_location("engine_in_100_lines", PATH)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def network() -> Network:
    return Network(Sequential([Input(2), Dense(5, "tanh"), Dense(1), Output("bce")]), dtype="float64")


@pytest.fixture(scope="module")
def data() -> Data:
    return engine.load("xor", samples=50)


def leaves(small, network: Network) -> list:
    """One for each array of the network, biases as rows."""
    return [small.value("leaf", name=entry.name, shape=(1, *entry.shape)[-2:]) for entry in network.layout]


def loss(small, x, y, kernel_1, bias_1, kernel_2, bias_2):
    """The mean binary cross-entropy of the network, as values: softplus(z) − y z."""
    value = small.value
    h = x @ kernel_1
    h = value("tanh", h + value("spread", bias_1, size=h.shape))
    z = h @ kernel_2
    z = z + value("spread", bias_2, size=z.shape)
    return value("sum", value("softplus", z) + y * z * -1.0, size=(1, 1)) * (1.0 / x.shape[0])


def arrays(network: Network, vector: np.ndarray, weights: list) -> dict:
    """Views of parameter vectors (…, size), in the shapes of the leaves."""
    return {leaf: network.layout.view(vector, leaf.attrs["name"]).reshape(*vector.shape[:-1], *leaf.shape[-2:])
            for leaf in weights}


def run(small, outputs: list, given: dict) -> list[np.ndarray]:
    one = small.value("leaf", name="one", shape=(1, 1))
    calls, made = small.plan(outputs, {one: np.ones((1, 1)), **given})
    for _ in range(2):  # a plan runs again and again, on the same memory
        for call in calls:
            call()
    return made


@pytest.fixture(scope="module")
def program(small, network, data):
    """Leaves of examples and weights, the loss, and arrays for them."""
    x, y = (small.value("leaf", name=name, shape=part.shape)
            for name, part in (("x", data.train.inputs), ("y", data.train.targets)))
    weights = leaves(small, network)
    theta = np.random.default_rng(0).normal(size=network.size)
    examples = {x: data.train.inputs, y: data.train.targets}
    return weights, loss(small, x, y, *weights), theta, examples


def test_it_has_a_hundred_lines():
    lines = PATH.read_text("utf-8").splitlines()
    assert len(lines) <= 100
    assert max(map(len, lines)) <= 120


def test_loss_and_gradient_are_those_of_the_engine(small, network, data, program):
    weights, value, theta, examples = program
    made = run(small, [value, *small.gradients(value, weights)], examples | arrays(network, theta, weights))
    assert made[0].item() == pytest.approx(network.loss(theta, data.train.inputs, data.train.targets), rel=1e-12)
    gradient = np.concatenate([part.ravel() for part in made[1:]])
    np.testing.assert_allclose(gradient, network.gradient(theta, data.train.inputs, data.train.targets), rtol=1e-10)


def test_the_gradient_of_a_gradient_is_the_hessian_of_the_engine(small, network, data, program):
    weights, value, theta, examples = program
    direction = np.random.default_rng(1).normal(size=network.size)
    ways = [small.value("leaf", name=f"way {leaf.attrs['name']}", shape=leaf.shape) for leaf in weights]
    slope = None
    for part, way in zip(small.gradients(value, weights), ways, strict=True):
        along = small.value("sum", part * way, size=(1, 1))
        slope = along if slope is None else slope + along
    given = examples | arrays(network, theta, weights)
    given |= dict(zip(ways, arrays(network, direction, weights).values(), strict=True))
    product = np.concatenate([part.ravel() for part in run(small, small.gradients(slope, weights), given)])
    np.testing.assert_allclose(product, network.hessian_vector_product(
        theta, data.train.inputs, data.train.targets, direction), rtol=1e-9, atol=1e-12)


def test_a_population_has_the_losses_and_gradients_of_its_members(small, network, data, program):
    weights, value, _, examples = program
    members = np.random.default_rng(2).normal(size=(7, network.size))
    outputs, leaves = small.population([value, *small.gradients(value, weights)], weights, 7)
    made = run(small, outputs, examples | arrays(network, members, leaves))
    np.testing.assert_allclose(made[0].ravel(), network.population_loss(members, data.train.inputs, data.train.targets),
                               rtol=1e-10)
    gradients = np.concatenate([part.reshape(7, -1) for part in made[1:]], axis=1)
    expected = [network.gradient(member, data.train.inputs, data.train.targets) for member in members]
    np.testing.assert_allclose(gradients, expected, rtol=1e-9, atol=1e-12)


def test_it_trains_to_the_same_weights_as_the_engine(small, network, data, program):
    weights, value, _, examples = program
    trainer = Trainer(network.graph, data, optimizer="sgd", learning_rate=0.5, batch_size=0, shuffle=False, epochs=30,
                      dtype="float64", seed=1)
    theta = trainer.parameters
    given = arrays(network, theta, weights)
    moved = [leaf + gradient * -0.5 for leaf, gradient in zip(weights, small.gradients(value, weights), strict=True)]
    calls, made = small.plan(moved, examples | given | {small.value("leaf", name="one", shape=(1, 1)): np.ones((1, 1))})
    for _ in range(30):
        for call in calls:
            call()
        for leaf, array in zip(weights, made, strict=True):
            given[leaf][...] = array
    trainer.fit()
    np.testing.assert_allclose(theta, trainer.parameters, rtol=1e-9, atol=1e-12)


def test_equal_requests_are_one_value_and_memory_is_used_again(small):
    x = small.value("leaf", name="x", shape=(100, 100))
    assert small.value("tanh", x) is small.value("tanh", x)
    deep = x
    for _ in range(10):
        deep = small.value("tanh", deep)
    calls, _ = small.plan([deep], {x: np.ones((100, 100))})
    assert len({id(call.keywords["out"]) for call in calls}) == 2
