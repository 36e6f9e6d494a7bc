"""A job that changes: what a training keeps, and what is measured anew."""

from __future__ import annotations

import numpy as np
import pytest

from app.document.model import Origin
from app.training.runner import Runner
from app.training.snapshot import Event, WentBack
from engine.data import DataSpec, load
from engine.layout import ParameterLayout
from engine.project import Learned
from engine.training import Trainer
from tests.app.training.jobs import job, network, other, run, run_an_epoch, settings


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
