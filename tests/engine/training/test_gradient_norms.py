"""Norms of the gradient, layer by layer: where they vanish, and that they are the gradient's own."""

from __future__ import annotations

import numpy as np
import pytest

from engine.data import DataSpec, load
from engine.device import Device
from engine.graph import Graph, LayerSpec, sequential
from engine.training import History, Trainer, TrainingSettings
from engine.training.gradient_norms import GradientNorms, weighted_layers
from engine.training.history import COLUMNS, norm_columns
from tests.engine.networks import perceptron


def deep(activation: str, initializer: str, hidden: int = 8) -> Graph:
    layers = [LayerSpec(f"dense_{place}", "dense",
                        {"units": 16, "activation": activation, "kernel_initializer": initializer})
              for place in range(1, hidden + 1)]
    return sequential(LayerSpec("input_1", "input", {"shape": (2,)}), *layers,
                      LayerSpec("last", "dense", {"units": 1, "activation": "identity"}),
                      LayerSpec("output_1", "output", {"loss": "binary_cross_entropy"}))


def norms(trainer: Trainer) -> np.ndarray:
    """Those of the newest epoch."""
    history = trainer.history.columns()
    return np.array([history[name][-1] for name in norm_columns(history)])


def trained(graph: Graph, device: Device | None = None, **settings: object) -> Trainer:
    data = load(DataSpec("gaussian", {"samples": 60}))
    chosen = TrainingSettings(**{"optimizer": "sgd", "batch_size": 0, "dtype": "float64"} | settings)
    trainer = Trainer(graph, data, chosen, *([device] if device else []))
    trainer.epoch()
    return trainer


def test_norms_are_those_of_autograd():
    torch = pytest.importorskip("torch")
    graph = perceptron(2, 6, 5, 1, loss="binary_cross_entropy")
    trainer = trained(graph)
    initial = trainer.layout.arrays(trainer.layout.initial(0))
    weights = {name: torch.tensor(array.copy(), requires_grad=True) for name, array in initial.items()}
    x = torch.tensor(trainer.data.train.inputs)
    for place in (1, 2, 3):
        x = x @ weights[f"dense_{place}/kernel"] + weights[f"dense_{place}/bias"]
        x = torch.tanh(x) if place < 3 else x
    torch.nn.functional.binary_cross_entropy_with_logits(x, torch.tensor(trainer.data.train.targets)).backward()
    theirs = [torch.cat([weights[f"dense_{place}/{role}"].grad.ravel() for role in ("kernel", "bias")]).norm().item()
              for place in (1, 2, 3)]
    np.testing.assert_allclose(norms(trainer), theirs, rtol=1e-10)


def test_gradients_vanish_in_deep_sigmoid_networks_and_not_with_relu_and_he():
    sigmoid = norms(trained(deep("sigmoid", "glorot_uniform")))
    relu = norms(trained(deep("relu", "he_normal")))
    assert sigmoid[0] < 1e-4 * sigmoid[-1]
    assert np.all(np.diff(sigmoid[:-1]) > 0), "smaller with every layer on the way back"
    assert 0.05 < relu[0] / relu[-1] < 20


def test_single_precision_keeps_norms_whose_squares_would_vanish():
    graph = deep("sigmoid", "normal", hidden=20)
    single, double = (norms(trained(graph, dtype=dtype))[0] for dtype in ("float32", "float64"))
    assert 0 < double < 1e-23, "its square is below the smallest number of single precision"
    assert single == pytest.approx(double, rel=1e-3)


def test_they_are_measured_before_clipping_on_the_last_minibatch(device):
    free = trained(perceptron(2, 4, 1, loss="binary_cross_entropy"), device, batch_size=7)
    clipped = trained(perceptron(2, 4, 1, loss="binary_cross_entropy"), device, batch_size=0, clip_norm=1e-3,
                      optimizer_settings={"learning_rate": 0.0})
    whole = trained(perceptron(2, 4, 1, loss="binary_cross_entropy"), device, batch_size=0)
    np.testing.assert_array_equal(norms(clipped), norms(whole))
    assert not np.allclose(norms(free), norms(whole))


def test_a_frozen_layer_has_none_and_keeps_its_place():
    graph = perceptron(2, 4, 3, 1, loss="binary_cross_entropy")
    frozen = graph.with_settings("dense_2", {**graph.layer("dense_2").settings, "trainable": False})
    assert weighted_layers(frozen) == weighted_layers(graph) == ("dense_1", "dense_2", "dense_3")
    measured, all_of_them = norms(trained(frozen)), norms(trained(graph))
    assert np.isnan(measured[1])
    np.testing.assert_array_equal(measured[[0, 2]], all_of_them[[0, 2]])


def test_running_statistics_are_no_part_of_a_layers_gradient():
    graph = sequential(LayerSpec("input_1", "input", {"shape": (2,)}), LayerSpec("norm", "batch_normalization", {}),
                       LayerSpec("dense_1", "dense", {"units": 1, "activation": "identity"}),
                       LayerSpec("output_1", "output", {"loss": "binary_cross_entropy"}))
    trainer = trained(graph)
    gradient = np.arange(trainer.layout.trainable, dtype=float)
    measured = GradientNorms(graph, trainer.layout).measure(gradient)
    assert measured == pytest.approx([np.linalg.norm(gradient[:4]), np.linalg.norm(gradient[4:])])


def test_a_history_without_norms_goes_on_with_norms():
    old = {name: [1.0, 2.0] for name in COLUMNS}
    trainer = trained(perceptron(2, 3, 1, loss="binary_cross_entropy"))
    read = History.of(old, trainer.history.layers).columns()
    assert norm_columns(read) == norm_columns(trainer.history.columns())
    assert all(np.isnan(read[name]).all() for name in norm_columns(read))
    columns = trainer.history.columns()
    read = History.of(columns, trainer.history.layers).columns()
    assert list(read) == list(columns)
    for name, column in columns.items():
        np.testing.assert_array_equal(read[name], column)
