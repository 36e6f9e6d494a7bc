"""Overlays show the optimizer's own numbers: identities between them, for every optimizer."""

from __future__ import annotations

import numpy as np
import pytest

from engine.descent import EXAMPLES, RACERS, Function, Race, Racer, around, moment, newton_target, quadratic_model

HIMMELBLAU = EXAMPLES["himmelblau"]
PLACE = 7


def track(optimizer: str, **settings):
    race = Race(HIMMELBLAU.function(), [Racer(optimizer, settings)], [(-1.2, 1.0), (0.5, -2.0)])
    race.run(20)
    return race.tracks[0]


@pytest.mark.parametrize("optimizer", RACERS)
def test_the_next_step_is_the_step_that_was_taken(optimizer):
    walked = track(optimizer)
    for place in (0, PLACE):
        for member in (0, 1):
            np.testing.assert_allclose(moment(walked, place, member).step, walked.steps[place, member], rtol=1e-9,
                                       atol=1e-12)


@pytest.mark.parametrize("optimizer", RACERS)
def test_the_step_after_the_last_is_the_one_that_comes(optimizer):
    race = Race(HIMMELBLAU.function(), [Racer(optimizer)], (-1.2, 1.0))
    race.run(5)
    foreseen = moment(race.tracks[0], -1).step
    race.step()
    np.testing.assert_allclose(race.tracks[0].steps[-1, 0], foreseen, rtol=1e-9, atol=1e-12)


def test_looking_ahead_changes_nothing():
    race, other = (Race(HIMMELBLAU.function(), [Racer("adam")], (-1.2, 1.0)) for _ in range(2))
    for _ in range(10):
        race.step()
        moment(race.tracks[0], -1)
        moment(race.tracks[0], 0)
    other.run(10)
    assert (race.tracks[0].positions == other.tracks[0].positions).all()


def test_momentum_is_a_gradient_step_and_what_is_left_of_the_velocity():
    now = moment(track("momentum", learning_rate=1e-3, momentum=0.8), PLACE)
    np.testing.assert_allclose(now.own, -1e-3 * now.gradient, rtol=1e-9)
    np.testing.assert_allclose(now.remembered, -1e-3 * 0.8 * now.velocity, rtol=1e-9)


def test_nesterov_weighs_the_gradient_more_and_the_velocity_less():
    now = moment(track("nesterov", learning_rate=1e-3, momentum=0.8), PLACE)
    np.testing.assert_allclose(now.own, -1e-3 * 1.8 * now.gradient, rtol=1e-9)
    np.testing.assert_allclose(now.remembered, -1e-3 * 0.8**2 * now.velocity, rtol=1e-9)


def test_adam_divides_gradient_and_memory_by_the_same_spread():
    now = moment(track("adam", learning_rate=0.1), PLACE)
    k = PLACE + 1
    mean = (0.9 * now.velocity + 0.1 * now.gradient) / (1 - 0.9**k)
    spread = np.sqrt((0.999 * now.accumulated**2 + 0.001 * now.gradient**2) / (1 - 0.999**k)) + 1e-8
    np.testing.assert_allclose(now.step, -0.1 * mean / spread, rtol=1e-9)
    np.testing.assert_allclose(now.own, -0.1 * 0.1 * now.gradient / (1 - 0.9**k) / spread, rtol=1e-9)


@pytest.mark.parametrize("optimizer", ["momentum", "nesterov", "rmsprop_nesterov", "adam", "adamw", "adamax", "nadam"])
def test_those_that_remember_directions_have_nothing_to_remember_at_the_start(optimizer):
    first, later = (moment(track(optimizer), place) for place in (0, PLACE))
    assert not first.velocity.any()
    assert not first.remembered.any()
    assert later.remembered.any()


@pytest.mark.parametrize("optimizer", ["sgd", "adagrad", "rmsprop", "adadelta", "newton", "bfgs"])
def test_those_that_remember_no_direction_have_no_such_part(optimizer):
    now = moment(track(optimizer), PLACE)
    assert now.own is now.remembered is now.velocity is None


def test_adagrad_gathers_all_squares_so_far():
    walked = track("adagrad", learning_rate=0.5)
    np.testing.assert_allclose(moment(walked, PLACE).accumulated ** 2, (walked.gradients[:PLACE, 0] ** 2).sum(axis=0))
    assert moment(track("sgd"), PLACE).accumulated is None


def test_the_paraboloid_touches_the_surface_in_value_slope_and_curvature():
    function, point, small = HIMMELBLAU.function(), np.array([0.7, -1.3]), 1e-3
    assert quadratic_model(function, point, point) == pytest.approx(float(function.value(point)), rel=1e-14)
    for direction in np.random.default_rng(0).normal(size=(5, 2)):
        difference = quadratic_model(function, point, point + small * direction) - function.value(
            point + small * direction)
        half = quadratic_model(function, point, point + 0.5 * small * direction) - function.value(
            point + 0.5 * small * direction)
        assert difference / half == pytest.approx(8.0, rel=0.02)  # of third order


def test_of_a_quadratic_the_paraboloid_is_the_surface_itself_and_its_minimum_the_minimum():
    booth = EXAMPLES["booth"].function()
    points = np.random.default_rng(0).uniform(-5, 5, (20, 2))
    np.testing.assert_allclose(quadratic_model(booth, points[0], points), booth.value(points), rtol=1e-9, atol=1e-9)
    np.testing.assert_allclose(newton_target(booth, points[0]), [1.0, 3.0], atol=1e-9)


def test_where_there_is_no_curvature_newton_has_no_target():
    assert newton_target(Function("x² + 3y"), np.array([1.0, 1.0])) is None
    assert newton_target(Function("ln x", 1), np.array([-1.0])) is None


def test_a_neighbourhood_is_a_share_of_the_domain():
    x, y = around(np.array([1.0, 2.0]), ((-5.0, 5.0), (0.0, 2.0)), share=0.1, count=3)
    assert (x.tolist(), y.tolist()) == ([0.0, 1.0, 2.0], [1.8, 2.0, 2.2])
