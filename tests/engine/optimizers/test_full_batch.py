"""Newton, conjugate gradient, BFGS and L-BFGS on functions whose minimum is known."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
import scipy.optimize

from engine.optimizers import OPTIMIZERS
from engine.optimizers.newton import trusted_step
from tests.engine.optimizers.objectives import ROSENBROCK, Function, quadratic, run

NAMES = [name for name, optimizer in OPTIMIZERS.items() if optimizer.full_batch]


@pytest.mark.parametrize("name", NAMES)
def test_the_valley_of_rosenbrock_is_walked_to_its_end(name):
    start = np.array([-1.2, 1.0, -0.5])
    points = run(name, ROSENBROCK, start, 150)
    reference = scipy.optimize.minimize(scipy.optimize.rosen, start, jac=scipy.optimize.rosen_der, method="BFGS",
                                        options={"gtol": 1e-10})
    np.testing.assert_allclose(points[-1], reference.x, atol=1e-6)
    values = [scipy.optimize.rosen(point) for point in points]
    assert all(after <= before for before, after in pairwise(values))


@pytest.mark.parametrize("name", NAMES)
def test_at_the_minimum_it_stays(name):
    points = run(name, ROSENBROCK, np.ones(3), 3)
    np.testing.assert_array_equal(points[-1], np.ones(3))


@pytest.mark.parametrize(("name", "method"), [("conjugate_gradient", "CG"), ("bfgs", "BFGS"), ("lbfgs", "L-BFGS-B")])
def test_a_long_valley_takes_as_many_steps_as_in_scipy(name, method):
    """κ = 100 in 20 dimensions, until the error is 10⁻⁵; gradient descent at its best takes 575 steps."""
    objective, bottom = quadratic(20, 100)

    def steps(points: list[np.ndarray]) -> int:
        errors = [np.linalg.norm(point - bottom) / np.linalg.norm(bottom) for point in points]
        return next(number for number, error in enumerate(errors) if error < 1e-5)

    theirs = [np.zeros(20)]
    scipy.optimize.minimize(objective.value, theirs[0], jac=objective.slope, method=method,
                            callback=lambda point: theirs.append(point.copy()), options={"gtol": 1e-9})
    assert steps(run(name, objective, np.zeros(20), 100)) <= 1.2 * steps(theirs)


@pytest.mark.parametrize("name", NAMES)
def test_a_direction_that_fails_is_forgotten_and_values_that_are_not_finite_are_avoided(name):
    """−ln(1 − x²) + x: infinite outside of (−1, 1), with its minimum at 1 − √2."""
    def value(x: np.ndarray) -> float:
        return float(-np.log(1 - x[0] ** 2) + x[0]) if abs(x[0]) < 1 else np.inf

    wall = Function(value, lambda x: 2 * x / (1 - x ** 2) + 1, lambda x: np.diag(2 * (1 + x ** 2) / (1 - x ** 2) ** 2),
                    1)
    assert run(name, wall, np.array([0.999]), 40)[-1][0] == pytest.approx(1 - np.sqrt(2), abs=1e-6)


def test_newton_solves_a_quadratic_in_one_step():
    objective, bottom = quadratic(12, 1e3)
    np.testing.assert_allclose(run("newton", objective, np.zeros(12), 1, radius=1e3)[-1], bottom, atol=1e-10)


def test_half_the_learning_rate_is_half_of_newtons_step():
    objective, bottom = quadratic(12, 1e3)
    half = run("newton", objective, np.zeros(12), 1, radius=1e3, learning_rate=0.5)[-1]
    np.testing.assert_allclose(half, 0.5 * bottom, atol=1e-10)


def test_newton_leaves_a_saddle_where_the_gradient_is_zero():
    """x² − y² + ½y⁴: plain Newton would stay at the saddle for ever; the minima are at y = ±1."""
    saddle = Function(lambda p: p[0] ** 2 - p[1] ** 2 + 0.5 * p[1] ** 4,
                      lambda p: np.array([2 * p[0], -2 * p[1] + 2 * p[1] ** 3]),
                      lambda p: np.diag([2.0, -2 + 6 * p[1] ** 2]), 2)
    end = run("newton", saddle, np.zeros(2), 30)[-1]
    np.testing.assert_allclose(np.abs(end), [0, 1], atol=1e-8)


@pytest.mark.parametrize("seed", range(5))
def test_the_trusted_step_is_the_lowest_point_in_its_ball(seed):
    rng = np.random.default_rng(seed)
    eigenvalues, slope, radius = np.sort(rng.normal(size=6)), rng.normal(size=6), 0.7
    step = trusted_step(eigenvalues, slope, radius)
    assert np.linalg.norm(step) == pytest.approx(radius, rel=1e-9)
    damping = -(slope + eigenvalues * step) / step
    np.testing.assert_allclose(damping, damping[0], rtol=1e-6)
    assert damping[0] >= -eigenvalues[0]
    others = rng.normal(size=(2000, 6))
    others *= radius * rng.uniform(size=(2000, 1)) / np.linalg.norm(others, axis=1, keepdims=True)
    lowest = (others @ slope + 0.5 * (others ** 2) @ eigenvalues).min()
    assert slope @ step + 0.5 * eigenvalues @ step ** 2 <= lowest


def test_the_inverse_of_bfgs_maps_the_last_change_of_the_gradient_to_the_last_step():
    """B y = s, and B stays symmetric and positive."""
    optimizer, rng = OPTIMIZERS["bfgs"], np.random.default_rng(1)
    objective, _ = quadratic(8, 100)
    slots = {key: np.zeros(shape) for key, shape in optimizer.shapes({}, 8).items()}
    for _ in range(6):
        s = rng.normal(size=8)
        y = objective.curvature(s) @ s
        optimizer.learn(s, y, slots)
        slots["count"] += 1
        np.testing.assert_allclose(slots["inverse"] @ y, s, rtol=1e-9)
    np.testing.assert_allclose(slots["inverse"], slots["inverse"].T, atol=1e-12)
    assert np.linalg.eigvalsh(slots["inverse"]).min() > 0


def test_the_two_loops_of_lbfgs_are_the_matrix_of_bfgs():
    """… that starts from the scaled identity and knows the last m pairs."""
    optimizer, rng, memory = OPTIMIZERS["lbfgs"], np.random.default_rng(1), 4
    objective, _ = quadratic(8, 100)
    slots = {key: np.zeros(shape) for key, shape in optimizer.shapes({"memory": memory}, 8).items()}
    pairs = [(s, objective.curvature(s) @ s) for s in rng.normal(size=(7, 8))]
    for s, y in pairs:
        optimizer.learn(s, y, slots)
        slots["count"] += 1
    s, y = pairs[-1]
    matrix = (s @ y) / (y @ y) * np.eye(8)
    for s, y in pairs[-memory:]:
        left = np.eye(8) - np.outer(s, y) / (s @ y)
        matrix = left @ matrix @ left.T + np.outer(s, s) / (s @ y)
    gradient = rng.normal(size=8)
    np.testing.assert_allclose(optimizer.direction(gradient, slots), -matrix @ gradient, rtol=1e-10)
