"""The search along a direction beside the tables of Moré and Thuente (1994), which name trials, length and slope."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from engine.optimizers.line_search import wolfe_length

Along = Callable[[float], tuple[float, float]]


def flat(t: float, beta: float = 2.0) -> tuple[float, float]:
    """Equation 5.1: after its minimum it hardly rises."""
    return -t / (t * t + beta), (t * t - beta) / (t * t + beta) ** 2


def steep(t: float, beta: float = 0.004) -> tuple[float, float]:
    """Equation 5.2: a polynomial whose minimum a parabola misses."""
    return (t + beta) ** 5 - 2 * (t + beta) ** 4, 5 * (t + beta) ** 4 - 8 * (t + beta) ** 3


def rippled(t: float, beta: float = 0.01, waves: int = 39) -> tuple[float, float]:
    """Equation 5.3: |t − 1| with a rounded tip and waves on it."""
    value, slope = abs(t - 1), np.sign(t - 1)
    if value < beta:
        value, slope = (t - 1) ** 2 / (2 * beta) + beta / 2, (t - 1) / beta
    turns = waves * np.pi / 2
    return value + (1 - beta) / turns * np.sin(turns * t), slope + (1 - beta) * np.cos(turns * t)


def cornered(left: float, right: float) -> Along:
    """Equation 5.4: a plain between two corners, at 0 and at 1."""
    steepness = [np.sqrt(1 + beta ** 2) - beta for beta in (left, right)]

    def along(t: float) -> tuple[float, float]:
        sides = np.hypot(1 - t, right), np.hypot(t, left)
        return (steepness[0] * sides[0] + steepness[1] * sides[1],
                steepness[0] * (t - 1) / sides[0] + steepness[1] * t / sides[1])

    return along


TABLES = {
    "I": (flat, 1e-3, 1e-1, [(6, 1.4, -9.2e-3), (3, 1.4, 4.7e-3), (1, 10, 9.4e-3), (4, 37, 7.3e-4)]),
    "II": (steep, 1e-1, 1e-1, [(12, 1.6, 3.8e-9), (8, 1.6, 1.0e-10), (8, 1.6, -5.0e-9), (11, 1.6, -2.3e-8)]),
    "III": (rippled, 1e-1, 1e-1, [(12, 1.0, -5.1e-5), (12, 1.0, -1.9e-4), (10, 1.0, -2.0e-6), (13, 1.0, -1.6e-5)]),
    "IV": (cornered(1e-3, 1e-3), 1e-3, 1e-3, [(4, 0.085, -6.9e-5), (1, 0.10, -4.9e-5), (3, 0.35, -2.9e-6),
                                              (4, 0.83, 1.6e-5)]),
    "V": (cornered(1e-2, 1e-3), 1e-3, 1e-3, [(6, 0.075, 1.9e-4), (3, 0.078, 7.4e-4), (7, 0.073, -2.6e-4),
                                             (8, 0.076, 4.5e-4)]),
    "VI": (cornered(1e-3, 1e-2), 1e-3, 1e-3, [(13, 0.93, 5.2e-4), (11, 0.93, 8.4e-5), (8, 0.92, -2.4e-4),
                                              (11, 0.92, -3.2e-4)]),
}


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("place", range(4))
def test_trials_lengths_and_slopes_are_those_of_the_paper(table: str, place: int):
    along, decrease, curvature, rows = TABLES[table]
    trials, length, slope = rows[place]
    tried = []

    def at(t: float) -> tuple[float, float]:
        tried.append(t)
        return along(t)

    found = wolfe_length(at, *along(0.0), [1e-3, 1e-1, 1e1, 1e3][place], decrease, curvature, 1e-14, 20)
    assert len(tried) == trials
    assert found == pytest.approx(length, rel=0.03)
    assert along(found)[1] == pytest.approx(slope, rel=0.05, abs=1e-8)


@pytest.mark.parametrize("first", [1e-3, 0.3, 1.0, 7.0])
def test_the_minimum_of_a_parabola_is_found_at_the_second_trial(first: float):
    tried = []

    def parabola(t: float) -> tuple[float, float]:
        tried.append(t)
        return (t - 2.0) ** 2, 2 * (t - 2.0)

    found = wolfe_length(parabola, 4.0, -4.0, first, 1e-4, 1e-6, 1e-14, 20)
    if first >= 1.0:
        assert found == pytest.approx(2.0, abs=1e-6)
        assert len(tried) == 2
    else:  # no trial goes farther than five times the first length, or beyond the last by more than four steps
        assert tried[1] == pytest.approx(min(2.0, 5 * first))


@pytest.mark.parametrize("along", [
    lambda t: (-t, -1.0),  # falls for ever
    lambda t: (np.inf, np.nan),  # is nowhere finite
    lambda t: (1.0 - t if t < 1e-20 else 2.0, -1.0),  # the slope lies
])
def test_where_there_is_no_such_length_it_says_so_in_time(along: Along):
    tried = []
    assert wolfe_length(lambda t: tried.append(t) or along(t), 0.0, -1.0, 1.0, 1e-4, 0.9, 1e-14, 20) is None
    assert len(tried) <= 20
