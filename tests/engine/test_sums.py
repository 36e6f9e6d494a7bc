"""Sums of layers that slide, pool, normalise and remember, written out: they come to the engine's number."""

from __future__ import annotations

import math

import numpy as np
import pytest

from engine.data import Data, DataSpec, load
from engine.graph import LayerSpec, sequential
from engine.probes import NextStep, OfPart
from engine.step import ForwardStage, Sight
from engine.training import Trainer, TrainingSettings

ONE = Sight(OfPart(places=(4,)))
END = (LayerSpec("last", "dense", {"units": 10}), LayerSpec("softmax", "softmax"),
       LayerSpec("y", "output", {"loss": "categorical_cross_entropy"}))


@pytest.fixture(scope="module")
def digits() -> Data:
    return load(DataSpec("digits"))


def image(*layers: LayerSpec, shape: tuple[int, ...] = (8, 8, 1)):
    return sequential(LayerSpec("x", "input", {"shape": shape}), *layers, LayerSpec("flat", "flatten"), *END)


def conv(name: str, kind: str = "conv2d", **settings: object) -> LayerSpec:
    return LayerSpec(name, kind, {"filters": 4, **settings} if "depthwise" not in kind else settings)


FIRST = conv("before", padding="same", activation="tanh")
CASES = {
    "convolution": (FIRST, conv("it", activation="tanh")),
    "same, strided": (FIRST, conv("it", padding="same", strides=(2,), activation="relu")),
    "dilated, no bias": (FIRST, conv("it", dilation=(2,), use_bias=False, activation="identity")),
    "groups": (FIRST, conv("it", groups=2, activation="tanh")),
    "mirrored": (FIRST, conv("it", padding="reflect", activation="tanh")),
    "depthwise": (FIRST, conv("it", "depthwise_conv2d", multiplier=2, activation="tanh")),
    **{f"pool {function}": (FIRST, LayerSpec("it", "pooling2d", {"function": function, "padding": "same",
                                                                  "pool_size": (3,), "strides": (2,)}))
       for function in ("max", "average", "sum", "min")},
    "global": (FIRST, LayerSpec("it", "global_pooling", {"function": "average"}), LayerSpec("r", "reshape", {
        "shape": (2, 2, 1)})),
    "batch": (FIRST, LayerSpec("it", "batch_normalization")),
    "layer": (FIRST, LayerSpec("it", "layer_normalization")),
}
SEQUENCES = {f"{kind}-{whole}": (LayerSpec("rows", "reshape", {"shape": (8, 8)}), LayerSpec("it", kind, {
    "units": 5, "return_sequences": whole})) for kind in ("simple_rnn", "lstm", "gru") for whole in (False, True)}


def trained(data: Data, layers: tuple[LayerSpec, ...]) -> Trainer:
    trainer = Trainer(image(*layers), data, TrainingSettings(batch_size=16, dtype="float64"))
    for _ in range(3):
        trainer.step()
    return trainer


def sample(size: int) -> list[int]:
    return sorted({0, 1, size - 1, *np.random.default_rng(0).integers(0, size, 6).tolist()})


@pytest.mark.parametrize("name", CASES)
def test_terms_come_to_the_number_of_the_engine(digits: Data, name: str):
    trainer = trained(digits, CASES[name])
    stage = ForwardStage(trainer.graph, "it")
    spec, shape = trainer.graph.layer("it"), trainer.graph.infer()["it"]
    for chosen in sample(min(1024, math.prod(shape))):
        readings = trainer.probes.read(stage.probes(ONE, chosen))
        worked = stage.worked(readings, ONE, chosen)
        forward = readings[stage.probes(ONE)[0]]
        expected = float(forward.arrays.get("z", forward["a"])[chosen])
        assert worked.value == expected
        assert worked.terms
        function = spec.settings.get("function")
        factors = [math.prod(term) for term in worked.terms]
        if function in ("max", "min"):
            found = {"max": max, "min": min}[function](factors)
        elif spec.kind == "batch_normalization":
            (a,), (mean,), (variance,), (gamma,), (beta,) = worked.terms
            found = gamma * (a - mean) / math.sqrt(variance + spec.settings["epsilon"]) + beta
        elif spec.kind == "layer_normalization":
            numbers = np.array(factors)
            normal = (numbers - numbers.mean()) / np.sqrt(numbers.var() + spec.settings["epsilon"])
            gamma, beta = (trainer.layout.view(trainer.parameters, f"it/{role}") for role in ("gamma", "beta"))
            found = (gamma * normal + beta)[chosen % shape[-1]]
        else:
            found = sum(factors) / (len(factors) if function == "average" else 1)
        assert found == pytest.approx(expected, rel=1e-9, abs=1e-12)
        assert worked.numbers[0].startswith((r"a_", r"z_", r"\mu"))


@pytest.mark.parametrize("name", SEQUENCES)
def test_what_a_recurrent_unit_remembers_is_written_out(digits: Data, name: str):
    trainer = trained(digits, SEQUENCES[name])
    stage, shape = ForwardStage(trainer.graph, "it"), trainer.graph.infer()["it"]
    for chosen in sample(math.prod(shape)):
        readings = trainer.probes.read(stage.probes(ONE, chosen))
        worked = stage.worked(readings, ONE, chosen)
        expected = float(readings[stage.probes(ONE)[0]]["a"][chosen])
        total = sum(math.prod(term) for term in worked.terms)
        kind = trainer.graph.layer("it").kind
        assert worked.value == expected
        if kind == "simple_rnn":
            assert math.tanh(total) == pytest.approx(expected, rel=1e-9, abs=1e-12)
        elif kind == "gru":
            assert total == pytest.approx(expected, rel=1e-9, abs=1e-12)
        else:
            assert abs(expected) < abs(math.tanh(total)) + 1e-12, "the output gate lets a share of tanh c through"


def test_of_a_minibatch_the_window_is_that_of_its_row(digits: Data):
    trainer = trained(digits, CASES["convolution"])
    stage = ForwardStage(trainer.graph, "it")
    for row in (0, 3):
        sight = Sight(NextStep(), row)
        readings = trainer.probes.read(stage.probes(sight, 5))
        worked = stage.worked(readings, sight, 5)
        assert sum(math.prod(term) for term in worked.terms) == pytest.approx(worked.value, rel=1e-9, abs=1e-12)


def test_batch_statistics_of_a_step_are_not_told_as_if_they_were_the_running_ones(digits: Data):
    trainer = trained(digits, CASES["batch"])
    stage, sight = ForwardStage(trainer.graph, "it"), Sight(NextStep())
    readings = trainer.probes.read(stage.probes(sight, 0))
    assert stage.worked(readings, sight, 0).terms == ()
