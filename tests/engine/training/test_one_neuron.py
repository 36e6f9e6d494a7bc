"""One neuron alone is a method with a name: logistic regression, linear regression, the unit of McCulloch and Pitts."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import numpy as np
import pytest
import scipy.optimize

from engine.data import Data, DataSpec, load
from engine.data.dataset import Part
from engine.graph import Graph, LayerSpec, sequential
from engine.network import Network
from engine.training import Trainer, TrainingSettings

CORNERS = np.array(list(product([0.0, 1.0], repeat=2)))
TABLES = list(product([0.0, 1.0], repeat=4))  # all functions of two truth values, by what they say of each corner
EXCLUSIVE = {(0.0, 1.0, 1.0, 0.0), (1.0, 0.0, 0.0, 1.0)}


def neuron(activation: str, inputs: int = 2, loss: str = "mean_squared_error", **settings: object) -> Graph:
    return sequential(
        LayerSpec("input_1", "input", {"shape": (inputs,)}),
        LayerSpec("dense_1", "dense", {"units": 1, "activation": activation, **settings}),
        LayerSpec("output_1", "output", {"loss": loss}))


@pytest.mark.parametrize(("optimizer", "settings", "steps"), [
    ("newton", {}, 30), ("lbfgs", {}, 60), ("sgd", {"learning_rate": 2.0}, 4000)])
@pytest.mark.parametrize("spec", [
    DataSpec("gaussian", {"samples": 200, "noise": 50}),  # noise in percent: the clouds overlap
    DataSpec("xor", {"samples": 150, "noise": 30}, features=("x1", "x2")),
])
def test_a_sigmoid_neuron_with_cross_entropy_is_logistic_regression(spec, optimizer, settings, steps):
    linear_model = pytest.importorskip("sklearn.linear_model")
    data = load(spec)
    trainer = Trainer(neuron("sigmoid", data.input_shape[0], "binary_cross_entropy"), data,
                      TrainingSettings(optimizer, settings, batch_size=0, dtype="float64"))
    for _ in range(steps):
        trainer.step()
    theirs = linear_model.LogisticRegression(C=np.inf, tol=1e-12, max_iter=10_000).fit(
        data.train.inputs, data.train.targets[:, 0])
    np.testing.assert_allclose(trainer.parameters, [*theirs.coef_[0], *theirs.intercept_], atol=1e-6)
    np.testing.assert_allclose(trainer.evaluate("test").predictions[:, 0],
                               theirs.predict_proba(data.test.inputs)[:, 1], atol=1e-7)


@pytest.mark.parametrize(("optimizer", "settings", "steps"), [
    ("lbfgs", {}, 30), ("conjugate_gradient", {}, 30), ("sgd", {"learning_rate": 0.1}, 500)])
def test_a_linear_neuron_with_squared_errors_is_least_squares(optimizer, settings, steps):
    data = load(DataSpec("plane", {"samples": 100, "noise": 40}))
    trainer = Trainer(neuron("identity"), data, TrainingSettings(optimizer, settings, batch_size=0, dtype="float64"))
    for _ in range(steps):
        trainer.step()
    design = np.column_stack([data.train.inputs, np.ones(len(data.train))])
    best, *_ = np.linalg.lstsq(design, data.train.targets[:, 0])
    np.testing.assert_allclose(trainer.parameters, best, atol=1e-9)


def says(graph: Graph, parameters: list[float], inputs: np.ndarray = CORNERS) -> list[float]:
    return Network(graph, dtype="float64").predict(np.array(parameters), inputs)[:, 0].tolist()


@pytest.mark.parametrize(("parameters", "table"), [
    ([1, 1, -1.5], [0, 0, 0, 1]),  # and
    ([1, 1, -0.5], [0, 1, 1, 1]),  # or
    ([-1, -1, 1.5], [1, 1, 1, 0]),  # not both
    ([-1, -1, 0.5], [1, 0, 0, 0]),  # neither
])
def test_a_unit_of_mcculloch_and_pitts_computes_what_its_weights_say(parameters, table):
    assert says(neuron("step"), parameters) == table


def test_a_unit_with_one_input_says_no():
    assert says(neuron("step", 1), [-1, 0.5], np.array([[0.0], [1.0]])) == [1, 0]


def test_three_units_compute_what_one_cannot():
    """x xor y = (x or y) and not (x and y)."""
    graph = sequential(
        LayerSpec("input_1", "input", {"shape": (2,)}),
        LayerSpec("dense_1", "dense", {"units": 2, "activation": "step"}),
        LayerSpec("dense_2", "dense", {"units": 1, "activation": "step"}), LayerSpec("output_1", "output"))
    assert says(graph, [1, 1, 1, 1, -0.5, -1.5, 1, -1, -0.5]) == [0, 1, 1, 0]


def truth(data: Data, table: tuple[float, ...]) -> Data:
    return replace(data, train=Part(CORNERS, np.array(table).reshape(-1, 1), CORNERS))


def taught(data: Data, table: tuple[float, ...]) -> Trainer:
    """Rosenblatt's rule from zero, the four corners always in the same order: all its numbers are whole."""
    return Trainer(neuron("step", kernel_initializer="zeros"), truth(data, table), TrainingSettings(
        "perceptron_rule", {"learning_rate": 1.0}, batch_size=1, dtype="float64", shuffle=False))


def margin(table: tuple[float, ...]) -> float:
    """How far the best plane through zero keeps from the corners, each with a 1 beside it; 0 where there is none."""
    rows = np.column_stack([CORNERS, np.ones(4)]) * (2 * np.array(table) - 1)[:, None]
    nearest = scipy.optimize.minimize(lambda w: w @ w, np.ones(3), jac=lambda w: 2 * w, method="SLSQP", constraints={
        "type": "ineq", "fun": lambda w: rows @ w - 1, "jac": lambda w: rows})
    return float(1 / np.sqrt(nearest.fun)) if nearest.success else 0.0


@pytest.mark.parametrize("table", TABLES, ids=lambda table: "".join(f"{value:.0f}" for value in table))
def test_the_perceptron_rule_learns_fourteen_of_sixteen_functions_and_goes_round_with_the_others(table, clouds):
    """Novikoff 1962: at most (R / γ)² mistakes where there is a margin γ. Minsky, Papert 1969: round and round where
    there is none."""
    trainer, mistakes, ends = taught(clouds, table), 0, []
    for _ in range(60):
        for _ in range(4):
            before = trainer.parameters
            trainer.step()
            mistakes += not np.array_equal(before, trainer.parameters)
        ends.append(tuple(trainer.parameters))
    gap = margin(table)
    assert (gap == 0) == (table in EXCLUSIVE)
    if gap:
        assert mistakes <= 3 / gap ** 2
        assert says(neuron("step"), list(ends[-1])) == list(table)
        assert ends[-1] == ends[-2]
    else:
        assert mistakes >= 60
        assert ends[-1] in ends[-10:-1]
        assert says(neuron("step"), list(ends[-1])) != list(table)
