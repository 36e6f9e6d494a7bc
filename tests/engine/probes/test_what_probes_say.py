"""What probes say of weights, activations, losses and statistics is what the network says."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import HealthCheck, given

from engine.graph import Graph, LayerSpec, Link, sequential
from engine.network import Network
from engine.probes import OfPart
from engine.probes.activations import Activations, UnitMaps
from engine.probes.link_numbers import LinkNumbers
from engine.probes.predictions import Losses, MeanLoss, Penalty
from engine.probes.statistics import ActivationHistogram, UnitStatistics
from engine.probes.weights import Weights
from tests.cases import random_cases
from tests.engine.networks import graphs
from tests.engine.probes.asked import ALL, CNN, PLANE, one, prepared

# Weights


def test_a_window_onto_weights_says_the_limits_of_all_of_them():
    network, parameters, *_ = prepared()
    kernel = network.layout.view(parameters, "dense_1/kernel")
    reading = one(network, parameters, Weights("dense_1/kernel", ((0, 1), (2, 4))))
    np.testing.assert_array_equal(reading.first, kernel[:1, 2:4])
    assert reading.limits == (kernel.min(), kernel.max())
    assert reading.total == kernel.size


def test_the_largest_weights_come_in_order_with_their_places():
    network, parameters, *_ = prepared()
    kernel = network.layout.view(parameters, "dense_2/kernel").ravel()
    reading = one(network, parameters, LinkNumbers("dense_2/kernel", "weight", "dense_1", count=7))
    np.testing.assert_array_equal(np.abs(reading.first), np.sort(np.abs(kernel))[::-1][:7])
    np.testing.assert_array_equal(kernel[reading["places"]], reading.first)
    assert reading.total == kernel.size


# Activations


@given(graph=graphs())
@random_cases(25, suppress_health_check=[HealthCheck.too_slow])
def test_activations_are_those_of_the_network(graph: Graph):
    network, parameters, inputs, targets = prepared(graph, rows=5)
    asked = {spec.name: Activations(spec.name, ALL) for spec in graph.layers}
    readings = network.probe(parameters, *asked.values(), inputs=inputs, targets=targets)
    for name, values in network.activations(parameters, inputs).items():
        np.testing.assert_array_equal(readings[asked[name]].first, values)


def test_examples_are_taken_by_their_places():
    network, parameters, inputs, targets = prepared()
    whole = one(network, parameters, Activations("dense_2", ALL), inputs, targets).first
    some = one(network, parameters, Activations("dense_2", OfPart(places=(7, 2, 99))), inputs, targets)
    first = one(network, parameters, Activations("dense_2", OfPart(most=3)), inputs, targets)
    np.testing.assert_allclose(some.first, whole[[7, 2]], rtol=1e-13)
    np.testing.assert_allclose(first.first, whole[:3], rtol=1e-13)


@pytest.mark.parametrize("layer", ["conv", "last"])
def test_what_goes_into_an_activation_function_gives_what_comes_out(layer: str):
    network, parameters, inputs, targets = prepared(CNN)
    before = one(network, parameters, Activations(layer, ALL, before=True), inputs, targets).first
    after = one(network, parameters, Activations(layer, ALL), inputs, targets).first
    np.testing.assert_allclose(np.maximum(before, 0) if layer == "conv" else before, after, rtol=1e-13)


def test_a_unit_over_the_plane_is_the_network_at_its_points():
    network, parameters, *_ = prepared()
    maps = one(network, parameters, UnitMaps("dense_2", PLANE)).first
    assert maps.shape == (4, 5, 5)
    corner = network.activations(parameters, np.array([[1.0, -2.0]]))["dense_2"][0]
    np.testing.assert_allclose(maps[:, 0, -1], corner, rtol=1e-13)  # x to the right, y upwards from the first row


def test_some_maps_say_the_limits_of_all_units():
    network, parameters, *_ = prepared()
    every, some = (one(network, parameters, UnitMaps("dense_1", PLANE, most)) for most in (64, 2))
    assert len(some.first) == 2
    assert some.limits == every.limits
    assert some.total == every.total == every.first.size


# Losses


def test_the_losses_of_the_examples_average_to_the_loss():
    network, parameters, inputs, targets = prepared(l2=0.1)
    losses = one(network, parameters, Losses(ALL), inputs, targets).first
    assert losses.mean() == pytest.approx(network.loss(parameters, inputs, targets), rel=1e-12)
    last = one(network, parameters, Losses(OfPart(places=(12,))), inputs, targets).first
    assert last == pytest.approx(losses[12:], rel=1e-12)


def test_mean_loss_and_penalty_make_the_objective():
    network, parameters, inputs, targets = prepared(l1=0.01, l2=0.1)
    mean, penalty = (one(network, parameters, probe, inputs, targets).first for probe in (MeanLoss(ALL), Penalty()))
    assert mean + penalty == pytest.approx(network.objective(parameters, inputs, targets), rel=1e-12)


def test_a_head_may_have_any_name():
    """The loss of a head that is called “penalty”, or “loss”, is not taken for the penalty or the whole loss."""
    graph = Graph((LayerSpec("x", "input", {"shape": (2,)}), LayerSpec("a", "dense", {"units": 1}),
                   LayerSpec("loss", "output", {"weight": 0.5}), LayerSpec("penalty", "output", {"weight": 2.0})),
                  (Link("x", "a"), Link("a", "loss"), Link("a", "penalty")))
    network, parameters, inputs, targets = prepared(graph, l2=0.1)
    reading = one(network, parameters, MeanLoss(ALL), inputs, targets)
    assert reading["loss"] == pytest.approx(network.loss(parameters, inputs, targets), rel=1e-12)
    whole = network.objective(parameters, inputs, targets)
    assert reading["loss"] + reading["penalty"] == pytest.approx(whole, rel=1e-12)
    assert 0.5 * reading["head/loss"] + 2.0 * reading["head/penalty"] == pytest.approx(reading["loss"], rel=1e-12)


# Statistics


def test_dead_and_saturated_units_are_seen():
    graph = sequential(LayerSpec("x", "input"), LayerSpec("relu", "dense", {"units": 2, "activation": "relu"}),
                       LayerSpec("tanh", "dense", {"units": 2, "activation": "tanh"}),
                       LayerSpec("last", "dense", {"units": 1, "activation": "identity"}), LayerSpec("y", "output"))
    network, parameters, inputs, targets = prepared(graph, rows=50)
    arrays = network.layout.arrays(parameters)
    arrays["relu/bias"][:] = -100.0, 0.0
    arrays["tanh/bias"][:] = 100.0, 0.0
    relu, tanh = (one(network, parameters, UnitStatistics(name, ALL), inputs, targets) for name in ("relu", "tanh"))
    assert relu["idle"][0] == relu["flat"][0] == 1.0
    assert 0.0 < relu["idle"][1] < 1.0
    assert tanh["flat"][0] == 1.0 > tanh["flat"][1]
    assert tanh["low"][0] == tanh["high"][0] == 1.0


def test_statistics_are_those_of_the_activations(monkeypatch: pytest.MonkeyPatch):
    network, parameters, inputs, targets = prepared(CNN, rows=23)
    values = network.activations(parameters, inputs)["conv"].reshape(-1, 4)
    monkeypatch.setattr("engine.chunks.MOST_ROWS", 5)
    reading = one(Network(CNN, dtype="float64"), parameters, UnitStatistics("conv", ALL), inputs, targets)
    for name, expected in {"mean": values.mean(0), "deviation": values.std(0), "low": values.min(0),
                           "high": values.max(0), "idle": (values == 0).mean(0)}.items():
        np.testing.assert_allclose(reading[name], expected, rtol=1e-10, atol=1e-13, err_msg=name)


def test_a_histogram_counts_everything_once():
    network, parameters, inputs, targets = prepared()
    reading = one(network, parameters, ActivationHistogram("dense_1", ALL, 9), inputs, targets)
    counts, edges = np.histogram(network.activations(parameters, inputs)["dense_1"], 9)
    np.testing.assert_array_equal(reading["counts"], counts)
    np.testing.assert_allclose(reading["edges"], edges, rtol=1e-13)
