"""t-SNE: its probabilities and gradient by brute force, and a map beside that of scikit-learn."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.optimize import check_grad

from engine.sequences.tsne import affinities, divergence, tsne

RNG = np.random.default_rng(3)
CLOUDS = np.concatenate([RNG.normal(centre, 1.0, (30, 8)) for centre in (0.0, 6.0, -6.0)])


def test_each_point_has_as_many_neighbours_as_the_perplexity_says():
    perplexity = 12.0
    one_way = conditional(CLOUDS, perplexity)
    bits = -(one_way * np.log2(np.maximum(one_way, 1e-300))).sum(axis=1)
    np.testing.assert_allclose(2**bits, perplexity, rtol=1e-6)
    both = affinities(CLOUDS, perplexity)
    np.testing.assert_allclose(both, (one_way + one_way.T) / (2 * len(CLOUDS)), atol=1e-10)
    assert both.sum() == pytest.approx(1.0)


def conditional(points: np.ndarray, perplexity: float) -> np.ndarray:
    """p(j|i) (n, n), with each width found by bisection in plain loops."""
    from scipy.optimize import brentq

    count, found = len(points), np.zeros((len(points), len(points)))
    for row in range(count):
        others = [place for place in range(count) if place != row]
        apart = ((points[others] - points[row])**2).sum(axis=1)

        def chances(log_narrow: float, apart=apart) -> np.ndarray:
            weights = np.exp(-(apart - apart.min()) * np.exp(log_narrow))
            return weights / weights.sum()

        def missing(log_narrow: float, chances=chances) -> float:
            p = chances(log_narrow)
            return -(p * np.log2(np.maximum(p, 1e-300))).sum() - np.log2(perplexity)

        found[row, others] = chances(brentq(missing, -12, 6, xtol=1e-13))
    return found


def test_the_gradient_is_that_of_the_divergence():
    chances = affinities(CLOUDS[::5], 4.0)
    places = RNG.normal(size=(len(CLOUDS[::5]), 2))
    assert check_grad(lambda x: divergence(chances, x.reshape(-1, 2))[0],
                      lambda x: divergence(chances, x.reshape(-1, 2))[1].ravel(), places.ravel()) < 1e-6


def test_the_map_loses_no_more_than_that_of_scikit_learn():
    manifold = pytest.importorskip("sklearn.manifold")
    start = CLOUDS[:, :2]
    *_, last = tsne(CLOUDS, start, 12.0)
    theirs = manifold.TSNE(perplexity=12.0, method="exact", init="pca", random_state=0, max_iter=750).fit(CLOUDS)
    assert last.divergence < 1.05 * theirs.kl_divergence_
    assert last.done == 1.0


def test_what_is_near_stays_near_and_the_same_points_give_the_same_map():
    *_, last = tsne(CLOUDS, CLOUDS[:, :2], 12.0)
    apart = ((last.places[:, None] - last.places)**2).sum(axis=-1)
    np.fill_diagonal(apart, np.inf)
    assert (apart.argmin(axis=1) // 30 == np.arange(90) // 30).all()
    *_, again = tsne(CLOUDS, CLOUDS[:, :2], 12.0)
    assert np.array_equal(last.places, again.places)


def test_a_few_points_make_a_map_too():
    *_, last = tsne(CLOUDS[:5], CLOUDS[:5, :2], 30.0)
    assert np.isfinite(last.places).all()
