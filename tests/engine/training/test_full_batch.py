"""Full-batch optimizers in the training loop."""

from __future__ import annotations

import numpy as np
import pytest

from engine.data import DataSpec, load
from engine.errors import GraphError
from engine.graph import LayerSpec, sequential
from engine.network import Network
from engine.optimizers import OPTIMIZERS
from engine.training import Trainer, TrainingSettings

NAMES = [name for name, optimizer in OPTIMIZERS.items() if optimizer.full_batch]


def settings(name: str, **given: object) -> TrainingSettings:
    return TrainingSettings(name, **{"dtype": "float64", "l2": 0.01, **given})


@pytest.mark.parametrize("name", NAMES)
def test_a_step_is_an_epoch_and_lowers_the_objective(name, classifier, clouds):
    trainer = Trainer(classifier, clouds, settings(name))
    for _ in range(30):
        trainer.step()
    assert trainer.epochs_done == trainer.steps_done == 30
    columns = trainer.history.columns()
    assert (np.diff(columns["loss"] + columns["penalty"]) <= 1e-12).all()
    assert columns["metric"][-1] == 1.0


@pytest.mark.parametrize("name", NAMES)
def test_all_arrive_where_the_gradient_vanishes(name, classifier, clouds):
    trainer = Trainer(classifier, clouds, settings(name))
    for _ in range(300):
        trainer.step()
    network = Network(classifier, dtype="float64", l2=0.01)
    gradient = network.gradient(trainer.parameters, clouds.train.inputs, clouds.train.targets)
    assert np.abs(gradient).max() < 1e-6


@pytest.mark.parametrize("name", NAMES)
def test_the_same_seed_and_a_restored_state_give_the_same_run(name, classifier, clouds):
    trainer = Trainer(classifier, clouds, settings(name))
    for _ in range(5):
        trainer.step()
    middle, state = trainer.parameters, trainer._updater.state()
    for _ in range(5):
        trainer.step()
    end = trainer.parameters
    trainer.reset()
    for _ in range(10):
        trainer.step()
    np.testing.assert_array_equal(trainer.parameters, end)
    trainer.set_parameters(middle)
    trainer._updater.restore(state)
    # The examples come in another order now, and sums of them round differently.
    for _ in range(5):
        trainer.step()
    np.testing.assert_allclose(trainer.parameters, end, rtol=1e-6, atol=1e-9)


@pytest.mark.parametrize("name", NAMES)
def test_changing_the_device_changes_nothing(name, classifier, clouds, fake):
    stays, moves = (Trainer(classifier, clouds, settings(name)) for _ in range(2))
    for trainer in (stays, moves):
        trainer.step()
        trainer.step()
    moves.to_device(fake.device)
    for trainer in (stays, moves):
        trainer.step()
        trainer.step()
    np.testing.assert_allclose(moves.parameters, stays.parameters, rtol=1e-9)


def test_newton_finds_the_least_squares_plane_in_one_step():
    data = load(DataSpec("plane", {"samples": 100, "noise": 20}))
    graph = sequential(LayerSpec("input_1", "input", {"shape": (2,)}),
                       LayerSpec("dense_1", "dense", {"units": 1, "activation": "identity"}),
                       LayerSpec("output_1", "output"))
    trainer = Trainer(graph, data, settings("newton", l2=0.0, optimizer_settings={"radius": 100.0}))
    trainer.step()
    columns = np.column_stack([data.train.inputs, np.ones(len(data.train.inputs))])
    best, *_ = np.linalg.lstsq(columns, data.train.targets[:, 0])
    np.testing.assert_allclose(trainer.parameters, best, atol=1e-12)


def test_newtons_hessian_is_made_of_hessian_vector_products(classifier, clouds):
    trainer = Trainer(classifier, clouds, settings("newton"))
    trainer.step()
    point = trainer.parameters
    matrix = trainer._updater.objective.hessian(point)
    network = Network(classifier, dtype="float64", l2=0.01)
    columns = [network.hessian_vector_product(point, clouds.train.inputs, clouds.train.targets, unit)
               for unit in np.eye(network.size)]
    np.testing.assert_allclose(matrix, np.array(columns), atol=1e-12)


def test_frozen_weights_stay(classifier, clouds):
    frozen = classifier.with_settings("dense_1", {"trainable": False})
    for name in NAMES:
        trainer = Trainer(frozen, clouds, settings(name))
        before = trainer.layout.arrays(trainer.parameters)
        trainer.step()
        after = trainer.layout.arrays(trainer.parameters)
        np.testing.assert_array_equal(after["dense_1/kernel"], before["dense_1/kernel"])
        assert not np.array_equal(after["dense_2/kernel"], before["dense_2/kernel"])


def test_a_table_of_all_weights_by_all_weights_has_a_limit(clouds):
    graph = sequential(LayerSpec("input_1", "input", {"shape": (2,)}), LayerSpec("dense_1", "dense", {"units": 700}),
                       LayerSpec("dense_2", "dense", {"units": 1}),
                       LayerSpec("output_1", "output", {"loss": "binary_cross_entropy"}))
    for name in ("newton", "bfgs"):
        with pytest.raises(GraphError, match=r"for at most 2000; the network has 2801\. Choose L-BFGS"):
            Trainer(graph, clouds, settings(name))
    Trainer(graph, clouds, settings("lbfgs")).step()


def test_a_step_measures_with_the_same_noise_throughout_and_the_next_with_other_noise(clouds):
    graph = sequential(LayerSpec("input_1", "input", {"shape": (2,)}), LayerSpec("dense_1", "dense", {"units": 8}),
                       LayerSpec("dropout_1", "dropout", {"rate": 0.5}),
                       LayerSpec("dense_2", "dense", {"units": 1, "activation": "identity"}),
                       LayerSpec("output_1", "output", {"loss": "binary_cross_entropy"}))
    trainer = Trainer(graph, clouds, settings("lbfgs", shuffle=False))
    trainer.step()
    objective, point = trainer._updater.objective, trainer.parameters
    value, gradient = objective.measure(point)
    again, same = objective.measure(point)
    assert again == value
    np.testing.assert_array_equal(same, gradient)
    trainer.step()
    assert objective.measure(point)[0] != value
