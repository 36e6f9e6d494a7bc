"""The perceptron rule and the delta rule."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from engine.data import Data, DataSpec, load
from engine.data.dataset import Part
from engine.errors import GraphError
from engine.graph import Graph, LayerSpec, sequential
from engine.training import Trainer, TrainingSettings


def neuron(activation: str, loss: str = "mean_squared_error", **settings: object) -> Graph:
    return sequential(
        LayerSpec("input_1", "input", {"shape": (2,)}),
        LayerSpec("dense_1", "dense", {"units": 1, "activation": activation, **settings}),
        LayerSpec("output_1", "output", {"loss": loss}))


def with_points(data: Data, inputs: np.ndarray, targets: np.ndarray) -> Data:
    return replace(data, train=Part(inputs, targets, inputs))


@pytest.fixture
def separable(clouds) -> Data:
    """Points on both sides of a line, none within 0.3 of it."""
    points = np.random.default_rng(2).uniform(-2, 2, (200, 2))
    side = points @ [0.6, -0.8] - 0.5
    keep = np.abs(side) > 0.3
    return with_points(clouds, points[keep], (side[keep] > 0).astype(float).reshape(-1, 1))


@pytest.fixture
def exclusive_or(clouds) -> Data:
    points = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
    return with_points(clouds, points, np.array([[0.0], [1.0], [1.0], [0.0]]))


def online(rule: str, **settings: object) -> TrainingSettings:
    return TrainingSettings(rule, {"learning_rate": 1.0}, batch_size=1, dtype="float64", **settings)


def test_the_perceptron_rule_comes_to_rest_on_separable_classes(separable):
    trainer = Trainer(neuron("step", kernel_initializer="zeros"), separable, online("perceptron_rule"))
    mistakes = 0
    for _ in range(100 * trainer.steps_per_epoch):
        before = trainer.parameters
        trainer.step()
        mistakes += not np.array_equal(before, trainer.parameters)
    assert trainer.evaluate("train").metric == 1.0
    rest = trainer.parameters
    trainer.epoch()
    np.testing.assert_array_equal(trainer.parameters, rest)
    # Novikoff 1962: at most (R / γ)² mistakes, for the points with their constant 1 and the best line through them.
    radius = np.linalg.norm(np.column_stack([separable.train.inputs, np.ones(len(separable.train.inputs))]), axis=1)
    margin = 0.3 / np.linalg.norm([0.6, -0.8, -0.5])
    assert 0 < mistakes <= (radius.max() / margin) ** 2


def test_the_perceptron_rule_never_rests_on_exclusive_or(exclusive_or):
    trainer = Trainer(neuron("step"), exclusive_or, online("perceptron_rule"))
    for _ in range(100):
        before = trainer.parameters
        trainer.epoch()
        assert trainer.evaluate("train").metric < 1.0
    assert not np.array_equal(trainer.parameters, before)


def test_the_perceptron_rule_moves_by_the_input_of_the_mistake(clouds):
    x, t = np.array([[0.5, -2.0]]), np.array([[0.0]])
    trainer = Trainer(neuron("step"), with_points(clouds, x, t), online("perceptron_rule"))
    trainer.set_parameters(np.array([1.0, 0.0, 0.0]))
    trainer.step()
    np.testing.assert_array_equal(trainer.parameters, [0.5, 2.0, -1.0])


def test_the_delta_rule_moves_by_the_error_times_the_input(clouds):
    """Δw = α(t − o)x."""
    x, t = np.array([[0.5, -2.0]]), np.array([[3.0]])
    settings = replace(online("delta_rule"), optimizer_settings={"learning_rate": 0.1})
    trainer = Trainer(neuron("identity"), with_points(clouds, x, t), settings)
    trainer.set_parameters(np.array([1.0, 1.0, 0.25]))
    trainer.step()
    error = 3.0 - (0.5 - 2.0 + 0.25)
    np.testing.assert_allclose(trainer.parameters, [1 + 0.1 * error * 0.5, 1 - 0.1 * error * 2, 0.25 + 0.1 * error])


def test_the_delta_rule_is_gradient_descent_with_half_the_rate(clouds):
    rule = TrainingSettings("delta_rule", {"learning_rate": 0.1}, batch_size=10, dtype="float64", l2=0.0)
    descent = TrainingSettings("sgd", {"learning_rate": 0.05}, batch_size=10, dtype="float64")
    first, second = Trainer(neuron("identity"), clouds, rule), Trainer(neuron("identity"), clouds, descent)
    for _ in range(3):
        first.epoch()
        second.epoch()
    np.testing.assert_allclose(first.parameters, second.parameters, rtol=1e-12)


def test_the_delta_rule_finds_the_least_squares_line():
    data = load(DataSpec("plane", {"samples": 100, "noise": 20}))
    trainer = Trainer(neuron("identity"), data, TrainingSettings("delta_rule", {"learning_rate": 0.5}, batch_size=0,
                                                                 dtype="float64"))
    for _ in range(300):
        trainer.step()
    columns = np.column_stack([data.train.inputs, np.ones(len(data.train.inputs))])
    best, *_ = np.linalg.lstsq(columns, data.train.targets[:, 0])
    np.testing.assert_allclose(trainer.parameters, best, atol=1e-10)


@pytest.mark.parametrize(("graph", "sentence"), [
    (neuron("sigmoid"), "“Perceptron rule” is for a layer with the activation “Binary step”. Choose it in dense_1, or "
     "choose another optimizer."),
    (neuron("step", "binary_cross_entropy"), "“Perceptron rule” compares the output itself with the target. Choose a "
     "loss for numbers in output_1, such as the mean squared error."),
    (sequential(LayerSpec("input_1", "input", {"shape": (2,)}), LayerSpec("dense_1", "dense", {"units": 3}),
                LayerSpec("dense_2", "dense", {"units": 1, "activation": "step"}), LayerSpec("output_1", "output")),
     "“Perceptron rule” trains one Dense layer between Input and Output. Remove the other layers (dense_1), or choose "
     "another optimizer."),
])
def test_a_network_that_the_rule_is_not_for_gets_a_sentence(graph, sentence, clouds):
    with pytest.raises(GraphError) as caught:
        Trainer(graph, clouds, online("perceptron_rule"))
    assert str(caught.value) == sentence
