"""The walk of a training: evenly spread, from the first point to the newest, within its budget."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import engine
from engine import Dense, Input, Output, Sequential, Trainer
from engine.landscape import TrajectoryRecorder
from tests.cases import random_cases

SIZE = 5


def walked(path: TrajectoryRecorder, steps: int, stride: int = 1) -> TrajectoryRecorder:
    """The path of a training of so many steps, offered every `stride` steps; weights after step k are all k."""
    for step in range(0, steps + 1, stride):
        if path.wants(step):
            path.add(step, -step, np.full(SIZE, step))
    return path


@given(most=st.integers(2, 60), steps=st.integers(1, 2000), stride=st.sampled_from([1, 3, 10, 64]))
@random_cases(60)
def test_a_walk_begins_with_the_first_point_ends_near_the_last_and_is_not_too_long(most: int, steps: int, stride: int):
    path = walked(TrajectoryRecorder(most=most), steps, stride)
    seen = path.seen()
    last = steps // stride * stride
    assert len(path) == len(seen.steps) <= max(2, most)
    assert seen.steps[0] == 0
    assert last - seen.steps[-1] < np.lcm(path.every, stride)
    assert (np.diff(seen.steps) > 0).all()


@given(most=st.integers(2, 60), steps=st.integers(1, 500))
@random_cases(60)
def test_the_newest_point_that_was_added_is_there(most: int, steps: int):
    path = TrajectoryRecorder(most=most)
    for step in range(steps):
        if path.wants(step):
            path.add(step, 0.0, np.zeros(SIZE))
            assert path.seen().steps[[0, -1]].tolist() == [0, step]


@pytest.mark.parametrize("most", [7, 40, 400])
def test_points_are_spread_evenly(most: int):
    seen = walked(TrajectoryRecorder(most=most), 3000).seen()
    gaps = np.diff(seen.steps)
    assert len(seen.steps) > 0.4 * most
    assert gaps[:-1].max() <= 2 * gaps.mean()
    assert np.unique(gaps, return_counts=True)[1].max() >= len(gaps) - 3


def test_each_point_keeps_its_step_and_its_loss():
    seen = walked(TrajectoryRecorder(most=20), 333).seen()
    np.testing.assert_array_equal(seen.points, np.tile(seen.steps[:, None], SIZE))
    np.testing.assert_array_equal(seen.losses, -seen.steps)
    assert seen.points.dtype == np.float32


def test_weights_that_change_afterwards_stay_what_they_were():
    path, parameters = TrajectoryRecorder(), np.zeros(SIZE, np.float32)
    path.add(0, 0.0, parameters)
    parameters += 1.0
    assert not path.seen().points.any()


@pytest.mark.parametrize("points", [2, 3, 10])
def test_the_budget_counts_bytes_of_float32(points: int):
    path = walked(TrajectoryRecorder(budget=points * SIZE * 4), 500)
    assert points / 2 <= len(path) <= points
    assert len(walked(TrajectoryRecorder(budget=0), 500)) == 2  # what is too large still has its ends


def test_going_back_in_time_forgets_what_came_after():
    path = walked(TrajectoryRecorder(), 20).until(12)
    assert path.seen().steps.tolist() == list(range(13))
    path.add(8, 7.0, np.zeros(SIZE))
    seen = path.seen()
    assert seen.steps.tolist() == list(range(9))
    assert seen.losses[-1] == 7.0


def test_one_may_look_at_the_beginning_alone():
    path = walked(TrajectoryRecorder(), 20)
    assert path.seen(stop=5).steps.tolist() == list(range(6))
    assert len(path) == 21


def test_a_cleared_path_is_a_new_one():
    path = walked(TrajectoryRecorder(most=4), 100)
    assert path.every > 1
    path.clear()
    seen = path.seen()
    assert (path.every, len(path), seen.points.shape) == (1, 0, (0, 0))


def test_a_training_is_followed_from_its_start_and_thinned_as_ever():
    data, graph = engine.load("xor", samples=100), Sequential([Input(2), Dense(1), Output("bce")])
    by_hand, followed = TrajectoryRecorder(most=5), TrajectoryRecorder(most=5)
    trainer = Trainer(graph, data, batch_size=10, epochs=3)
    by_hand.add(0, np.nan, trainer.parameters)
    for _ in range(24):
        trainer.step()
        if by_hand.wants(trainer.steps_done):
            by_hand.add(trainer.steps_done, trainer.minibatch_loss, trainer.parameters)
    trainer.reset()
    followed.follow(trainer)
    trainer.fit(each_step=followed.follow)
    assert followed.every == 8
    assert [row[:2] for row in followed.rows[1:]] == [row[:2] for row in by_hand.rows[1:]]
    np.testing.assert_array_equal(followed.seen().points, by_hand.seen().points)
