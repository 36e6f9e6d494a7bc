"""Each kind of probe is a value, and says the same however it is read."""

from __future__ import annotations

import pickle

import numpy as np
import pytest

from engine.device import NUMPY
from engine.graph import Graph, LayerSpec, Link, sequential
from engine.network import Network
from engine.probes import PROBES, Probe
from engine.probes.activations import Activations, Inner, UnitMaps
from engine.probes.attack import GradientSignAttack
from engine.probes.attention import AttentionWeights, Look
from engine.probes.beams import Beams, Told
from engine.probes.chosen_units import ChosenUnits
from engine.probes.class_activation import ClassActivation
from engine.probes.climb import Climb
from engine.probes.computation import Computation
from engine.probes.decoded import Decoded
from engine.probes.effective_field import EffectiveField
from engine.probes.finite_differences import DeltaWitness, WeightWitness
from engine.probes.futures import Futures, Wheel
from engine.probes.gradients import Delta, OutputGradient, WeightGradient
from engine.probes.input_slopes import GradientTimesInput, InputGradient
from engine.probes.integrated_gradients import IntegratedGradients
from engine.probes.lesions import Lesions
from engine.probes.link_numbers import LinkNumbers
from engine.probes.margins import Margins
from engine.probes.matches import Matches
from engine.probes.memory import Memory, StateSlopes
from engine.probes.numbers import Numbers
from engine.probes.occlusion import Occlusion
from engine.probes.one_weight import LastChange, LossAlong, Nudges, WeightFacts
from engine.probes.predictions import Losses, MeanLoss, Penalty, Predictions
from engine.probes.robust_accuracy import RobustAccuracy
from engine.probes.smooth_gradient import SmoothGradient
from engine.probes.statistics import ActivationHistogram, UnitStatistics, WeightHistogram
from engine.probes.steering import Steered, Touch
from engine.probes.step import Backward, Forward, HeadLoss, WeightStep
from engine.probes.strongest import StrongestExamples
from engine.probes.weights import Weights
from engine.probes.window import ActivationWindow
from engine.probes.witnesses import Deletion, Forgetting
from tests.engine.fake_device import Fake
from tests.engine.probes.asked import ALL, CNN, MLP, PLANE, one, prepared

DEVICES = {"numpy": lambda: NUMPY, "fake": lambda: Fake().device}

EVERY = (
    Weights("dense_2/kernel"), Weights("dense_2/kernel", ((1, 3), (0, 4))),
    LinkNumbers("dense_2/kernel", "weight", "dense_1", count=5),
    WeightHistogram("dense_2/kernel", 7), Activations("dense_1", ALL), Activations("dense_1", ALL, before=True),
    Inner("dense_1", "preactivation", ALL), ActivationWindow("dense_1", ALL, 2, 3), UnitMaps("dense_2", PLANE),
    UnitStatistics("dense_2", ALL),
    ActivationHistogram("dense_1", ALL), Predictions("output_1", ALL), Losses(ALL), MeanLoss(ALL), Penalty(),
    WeightGradient("dense_1/kernel", ALL), Delta("dense_2", ALL), OutputGradient("dense_1", ALL),
    GradientSignAttack("output_1", 0.1, ALL), GradientSignAttack("output_1", 0.1, ALL, steps=3),
    Margins("output_1", 1, ALL, reach=0.5, places=4, directions=5),
    RobustAccuracy("output_1", (0.0, 0.2), ALL),
    Nudges("dense_1/kernel", (1, 2), ALL), LossAlong("dense_1/kernel", (1, 2), 0.5, 9, ALL), Lesions("dense_1", ALL),
    InputGradient("output_1", 1, ALL), GradientTimesInput("output_1", 1, ALL),
    IntegratedGradients("output_1", 2, ALL, steps=5), SmoothGradient("output_1", 0, ALL, copies=3),
    Occlusion("output_1", 1, ALL, (1, 2, 1), window=1, stride=1, fill="grey"),
    Forgetting(SmoothGradient("output_1", 0, ALL, copies=3)),
    Deletion(InputGradient("output_1", 1, ALL, (1, 2, 1)), steps=4, orders=2),
    Forward("dense_1"), Backward("dense_1"), HeadLoss("output_1"), Computation(), Computation("dense_2", 1),
    ChosenUnits("dense_1", (3, 0), ALL), Numbers("dense_1", (0, 1, 3)),
    WeightFacts("dense_1/kernel", (1, 2), ALL), LinkNumbers("dense_2/kernel", "flow", "dense_1", ALL),
    LinkNumbers("dense_2/kernel", "gradient", "dense_1", ALL, 5),
    WeightWitness("dense_1/kernel", (1, 2), ALL, (0.1, 1e-3)), DeltaWitness("dense_1", 2, epsilons=(0.1, 1e-3)))
ON_IMAGES = (
    ClassActivation("y", 1, ALL, layer="conv"), Occlusion("y", 2, ALL, window=3, stride=2, fill="neighbour"),
    Forgetting(ClassActivation("y", 1, ALL, layer="conv")), Deletion(ClassActivation("y", 0, ALL, layer="pool")),
    Climb("conv", (0, 2), rounds=10), EffectiveField("conv", (1, 2, 3), ALL), StrongestExamples("conv", 1, 3))
READER = sequential(
    LayerSpec("x", "input", {"shape": (5,)}), LayerSpec("e", "embedding", {"vocabulary": 4, "dimension": 3}),
    LayerSpec("m", "lstm", {"units": 4}), LayerSpec("d", "dense", {"units": 4, "activation": "identity"}),
    LayerSpec("y", "output", {"loss": "categorical_cross_entropy"}))
ON_SEQUENCES = (
    Inner("m", "forget_gate", ALL), Memory("m", ALL), StateSlopes("m", ALL), Matches("m", (0, 2), 0.05, 2, ALL),
    Steered("m", (Touch("hidden", 2, 1, 0.5),), ALL), Futures("y", (0, 1, 2, 3, 0), length=9, count=6),
    Wheel("y", "m", (0, 1, 2, 3, 0), (3, 1, 2, 3, 0), (Touch("cell", 3, 1, 2.0),), length=7, temperature=0.7))
CODER = sequential(
    LayerSpec("x", "input", {"shape": (4,)}), LayerSpec("s", "dense", {"units": 4, "activation": "identity"}),
    LayerSpec("code", "gaussian_sampling"), LayerSpec("d", "dense", {"units": 4, "activation": "tanh"}),
    LayerSpec("y", "output", {"target": "inputs"}))
ON_CODES = (Decoded("code", ((0.5, -1.0), (0.1, 0.2), (2.0, 0.0)), metric=True),)
WRITER = Graph(
    (LayerSpec("x", "input", {"shape": (5,)}), LayerSpec("e", "embedding", {"vocabulary": 5, "dimension": 4}),
     LayerSpec("m", "mask", {"padding": 4}),
     LayerSpec("a", "attention", {"heads": 2, "causal": True, "masked": True}),
     LayerSpec("l", "slice", {"start": 1, "stop": 0}), LayerSpec("d", "dense", {"units": 3, "activation": "identity"}),
     LayerSpec("y", "output", {"loss": "categorical_cross_entropy"})),
    (Link("x", "e"), Link("x", "m"), Link("e", "a"), Link("m", "a", 1), Link("a", "l"), Link("l", "d"), Link("d", "y")))
ON_TRANSLATIONS = (
    AttentionWeights("a", ALL), Beams("y", (("x", (3.0, 4.0, 0.0, 0.0, 0.0)),), Told("x", 1), steps=4),
    Beams("y", (("x", (3.0, 1.0, 0.0, 0.0, 0.0)),), Told("x", 1), 3, (0,), (Look("a", 1, 2, (0.5, 0.5, 0, 0, 0)),), 4))
OF_A_TRAINING = {WeightStep, LastChange}
"""Kinds that only a training answers; see tests/engine/training/test_step.py."""


def test_every_kind_is_tried_here():
    tried = {type(probe) for probe in EVERY + ON_IMAGES + ON_SEQUENCES + ON_CODES + ON_TRANSLATIONS}
    assert tried | OF_A_TRAINING == set(PROBES.values())


@pytest.mark.parametrize("probe", EVERY + ON_IMAGES + ON_SEQUENCES + ON_CODES + ON_TRANSLATIONS,
                         ids=lambda probe: probe.kind)
def test_a_probe_is_a_value(probe: Probe):
    sent = pickle.loads(pickle.dumps(probe))
    assert sent == probe
    assert hash(sent) == hash(probe)


@pytest.mark.parametrize(("graph", "probes"), [(MLP, EVERY), (CNN, ON_IMAGES), (READER, ON_SEQUENCES),
                                                (CODER, ON_CODES), (WRITER, ON_TRANSLATIONS)],
                         ids=["rows", "images", "sequences", "codes", "translations"])
@pytest.mark.parametrize(("device", "threads"), [*((device, 1) for device in DEVICES), ("numpy", 2), ("numpy", 3)])
def test_read_together_in_pieces_in_threads_and_on_another_device_they_say_the_same(
        graph: Graph, probes: tuple[Probe, ...], device: str, threads: int, monkeypatch: pytest.MonkeyPatch):
    network, parameters, inputs, targets = prepared(graph, l1=0.01, l2=0.1)
    alone = {probe: one(network, parameters, probe, inputs, targets) for probe in probes}
    monkeypatch.setattr("engine.chunks.MOST_ROWS", 4)
    elsewhere = Network(graph, DEVICES[device](), "float64", l1=0.01, l2=0.1, threads=threads)
    together = elsewhere.probe(parameters, *probes, *probes, inputs=inputs, targets=targets)
    assert set(together) == set(probes)
    for probe, reading in together.items():
        assert set(reading.arrays) == set(alone[probe].arrays)
        for name, array in reading.arrays.items():
            assert isinstance(array, np.ndarray | np.floating)
            np.testing.assert_allclose(array, alone[probe][name], rtol=1e-10, atol=1e-13, err_msg=f"{probe} {name}")
        assert reading.limits == pytest.approx(alone[probe].limits, rel=1e-10, abs=1e-13)
        assert reading.total == alone[probe].total


def test_a_window_onto_a_layer_says_the_limits_of_all_of_it():
    network, parameters, inputs, _ = prepared()
    whole = one(network, parameters, Activations("dense_1", ALL), inputs)
    reading = one(network, parameters, ActivationWindow("dense_1", ALL, 2), inputs)
    np.testing.assert_array_equal(reading.first, whole.first[:, :2])
    assert reading.limits == whole.limits
    assert reading.total == whole.first.size
