"""Planes through weight space: where a walk is on them, how they are turned, how much of them is shown."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.errors import LaderaError
from engine.landscape import DirectionInputs, Plane, automatic_range, make_plane
from engine.network import Network
from tests.engine.networks import perceptron

SIZE = 40


def vectors(count: int, seed: int = 0) -> np.ndarray:
    return np.random.default_rng(seed).standard_normal((count, SIZE))


def skew_plane(trainable: int | None = None) -> Plane:
    """Directions of lengths 2 and 5 with cos(first, second) = 0.5."""
    u, v = np.linalg.qr(vectors(2).T)[0].T
    origin = vectors(1, seed=1)[0]
    return Plane(origin, 2.0 * u, 5.0 * (0.5 * u + np.sqrt(0.75) * v), trainable=trainable)


def test_a_point_projects_back_to_its_coordinates_where_directions_are_not_orthogonal():
    plane = skew_plane()
    seen = plane.project(plane.origin + 0.3 * plane.first - 0.7 * plane.second)
    np.testing.assert_allclose(seen.coordinates, [[0.3, -0.7]], atol=1e-13)
    assert seen.off_plane[0] == pytest.approx(0.0, abs=1e-12)
    length = np.sqrt(0.6**2 + 3.5**2 - 0.6 * 3.5)  # |0.3 · 2 u − 0.7 · 5 v|² with u · v = 0.5
    assert seen.distances[0] == pytest.approx(length)


def test_one_point_and_many_agree():
    plane = skew_plane()
    a, b = np.array([0.0, 0.3, 2.0]), np.array([0.0, -0.7, 0.1])
    points = plane.points(a, b)
    np.testing.assert_array_equal(points[0], plane.origin)
    np.testing.assert_allclose(points, [plane.point(*place) for place in zip(a, b, strict=True)], rtol=1e-13)


def test_what_is_off_the_plane_is_the_sine_of_the_angle_to_it():
    plane = skew_plane()
    across = vectors(1, seed=2)[0]
    basis = np.linalg.qr(plane.directions.T)[0]
    across -= basis @ (basis.T @ across)
    across *= np.linalg.norm(plane.first) / np.linalg.norm(across)
    seen = plane.project([plane.origin, plane.origin + plane.first + across, plane.origin + across])
    np.testing.assert_allclose(seen.coordinates, [[0, 0], [1, 0], [0, 0]], atol=1e-12)
    np.testing.assert_allclose(seen.off_plane, [0, np.sqrt(0.5), 1], atol=1e-12)
    assert seen.whole_off_plane == pytest.approx(np.sqrt((4 + 4) / (8 + 4)))


def test_a_walk_that_stands_still_is_on_the_plane():
    plane = skew_plane()
    assert plane.project(plane.origin).whole_off_plane == 0.0


def test_running_statistics_do_not_count_as_distance():
    plane = skew_plane(trainable=30)
    moved = plane.origin.copy()
    moved[30:] += 100.0
    assert plane.project(moved).distances.tolist() == [0.0]


@pytest.mark.parametrize(("first", "second"), [(1.0, -3.0), (1.0, 0.0), (0.0, 0.0), (1.0, np.nan), (1.0, np.inf)])
def test_directions_on_one_line_span_no_plane(first: float, second: float):
    along = vectors(1)[0]
    with pytest.raises(LaderaError, match="span no plane"), np.errstate(all="ignore"):
        Plane(np.zeros(SIZE), first * along, second * along)


def test_directions_that_differ_in_running_statistics_alone_span_no_plane():
    first = vectors(1)[0]
    second = np.where(np.arange(SIZE) < 30, first, -first)
    with pytest.raises(LaderaError, match="span no plane"):
        Plane(np.zeros(SIZE), first, second, trainable=30)
    assert Plane(np.zeros(SIZE), first, second).project(second).off_plane[0] == pytest.approx(0.0, abs=1e-12)


def turned(plane: Plane, angle: float, flip: float = 1.0) -> Plane:
    c, s = np.cos(angle), np.sin(angle)
    return Plane(plane.origin, c * plane.first + s * plane.second, flip * (c * plane.second - s * plane.first))


@pytest.mark.parametrize("angle", [0.0, 0.4, np.pi / 2, 2.0, np.pi])
@pytest.mark.parametrize("flip", [1.0, -1.0])
def test_the_same_plane_turned_or_flipped_aligns_to_the_very_same_directions(angle: float, flip: float):
    first, second = np.linalg.qr(vectors(2).T)[0].T * 3.0
    plane = Plane(np.zeros(SIZE), first, second)
    aligned = turned(plane, angle, flip).aligned_to(plane)
    np.testing.assert_allclose(aligned.directions, plane.directions, atol=1e-12)


@given(seed=st.integers(0, 10**6), near=st.floats(0.0, 2.0), skew=st.booleans())
def test_no_refit_ever_flips_and_no_other_turn_would_have_been_nearer(seed: int, near: float, skew: bool):
    """Of any plane to any other, however far: the directions differ by less than those of any turned or mirrored."""
    rng = np.random.default_rng(seed)
    before = np.linalg.qr(rng.standard_normal((SIZE, 2)))[0].T
    after = np.linalg.qr((before + near * rng.standard_normal((2, SIZE))).T)[0].T
    if skew:
        after[1] += 0.3 * after[0]
    plane, previous = Plane(np.zeros(SIZE), *after), Plane(np.zeros(SIZE), *before)
    aligned = plane.aligned_to(previous)
    away = np.linalg.norm(aligned.directions - before)
    assert ((aligned.directions * before).sum(axis=1) > -1e-12).all() if skew else away < 2.0 + 1e-12
    np.testing.assert_allclose(plane.project(aligned.directions).off_plane, 0.0, atol=1e-9)
    if not skew:
        for angle in np.linspace(0, 2 * np.pi, 33):
            for flip in (1.0, -1.0):
                assert away <= np.linalg.norm(turned(plane, angle, flip).directions - before) + 1e-12


@pytest.mark.parametrize("signs", [(1, 1), (-1, 1), (1, -1), (-1, -1)])
def test_directions_that_are_not_orthogonal_only_flip(signs: tuple[int, int]):
    plane = skew_plane()
    flipped = Plane(plane.origin, signs[0] * plane.first, signs[1] * plane.second)
    np.testing.assert_array_equal(flipped.aligned_to(plane).directions, plane.directions)


def test_refits_to_a_growing_walk_never_flip_and_span_what_they_spanned():
    """Eigenvectors have no sign: without alignment some of these refits do flip."""
    network = Network(perceptron(2, 8, 1))
    rng = np.random.default_rng(5)
    walk = np.cumsum(rng.standard_normal((40, network.size)) * np.linspace(2, 0.1, network.size), axis=0)
    previous, flips = None, 0
    for stop in range(6, 40):
        plane = make_plane("principal", DirectionInputs(network, walk[stop - 1], walk=walk[:stop]))
        if previous is not None:
            flips += bool((np.diag(plane.directions @ previous.directions.T) < 0).any())
            aligned = plane.aligned_to(previous)
            overlap = aligned.directions @ previous.directions.T
            assert (np.linalg.eigvalsh(overlap + overlap.T) > 0).all()
            np.testing.assert_allclose(plane.project(aligned.origin + aligned.directions).off_plane, 0, atol=1e-9)
            plane = aligned
        previous = plane
    assert flips


def test_the_automatic_range_contains_the_walk_and_the_origin():
    plane, rng = skew_plane(), np.random.default_rng(3)
    for _ in range(50):
        walk = plane.origin + rng.normal(0, 3) + rng.normal(0, rng.uniform(0.01, 10), (rng.integers(1, 9), SIZE))
        places = np.vstack([plane.project(walk).coordinates, np.zeros(2)])
        for axis, (low, high) in enumerate(automatic_range(plane, walk)):
            assert low < places[:, axis].min()
            assert high > places[:, axis].max()


def test_without_a_walk_the_range_is_a_share_of_the_directions():
    assert automatic_range(skew_plane(), share=0.5) == ((-0.5, 0.5), (-0.5, 0.5))
    assert automatic_range(skew_plane(), np.full((2, SIZE), np.nan)) == ((-1.0, 1.0), (-1.0, 1.0))


def test_weights_that_are_no_numbers_do_not_move_the_range():
    plane = skew_plane()
    walk = plane.points(np.array([0.0, 2.0]), np.array([0.0, 1.0]))
    broken = np.vstack([walk, np.full(SIZE, np.nan)])
    assert automatic_range(plane, broken) == automatic_range(plane, walk)
