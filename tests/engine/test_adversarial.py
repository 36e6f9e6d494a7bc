"""Gradients with respect to inputs, and the attacks that follow them."""

from __future__ import annotations

from math import prod

import numpy as np
import pytest
from hypothesis import HealthCheck, given

from engine.adversarial import Ball, fgsm, pgd, robust_accuracy, saliency
from engine.data import Data, DataSpec, load
from engine.device import NUMPY
from engine.errors import LaderaError, SettingError
from engine.graph import Graph, LayerSpec, Link, sequential
from engine.network import Network
from engine.training import Trainer, TrainingSettings
from engine.training.adversarial import adversarial_batch, adversarial_training, input_ranges
from engine.training.feeds import entering
from tests.cases import random_cases
from tests.engine.data.test_pictures import taken, write
from tests.engine.fake_device import Fake
from tests.engine.networks import examples, graphs, perceptron, weights

DEVICES = {"numpy": lambda: NUMPY, "fake": lambda: Fake().device}
on_each_device = pytest.mark.parametrize("device", DEVICES)
STEP = 1e-5
CLASSIFIER = perceptron(5, 8, 3, loss="categorical_cross_entropy")


def prepared(graph: Graph = CLASSIFIER, device: str = "numpy", rows: int = 6, dtype: str = "float64"):
    network = Network(graph, DEVICES[device](), dtype)
    return network, weights(network), *examples(network, rows)


def single(graph: Graph = CLASSIFIER, rows: int = 6):
    """The same with arrays for networks of one input and one head."""
    network, parameters, inputs, targets = prepared(graph, rows=rows)
    return network, parameters, next(iter(inputs.values())), next(iter(targets.values()))


@pytest.fixture(scope="module")
def clouds():
    """A trained classifier of two clouds of points: network, weights and data."""
    data = load(DataSpec("gaussian", {"samples": 200, "noise": 5}, standardize=False))
    trainer = Trainer(perceptron(2, 8, 1, loss="binary_cross_entropy"), data, TrainingSettings(
        optimizer_settings={"learning_rate": 0.02}, dtype="float64"))
    for _ in range(30):
        trainer.epoch()
    return Network(trainer.graph, dtype="float64"), trainer.parameters, data


# The gradient

@on_each_device
@given(graph=graphs())
@random_cases(40, suppress_health_check=[HealthCheck.too_slow])
def test_input_gradient_is_the_slope_of_the_loss_for_one_and_for_several_inputs(device: str, graph: Graph):
    network, parameters, inputs, targets = prepared(graph, device)
    slopes = network.input_gradient(parameters, inputs, targets)
    draw = np.random.default_rng(1)
    along = {name: draw.standard_normal(array.shape) for name, array in inputs.items()}
    expected = sum((slopes[name] * along[name]).sum() for name in inputs) / 6
    found = []
    for step in (STEP, STEP / 100):  # the smaller one where the larger steps over a kink
        ahead, behind = (network.loss(parameters, {name: inputs[name] + sign * step * along[name] for name in inputs},
                                      targets) for sign in (1, -1))
        found.append((ahead - behind) / (2 * step))
    assert any(expected == pytest.approx(slope, rel=1e-6, abs=1e-7) for slope in found)


def test_the_gradient_of_an_example_does_not_depend_on_the_others_nor_on_chunks(monkeypatch: pytest.MonkeyPatch):
    network, parameters, inputs, targets = single(rows=23)
    together = network.input_gradient(parameters, inputs, targets)
    alone = [network.input_gradient(parameters, inputs[i:i + 1], targets[i:i + 1])[0] for i in range(23)]
    np.testing.assert_allclose(together, alone, rtol=1e-12)
    monkeypatch.setattr("engine.chunks.MOST_ROWS", 10)
    in_pieces = Network(CLASSIFIER, dtype="float64").input_gradient(parameters, inputs, targets)
    np.testing.assert_allclose(in_pieces, together, rtol=1e-12)


def test_the_gradient_has_the_shape_of_the_inputs_and_their_names():
    network, parameters, inputs, targets = prepared()
    by_name = network.input_gradient(parameters, inputs, targets)
    assert set(by_name) == set(inputs)
    only = network.input_gradient(parameters, inputs["input_1"], targets["output_1"])
    np.testing.assert_array_equal(only, by_name["input_1"])
    assert network.input_gradient(parameters, inputs["input_1"][:0], targets["output_1"][:0]).shape == (0, 5)


def test_targets_that_do_not_fit_are_named():
    network, parameters, inputs, targets = single()
    with pytest.raises(LaderaError, match="output_1"):
        network.input_gradient(parameters, inputs, targets[:, :2])


def test_gradient_and_attack_are_those_of_pytorch():
    torch = pytest.importorskip("torch")
    image = sequential(
        LayerSpec("input_1", "input", {"shape": (8, 8, 2)}),
        LayerSpec("conv_1", "conv2d", {"filters": 4, "kernel_size": (3, 3), "activation": "tanh"}),
        LayerSpec("flatten_1", "flatten", {}), LayerSpec("dense_1", "dense", {"units": 3, "activation": "identity"}),
        LayerSpec("output_1", "output", {"loss": "categorical_cross_entropy"}))
    network, parameters, inputs, targets = single(image)
    arrays = {name: torch.tensor(array) for name, array in network.layout.arrays(parameters).items()}

    def loss_of(x):
        x = torch.nn.functional.conv2d(x.permute(0, 3, 1, 2), arrays["conv_1/kernel"].permute(3, 2, 0, 1),
                                       arrays["conv_1/bias"])
        x = torch.tanh(x).permute(0, 2, 3, 1).reshape(len(x), -1)
        x = x @ arrays["dense_1/kernel"] + arrays["dense_1/bias"]
        return torch.nn.functional.cross_entropy(x, torch.tensor(targets))

    def their_slope(x):
        x = x.clone().requires_grad_()
        return torch.autograd.grad(loss_of(x), x)[0]

    start = torch.tensor(inputs)
    ours = network.input_gradient(parameters, inputs, targets)
    np.testing.assert_allclose(ours / len(inputs), their_slope(start).numpy(), rtol=1e-5, atol=1e-9)
    single_precision = Network(image, dtype="float32").input_gradient(parameters, inputs, targets)
    np.testing.assert_allclose(single_precision, ours, rtol=0, atol=1e-5 * abs(ours).max())
    np.testing.assert_allclose(saliency(network, parameters, inputs, targets), abs(ours), rtol=0)
    moved = start
    for _ in range(5):
        moved = torch.clamp(moved + 0.05 * their_slope(moved).sign(), start - 0.1, start + 0.1).clamp(-1.5, 1.5)
    np.testing.assert_allclose(pgd(network, parameters, inputs, targets, 0.1, 5, 0.05, -1.5, 1.5), moved.numpy(),
                               atol=1e-12)


# The attacks

def test_the_fast_gradient_sign_is_the_worst_that_can_happen_to_a_linear_classifier():
    """Goodfellow, Shlens, Szegedy 2015, section 5: the margin falls by ε‖w‖₁ and by no more."""
    network, parameters, inputs, _ = single(perceptron(4, 1, loss="binary_cross_entropy"), rows=40)
    kernel, bias = (network.layout.view(parameters, f"dense_1/{role}") for role in ("kernel", "bias"))
    targets = (inputs @ kernel + bias > 0).astype(float)
    moved = fgsm(network, parameters, inputs, targets, 0.3)
    signs = 2 * targets - 1
    margins, attacked = (signs * (x @ kernel + bias) for x in (inputs, moved))
    np.testing.assert_allclose(margins - attacked, 0.3 * abs(kernel).sum(), rtol=1e-9)
    corners = inputs + 0.3 * np.random.default_rng(0).choice([-1.0, 1.0], (200, *inputs.shape))
    assert ((signs * (corners @ kernel + bias)).min(axis=0) >= attacked - 1e-12).all()
    closed = [(signs * (inputs @ kernel + bias) > epsilon * abs(kernel).sum()).mean() for epsilon in (0.0, 0.1, 0.5)]
    np.testing.assert_allclose(robust_accuracy(network, parameters, inputs, targets, (0.0, 0.1, 0.5)), closed)


@pytest.mark.parametrize("attack", [fgsm, pgd])
@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_attacks_stay_within_epsilon_and_within_the_bounds(attack, dtype):
    network, parameters, inputs, targets = prepared(dtype=dtype)
    inputs = inputs["input_1"].clip(-1.0, 1.0).astype(dtype)
    moved = attack(network, parameters, inputs, targets["output_1"], 0.25, low=-1.0, high=np.full(5, 1.0))
    assert moved.dtype == dtype
    assert np.abs(moved - inputs).max() == pytest.approx(0.25, rel=1e-5)
    assert np.abs(moved).max() <= 1.0


def test_attacks_raise_the_loss_and_more_steps_raise_it_further(clouds):
    network, parameters, data = clouds
    inputs, targets = data.train.inputs, data.train.targets
    one, many, random = (network.loss(parameters, attack(network, parameters, inputs, targets, 0.5), targets)
                         for attack in (fgsm, lambda *a: pgd(*a, steps=20), lambda *a: pgd(*a, steps=20, seed=3)))
    assert network.loss(parameters, inputs, targets) < one <= many * (1 + 1e-9)
    assert random > one * 0.99


def test_several_inputs_are_attacked_together_each_within_its_bounds():
    graph = Graph(
        (LayerSpec("a", "input", {"shape": (3,)}), LayerSpec("b", "input", {"shape": (2,)}),
         LayerSpec("joined", "concatenate", {}), LayerSpec("dense_1", "dense", {"units": 4, "activation": "tanh"}),
         LayerSpec("dense_2", "dense", {"units": 1, "activation": "identity"}), LayerSpec("output_1", "output", {})),
        (Link("a", "joined", 0), Link("b", "joined", 1), Link("joined", "dense_1"), Link("dense_1", "dense_2"),
         Link("dense_2", "output_1")))
    network, parameters, inputs, targets = prepared(graph)
    moved = fgsm(network, parameters, inputs, targets, 0.2, low={"a": 0.0})
    np.testing.assert_allclose(np.abs(moved["b"] - inputs["b"]), 0.2)
    assert moved["a"].min() == 0.0
    assert set(saliency(network, parameters, inputs, targets)) == {"a", "b"}


def test_no_strength_changes_nothing_and_accuracy_then_is_the_usual_one(clouds):
    network, parameters, data = clouds
    inputs, targets = data.test.inputs, data.test.targets
    np.testing.assert_array_equal(fgsm(network, parameters, inputs, targets, 0.0), inputs)
    usual = ((network.predict(parameters, inputs) > 0.5) == targets).mean()
    for steps in (1, 5):
        curve = robust_accuracy(network, parameters, inputs, targets, [0.0, 0.5, 1.0, 10.0], steps)
        assert curve[0] == usual
        assert (np.diff(curve) <= 0).all()
        assert curve[-1] < 0.1


@pytest.mark.parametrize(("epsilon", "steps", "sentence"), [(-0.1, 1, "-0.1"), (float("nan"), 1, "nan"),
                                                            (0.1, 0, "at least one step")])
def test_impossible_attacks_give_a_sentence(epsilon, steps, sentence):
    network, parameters, inputs, targets = single()
    with pytest.raises(SettingError, match=sentence):
        pgd(network, parameters, inputs, targets, epsilon, steps)


def test_projection_comes_back_to_the_nearest_point():
    ball = Ball(np, np.array([0.0, 0.0, 0.9]), 0.2, high=1.0)
    np.testing.assert_allclose(ball.projected(np.array([0.5, -0.1, 1.5])), [0.2, -0.1, 1.0])


# Training

@on_each_device
@pytest.mark.parametrize("steps", [1, 4])
def test_the_share_of_a_minibatch_is_attacked_as_the_network_would_be(device: str, steps: int):
    on = DEVICES[device]()
    network, parameters, inputs, targets = single(rows=8)
    array, vector = on.upload(inputs), on.upload(parameters)
    bounds = {"input_1": on.upload(np.full(5, -1.0))}
    calls = adversarial_batch(on, CLASSIFIER, network.layout, vector, {"input_1": array},
                              {"output_1": on.upload(targets)}, on.generator(0),
                              {"epsilon": 0.1, "share": 0.75, "steps": steps}, low=bounds)
    for function, arguments in calls:
        function(*arguments)
    moved = on.to_host(array)
    np.testing.assert_array_equal(moved[6:], inputs[6:])
    if steps == 1:
        expected = fgsm(network, parameters, inputs[:6], targets[:6], 0.1, low=-1.0)
        np.testing.assert_allclose(moved[:6], expected, atol=1e-12)
    inside = inputs[:6] > -1.0
    assert (np.abs(moved[:6] - inputs[:6])[inside] <= 0.1 + 1e-12).all()
    assert moved[:6].min() >= -1.0
    assert network.loss(parameters, moved[:6], targets[:6]) > network.loss(parameters, inputs[:6], targets[:6])


def test_calls_follow_the_weights_and_leave_the_device_alone(fake):
    network, parameters, inputs, targets = single()
    array, vector = fake.device.upload(inputs), fake.device.upload(parameters)
    calls = adversarial_batch(fake.device, CLASSIFIER, network.layout, vector, {"input_1": array},
                              {"output_1": fake.device.upload(targets)}, fake.device.generator(0),
                              {"epsilon": 0.1, "share": 1.0})
    other = weights(network, seed=7)
    vector[...] = fake.device.upload(other)
    fake.transfers.clear()
    for function, arguments in calls:
        function(*arguments)
    assert not fake.transfers
    np.testing.assert_allclose(fake.device.to_host(array), fgsm(network, other, inputs, targets, 0.1), atol=1e-12)


@pytest.mark.parametrize("off", [{"epsilon": 0.0}, {"epsilon": 0.1, "share": 0.0}, {}])
def test_no_attack_costs_no_call(off):
    network, parameters, inputs, targets = single()
    assert adversarial_batch(NUMPY, CLASSIFIER, network.layout, parameters, {"input_1": inputs},
                             {"output_1": targets}, NUMPY.generator(0), off) == ()


def test_in_training_an_attack_stays_within_what_the_data_can_be():
    network, parameters, inputs, targets = single(rows=8)
    data = Data.from_arrays(inputs, targets.argmax(axis=1), test=(inputs, targets.argmax(axis=1)), standardize=False)
    low, high = (ends["input_1"] for ends in input_ranges(CLASSIFIER, data))
    batch = data.train.inputs.astype("float64")

    def attack(epsilon: float):
        return adversarial_training(NUMPY, CLASSIFIER, data, network.layout, parameters, {"input_1": batch},
                                    {"output_1": targets}, NUMPY.generator(0),
                                    {"epsilon": epsilon, "share": 1.0, "steps": 1})

    assert attack(0.0) == ()
    for function, arguments in attack(100.0):
        function(*arguments)
    assert ((batch == low) | (batch == high)).all()


def test_training_on_attacked_examples_makes_a_network_harder_to_attack():
    """Madry et al. 2018, in small: one sure feature, and ten that tell much together but are lost to an attack."""
    draw = np.random.default_rng(0)
    targets = draw.integers(0, 2, (400, 1)).astype(float)
    signs = 2 * targets - 1
    inputs = np.hstack([signs * 1.0 + 0.4 * draw.standard_normal((400, 1)),
                        signs * 0.2 + 0.2 * draw.standard_normal((400, 10))])
    graph = perceptron(11, 1, loss="binary_cross_entropy")
    network = Network(graph, dtype="float64")
    curves = []
    for share in (0.0, 1.0):
        parameters, batch = network.initial_parameters(0), inputs.copy()
        attack = adversarial_batch(NUMPY, graph, network.layout, parameters, {"input_1": batch},
                                   {"output_1": targets}, NUMPY.generator(0), {"epsilon": 0.3, "share": share})
        for _ in range(300):
            batch[...] = inputs
            for function, arguments in attack:
                function(*arguments)
            parameters -= 0.5 * network.gradient(parameters, batch, targets)
        curves.append(robust_accuracy(network, parameters, inputs, targets, [0.0, 0.3]))
    (usual, usual_attacked), (_, trained_attacked) = curves
    assert usual > 0.98
    assert 1.0 - trained_attacked < (1.0 - usual_attacked) / 2


def test_the_range_of_features_is_each_its_own_and_of_images_that_of_all_pixels():
    table = load(DataSpec("breast_cancer"))
    low, high = input_ranges(entrance((30,)), table)
    np.testing.assert_array_equal(low["here"], table.train.inputs.min(axis=0))
    np.testing.assert_array_equal(high["here"], table.train.inputs.max(axis=0))
    digits = load(DataSpec("digits", {"image": True}))
    for ends, grey in zip(input_ranges(entrance((8, 8, 1)), digits), (0.0, 16.0), strict=True):
        assert ends["here"].shape == (8, 8, 1)
        np.testing.assert_allclose(digits.input_scaling.undo(ends["here"].ravel()), grey, atol=1e-12)


def test_the_range_of_images_that_are_bytes_is_found_without_the_numbers_of_them_all(tmp_path):
    for place in range(24):
        write(tmp_path / "ab"[place % 2] / f"{place}.png")
    photos = taken(tmp_path, standardize=True)
    shape = photos.input_shape
    for graph in (entrance(shape), entrance((prod(shape),))):
        ends = input_ranges(graph, photos)
        assert "inputs" not in vars(photos.train)
        [spec] = graph.of_kind("input")
        rows = entering(spec, photos, photos.train.some(slice(None)))
        assert spec.settings["shape"] == ends[0]["here"].shape
        ends_of_all, extremes = (rows.min(axis=0), rows.max(axis=0)), (photos.train.raw.min(), photos.train.raw.max())
        for end, of_all, extreme in zip(ends, ends_of_all, extremes, strict=True):
            if end["here"].shape == shape:
                np.testing.assert_allclose(photos.input_scaling.undo(end["here"].ravel()), extreme, atol=1e-3)
            else:
                np.testing.assert_allclose(end["here"], of_all, rtol=1e-6)


def entrance(shape: tuple[int, ...]) -> Graph:
    """A graph that is an input and nothing else."""
    return Graph((LayerSpec("here", "input", {"shape": shape}),))
