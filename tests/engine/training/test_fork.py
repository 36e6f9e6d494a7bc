"""Two trainings from one moment: A is the training that would have been, B differs by what was changed."""

from __future__ import annotations

import pickle
from typing import Any

import numpy as np
import pytest

from engine.data import Data, DataSpec, load
from engine.graph import Graph, LayerSpec, sequential
from engine.jobs.plain import decode, encode
from engine.network import Network
from engine.training import Trainer, TrainingSettings
from engine.training.fork import Fork, ForkProgress, fork_leg

SETTINGS = TrainingSettings(batch_size=8, seed=2)


@pytest.fixture
def noisy() -> Graph:
    return sequential(
        LayerSpec("x", "input", {"shape": (2,)}), LayerSpec("h", "dense", {"units": 6, "activation": "tanh"}),
        LayerSpec("drop", "dropout", {"rate": 0.2}), LayerSpec("o", "dense", {"units": 1, "activation": "sigmoid"}),
        LayerSpec("y", "output", {"loss": "binary_cross_entropy"}))


def begun(graph: Graph, data: Data, epochs: int = 2) -> Trainer:
    trainer = Trainer(graph, data, SETTINGS)
    for _ in range(epochs):
        trainer.epoch()
    return trainer


def walked(graph: Graph, data: Data, start: Trainer | None, epochs: int = 3, **changes: Any) -> ForkProgress:
    fork = Fork(graph.to_json(), data, (SETTINGS.to_json(), SETTINGS.changed(**changes).to_json()), epochs,
                start and start.snapshot())
    progress = ForkProgress(fork)
    progress.take(fork_leg(*progress.next()))
    assert progress.over
    return progress


def test_a_is_the_training_that_would_have_been_bit_for_bit(noisy: Graph, clouds: Data):
    trainer = begun(noisy, clouds)
    progress = walked(noisy, clouds, trainer, learning_rate=0.1)
    a, b = progress.next()[1]
    for _ in range(3):
        trainer.epoch()
    np.testing.assert_array_equal(a.parameters, trainer.parameters)
    assert progress.rows["loss_a"][1:].tolist() == trainer.history.columns()["loss"][-3:].tolist()
    np.testing.assert_array_equal(progress.difference(3)[1], b.parameters - a.parameters)
    assert progress.rows["epoch"].tolist() == [2, 3, 4, 5]


def test_without_a_change_nothing_differs(noisy: Graph, clouds: Data):
    progress = walked(noisy, clouds, begun(noisy, clouds))
    assert not np.any(progress.rows["distance"])
    assert not np.any(progress.rows["differing"])
    assert progress.first is None


@pytest.mark.parametrize("changes", [{"learning_rate": 0.3}, {"optimizer": "sgd"}, {"batch_size": 20}, {"l2": 0.5},
                                     {"seed": 9}, {"shuffle": False}], ids=str)
def test_what_is_changed_makes_all_the_difference(noisy: Graph, clouds: Data, changes: dict[str, Any]):
    progress = walked(noisy, clouds, begun(noisy, clouds), **changes)
    assert progress.rows["distance"][0] == 0.0
    assert np.all(progress.rows["distance"][1:] > 0)
    assert progress.rows["loss_a"][0] == progress.rows["loss_b"][0]
    for place in range(4):
        assert np.linalg.norm(progress.difference(place)[1].astype(np.float64)) == pytest.approx(
            progress.rows["distance"][place], rel=1e-12)


def test_b_goes_on_with_what_the_optimizer_remembers(noisy: Graph, clouds: Data):
    trainer = begun(noisy, clouds)
    progress = walked(noisy, clouds, trainer, epochs=1, learning_rate=0.3)
    trainer.learning_rate = 0.3
    trainer.epoch()
    np.testing.assert_array_equal(progress.next()[1][1].parameters, trainer.parameters)


def test_from_the_beginning_both_have_the_same_weights_even_of_another_seed(noisy: Graph, clouds: Data):
    progress = walked(noisy, clouds, None, seed=7)
    assert progress.rows["distance"][0] == 0.0
    assert progress.rows["distance"][1] > 0


def test_from_scratch_b_begins_with_the_weights_of_the_seed(noisy: Graph, clouds: Data):
    trainer = begun(noisy, clouds)
    fork = Fork(noisy.to_json(), clouds, (SETTINGS.to_json(),) * 2, 3, trainer.snapshot(), fresh=True)
    progress = ForkProgress(fork)
    while not progress.over:
        progress.take(decode(encode(fork_leg(*pickle.loads(pickle.dumps(progress.next(0.0)))))))
    alone = begun(noisy, clouds, 0)
    apart = (alone.parameters - trainer.parameters).astype(np.float64)
    assert progress.rows["distance"][0] == np.linalg.norm(apart) != 0
    for place in range(4):
        for part, prefix in (("train", ""), ("validation", "validation_"), ("test", "test_")):
            found = alone.evaluate(part)
            for name in ("loss", "metric"):
                np.testing.assert_equal(progress.rows[f"{prefix}{name}_b"][place], getattr(found, name))
        alone.epoch()


def test_the_first_prediction_that_differs_is_the_networks_own(noisy: Graph):
    data = load(DataSpec("gaussian", {"samples": 200, "noise": 50}, validation_fraction=0.3))
    trainer = begun(noisy, data, 1)
    progress = walked(noisy, data, trainer, epochs=6, learning_rate=0.9)
    first = progress.first
    assert first is not None
    place = progress.rows["epoch"].tolist().index(first.epoch)
    assert progress.rows["differing"][place] > 0
    assert not np.any(progress.rows["differing"][:place])
    shorter = walked(noisy, data, trainer, epochs=place, learning_rate=0.9)
    network, part = Network(noisy), getattr(data, first.part)
    said = [int(network.predict(moment.parameters, part.inputs[first.place:first.place + 1])[0, 0] > 0.5)
            for moment in shorter.next()[1]]
    assert said == [first.a, first.b]
    assert first.a != first.b


def test_leg_by_leg_in_any_process_it_is_the_same(noisy: Graph, clouds: Data):
    whole = walked(noisy, clouds, begun(noisy, clouds), epochs=4, learning_rate=0.3)
    fork = whole.fork
    parts = ForkProgress(Fork(fork.graph, fork.data, fork.settings, fork.epochs, fork.start))
    legs = 0
    while not parts.over:
        sent = pickle.loads(pickle.dumps(parts.next(0.0)))
        parts.take(decode(encode(fork_leg(*sent))))  # as from a cluster
        legs += 1
    assert legs == 4
    for name, column in whole.rows.items():
        np.testing.assert_array_equal(parts.rows[name], column)


def test_a_training_that_breaks_is_named(noisy: Graph, clouds: Data):
    progress = walked(noisy, clouds, begun(noisy, clouds), epochs=30, optimizer="sgd", learning_rate=1000.0,
                      l2=100.0)
    assert progress.failed is not None
    assert progress.whose == "b"


def test_of_a_long_way_only_some_differences_are_kept(noisy: Graph, clouds: Data):
    whole = walked(noisy, clouds, begun(noisy, clouds), epochs=12, learning_rate=0.3)
    few = ForkProgress(whole.fork, budget=5 * whole.differences[0].nbytes)
    few.take(fork_leg(*few.next()))
    assert len(few.differences) <= 5
    assert few.difference(12)[0] == 12
    np.testing.assert_array_equal(few.difference(12)[1], whole.difference(12)[1])


def test_what_is_kept_of_a_long_way_is_spread_evenly(noisy: Graph, clouds: Data):
    whole = walked(noisy, clouds, begun(noisy, clouds), epochs=60, learning_rate=0.3)
    few = ForkProgress(whole.fork, budget=10 * whole.differences[0].nbytes)
    while not few.over:
        few.take(fork_leg(*few.next(0.0)))
    kept = {few.difference(place)[0] for place in range(61)}
    assert kept == {*range(0, 61, 8), 60}
    assert len(few.differences) == len(kept)


def test_numbers_have_no_classes_that_could_differ():
    data = load(DataSpec("plane", {"samples": 60}))
    graph = sequential(LayerSpec("x", "input", {"shape": (2,)}), LayerSpec("o", "dense", {"units": 1}),
                       LayerSpec("y", "output", {}))
    progress = walked(graph, data, None, learning_rate=0.3)
    assert np.isnan(progress.rows["differing"]).all()
    assert progress.first is None
