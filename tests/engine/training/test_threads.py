"""A training in several threads is that of one, to rounding, whatever is done to its examples and weights."""

from __future__ import annotations

import gc
import threading
import time
import warnings
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from engine import (
    LSTM,
    BatchNormalization,
    Conv2D,
    Data,
    Dense,
    Dropout,
    Embedding,
    Flatten,
    GaussianNoise,
    GlobalPooling,
    Input,
    MaxPooling2D,
    Output,
    Sequential,
    Trainer,
)
from engine.data import DataSpec, load
from engine.device import NUMPY
from engine.errors import NonFiniteError, SettingError
from engine.formats import read_project
from engine.graph import Graph
from engine.optimizers import OPTIMIZERS
from engine.probes import NextStep
from engine.probes.step import WeightStep
from engine.training import TrainingSettings, in_threads
from engine.training.teacher import Teacher
from tests.engine.fake_device import Fake
from tests.engine.networks import perceptron

CLOUDS = DataSpec("gaussian", {"samples": 60}, validation_fraction=0.2)


def assert_same_run(graph: Graph, data: Data, threads: int = 2, epochs: int = 2, **settings: Any) -> None:
    """The same weights and rows as in one thread; twice the same bits."""
    chosen = TrainingSettings(dtype="float64", seed=3).changed(**{"batch_size": 9, **settings})
    runs = [Trainer(graph, data, chosen, threads=count) for count in (1, threads, threads)]
    for run in runs:
        for _ in range(epochs):
            run.epoch()
    one, many, again = runs
    assert (one.threads, many.threads) == (1, threads)
    np.testing.assert_allclose(many.parameters, one.parameters, rtol=1e-10, atol=1e-10)
    np.testing.assert_array_equal(again.parameters, many.parameters)
    for name, column in one.history.columns().items():
        np.testing.assert_allclose(many.history.columns()[name], column, rtol=1e-9, atol=1e-10)


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
def test_every_optimizer_goes_the_same_way(optimizer: str):
    graph = perceptron(2, 6, 4, 1, loss="binary_cross_entropy")
    if tuple(OPTIMIZERS[optimizer].problems(graph)):  # the learning rules of one neuron
        graph = perceptron(2, 1).with_settings("dense_1", {"activation": OPTIMIZERS[optimizer].activation})
    assert_same_run(graph, load(CLOUDS), optimizer=optimizer, l1=0.001, l2=0.01)


@pytest.mark.parametrize("settings", [
    {"class_weights": "balanced"}, {"weight_noise": 0.1}, {"clip_norm": 0.05}, {"clip_value": 0.01},
    {"adversarial": {"epsilon": 0.3, "steps": 2}}, {"augmentation": {"noise": 0.2}}, {"curriculum": "margin"},
    {"early_rate": 0.5}, {"batch_size": 7}, {"batch_size": 0}, {"schedule": "cosine"},
], ids=lambda settings: "-".join(map(str, settings)))
@pytest.mark.parametrize("threads", [2, 3])
def test_whatever_is_done_to_examples_and_weights(settings: dict[str, Any], threads: int):
    assert_same_run(perceptron(2, 6, 1, loss="binary_cross_entropy"), load(CLOUDS), threads, **settings)


IMAGES = Sequential([Input((8, 8, 1)), Conv2D(6, 3, padding="same"), BatchNormalization(), MaxPooling2D(2),
                     Dropout(0.3), GaussianNoise(0.1), Flatten(), Dense(10), Output("cce")])
"""Whose examples meet in the means of a batch."""
WORDS = Sequential([Input(6), Embedding(40, 3), GlobalPooling("average"), Dense(3), Output("cce")])
STEPS = Sequential([Input(6), Embedding(40, 3), LSTM(5, return_sequences=True), LSTM(4), Dense(3), Output("cce")])


def words(rows: int = 50) -> Data:
    rng = np.random.default_rng(0)
    read = rng.integers(0, 40, (rows, 6))
    return Data.from_arrays(read, read.sum(axis=1) % 3, standardize=False)


def test_images_with_batch_normalisation_and_noise():
    digits = load(DataSpec("digits"))
    assert_same_run(IMAGES, digits, 3, epochs=1, batch_size=100, optimizer="momentum")


@pytest.mark.parametrize("optimizer", ["adam", "sgd", "lazy_adam"])
@pytest.mark.parametrize("graph", [WORDS, STEPS], ids=["mean", "lstm"])
def test_rows_of_a_table(graph: Graph, optimizer: str):
    """The gradient by the table is dense, or written by the rows that were looked up."""
    assert_same_run(graph, words(), optimizer=optimizer, batch_size=8)


def test_with_a_teacher_and_a_hint():
    data, graph = load(CLOUDS), perceptron(2, 6, 1, loss="binary_cross_entropy")
    source = Trainer(perceptron(2, 8, 1, loss="binary_cross_entropy"), data, epochs=2)
    source.fit()
    assert_same_run(graph, data, teacher=Teacher("wide", source.graph, source.parameters), hint=0.5,
                    hint_from="dense_1", hint_to="dense_1")


EXAMPLES = sorted((Path(__file__).parents[3] / "assets" / "examples").glob("*.ladera"))
FEW = ("small_transformer", "backwards", "distillation", "textures")  # masks, two inputs, a teacher, and augmentation


@pytest.mark.parametrize("path", [
    pytest.param(path, marks=() if path.stem in FEW else pytest.mark.thorough, id=path.stem) for path in EXAMPLES])
def test_the_examples_that_ship_go_the_same_way(path: Path):
    project = read_project(path)
    settings = replace(project.training, dtype="float64")
    if settings.batch_size == 1:
        settings = replace(settings, batch_size=5)
    data = load(project.data)
    one, many = (Trainer(project.graph, data, settings, threads=count) for count in (1, 2))
    for _ in range(3):
        one.step()
        many.step()
    assert many.threads == 2
    np.testing.assert_allclose(many.parameters, one.parameters, rtol=1e-9, atol=1e-10)
    assert many.minibatch_loss == pytest.approx(one.minibatch_loss, rel=1e-10)


def test_the_number_may_change_between_two_steps():
    data, graph = load(CLOUDS), perceptron(2, 6, 1, loss="binary_cross_entropy")
    for optimizer in ("adam", "bfgs"):
        one, many = (Trainer(graph, data, optimizer=optimizer, dtype="float64", batch_size=9) for _ in range(2))
        for count in (2, 1, 3, 2):
            many.threads = count
            assert many.threads == count
            for run in (one, many):
                run.step()
                run.step()
            np.testing.assert_allclose(many.parameters, one.parameters, rtol=1e-9, atol=1e-11)


def test_a_step_that_is_looked_at_is_the_one_that_is_taken():
    data, graph = load(CLOUDS), perceptron(2, 6, 1, loss="binary_cross_entropy")
    one, many = (Trainer(graph, data, dtype="float64", batch_size=9, threads=count) for count in (1, 2))
    probe = WeightStep("dense_1/kernel", NextStep())
    for run in (one, many):
        run.step()
    ours, theirs = (run.probes.read([probe])[probe] for run in (many, one))
    for name, array in theirs.arrays.items():
        np.testing.assert_allclose(ours[name], array, rtol=1e-9, atol=1e-12)
    many.step()
    np.testing.assert_allclose(many.parameters[:12], ours["new"], rtol=1e-9)


@pytest.mark.parametrize("count", [-1, 1.5, "2", 10**6])
def test_a_number_of_threads_that_cannot_be_is_refused(count: Any):
    run = Trainer(perceptron(2, 6, 1, loss="binary_cross_entropy"), load(CLOUDS))
    with pytest.raises(SettingError, match="Threads"):
        run.threads = count
    with pytest.raises(SettingError, match="Threads"):
        Trainer(run.graph, run.data, threads=count)


def test_what_is_not_finite_is_taken_back_and_said():
    """As from one thread, without a warning from another, and it goes on from there."""
    run = Trainer(perceptron(2, 6, 1), load(CLOUDS), dtype="float64", threads=2, batch_size=9)
    run.step()
    before = run.snapshot()
    run.set_parameters(run.parameters * 1e200)
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("error")
        with pytest.raises(NonFiniteError):
            run.step()
    run.restore(before)
    run.step()


def test_an_asynchronous_device_has_one(fake: Fake):
    run = Trainer(perceptron(2, 6, 1), load(CLOUDS), device=fake.device, threads=2)
    run.step()
    assert run.threads == 1
    run.to_device(NUMPY)
    assert run.threads == 2


def test_threads_end_with_the_training():
    run = Trainer(perceptron(2, 6, 1), load(CLOUDS), threads=7, batch_size=30)
    run.step()
    ours = [thread for thread in threading.enumerate() if thread.name == "team-7"]
    assert ours
    del run
    gc.collect()
    for thread in ours:
        thread.join(10)
        assert not thread.is_alive()


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """A machine on which two threads are faster than one, whatever the work; the numbers that were tried."""
    tried: list[int] = []

    def fastest(work: Any, most: int) -> int:
        for count in (1, 2):
            tried.append(count)
            assert work(count)(time.perf_counter) > 0
        return 2

    monkeypatch.setattr(in_threads, "free_cores", lambda: 2)
    monkeypatch.setattr(in_threads, "fastest", fastest)
    return tried


@pytest.mark.parametrize("optimizer", ["adam", "bfgs", "lazy_adam"])
def test_the_fastest_number_is_measured_before_the_first_step_and_changes_nothing_of_it(quick: list[int],
                                                                                      optimizer: str):
    chosen = {"optimizer": optimizer, "dtype": "float64", "batch_size": 9}
    if optimizer != "bfgs":
        chosen["weight_noise"] = 0.1
    data, graph = load(CLOUDS), perceptron(2, 6, 1, loss="binary_cross_entropy")
    run, other = Trainer(graph, data, **chosen), Trainer(graph, data, threads=2, **chosen)
    assert (run.threads, quick) == (1, [])
    for training in (run, other):
        training.epoch()
    assert (run.threads, quick) == (2, [1, 2])
    np.testing.assert_array_equal(run.parameters, other.parameters)
    again = Trainer(graph, data, **chosen)
    again.restore(run.snapshot())
    for training in (run, again):
        training.epoch()
    assert (again.threads, quick) == (2, [1, 2])  # it stands
    np.testing.assert_array_equal(again.parameters, run.parameters)
    again.threads = 0
    assert again.threads == 1
    again.epoch()
    assert (again.threads, quick) == (2, [1, 2, 1, 2])


def test_cores_that_are_left_free_are_not_taken(quick: list[int]):
    run = Trainer(perceptron(2, 6, 1, loss="binary_cross_entropy"), load(CLOUDS))
    run.left_free = 1
    run.epoch()
    assert (run.threads, quick) == (1, [])
    run.threads = 2
    run.epoch()
    assert run.threads == 2, "who wants more gets more"


def test_a_small_network_has_one_thread():
    run = Trainer(perceptron(2, 6, 1, loss="binary_cross_entropy"), load(CLOUDS))
    run.step()
    assert run.threads == 1
