"""Gradients, nudges, lesions, attacks and margins are exact."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import HealthCheck, given

from engine.adversarial import pgd, robust_accuracy
from engine.errors import GraphError
from engine.graph import Graph
from engine.probes.activations import Activations
from engine.probes.attack import GradientSignAttack
from engine.probes.gradients import Delta, OutputGradient, WeightGradient
from engine.probes.lesions import Lesions
from engine.probes.margins import Margins
from engine.probes.one_weight import LossAlong, Nudges
from engine.probes.robust_accuracy import RobustAccuracy
from tests.cases import random_cases
from tests.engine.networks import graphs, perceptron
from tests.engine.probes.asked import ALL, CNN, MLP, one, prepared

EPSILON = 1e-6


@given(graph=graphs())
@random_cases(25, suppress_health_check=[HealthCheck.too_slow])
def test_the_gradient_of_an_array_is_its_part_of_the_gradient(graph: Graph):
    network, parameters, inputs, targets = prepared(graph, rows=5, l2=0.1)
    entries = [entry for entry in network.layout if entry.parameter.trainable]
    asked = {entry.name: WeightGradient(entry.name, ALL) for entry in entries}
    readings = network.probe(parameters, *asked.values(), inputs=inputs, targets=targets)
    gradient = network.gradient(parameters, inputs, targets)
    for name, probe in asked.items():
        np.testing.assert_allclose(readings[probe].first, network.layout.view(gradient, name), rtol=1e-11, atol=1e-14)


def test_delta_makes_the_gradients_of_a_dense_layer():
    """∂C/∂W = aᵀδ and ∂C/∂b = δ, averaged over the examples (Rumelhart, Hinton, Williams 1986)."""
    network, parameters, inputs, targets = prepared()
    delta = one(network, parameters, Delta("dense_2", ALL), inputs, targets).first
    below = one(network, parameters, Activations("dense_1", ALL), inputs, targets).first
    gradient = network.layout.arrays(network.gradient(parameters, inputs, targets))
    np.testing.assert_allclose(below.T @ delta / len(delta), gradient["dense_2/kernel"], rtol=1e-11, atol=1e-15)
    np.testing.assert_allclose(delta.mean(axis=0), gradient["dense_2/bias"], rtol=1e-11, atol=1e-15)


def test_delta_goes_back_through_the_weights():
    """δˡ = (δˡ⁺¹ Wᵀ) ⊙ f′(zˡ)."""
    network, parameters, inputs, targets = prepared()
    later, earlier = (one(network, parameters, Delta(name, ALL), inputs, targets).first
                      for name in ("dense_2", "dense_1"))
    z = one(network, parameters, Activations("dense_1", ALL, before=True), inputs, targets).first
    kernel = network.layout.view(parameters, "dense_2/kernel")
    slope = np.tanh(z + EPSILON) - np.tanh(z - EPSILON)
    assert network.graph.layer("dense_1").settings["activation"] == "tanh"
    np.testing.assert_allclose((later @ kernel.T) * slope / (2 * EPSILON), earlier, rtol=1e-7, atol=1e-12)


def test_delta_of_a_convolution_behind_which_a_pooling_takes_over_its_relu():
    network, parameters, inputs, targets = prepared(CNN)
    delta = one(network, parameters, Delta("conv", ALL), inputs, targets).first
    gradient = network.layout.arrays(network.gradient(parameters, inputs, targets))
    assert delta.shape == (13, 6, 6, 4)
    np.testing.assert_allclose(delta.sum(axis=(0, 1, 2)) / 13, gradient["conv/bias"], rtol=1e-11, atol=1e-15)


def test_the_gradient_by_an_output_is_delta_without_the_slope_of_the_activation():
    network, parameters, inputs, targets = prepared(CNN)
    output, delta = (one(network, parameters, probe, inputs, targets).first
                     for probe in (OutputGradient("conv", ALL), Delta("conv", ALL)))
    before = one(network, parameters, Activations("conv", ALL, before=True), inputs, targets).first
    assert np.any(output)
    np.testing.assert_allclose(output * (before > 0), delta, rtol=1e-11, atol=1e-15)


def test_the_nudges_of_the_examples_average_to_the_gradient_of_the_weight():
    network, parameters, inputs, targets = prepared(CNN)
    place = (2, 0, 1, 3)
    nudges = one(network, parameters, Nudges("conv/kernel", place, ALL), inputs, targets).first
    gradient = network.layout.view(network.gradient(parameters, inputs, targets), "conv/kernel")
    assert nudges.mean() == pytest.approx(gradient[place], rel=1e-10)
    alone = network.gradient(parameters, inputs[4:5], targets[4:5])
    assert nudges[4] == pytest.approx(network.layout.view(alone, "conv/kernel")[place], rel=1e-10)


def test_the_loss_along_a_weight_is_the_objective_there():
    network, parameters, inputs, targets = prepared(l2=0.1)
    probe = LossAlong("dense_2/kernel", (3, 1), 0.7, 5, ALL)
    reading = one(network, parameters, probe, inputs, targets)
    for offset, loss in zip(reading["offsets"], reading["losses"], strict=True):
        moved = parameters.copy()
        network.layout.view(moved, "dense_2/kernel")[3, 1] += offset
        assert loss == pytest.approx(network.objective(moved, inputs, targets), rel=1e-12)
    place = network.layout["dense_2/kernel"].offset + 3 * 4 + 1
    direction = np.eye(network.size)[place]
    assert reading["value"] == parameters[place]
    assert reading["loss"] == pytest.approx(reading["losses"][2], rel=1e-12)
    assert reading["slope"] == pytest.approx(network.gradient(parameters, inputs, targets)[place], rel=1e-10)
    product = network.hessian_vector_product(parameters, inputs, targets, direction)
    assert reading["curvature"] == pytest.approx(product[place], rel=1e-10)


@pytest.mark.parametrize(("graph", "layer"), [(MLP, "dense_1"), (CNN, "conv")], ids=["units", "filters"])
def test_a_lesion_is_the_loss_with_the_weights_behind_it_at_zero(graph: Graph, layer: str):
    """What a unit says is not heard where the next layer's weights for it are zero; here it is silenced at its root."""
    network, parameters, inputs, targets = prepared(graph)
    reading = one(network, parameters, Lesions(layer, ALL), inputs, targets)
    whole = network.loss(parameters, inputs, targets)
    assert reading["loss"] == pytest.approx(whole, rel=1e-12)
    assert len(reading.first) == graph.infer()[layer][-1]
    for unit, change in enumerate(reading.first):
        muted = parameters.copy()
        for role in ("kernel", "bias"):
            network.layout.view(muted, f"{layer}/{role}")[..., unit] = 0.0  # tanh(0) = ReLU(0) = 0
        assert change == pytest.approx(network.loss(muted, inputs, targets) - whole, rel=1e-9, abs=1e-13)


def test_lesions_in_parts_are_the_lesions():
    network, parameters, inputs, targets = prepared()
    every = one(network, parameters, Lesions("dense_1", ALL), inputs, targets).first
    later = one(network, parameters, Lesions("dense_1", ALL, first=4, most=2), inputs, targets).first
    with pytest.raises(GraphError, match="dense_1 has no such unit"):
        one(network, parameters, Lesions("dense_1", ALL, first=6), inputs, targets)
    np.testing.assert_allclose(later, every[4:6], rtol=1e-12)


def test_lesions_beside_others_are_those_of_a_network_that_has_lost_them():
    network, parameters, inputs, targets = prepared()
    reading = one(network, parameters, Lesions("dense_1", ALL, muted=(1, 4)), inputs, targets)
    cut = parameters.copy()
    network.layout.view(cut, "dense_2/kernel")[[1, 4]] = 0.0
    rest = one(network, cut, Lesions("dense_1", ALL), inputs, targets)
    assert reading["loss"] == pytest.approx(network.loss(cut, inputs, targets), rel=1e-12)
    np.testing.assert_allclose(reading.first, rest.first, rtol=1e-9, atol=1e-13)
    assert reading.first[[1, 4]].tolist() == [0.0, 0.0]


@pytest.mark.parametrize("steps", [1, 7])
def test_the_attack_is_the_fast_gradient_sign_method_and_with_more_steps_projected_descent(steps: int):
    network, parameters, inputs, targets = prepared(CNN)
    low, high = np.full((8, 8, 2), -0.5), np.full((8, 8, 2), 0.8)
    ranges = (("x", tuple(low.ravel()), tuple(high.ravel())),)
    reading = one(network, parameters, GradientSignAttack("y", 0.3, ALL, ranges, steps), inputs, targets)
    moved = pgd(network, parameters, inputs, targets, 0.3, steps, 0.3 if steps == 1 else None, low, high)
    np.testing.assert_allclose(reading["moved/x"], moved, rtol=1e-12)
    np.testing.assert_allclose(reading["said"], network.predict(parameters, moved), rtol=1e-11)
    np.testing.assert_allclose(reading["before"], network.predict(parameters, inputs), rtol=1e-12)


def test_without_ranges_no_number_is_moved_further_than_epsilon_and_by_one_step_every_one_as_far():
    network, parameters, inputs, targets = prepared(CNN)
    for steps in (1, 5):
        reading = one(network, parameters, GradientSignAttack("y", 0.25, ALL, steps=steps), inputs, targets)
        change = abs(reading["moved/x"] - inputs)
        assert change.max() == pytest.approx(0.25, rel=1e-12)
        assert steps > 1 or set(np.round(change, 12).ravel()) <= {0.0, 0.25}


def test_margins_are_those_of_the_network_along_lines_of_one_length():
    network, parameters, inputs, targets = prepared(CNN)
    reading = one(network, parameters, Margins("y", 2, ALL, reach=0.8, places=3, directions=4, seed=9), inputs, targets)
    slope = network.input_gradient(parameters, inputs, targets)
    draw = np.random.default_rng(9).standard_normal((4, 1, 8, 8, 2))
    lines = [np.sign(slope), slope, *np.broadcast_to(draw, (4, *inputs.shape))]
    np.testing.assert_allclose(reading["distances"], [0.0, 0.4, 0.8])
    for place, line in enumerate(lines):
        line = line / np.linalg.norm(line.reshape(len(line), -1), axis=1).reshape(-1, 1, 1, 1)
        for at, distance in enumerate(reading["distances"]):
            logits = network.activations(parameters, inputs + distance * line)["last"]
            margin = logits[:, 2] - logits[:, :2].max(axis=1)
            np.testing.assert_allclose(reading["margins"][:, place, at], margin, rtol=1e-9, atol=1e-11)


def test_no_direction_takes_a_linear_network_nearer_to_another_answer_than_its_gradient():
    graph = perceptron(5, 1, loss="binary_cross_entropy")
    network, parameters, inputs, targets = prepared(graph)
    probe = Margins("output_1", 1, ALL, reach=1.0, places=2, directions=50)
    margins = one(network, parameters, probe, inputs, targets)["margins"]
    change = margins[..., 1] - margins[..., 0]
    kernel = network.layout.arrays(parameters)["dense_1/kernel"]
    np.testing.assert_allclose(abs(change[:, 1]), np.linalg.norm(kernel), rtol=1e-9)
    assert (abs(change) <= np.linalg.norm(kernel) + 1e-9).all()


def test_a_head_for_numbers_has_no_margin():
    network, parameters, inputs, targets = prepared(perceptron(2, 3, 1))
    with pytest.raises(GraphError, match="no classes"):
        one(network, parameters, Margins("output_1", 0, ALL), inputs, targets)


@pytest.mark.parametrize("steps", [1, 4])
def test_accuracy_under_attack_is_that_of_the_attacked_examples(steps: int):
    network, parameters, inputs, targets = prepared(CNN, rows=60)
    targets = np.eye(3)[network.predict(parameters, inputs).argmax(axis=1)]  # all right without an attack
    epsilons = (0.0, 0.1, 0.5)
    reading = one(network, parameters, RobustAccuracy("y", epsilons, ALL, steps=steps), inputs, targets)
    wanted = robust_accuracy(network, parameters, inputs, targets, epsilons, steps)
    np.testing.assert_allclose(reading["accuracy"], wanted, atol=1e-12)
    assert reading["accuracy"][0] == 1.0 > reading["accuracy"][2]
