"""The training loop: minibatches, reproducibility, history, penalties, and what it does with numbers that explode."""

from __future__ import annotations

import dataclasses
import math

import numpy as np
import pytest

from engine.data import Data, DataSpec, load
from engine.errors import GraphError, LaderaError, NonFiniteError, SettingError
from engine.graph import Graph, LayerSpec, Link, sequential
from engine.network import Network
from engine.training import History, Trainer, TrainingSettings, fit_problems
from tests.engine.networks import perceptron


def blobs(examples: int = 50, **spec: object) -> Data:
    return load(DataSpec("gaussian", {"samples": examples}, **spec))


def shortened(data: Data, examples: int) -> Data:
    """With the first `examples` of the training part."""
    part = dataclasses.replace(data.train, **{name: getattr(data.train, name)[:examples]
                                              for name in ("inputs", "targets", "raw")})
    return dataclasses.replace(data, train=part)


def classifier(*hidden: int, activation: str = "tanh") -> Graph:
    return perceptron(2, *hidden, 1, activation=activation, loss="binary_cross_entropy")


def trainer(data: Data | None = None, graph: Graph | None = None, **settings: object) -> Trainer:
    return Trainer(graph or classifier(5), data or blobs(), TrainingSettings(**{"dtype": "float64"} | settings))


# Minibatches


def test_the_last_minibatch_holds_what_is_left():
    run = trainer(shortened(blobs(), 37), batch_size=10)
    assert run.steps_per_epoch == 4
    run.epoch()
    assert (run.steps_done, run.epochs_done) == (4, 1)
    run.step()
    assert (run.steps_done, run.epochs_done) == (5, 1)


def test_every_example_is_seen_once_in_an_epoch():
    """With a rate of zero the losses of an epoch's minibatches average to the loss of the whole."""
    data = shortened(blobs(), 37)
    run = trainer(data, batch_size=10, optimizer="sgd", optimizer_settings={"learning_rate": 0.0})
    for _ in range(2):
        losses = []
        for rows in (10, 10, 10, 7):
            run.step()
            losses.append(run.minibatch_loss * rows / 37)
        assert sum(losses) == pytest.approx(run.evaluate("train").loss, rel=1e-12)


@pytest.mark.parametrize("settings", [{"batch_size": 10}, {"batch_size": 0}, {"batch_size": 10, "shuffle": False}])
def test_the_loss_of_the_newest_minibatch_is_that_of_the_examples_it_names(settings):
    data = shortened(blobs(), 37)
    run = trainer(data, **settings)
    network = Network(run.graph, dtype="float64")
    assert run.minibatch is None
    for _ in range(6):
        before = run.parameters
        run.step()
        loss = network.loss(before, data.train.inputs[run.minibatch], data.train.targets[run.minibatch])
        assert run.minibatch_loss == pytest.approx(loss, rel=1e-12)
    run.reset()
    assert run.minibatch is None


def test_a_step_is_the_gradient_of_its_minibatch_alone():
    """Nothing of the partial minibatch leaks into the next epoch."""
    data = shortened(blobs(), 5)
    run = trainer(data, batch_size=3, optimizer="sgd", optimizer_settings={"learning_rate": 0.5}, shuffle=False)
    network = Network(run.graph, dtype="float64")
    expected = run.parameters
    for _ in range(3):
        for part in (slice(0, 3), slice(3, 5)):
            expected -= 0.5 * network.gradient(expected, data.train.inputs[part], data.train.targets[part])
            run.step()
            np.testing.assert_allclose(run.parameters, expected, rtol=1e-12, atol=1e-15)


@pytest.mark.parametrize("batch_size", [0, 37, 1_000])
def test_a_full_batch_and_a_larger_one_are_gradient_descent(batch_size: int):
    data = shortened(blobs(), 37)
    run = trainer(data, batch_size=batch_size, optimizer="sgd", optimizer_settings={"learning_rate": 0.5})
    assert (run.batch_size, run.steps_per_epoch) == (37, 1)
    network, start = Network(run.graph, dtype="float64"), run.parameters
    run.step()
    slope = network.gradient(start, data.train.inputs, data.train.targets)
    np.testing.assert_allclose(run.parameters, start - 0.5 * slope, rtol=1e-12, atol=1e-14)


# Reproducibility


def test_the_same_seed_gives_the_same_run_and_another_seed_another():
    first, second, other = (trainer(batch_size=8, seed=seed) for seed in (3, 3, 4))
    for run in (first, second, other):
        run.epoch()
    assert np.array_equal(first.parameters, second.parameters)
    assert not np.allclose(first.parameters, other.parameters)


def test_examples_come_in_a_new_order_in_every_epoch_and_in_their_own_without_shuffling():
    def orders(shuffle: bool) -> list[list[float]]:
        run = trainer(batch_size=8, shuffle=shuffle, optimizer="sgd", optimizer_settings={"learning_rate": 0.0})
        losses = []
        for _ in range(2 * run.steps_per_epoch):
            run.step()
            losses.append(run.minibatch_loss)
        return [losses[:run.steps_per_epoch], losses[run.steps_per_epoch:]]

    first, second = orders(shuffle=True)
    assert first != second
    first, second = orders(shuffle=False)
    assert first == second


@pytest.mark.parametrize("optimizer", ["sgd", "momentum", "nesterov", "adam"])
@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_reset_repeats_the_run_bit_for_bit(optimizer: str, dtype: str):
    run = trainer(batch_size=8, optimizer=optimizer, dtype=dtype)
    start = run.parameters
    for _ in range(2 * run.steps_per_epoch + 2):  # stops in the middle of an epoch
        run.step()
    end, history = run.parameters, run.history.columns()
    run.reset()
    assert np.array_equal(run.parameters, start)
    assert (run.steps_done, run.epochs_done, len(run.history)) == (0, 0, 0)
    for _ in range(2 * run.steps_per_epoch + 2):
        run.step()
    assert np.array_equal(run.parameters, end)
    for name, column in run.history.columns().items():
        np.testing.assert_array_equal(column, history[name])


def test_steps_and_epochs_are_one_run():
    by_step, by_epoch = trainer(batch_size=8), trainer(batch_size=8)
    by_step.step()
    by_step.epoch()
    for _ in range(by_epoch.steps_per_epoch):
        by_epoch.step()
    assert by_step.epochs_done == by_epoch.epochs_done == 1
    assert np.array_equal(by_step.parameters, by_epoch.parameters)


def test_given_parameters_continue_instead_of_those_of_the_seed():
    given = np.linspace(-1, 1, trainer().layout.size)
    run = Trainer(classifier(5), blobs(), TrainingSettings(dtype="float64"), parameters=given)
    assert np.array_equal(run.parameters, given)
    with pytest.raises(LaderaError, match="21 weights, but 3 were given"):
        run.set_parameters(given[:3])


# Learning rate, penalties, history


def test_the_learning_rate_is_hot():
    run = trainer(batch_size=0, optimizer="sgd", optimizer_settings={"learning_rate": 0.1})
    network = Network(run.graph, dtype="float64")
    run.step()
    run.learning_rate = 0.7
    before = run.parameters
    run.step()
    slope = network.gradient(before, run.data.train.inputs, run.data.train.targets)
    np.testing.assert_allclose(run.parameters, before - 0.7 * slope, rtol=1e-10, atol=1e-14)
    assert run.history.columns()["learning_rate"].tolist() == [0.1, 0.7]


def test_l2_is_weight_decay_for_gradient_descent():
    """w ← (1 − ηλ)w − ηg for kernels, biases as they were."""
    rate, decay = 0.3, 0.2
    run = trainer(batch_size=0, l2=decay, optimizer="sgd", optimizer_settings={"learning_rate": rate})
    plain = Network(run.graph, dtype="float64")
    kernels = np.concatenate([np.full(entry.size, entry.role == "kernel") for entry in run.layout])
    expected = run.parameters
    for _ in range(5):
        slope = plain.gradient(expected, run.data.train.inputs, run.data.train.targets)
        expected = (1 - rate * decay * kernels) * expected - rate * slope
        run.step()
    np.testing.assert_allclose(run.parameters, expected, rtol=1e-12, atol=1e-14)


def test_l1_does_not_kill_weights_for_good():
    """A weight that is exactly zero is pulled by the loss alone."""
    run = trainer(batch_size=0, l1=0.01, optimizer="sgd")
    run.set_parameters(np.zeros(run.layout.size))
    parameters = run.parameters
    parameters[run.layout["dense_2/kernel"].span] = 0.5
    run.set_parameters(parameters)
    for _ in range(3):
        run.step()
    assert run.parameters[run.layout["dense_1/kernel"].span].all()


def test_history_has_a_row_per_epoch_measured_on_the_whole_parts():
    run = trainer(blobs(80, validation_fraction=0.2), batch_size=16, l2=0.1)
    for _ in range(3):
        run.epoch()
    columns = run.history.columns()
    assert columns["epoch"].tolist() == [1, 2, 3]
    assert columns["step"].tolist() == [run.steps_per_epoch * n for n in (1, 2, 3)]
    train, validation = run.evaluate("train"), run.evaluate("validation")
    assert (columns["loss"][-1], columns["penalty"][-1], columns["metric"][-1]) == (
        train.loss, train.penalty, train.metric)
    assert (columns["validation_loss"][-1], columns["validation_metric"][-1]) == (validation.loss, validation.metric)
    network = Network(run.graph, dtype="float64", l2=0.1)
    data = run.data.train
    assert train.loss == pytest.approx(network.loss(run.parameters, data.inputs, data.targets), rel=1e-12)
    assert train.loss + train.penalty == pytest.approx(
        network.objective(run.parameters, data.inputs, data.targets), rel=1e-12)
    np.testing.assert_allclose(train.predictions, network.predict(run.parameters, data.inputs), rtol=1e-12)


def test_without_a_validation_part_its_columns_are_no_numbers():
    run = trainer()
    run.epoch()
    assert math.isnan(run.history.columns()["validation_loss"][0])
    read = History.of({name: list(column) for name, column in run.history.columns().items()}, run.history.layers)
    for name, column in read.columns().items():
        np.testing.assert_array_equal(column, run.history.columns()[name])


def test_evaluating_in_chunks_equals_one_piece(monkeypatch: pytest.MonkeyPatch):
    def measured() -> list[float]:
        evaluation = trainer(blobs(90)).evaluate("train")
        return [evaluation.loss, evaluation.metric, *evaluation.predictions.ravel()]

    whole = measured()
    monkeypatch.setattr("engine.chunks.MOST_ROWS", 7)
    np.testing.assert_allclose(measured(), whole, rtol=1e-12)


# What stops


@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_a_value_that_is_not_finite_stops_training_and_leaves_the_weights_finite(dtype: str):
    graph = sequential(LayerSpec("x", "input"), LayerSpec("bend", "dense", {"units": 8, "activation": "square"}),
                       LayerSpec("again", "dense", {"units": 8, "activation": "square"}),
                       LayerSpec("last", "dense", {"units": 1, "activation": "identity"}),
                       LayerSpec("y", "output", {"loss": "mean_squared_error"}))
    run = trainer(graph=graph, dtype=dtype, optimizer="sgd", optimizer_settings={"learning_rate": 10.0})
    before: list[np.ndarray] = []

    def explode() -> None:
        for _ in range(200):
            before.append(run.parameters)
            run.step()

    with np.errstate(all="ignore"), pytest.raises(NonFiniteError) as caught:
        explode()
    assert caught.value.layer in graph
    assert caught.value.layer in str(caught.value)
    assert np.isfinite(run.parameters).all()
    assert np.array_equal(run.parameters, before[-1])
    run.reset()
    run.learning_rate = 1e-4
    run.epoch()
    assert math.isfinite(run.minibatch_loss)


def test_the_first_layer_that_overflows_is_named():
    run = trainer(graph=classifier(3, 3, activation="square"), dtype="float32")
    parameters = run.parameters
    parameters[run.layout["dense_2/kernel"].span] = 3e38
    run.set_parameters(parameters)
    with np.errstate(all="ignore"), pytest.raises(NonFiniteError) as caught:
        run.step()
    assert caught.value.layer == "dense_2"


def test_network_and_data_that_do_not_fit_are_refused_with_the_way_out():
    data = blobs()
    with pytest.raises(GraphError, match=r"input_1 takes 3, but an example of the data is 2\. Set its shape to 2"):
        trainer(data, perceptron(3, 4, 1, loss="binary_cross_entropy"))
    with pytest.raises(GraphError, match="Set the units of dense_2 to 1"):
        trainer(data, perceptron(2, 4, 3, loss="binary_cross_entropy"))
    with pytest.raises(GraphError, match="Choose another loss in output_1"):
        trainer(data, perceptron(2, 4, 2, loss="categorical_cross_entropy"))
    bare = Graph((LayerSpec("x", "input", {"shape": (2,)}), LayerSpec("y", "output")), (Link("x", "y"),))
    assert any("no weights to train" in str(problem) for problem in fit_problems(bare, data))


@pytest.mark.parametrize("wrong", [{"epochs": 0}, {"batch_size": -1}, {"l2": -1.0}, {"dtype": "float16"},
                                   {"optimizer": "magic"}, {"optimizer_settings": {"speed": 3}}, {"seed": 0.5}])
def test_impossible_settings_are_refused(wrong: dict[str, object]):
    with pytest.raises(SettingError):
        TrainingSettings(**wrong)


def test_settings_come_back_from_json():
    settings = TrainingSettings("momentum", {"momentum": 0.5}, 16, 7, 3, 0.1, 0.2, "float64", False)
    assert TrainingSettings.from_json(settings.to_json()) == settings


# Learning


@pytest.mark.parametrize(("source", "hidden", "epochs", "rate", "least"), [
    ("breast_cancer", (16,), 15, 0.01, 0.95),
    ("digits", (32,), 12, 0.01, 0.94),
    ("iris", (8,), 60, 0.02, 0.9),
    ("xor", (8,), 60, 0.03, 0.95),
    ("spiral", (24, 24), 150, 0.02, 0.95),
])
def test_a_small_network_learns(source: str, hidden: tuple[int, ...], epochs: int, rate: float, least: float):
    data = load(DataSpec(source))
    loss = {"binary": "binary_cross_entropy", "multiclass": "categorical_cross_entropy"}[data.task]
    layers = [LayerSpec("x", "input", {"shape": data.input_shape}), LayerSpec("flat", "flatten"),
              *(LayerSpec(f"hidden_{place}", "dense", {"units": units, "activation": "tanh"})
                for place, units in enumerate(hidden)),
              LayerSpec("last", "dense", {"units": data.target_shape[-1], "activation": "identity"}),
              LayerSpec("y", "output", {"loss": loss})]
    run = Trainer(sequential(*layers), data, TrainingSettings(optimizer_settings={"learning_rate": rate}))
    for _ in range(epochs):
        run.epoch()
    assert run.evaluate("test").metric >= least
    assert run.history.columns()["loss"][-1] < 0.5 * run.history.columns()["loss"][0]


def test_linear_regression_finds_the_least_squares_solution():
    data = load(DataSpec("diabetes"))
    graph = perceptron(data.input_shape[0], 1)
    run = trainer(data, graph, batch_size=0, optimizer="sgd", optimizer_settings={"learning_rate": 0.1})
    for _ in range(500):
        run.step()
    design = np.hstack([data.train.inputs, np.ones((len(data.train), 1))])
    best = np.linalg.lstsq(design, data.train.targets, rcond=None)[0]
    residual = float(np.mean((design @ best - data.train.targets) ** 2))
    assert run.evaluate("train").loss == pytest.approx(residual, rel=5e-3)
    assert run.evaluate("train").loss >= residual
