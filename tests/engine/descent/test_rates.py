"""Learning rates: limits from the Hessian, and walks that keep to them."""

from __future__ import annotations

import numpy as np
import pytest

from engine.descent import (
    EXAMPLES,
    Function,
    Race,
    Racer,
    curvature_at_end,
    gradient_descent_rate,
    heavy_ball,
    stability_limit,
    sweep,
)
from engine.errors import SettingError

TROUGH = Function("½x² + 50y²")
SQUARE = ((-5.0, 5.0), (-5.0, 5.0))


def heavy_ball_matrix(rate: float, momentum: float, curvature: float) -> np.ndarray:
    """(x_k, x_{k−1}) → (x_{k+1}, x_k) on ½λx²."""
    return np.array([[1.0 + momentum - rate * curvature, -momentum], [1.0, 0.0]])


def test_the_best_rates_for_a_condition_of_100():
    rate, momentum, radius = heavy_ball(1.0, 100.0)
    assert round(gradient_descent_rate(100.0), 6) == 0.980198
    assert round(radius, 6) == 0.818182
    assert (rate, momentum) == (pytest.approx((2 / 11) ** 2), pytest.approx((9 / 11) ** 2))
    for curvature in (1.0, 37.0, 100.0):
        own = np.abs(np.linalg.eigvals(heavy_ball_matrix(rate, momentum, curvature))).max()
        assert own == pytest.approx(radius, abs=1e-6)


def test_a_round_bowl_needs_one_step():
    assert gradient_descent_rate(1.0) == 0.0
    assert heavy_ball(4.0, 4.0) == (pytest.approx(0.25), 0.0, 0.0)


def test_walks_contract_at_these_rates():
    rate, momentum, radius = heavy_ball(1.0, 100.0)
    race = Race(TROUGH, [Racer("sgd", {"learning_rate": 2 / 101}),
                         Racer("momentum", {"learning_rate": rate, "momentum": momentum})], (1.0, 1.0))
    race.run(200)
    plain, heavy = (np.linalg.norm(track.positions[:, 0], axis=-1) for track in race.tracks)
    assert plain[200] / plain[100] == pytest.approx(gradient_descent_rate(100.0) ** 100, rel=1e-6)
    assert (heavy[200] / heavy[100]) ** 0.01 == pytest.approx(radius, abs=0.01)


@pytest.mark.parametrize("racer", [Racer("sgd"), Racer("momentum", {"momentum": 0.5}),
                                   Racer("momentum", {"momentum": 0.9}), Racer("nesterov", {"momentum": 0.5}),
                                   Racer("nesterov", {"momentum": 0.9})])
def test_below_the_limit_walks_converge_and_above_they_do_not(racer):
    limit = stability_limit(racer, 100.0)
    below, above = sweep(TROUGH, racer, np.array([1.0, 1.0]), limit * np.array([0.99, 1.01]), steps=3000).final
    assert below < 1e-9
    assert not above < 1e9


def test_the_limits_in_numbers():
    assert stability_limit(Racer("sgd"), 10.0) == pytest.approx(0.2)
    assert stability_limit(Racer("momentum", {"momentum": 0.9}), 10.0) == pytest.approx(0.38)
    assert stability_limit(Racer("adam"), 10.0) is None
    assert stability_limit(Racer("sgd"), -1.0) is None


def test_the_curvature_is_that_of_the_minimum_that_the_walk_ends_in():
    himmelblau = EXAMPLES["himmelblau"].function()
    largest = np.linalg.eigvalsh(himmelblau.hessian(np.array([3.0, 2.0]))).max()
    assert curvature_at_end(himmelblau, np.array([3.0, 2.0]), SQUARE) == pytest.approx(largest)
    assert curvature_at_end(himmelblau, np.array([0.0, 0.0]), SQUARE) is None
    assert curvature_at_end(himmelblau, np.array([np.nan, 0.0]), SQUARE) is None


def test_a_sweep_is_many_races():
    himmelblau, rates = EXAMPLES["himmelblau"].function(), np.array([1e-3, 5e-3, 1e-2])
    found = sweep(himmelblau, Racer("adam"), np.array([-1.0, 1.0]), rates, steps=50)
    for rate, final, best in zip(rates, found.final, found.best, strict=True):
        race = Race(himmelblau, [Racer("adam", {"learning_rate": rate})], (-1.0, 1.0))
        race.run(50)
        assert final == pytest.approx(race.tracks[0].values[-1, 0], rel=1e-12)
        assert best == pytest.approx(race.tracks[0].values.min(), rel=1e-12)


def test_a_map_has_a_row_for_every_momentum():
    rates, momenta = np.array([1e-3, 3e-3]), np.array([0.0, 0.5, 0.9])
    found = sweep(TROUGH, Racer("momentum"), np.array([1.0, 1.0]), rates, 60, momenta)
    plain = sweep(TROUGH, Racer("sgd"), np.array([1.0, 1.0]), rates, 60)
    assert found.final.shape == (3, 2)
    np.testing.assert_allclose(found.final[0], plain.final, rtol=1e-12)


def test_steps_are_counted_until_the_value_stays_near_the_target():
    bowl, rates = Function("x²", 1), np.array([0.25, 0.5, 1.0, 1.1])
    found = sweep(bowl, Racer("sgd"), np.array([1.0]), rates, steps=40, target=0.0, tolerance=1e-3)
    assert found.reached.tolist() == [5, 1, -1, -1]  # x halves: 2⁻¹⁰ after 5; at once; to and fro; away
    assert sweep(bowl, Racer("sgd"), np.array([1.0]), rates, steps=4).reached is None


def test_a_rate_that_leaves_the_numbers_has_no_value():
    found = sweep(TROUGH, Racer("sgd"), np.array([1.0, 1.0]), np.array([1e-3, 10.0]), steps=500)
    assert np.isnan(found.final).tolist() == np.isnan(found.best).tolist() == [False, True]


def test_what_has_no_rate_to_explore_is_refused():
    for racer, momenta in ((Racer("newton"), None), (Racer("sgd"), np.array([0.5]))):
        with pytest.raises(SettingError):
            sweep(TROUGH, racer, np.array([1.0, 1.0]), np.array([0.1]), momenta=momenta)
