"""What is known of a unit: the field that it really looks at lies inside the one that it could, and who excites it."""

from __future__ import annotations

import numpy as np
import pytest

from engine.errors import GraphError
from engine.graph import LayerSpec, sequential
from engine.network import Network
from engine.probes import OfPart
from engine.probes.activations import Activations
from engine.probes.effective_field import EffectiveField
from engine.probes.strongest import StrongestExamples
from engine.vision import receptive_field

ALL = OfPart()
DEEP = sequential(
    LayerSpec("x", "input", {"shape": (12, 12, 2)}),
    LayerSpec("first", "conv2d", {"filters": 3, "padding": "same"}), LayerSpec("pool", "pooling2d"),
    LayerSpec("second", "conv2d", {"filters": 4, "padding": "same", "dilation": (2,)}), LayerSpec("flat", "flatten"),
    LayerSpec("last", "dense", {"units": 3, "activation": "identity"}),
    LayerSpec("y", "output", {"loss": "categorical_cross_entropy"}))
NETWORK = Network(DEEP, dtype="float64")
WEIGHTS = NETWORK.initial_parameters(1) + np.random.default_rng(0).normal(0, 0.1, NETWORK.size)
INPUTS = np.random.default_rng(5).normal(size=(40, 12, 12, 2))


def ask(probe, inputs=INPUTS, network=NETWORK):
    return network.probe(WEIGHTS, probe, inputs=inputs)[probe]


def before(layer, inputs=INPUTS):
    probe = Activations(layer, ALL, before=True)
    return ask(probe, inputs).first


def test_the_effective_field_is_the_mean_size_of_the_slopes():
    unit, step = (2, 3, 1), 1e-6
    field = ask(EffectiveField("second", unit, ALL))["field/x"]
    for pixel in [(4, 6, 0), (5, 7, 1), (0, 2, 0), (11, 11, 1)]:
        up, down = INPUTS.copy(), INPUTS.copy()
        up[(slice(None), *pixel)] += step
        down[(slice(None), *pixel)] -= step
        slopes = (before("second", up)[:, 2, 3, 1] - before("second", down)[:, 2, 3, 1]) / (2 * step)
        assert field[pixel] == pytest.approx(np.abs(slopes).mean(), abs=1e-6)


@pytest.mark.parametrize("place", [(0, 0), (2, 3), (5, 5)])
def test_it_lies_within_the_theoretical_field_and_fills_it_over_many_examples(place):
    field = ask(EffectiveField("second", (*place, 0), ALL))["field/x"].sum(axis=-1)
    [possible] = receptive_field(DEEP, "second", place).values()
    np.testing.assert_array_equal(field > 0, possible)


def test_the_strongest_examples_are_those_and_the_weakest_too(monkeypatch):
    values = before("second")[..., 2].reshape(40, -1).max(axis=1)
    for rows in (4_096, 7):
        monkeypatch.setattr("engine.chunks.MOST_ROWS", rows)
        reading = ask(StrongestExamples("second", 2, 5), network=Network(DEEP, dtype="float64"))
        order = np.argsort(values)
        assert reading["places"].tolist() == order[::-1][:5].tolist()
        assert reading["weak_places"].tolist() == order[:5].tolist()
        np.testing.assert_allclose(reading["strongest"], values[order[::-1][:5]], rtol=1e-12)
        np.testing.assert_allclose(reading["weakest"], values[order[:5]], rtol=1e-12)


def test_units_of_a_dense_layer_have_both_too():
    values = NETWORK.activations(WEIGHTS, INPUTS)["last"][:, 1]
    assert ask(StrongestExamples("last", 1, 1))["places"].tolist() == [int(values.argmax())]
    assert ask(EffectiveField("last", (1,), ALL))["field/x"].shape == (12, 12, 2)


@pytest.mark.parametrize("probe", [EffectiveField("second", (6, 0, 0)), EffectiveField("last", (0, 0)),
                                   StrongestExamples("last", 3)])
def test_a_unit_that_is_not_there_is_said(probe):
    with pytest.raises(GraphError, match="no such unit"):
        ask(probe)
