"""Trainings stop when they are told to, say why, and take the best weights back."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from engine.data import DataSpec, load
from engine.training import Trainer, TrainingSettings
from engine.training.progress import begun
from engine.training.stopping import Stopping
from tests.engine.networks import perceptron

SPEC = DataSpec("gaussian", {"samples": 60, "noise": 50}, validation_fraction=0.3)


def trainer_for(spec: DataSpec = SPEC, rate: float = 0.1, **settings: object) -> Trainer:
    return Trainer(perceptron(2, 30, 1, loss="binary_cross_entropy"), load(spec),
                   TrainingSettings(optimizer_settings={"learning_rate": rate}, batch_size=8, **settings))


def train(most: int = 400, **settings: object) -> Trainer:
    """Until it stops by itself, or the last of `most` epochs."""
    trainer = trainer_for(**settings)
    for _ in range(most):
        trainer.epoch()
        if trainer.stopped:
            break
    trainer.finish()
    return trainer


def losses(trainer: Trainer, column: str = "validation_loss") -> np.ndarray:
    return trainer.history.columns()[column]


def loss_now(trainer: Trainer) -> float:
    return trainer.evaluate("validation").loss


def test_patience_stops_so_many_epochs_after_the_best_one_and_takes_its_weights_back():
    trainer = train(patience=5)
    best = int(np.argmin(losses(trainer)))
    assert trainer.epochs_done == best + 1 + 5
    assert str(trainer.stopped) == (
        f"Stopped: no better validation loss for 5 epochs. The weights of epoch {best + 1} (loss "
        f"{losses(trainer)[best]:.4g}) are back.")
    assert loss_now(trainer) == pytest.approx(losses(trainer)[best], rel=1e-6)


def test_the_last_weights_stay_where_the_best_are_not_wanted():
    trainer = train(patience=5, restore_best=False)
    assert str(trainer.stopped).endswith(f"The best was {losses(trainer).min():.4g}, in epoch "
                                         f"{np.argmin(losses(trainer)) + 1}.")
    assert loss_now(trainer) == pytest.approx(losses(trainer)[-1])
    trainer = train(12, patience=50, restore_best=False)
    assert trainer.stopped is None
    assert loss_now(trainer) == pytest.approx(losses(trainer)[-1])


def test_after_the_last_epoch_the_best_weights_come_back_as_in_keras():
    trainer = train(12, patience=50)
    best = int(np.argmin(losses(trainer)))
    assert best < 11
    assert str(trainer.stopped) == (
        f"Done, but the validation loss was smaller before. The weights of epoch {best + 1} (loss "
        f"{losses(trainer)[best]:.4g}) are back.")
    assert loss_now(trainer) == pytest.approx(losses(trainer)[best], rel=1e-6)


def test_after_a_last_epoch_that_was_the_best_there_is_nothing_to_take_back():
    trainer = trainer_for(rate=1e-4, patience=50)
    for _ in range(5):
        trainer.epoch()
    before = trainer.parameters
    trainer.finish()
    assert np.argmin(losses(trainer)) == 4
    assert trainer.stopped is None
    np.testing.assert_array_equal(trainer.parameters, before)


def test_without_patience_the_last_weights_stay_after_the_last_epoch():
    trainer = train(30)
    assert trainer.epochs_done == 30
    assert trainer.stopped is None
    assert loss_now(trainer) == pytest.approx(losses(trainer)[-1])


@pytest.mark.parametrize("patience", [0, 300])
@pytest.mark.parametrize(("settings", "column", "reached"), [
    ({"target_loss": 0.3}, "loss", lambda value: value <= 0.3),
    ({"target_metric": 0.9}, "validation_metric", lambda value: value >= 0.9),
])
def test_a_goal_stops_at_the_first_epoch_that_reaches_it_and_keeps_its_weights(settings, column, reached, patience):
    trainer = train(patience=patience, **settings)
    values = losses(trainer, column)
    assert trainer.stopped
    assert reached(values[-1])
    assert not any(reached(value) for value in values[:-1])
    assert loss_now(trainer) == pytest.approx(losses(trainer)[-1], rel=1e-6)


def test_a_goal_in_the_epoch_in_which_patience_ends_keeps_the_weights_that_reached_it():
    patient = train(patience=5, restore_best=False)
    goal = float(losses(patient, "loss")[-1])
    assert goal < losses(patient, "loss")[:-1].min()
    trainer = train(patience=5, target_loss=goal)
    assert trainer.epochs_done == patient.epochs_done
    assert "has reached" in str(trainer.stopped)
    assert loss_now(trainer) == pytest.approx(losses(trainer)[-1], rel=1e-6)


def test_time_is_a_limit_too():
    trainer = train(time_limit=1e-9)
    assert trainer.epochs_done == 1
    assert str(trainer.stopped) == "Stopped: 1e-09 seconds of training are over."


def rows(*values: float, column: str = "validation_loss") -> list[dict[str, float]]:
    """A history with these losses, the other kind of loss falling all the time."""
    empty = {"validation_loss": np.nan, "validation_metric": np.nan, "metric": 0.5}
    return [empty | {"epoch": epoch, "loss": 1 / epoch} | {column: value} for epoch, value in enumerate(values, 1)]


def test_a_time_limit_keeps_the_weights_it_stopped_with():
    stopping = Stopping(TrainingSettings(patience=9, time_limit=3.0))
    reasons = [stopping.look(row, seconds, lambda: np.zeros(1)) for seconds, row in enumerate(rows(2, 1, 4, 3))]
    assert reasons[:3] == [None] * 3
    assert reasons[3].weights is None
    assert str(reasons[3]) == "Stopped: 3 seconds of training are over."


def test_where_there_is_no_validation_part_the_sentence_says_that_the_training_loss_was_watched():
    trainer = train(patience=3, spec=replace(SPEC, validation_fraction=0.0), rate=0.5)
    best = int(np.argmin(losses(trainer, "loss")))
    assert trainer.epochs_done == best + 1 + 3
    assert str(trainer.stopped).startswith("Stopped: no better training loss for 3 epochs (there is no validation "
                                           f"part). The weights of epoch {best + 1} ")
    stopping = Stopping(TrainingSettings(patience=9))
    for row in rows(2, 1, 3, column="loss"):
        stopping.look(row, 0.0, lambda: np.zeros(1))
    assert str(stopping.end()) == ("Done, but the training loss was smaller before (there is no validation part). The "
                                   "weights of epoch 2 (loss 1) are back.")


def test_epochs_from_before_the_training_are_counted():
    first = train(patience=5)
    later = trainer_for(patience=5)
    later.restore(begun(later.parameters, {"epoch": np.array([100.0]), "step": np.array([700.0])}, later.settings))
    while not later.stopped:
        later.epoch()
    assert later.stopped.values["epoch"] == first.stopped.values["epoch"] + 100
    assert later.restored == later.stopped.weights_epoch == later.stopped.values["epoch"]


def test_patience_can_change_between_two_steps_and_without_it_nothing_comes_back():
    trainer = train(most=12, patience=100, rate=1.0)
    assert trainer.stopped.weights is not None
    waiting = trainer_for(patience=100, rate=1.0)
    for _ in range(12):
        waiting.epoch()
    waiting.change(replace(waiting.settings, patience=0))
    waiting.finish()
    assert waiting.stopped is None


def test_a_training_that_is_sent_on_gets_its_patience_back():
    stopping = Stopping(TrainingSettings(patience=2))
    reasons = [stopping.look(row, 0.0, lambda: np.zeros(1)) for row in rows(5, 1, 4, 3, 3, 3, 0.5, 2)]
    assert [bool(reason) for reason in reasons] == [False, False, False, True, False, True, False, False]
    assert [reasons[place].values["epoch"] for place in (3, 5)] == [2, 2]
    stopping.end()
    assert stopping.look(rows(*[2] * 9)[-1], 0.0, lambda: np.zeros(1)) is None


def test_going_back_in_time_forgets_that_it_stopped_and_stops_again():
    trainer = trainer_for(patience=5)
    while not trainer.snapshot().waited:
        trainer.epoch()
    snapshot = trainer.snapshot()
    stopped = []
    for _ in range(2):
        trainer.restore(snapshot)
        while not trainer.stopped:
            trainer.epoch()
        stopped.append((trainer.epochs_done, trainer.parameters.tobytes()))
    assert stopped[0] == stopped[1]
