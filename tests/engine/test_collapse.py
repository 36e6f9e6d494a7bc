"""Depth without activations is worth nothing: a stack of linear layers is one."""

from __future__ import annotations

import numpy as np
import pytest

from engine.collapse import collapsed
from engine.errors import GraphError
from engine.graph import Graph, LayerSpec, sequential
from engine.network import Network
from tests.engine.networks import perceptron, weights

LINEAR = perceptron(4, 5, 6, 2, activation="identity")


def dense(name: str, units: int, **settings: object) -> LayerSpec:
    return LayerSpec(name, "dense", {"units": units, "activation": "identity", **settings})


def stacked(*layers: LayerSpec, shape: tuple[int, ...] = (4,)) -> Graph:
    return sequential(LayerSpec("input_1", "input", {"shape": shape}), *layers, LayerSpec("output_1", "output"))


def test_three_matrices_are_their_product():
    network = Network(LINEAR, dtype="float64")
    parameters = weights(network)
    parts = network.layout.arrays(parameters)
    one = collapsed(network, parameters)
    assert one.layers == ("dense_1", "dense_2", "dense_3")
    np.testing.assert_allclose(
        one.matrix, parts["dense_1/kernel"] @ parts["dense_2/kernel"] @ parts["dense_3/kernel"], rtol=1e-13)
    biases = (parts["dense_1/bias"] @ parts["dense_2/kernel"] + parts["dense_2/bias"]) @ parts["dense_3/kernel"]
    np.testing.assert_allclose(one.bias, biases + parts["dense_3/bias"], rtol=1e-13)


@pytest.mark.parametrize(("dtype", "rounding"), [("float64", 1e-13), ("float32", 1e-5)])
@pytest.mark.parametrize("graph", [
    LINEAR,
    stacked(dense("a", 3)),
    stacked(dense("a", 7, use_bias=False), dense("b", 3)),
    stacked(dense("a", 3, use_bias=False), LayerSpec("f", "activation", {"function": "identity"}), dense("b", 2)),
    stacked(dense("a", 9), LayerSpec("drop", "dropout", {"rate": 0.5}), LayerSpec("hiss", "gaussian_noise"),
            dense("b", 2)),
    stacked(dense("a", 4), dense("b", 4, shared_with="a"), dense("c", 4, shared_with="a")),
    stacked(dense("a", 3), dense("b", 2), shape=(5, 4)),
])
def test_the_one_layer_says_what_the_network_says_to_rounding(graph: Graph, dtype: str, rounding: float):
    network = Network(graph, dtype=dtype)
    parameters = weights(network)
    inputs = np.random.default_rng(1).normal(size=(20, *network.shapes["input_1"]))
    np.testing.assert_allclose(collapsed(network, parameters)(inputs), network.predict(parameters, inputs),
                               rtol=rounding, atol=rounding)


def test_every_layer_on_the_way_is_the_product_so_far():
    network = Network(LINEAR, dtype="float64")
    parameters = weights(network)
    inputs = np.random.default_rng(1).normal(size=(20, 4))
    for name, values in network.activations(parameters, inputs).items():
        if name != "output_1":
            np.testing.assert_allclose(collapsed(network, parameters, name)(inputs), values, rtol=1e-13, atol=1e-13)


def test_a_head_that_ends_in_a_probability_collapses_up_to_its_logits():
    network = Network(perceptron(4, 5, 3, activation="identity", loss="categorical_cross_entropy"), dtype="float64")
    parameters = weights(network)
    inputs = np.random.default_rng(1).normal(size=(20, 4))
    logits = np.exp(collapsed(network, parameters)(inputs))
    np.testing.assert_allclose(logits / logits.sum(axis=1, keepdims=True), network.predict(parameters, inputs))


def test_the_rank_is_that_of_the_narrowest_layer():
    network = Network(perceptron(4, 1, 3, activation="identity"), dtype="float64")
    assert np.linalg.matrix_rank(collapsed(network, weights(network)).matrix) == 1


@pytest.mark.parametrize(("graph", "culprit", "sentence"), [
    (perceptron(4, 5, 2, activation="tanh"), "dense_1",
     "dense_1 applies “Hyperbolic tangent”, which is not linear, so the layers do not collapse into one. Choose "
     "“Identity” in dense_1 to see it."),
    (stacked(dense("a", 3), LayerSpec("bend", "activation", {"function": "relu"}), dense("b", 1)), "bend",
     "bend applies “ReLU”, which is not linear, so the layers do not collapse into one. Choose “Identity” in bend to "
     "see it."),
    (stacked(dense("a", 3), LayerSpec("norm", "layer_normalization"), dense("b", 1)), "norm",
     "norm is no Dense layer. Only Dense layers without activation, one after the other, collapse into one."),
])
def test_what_is_not_linear_is_named(graph: Graph, culprit: str, sentence: str):
    network = Network(graph, dtype="float64")
    with pytest.raises(GraphError) as caught:
        collapsed(network, weights(network))
    assert str(caught.value) == sentence
    assert caught.value.layers == (culprit,)


def test_with_an_activation_one_layer_is_not_enough():
    """The same weights with and without ReLU between them: without, the answer to −x is minus the answer to x."""
    straight = Network(stacked(dense("a", 5, use_bias=False), dense("b", 1, use_bias=False)), dtype="float64")
    bent = Network(straight.graph.with_settings("a", {"activation": "relu"}), dtype="float64")
    parameters, inputs = weights(straight), np.random.default_rng(1).normal(size=(20, 4))
    np.testing.assert_allclose(straight.predict(parameters, -inputs), -straight.predict(parameters, inputs))
    assert np.abs(bent.predict(parameters, -inputs) + bent.predict(parameters, inputs)).max() > 0.1
