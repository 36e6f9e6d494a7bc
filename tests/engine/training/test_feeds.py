"""Several inputs and several heads: what enters where, what each head learns, and what all of them minimise."""

from __future__ import annotations

import itertools
from dataclasses import replace

import numpy as np
import pytest

from engine.data import DataSpec, load
from engine.data.scaling import Standardization
from engine.errors import DataError
from engine.graph import Graph, LayerSpec, Link
from engine.layers import LAYERS
from engine.network import Network
from engine.training import Trainer, TrainingSettings, fit_problems
from engine.training.feeds import head_data, input_arrays, input_scalings, places

NAMES = ("age", "size", "mass", "3")


@pytest.mark.parametrize(("text", "chosen"), [
    ("", ()), ("age", (0,)), ("mass, age", (2, 0)), ("2", (1,)), ("1-2", (0, 1)), (" size – mass ,", (1, 2)),
    ("3", (3,)), ("1-3", (0, 1, 2, 3)), ("age, age", (0,)), ("1, 1-2", (0, 1))])
def test_columns_are_listed_by_name_number_or_range(text, chosen):
    assert places(text, NAMES) == chosen


@pytest.mark.parametrize("text", ["weight", "0", "5", "3-1", "1-9", "-", "١", "1" * 40])
def test_what_is_not_there_is_named(text):
    with pytest.raises(DataError, match=text[:20]):
        places(text, NAMES)


def _graph(*chains: tuple[LayerSpec, ...]) -> Graph:
    """Chains of layers; a layer that stands in several is one, and its later sources come to further ports."""
    layers, links = {}, []
    for chain in chains:
        layers |= {spec.name: spec for spec in chain}
        for one, other in itertools.pairwise(chain):
            if one.name not in {link.source for link in links if link.target == other.name}:
                links.append(Link(one.name, other.name, sum(link.target == other.name for link in links)))
    return Graph(tuple(layers.values()), tuple(links))


def _layer(name: str, kind: str, **settings) -> LayerSpec:
    return LayerSpec(name, kind, settings)


def two_streams() -> Graph:
    """Sepals and petals of iris by themselves first, then together."""
    joined = _layer("joined", "concatenate"), _layer("species", "dense", units=3, activation="identity"), _layer(
        "output", "output", loss="categorical_cross_entropy")
    return _graph(
        (_layer("sepals", "input", shape=(2,), columns="1-2"), _layer("a", "dense", units=4, activation="tanh"),
         *joined),
        (_layer("petals", "input", shape=(2,), columns="3, 4"), _layer("b", "dense", units=4, activation="tanh"),
         *joined))


def two_heads(weight: float = 0.5) -> Graph:
    """The species, and whether it is setosa, from one trunk."""
    trunk = _layer("input", "input", shape=(4,)), _layer("trunk", "dense", units=6, activation="tanh")
    return _graph(
        (*trunk, _layer("species", "dense", units=3, activation="identity"),
         _layer("which", "output", loss="categorical_cross_entropy")),
        (*trunk, _layer("one", "dense", units=1, activation="identity"),
         _layer("is_setosa", "output", loss="binary_cross_entropy", columns="setosa", weight=weight)))


@pytest.fixture(scope="module")
def iris():
    return load(DataSpec("iris", validation_fraction=0.2))


def test_inputs_share_the_columns_out(iris):
    arrays = input_arrays(two_streams(), iris, iris.train.inputs)
    np.testing.assert_array_equal(arrays["sepals"], iris.train.inputs[:, :2])
    np.testing.assert_array_equal(arrays["petals"], iris.train.inputs[:, 2:])
    np.testing.assert_array_equal(input_scalings(two_streams(), iris)["petals"].mean, iris.input_scaling.mean[2:])


def test_inputs_share_the_columns_of_a_part_without_examples():
    data = load(DataSpec("iris"))
    arrays = input_arrays(two_streams(), data, data.validation.inputs)
    assert {name: array.shape for name, array in arrays.items()} == {"sepals": (0, 2), "petals": (0, 2)}
    assert fit_problems(two_streams(), data) == ()


def test_a_head_can_learn_one_class_against_the_others(iris):
    heads = head_data(two_heads(), iris)
    assert heads["which"] is iris
    assert heads["is_setosa"].task == "binary"
    np.testing.assert_array_equal(heads["is_setosa"].test.targets[:, 0], iris.test.targets[:, 0])
    assert heads["is_setosa"].class_names[1] == "setosa"


@pytest.mark.parametrize("graph", [two_streams(), two_heads()], ids=["streams", "heads"])
def test_they_train(graph, iris):
    assert fit_problems(graph, iris) == ()
    trainer = Trainer(graph, iris, TrainingSettings("adam", {"learning_rate": 0.02}, epochs=60))
    for _ in range(60):
        trainer.epoch()
    assert {name: head.metric >= 0.9 for name, head in trainer.evaluate("test").heads.items()} == dict.fromkeys(
        trainer.heads, True)


def test_the_loss_of_all_heads_is_their_weighted_sum(iris):
    evaluation = Trainer(two_heads(0.25), iris, TrainingSettings(dtype="float64")).evaluate("train")
    one, other = evaluation.heads.values()
    assert evaluation.loss == pytest.approx(one.loss + 0.25 * other.loss, rel=1e-12)
    assert evaluation.metric == one.metric


def test_a_step_follows_the_gradient_of_that_sum(iris):
    graph = two_heads(0.25)
    trainer = Trainer(graph, iris, TrainingSettings("sgd", {"learning_rate": 0.1}, batch_size=0, dtype="float64"))
    before, network = trainer.parameters, Network(graph, dtype="float64")
    targets = {name: head.train.targets for name, head in head_data(graph, iris).items()}
    gradient = network.gradient(before, input_arrays(graph, iris, iris.train.inputs), targets)
    trainer.step()
    np.testing.assert_allclose(trainer.parameters, before - 0.1 * gradient, rtol=1e-10, atol=1e-12)


def test_a_head_without_weight_learns_nothing(iris):
    trainer = Trainer(two_heads(0.0), iris, TrainingSettings("sgd", {"learning_rate": 0.1}))
    before = {name: array.copy() for name, array in trainer.layout.arrays(trainer.parameters).items()}
    trainer.epoch()
    after = trainer.layout.arrays(trainer.parameters)
    assert {name for name in before if not np.array_equal(before[name], after[name])} == {
        "trunk/kernel", "trunk/bias", "species/kernel", "species/bias"}


def test_an_autoencoder_learns_the_inputs():
    data = load(DataSpec("digits"))
    graph = _graph((_layer("input", "input", shape=(64,)), _layer("code", "dense", units=16, activation="tanh"),
                    _layer("back", "dense", units=64, activation="identity"),
                    _layer("output", "output", loss="mean_squared_error", target="inputs")))
    assert fit_problems(graph, data) == ()
    trainer = Trainer(graph, data, TrainingSettings("adam", {"learning_rate": 0.005}, epochs=8))
    assert trainer.metric.name == "r2"
    first = trainer.evaluate("test").loss
    for _ in range(8):
        trainer.epoch()
    evaluation = trainer.evaluate("test")
    assert evaluation.loss < 0.6 * first
    np.testing.assert_allclose(evaluation.targets, data.test.inputs.reshape(len(data.test.inputs), -1), rtol=1e-6)


def test_a_denoising_autoencoder_is_asked_for_the_clean_inputs():
    data = load(DataSpec("digits"))
    graph = _graph((_layer("input", "input", shape=(64,)), _layer("back", "dense", units=64, activation="identity"),
                    _layer("output", "output", loss="mean_squared_error", target="inputs")))
    trainer = Trainer(graph, data, TrainingSettings(augmentation={"noise": 0.5}, batch_size=10, shuffle=False))
    trainer.step()
    work = trainer._work[10]
    (entered,), (wanted,) = work.batch.inputs.values(), work.batch.targets.values()
    np.testing.assert_allclose(wanted, data.train.inputs[:10].reshape(10, -1), rtol=1e-6)
    assert np.std(entered - wanted) == pytest.approx(0.5, rel=0.1)


def test_a_regression_head_can_have_some_of_the_targets():
    data = load(DataSpec("diabetes"))
    parts = {name: replace(part, targets=np.column_stack([part.targets, -part.targets]))
             for name, part in (("train", data.train), ("validation", data.validation), ("test", data.test))}
    both = replace(data, **parts, target_names=("u", "v"),
                   target_scaling=Standardization(np.array([1.0, 2.0]), np.array([3.0, 4.0])))
    graph = _graph((_layer("input", "input", shape=(10,)), _layer("line", "dense", units=1, activation="identity"),
                    _layer("output", "output", loss="mean_squared_error", columns="v")))
    head = head_data(graph, both)["output"]
    assert head.target_names == ("v",)
    np.testing.assert_array_equal(head.train.targets, -data.train.targets)
    np.testing.assert_allclose(head.restore_targets(np.ones((1, 1))), [[6.0]])


@pytest.mark.parametrize(("settings", "sentence"), [
    ({"augmentation": {"horizontal_flip": True}}, "needs images"),
    ({"optimizer": "newton", "weight_noise": 0.1}, "noise on the weights"),
])
def test_settings_that_do_not_suit_say_so(iris, settings, sentence):
    problems = fit_problems(two_streams(), iris, TrainingSettings(**settings))
    assert sentence in str(problems[0])


def test_columns_that_the_data_lack_name_their_layer(iris):
    graph = two_streams().with_settings("petals", {"columns": "3, wings"})
    (problem,) = fit_problems(graph, iris)
    assert problem.layers == ("petals",)
    assert "wings" in str(problem)


def test_a_network_of_its_own_shapes_trains_like_before():
    """One input and one head that list nothing see the data as they are."""
    assert {name for name, layer in LAYERS.items() if layer.reads_data} == {"input"}
    data = load(DataSpec("circle"))
    graph = _graph((_layer("input", "input", shape=(2,)), _layer("one", "dense", units=1, activation="identity"),
                    _layer("output", "output", loss="binary_cross_entropy")))
    assert head_data(graph, data)["output"] is data
    assert input_arrays(graph, data, data.train.inputs)["input"] is data.train.inputs
