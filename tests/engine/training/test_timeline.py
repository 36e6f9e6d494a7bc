"""Going back in time, and on from there, gives the same numbers to the bit."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.data import DataSpec, load
from engine.device import Device
from engine.graph import LayerSpec, sequential
from engine.training import Checkpoint, Timeline, Trainer, TrainingSettings

NETWORK = sequential(
    LayerSpec("input_1", "input", {"shape": (2,)}),
    LayerSpec("dense_1", "dense", {"units": 6, "activation": "tanh"}),
    LayerSpec("norm", "batch_normalization"),
    LayerSpec("dropout_1", "dropout", {"rate": 0.5}),
    LayerSpec("dense_2", "dense", {"units": 1, "activation": "identity"}),
    LayerSpec("output_1", "output", {"loss": "binary_cross_entropy"}),
)


def new_trainer(device: Device, optimizer: str = "adam") -> Trainer:
    data = load(DataSpec("gaussian", {"samples": 50}, validation_fraction=0.2))
    return Trainer(NETWORK, data, TrainingSettings(optimizer, batch_size=8, dtype="float64"), device)


def advance(trainer: Trainer, steps: int) -> None:
    for _ in range(steps):
        trainer.step()


@pytest.mark.parametrize("optimizer", ["momentum", "adam"])
@pytest.mark.parametrize("moment", [0, 3, 4, 9])  # before the first step, within epochs, between two
def test_from_a_snapshot_training_goes_on_bit_for_bit(device, optimizer, moment):
    trainer = new_trainer(device, optimizer)
    advance(trainer, moment)
    snapshot = trainer.snapshot()
    advance(trainer, 11)
    there, history = trainer.parameters, trainer.history.columns()
    trainer.restore(snapshot)
    assert trainer.steps_done == moment
    advance(trainer, 11)
    assert trainer.parameters.tobytes() == there.tobytes()
    for name, column in trainer.history.columns().items():
        np.testing.assert_array_equal(column, history[name])


def test_a_snapshot_does_not_move_with_the_training(device):
    trainer = new_trainer(device)
    advance(trainer, 5)
    snapshot = trainer.snapshot()
    before, minibatch = snapshot.parameters.copy(), trainer.minibatch
    advance(trainer, 5)
    np.testing.assert_array_equal(snapshot.parameters, before)
    np.testing.assert_array_equal(snapshot.minibatch, minibatch)
    assert not np.array_equal(trainer.parameters, before)


def marker(epoch: int, size: int = 100) -> Checkpoint:
    return Checkpoint(epoch, 10 * epoch, 0, epoch, 0.1, 0.0, np.zeros(size, np.uint8), {}, None, {}, None, "numpy")


@given(epochs=st.integers(1, 400), budget=st.integers(300, 5_000))
def test_the_budget_holds_and_what_stays_is_spread_evenly(epochs, budget):
    timeline = Timeline(budget)
    for epoch in range(epochs + 1):
        if timeline.wants(epoch):
            timeline.add(marker(epoch))
    kept = [snapshot.epoch for snapshot in timeline]
    assert sum(snapshot.size for snapshot in timeline) <= budget
    assert kept[0] == 0
    assert set(np.diff(kept)) <= {timeline.every}
    assert epochs - kept[-1] < timeline.every


def test_an_epoch_finds_the_snapshot_before_it():
    timeline = Timeline()
    assert timeline.at(5) is None
    for epoch in (0, 2, 4, 6):
        timeline.add(marker(epoch))
    assert timeline.at(3).epoch == 2
    assert timeline.at(4).epoch == 4
    assert timeline.at(60).epoch == 6


def test_going_back_and_on_forgets_the_other_future():
    timeline = Timeline()
    for epoch in range(6):
        timeline.add(marker(epoch))
    timeline.add(marker(3))
    assert [snapshot.epoch for snapshot in timeline] == [0, 1, 2, 3]
