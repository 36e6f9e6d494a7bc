"""Several trainings on one plane, and the straight way between their ends."""

from __future__ import annotations

import pickle

import numpy as np
import pytest

from engine.data import Data, DataSpec, load
from engine.errors import GraphError, NonFiniteError
from engine.landscape import (
    Course,
    DirectionInputs,
    Run,
    RunProgress,
    Task,
    barrier,
    leg,
    make_plane,
    run,
    straight_line,
)
from engine.network import Network
from engine.recall import Recall
from engine.training import Trainer, TrainingSettings
from tests.engine.networks import examples, perceptron, weights

GRAPH = perceptron(2, 5, 1, loss="binary_cross_entropy")


@pytest.fixture(scope="module")
def clouds() -> Data:
    """Two clouds of points."""
    return load(DataSpec("gaussian", {"samples": 100, "noise": 10}))


def settings(**changes) -> dict:
    return TrainingSettings(**{"epochs": 4, "batch_size": 8, **changes}).to_json()


def test_a_run_walks_as_its_trainer_does(clouds: Data):
    trainer = Trainer(GRAPH, clouds, TrainingSettings(epochs=4, batch_size=8, optimizer="sgd", seed=3))
    walk = [trainer.parameters]
    while trainer.epochs_done < 4:
        trainer.step()
        walk.append(trainer.parameters)
    found = run(GRAPH.to_json(), clouds, settings(optimizer="sgd", seed=3))
    assert found.failed is None
    np.testing.assert_array_equal(found.walk.points, walk)
    np.testing.assert_array_equal(found.end, walk[-1])
    assert found.walk.steps.tolist() == list(range(len(walk)))
    assert np.isnan(found.walk.losses[0])
    assert np.isfinite(found.walk.losses[1:]).all()


def test_a_run_with_patience_ends_at_its_best_weights():
    noisy = load(DataSpec("gaussian", {"samples": 100, "noise": 50}, validation_fraction=0.2))
    wild = settings(epochs=12, patience=50, optimizer_settings={"learning_rate": 1.0})
    found = run(GRAPH.to_json(), noisy, wild)
    trainer = Trainer(GRAPH, noisy, TrainingSettings.from_json({**wild, "patience": 0}))
    seen = []
    for _ in range(12):
        trainer.epoch()
        seen.append(trainer.parameters)
    best = int(np.argmin(trainer.history.columns()["validation_loss"]))
    assert best < 11
    np.testing.assert_array_equal(found.end, seen[best])


@pytest.mark.parametrize("points", [5, 8, 9, 160])
def test_a_run_with_few_points_still_ends_where_the_training_does(clouds: Data, points: int):
    found = run(GRAPH.to_json(), clouds, settings(), points=points)
    assert len(found.walk.steps) <= points
    np.testing.assert_array_equal(found.walk.points[-1], found.end)


@pytest.mark.parametrize("elsewhere", [False, True])
@pytest.mark.parametrize("optimizer", ["adam", "lbfgs"])
def test_a_run_in_legs_is_the_run_at_one_go_wherever_each_leg_is_walked(clouds: Data, optimizer: str, elsewhere: bool):
    chosen = settings(optimizer=optimizer, patience=50, epochs=12)
    whole = run(GRAPH.to_json(), clouds, chosen, points=20)
    journey, legs = RunProgress(Course(GRAPH.to_json(), clouds, chosen, points=20)), 0
    recall = Recall()
    while not journey.over:
        if elsewhere:
            recall = Recall()
        journey.take(leg(*pickle.loads(pickle.dumps(journey.next(seconds=0.002))), recall=recall))
        legs += 1
    assert legs > 1
    walk = journey.path.seen()
    np.testing.assert_array_equal(walk.points[-1], whole.end)
    assert (journey.epochs, len(walk.points) <= 20) == (12, True)
    assert recall.get(Trainer, journey.course.key) is None


def test_a_time_limit_holds_over_all_legs_together(clouds: Data):
    journey = RunProgress(Course(GRAPH.to_json(), clouds, settings(time_limit=0.05, epochs=1_000_000)))
    while not journey.over:
        journey.take(leg(*journey.next(seconds=0.02)))
    assert 0 < journey.epochs < 1_000_000


def test_a_leg_measures_its_walk_as_the_surface_is(clouds: Data):
    network = Network(GRAPH)
    task = Task.of("of the test", network, clouds.train.inputs, clouds.train.targets)
    found = leg(Course(GRAPH.to_json(), clouds, settings()), task=task)
    expected = [network.objective(point, clouds.train.inputs, clouds.train.targets) for point in found.walk.points]
    np.testing.assert_allclose(found.true, expected, rtol=1e-5)


def test_runs_may_begin_at_the_same_weights_and_go_different_ways(clouds: Data):
    start = Network(GRAPH).initial_parameters(9)
    both = [run(GRAPH.to_json(), clouds, settings(optimizer=name), start) for name in ("sgd", "adam")]
    for found in both:
        np.testing.assert_array_equal(found.walk.points[0], start)
    assert not np.allclose(both[0].end, both[1].end)
    plane = make_plane("between", DirectionInputs(Network(GRAPH), both[0].end.astype(np.float64), other=both[1].end,
                                                  third=start))
    ends = plane.project([found.end for found in both]).coordinates
    np.testing.assert_allclose(ends, [[0, 0], [1, 0]], atol=1e-6)


def exploding(data: Data) -> Run:
    """With a learning rate far beyond 2/λmax."""
    graph = perceptron(2, 5, 1, activation="identity")
    with np.errstate(over="ignore"):
        return run(graph.to_json(), data, settings(optimizer="sgd", optimizer_settings={"learning_rate": 1000.0}))


def test_a_run_that_explodes_gives_its_walk_until_then_and_says_why(clouds: Data):
    found = exploding(clouds)
    assert isinstance(found.failed, NonFiniteError)
    assert 1 <= len(found.walk.steps) < 20
    assert np.array_equal(found.walk.points[-1], found.end)
    assert np.isfinite(found.walk.points).all()


def test_a_network_that_does_not_fit_the_data_is_refused(clouds: Data):
    with pytest.raises(GraphError):
        run(perceptron(3, 5, 1, loss="binary_cross_entropy").to_json(), clouds, settings())


def test_a_run_comes_back_whole_from_another_process(clouds: Data):
    found = exploding(clouds)
    back = pickle.loads(pickle.dumps(found))
    np.testing.assert_array_equal(back.walk.points, found.walk.points)
    assert str(back.failed) == str(found.failed)


def test_the_straight_line_goes_through_both_solutions_and_on():
    network = Network(perceptron(2, 5, 1), dtype="float64", l2=0.1)
    one, other = weights(network, 1), weights(network, 2)
    inputs, targets = examples(network, 30)
    t, losses = straight_line(network, one, other, inputs, targets)
    assert t[0] < 0 < 1 < t[-1]
    for place in (0.0, 0.5, 1.0):
        at = np.flatnonzero(np.isclose(t, place))[0]
        assert losses[at] == pytest.approx(network.objective((1 - place) * one + place * other, inputs, targets))


def test_a_convex_loss_has_no_barrier():
    network = Network(perceptron(3, 1, loss="binary_cross_entropy"), dtype="float64")
    inputs, targets = examples(network, 30)
    for seed in range(5):
        t, losses = straight_line(network, weights(network, seed), weights(network, seed + 10), inputs, targets)
        assert barrier(t, losses) == pytest.approx(0.0, abs=1e-12)


def test_the_same_function_with_its_neurons_in_another_order_lies_behind_a_barrier():
    """Exchanged neurons give the very same predictions, and half way they are all alike."""
    network = Network(perceptron(1, 2, 1), dtype="float64")
    one, other = np.zeros((2, network.size))
    for vector, order in ((one, [0, 1]), (other, [1, 0])):
        arrays = network.layout.arrays(vector)
        arrays["dense_1/kernel"][0] = np.array([2.0, -2.0])[order]
        arrays["dense_2/kernel"][:, 0] = np.array([1.0, -1.0])[order]
    inputs = np.linspace(-1, 1, 20)[:, None]
    targets = network.predict(one, inputs)
    t, losses = straight_line(network, one, other, inputs, targets)
    assert losses[np.isclose(t, 0) | np.isclose(t, 1)] == pytest.approx(0.0, abs=1e-15)
    assert barrier(t, losses) == pytest.approx((targets**2).mean())  # in the middle all weights are 0


def test_a_barrier_is_measured_from_the_straight_way_between_both_losses():
    t = np.linspace(-0.25, 1.25, 61)
    assert barrier(t, 1.0 + 2.0 * t) == pytest.approx(0.0, abs=1e-12)
    assert barrier(t, 1.0 + 2.0 * t + 4.0 * t * (1.0 - t)) == pytest.approx(1.0)
    assert barrier(t, 1.0 + 2.0 * t - 4.0 * t * (1.0 - t)) == pytest.approx(0.0, abs=1e-12)  # high outside alone
