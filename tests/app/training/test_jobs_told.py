"""What a runner tells: of trainings that were left, problems, failures and devices."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from app.document.model import Origin
from app.training.runner import Runner
from app.training.shelf import Shelf
from app.training.snapshot import DeviceChanged, Event, Failed, Kept, StateChanged, Wanted
from engine.data import DataSpec, load
from engine.device import NUMPY
from engine.errors import DeviceError, LaderaError
from engine.layout import ParameterLayout
from engine.project import Learned
from engine.training import Trainer
from engine.training.gradient_norms import weighted_layers
from engine.training.history import COLUMNS, norm_columns
from tests.app.training.jobs import Clock, by_itself, job, kept, network, other, project, run, run_an_epoch, settings


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


def test_threads_change_on_the_way_and_the_next_training_has_as_many(told: list[Event]) -> None:
    runner, twin = (Runner(told.append, clock=Clock()) for _ in range(2))
    runner.set_threads(2)
    for each in (runner, twin):
        each.build(job())
        run(each, 3)
    assert (runner.snapshot().threads, twin.snapshot().threads) == (2, 1)
    assert twin._trainer.left_free == 1, "the window draws meanwhile"
    before = runner.snapshot().parameters
    for count in (1, 3):
        runner.set_threads(count)
        assert runner.snapshot().threads == count
        np.testing.assert_array_equal(runner.snapshot().parameters, before)
    for each in (runner, twin):
        run(each, 3)
    np.testing.assert_allclose(runner.snapshot().parameters, twin.snapshot().parameters, atol=1e-6)
    runner.build(job(run=2))
    run(runner, 1)
    assert runner.snapshot().threads == 3
