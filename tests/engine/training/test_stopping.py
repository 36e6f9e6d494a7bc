"""Trainings stop when they are told to, say why, and take the best weights back."""

from __future__ import annotations

import numpy as np
import pytest

from engine.data import DataSpec, load
from engine.training import Trainer, TrainingSettings
from tests.engine.networks import perceptron


def train(most: int = 400, **settings: object) -> Trainer:
    data = load(DataSpec("gaussian", {"samples": 60, "noise": 50}, validation_fraction=0.3))
    trainer = Trainer(perceptron(2, 30, 1, loss="binary_cross_entropy"), data,
                      TrainingSettings(optimizer_settings={"learning_rate": 0.1}, batch_size=8, **settings))
    for _ in range(most):
        trainer.epoch()
        if trainer.stopped:
            break
    return trainer


def test_patience_stops_so_many_epochs_after_the_best_one_and_takes_its_weights_back():
    trainer = train(patience=5)
    losses = trainer.history.columns()["validation_loss"]
    best = int(np.argmin(losses))
    assert trainer.epochs_done == best + 1 + 5
    assert str(best + 1) in str(trainer.stopped)
    assert trainer.evaluate("validation").loss == pytest.approx(losses[best], rel=1e-6)


def test_the_last_weights_stay_where_the_best_are_not_wanted():
    trainer = train(patience=5, restore_best=False)
    assert trainer.evaluate("validation").loss == pytest.approx(trainer.history.columns()["validation_loss"][-1])


@pytest.mark.parametrize(("settings", "column", "reached"), [
    ({"target_loss": 0.3}, "loss", lambda value: value <= 0.3),
    ({"target_metric": 0.9}, "validation_metric", lambda value: value >= 0.9),
])
def test_a_goal_stops_at_the_first_epoch_that_reaches_it(settings, column, reached):
    trainer = train(**settings)
    values = trainer.history.columns()[column]
    assert trainer.stopped
    assert reached(values[-1])
    assert not any(reached(value) for value in values[:-1])


def test_time_is_a_limit_too():
    trainer = train(time_limit=1e-9)
    assert trainer.epochs_done == 1
    assert "seconds" in str(trainer.stopped)


def test_nothing_stops_a_training_without_such_settings():
    trainer = train(most=30)
    assert trainer.epochs_done == 30
    assert trainer.stopped is None


def test_going_back_in_time_forgets_that_it_stopped_and_stops_again():
    trainer = train(most=3, patience=5)
    snapshot = trainer.snapshot()
    stopped = []
    for _ in range(2):
        trainer.restore(snapshot)
        while not trainer.stopped:
            trainer.epoch()
        stopped.append((trainer.epochs_done, trainer.parameters.tobytes()))
    assert stopped[0] == stopped[1]
