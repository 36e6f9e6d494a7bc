"""What is known about the rules in closed form."""

from __future__ import annotations

import math

import numpy as np
import pytest

from engine.optimizers import OPTIMIZERS

KAPPA = 100.0
CURVATURES = np.array([1.0, 10.0, 37.0, KAPPA])


def contraction(walk, name: str, **settings: float) -> float:
    """The factor by which the error shrinks in a step, in the long run, on ½ Σ h x² with h = CURVATURES: the largest
    |root| of the recurrences x_{k+2} = a x_{k+1} + b x_k that the steps follow."""
    points = walk(name, lambda x: CURVATURES * x, np.ones(len(CURVATURES)), 3, **settings)
    if np.allclose(points[2] * points[0], points[1] ** 2, rtol=1e-12, atol=0):  # no memory: x_{k+1} = a x_k
        return float(np.abs(points[1] / points[0]).max())
    roots = []
    for x in points.T:
        a, b = np.linalg.solve([[x[1], x[0]], [x[2], x[1]]], [x[2], x[3]])
        discriminant = a * a + 4 * b
        root = math.sqrt(discriminant) if discriminant > 0 else 1j * math.sqrt(-discriminant)
        roots.append(max(abs(a + root), abs(a - root)) / 2)
    return max(roots)


def test_gradient_descent_contracts_at_its_best_rate(walk):
    """(κ − 1) / (κ + 1) with η = 2 / (h_min + h_max)."""
    rate = contraction(walk, "sgd", learning_rate=2 / (1 + KAPPA))
    assert rate == pytest.approx(99 / 101, abs=1e-9)
    assert round(rate, 6) == 0.980198


def test_momentum_contracts_at_the_heavy_ball_rate(walk):
    """(√κ − 1) / (√κ + 1) with η = 4 / (√h_min + √h_max)² and μ the square of that rate (Polyak 1964)."""
    best = (math.sqrt(KAPPA) - 1) / (math.sqrt(KAPPA) + 1)
    rate = contraction(walk, "momentum", learning_rate=4 / (1 + math.sqrt(KAPPA)) ** 2, momentum=best ** 2)
    assert rate == pytest.approx(best, abs=1e-6)
    assert round(best, 6) == 0.818182


def test_the_first_step_of_the_adaptive_rules_is_the_learning_rate_whatever_the_gradient(walk):
    gradient = np.array([1e-3, 1.0, -500.0])
    for name in ("adam", "adamw", "adamax"):
        settings = {"weight_decay": 0.0} if name == "adamw" else {}
        first = walk(name, lambda x: gradient, np.zeros(3), 1, learning_rate=0.1, epsilon=0.0, **settings)[1]
        np.testing.assert_allclose(first, -0.1 * np.sign(gradient), rtol=1e-12)
    # AdaGrad: g / √(g²); RMSProp: g / √((1 − ρ) g²)
    first = walk("adagrad", lambda x: gradient, np.zeros(3), 1, learning_rate=0.1, epsilon=0.0)[1]
    np.testing.assert_allclose(first, -0.1 * np.sign(gradient), rtol=1e-12)
    first = walk("rmsprop", lambda x: gradient, np.zeros(3), 1, learning_rate=0.1, rho=0.75, epsilon=0.0)[1]
    np.testing.assert_allclose(first, -0.2 * np.sign(gradient), rtol=1e-12)


def test_adagrad_under_a_constant_gradient_steps_by_the_inverse_root_of_time(walk):
    points = walk("adagrad", lambda x: np.ones(1), np.zeros(1), 50, learning_rate=0.1, epsilon=0.0)
    np.testing.assert_allclose(-np.diff(points[:, 0]), 0.1 / np.sqrt(np.arange(1, 51)), rtol=1e-12)


def test_adadelta_does_not_feel_the_scale_of_the_loss(walk):
    ones, many = (walk("adadelta", lambda x, c=c: np.full(1, c), np.zeros(1), 40, epsilon=1e-12) for c in (10.0, 1e4))
    np.testing.assert_allclose(ones, many, rtol=1e-9)


def test_nadam_far_from_its_start_corrects_nothing():
    numbers = OPTIMIZERS["nadam"].scalars({"beta_1": 0.9, "beta_2": 0.999, "momentum_decay": 0.004}, 1.0, 10**7)
    assert numbers == pytest.approx({"momentum_rate": 0.9, "gradient_rate": 0.1, "correction": 1.0})


def test_rmsprop_with_nesterov_momentum_walks_the_path_of_the_book(walk):
    """Algorithm 8.6: the gradient at θ̃ = θ + αv; r ← ρr + (1 − ρ)g²; v ← αv − εg/√r; θ ← θ + v.

    The rule's weights are the points θ̃."""
    epsilon, alpha, rho, floor = 0.02, 0.8, 0.9, 1e-8
    theta, velocity, square = np.array([2.0, -1.0]), np.zeros(2), np.zeros(2)

    def slope(x):
        return np.array([1.0, 30.0]) * x + np.sin(x)

    ahead = []
    for _ in range(60):
        ahead.append(theta + alpha * velocity)
        gradient = slope(ahead[-1])
        square = rho * square + (1 - rho) * gradient ** 2
        velocity = alpha * velocity - epsilon * gradient / (np.sqrt(square) + floor)
        theta = theta + velocity
    ours = walk("rmsprop_nesterov", slope, np.array([2.0, -1.0]), 59, learning_rate=epsilon, momentum=alpha, rho=rho)
    np.testing.assert_allclose(ours, ahead, atol=1e-12)


def decayed(walk, name: str, l2: float, **settings: float) -> np.ndarray:
    """The path with the gradient of ½·l2·Σw² added to that of the loss."""
    return walk(name, lambda w: np.array([3.0, 0.1]) * (w - 1.0) + l2 * w, np.array([2.0, -2.0]), 30, **settings)


def test_an_l2_penalty_is_weight_decay_for_gradient_descent(walk):
    """w ← (1 − εα)w − ε∇J."""
    rate, l2 = 0.1, 0.3
    w = np.array([2.0, -2.0])
    for _ in range(30):
        w = (1 - rate * l2) * w - rate * np.array([3.0, 0.1]) * (w - 1.0)
    np.testing.assert_allclose(decayed(walk, "sgd", l2, learning_rate=rate)[-1], w, rtol=1e-13)


def test_an_l2_penalty_is_not_weight_decay_for_adam(walk):
    """Loshchilov, Hutter 2019: Adam divides the penalty by the spread of the gradients, AdamW does not."""
    adam = decayed(walk, "adam", 0.3, learning_rate=0.1)
    adamw = decayed(walk, "adamw", 0.0, learning_rate=0.1, weight_decay=0.3)
    assert np.abs(adam[-1] - adamw[-1]).max() > 0.1
    unpenalised = decayed(walk, "adamw", 0.0, learning_rate=0.1, weight_decay=0.0)
    np.testing.assert_allclose(unpenalised, decayed(walk, "adam", 0.0, learning_rate=0.1), rtol=1e-12)
