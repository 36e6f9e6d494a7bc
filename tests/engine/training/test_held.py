"""Muted units give 0 and frozen weights stay, whatever trains; nothing else of the network is another."""

from __future__ import annotations

import numpy as np
import pytest

from engine.data import DataSpec, load
from engine.errors import GraphError
from engine.graph import Graph, LayerSpec, sequential
from engine.layers import ShapeError
from engine.layers.held import frozen_places, muted_units, places_text, units_text
from engine.layout import ParameterLayout
from engine.network import Network
from engine.probes import NextStep, OfPart
from engine.probes.activations import Activations
from engine.probes.lesions import Lesions
from engine.probes.step import WeightStep
from engine.step import Sight, UpdateStage
from engine.training import Trainer, TrainingSettings
from tests.engine.devices import NAMES, named

DATA = DataSpec("xor", {"samples": 120})


def network(muted: str = "", frozen: str = "") -> Graph:
    return sequential(
        LayerSpec("in", "input", {"shape": (2,)}),
        LayerSpec("hidden", "dense", {"units": 6, "activation": "sigmoid", "muted": muted, "frozen": frozen}),
        LayerSpec("head", "dense", {"units": 1, "activation": "sigmoid"}),
        LayerSpec("out", "output", {"loss": "binary_cross_entropy"}))


@pytest.fixture(scope="module")
def data():
    return load(DATA)


@pytest.mark.parametrize(("text", "units"), [
    ("", ()), ("2", (1,)), ("2, 5-6", (1, 4, 5)), ("6,1 , 1-2", (0, 1, 5)), ("1–6", (0, 1, 2, 3, 4, 5))])
def test_units_are_listed_as_a_person_writes_them(text, units):
    assert muted_units({"muted": text}, (6,)) == units
    assert muted_units({"muted": units_text(units)}, (6,)) == units


@pytest.mark.parametrize("text", ["0", "7", "3-2", "two", "1-7", "-1", "1.5", "999999999999"])
def test_units_that_are_not_there_are_named(text):
    with pytest.raises(ShapeError, match="none of the 6 units"):
        muted_units({"muted": text}, (6,))
    assert any("hidden" in str(problem) for problem in network(text).problems())


def test_weights_are_listed_by_their_places():
    parameters = network().parameters_of("hidden")
    places = frozen_places({"frozen": "kernel[2,5], bias[3],kernel[1, 1]"}, parameters)
    assert places == (("kernel", (1, 4)), ("bias", (2,)), ("kernel", (0, 0)))
    assert frozen_places({"frozen": places_text(places)}, parameters) == places


@pytest.mark.parametrize("text", ["kernel", "kernel[3,1]", "bias[0]", "weights[1]", "kernel[1]", "bias[1] kernel[1,1]",
                                  "kernel[1,1]; bias[1]", "kernel[1 1]", "bias[1, ,]"])
def test_weights_that_are_not_there_are_named(text):
    with pytest.raises(ShapeError, match="no weight of this layer"):
        frozen_places({"frozen": text}, network().parameters_of("hidden"))
    assert network(frozen=text).problems()


def test_a_muted_unit_gives_nothing_and_the_loss_is_that_of_its_lesion(data):
    whole, muted = Network(network(), dtype="float64"), Network(network("3"), dtype="float64")
    weights = ParameterLayout(whole.graph).initial(4)
    inputs, targets = data.train.inputs, data.train.targets
    probe = Activations("hidden", OfPart())
    gives = muted.probe(weights, probe, inputs=inputs)[probe].first
    assert not gives[:, 2].any()
    np.testing.assert_array_equal(np.delete(gives, 2, 1), np.delete(
        whole.probe(weights, probe, inputs=inputs)[probe].first, 2, 1))
    lesions = Lesions("hidden", OfPart())
    change = whole.probe(weights, lesions, inputs=inputs, targets=targets)[lesions]["changes"][2]
    assert muted.loss(weights, inputs, targets) - whole.loss(weights, inputs, targets) == pytest.approx(change)
    slope = muted.layout.view(muted.gradient(weights, inputs, targets), "hidden/kernel")
    assert not slope[:, 2].any()
    assert slope[:, [0, 1, 3, 4, 5]].all()


@pytest.mark.parametrize("optimizer", ["sgd", "adam", "adamw", "rmsprop", "lbfgs"])
def test_frozen_weights_stay_bit_for_bit_and_the_others_learn(data, optimizer):
    trainer = Trainer(network(frozen="kernel[2,5], bias[3]"), data,
                      TrainingSettings(optimizer=optimizer, l2=0.1, batch_size=32))
    before = trainer.parameters
    for _ in range(5):
        trainer.step()
    layout, after = trainer.layout, trainer.parameters
    was, now = (layout.view(vector, "hidden/kernel") for vector in (before, after))
    assert now[1, 4] == was[1, 4]
    assert layout.view(after, "hidden/bias")[2] == layout.view(before, "hidden/bias")[2]
    assert np.count_nonzero(now == was) == 1
    assert np.count_nonzero(after == before) == 2


def test_without_a_frozen_weight_a_step_is_the_same(data):
    """A frozen weight takes nothing from the others' first step."""
    free, held = (Trainer(network(frozen=text), data, TrainingSettings(optimizer="sgd")) for text in ("", "bias[3]"))
    for trainer in (free, held):
        trainer.step()
    differ = np.flatnonzero(free.parameters != held.parameters)
    assert len(differ) == 1


def test_a_step_in_numbers_says_that_a_frozen_weight_stays(data):
    trainer = Trainer(network(frozen="kernel[2,5]"), data, TrainingSettings(dtype="float64"))
    probe = WeightStep("hidden/kernel", NextStep())
    reading = trainer.probes.read([probe])[probe]
    said = reading["new"].reshape(2, 6)
    stage = UpdateStage(trainer.graph, "hidden", "hidden/kernel", "adam", trainer.settings.optimizer_settings)
    worked = stage.worked({probe: reading}, Sight(NextStep()), 10)
    before = trainer.layout.view(trainer.parameters, "hidden/kernel").copy()
    assert worked.value == before[1, 4]
    trainer.step()
    np.testing.assert_allclose(said, trainer.layout.view(trainer.parameters, "hidden/kernel"), rtol=1e-12)
    assert said[1, 4] == before[1, 4]


@pytest.mark.parametrize("device", NAMES)
def test_on_every_device(data, device):
    trainer = Trainer(network("2", "kernel[2,5]"), data, TrainingSettings(), named(device))
    before = trainer.parameters
    trainer.step()
    trainer.step()
    now, was = (trainer.layout.view(vector, "hidden/kernel") for vector in (trainer.parameters, before))
    assert now[1, 4] == was[1, 4]
    np.testing.assert_array_equal(now[:, 1], was[:, 1])


def test_units_that_are_not_there_are_refused():
    with pytest.raises(GraphError):
        network("9").infer()
