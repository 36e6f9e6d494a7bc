"""Moments, limits and orthogonality of what weights begin with."""

from __future__ import annotations

import math

import numpy as np
import pytest

from engine.initializers import INITIALIZERS

FAN_IN, FAN_OUT = 300, 200

DEVIATIONS = {
    "glorot_uniform": math.sqrt(2 / (FAN_IN + FAN_OUT)),
    "glorot_normal": math.sqrt(2 / (FAN_IN + FAN_OUT)),
    "he_uniform": math.sqrt(2 / FAN_IN),
    "he_normal": math.sqrt(2 / FAN_IN),
    "normal": 0.05,
    "uniform": 0.05 / math.sqrt(3),
}
LIMITS = {"glorot_uniform": math.sqrt(6 / (FAN_IN + FAN_OUT)), "he_uniform": math.sqrt(6 / FAN_IN), "uniform": 0.05}


def draw(name: str, shape: tuple[int, ...] = (FAN_IN, FAN_OUT), seed: int = 1) -> np.ndarray:
    return INITIALIZERS[name].draw(np.random.default_rng(seed), shape, FAN_IN, FAN_OUT)


@pytest.mark.parametrize(("name", "deviation"), DEVIATIONS.items())
def test_mean_is_zero_and_spread_is_that_of_the_formula(name, deviation):
    values = draw(name)
    assert values.mean() == pytest.approx(0.0, abs=5 * deviation / math.sqrt(values.size))
    assert values.std() == pytest.approx(deviation, rel=0.02)


@pytest.mark.parametrize(("name", "limit"), LIMITS.items())
def test_uniform_fills_its_interval_and_does_not_leave_it(name, limit):
    values = draw(name)
    assert 0.999 * limit < np.abs(values).max() <= limit


@pytest.mark.parametrize("name", ["glorot_normal", "he_normal", "normal"])
def test_normal_is_not_cut_off(name):
    assert np.abs(draw(name)).max() > 3.5 * DEVIATIONS[name]


@pytest.mark.parametrize("shape", [(30, 20), (20, 30), (25, 25), (3, 3, 4, 8)])
def test_orthogonal_keeps_lengths(shape):
    """WᵀW = 1, or WWᵀ = 1 where there are more columns than rows: the semantics of torch.nn.init.orthogonal_, for
    kernels with outputs last."""
    matrix = draw("orthogonal", shape).reshape(-1, shape[-1])
    smaller = matrix.T @ matrix if matrix.shape[0] >= matrix.shape[1] else matrix @ matrix.T
    np.testing.assert_allclose(smaller, np.eye(len(smaller)), atol=1e-12)


def test_orthogonal_draws_rotations_and_reflections_alike():
    signs = [np.sign(np.linalg.det(draw("orthogonal", (4, 4), seed))) for seed in range(200)]
    assert 60 < signs.count(1) < 140


@pytest.mark.parametrize("name", INITIALIZERS)
def test_the_same_seed_gives_the_same_weights(name):
    shape = (40,) if name == "forget_gate_ones" else (10, 4)
    np.testing.assert_array_equal(draw(name, shape, 3), draw(name, shape, 3))
