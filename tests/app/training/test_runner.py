"""The trainer's orders, without a thread."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from app.training.record import MOST_STORED, Record, storable
from app.training.runner import Runner
from app.training.snapshot import DeviceChanged, Event, Failed, Job, StateChanged
from engine.data import DataSpec
from engine.device import NUMPY
from engine.errors import DeviceError, LaderaError
from engine.training import History, TrainingSettings
from engine.training.gradient_norms import weighted_layers
from engine.training.history import COLUMNS, norm_columns

from .conftest import network, project


class Clock:
    """Time that passes only when it is told to, or a little with every look."""

    def __init__(self, tick: float = 1e-4) -> None:
        self.now, self.tick = 100.0, tick

    def __call__(self) -> float:
        self.now += self.tick
        return self.now


def job(**changes: object) -> Job:
    whole = project()
    return replace(Job(whole.graph, whole.data, whole.training), **changes)


def settings(**changes: object) -> TrainingSettings:
    return TrainingSettings(**{"epochs": 1_000_000, **changes})


@pytest.fixture
def told() -> list[Event]:
    return []


@pytest.fixture
def runner(told: list[Event]) -> Runner:
    runner = Runner(told.append, clock=Clock())
    runner.build(job())
    return runner


def run(runner: Runner, steps: int) -> None:
    for _ in range(steps):
        runner.step()


def run_an_epoch(runner: Runner) -> None:
    runner.epoch()
    while runner.state == "running":
        runner.run(1.0)


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


def by_itself(runner: Runner) -> None:
    runner.play()
    while runner.state == "running":
        runner.run(1.0)


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
    history = {name: column.tolist() for name, column in best.history.items()}
    again = replace(job(settings=settings(epochs=8)), parameters=best.parameters, history=history,
                    weights_epoch=best.restored)
    runner.build(again)
    assert runner.snapshot().restored == best.restored
    runner.build(replace(again, settings=settings(epochs=8, l2=0.1)))  # another trainer, the same weights
    assert runner.snapshot().restored == best.restored
    runner.step()
    assert runner.snapshot().restored is None
    runner.look_back(8)
    assert (runner.snapshot().step, runner.snapshot().restored) == (best.step, best.restored)
    runner.build(replace(again, settings=settings(epochs=8, l2=0.1), parameters=best.parameters + 1, edited=True,
                         weights_epoch=None))
    assert runner.snapshot().restored is None
    runner.reset()
    assert runner.snapshot().restored is None


def test_epochs_of_an_earlier_training_count_in_the_reason_to_stop(told: list[Event]) -> None:
    runner = patient(told)
    by_itself(runner)
    (reason,) = told[-1].problems
    runner.build(job(settings=settings(epochs=8, patience=1, optimizer_settings={"learning_rate": 9.0})))
    by_itself(runner)
    assert told[-1].problems[0].values["epoch"] > 8 >= reason.values["epoch"]


def test_reset_repeats_the_run_bit_for_bit(runner: Runner) -> None:
    begun = runner.snapshot().parameters
    run(runner, 7)
    first = runner.snapshot()
    runner.reset()
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


def test_the_learning_rate_is_hot_and_other_settings_keep_weights_and_history(runner: Runner) -> None:
    runner.play()
    runner.run(0.05)
    before = runner.snapshot()
    runner.build(job(settings=settings(optimizer_settings={"learning_rate": 0.5})))
    hot = runner.snapshot()
    assert (hot.learning_rate, hot.step, runner.state) == (0.5, before.step, "running")
    runner.build(job(settings=settings(optimizer="sgd", batch_size=10)))
    after = runner.snapshot()
    assert np.array_equal(after.parameters, before.parameters)
    assert np.array_equal(after.history["loss"], before.history["loss"])
    assert (after.epoch, after.batches, runner.state) == (before.epoch, 6, "running")


def test_going_back_takes_the_best_epoch_and_forgets_what_came_after(runner: Runner) -> None:
    runner.build(job(settings=settings(optimizer="adam", optimizer_settings={"learning_rate": 0.05})))
    for _ in range(5):
        run_an_epoch(runner)
    runner.set_learning_rate(50.0)  # from here on it only gets worse
    for _ in range(3):
        run_an_epoch(runner)
    shown = runner.snapshot().history
    best = int(np.argmin(shown["loss"]))
    runner.go_back()
    after = runner.snapshot()
    assert after.epoch == best + 1
    np.testing.assert_array_equal(after.history["loss"], shown["loss"][:best + 1])
    assert (after.learning_rate, runner.state) == (0.05, "paused")
    run_an_epoch(runner)
    assert runner.snapshot().history["epoch"].tolist() == list(range(1, best + 3))
    assert len(shown["loss"]) == 8  # what was given out before stays as it was


def test_going_back_without_a_finished_epoch_is_the_beginning(runner: Runner) -> None:
    begun = runner.snapshot().parameters
    run(runner, 1)
    runner.go_back()
    assert runner.snapshot().step == 0
    assert np.array_equal(runner.snapshot().parameters, begun)


def test_epochs_are_counted_on_after_a_change_of_optimizer(runner: Runner) -> None:
    for optimizer in ("adam", "sgd", "momentum"):
        runner.build(job(settings=settings(optimizer=optimizer)))
        runner.epoch()
        while runner.state == "running":
            runner.run(1.0)
    assert runner.snapshot().history["epoch"].tolist() == [1, 2, 3]


def test_where_a_training_rests_is_the_end_of_its_path(runner: Runner) -> None:
    runner._path.every = 1_000  # far more than it will make
    for go in (runner.step, lambda: run_an_epoch(runner)):
        go()
        path, latest = runner.snapshot().path.seen(), runner.snapshot()
        assert path.steps[-1] == latest.step
        np.testing.assert_array_equal(path.points[-1], latest.parameters)


def test_another_structure_starts_from_the_initial_weights(runner: Runner) -> None:
    run(runner, 3)
    runner.build(job(graph=network(units=5)))
    fresh = Runner(lambda event: None)
    fresh.build(job(graph=network(units=5)))
    assert runner.state == "ready"
    assert np.array_equal(runner.snapshot().parameters, fresh.snapshot().parameters)


def test_another_seed_starts_from_other_weights(runner: Runner) -> None:
    before = runner.snapshot().parameters
    runner.build(job(settings=settings(seed=1)))
    assert not np.array_equal(runner.snapshot().parameters, before)


def test_a_new_name_keeps_the_weights(runner: Runner) -> None:
    run(runner, 3)
    before = runner.snapshot()
    runner.build(job(graph=network().renamed("dense_1", "hidden")))
    after = runner.snapshot()
    assert np.array_equal(after.parameters, before.parameters)
    assert "hidden" in after.graph


def test_other_data_of_the_same_kind_keep_the_weights_and_start_the_history_anew(runner: Runner) -> None:
    runner.epoch()
    while runner.state == "running":
        runner.run(1.0)
    before = runner.snapshot()
    runner.build(job(data=DataSpec("circle", {"samples": 60})))
    after = runner.snapshot()
    assert np.array_equal(after.parameters, before.parameters)
    assert (after.epoch, len(after.history["epoch"])) == (0, 0)


def test_what_was_learned_before_goes_on_and_reset_goes_back_behind_it(runner: Runner) -> None:
    initial = runner.snapshot().parameters
    for _ in range(2):
        runner.epoch()
        while runner.state == "running":
            runner.run(1.0)
    learned = runner.snapshot()
    again = Runner(lambda event: None)
    again.build(job(parameters=learned.parameters, history=storable(learned.history), anew=True))
    opened = again.snapshot()
    assert (opened.epoch, opened.step, again.state) == (2, learned.step, "paused")
    assert np.array_equal(opened.parameters, learned.parameters)
    again.epoch()
    while again.state == "running":
        again.run(1.0)
    assert again.snapshot().history["epoch"].tolist() == [1, 2, 3]
    again.reset()
    assert np.array_equal(again.snapshot().parameters, initial)
    assert again.snapshot().epoch == 0


def test_edited_weights_are_taken_and_the_history_stays(runner: Runner) -> None:
    run(runner, 3)
    edited = np.zeros_like(runner.snapshot().parameters)
    runner.build(job(parameters=edited, edited=True))
    assert np.array_equal(runner.snapshot().parameters, edited)
    assert runner.snapshot().step == 3


def test_problems_are_told_all_at_once_and_cured_by_the_next_job(told: list[Event], runner: Runner) -> None:
    broken = network(inputs=3).with_settings("dense_2", {"units": 2})
    runner.build(job(graph=broken))
    assert told[-1].state == "empty"
    assert {layer for problem in told[-1].problems for layer in problem.layers} >= {"input_1", "output_1"}
    assert runner.snapshot() is None
    for order in (runner.play, runner.pause, runner.step, runner.epoch, runner.reset):
        order()
    assert runner.state == "empty"
    runner.build(job())
    assert runner.state == "ready"


def test_data_that_cannot_be_read_are_a_problem_not_a_failure(told: list[Event], runner: Runner) -> None:
    runner.build(job(data=DataSpec("csv", table=b"")))
    assert (runner.state, len(told[-1].problems)) == ("empty", 1)


def test_a_failure_rests_the_training_and_keeps_it(told: list[Event], runner: Runner) -> None:
    runner.play()
    runner.fail(LaderaError("broken"))
    assert isinstance(told[-2], Failed)
    assert told[-1] == StateChanged("failed")
    runner.reset()
    assert runner.state == "ready"


def test_another_device_goes_on_where_the_first_one_was(told: list[Event]) -> None:
    other = replace(NUMPY, name="other")
    devices = {"other": other, "numpy": NUMPY}
    runner = Runner(told.append, find_device=devices.__getitem__, clock=Clock())
    twin = Runner(lambda event: None, clock=Clock())
    for each in (runner, twin):
        each.build(job())
        run(each, 5)
    runner.set_device("other")
    assert told[-1] == DeviceChanged("other")
    assert runner.snapshot().device == "other"
    for each in (runner, twin):
        run(each, 5)
    assert np.array_equal(runner.snapshot().parameters, twin.snapshot().parameters)


def test_a_device_that_is_not_there_changes_nothing(told: list[Event], runner: Runner) -> None:
    runner.set_device("abacus")
    assert isinstance(told[-1], Failed)
    assert isinstance(told[-1].error, DeviceError)
    assert (runner.snapshot().device, runner.state) == ("numpy", "ready")


def test_views_of_a_record_stay_true_while_it_grows() -> None:
    record, history = Record(), History()
    row = dict.fromkeys(("penalty", "metric", "validation_loss", "validation_metric", "learning_rate"), 0.0)
    history.append(epoch=1, step=3, loss=0.5, **row)
    record.follow(history)
    early = record.columns()["loss"]
    for epoch in range(2, 2_000):
        history.append(epoch=epoch, step=3 * epoch, loss=1 / epoch, **row)
        record.follow(history)
    assert early.tolist() == [0.5]
    assert np.array_equal(record.columns()["epoch"], np.arange(1, 2_000))


def test_gradient_norms_go_on_where_an_older_history_had_none_and_under_another_name(runner: Runner) -> None:
    old = {name: [1.0, 2.0] for name in COLUMNS}
    again = Runner(lambda event: None)
    again.build(job(parameters=runner.snapshot().parameters, history=old, anew=True))
    run_an_epoch(again)
    again.build(job(graph=project().graph.renamed(weighted_layers(project().graph)[0], "first")))
    run_an_epoch(again)
    history = again.snapshot().history
    assert len(norm_columns(history)) == len(weighted_layers(project().graph))
    for name in norm_columns(history):
        assert np.isnan(history[name][:2]).all()
        assert (history[name][2:] > 0).all()
        assert len(history[name]) == 4


def test_a_long_history_is_stored_thinned_with_its_last_row() -> None:
    epochs = np.arange(1.0, 10 * MOST_STORED)
    stored = storable({"epoch": epochs, "loss": 1 / epochs})
    assert sum(map(len, stored.values())) <= MOST_STORED
    assert stored["epoch"][-1] == epochs[-1]
    assert storable({"epoch": epochs[:5]})["epoch"] == [1, 2, 3, 4, 5]
