"""Class weights are scikit-learn's, and weigh the loss as PyTorch and Keras do."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.utils.class_weight import compute_class_weight

from engine.data import DataSpec, load
from engine.device import NUMPY
from engine.layout import ParameterLayout
from engine.network import Network
from engine.optimizers import OPTIMIZERS
from engine.training import Trainer, TrainingSettings
from engine.training.balance import class_weights
from engine.training.minibatch import Minibatch
from tests.engine.networks import perceptron


@pytest.mark.parametrize("source", ["breast_cancer", "wine"])
def test_balanced_weights_are_those_of_scikit_learn(source):
    data = load(DataSpec(source))
    targets = data.train.targets
    labels = targets[:, 0] if targets.shape[1] == 1 else targets.argmax(axis=1)
    expected = compute_class_weight("balanced", classes=np.unique(labels), y=labels)
    np.testing.assert_allclose(class_weights("balanced", data), expected)
    assert class_weights("none", data) == ()


def test_regression_has_no_classes():
    assert class_weights("balanced", load(DataSpec("diabetes"))) == ()


@pytest.mark.parametrize(("sizes", "loss", "weights"), [
    ((3, 4, 1), "binary_cross_entropy", (0.5, 3.0)),
    ((3, 4, 3), "categorical_cross_entropy", (0.5, 3.0, 1.25)),
])
def test_the_weighted_gradient_is_the_weighted_mean_of_the_gradients_of_the_examples(sizes, loss, weights):
    graph = perceptron(*sizes, loss=loss)
    layout, generator = ParameterLayout(graph), np.random.default_rng(0)
    parameters, gradient = layout.initial(0), np.zeros(layout.size)
    labels = np.array([0, 1, 1, 0, 1])
    batch = Minibatch(graph, layout, 5, 0.0, 0.0, NUMPY, NUMPY.generator(0), parameters, gradient, OPTIMIZERS["sgd"],
                      {"output_1": weights})
    (inputs,), (targets,) = batch.inputs.values(), batch.targets.values()
    inputs[...] = generator.normal(size=(5, 3))
    targets[...] = labels[:, None] if sizes[-1] == 1 else np.eye(sizes[-1])[labels]
    batch.run()
    network = Network(graph, dtype="float64")
    alone = [network.gradient(parameters, inputs[row:row + 1], targets[row:row + 1]) for row in range(5)]
    expected = sum(weights[label] * slope for label, slope in zip(labels, alone, strict=True)) / 5
    np.testing.assert_allclose(gradient, expected, rtol=1e-10, atol=1e-12)


def test_balanced_training_finds_more_of_a_rare_class():
    table = "x,class\n" + "".join(f"{x / 20},common\n" for x in range(40)) + "".join(
        f"{1.2 + x / 5},rare\n" for x in range(6))
    data = load(DataSpec("csv", {"target": "class"}, content=table.encode(), test_fraction=0.15))
    found = {}
    for kind in ("none", "balanced"):
        trainer = Trainer(perceptron(1, 1, loss="binary_cross_entropy"), data, TrainingSettings(
            class_weights=kind, optimizer_settings={"learning_rate": 0.05}, epochs=60))
        for _ in range(60):
            trainer.epoch()
        result = trainer.evaluate("train")
        found[kind] = ((result.predictions > 0.5) & (result.targets > 0.5)).sum()
    assert found["balanced"] > found["none"]
