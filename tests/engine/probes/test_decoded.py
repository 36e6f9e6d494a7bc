"""Codes that a person chooses: decoded as those of examples are, with the exact metric."""

from __future__ import annotations

import numpy as np
import pytest

from engine.errors import GraphError
from engine.graph import Graph, LayerSpec, Link, sequential
from engine.network import Network
from engine.probes.decoded import Decoded, code_layers
from tests.engine.networks import weights


def autoencoder(code: str = "dense") -> Graph:
    middle = (LayerSpec("code", "dense", {"units": 2, "activation": "tanh"}),) if code == "dense" else (
        LayerSpec("statistics", "dense", {"units": 4, "activation": "identity"}),
        LayerSpec("code", "gaussian_sampling"))
    return sequential(
        LayerSpec("input", "input", {"shape": (5,)}), LayerSpec("encoder", "dense", {"units": 4, "activation": "tanh"}),
        *middle, LayerSpec("decoder", "dense", {"units": 4, "activation": "tanh"}),
        LayerSpec("again", "dense", {"units": 5, "activation": "sigmoid"}),
        LayerSpec("output", "output", {"loss": "mean_squared_error", "target": "inputs"}))


@pytest.mark.parametrize("kind", ["dense", "sampling"])
def test_codes_of_examples_become_what_the_network_says_of_those(kind):
    network = Network(autoencoder(kind), dtype="float64")
    vector, x = weights(network), np.random.default_rng(0).normal(size=(6, 5))
    values = network.activations(vector, x)
    probe = Decoded("code", tuple(map(tuple, values["code"].tolist())))
    np.testing.assert_allclose(network.probe(vector, probe)[probe]["decoded"], values["output"], rtol=1e-12)


def test_the_metric_is_that_of_finite_differences():
    network = Network(autoencoder(), dtype="float64")
    vector, step = weights(network), 1e-6
    codes = np.random.default_rng(1).normal(size=(7, 2))

    def decode(points, metric=False):
        probe = Decoded("code", tuple(map(tuple, points.tolist())), metric)
        return network.probe(vector, probe)[probe]

    slopes = np.stack([(decode(codes + step * axis)["decoded"] - decode(codes - step * axis)["decoded"]) / (2 * step)
                       for axis in np.eye(2)], axis=-1)
    np.testing.assert_allclose(decode(codes, True)["metric"], np.swapaxes(slopes, 1, 2) @ slopes, atol=1e-8)


def test_codes_are_layers_that_everything_passes_the_narrowest_first():
    assert code_layers(autoencoder())[0] == "code"
    assert set(code_layers(autoencoder())) == {"encoder", "code", "decoder", "again"}
    layers = autoencoder().layers
    plain = Graph(tuple(spec if spec.kind != "output" else LayerSpec("output", "output") for spec in layers),
                  autoencoder().links)
    assert code_layers(plain) == ()


def test_a_shortcut_past_a_layer_makes_it_no_code():
    graph = Graph(
        (LayerSpec("input", "input", {"shape": (5,)}), LayerSpec("code", "dense", {"units": 2}),
         LayerSpec("decoder", "dense", {"units": 5}), LayerSpec("sum", "add"),
         LayerSpec("output", "output", {"target": "inputs"})),
        (Link("input", "code"), Link("code", "decoder"), Link("decoder", "sum", 0), Link("input", "sum", 1),
         Link("sum", "output")))
    assert code_layers(graph) == ("sum",)
    with pytest.raises(GraphError, match="no code"):
        Decoded("code", ((0.0, 0.0),)).check(graph)
