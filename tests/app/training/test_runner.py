"""The runner trains: steps, epochs, speed, and going back."""

from __future__ import annotations

import numpy as np
import pytest

from app.document.model import Origin
from app.training.runner import LONGEST_DEBT, Runner
from app.training.snapshot import Event, StateChanged
from engine.project import Learned
from tests.app.training.jobs import Clock, by_itself, job, other, run, run_an_epoch, settings


def test_a_job_that_can_be_trained_is_ready(told: list[Event], runner: Runner) -> None:
    assert told[-1] == StateChanged("ready")


def test_a_step_is_one_minibatch_and_an_epoch_ends_with_the_last_of_them(runner: Runner) -> None:
    runner.step()
    assert (runner.snapshot().step, runner.state) == (1, "paused")
    runner.epoch()
    while runner.state == "running":
        runner.run(1.0)
    shown = runner.snapshot()
    assert (shown.epoch, shown.step, shown.batch) == (1, shown.batches, 0)
    assert len(shown.history["epoch"]) == 1


def test_play_ends_at_the_last_epoch_and_playing_again_goes_as_far_again(told: list[Event]) -> None:
    runner = Runner(told.append, clock=Clock())
    runner.build(job(settings=settings(epochs=3)))
    for expected in (3, 6):
        runner.play()
        while runner.state == "running":
            runner.run(1.0)
        assert (runner.state, runner.epochs_done) == ("finished", expected)


def patient(told: list[Event], **changes: object) -> Runner:
    """Eight epochs with patience, at a rate at which losses go up and down."""
    runner = Runner(told.append, clock=Clock())
    wild = settings(epochs=8, patience=100, optimizer="adam", optimizer_settings={"learning_rate": 1.0}, **changes)
    runner.build(job(settings=wild))
    return runner


def by_hand(runner: Runner) -> None:
    while runner.epochs_done < 8:
        runner.step()


@pytest.mark.parametrize("go", [by_itself, by_hand])
def test_the_last_epoch_takes_the_best_weights_back_however_it_was_reached(go, told: list[Event]) -> None:
    kept, back = patient(told, restore_best=False), patient(told)
    go(kept)
    go(back)
    (reason,) = told[-1].problems
    best = int(np.argmin(back.snapshot().history["validation_loss"]))
    assert best < 7
    assert (told[-1].state, reason.values["epoch"]) == ("finished", best + 1)
    np.testing.assert_array_equal(back.snapshot().parameters, reason.weights)
    assert (back.snapshot().restored, kept.snapshot().restored) == (best + 1, None)
    back.look_back(2)
    assert (back.snapshot().epoch, back.snapshot().restored) == (2, None)  # of then, not of the best epoch
    back.return_to_present()
    assert not np.array_equal(back.snapshot().parameters, kept.snapshot().parameters)
    run_an_epoch(back)  # beyond the last one nobody has said what the end is
    assert (told[-1].state, told[-1].problems) == ("finished", ())
    assert back.snapshot().restored is None


def test_weights_that_came_with_a_job_are_of_their_epoch_until_they_change(told: list[Event]) -> None:
    kept = patient(told)
    by_itself(kept)
    best = kept.snapshot()
    runner = Runner(told.append, clock=Clock())
    runner.build(job(settings=settings(epochs=8), learned=Learned(best.parameters, best.history, best.restored)))
    assert runner.snapshot().restored == best.restored
    runner.build(other(2, settings=settings(epochs=8, l2=0.1)))  # another trainer, the same weights
    assert runner.snapshot().restored == best.restored
    runner.step()
    assert runner.snapshot().restored is None
    runner.look_back(8)
    assert (runner.snapshot().step, runner.snapshot().restored) == (best.step, best.restored)
    runner.build(job(run=3, origin=Origin(2, edited=True), parameters=best.parameters + 1, learned=None))
    assert runner.snapshot().restored is None


def test_epochs_of_an_earlier_training_count_in_the_reason_to_stop(told: list[Event]) -> None:
    runner = patient(told)
    by_itself(runner)
    (reason,) = told[-1].problems
    known = runner.snapshot()
    again = Runner(told.append, clock=Clock())
    again.build(job(settings=settings(epochs=8, patience=1, optimizer_settings={"learning_rate": 9.0}),
                    learned=Learned(known.parameters, known.history)))
    by_itself(again)
    assert told[-1].problems[0].values["epoch"] > 8 >= reason.values["epoch"]


def test_a_training_from_the_seed_repeats_the_run_bit_for_bit(runner: Runner) -> None:
    begun = runner.snapshot().parameters
    run(runner, 7)
    first = runner.snapshot()
    runner.build(job(run=2))
    assert runner.state == "ready"
    assert np.array_equal(runner.snapshot().parameters, begun)
    run(runner, 7)
    assert np.array_equal(runner.snapshot().parameters, first.parameters)
    assert not np.array_equal(first.parameters, begun)


def test_a_limited_speed_makes_exactly_its_steps(told: list[Event]) -> None:
    clock = Clock(tick=0.0)
    runner = Runner(told.append, clock=clock)
    runner.build(job())
    runner.set_speed(10.0)
    runner.play()
    for tenths in range(1, 21):
        clock.tick = 0.0
        # Time stands still inside run, so it ends when nothing is due.
        wait = runner.run(1.0)
        assert runner.snapshot().step == tenths
        assert wait == pytest.approx(0.1)
        clock.now += wait


def test_of_a_long_pause_only_a_little_is_made_up_for(told: list[Event]) -> None:
    clock = Clock(tick=0.0)
    runner = Runner(told.append, clock=clock)
    runner.build(job())
    runner.set_speed(40.0)
    runner.play()
    runner.run(1.0)
    clock.now += 60.0
    runner.run(1.0)
    assert runner.snapshot().step == 1 + round(40 * LONGEST_DEBT)
