"""Whoever counts critical points by proof, without a single start, counts those that are found.

All functions of the gallery, written once more by hand, go through interval arithmetic (see `intervals`): every point
of the domain is either in a box that cannot hold a critical point, or in one that holds exactly one. Only Ackley's tip
and the degenerate point of the monkey saddle remain as specks about which nothing can be proven.

Eggholder is not smooth where u = x/2 + y + 47 or v = x − y − 47 is zero, and has four smooth parts. In each, with
signs s and t, u = s p² and v = t q² turn it into −w sin p − x sin q with x = ⅔(s p² + t q²) and
w = y + 47 = ⅓(2s p² − t q²), smooth up to the creases. The map from (p, q) to (x, y) can be undone where neither is
zero, so critical points are the same in both and keep the signs of their curvatures. On a crease, where p = 0, the
slope along p is −w: it is zero only where q = 0 too, at the tip.
"""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest

from engine.descent.critical import CriticalPoints, find_critical_points
from engine.descent.function import Function
from engine.descent.gallery import EXAMPLES
from tests.engine.descent.gallery import found
from tests.engine.descent.intervals import Jet, Proven, cos, critical_points, exp, jet, root, sin

TURN = 2 * np.pi
FORMULAS = {
    "valley_curve": lambda x: 2 * x**2 * cos(x) - 5 * x,
    "cosine_curve": lambda x: x * cos(x),
    "bowl": lambda x, y: x**2 + y**2,
    "tilted_gutter": lambda x, y: x**2 + 3 * y,
    "waves": lambda x, y: sin(0.5 * x**2 - 0.25 * y**2 + 3) * cos(2 * x + 1 - exp(y)),
    "saddle": lambda x, y: x**2 - y**2,
    "monkey_saddle": lambda x, y: x**3 - 3 * x * y**2,
    "himmelblau": lambda x, y: (x**2 + y - 11)**2 + (x + y**2 - 7)**2,
    "rosenbrock": lambda x, y: (1 - x)**2 + 100 * (y - x**2)**2,
    "booth": lambda x, y: (x + 2 * y - 7)**2 + (2 * x + y - 5)**2,
    "beale": lambda x, y: (1.5 - x + x * y)**2 + (2.25 - x + x * y**2)**2 + (2.625 - x + x * y**3)**2,
    "six_hump_camel": lambda x, y: 4 * x**2 - 2.1 * x**4 + (1 / 3) * x**6 + x * y - 4 * y**2 + 4 * y**4,
    "three_hump_camel": lambda x, y: 2 * x**2 - 1.05 * x**4 + (1 / 6) * x**6 + x * y + y**2,
    "matyas": lambda x, y: 0.26 * (x**2 + y**2) - 0.48 * x * y,
    "mccormick": lambda x, y: sin(x + y) + (x - y)**2 - 1.5 * x + 2.5 * y + 1,
    "styblinski_tang": lambda x, y: 0.5 * (x**4 - 16 * x**2 + 5 * x + y**4 - 16 * y**2 + 5 * y),
    "goldstein_price": lambda x, y: (
        (1 + (x + y + 1)**2 * (19 - 14 * x + 3 * x**2 - 14 * y + 6 * x * y + 3 * y**2))
        * (30 + (2 * x - 3 * y)**2 * (18 - 32 * x + 12 * x**2 + 48 * y - 36 * x * y + 27 * y**2))),
    "rastrigin": lambda x, y: x**2 - 10 * cos(TURN * x) + y**2 - 10 * cos(TURN * y),
    "ackley": lambda x, y: -20 * exp(-0.2 * root(0.5 * (x**2 + y**2))) - exp(0.5 * (cos(TURN * x) + cos(TURN * y))),
    "levy_13": lambda x, y: (sin(1.5 * TURN * x)**2 + (x - 1)**2 * (1 + sin(1.5 * TURN * y)**2)
                             + (y - 1)**2 * (1 + sin(TURN * y)**2)),
    "easom": lambda x, y: -cos(x) * cos(y) * exp(-(x - np.pi)**2 - (y - np.pi)**2),
}
KINDS = {1: ("minimum", "maximum"), 2: ("minimum", "saddle", "maximum")}
LONG = {"ackley", "beale", "goldstein_price", "levy_13", "waves"}
"""Proofs that take a second or more."""
ODD = {"ackley": ["not_smooth"], "monkey_saddle": ["degenerate"]}


def agree(points: CriticalPoints, places: np.ndarray, indices: np.ndarray) -> None:
    """The same points, each of the same kind."""
    for index, kind in enumerate(KINDS[places.shape[1]]):
        ours = np.array([point.position for point in points.of_kind(kind)]).reshape(-1, places.shape[1])
        proven = places[indices == index]
        assert len(ours) == len(proven), kind
        if len(proven):
            apart = np.linalg.norm(ours[:, None] - proven, axis=-1)
            assert max(apart.min(axis=0).max(), apart.min(axis=1).max()) < 1e-7, kind


def proven(name: str) -> Proven:
    return critical_points(FORMULAS[name], EXAMPLES[name].domain)


def test_all_functions_are_here():
    assert set(FORMULAS) | {"eggholder"} == set(EXAMPLES)


@pytest.mark.parametrize("name", FORMULAS)
def test_a_formula_is_that_of_the_gallery(name):
    """By its slopes, since some are written without their constant."""
    example = EXAMPLES[name]
    low, high = np.array(example.domain).T
    points = np.random.default_rng(2).uniform(low, high, (50, example.dimension))
    slopes = np.stack([slope.middle for slope in jet(FORMULAS[name], points, points).slope], axis=-1)
    np.testing.assert_allclose(slopes, example.function().gradient(points), rtol=1e-9, atol=1e-9)


@pytest.mark.parametrize("name", [pytest.param(name, marks=pytest.mark.thorough) if name in LONG else name
                                  for name in FORMULAS])
def test_what_is_found_is_what_is_proven(name):
    points, proof = found(name), proven(name)
    agree(points, proof.points, proof.indices)
    odd = [point for point in points.points if point.kind not in KINDS[proof.points.shape[1]]]
    assert [point.kind for point in odd] == ODD.get(name, [])
    assert (len(proof.open) > 0) == (name in ODD)
    for point in odd:
        np.testing.assert_allclose(proof.open, np.broadcast_to(point.position, proof.open.shape), atol=1e-5)


def folded(s: int, t: int) -> Proven:
    """Eggholder where u has the sign s and v the sign t, in (p, q)."""
    def formula(p: Jet, q: Jet) -> Jet:
        return (1 / 3) * (t * q**2 - 2 * s * p**2) * sin(p) - (2 / 3) * (s * p**2 + t * q**2) * sin(q)

    return critical_points(formula, ((0.0, 29.0), (0.0, 33.0)))  # u < 29² and v < 33² in the domain


@pytest.mark.thorough
def test_eggholder_has_75_minima_148_saddles_72_maxima_and_a_tip():
    places, indices = [], []
    for s, t in product((1, -1), repeat=2):
        proof = folded(s, t)
        p, q = proof.points.T ** 2
        places.append(np.stack([(s * p + t * q) / 1.5, (2 * s * p - t * q) / 3 - 47], axis=-1))
        indices.append(proof.indices)
        np.testing.assert_allclose(proof.open, 0.0, atol=1e-5)
    places, indices = np.concatenate(places), np.concatenate(indices)
    inside = (np.abs(places) < 512).all(axis=-1)
    assert np.bincount(indices[inside]).tolist() == [75, 148, 72]
    points = found("eggholder")
    agree(points, places[inside], indices[inside])
    odd = [point for point in points.points if point.kind not in KINDS[2]]
    assert {point.kind for point in odd} == {"not_smooth"}
    x, y = np.array([point.position for point in odd]).T
    assert np.all(np.minimum(np.abs(x / 2 + y + 47), np.abs(x - y - 47)) < 1e-3), "all others lie on creases"
    assert np.hypot(x, y + 47).min() < 1e-6, "the tip, where both creases meet"


@pytest.mark.thorough
def test_waves_of_any_direction_and_length():
    """Sums of sines, in a bowl or not: nothing is missed where nobody knows the answer beforehand."""
    rng = np.random.default_rng(3)
    for _ in range(6):
        terms = np.round(rng.normal(0, (1, 2, 2, 3), (4, 4)), 2).tolist()
        bowl = float(rng.choice([0.0, 0.05, 0.3]))
        text = f"{bowl} (x² + y²)" + "".join(f" + ({size}) sin(({a}) x + ({b}) y + {phase})"
                                               for size, a, b, phase in terms)

        def formula(x: Jet, y: Jet, bowl=bowl, terms=terms) -> Jet:
            return sum((size * sin(a * x + b * y + phase) for size, a, b, phase in terms), bowl * (x**2 + y**2))

        domain = ((-3.0, 3.0),) * 2
        points, proof = find_critical_points(Function(text), domain), critical_points(formula, domain)
        assert not len(proof.open)
        agree(points, proof.points, proof.indices)
        assert len(points.points) == len(proof.points)
