"""A training that was saved goes on as if nobody had saved it."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from engine.data import DataSpec, load
from engine.errors import LaderaError
from engine.formats import progress as parts
from engine.formats import read_project, write_project
from engine.formats.archive import pieces
from engine.graph import Graph, LayerSpec, sequential
from engine.optimizers import OPTIMIZERS
from engine.project import Project
from engine.training import History, Trainer, TrainingSettings
from engine.training.marks import Change, Mark
from engine.training.progress import MOST_STATE, Progress, kept
from tests.cases import random_cases
from tests.engine.formats.test_project import WRONG, _places, _with

DATA = DataSpec("gaussian", {"samples": 50, "noise": 50}, validation_fraction=0.2)


def network(optimizer: str) -> Graph:
    """With noise and running statistics, where the optimizer can learn such a network."""
    if optimizer.endswith("_rule"):
        return sequential(
            LayerSpec("input_1", "input", {"shape": (2,)}),
            LayerSpec("dense_1", "dense", {"units": 1, "activation": "step" if "perceptron" in optimizer else
                                           "identity"}),
            LayerSpec("output_1", "output", {"loss": "mean_squared_error"}))
    return sequential(
        LayerSpec("input_1", "input", {"shape": (2,)}),
        LayerSpec("dense_1", "dense", {"units": 6, "activation": "tanh"}),
        LayerSpec("norm", "batch_normalization"),
        LayerSpec("dropout_1", "dropout", {"rate": 0.4}),
        LayerSpec("dense_2", "dense", {"units": 1, "activation": "identity"}),
        LayerSpec("output_1", "output", {"loss": "binary_cross_entropy"}))


def project_of(trainer: Trainer, **more: object) -> Project:
    return Project("t", trainer.graph, DATA, trainer.settings, parameters=trainer.parameters,
                   history=trainer.history.columns(), progress=Progress(trainer.snapshot(), **more))


def reopened(project: Project, folder: Path) -> tuple[Project, Trainer]:
    write_project(folder / "p.ladera", project)
    read = read_project(folder / "p.ladera")
    trainer = Trainer(read.graph, load(read.data), read.training)
    trainer.restore(read.progress.now, History.of(read.history, trainer.history.layers))
    return read, trainer


@pytest.mark.parametrize("steps", [5, 13, 21])  # at the end of an epoch, and within two of them
@pytest.mark.parametrize("optimizer", OPTIMIZERS)
def test_training_goes_on_bit_for_bit_after_saving_and_opening(optimizer, steps, tmp_path):
    whole = TrainingSettings(optimizer, batch_size=8, patience=2, schedule="cosine", weight_noise=0.0, epochs=30)
    through = Trainer(network(optimizer), load(DATA), whole)
    for _ in range(steps):
        through.step()
    project = project_of(through)
    read, again = reopened(project, tmp_path)
    assert read == project
    for _ in range(40):
        for trainer in (through, again):
            trainer.step()
        assert str(through.stopped) == str(again.stopped)
    assert again.parameters.tobytes() == through.parameters.tobytes()
    ours, theirs = again.history.columns(), through.history.columns()
    assert ours.array.tobytes() == theirs.array.tobytes()
    assert again.scheduled_rate == through.scheduled_rate


def test_noise_on_inputs_and_weights_goes_on_too(tmp_path):
    noisy = TrainingSettings("adam", batch_size=8, weight_noise=0.1, augmentation={"noise": 0.2},
                             adversarial={"epsilon": 0.1})
    through = Trainer(network("adam"), load(DATA), noisy)
    for _ in range(7):
        through.step()
    _, again = reopened(project_of(through), tmp_path)
    for _ in range(20):
        through.step()
        again.step()
    assert again.parameters.tobytes() == through.parameters.tobytes()


def test_earlier_moments_and_marks_come_back_and_lead_on_bit_for_bit(tmp_path):
    trainer = Trainer(network("adam"), load(DATA), TrainingSettings("adam", batch_size=8, patience=3))
    moments = [trainer.snapshot()]
    for _ in range(4):
        trainer.epoch()
        moments.append(trainer.snapshot())
    marks = (Mark(2, 10, (Change("layer", "dense_1", "activation", "relu", "tanh"),)),)
    project = project_of(trainer, moments=tuple(moments[:-1]), marks=marks, goal=77)
    read, again = reopened(project, tmp_path)
    assert (read.progress.marks, read.progress.goal) == (marks, 77)
    there = trainer.parameters
    again.restore(read.progress.moments[2])
    assert again.history.columns()["epoch"].tolist() == [1, 2]
    again.epoch()
    again.epoch()
    assert again.parameters.tobytes() == there.tobytes()


def test_equal_arrays_are_written_once(tmp_path):
    trainer = Trainer(network("adam"), load(DATA), TrainingSettings("adam", batch_size=8, patience=3))
    trainer.epoch()
    moment = trainer.snapshot()
    assert moment.best.parameters.tobytes() == moment.parameters.tobytes()
    _, one = parts.encode(Progress(moment, (moment,)))
    _, more = parts.encode(Progress(moment, (moment,) * 9))
    assert one == more


def test_a_state_that_is_too_much_is_left_out_whole(tmp_path):
    trainer = Trainer(network("adam"), load(DATA), TrainingSettings("adam", batch_size=8))
    trainer.epoch()
    moment = trainer.snapshot()
    assert kept(moment) is moment
    large = np.broadcast_to(np.zeros(1, np.float32), (MOST_STATE // 4 + 1,))
    assert (kept(replace(moment, slots={"mean": large})).slots, kept(replace(moment, slots={"m": large})).updates) == (
        {}, 0)


def test_places_of_examples_that_are_not_there_begin_an_epoch_anew():
    trainer = Trainer(network("adam"), load(DATA), TrainingSettings("adam", batch_size=8))
    trainer.step()
    moment = trainer.snapshot()
    fewer = Trainer(network("adam"), load(replace(DATA, test_fraction=0.5)), TrainingSettings("adam", batch_size=8))
    fewer.restore(moment)
    assert (fewer.batch, fewer.minibatch is None or fewer.minibatch.max() < len(fewer.data.train.inputs)) == (0, True)
    fewer.epoch()


# Trusting nothing


@pytest.fixture(scope="module")
def written() -> tuple[dict[str, object], bytes, Trainer]:
    trainer = Trainer(network("adam"), load(DATA), TrainingSettings("adam", batch_size=8, patience=3))
    start = trainer.snapshot()
    for _ in range(7):
        trainer.step()
    mark = Mark(1, 5, (Change("setting", "", "l2", 0.0, 0.1),))
    described, arrays = parts.encode(Progress(trainer.snapshot(), (start,), (mark,), 9))
    return json.loads(described), b"".join(pieces(arrays)), trainer


def decoded(described: object, arrays: bytes, trainer: Trainer) -> Progress:
    return parts.decode(described, arrays, trainer.parameters, trainer.layout.trainable, trainer.settings, "f")


@pytest.mark.parametrize("wrong", WRONG, ids=repr)
def test_a_wrong_value_anywhere_is_a_sentence_or_a_moment_to_go_on_from(written, wrong):
    described, arrays, trainer = written
    for path in _places(described):
        with suppress(LaderaError):
            found = decoded(_with(described, path, wrong), arrays, trainer)
            for moment in (found.now, *found.moments):
                trainer.restore(moment)
                trainer.step()


@random_cases(60, suppress_health_check=list(HealthCheck))
@given(place=st.integers(0, 10**6), byte=st.integers(0, 255))
def test_a_wrong_byte_in_the_arrays_is_a_sentence_or_other_numbers(written, place, byte):
    described, arrays, trainer = written
    flipped = bytearray(arrays)
    flipped[place % len(arrays)] = byte
    with suppress(LaderaError):
        decoded(described, bytes(flipped), trainer)


def test_the_state_of_another_optimizer_is_refused(written):
    described, arrays, trainer = written
    with pytest.raises(LaderaError):
        parts.decode(described, arrays, trainer.parameters, trainer.layout.trainable, TrainingSettings("sgd"), "f")
    with pytest.raises(LaderaError):
        parts.decode(described, arrays, trainer.parameters[:-1], trainer.layout.trainable, trainer.settings, "f")
