"""Sums of layers that slide, pool, normalise and remember, written out, forward, back and for their weights: they come
to the engine's number."""

from __future__ import annotations

import math

import numpy as np
import pytest

from engine.data import Data, DataSpec, load
from engine.graph import LayerSpec, sequential
from engine.probes import NextStep, OfPart
from engine.probes.step import Backward
from engine.step import BackwardStage, ForwardStage, GradientStage, Sight
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


# Back, and for weights

HANDED_ON = {"flatten": (FIRST,), "activation": (conv("it", activation="identity"), LayerSpec("bent", "activation", {
    "function": "tanh"})), "dropout": (FIRST, LayerSpec("it", "dropout")), "relu, then max": (
        conv("before", padding="same", activation="relu"), LayerSpec("it", "pooling2d"))}
WORDS = (LayerSpec("words", "embedding", {"vocabulary": 17, "dimension": 3}),)


def back_to(trainer: Trainer, layer: str, sight: Sight) -> int:
    """Each δ of a layer beside what its terms come to; how many were written out."""
    stage, written = BackwardStage(trainer.graph, layer), 0
    for chosen in sample(min(1024, math.prod(trainer.graph.infer()[layer]))):
        readings = trainer.probes.read(stage.probes(sight, chosen))
        assert not any(reading.error for reading in readings.values())
        worked = stage.worked(readings, sight, chosen)
        reading = readings[stage.probes(sight)[0]]
        assert worked.value == reading["delta"][chosen]
        slope = stage._slope_at(readings, sight, chosen)
        if r"\frac{\partial \ell}" in worked.symbols[0]:
            continue
        written += 1
        total = sum(math.prod(term) for term in worked.terms) * (1.0 if slope is None else slope)
        assert total == pytest.approx(worked.value, rel=1e-7, abs=1e-12)
    return written


@pytest.mark.parametrize("name", [*CASES, *HANDED_ON])
def test_what_comes_back_through_a_layer_adds_up_to_the_delta_of_the_one_before(digits: Data, name: str):
    layers = {**CASES, **HANDED_ON}[name]
    trainer = trained(digits, layers)
    assert back_to(trainer, layers[0].name, ONE) >= 5


@pytest.mark.parametrize("name", SEQUENCES)
def test_what_comes_back_through_time_adds_up(digits: Data, name: str):
    rows, it = SEQUENCES[name]
    before = LayerSpec("before", "dense", {"units": 3, "activation": "tanh"})
    assert back_to(trained(digits, (rows, before, it)), "before", ONE) >= 5


def test_of_a_minibatch_what_comes_back_is_that_of_its_row(digits: Data):
    for row in (0, 5):
        assert back_to(trained(digits, CASES["convolution"]), "before", Sight(NextStep(), row)) >= 5


def weights_of(trainer: Trainer, layer: str, sight: Sight = ONE) -> set[str]:
    """Each gradient beside what its terms come to; the arrays of which it was written out."""
    written = set()
    for entry in trainer.layout:
        if entry.layer != layer or not entry.parameter.trainable:
            continue
        stage = GradientStage(trainer.graph, layer, entry.name, "adam")
        for chosen in sample(min(1024, entry.size)):
            readings = trainer.probes.read(stage.probes(sight, chosen))
            assert not any(reading.error for reading in readings.values())
            worked = stage.worked(readings, sight, chosen)
            nudges = readings[stage.probes(sight, chosen)[1]].first
            if r"\delta" not in "".join(worked.symbols):
                continue
            written.add(entry.role)
            if len(nudges) == 1:
                assert sum(math.prod(term) for term in worked.terms) == pytest.approx(
                    float(nudges[0]), rel=1e-7, abs=1e-12)
            else:
                made = stage._recipe(sight, chosen).written(readings)
                assert sum(math.prod(term) for term in made.terms) == pytest.approx(
                    float(nudges[sight.row]), rel=1e-7, abs=1e-12)
                assert len(worked.numbers) == 2
    return written


@pytest.mark.parametrize(("name", "roles"), [
    ("convolution", {"kernel", "bias"}), ("same, strided", {"kernel", "bias"}), ("dilated, no bias", {"kernel"}),
    ("groups", {"kernel", "bias"}), ("mirrored", {"kernel", "bias"}), ("depthwise", {"kernel", "bias"}),
    ("batch", {"gamma", "beta"}), ("layer", {"gamma", "beta"})])
def test_the_gradient_of_shared_weights_is_the_sum_over_all_places(digits: Data, name: str, roles: set[str]):
    assert weights_of(trained(digits, CASES[name]), "it") == roles


@pytest.mark.parametrize("name", SEQUENCES)
def test_the_gradient_of_recurrent_weights_is_the_sum_over_all_steps(digits: Data, name: str):
    assert weights_of(trained(digits, SEQUENCES[name]), "it") == {"kernel", "recurrent_kernel", "bias"}


def test_gradients_of_a_matrix_on_a_sequence_and_of_words(digits: Data):
    rows, it = SEQUENCES["gru-True"]
    before = LayerSpec("before", "dense", {"units": 3, "activation": "tanh"})
    assert weights_of(trained(digits, (rows, before, it)), "before") == {"kernel", "bias"}
    graph = sequential(LayerSpec("x", "input", {"shape": (64,)}), *WORDS, LayerSpec("flat", "flatten"), *END)
    plain = load(DataSpec("digits", standardize=False))
    trainer = Trainer(graph, plain, TrainingSettings(batch_size=16, dtype="float64"))
    trainer.step()
    assert weights_of(trainer, "words") == {"embeddings"}


def test_of_a_minibatch_the_gradient_of_its_row_is_written_out(digits: Data):
    trainer = trained(digits, CASES["convolution"])
    assert weights_of(trainer, "it", Sight(NextStep(), 3)) == {"kernel", "bias"}


def test_statistics_of_a_minibatch_and_shared_weights_are_not_told_as_if_one_example_had_them(digits: Data):
    trainer = trained(digits, CASES["batch"])
    assert back_to(trainer, "before", Sight(NextStep())) == 0
    assert weights_of(trainer, "it", Sight(NextStep())) == set()


def test_a_layer_past_which_the_next_one_reads_has_its_own_derivatives(digits: Data):
    """A normalisation, or a reshaping, before a Flatten: it reads the numbers before they were put into shape."""
    first, norm = FIRST, LayerSpec("norm", "batch_normalization")
    trainer = trained(digits, (first, norm, LayerSpec("rows", "reshape", {"shape": (16, 16)})))
    told = {name: Backward(name, ONE.examples) for name in ("norm", "rows", "flat")}
    readings = trainer.probes.read(told.values())
    deltas = [readings[probe]["delta"] for probe in told.values()]
    assert np.abs(deltas[0]).max() > 0
    for delta in deltas[1:]:
        np.testing.assert_array_equal(delta, deltas[0])
