"""Losses, gradients, Hessian–vector products and populations of whole networks."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import HealthCheck, find, given
from hypothesis import strategies as st

from engine.device import NUMPY
from engine.errors import DataError, GraphError, LaderaError
from engine.graph import Graph, LayerSpec, Link, sequential
from engine.landscape import Plane, PlaneLoss
from engine.layers.activations import ACTIVATIONS
from engine.losses import LOSSES
from engine.network import Network
from tests.cases import random_cases
from tests.engine.fake_device import Fake
from tests.engine.networks import examples, graphs, perceptron, weights

DEVICES = {"numpy": lambda: NUMPY, "fake": lambda: Fake().device}
on_each_device = pytest.mark.parametrize("device", DEVICES)
random_networks = random_cases(40, suppress_health_check=[HealthCheck.too_slow])
STEP = 1e-5


def prepared(graph: Graph, device: str = "numpy", rows: int = 5, **penalties: float):
    network = Network(graph, DEVICES[device](), "float64", **penalties)
    return network, weights(network), *examples(network, rows)


@pytest.mark.parametrize("kind", ["input", "dense", "activation", "flatten", "add", "concatenate", "output"])
def test_random_networks_contain_every_kind_of_layer_that_fits_anywhere(kind: str):
    assert find(graphs(), lambda graph: bool(graph.of_kind(kind)) and not graph.problems())


@on_each_device
@given(graph=graphs())
@random_networks
def test_gradient_is_the_slope_of_the_objective(device: str, graph: Graph):
    network, parameters, inputs, targets = prepared(graph, device, l2=0.1)
    gradient = network.gradient(parameters, inputs, targets)
    trained = np.arange(network.size) < network.layout.trainable
    along = np.random.default_rng(1).standard_normal(network.size) * trained
    slopes = []
    for step in (STEP, STEP / 100):  # the smaller one where the larger steps over a kink
        ahead, behind = (network.objective(parameters + sign * step * along, inputs, targets) for sign in (1, -1))
        slopes.append((ahead - behind) / (2 * step))
    assert any(gradient @ along == pytest.approx(slope, rel=1e-6, abs=1e-7) for slope in slopes)


@given(graph=graphs())
@random_networks
def test_hessian_vector_product_is_the_slope_of_the_gradient_and_symmetric(graph: Graph):
    network, parameters, inputs, targets = prepared(graph, l2=0.1)
    trained = np.arange(network.size) < network.layout.trainable
    u, v = np.random.default_rng(2).standard_normal((2, network.size)) * trained
    hu, hv = (network.hessian_vector_product(parameters, inputs, targets, way) for way in (u, v))
    ahead, behind = (network.gradient(parameters + sign * STEP * v, inputs, targets) for sign in (1, -1))
    np.testing.assert_allclose(hv, (ahead - behind) / (2 * STEP), rtol=1e-5, atol=1e-6)
    assert u @ hv == pytest.approx(v @ hu, rel=1e-9, abs=1e-9)


@on_each_device
@given(graph=graphs())
@random_cases(15, suppress_health_check=[HealthCheck.too_slow])
def test_the_whole_hessian_has_the_products_with_unit_vectors_as_rows(device: str, graph: Graph):
    network, parameters, inputs, targets = prepared(graph, device, l2=0.1)
    hessian = network.hessian(parameters, inputs, targets)
    rows = np.random.default_rng(3).permutation(network.size)[:5]
    for row in rows:
        unit = np.arange(network.size) == row
        product = network.hessian_vector_product(parameters, inputs, targets, unit.astype("float64"))
        np.testing.assert_allclose(hessian[row], product, rtol=1e-10, atol=1e-12)
    np.testing.assert_allclose(hessian, hessian.T, rtol=1e-8, atol=1e-10)


@on_each_device
@given(graph=graphs(activations=sorted(ACTIVATIONS), losses=sorted(LOSSES)))
@random_networks
def test_population_loss_equals_the_loop(device: str, graph: Graph):
    network, parameters, inputs, targets = prepared(graph, device, l1=0.01, l2=0.1)
    trained = np.arange(network.size) < network.layout.trainable
    members = parameters + np.random.default_rng(3).standard_normal((5, network.size)) * trained
    one_by_one = [network.objective(member, inputs, targets) for member in members]
    np.testing.assert_allclose(network.population_loss(members, inputs, targets), one_by_one, rtol=1e-12, atol=1e-12)


@given(graph=graphs(activations=sorted(ACTIVATIONS), losses=sorted(LOSSES)))
@random_networks
def test_the_strict_device_computes_what_numpy_computes(graph: Graph):
    """To rounding: each device has its own matrix product, which may add in another order."""
    ours, theirs = (Network(graph, DEVICES[name](), "float64") for name in DEVICES)
    parameters, (inputs, targets) = weights(ours), examples(ours, 4)

    def same(a: np.ndarray, b: np.ndarray) -> None:
        np.testing.assert_allclose(a, b, rtol=1e-11, atol=1e-13)

    for ask in (Network.loss, Network.gradient):
        same(ask(ours, parameters, inputs, targets), ask(theirs, parameters, inputs, targets))
    for name, values in ours.activations(parameters, inputs).items():
        same(values, theirs.activations(parameters, inputs)[name])


def test_members_in_pieces_equal_members_at_once(monkeypatch: pytest.MonkeyPatch):
    network, parameters, inputs, targets = prepared(perceptron(3, 5, 2))
    members = parameters + np.random.default_rng(0).standard_normal((70, network.size))
    at_once = network.population_loss(members, inputs, targets)
    monkeypatch.setattr("engine.chunks.MOST_MEMBERS", 9)
    np.testing.assert_allclose(network.population_loss(members, inputs, targets), at_once, rtol=1e-14)


def test_chunks_change_nothing(monkeypatch: pytest.MonkeyPatch):
    """Rows go through in pieces, the last one smaller, and give what they give in one piece."""
    graph = perceptron(3, 8, 2, loss="categorical_cross_entropy")
    network, parameters, inputs, targets = prepared(graph, rows=47, l2=0.3)
    answers = [ask(parameters, inputs) for ask in (network.predict, lambda *a: network.activations(*a)["dense_1"])]
    sums = [ask(parameters, inputs, targets) for ask in (network.loss, network.objective, network.gradient)]
    sums.append(network.hessian_vector_product(parameters, inputs, targets, parameters))
    monkeypatch.setattr("engine.chunks.MOST_ROWS", 10)
    network = Network(graph, dtype="float64", l2=0.3)
    in_pieces = [ask(parameters, inputs) for ask in (network.predict, lambda *a: network.activations(*a)["dense_1"])]
    for one, other in zip(answers, in_pieces, strict=True):
        np.testing.assert_array_equal(one, other)
    again = [ask(parameters, inputs, targets) for ask in (network.loss, network.objective, network.gradient)]
    again.append(network.hessian_vector_product(parameters, inputs, targets, parameters))
    for one, other in zip(sums, again, strict=True):
        np.testing.assert_allclose(one, other, rtol=1e-12, atol=1e-14)


def test_no_examples_give_no_predictions():
    network, parameters, *_ = prepared(perceptron(3, 4, 2))
    assert network.predict(parameters, np.zeros((0, 3))).shape == (0, 2)
    assert network.activations(parameters, np.zeros((0, 3)))["dense_1"].shape == (0, 4)


def test_a_sigmoid_before_binary_cross_entropy_is_applied_once():
    """The loss reads the logits under the sigmoid, so that it stays exact where the sigmoid saturates."""
    plain = perceptron(2, 1, loss="binary_cross_entropy")
    network, _, inputs, targets = prepared(plain)
    saturated = np.array([900.0, -800.0, 50.0])
    ended = Network(plain.with_settings("dense_1", {"activation": "sigmoid"}), dtype="float64")
    np.testing.assert_array_equal(network.predict(saturated, inputs), ended.predict(saturated, inputs))
    assert network.loss(saturated, inputs, targets) == ended.loss(saturated, inputs, targets)
    assert np.isfinite(ended.gradient(saturated, inputs, targets)).all()


def test_a_weight_behind_a_step_has_no_gradient():
    graph = perceptron(3, 4, 1).with_settings("dense_1", {"activation": "step"})
    network, parameters, inputs, targets = prepared(graph)
    gradient = network.layout.arrays(network.gradient(parameters, inputs, targets))
    assert not gradient["dense_1/kernel"].any()
    assert gradient["dense_2/kernel"].any()


def test_two_heads_and_two_streams_train_together():
    graph = Graph(
        (LayerSpec("a", "input", {"shape": (2,)}), LayerSpec("b", "input", {"shape": (3,)}),
         LayerSpec("join", "concatenate"), LayerSpec("dense", "dense", {"units": 2, "activation": "tanh"}),
         LayerSpec("left", "output", {"loss": "mean_squared_error"}),
         LayerSpec("right", "output", {"loss": "categorical_cross_entropy", "weight": 0.25})),
        (Link("a", "join", 0), Link("b", "join", 1), Link("join", "dense"), Link("dense", "left"),
         Link("dense", "right")))
    network, parameters, inputs, targets = prepared(graph)
    hidden = network.activations(parameters, inputs)["dense"]
    squared = np.mean((hidden - targets["left"]) ** 2)
    logs = hidden - np.log(np.exp(hidden).sum(axis=-1, keepdims=True))
    cross = -np.mean((targets["right"] * logs).sum(axis=-1))
    assert network.loss(parameters, inputs, targets) == pytest.approx(squared + 0.25 * cross, rel=1e-12)


@given(l1=st.floats(0, 1), l2=st.floats(0, 1))
@random_cases(10)
def test_penalties_are_those_of_the_kernels(l1: float, l2: float):
    """l1·Σ|w| + ½·l2·Σw², biases left alone."""
    network, parameters, inputs, targets = prepared(perceptron(3, 4, 2), l1=l1, l2=l2)
    kernels = np.concatenate([array.ravel() for name, array in network.layout.arrays(parameters).items()
                              if name.endswith("kernel")])
    penalty = l1 * np.abs(kernels).sum() + 0.5 * l2 * (kernels**2).sum()
    loss, objective = (ask(parameters, inputs, targets) for ask in (network.loss, network.objective))
    assert objective - loss == pytest.approx(penalty, rel=1e-9, abs=1e-12)


@pytest.mark.parametrize(("graph", "array", "needed"), [
    (perceptron(3, 4, 1), np.zeros(5), "(N, 1)"), (perceptron(3, 4, 1), np.zeros(()), "(N, 1)"),
    (perceptron(3, 4, 1), np.zeros((5, 1, 1)), "(N, 1)"), (perceptron(3, 4, 1), np.zeros((5, 2)), "(N, 1)"),
    (perceptron(3, 4, 4, loss="categorical_cross_entropy"), np.arange(5) % 4, "(N, 4)")])
def test_both_shapes_are_named_where_targets_have_another(graph, array, needed):
    """Targets (N,), class numbers: what a notebook meets first."""
    network, parameters, inputs, _ = prepared(graph)
    ask = (network.loss, network.objective, network.gradient, network.hessian, network.input_gradient,
           lambda weights, *examples: network.population_loss(weights[None], *examples))
    for question in ask:
        with pytest.raises(GraphError) as caught:
            question(parameters, inputs, array)
        assert caught.value.layers == ("output_1",)
        assert needed in str(caught.value)
        assert str(array.shape) in str(caught.value)


@pytest.mark.parametrize("array", [np.zeros(4), np.zeros((1, 3, 3)), np.zeros((0, 4)), 3.0, [[1.0, 2.0], [3.0]],
                                   np.full((5, 3), "a"), np.full((5, 3), None)], ids=repr)
def test_inputs_that_are_no_rows_of_numbers_give_a_sentence(array):
    network, parameters, *_ = prepared(perceptron(3, 4, 2))
    with pytest.raises(LaderaError, match="array"):
        network.predict(parameters, array)


def test_means_need_examples():
    network, parameters, inputs, targets = prepared(perceptron(3, 4, 2))
    none = {name: array[:0] for name, array in inputs.items()}, {name: array[:0] for name, array in targets.items()}
    for question in (network.loss, network.objective, network.gradient, network.hessian,
                     lambda weights, *examples: network.population_loss(weights[None], *examples),
                     lambda weights, *examples: network.hessian_vector_product(weights, *examples, weights)):
        with pytest.raises(DataError, match=r"no examples .* \(0, 3\), \(0, 2\)"):
            question(parameters, *none)
    assert network.input_gradient(parameters, *none)["input_1"].shape == (0, 3)


@pytest.mark.parametrize("shape", [(), (25,), (27,), (1, 26), (26, 1)])
def test_one_vector_of_weights_has_one_axis(shape):
    network, parameters, inputs, targets = prepared(perceptron(3, 4, 2))
    wrong = np.zeros(shape)
    for question in (lambda: network.loss(wrong, inputs, targets), lambda: network.predict(wrong, inputs),
                     lambda: network.hessian_vector_product(parameters, inputs, targets, wrong),
                     lambda: network.hessian_vector_product(wrong, inputs, targets, parameters)):
        with pytest.raises(LaderaError) as caught:
            question()
        assert "(26,)" in str(caught.value)
        assert str(shape) in str(caught.value)


@pytest.mark.parametrize("shape", [(26,), (4, 25), (2, 3, 26), ()])
def test_many_vectors_of_weights_are_rows(shape):
    network, parameters, inputs, targets = prepared(perceptron(3, 4, 2))
    for question in (lambda: network.population_loss(np.zeros(shape), inputs, targets),
                     lambda: network.hessian_vector_products(parameters, inputs, targets, np.zeros(shape))):
        with pytest.raises(LaderaError) as caught:
            question()
        assert "(K, 26)" in str(caught.value)
        assert str(shape) in str(caught.value)
    assert network.population_loss(np.zeros((0, 26)), inputs, targets).shape == (0,)


@pytest.mark.parametrize("l2", [0.0, 0.5])
def test_a_head_of_weight_0_has_a_loss_everywhere(l2):
    """It does not depend on the weights, but for the penalty."""
    graph = perceptron(2, 3, 1).with_settings("output_1", {"weight": 0.0})
    network, parameters, inputs, targets = prepared(graph, l2=l2)
    members = parameters + np.arange(5.0)[:, None]
    losses = network.population_loss(members, inputs, targets)
    np.testing.assert_allclose(losses, [network.objective(member, inputs, targets) for member in members], rtol=1e-12)
    plane = Plane(parameters, np.eye(network.size)[0], np.eye(network.size)[1])
    for chunk in (np.zeros(3), np.zeros(100)):
        a = np.linspace(-1, 1, len(chunk))
        found = PlaneLoss(network, inputs, targets).losses(plane, a, chunk)
        np.testing.assert_allclose(found, [network.objective(plane.point(x, 0.0), inputs, targets) for x in a],
                                   rtol=1e-12)
    if not l2:
        assert not losses.any()
        assert not network.hessian(parameters, inputs, targets).any()


def test_wrong_shapes_are_named():
    network, parameters, inputs, targets = prepared(perceptron(3, 4, 2))
    with pytest.raises(GraphError, match=r"input_1 takes 3, but the data have 5: .* \(N, 3\) .* \(4, 5\)"):
        network.predict(parameters, np.zeros((4, 5)))
    with pytest.raises(GraphError, match="output_1"):
        network.loss(parameters, inputs, {})
    with pytest.raises(LaderaError, match=r"26 weights, but 1 "):
        network.predict(parameters[:1], inputs)
    with pytest.raises(LaderaError, match="input_1: 5, output_1: 3"):
        network.loss(parameters, inputs, targets["output_1"][:3])


def test_a_large_network_in_single_precision_agrees_with_double():
    graph = sequential(LayerSpec("input_1", "input", {"shape": (50,)}),
                       *(LayerSpec(f"dense_{n}", "dense", {"units": 40, "activation": "tanh"}) for n in range(10)),
                       LayerSpec("last", "dense", {"units": 3}), LayerSpec("output_1", "output"))
    double = Network(graph, dtype="float64")
    single = Network(graph)
    parameters, (inputs, targets) = double.initial_parameters(0), examples(double, 300)
    exact, rounded = (network.gradient(parameters, inputs, targets) for network in (double, single))
    assert np.linalg.norm(exact - rounded) < 1e-5 * np.linalg.norm(exact)
