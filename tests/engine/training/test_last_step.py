"""What goes along links, and what the last step changed: the numbers of the training itself."""

from __future__ import annotations

import numpy as np
import pytest

from engine.data import DataSpec, load
from engine.errors import GraphError
from engine.network import Network
from engine.probes import OfPart
from engine.probes.activations import Activations
from engine.probes.link_numbers import MEASURES, LinkNumbers
from engine.probes.one_weight import LastChange, WeightFacts
from engine.training import Trainer, TrainingSettings
from tests.engine.devices import NAMES, named
from tests.engine.networks import perceptron

NETWORK = perceptron(2, 5, 4, 1, loss="binary_cross_entropy")
HERE = OfPart("test", (3,))
SOME = OfPart(most=40)


@pytest.fixture(scope="module")
def data():
    return load(DataSpec("xor", {"samples": 100}))


def trainer(data, device=None, **settings) -> Trainer:
    settings = TrainingSettings(**{"dtype": "float64", "l2": 0.01, "batch_size": 16, **settings})
    return Trainer(NETWORK, data, settings) if device is None else Trainer(NETWORK, data, settings, device)


def read(training: Trainer, probe):
    return training.probes.read([probe])[probe].first


@pytest.mark.parametrize("optimizer", ["sgd", "adam", "lbfgs"])
def test_the_last_change_is_the_difference_that_a_step_made(data, optimizer):
    training = trainer(data, optimizer=optimizer)
    update, change = LinkNumbers("dense_2/kernel", "update", "dense_1"), LastChange("dense_2/kernel", (1, 2))
    with pytest.raises(GraphError, match="after the next one"):
        read(training, update)
    for _ in range(3):
        before = training.layout.view(training.parameters, "dense_2/kernel").copy()
        training.step()
        made = training.layout.view(training.parameters, "dense_2/kernel") - before
        np.testing.assert_array_equal(read(training, update), made)
        assert read(training, change) == made[1, 2]
        assert np.abs(made).max() > 0


def test_what_is_no_step_has_changed_nothing_that_is_known(data):
    training = trainer(data)
    training.step()
    saved = training.snapshot()
    training.step()
    probe = LastChange("dense_1/kernel", (0, 0))
    read(training, probe)
    training.restore(saved)
    with pytest.raises(GraphError, match="after the next one"):
        read(training, probe)
    training.step()
    read(training, probe)
    with pytest.raises(GraphError, match="Nobody has kept"):
        training.reader(saved).read([probe])
    with pytest.raises(GraphError, match="no training"):
        Network(NETWORK).probe(training.parameters, probe)


def test_a_step_that_keeps_the_weights_is_the_same_step(data, monkeypatch):
    one = trainer(data)
    monkeypatch.setattr("engine.training.last_step.MOST", 0)
    other = trainer(data)
    for _ in range(7):
        one.step()
        other.step()
    np.testing.assert_array_equal(one.parameters, other.parameters)


def test_flow_is_what_reaches_the_sum(data):
    """Added up over the inputs, with the bias, w·a is what goes into the activation function."""
    training = trainer(data)
    network, weights = Network(NETWORK, dtype="float64"), training.parameters
    flow = read(training, LinkNumbers("dense_2/kernel", "flow", "dense_1", HERE))
    probe = Activations("dense_2", OfPart(), before=True)
    z = network.probe(weights, probe, inputs=data.test.inputs[3:4])[probe].first[0]
    np.testing.assert_allclose(flow.sum(axis=0) + training.layout.view(weights, "dense_2/bias"), z, rtol=1e-12)


def test_the_gradient_of_a_link_is_the_slope_of_the_objective(data):
    training = trainer(data)
    slope = read(training, LinkNumbers("dense_2/kernel", "gradient", "dense_1", SOME))
    network = Network(NETWORK, dtype="float64", l2=0.01)
    whole = network.gradient(training.parameters, data.train.inputs[:40], data.train.targets[:40])
    np.testing.assert_allclose(slope, training.layout.view(whole, "dense_2/kernel"), rtol=1e-9, atol=1e-12)
    facts = training.probes.read([WeightFacts("dense_2/kernel", (1, 2), SOME)])
    (reading,) = facts.values()
    assert reading["gradient"] == pytest.approx(slope[1, 2], rel=1e-9)
    assert reading["value"] == training.layout.view(training.parameters, "dense_2/kernel")[1, 2]


@pytest.mark.parametrize("measure", MEASURES)
def test_the_largest_are_those_of_the_whole(data, measure):
    training = trainer(data)
    training.step()
    examples = None if measure in ("weight", "update") else SOME
    whole = read(training, LinkNumbers("dense_2/kernel", measure, "dense_1", examples))
    probe = LinkNumbers("dense_2/kernel", measure, "dense_1", examples, 6)
    reading = training.probes.read([probe])[probe]
    largest = np.argsort(-np.abs(whole.ravel()), kind="stable")[:6]
    assert set(reading["places"].tolist()) == set(largest.tolist())
    np.testing.assert_array_equal(reading.first, whole.ravel()[reading["places"]])
    assert reading.limits == (whole.min(), whole.max())
    assert reading.total == whole.size


@pytest.mark.parametrize("device", NAMES)
def test_on_every_device(data, device):
    training = trainer(data, named(device))
    before = training.parameters
    training.step()
    made = training.layout.view(training.parameters - before, "dense_1/kernel")
    np.testing.assert_allclose(read(training, LinkNumbers("dense_1/kernel", "update", "input_1")), made, atol=1e-15)
