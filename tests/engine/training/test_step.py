"""The numbers of one step are those of the step that is taken, and PyTorch's."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from engine.data import Data, DataSpec, load
from engine.errors import GraphError, LaderaError
from engine.graph import Graph, LayerSpec, sequential
from engine.network import Network
from engine.optimizers import OPTIMIZERS
from engine.probes import NextStep, OfPart
from engine.probes.finite_differences import DeltaWitness, WeightWitness
from engine.probes.gradients import Delta
from engine.probes.one_weight import Nudges
from engine.probes.step import Backward, Forward, HeadLoss, WeightStep
from engine.probes.weights import Weights
from engine.training import Trainer, TrainingSettings
from engine.training.minibatch import Minibatch
from tests.engine.devices import NAMES, named
from tests.engine.networks import perceptron

NEXT = NextStep()
FIRST_ORDER = [name for name, optimizer in OPTIMIZERS.items()
               if not optimizer.full_batch and not name.endswith("_rule")]
TIGHT = {"rtol": 1e-12, "atol": 1e-14}


def noisy() -> Graph:
    """Everything that training does in another way than evaluation."""
    return sequential(
        LayerSpec("x", "input", {"shape": (2,)}),
        LayerSpec("first", "dense", {"units": 6, "activation": "tanh"}),
        LayerSpec("norm", "batch_normalization", {}),
        LayerSpec("drop", "dropout", {"rate": 0.5}),
        LayerSpec("second", "dense", {"units": 4, "activation": "relu"}),
        LayerSpec("third", "dense", {"units": 1, "activation": "sigmoid"}),
        LayerSpec("y", "output", {"loss": "binary_cross_entropy"}))


def trainer(data: Data, graph: Graph | None = None, **settings: Any) -> Trainer:
    chosen = {"batch_size": 8, "dtype": "float64", "seed": 3} | settings
    return Trainer(graph or noisy(), data, TrainingSettings(**chosen))


def steps(of: Trainer) -> dict[str, WeightStep]:
    return {entry.name: WeightStep(entry.name, NEXT) for entry in of.layout if entry.parameter.trainable}


@pytest.mark.parametrize("changes", [
    {}, {"l1": 0.01, "l2": 0.1}, {"clip_value": 0.01}, {"clip_norm": 0.05}, {"weight_noise": 0.1},
    {"class_weights": "balanced"}, {"augmentation": {"noise": 0.2}}, {"adversarial": {"epsilon": 0.1}},
    {"schedule": "exponential"}, {"batch_size": 0}, {"shuffle": False}], ids=str)
def test_the_numbers_are_those_of_the_step_that_follows(clouds: Data, changes: dict[str, Any]):
    training = trainer(clouds, optimizer="adam", **changes)
    asked = steps(training)
    for _ in range(12):  # through the end of an epoch, where the minibatch is a smaller one
        before = training.snapshot()
        readings = training.probes.read(asked.values())
        after = training.snapshot()
        np.testing.assert_array_equal(after.parameters, before.parameters)
        assert after.noise == before.noise
        training.step()
        for name, probe in asked.items():
            reading = readings[probe]
            for told, vector in (("weights", before.parameters), ("new", training.snapshot().parameters)):
                np.testing.assert_allclose(reading[told], training.layout.view(vector, name).ravel(), **TIGHT)
            for slot, vector in training.snapshot().slots.items():
                np.testing.assert_allclose(reading[f"after/{slot}"], training.layout.view(vector, name).ravel(),
                                           rtol=1e-10, atol=1e-14)


@pytest.mark.parametrize("optimizer", FIRST_ORDER)
def test_every_optimizer_moves_the_weights_as_it_says(clouds: Data, optimizer: str):
    training = trainer(clouds, perceptron(2, 5, 1), optimizer=optimizer)
    for _ in range(5):
        readings = training.probes.read(steps(training).values())
        training.step()
        for probe, reading in readings.items():
            np.testing.assert_allclose(reading["new"], training.layout.view(training.parameters, probe.name).ravel(),
                                       **TIGHT)


def test_a_step_of_the_perceptron_rule_follows_its_own_slope():
    data = load(DataSpec("gaussian", {"samples": 60}))
    graph = sequential(LayerSpec("x", "input", {"shape": (2,)}),
                       LayerSpec("only", "dense", {"units": 1, "activation": "step"}),
                       LayerSpec("y", "output", {"loss": "mean_squared_error"}))
    training = trainer(data, graph, optimizer="perceptron_rule", batch_size=1)
    for _ in range(20):
        (reading,) = training.probes.read([WeightStep("only/kernel", NEXT)]).values()
        training.step()
        np.testing.assert_allclose(reading["new"], training.layout.view(training.parameters, "only/kernel").ravel(),
                                   **TIGHT)


@pytest.mark.parametrize("changes", [{}, {"clip_norm": 0.05}, {"clip_value": 0.01}], ids=str)
@pytest.mark.parametrize("optimizer", ["sgd", "adamw", "momentum"])
def test_weights_that_are_frozen_one_by_one_stay(clouds: Data, optimizer: str, changes: dict[str, Any]):
    graph = sequential(
        LayerSpec("x", "input", {"shape": (2,)}),
        LayerSpec("first", "dense", {"units": 4, "activation": "tanh", "frozen": "kernel[1,2], bias[3]"}),
        LayerSpec("last", "dense", {"units": 1, "activation": "sigmoid", "frozen": "kernel[2,1]"}),
        LayerSpec("y", "output", {"loss": "binary_cross_entropy"}))
    training = trainer(clouds, graph, optimizer=optimizer, **changes)
    for _ in range(4):
        readings = training.probes.read(steps(training).values())
        training.step()
        for probe, reading in readings.items():
            np.testing.assert_allclose(reading["new"], training.layout.view(training.parameters, probe.name).ravel(),
                                       **TIGHT)
    first = readings[WeightStep("first/kernel", NEXT)]
    assert first["new"][1] == first["weights"][1]
    assert first["followed"][1] == 0.0 != first["gradient"][1]


def test_through_a_muted_unit_nothing_goes_and_nothing_comes_back(clouds: Data):
    graph = sequential(
        LayerSpec("x", "input", {"shape": (2,)}),
        LayerSpec("first", "dense", {"units": 4, "activation": "tanh", "muted": "2"}),
        LayerSpec("last", "dense", {"units": 1, "activation": "sigmoid"}),
        LayerSpec("y", "output", {"loss": "binary_cross_entropy"}))
    training = trainer(clouds, graph)
    readings = training.probes.read([Forward("first", NEXT), Backward("first", NEXT)])
    forward, back = readings.values()
    assert forward["a"][1] == back["delta"][1] == back["slope"][1] == 0.0
    assert forward["z"][1] != 0.0
    np.testing.assert_allclose(back["arriving"] * back["slope"], back["delta"], **TIGHT)


def test_looking_at_the_next_step_leaves_the_training_bit_for_bit_as_it_was(clouds: Data):
    watched, alone = (trainer(clouds, optimizer="adam", weight_noise=0.1) for _ in range(2))
    for _ in range(15):
        watched.probes.read([*steps(watched).values(), Forward("drop", NEXT), Backward("first", NEXT)])
        watched.step()
        alone.step()
    np.testing.assert_array_equal(watched.parameters, alone.parameters)


@pytest.mark.parametrize("noise", [0.0, 0.1])
@pytest.mark.parametrize("earlier", [False, True])
def test_a_step_that_cannot_be_got_ready_leaves_the_training_as_it_was(clouds: Data, monkeypatch: pytest.MonkeyPatch,
                                                                       noise: float, earlier: bool):
    def lacking(batch: Minibatch) -> None:
        raise MemoryError

    training = trainer(clouds, weight_noise=noise)
    moment = training.snapshot()
    training.epoch()
    before = training.snapshot()
    monkeypatch.setattr(Minibatch, "draw", lacking)
    with pytest.raises(LaderaError, match="not enough memory"):
        training.reader(moment if earlier else None).read([HeadLoss("y", NEXT)])
    np.testing.assert_array_equal(training.parameters, before.parameters)
    assert training.snapshot().noise == before.noise


def test_the_step_after_an_earlier_moment_is_the_one_that_was_taken_then(clouds: Data):
    training = trainer(clouds, optimizer="adam")
    for _ in range(3):
        training.step()
    moments, wanted = [], []
    for _ in range(12):
        moments.append(training.snapshot())
        training.step()
        wanted.append(training.parameters)
    present = training.snapshot()
    for moment, after in zip(moments, wanted, strict=True):
        for probe, reading in training.reader(moment).read(steps(training).values()).items():
            np.testing.assert_allclose(reading["new"], training.layout.view(after, probe.name).ravel(), **TIGHT)
            assert reading.step == moment.step
    np.testing.assert_array_equal(training.parameters, present.parameters)
    assert training.snapshot().noise == present.noise


def test_all_numbers_of_a_step_are_those_of_pytorch(clouds: Data):
    torch = pytest.importorskip("torch")
    training = trainer(clouds, perceptron(2, 5, 3, 1, loss="binary_cross_entropy"), optimizer="momentum", l2=0.01)
    for _ in range(4):
        training.step()
    names = ("dense_1", "dense_2", "dense_3")
    before = training.snapshot()
    rows = range(8)
    asked = [kind(name, NEXT, row) for kind in (Forward, Backward) for name in names for row in rows]
    readings = training.probes.read([*asked, *(HeadLoss("output_1", NEXT, row) for row in rows),
                                     *steps(training).values()])
    training.step()
    places = training.minibatch
    weights = {name: torch.tensor(np.array(array), requires_grad=True)
               for name, array in training.layout.arrays(before.parameters).items()}
    a, zs, activations = torch.tensor(clouds.train.inputs[places]), [], []
    for name in names:
        z = a @ weights[f"{name}/kernel"] + weights[f"{name}/bias"]
        z.retain_grad()
        a = torch.tanh(z) if name != "dense_3" else z
        zs.append(z)
        activations.append(a)
    losses = torch.nn.functional.binary_cross_entropy_with_logits(a, torch.tensor(clouds.train.targets[places]),
                                                                  reduction="none")
    losses.sum().backward(retain_graph=True)
    for place, name in enumerate(names):
        for row in rows:
            np.testing.assert_allclose(readings[Forward(name, NEXT, row)]["z"], zs[place][row].detach(), **TIGHT)
            np.testing.assert_allclose(readings[Forward(name, NEXT, row)]["a"], activations[place][row].detach(),
                                       **TIGHT)
            back = readings[Backward(name, NEXT, row)]
            np.testing.assert_allclose(back["delta"], zs[place].grad[row], **TIGHT)
            np.testing.assert_allclose(back["arriving"] * back["slope"], back["delta"], **TIGHT)
    for row in rows:
        head = readings[HeadLoss("output_1", NEXT, row)]
        assert head["loss"][0] == pytest.approx(losses[row].item(), rel=1e-12)
        assert head["mean"] == pytest.approx(losses.mean().item(), rel=1e-12)
    for tensor in weights.values():
        tensor.grad = None
    penalty = 0.005 * sum((weights[f"{name}/kernel"] ** 2).sum() for name in names)
    (losses.mean() + penalty).backward()
    for name, tensor in weights.items():
        np.testing.assert_allclose(readings[WeightStep(name, NEXT)]["gradient"], tensor.grad.numpy().ravel(), **TIGHT)


@pytest.mark.parametrize("device", NAMES)
def test_a_step_on_one_example_is_the_one_that_a_minibatch_of_it_alone_takes(clouds: Data, device: str):
    graph, one = perceptron(2, 5, 1), OfPart(places=(7,))
    training = Trainer(graph, clouds, TrainingSettings(optimizer="momentum", dtype="float64"), named(device))
    readings = training.probes.read([WeightStep(name, one) for name in steps(training)])
    train = replace(clouds.train, inputs=clouds.train.inputs[7:8], targets=clouds.train.targets[7:8],
                    raw=clouds.train.raw[7:8])
    alone = Trainer(graph, replace(clouds, train=train), TrainingSettings(optimizer="momentum", dtype="float64"))
    alone.set_parameters(training.parameters)
    alone.step()
    for probe, reading in readings.items():
        np.testing.assert_allclose(reading["new"], alone.layout.view(alone.parameters, probe.name).ravel(), **TIGHT)


def test_each_example_of_the_minibatch_adds_its_nudge_to_the_gradient(clouds: Data):
    training = trainer(clouds)
    gradient = WeightStep("second/kernel", NEXT)
    nudges = {(k, j): Nudges("second/kernel", (k, j), NEXT) for k in range(6) for j in range(4)}
    readings = training.probes.read([gradient, *nudges.values()])
    for (k, j), probe in nudges.items():
        assert readings[probe].first.shape == (8,)
        assert readings[probe].first.mean() == pytest.approx(readings[gradient].first.reshape(6, 4)[k, j], rel=1e-10,
                                                              abs=1e-14)


def test_weights_are_those_that_the_step_reads(clouds: Data):
    training = trainer(clouds, weight_noise=0.3)
    still, moved = Weights("first/kernel"), Weights("first/kernel", examples=NEXT)
    readings = training.probes.read([still, moved])
    assert not np.allclose(readings[still].first, readings[moved].first)
    np.testing.assert_array_equal(training.probes.read([still])[still].first, readings[still].first)


@pytest.mark.parametrize(("graph", "layer"), [(perceptron(2, 5, 1), "dense_1"), (noisy(), "first"), (noisy(), "norm")])
def test_the_witness_of_a_delta_is_two_passes_of_the_network(clouds: Data, graph: Graph, layer: str):
    training = trainer(clouds, graph)
    row, unit = 2, 3
    asked = DeltaWitness(layer, unit, NEXT, row)
    back = Backward(layer, NEXT, row)
    readings = training.probes.read([asked, back])
    witness = readings[asked]
    assert witness["exact"] == pytest.approx(readings[back]["delta"][unit], rel=1e-12)
    errors = np.abs(witness["quotients"] - witness["exact"])
    assert errors.min() < 1e-8 * max(1.0, abs(witness["exact"]))


def test_a_witness_of_a_convolution_finds_the_place_of_its_unit():
    network = Network(sequential(
        LayerSpec("x", "input", {"shape": (5, 6, 2)}),
        LayerSpec("conv", "conv2d", {"filters": 3, "kernel_size": (2, 3), "activation": "tanh"}),
        LayerSpec("flat", "flatten"), LayerSpec("last", "dense", {"units": 1, "activation": "identity"}),
        LayerSpec("y", "output", {})), dtype="float64")
    rng, size = np.random.default_rng(0), int(np.prod(network.shapes["conv"]))
    parameters = rng.normal(size=network.size)
    inputs, targets = rng.normal(size=(4, 5, 6, 2)), rng.normal(size=(4, 1))
    asked = {unit: DeltaWitness("conv", unit, OfPart(places=(2,)), epsilons=(1e-4,)) for unit in range(0, size, 7)}
    delta = Delta("conv", OfPart(places=(2,)))
    readings = network.probe(parameters, delta, *asked.values(), inputs=inputs, targets=targets)
    for unit, probe in asked.items():
        assert readings[probe]["exact"] == pytest.approx(readings[delta].first.ravel()[unit], rel=1e-12)
        assert readings[probe]["quotients"][0] == pytest.approx(float(readings[probe]["exact"]), rel=1e-5, abs=1e-7)


def test_rounding_ruins_the_witness_in_single_precision_before_it_does_in_double():
    def errors(dtype: str) -> np.ndarray:
        network = Network(perceptron(2, 5, 1), dtype=dtype)
        rng = np.random.default_rng(1)
        parameters = rng.normal(size=network.size)
        probe = WeightWitness("dense_1/kernel", (0, 1), OfPart())
        reading = network.probe(parameters, probe, inputs=rng.normal(size=(20, 2)),
                                targets=rng.normal(size=(20, 1)))[probe]
        assert reading["plus"].dtype == dtype
        return np.abs(reading["quotients"] - reading["exact"])

    single, double = errors("float32"), errors("float64")
    assert single.argmin() < double.argmin()
    assert single.min() > 100 * double.min()
    assert single[-1] > 1e3 * single.min()


def test_the_two_passes_are_real_ones():
    network = Network(perceptron(2, 5, 1), dtype="float64", l2=0.1)
    rng = np.random.default_rng(1)
    parameters, inputs, targets = rng.normal(size=network.size), rng.normal(size=(20, 2)), rng.normal(size=(20, 1))
    probe = WeightWitness("dense_1/kernel", (1, 2), OfPart(), (0.5, 1e-3))
    reading = network.probe(parameters, probe, inputs=inputs, targets=targets)[probe]
    for epsilon, plus, minus in zip((0.5, 1e-3), reading["plus"], reading["minus"], strict=True):
        for sign, told in ((1, plus), (-1, minus)):
            moved = parameters.copy()
            network.layout.view(moved, "dense_1/kernel")[1, 2] += sign * epsilon
            assert told == pytest.approx(network.objective(moved, inputs, targets), rel=1e-12)


@pytest.mark.parametrize(("ask", "words"), [
    (lambda: Forward("first", OfPart()), "one example"),
    (lambda: WeightStep("norm/moving_mean", NEXT), "not trained"),
    (lambda: HeadLoss("first", NEXT), "no output"),
    (lambda: DeltaWitness("first", 6, NEXT), "no unit 6"),
    (lambda: WeightStep("nothing/kernel", NEXT), "no weights called"),
])
def test_what_a_step_has_not_is_said(clouds: Data, ask: Callable, words: str):
    with pytest.raises(GraphError, match=words):
        trainer(clouds).probes.read([ask()])


def test_without_a_training_there_is_no_next_step():
    network = Network(perceptron(2, 5, 1))
    for probe in (Forward("dense_1", NEXT), WeightStep("dense_1/kernel")):
        with pytest.raises(GraphError, match="no training"):
            network.probe(network.initial_parameters(0), probe, inputs=np.zeros((1, 2)), targets=np.zeros((1, 1)))


def test_an_optimizer_that_searches_has_a_gradient_only(clouds: Data):
    training = trainer(clouds, perceptron(2, 3, 1), optimizer="bfgs", batch_size=0)
    (reading,) = training.probes.read([WeightStep("dense_1/kernel", NEXT)]).values()
    assert set(reading.arrays) == {"weights", "penalty", "teacher", "gradient"}
