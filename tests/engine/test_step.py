"""The stages of a step: every number is the engine's, and the arithmetic that is written out gives it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from engine.data import Data, DataSpec, load
from engine.formats.project_file import read_project
from engine.graph import Graph, LayerSpec, Link, sequential
from engine.layout import ParameterLayout
from engine.optimizers import OPTIMIZERS
from engine.probes import NextStep, OfPart
from engine.probes.gradients import Delta
from engine.step import (
    BackwardStage,
    DeltaParts,
    ForwardStage,
    GradientStage,
    LossStage,
    Sight,
    Stage,
    UpdateStage,
    check_delta,
    stages,
    writing,
)
from engine.step import mistakes as slips
from engine.step.loss import COMPARISONS
from engine.training import Trainer, TrainingSettings
from engine.training.teacher import Teacher
from tests.engine.latex import read
from tests.engine.networks import perceptron

ONE = Sight(OfPart(places=(4,)))
BATCH = Sight(NextStep(), 1)
EXAMPLES = Path(__file__).parents[2] / "assets/examples"
PHASES = ["forward", "loss", "backward", "gradient", "update"]


@pytest.fixture(scope="module")
def plane() -> Data:
    return load(DataSpec("gaussian", {"samples": 60, "noise": 30}))


def trained(data: Data, graph: Graph, steps: int = 3, **settings: object) -> Trainer:
    trainer = Trainer(graph, data, TrainingSettings(**{"batch_size": 5, "dtype": "float64", "optimizer": "adam"}
                                                    | settings))
    for _ in range(steps):
        trainer.step()
    return trainer


def all_stages(trainer: Trainer) -> tuple[Stage, ...]:
    settings = trainer.settings
    return stages(trainer.graph, settings.optimizer, settings.optimizer_settings)


def calculated(line: str) -> float:
    """What the right-hand side of "x = arithmetic = value" comes to."""
    text = line.split(" = ", 1)[-1].split(r" \leftarrow ", 1)[-1].rsplit(" = ", 1)[0]
    value, _ = read(text.replace(r"\cdot", " "), np.zeros(()))
    return float(value)


def ending(line: str) -> float:
    value, _ = read(line.rsplit(" = ", 1)[-1].replace(r"\cdot", " "), np.zeros(()))
    return float(value)


@pytest.fixture
def every_digit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "TOLD", 17)


def test_the_stages_are_the_step_in_its_order(plane: Data):
    told = [(stage.phase, stage.subject) for stage in all_stages(trained(plane, perceptron(2, 3, 1)))]
    assert told == [
        ("forward", "input_1"), ("forward", "dense_1"), ("forward", "dense_2"), ("loss", "output_1"),
        ("backward", "dense_2"), ("gradient", "dense_2/kernel"), ("gradient", "dense_2/bias"),
        ("backward", "dense_1"), ("gradient", "dense_1/kernel"), ("gradient", "dense_1/bias"),
        ("update", "dense_1/kernel"), ("update", "dense_1/bias"), ("update", "dense_2/kernel"),
        ("update", "dense_2/bias")]


def test_what_is_frozen_has_no_gradient_and_nothing_comes_back_to_it():
    graph = sequential(
        LayerSpec("input_1", "input", {"shape": (2,)}),
        LayerSpec("dense_1", "dense", {"units": 3, "activation": "tanh", "trainable": False}),
        LayerSpec("dense_2", "dense", {"units": 1, "activation": "identity"}), LayerSpec("output_1", "output", {}))
    told = {(stage.phase, stage.layer) for stage in stages(graph, "sgd", {"learning_rate": 0.1})}
    assert not told & {("backward", "dense_1"), ("gradient", "dense_1"), ("update", "dense_1")}


LOSSES = {"mean_squared_error": "sigmoid", "mean_absolute_error": "tanh", "binary_cross_entropy": "sigmoid"}


@pytest.mark.parametrize("sight", [ONE, BATCH], ids=["one", "minibatch"])
@pytest.mark.parametrize(("loss", "last"), LOSSES.items(), ids=LOSSES)
def test_the_arithmetic_that_is_written_gives_the_number_that_the_engine_has(
        plane: Data, sight: Sight, loss: str, last: str, every_digit: None):
    graph = sequential(
        LayerSpec("input_1", "input", {"shape": (2,)}),
        LayerSpec("dense_1", "dense", {"units": 4, "activation": "tanh"}),
        LayerSpec("dense_2", "dense", {"units": 4, "activation": "softplus"}),
        LayerSpec("dense_3", "dense", {"units": 1, "activation": last}),
        LayerSpec("output_1", "output", {"loss": loss}))
    trainer = trained(plane, graph, l2=0.05)
    seen = set()
    for stage in all_stages(trainer):
        rows = len(stage.columns(trainer.probes.read(stage.probes(sight)), sight)[0].values)
        for chosen in range(rows):
            readings = trainer.probes.read(stage.probes(sight, chosen))
            worked = stage.worked(readings, sight, chosen)
            checked = worked.numbers[:1] if stage.phase in ("forward", "loss") else worked.numbers
            for line in checked if stage.layer != "input_1" else ():
                assert calculated(line) == pytest.approx(ending(line), rel=1e-9, abs=1e-12), line
                seen.add(stage.phase)
            main = worked.numbers[-1] if stage.phase == "update" else worked.numbers[0]
            assert ending(main) == pytest.approx(worked.value, rel=1e-14)
    assert seen == set(PHASES)


def assert_all_lines_are_true(trainer: Trainer, sight: Sight) -> int:
    """Every line with arithmetic, of every number; how many there are."""
    count = 0
    for stage in all_stages(trainer):
        rows = len(stage.columns(trainer.probes.read(stage.probes(sight)), sight)[0].values)
        for chosen in range(rows):
            worked = stage.worked(trainer.probes.read(stage.probes(sight, chosen)), sight, chosen)
            for line in worked.numbers[:1] if stage.phase == "forward" else worked.numbers:
                if r"\dots" not in line:
                    assert calculated(line) == pytest.approx(ending(line), rel=1e-7, abs=1e-12), line
                    count += 1
    return count


TEACHER = {"distillation": 0.7, "temperature": 3.0, "hint": 0.6, "hint_from": "dense_1", "hint_to": "dense_1"}


@pytest.mark.parametrize("last", ["identity", "tanh"])
@pytest.mark.parametrize("settings", [
    {"teacher": True, **TEACHER}, {"class_weights": "balanced"}, {"l2": 0.05, "l1": 0.01},
    {"teacher": True, **TEACHER, "class_weights": "balanced", "l2": 0.05}],
    ids=["teacher", "class weights", "penalty", "all"])
@pytest.mark.parametrize("classes", [2, 3])
def test_both_sides_agree_with_whatever_the_loss_is_made_of(
        classes: int, settings: dict[str, object], last: str, every_digit: None):
    rng = np.random.default_rng(0)
    inputs, targets = rng.normal(size=(20, 2)), np.arange(20) % 7 % classes
    data = Data.from_arrays(inputs, targets, test=(inputs[:2], targets[:2]), standardize=False)
    units, loss = (1, "binary_cross_entropy") if classes == 2 else (3, "categorical_cross_entropy")
    graph = sequential(
        LayerSpec("input_1", "input", {"shape": (2,)}),
        LayerSpec("dense_1", "dense", {"units": 2, "activation": "tanh"}),
        LayerSpec("dense_2", "dense", {"units": units, "activation": last}),
        LayerSpec("output_1", "output", {"loss": loss}))
    if "teacher" in settings:
        settings = settings | {"teacher": Teacher("T", graph, rng.normal(size=ParameterLayout(graph).size))}
    trainer = trained(data, graph, batch_size=3, **settings)
    for sight in (Sight(NextStep(), 0), BATCH, ONE):
        assert assert_all_lines_are_true(trainer, sight) > 20


def test_both_sides_agree_with_several_heads_of_weights_of_their_own(every_digit: None):
    rng = np.random.default_rng(1)
    data = Data.from_arrays(rng.normal(size=(20, 2)), rng.normal(size=(20, 2)), test=(np.ones((2, 2)), np.ones((2, 2))),
                            standardize=False)
    layers = (LayerSpec("x", "input", {"shape": (2,)}), LayerSpec("a", "dense", {"units": 2, "activation": "tanh"}),
              LayerSpec("b", "dense", {"units": 2, "activation": "softplus"}),
              LayerSpec("c", "dense", {"units": 2, "activation": "identity"}),
              LayerSpec("y", "output", {"weight": 0.7}),
              LayerSpec("z", "output", {"weight": 3.0, "loss": "mean_absolute_error"}))
    links = (Link("x", "a"), Link("a", "b"), Link("a", "c"), Link("b", "y"), Link("c", "z"))
    trainer = trained(data, Graph(layers, links), batch_size=3, l2=0.1)
    for sight in (BATCH, ONE):
        assert assert_all_lines_are_true(trainer, sight) > 20


@pytest.mark.parametrize("settings", [{}, {"teacher": True, "distillation": 0.7}], ids=["alone", "teacher"])
def test_both_sides_agree_where_rows_of_different_lengths_are_written(settings: dict[str, object], every_digit: None):
    data = load("reversing", asked="row", letters=2, length=3, samples=60, standardize=False)
    steps, symbols = data.target_shape
    graph = sequential(
        LayerSpec("x", "input", {"shape": data.input_shape}),
        LayerSpec("some", "slice", {"axis": 1, "start": 0, "stop": steps}),
        LayerSpec("words", "embedding", {"vocabulary": len(data.symbols), "dimension": 2}),
        LayerSpec("last", "dense", {"units": symbols, "activation": "identity"}),
        LayerSpec("y", "output", {"loss": "categorical_cross_entropy"}))
    if "teacher" in settings:
        weights = np.random.default_rng(1).normal(size=ParameterLayout(graph).size)
        settings = settings | {"teacher": Teacher("T", graph, weights)}
    trainer = trained(data, graph, batch_size=3, **settings)
    lengths = data.train.targets.any(axis=-1).sum(axis=-1)
    for length in set(lengths.tolist()):
        sight = Sight(OfPart(places=(int(np.flatnonzero(lengths == length)[0]),)))
        assert assert_all_lines_are_true(trainer, sight) > 20
        (stage,) = (stage for stage in all_stages(trainer) if stage.phase == "backward" and stage.layer == "last")
        for chosen in range(steps * symbols):
            readings = trainer.probes.read(stage.probes(sight, chosen))
            assert stage.worked(readings, sight, chosen).value != 0 or chosen // symbols >= length
            assert check_delta(stage.parts(readings, sight, chosen).delta, stage.parts(readings, sight, chosen)).right
    assert assert_all_lines_are_true(trainer, BATCH) > 20


@pytest.mark.parametrize("layers", [
    (LayerSpec("it", "batch_normalization"),), (LayerSpec("it", "layer_normalization"),),
    (LayerSpec("wide", "dense", {"units": 4, "activation": "identity"}),
     LayerSpec("it", "gaussian_sampling", {"kl_weight": 0.3}))], ids=lambda layers: layers[-1].kind)
def test_both_sides_agree_where_examples_meet_and_where_a_layer_costs_by_itself(
        layers: tuple[LayerSpec, ...], every_digit: None):
    rng = np.random.default_rng(2)
    data = Data.from_arrays(rng.normal(size=(20, 2)), rng.normal(size=(20, 1)), test=(np.ones((2, 2)), np.ones((2, 1))),
                            standardize=False)
    trainer = trained(data, sequential(
        LayerSpec("x", "input", {"shape": (2,)}), LayerSpec("a", "dense", {"units": 2, "activation": "identity"}),
        *layers, LayerSpec("b", "dense", {"units": 1, "activation": "tanh"}), LayerSpec("y", "output")), batch_size=3)
    for sight in (BATCH, ONE):
        assert assert_all_lines_are_true(trainer, sight) > 20


def test_what_skips_steps_is_not_written_as_if_it_read_them(every_digit: None):
    data = load("reversing", asked="row", letters=2, length=3, samples=60, standardize=False)
    layers = (LayerSpec("x", "input", {"shape": data.input_shape}), LayerSpec("mask", "mask", {"padding": 1}),
              LayerSpec("words", "embedding", {"vocabulary": len(data.symbols), "dimension": 2}),
              LayerSpec("memory", "gru", {"units": 2, "return_sequences": True, "masked": True}),
              LayerSpec("pool", "global_pooling", {"function": "average", "masked": True}),
              LayerSpec("y", "output", {"loss": "mean_squared_error", "target": "inputs", "columns": "1, 2"}))
    links = (Link("x", "mask"), Link("x", "words"), Link("words", "memory"), Link("mask", "memory", 1),
             Link("memory", "pool"), Link("mask", "pool", 1), Link("pool", "y"))
    trainer = trained(data, Graph(layers, links), batch_size=3)
    for sight in (BATCH, ONE):
        assert_all_lines_are_true(trainer, sight)


@pytest.mark.parametrize("optimizer", [name for name, rule in OPTIMIZERS.items() if not rule.full_batch
                                       and not name.endswith("_rule")])
def test_every_rule_is_written_with_its_numbers(plane: Data, optimizer: str, every_digit: None):
    trainer = trained(plane, perceptron(2, 3, 1), optimizer=optimizer)
    for stage in all_stages(trainer):
        if not isinstance(stage, UpdateStage):
            continue
        readings = trainer.probes.read(stage.probes(BATCH, 0))
        worked = stage.worked(readings, BATCH, 0)
        assert len(worked.numbers) == 1 + len(OPTIMIZERS[optimizer].slots)
        for line in worked.numbers:
            assert calculated(line) == pytest.approx(ending(line), rel=1e-9, abs=1e-15), line
        trainer.step()
        assert worked.value == pytest.approx(trainer.layout.view(trainer.parameters, stage.name).ravel()[0], rel=1e-12)


def test_columns_are_the_engines_own_numbers(plane: Data):
    trainer = trained(plane, perceptron(2, 3, 1, loss="binary_cross_entropy"))
    for stage in all_stages(trainer):
        readings = trainer.probes.read(stage.probes(BATCH))
        columns = {column.symbol: column.values for column in stage.columns(readings, BATCH)}
        (reading, *_) = (readings[probe] for probe in stage.probes(BATCH))
        for values in columns.values():
            assert any(values is array for array in reading.arrays.values()) or stage.phase == "update"
        if stage.phase == "update":
            np.testing.assert_array_equal(columns["Δw"], reading["new"] - reading["weights"])


def test_a_convolutional_network_is_taken_apart_too():
    data = load(DataSpec("digits", {}))
    graph = sequential(
        LayerSpec("x", "input", {"shape": (8, 8, 1)}),
        LayerSpec("conv", "conv2d", {"filters": 3, "activation": "relu"}),
        LayerSpec("pool", "pooling2d"), LayerSpec("flat", "flatten"),
        LayerSpec("last", "dense", {"units": 10, "activation": "identity"}), LayerSpec("soft", "softmax"),
        LayerSpec("y", "output", {"loss": "categorical_cross_entropy"}))
    trainer = trained(data, graph, steps=1)
    found = all_stages(trainer)
    assert ("backward", "soft") not in {(stage.phase, stage.layer) for stage in found}
    for stage in found:
        readings = trainer.probes.read(stage.probes(ONE, 1))
        assert all(len(column.values) for column in stage.columns(readings, ONE))
        worked = stage.worked(readings, ONE, 1)
        assert worked is not None
        assert np.isfinite(worked.value)
    (back,) = (stage for stage in found if stage.phase == "backward" and stage.layer == "last")
    readings = trainer.probes.read((*back.probes(ONE, 2), Delta("last", ONE.examples)))
    prediction, target = back.parts(readings, ONE, 2).head[1:3]
    assert readings[Delta("last", ONE.examples)].first[0, 2] == pytest.approx(prediction - target, rel=1e-10)


def test_two_ways_behind_a_layer_are_told_as_what_arrives(plane: Data):
    layers = (LayerSpec("x", "input", {"shape": (2,)}), LayerSpec("a", "dense", {"units": 3, "activation": "tanh"}),
              LayerSpec("b", "dense", {"units": 3, "activation": "tanh"}), LayerSpec("sum", "add"),
              LayerSpec("last", "dense", {"units": 1, "activation": "identity"}), LayerSpec("y", "output", {}))
    links = (Link("x", "a"), Link("a", "b"), Link("a", "sum", 0), Link("b", "sum", 1), Link("sum", "last"),
             Link("last", "y"))
    trainer = trained(plane, Graph(layers, links))
    (stage,) = (stage for stage in all_stages(trainer) if stage.phase == "backward" and stage.layer == "a")
    readings = trainer.probes.read(stage.probes(ONE, 1))
    parts = stage.parts(readings, ONE, 1)
    assert parts.paths == ()
    assert parts.arriving * parts.slope == pytest.approx(parts.delta, rel=1e-12)
    assert r"\partial a" in stage.worked(readings, ONE, 1).symbols[0]


# Fill in the δ

PARTS = DeltaParts(delta=(0.5 * 0.3 - 0.8 * 0.2) * 0.6, arriving=0.5 * 0.3 - 0.8 * 0.2, slope=0.6, activation=0.9,
                   paths=((0.5, 0.3), (-0.8, 0.2)), into=(1.2, 1.7))


@pytest.mark.parametrize("delta", [float("nan"), float("inf")])
def test_no_answer_agrees_with_a_delta_that_is_not_finite(delta: float):
    verdict = check_delta(1.5, DeltaParts(delta, delta, 0.6, 0.9, ((2.0, delta), (1.0, 0.1))))
    assert (verdict.right, verdict.sentence) == (False, slips.OTHER)


@pytest.mark.parametrize(("answer", "sentence"), [
    (PARTS.delta, slips.RIGHT), (-0.006, slips.RIGHT), (-0.01, slips.NO_SLOPE), (-0.009, slips.VALUE_FOR_SLOPE),
    (0.006, slips.SIGN), (0.42, slips.NOT_TRANSPOSED), (0.3, slips.NO_WEIGHTS), (0.09, slips.ONE_PATH),
    (-0.096, slips.ONE_PATH), (0.15, slips.ONE_PATH), (0.01, slips.NO_SLOPE), (3.7, slips.OTHER)])
def test_a_wrong_delta_is_traced_to_what_is_missing(answer: float, sentence: str):
    assert check_delta(answer, PARTS).sentence == sentence


def test_a_path_that_is_missing_is_named():
    paths = ((0.5, 0.3), (-0.8, 0.2), (0.4, 0.9))
    arriving = sum(weight * delta for weight, delta in paths)
    verdict = check_delta((arriving - 0.4 * 0.9) * 0.6, DeltaParts(arriving * 0.6, arriving, 0.6, 0.9, paths))
    assert (verdict.sentence, verdict.values) == (slips.MISSING_PATH, {"unit": 3})


@pytest.mark.parametrize(("answer", "sentence"), [
    (2 * (0.8 - 0.3) * 0.16, slips.RIGHT), (2 * (0.8 - 0.3), slips.NO_SLOPE), ((0.8 - 0.3) * 0.16, slips.NO_FACTOR),
    (2 * (0.3 - 0.8) * 0.16, slips.SWAPPED_DIFFERENCE)])
def test_at_the_loss_factor_and_order_are_checked(answer: float, sentence: str):
    parts = DeltaParts(2 * 0.5 * 0.16, 1.0, 0.16, 0.8, head=(COMPARISONS["mean_squared_error"], 0.8, 0.3, 1.0))
    assert check_delta(answer, parts).sentence == sentence


def test_a_slope_too_many_under_a_cross_entropy_is_found():
    parts = DeltaParts(-0.2, -0.2, 0.16, 0.8, head=(COMPARISONS["binary_cross_entropy"], 0.8, 1.0, 1.0))
    assert check_delta(-0.2 * 0.16, parts).sentence == slips.EXTRA_SLOPE
    assert check_delta(-0.2, parts).right


def test_zero_is_zero_and_nothing_else():
    parts = DeltaParts(0.0, 0.7, 0.0, 0.0)
    assert check_delta(0.0, parts).right
    assert check_delta(0.7, parts).sentence == slips.NO_SLOPE
    assert check_delta(0.2, parts).sentence == slips.ZERO


def test_every_mistake_can_be_told_on_a_real_network(plane: Data):
    """What the slip would give is computed here, from weights and δ, by matrices."""
    trainer = trained(plane, perceptron(2, 4, 4, 1), steps=10)
    (stage,) = (stage for stage in all_stages(trainer) if stage.phase == "backward" and stage.layer == "dense_1")
    weights = trainer.layout.view(trainer.parameters, "dense_2/kernel")
    asked = {name: Delta(name, ONE.examples) for name in ("dense_1", "dense_2")}
    deltas = {name: reading.first[0] for name, reading in
              zip(asked, trainer.probes.read(asked.values()).values(), strict=True)}
    for unit in range(4):
        readings = trainer.probes.read(stage.probes(ONE, unit))
        parts = stage.parts(readings, ONE, unit)
        assert check_delta(deltas["dense_1"][unit], parts).right
        transposed = float(deltas["dense_2"] @ weights[:, unit]) * parts.slope
        assert check_delta(transposed, parts).sentence == slips.NOT_TRANSPOSED
        assert check_delta(float(weights[unit] @ deltas["dense_2"]), parts).sentence in (slips.NO_SLOPE, slips.RIGHT)


@pytest.mark.thorough
@pytest.mark.parametrize("example", sorted(EXAMPLES.glob("*.ladera")), ids=lambda path: path.stem)
@pytest.mark.parametrize("sight", [ONE, BATCH], ids=["one", "minibatch"])
def test_every_example_is_taken_apart(example: Path, sight: Sight):
    project = read_project(example)
    trainer = Trainer(project.graph, load(project.data), project.training)
    trainer.step()
    for stage in all_stages(trainer):
        columns = stage.columns(trainer.probes.read(stage.probes(sight)), sight)
        assert len({len(column.values) for column in columns}) == 1
        readings = trainer.probes.read(stage.probes(sight, 0))
        assert np.isfinite(stage.worked(readings, sight, 0).value)
        if isinstance(stage, BackwardStage):
            assert check_delta(stage.parts(readings, sight, 0).delta, stage.parts(readings, sight, 0)).right


def test_stages_name_their_kinds(plane: Data):
    kinds = {type(stage) for stage in all_stages(trained(plane, perceptron(2, 3, 1)))}
    assert kinds == {ForwardStage, LossStage, BackwardStage, GradientStage, UpdateStage}
