"""What probes say of a network: identities with its losses and gradients, slopes by differences, PyTorch's numbers."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Mapping

import numpy as np
import pytest
from hypothesis import HealthCheck, given

from engine.adversarial import pgd, robust_accuracy
from engine.device import NUMPY
from engine.errors import DataError, GraphError
from engine.graph import Graph, LayerSpec, Link, sequential
from engine.ir import Value
from engine.network import Network
from engine.probes import PROBES, ExampleArrays, Examples, Given, OfPart, OnPlane, Probe, ProbeReader
from engine.probes.activations import Activations, Inner, UnitMaps
from engine.probes.attack import GradientSignAttack
from engine.probes.attention import AttentionWeights, Look
from engine.probes.base import Scope
from engine.probes.beams import Beams, Told
from engine.probes.chosen_units import ChosenUnits
from engine.probes.class_activation import ClassActivation
from engine.probes.climb import Climb
from engine.probes.computation import Computation
from engine.probes.decoded import Decoded
from engine.probes.effective_field import EffectiveField
from engine.probes.finite_differences import DeltaWitness, WeightWitness
from engine.probes.futures import Futures, Wheel
from engine.probes.gradients import Delta, OutputGradient, WeightGradient
from engine.probes.input_slopes import GradientTimesInput, InputGradient
from engine.probes.integrated_gradients import IntegratedGradients
from engine.probes.lesions import Lesions
from engine.probes.link_numbers import LinkNumbers
from engine.probes.margins import Margins
from engine.probes.matches import Matches
from engine.probes.memory import Memory, StateSlopes
from engine.probes.numbers import Numbers
from engine.probes.occlusion import Occlusion
from engine.probes.one_weight import LastChange, LossAlong, Nudges, WeightFacts
from engine.probes.predictions import Losses, MeanLoss, Penalty, Predictions
from engine.probes.robust_accuracy import RobustAccuracy
from engine.probes.smooth_gradient import SmoothGradient
from engine.probes.statistics import ActivationHistogram, UnitStatistics, WeightHistogram
from engine.probes.steering import Steered, Touch
from engine.probes.step import Backward, Forward, HeadLoss, WeightStep
from engine.probes.strongest import StrongestExamples
from engine.probes.weights import Weights
from engine.probes.window import ActivationWindow
from engine.probes.witnesses import Deletion, Forgetting
from tests.cases import random_cases
from tests.engine.fake_device import Fake
from tests.engine.networks import examples, graphs, perceptron, weights

DEVICES = {"numpy": lambda: NUMPY, "fake": lambda: Fake().device}
ALL = OfPart()
PLANE = OnPlane(5, (-1.0, -2.0), (1.0, 2.0))
EPSILON = 1e-6

MLP = perceptron(2, 6, 4, 3, loss="categorical_cross_entropy")
CNN = sequential(
    LayerSpec("x", "input", {"shape": (8, 8, 2)}),
    LayerSpec("conv", "conv2d", {"filters": 4, "kernel_size": (3, 3), "activation": "relu"}),
    LayerSpec("pool", "pooling2d"),
    LayerSpec("flat", "flatten"),
    LayerSpec("last", "dense", {"units": 3, "activation": "identity"}),
    LayerSpec("y", "output", {"loss": "categorical_cross_entropy"}))

EVERY = (
    Weights("dense_2/kernel"), Weights("dense_2/kernel", ((1, 3), (0, 4))),
    LinkNumbers("dense_2/kernel", "weight", "dense_1", count=5),
    WeightHistogram("dense_2/kernel", 7), Activations("dense_1", ALL), Activations("dense_1", ALL, before=True),
    Inner("dense_1", "preactivation", ALL), ActivationWindow("dense_1", ALL, 2, 3), UnitMaps("dense_2", PLANE),
    UnitStatistics("dense_2", ALL),
    ActivationHistogram("dense_1", ALL), Predictions("output_1", ALL), Losses(ALL), MeanLoss(ALL), Penalty(),
    WeightGradient("dense_1/kernel", ALL), Delta("dense_2", ALL), OutputGradient("dense_1", ALL),
    GradientSignAttack("output_1", 0.1, ALL), GradientSignAttack("output_1", 0.1, ALL, steps=3),
    Margins("output_1", 1, ALL, reach=0.5, places=4, directions=5),
    RobustAccuracy("output_1", (0.0, 0.2), ALL),
    Nudges("dense_1/kernel", (1, 2), ALL), LossAlong("dense_1/kernel", (1, 2), 0.5, 9, ALL), Lesions("dense_1", ALL),
    InputGradient("output_1", 1, ALL), GradientTimesInput("output_1", 1, ALL),
    IntegratedGradients("output_1", 2, ALL, steps=5), SmoothGradient("output_1", 0, ALL, copies=3),
    Occlusion("output_1", 1, ALL, (1, 2, 1), window=1, stride=1, fill="grey"),
    Forgetting(SmoothGradient("output_1", 0, ALL, copies=3)),
    Deletion(InputGradient("output_1", 1, ALL, (1, 2, 1)), steps=4, orders=2),
    Forward("dense_1"), Backward("dense_1"), HeadLoss("output_1"), Computation(), Computation("dense_2", 1),
    ChosenUnits("dense_1", (3, 0), ALL), Numbers("dense_1", (0, 1, 3)),
    WeightFacts("dense_1/kernel", (1, 2), ALL), LinkNumbers("dense_2/kernel", "flow", "dense_1", ALL),
    LinkNumbers("dense_2/kernel", "gradient", "dense_1", ALL, 5),
    WeightWitness("dense_1/kernel", (1, 2), ALL, (0.1, 1e-3)), DeltaWitness("dense_1", 2, epsilons=(0.1, 1e-3)))
ON_IMAGES = (
    ClassActivation("y", 1, ALL, layer="conv"), Occlusion("y", 2, ALL, window=3, stride=2, fill="neighbour"),
    Forgetting(ClassActivation("y", 1, ALL, layer="conv")), Deletion(ClassActivation("y", 0, ALL, layer="pool")),
    Climb("conv", (0, 2), rounds=10), EffectiveField("conv", (1, 2, 3), ALL), StrongestExamples("conv", 1, 3))
READER = sequential(
    LayerSpec("x", "input", {"shape": (5,)}), LayerSpec("e", "embedding", {"vocabulary": 4, "dimension": 3}),
    LayerSpec("m", "lstm", {"units": 4}), LayerSpec("d", "dense", {"units": 4, "activation": "identity"}),
    LayerSpec("y", "output", {"loss": "categorical_cross_entropy"}))
ON_SEQUENCES = (
    Inner("m", "forget_gate", ALL), Memory("m", ALL), StateSlopes("m", ALL), Matches("m", (0, 2), 0.05, 2, ALL),
    Steered("m", (Touch("hidden", 2, 1, 0.5),), ALL), Futures("y", (0, 1, 2, 3, 0), length=9, count=6),
    Wheel("y", "m", (0, 1, 2, 3, 0), (3, 1, 2, 3, 0), (Touch("cell", 3, 1, 2.0),), length=7, temperature=0.7))
CODER = sequential(
    LayerSpec("x", "input", {"shape": (4,)}), LayerSpec("s", "dense", {"units": 4, "activation": "identity"}),
    LayerSpec("code", "gaussian_sampling"), LayerSpec("d", "dense", {"units": 4, "activation": "tanh"}),
    LayerSpec("y", "output", {"target": "inputs"}))
ON_CODES = (Decoded("code", ((0.5, -1.0), (0.1, 0.2), (2.0, 0.0)), metric=True),)
WRITER = Graph(
    (LayerSpec("x", "input", {"shape": (5,)}), LayerSpec("e", "embedding", {"vocabulary": 5, "dimension": 4}),
     LayerSpec("m", "mask", {"padding": 4}),
     LayerSpec("a", "attention", {"heads": 2, "causal": True, "masked": True}),
     LayerSpec("l", "slice", {"start": 1, "stop": 0}), LayerSpec("d", "dense", {"units": 3, "activation": "identity"}),
     LayerSpec("y", "output", {"loss": "categorical_cross_entropy"})),
    (Link("x", "e"), Link("x", "m"), Link("e", "a"), Link("m", "a", 1), Link("a", "l"), Link("l", "d"), Link("d", "y")))
ON_TRANSLATIONS = (
    AttentionWeights("a", ALL), Beams("y", (("x", (3.0, 4.0, 0.0, 0.0, 0.0)),), Told("x", 1), steps=4),
    Beams("y", (("x", (3.0, 1.0, 0.0, 0.0, 0.0)),), Told("x", 1), 3, (0,), (Look("a", 1, 2, (0.5, 0.5, 0, 0, 0)),), 4))
OF_A_TRAINING = {WeightStep, LastChange}
"""Kinds that only a training answers; see tests/engine/training/test_step.py."""


def prepared(graph: Graph = MLP, rows: int = 13, **penalties: float):
    network = Network(graph, dtype="float64", **penalties)
    inputs, targets = examples(network, rows)
    if len(inputs) == len(targets) == 1:
        (inputs,), (targets,) = inputs.values(), targets.values()
    return network, weights(network), inputs, targets


def one(network: Network, parameters: np.ndarray, probe: Probe, inputs=None, targets=None):
    return network.probe(parameters, probe, inputs=inputs, targets=targets)[probe]


def test_every_kind_is_tried_here():
    tried = {type(probe) for probe in EVERY + ON_IMAGES + ON_SEQUENCES + ON_CODES + ON_TRANSLATIONS}
    assert tried | OF_A_TRAINING == set(PROBES.values())


@pytest.mark.parametrize("probe", EVERY + ON_IMAGES + ON_SEQUENCES + ON_CODES + ON_TRANSLATIONS,
                         ids=lambda probe: probe.kind)
def test_a_probe_is_a_value(probe: Probe):
    sent = pickle.loads(pickle.dumps(probe))
    assert sent == probe
    assert hash(sent) == hash(probe)


@pytest.mark.parametrize(("graph", "probes"), [(MLP, EVERY), (CNN, ON_IMAGES), (READER, ON_SEQUENCES),
                                                (CODER, ON_CODES), (WRITER, ON_TRANSLATIONS)],
                         ids=["rows", "images", "sequences", "codes", "translations"])
@pytest.mark.parametrize("device", DEVICES)
def test_read_together_in_pieces_and_on_another_device_they_say_the_same(graph: Graph, probes: tuple[Probe, ...],
                                                                         device: str, monkeypatch: pytest.MonkeyPatch):
    network, parameters, inputs, targets = prepared(graph, l1=0.01, l2=0.1)
    alone = {probe: one(network, parameters, probe, inputs, targets) for probe in probes}
    monkeypatch.setattr("engine.chunks.MOST_ROWS", 4)
    elsewhere = Network(graph, DEVICES[device](), "float64", l1=0.01, l2=0.1)
    together = elsewhere.probe(parameters, *probes, *probes, inputs=inputs, targets=targets)
    assert set(together) == set(probes)
    for probe, reading in together.items():
        assert set(reading.arrays) == set(alone[probe].arrays)
        for name, array in reading.arrays.items():
            assert isinstance(array, np.ndarray | np.floating)
            np.testing.assert_allclose(array, alone[probe][name], rtol=1e-10, atol=1e-13, err_msg=f"{probe} {name}")
        assert reading.limits == pytest.approx(alone[probe].limits, rel=1e-10, abs=1e-13)
        assert reading.total == alone[probe].total


def test_a_window_onto_a_layer_says_the_limits_of_all_of_it():
    network, parameters, inputs, _ = prepared()
    whole = one(network, parameters, Activations("dense_1", ALL), inputs)
    reading = one(network, parameters, ActivationWindow("dense_1", ALL, 2), inputs)
    np.testing.assert_array_equal(reading.first, whole.first[:, :2])
    assert reading.limits == whole.limits
    assert reading.total == whole.first.size


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


# Slopes


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


# The reader


def reader(parameters: np.ndarray, inputs: np.ndarray, targets: np.ndarray, found: list[Examples],
           steps: Callable[[], int] = lambda: 0) -> ProbeReader:
    def find(examples: Examples) -> ExampleArrays:
        found.append(examples)
        return ExampleArrays({("input", "input_1"): inputs, ("target", "output_1"): targets})

    return ProbeReader(MLP, NUMPY, parameters, find, steps=steps)


def test_it_reads_what_the_weights_are_now_and_finds_examples_once():
    network, parameters, inputs, targets = prepared()
    found: list[Examples] = []
    ours = reader(parameters, inputs, targets, found, iter((3, 3, 4, 4)).__next__)
    asked = MeanLoss(ALL), Weights("dense_1/kernel")
    before = ours.read(asked)
    parameters += 0.1
    after = ours.read(asked)
    for step, readings in ((3, before), (4, after)):
        assert readings[asked[0]].step == step
    np.testing.assert_allclose(after[asked[1]].first - before[asked[1]].first, 0.1)
    assert after[asked[0]].first == pytest.approx(network.loss(parameters, inputs, targets), rel=1e-12)
    assert found == [ALL]


def test_a_step_between_two_pieces_does_not_show(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("engine.chunks.MOST_ROWS", 4)
    network, parameters, inputs, targets = prepared()
    expected = network.loss(parameters, inputs, targets)
    readings = {}
    for some in reader(parameters, inputs, targets, []).pieces([MeanLoss(ALL)]):
        readings |= some
        parameters += 1.0
    assert readings[MeanLoss(ALL)].first == pytest.approx(expected, rel=1e-12)


def test_given_examples_take_the_place_of_those_before():
    network, parameters, inputs, targets = prepared()
    ours, probe = reader(parameters, inputs, targets, []), Predictions("output_1", Given("hand"))
    with pytest.raises(DataError, match="hand"):
        ours.read([probe])
    for rows in (inputs[:1], inputs[3:4], inputs[5:8]):
        ours.give("hand", {"input_1": rows})
        np.testing.assert_allclose(ours.read([probe])[probe].first, network.predict(parameters, rows), rtol=1e-13)
    with pytest.raises(GraphError, match="output_1"):
        ours.read([Losses(Given("hand"))])


@pytest.mark.parametrize("probe", [
    Weights("nowhere/kernel"), Weights("dense_1/kernel", ((0, 9), (0, 1))),
    LinkNumbers("dense_1/kernel", "flow", "input_1"), LinkNumbers("dense_1/kernel", "weight", "dense_1"),
    Activations("nowhere"), Inner("dense_1", "gate", ALL), Predictions("dense_1"), Nudges("dense_1/kernel", (0, 6)),
    LossAlong("dense_1/kernel", (0,)), Lesions("nowhere"), Delta("")], ids=repr)
def test_what_does_not_fit_is_named(probe: Probe):
    network, parameters, inputs, targets = prepared()
    with pytest.raises(GraphError):
        network.probe(parameters, probe, inputs=inputs, targets=targets)


def test_a_plane_is_for_networks_of_two_inputs():
    network, parameters, *_ = prepared(CNN)
    with pytest.raises(GraphError, match="x takes 8×8×2"):
        network.probe(parameters, Predictions("y", PLANE))


def test_however_many_sets_of_examples_are_asked_about_none_is_compiled_twice(monkeypatch: pytest.MonkeyPatch):
    _, parameters, inputs, targets = prepared()
    ours, compiled = reader(parameters, inputs, targets, []), []
    compile_program = ProbeReader._compile
    monkeypatch.setattr(ProbeReader, "_compile", lambda self, group, probes: (
        compiled.append(group), compile_program(self, group, probes))[1])
    asked = [Losses(OfPart(places=(place,))) for place in range(40)]
    for _ in range(3):
        ours.read(asked)
    assert len(compiled) == 40


class Unanswerable(Predictions):
    """What is wrong with it shows only when it is lowered."""

    def ask(self, scope: Scope) -> Mapping[str, Value]:
        raise GraphError("no answer")


def test_a_probe_that_fails_costs_the_others_one_look_and_is_not_compiled_again(monkeypatch: pytest.MonkeyPatch):
    _, parameters, inputs, targets = prepared()
    ours, compiled = reader(parameters, inputs, targets, []), []
    compile_program = ProbeReader._compile
    monkeypatch.setattr(ProbeReader, "_compile", lambda self, group, probes: (
        compiled.append(probes), compile_program(self, group, probes))[1])
    good, bad = (Predictions("output_1", ALL), Losses(ALL)), Unanswerable("output_1", ALL)
    for _ in range(4):
        readings = {}
        for some in ours.pieces((good[0], bad, good[1])):
            readings |= some
        assert str(readings[bad].error) == "no answer"
        assert [readings[probe].error for probe in good] == [None, None]
    assert compiled == [(good[0], bad, good[1]), *((probe,) for probe in (good[0], bad, good[1])), good]


def test_units_that_are_maps_are_not_drawn_over_the_plane():
    network, parameters, *_ = prepared(CNN)
    with pytest.raises(GraphError, match="conv"):
        network.probe(parameters, UnitMaps("conv", PLANE))
