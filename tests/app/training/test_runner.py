"""The trainer's orders, without a thread."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from app.document.model import Origin
from app.training.runner import LONGEST_DEBT, Runner
from app.training.shelf import Shelf
from app.training.snapshot import DeviceChanged, Event, Failed, Job, Kept, StateChanged, Wanted, WentBack
from engine.data import DataSpec, load
from engine.device import NUMPY
from engine.errors import DeviceError, LaderaError
from engine.layout import ParameterLayout
from engine.project import Learned
from engine.training import Trainer, TrainingSettings
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
    """Training 1, which begins with the weights of the seed."""
    whole = project()
    return replace(Job(whole.graph, whole.data, whole.training, learned=Learned()), **changes)


def other(run: int, base: int | None = 1, **changes: object) -> Job:
    """Training `run`, which goes on from another one."""
    return job(run=run, origin=Origin(base), learned=None, **changes)


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


def test_the_learning_rate_is_hot_and_other_settings_keep_weights_and_history(runner: Runner) -> None:
    runner.watch((), weights=True)
    runner.play()
    runner.run(0.05)
    before = runner.snapshot()
    runner.build(job(settings=settings(optimizer_settings={"learning_rate": 0.5})))
    hot = runner.snapshot()
    assert (hot.learning_rate, hot.step, runner.state) == (0.5, before.step, "running")
    before = runner.snapshot()
    runner.build(other(2, settings=settings(optimizer="sgd", batch_size=10)))
    after = runner.snapshot()
    assert np.array_equal(after.parameters, before.parameters)
    assert np.array_equal(after.history["loss"], before.history["loss"])
    assert (after.epoch, after.step, after.batches, runner.state) == (before.epoch, before.step, 6, "running")
    assert after.moments == before.moments
    assert len(after.path) == len(before.path)


def test_going_back_takes_the_moment_and_the_learning_rate_of_then_and_forgets_what_came_after(
        told: list[Event], runner: Runner) -> None:
    rates = settings(optimizer="adam", optimizer_settings={"learning_rate": 0.05})
    wild = settings(optimizer="adam", optimizer_settings={"learning_rate": 50.0})
    runner.build(job(run=2, settings=rates))
    for _ in range(5):
        run_an_epoch(runner)
    runner.build(job(run=2, settings=wild))  # from here on it only gets worse
    for _ in range(3):
        run_an_epoch(runner)
    shown = runner.snapshot().history
    runner.build(job(run=3, settings=wild, origin=Origin(2, at=4), learned=None))
    after = runner.snapshot()
    assert (after.epoch, after.figures["loss"]) == (4, shown["loss"][3])
    assert WentBack(0.05) in told
    np.testing.assert_array_equal(after.history["loss"], shown["loss"][:4])
    assert (after.learning_rate, runner.state) == (0.05, "paused")
    run_an_epoch(runner)
    assert runner.snapshot().history["epoch"].tolist() == [1, 2, 3, 4, 5]
    assert len(shown["loss"]) == 8  # what was given out before stays as it was


def test_going_back_without_a_finished_epoch_is_the_beginning(runner: Runner) -> None:
    begun = runner.snapshot().parameters
    run(runner, 1)
    runner.build(job(run=2, origin=Origin(1, at=0), learned=None))
    assert runner.snapshot().step == 0
    assert np.array_equal(runner.snapshot().parameters, begun)


def test_epochs_are_counted_on_after_a_change_of_optimizer(runner: Runner) -> None:
    for number, optimizer in enumerate(("adam", "sgd", "momentum"), 2):
        runner.build(other(number, number - 1, settings=settings(optimizer=optimizer)))
        runner.epoch()
        while runner.state == "running":
            runner.run(1.0)
    assert runner.snapshot().history["epoch"].tolist() == [1, 2, 3]


def test_where_a_training_rests_is_the_end_of_its_path(runner: Runner) -> None:
    runner._training.path.every = 1_000  # far more than it will make
    for go in (runner.step, lambda: run_an_epoch(runner)):
        go()
        path, latest = runner.snapshot().path.seen(), runner.snapshot()
        assert path.steps[-1] == latest.step
        np.testing.assert_array_equal(path.points[-1], latest.parameters)


def test_another_structure_starts_from_the_initial_weights(runner: Runner) -> None:
    run(runner, 3)
    runner.build(job(run=2, graph=network(units=5)))
    fresh = Runner(lambda event: None)
    fresh.build(job(graph=network(units=5)))
    assert runner.state == "ready"
    assert np.array_equal(runner.snapshot().parameters, fresh.snapshot().parameters)


def test_another_seed_starts_from_other_weights(runner: Runner) -> None:
    before = runner.snapshot().parameters
    runner.build(other(2, settings=settings(seed=1)))
    assert not np.array_equal(runner.snapshot().parameters, before)
    assert np.array_equal(runner.snapshot().parameters,
                          ParameterLayout(network()).initial(1).astype(np.float32))


def test_a_new_name_keeps_the_weights(runner: Runner) -> None:
    run(runner, 3)
    before = runner.snapshot()
    runner.build(job(graph=network().renamed("dense_1", "hidden"), learned=None, renames={"dense_1": "hidden"}))
    after = runner.snapshot()
    assert np.array_equal(after.parameters, before.parameters)
    assert "hidden" in after.graph
    assert after.marks == ()


def measured(runner: Runner) -> dict[str, float]:
    """What is measured at rest, as soon as there is time."""
    assert runner.snapshot().figures == {}
    assert runner.is_busy
    assert runner.read(1.0)
    assert not runner.is_busy
    return runner.snapshot().figures


def test_other_data_keep_weights_curves_and_moments_and_figures_are_measured_anew(runner: Runner) -> None:
    for _ in range(3):
        run_an_epoch(runner)
    before = runner.snapshot()
    data = DataSpec("circle", {"samples": 60})
    runner.build(other(2, data=data))
    after = runner.snapshot()
    assert np.array_equal(after.parameters, before.parameters)
    assert (after.epoch, after.moments) == (3, before.moments)
    assert np.array_equal(after.history["loss"], before.history["loss"])
    (mark,) = after.marks
    assert (mark.epoch, mark.step, mark.changes[0].before, mark.changes[0].after) == (3, before.step, "xor", "circle")
    alone = Trainer(network(), load(data), settings(), parameters=before.parameters)
    assert measured(runner)["loss"] == alone.evaluate("train").loss
    run_an_epoch(runner)
    after = runner.snapshot()
    assert after.figures["loss"] == after.history["loss"][-1]


def test_figures_of_a_past_that_was_another_function_are_blank(runner: Runner) -> None:
    for _ in range(3):
        run_an_epoch(runner)
    runner.look_back(2)
    assert runner.snapshot().figures["loss"] == runner.snapshot().history["loss"][-1]
    runner.build(other(2, graph=network(activation="relu")))
    run_an_epoch(runner)
    runner.look_back(2)
    assert runner.snapshot().figures == {}
    runner.build(job(run=3, graph=network(activation="relu"), origin=Origin(2, at=2), learned=None))
    assert runner.snapshot().epoch == 2
    assert [mark.epoch for mark in runner.snapshot().marks] == [2], "the change holds from here on"
    measured(runner)


def test_weights_by_hand_are_measured_anew_and_marked(runner: Runner) -> None:
    run_an_epoch(runner)
    runner.build(job(run=2, origin=Origin(1, edited=True), parameters=np.zeros(17, np.float32), learned=None))
    assert measured(runner)["loss"] == pytest.approx(np.log(2))
    assert [change.kind for change in runner.snapshot().marks[0].changes] == ["weights"]


@pytest.mark.parametrize("change", [{"batch_size": 7}, {"optimizer": "sgd"}, {"shuffle": False}])
def test_settings_that_leave_the_function_alone_leave_the_figures_alone(runner: Runner, change) -> None:
    run_an_epoch(runner)
    before = runner.snapshot()
    runner.build(other(2, settings=settings(**change)))
    assert runner.snapshot().figures == before.figures
    assert len(runner.snapshot().marks) == 1


def test_what_was_learned_before_goes_on_and_the_seed_goes_back_behind_it(runner: Runner) -> None:
    initial = runner.snapshot().parameters
    for _ in range(2):
        run_an_epoch(runner)
    learned = runner.snapshot()
    again = Runner(lambda event: None)
    again.build(job(learned=Learned(learned.parameters, learned.history)))
    opened = again.snapshot()
    assert (opened.epoch, opened.step, again.state) == (2, learned.step, "paused")
    assert np.array_equal(opened.parameters, learned.parameters)
    run_an_epoch(again)
    assert again.snapshot().history["epoch"].tolist() == [1, 2, 3]
    again.build(job(run=2))
    assert np.array_equal(again.snapshot().parameters, initial)
    assert again.snapshot().epoch == 0


def kept(told: list[Event], number: int) -> Learned:
    return [event for event in told if isinstance(event, Kept) and event.run == number][-1].learned


def test_what_was_told_of_a_training_goes_on_elsewhere_bit_for_bit(told: list[Event], runner: Runner) -> None:
    for _ in range(3):
        run_an_epoch(runner)
    run(runner, 2)
    again = Runner(lambda event: None)
    again.build(job(learned=kept(told, 1)))
    assert again.snapshot().moments == runner.snapshot().moments == (0, 1, 2, 3)
    for each in (runner, again):
        run_an_epoch(each)
        run_an_epoch(each)
    assert again.snapshot().parameters.tobytes() == runner.snapshot().parameters.tobytes()
    assert again.snapshot().history.array.tobytes() == runner.snapshot().history.array.tobytes()
    again.look_back(2)
    runner.look_back(2)
    assert again.snapshot().parameters.tobytes() == runner.snapshot().parameters.tobytes()


def test_where_a_training_was_to_stop_is_kept(told: list[Event]) -> None:
    runner = Runner(told.append, clock=Clock())
    runner.build(job(settings=settings(epochs=3)))
    by_itself(runner)
    runner.play()
    runner.pause()
    run(runner, 1)
    assert (runner.snapshot().goal, runner.state) == (6, "paused")
    again = Runner(lambda event: None)
    again.build(job(settings=settings(epochs=3), learned=kept(told, 1)))
    assert (again.snapshot().goal, again.state) == (6, "paused")
    again.build(other(2, settings=settings(epochs=3, l2=0.1)))
    assert again.snapshot().goal == 6
    again.build(job(run=2, settings=settings(epochs=20, l2=0.1)))
    assert again.snapshot().goal == 20


def test_a_training_that_was_left_is_taken_up_again_as_it_was(told: list[Event], runner: Runner) -> None:
    undisturbed = Runner(lambda event: None, clock=Clock())
    undisturbed.build(job())
    for each in (runner, undisturbed):
        for _ in range(3):
            run_an_epoch(each)
        run(each, 2)
    before = runner.snapshot()
    runner.play()
    runner.build(job(run=2, graph=network(units=9)))
    assert (runner.state, runner.snapshot().epoch) == ("ready", 0)
    run_an_epoch(runner)
    runner.build(job(learned=None))
    after = runner.snapshot()
    assert (runner.state, after.step, after.moments, len(after.path)) == (
        "paused", before.step, before.moments, len(before.path))
    assert after.parameters.tobytes() == before.parameters.tobytes()
    for each in (runner, undisturbed):
        run_an_epoch(each)
    assert runner.snapshot().parameters.tobytes() == undisturbed.snapshot().parameters.tobytes()
    runner.build(job(run=2, graph=network(units=9), learned=None))
    assert runner.snapshot().epoch == 1


def test_weights_and_path_go_along_at_rest_and_while_somebody_needs_them(runner: Runner) -> None:
    at_rest = runner.snapshot()
    runner.play()
    unseen = runner.snapshot()
    runner.watch((), weights=True)
    wanted = runner.snapshot()
    runner.watch(())
    unseen_again = runner.snapshot()
    runner.pause()
    assert [seen.parameters is None for seen in (at_rest, unseen, wanted, unseen_again, runner.snapshot())] == [
        seen.path is None for seen in (at_rest, unseen, wanted, unseen_again, runner.snapshot())] == [
        False, True, False, True, False]


def test_what_a_training_had_come_to_is_told_when_it_is_left(told: list[Event], runner: Runner) -> None:
    runner.watch((), weights=True)
    runner.play()
    runner.run(0.05)
    now = runner.snapshot()
    told.clear()
    runner.build(job(run=2, graph=network(units=9)))
    (event,) = (event for event in told if isinstance(event, Kept))
    assert (event.run, event.trained) == (1, True)
    assert np.array_equal(event.learned.parameters, now.parameters)
    assert event.learned.progress.now.step == now.step


def test_a_training_that_is_not_known_is_asked_for_and_the_orders_wait(told: list[Event], runner: Runner) -> None:
    run(runner, 1)
    for stranger in (job(run=7, learned=None), other(8, 7)):
        runner.build(stranger)
        assert told[-1] == Wanted()
        assert runner.is_waiting
        assert runner.snapshot() is None
    runner.build(job(run=8, learned=Learned()))
    assert (runner.is_waiting, runner.state) == (False, "ready")
    runner.build(job(learned=None))
    assert runner.snapshot().step == 1


def test_what_there_is_no_room_for_is_given_up_moments_first(told: list[Event]) -> None:
    size = Trainer(network(), load(project().data), settings()).snapshot().size
    runner = Runner(told.append, clock=Clock(), shelf=Shelf(budget=6 * size, most=100))
    for number in range(1, 12):
        runner.build(job(run=number, settings=settings(seed=number)))
        run_an_epoch(runner)
        run(runner, 1)
    runner.build(job(run=10, settings=settings(seed=10), learned=None))
    assert (runner.snapshot().epoch, runner.snapshot().moments) == (1, ()), "its last moment alone is left"
    runner.build(job(run=1, settings=settings(seed=1), learned=None))
    assert told[-1] == Wanted()


def test_jobs_that_follow_each_other_at_once_are_one(told: list[Event], runner: Runner) -> None:
    runner.watch((), weights=True)
    run_an_epoch(runner)
    before = runner.snapshot()
    runner.play()
    renamed = network().renamed("dense_1", "hidden")
    told.clear()
    runner.build(job(graph=renamed, learned=None, renames={"dense_1": "hidden"}), later=True)
    runner.build(other(2, graph=renamed, settings=settings(l2=0.1)), later=True)
    frozen = renamed.with_settings("hidden", {"trainable": False})
    runner.build(other(3, 2, graph=frozen, settings=settings(l2=0.1)))
    assert runner.state == "running"
    assert runner.snapshot().step >= before.step
    arrays = ParameterLayout(frozen).arrays(runner.snapshot().parameters)
    for name, array in ParameterLayout(renamed).arrays(before.parameters).items():
        assert np.array_equal(arrays[name], array)
    assert sum(isinstance(event, StateChanged) for event in told) == 1
    runner.build(job(run=4, graph=network(units=3)), later=True)
    runner.build(job(run=4, graph=network(units=3), settings=settings(epochs=5)))
    assert runner.state == "ready"


def test_edited_weights_are_taken_and_the_history_stays(runner: Runner) -> None:
    run(runner, 3)
    edited = np.zeros_like(runner.snapshot().parameters)
    runner.build(job(run=2, origin=Origin(1, edited=True), parameters=edited, learned=None))
    assert np.array_equal(runner.snapshot().parameters, edited)
    assert runner.snapshot().step == 3


def test_problems_are_told_all_at_once_and_cured_by_the_next_job(told: list[Event], runner: Runner) -> None:
    broken = network(inputs=3).with_settings("dense_2", {"units": 2})
    runner.build(job(run=2, graph=broken))
    assert told[-1].state == "empty"
    assert {layer for problem in told[-1].problems for layer in problem.layers} >= {"input_1", "output_1"}
    assert runner.snapshot() is None
    for order in (runner.play, runner.pause, runner.step, runner.epoch, runner.keep):
        order()
    assert runner.state == "empty"
    runner.build(job(learned=None))
    assert runner.state == "ready"


def test_data_that_cannot_be_read_are_a_problem_not_a_failure(told: list[Event], runner: Runner) -> None:
    runner.build(other(2, data=DataSpec("csv", content=b"")))
    assert (runner.state, len(told[-1].problems)) == ("empty", 1)


def test_a_failure_rests_the_training_and_keeps_it(told: list[Event], runner: Runner) -> None:
    runner.play()
    runner.fail(LaderaError("broken"))
    assert isinstance(told[-2], Failed)
    assert told[-1] == StateChanged("failed")
    runner.build(job(settings=settings(epochs=5)))
    assert runner.state == "failed"
    runner.build(job(run=2))
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
    assert isinstance(told[-2], Failed)
    assert isinstance(told[-2].error, DeviceError)
    assert told[-1] == DeviceChanged("numpy")
    assert (runner.snapshot().device, runner.state) == ("numpy", "ready")


def test_gradient_norms_go_on_where_an_older_history_had_none_and_under_another_name(runner: Runner) -> None:
    old = {name: [1.0, 2.0] for name in COLUMNS}
    again = Runner(lambda event: None)
    again.build(job(learned=Learned(runner.snapshot().parameters, old)))
    run_an_epoch(again)
    first = weighted_layers(network())[0]
    again.build(job(graph=network().renamed(first, "first"), learned=None, renames={first: "first"}))
    run_an_epoch(again)
    history = again.snapshot().history
    assert len(norm_columns(history)) == len(weighted_layers(network()))
    for name in norm_columns(history):
        assert np.isnan(history[name][:2]).all()
        assert (history[name][2:] > 0).all()
        assert len(history[name]) == 4


def test_what_nobody_can_come_back_to_is_forgotten(runner, told):
    run(runner, 3)
    runner.build(other(2, settings=settings(seed=4)))
    runner.build(job(run=3))
    runner.forget_left()
    runner.build(other(1))
    assert isinstance(told[-1], Wanted)
    runner.build(job(run=4))
    assert not isinstance(told[-1], Wanted)
