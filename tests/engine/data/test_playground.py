"""The playground sets have the geometry of TensorFlow Playground."""

from __future__ import annotations

import numpy as np
import pytest

from engine.data import FEATURES, SOURCES, DataSpec, load
from engine.data.playground import PLAYGROUND, bumps, circle, gaussian, plane, spiral, xor
from engine.errors import DataError, SettingError

DRAWS = (circle, xor, gaussian, spiral, plane, bumps)


def rng(seed: int = 0) -> np.random.Generator:
    return np.random.default_rng(seed)


def test_circle_is_labelled_by_radius():
    points, labels = circle(501, 0.0, rng())
    radius = np.linalg.norm(points, axis=1)
    assert np.array_equal(labels, radius < 2.5)
    assert labels.sum() == 251
    assert not ((radius > 2.5) & (radius < 3.5)).any(), "the gap is empty"
    assert radius.max() <= 5


def test_noise_of_the_circle_moves_labels_and_leaves_points():
    clean, noisy = circle(1000, 0.0, rng()), circle(1000, 0.3, rng())
    assert np.array_equal(clean[0], noisy[0])
    assert 0.02 < np.mean(clean[1] != noisy[1]) < 0.5


def test_xor_is_the_sign_of_the_product():
    points, labels = xor(500, 0.0, rng())
    assert np.array_equal(labels, points[:, 0] * points[:, 1] > 0)
    assert np.abs(points).min() >= 0.3
    assert np.abs(points).max() <= 5.3


@pytest.mark.parametrize(("noise", "variance"), [(0.0, 0.5), (0.25, 2.25), (0.5, 4.0)])
def test_gaussian_clouds_have_their_centres_and_variance(noise, variance):
    points, labels = gaussian(20_000, noise, rng())
    for label, centre in ((1, 2), (0, -2)):
        cloud = points[labels == label]
        assert len(cloud) == 10_000
        np.testing.assert_allclose(cloud.mean(axis=0), centre, atol=5 * np.sqrt(variance / 10_000))
        np.testing.assert_allclose(cloud.var(axis=0), variance, rtol=0.08)


def test_spiral_follows_its_formula():
    points, labels = spiral(200, 0.0, rng())
    for i in (0, 1, 37, 99):
        r, t = i / 100 * 5, 1.75 * i / 100 * 2 * np.pi
        np.testing.assert_allclose(points[i], [r * np.sin(t), r * np.cos(t)], atol=1e-12)
        np.testing.assert_allclose(points[100 + i], -points[i], atol=1e-12)  # the other arm is half a turn away
    assert labels.tolist() == [1] * 100 + [0] * 100


def test_noise_of_the_spiral_moves_points_by_at_most_its_share():
    moved = spiral(200, 0.5, rng())[0] - spiral(200, 0.0, rng())[0]
    assert 0.4 < np.abs(moved).max() <= 0.5


def test_plane_is_a_tenth_of_the_sum():
    points, values = plane(300, 0.0, rng())
    np.testing.assert_allclose(values, points.sum(axis=1) / 10)
    assert np.abs(points).max() <= 6


def test_bumps_are_cones_of_alternating_sign():
    points, values = bumps(5000, 0.0, rng())
    for centre, sign in (((-4, 2.5), 1), ((0, 2.5), -1), ((4, -2.5), -1), ((0, -2.5), 1)):
        distance = np.linalg.norm(points - centre, axis=1)
        near = distance < 2
        np.testing.assert_allclose(values[near], sign * (1 - distance[near] / 2))
    assert (values[np.linalg.norm(points - (-2, 0), axis=1) < 1] == 0).all()


@pytest.mark.parametrize("draw", DRAWS, ids=lambda draw: draw.__name__)
@pytest.mark.parametrize("samples", [20, 21])
def test_every_set_has_as_many_points_as_asked(draw, samples):
    points, labels = draw(samples, 0.2, rng())
    assert points.shape == (samples, 2)
    assert labels.shape == (samples,)


@pytest.mark.parametrize("source", PLAYGROUND, ids=lambda source: source.name)
def test_a_spec_gives_the_same_numbers_twice_and_another_seed_others(source):
    spec = {"source": source.name, "settings": {"noise": 20, "samples": 60}}
    first, second, other = (load(DataSpec(**spec, seed=seed)) for seed in (3, 3, 4))
    for part in ("train", "validation", "test"):
        for array in ("inputs", "targets", "raw"):
            assert np.array_equal(getattr(getattr(first, part), array), getattr(getattr(second, part), array))
    assert not np.array_equal(first.train.raw, other.train.raw)


def test_another_test_share_leaves_the_points_where_they_are():
    one, other = (load(DataSpec("circle", test_fraction=share)) for share in (0.2, 0.5))
    points = [np.sort(np.vstack([data.train.raw, data.test.raw]), axis=0) for data in (one, other)]
    assert np.array_equal(*points)


def test_derived_features_are_what_their_names_say():
    names = tuple(FEATURES)
    assert names == ("x1", "x2", "x1^2", "x2^2", "x1x2", "sin(x1)", "sin(x2)")
    data = load(DataSpec("spiral", features=names, standardize=False))
    x1, x2 = data.train.raw.T
    expected = np.column_stack([x1, x2, x1**2, x2**2, x1 * x2, np.sin(x1), np.sin(x2)])
    np.testing.assert_allclose(data.train.inputs, expected)
    assert data.feature_names == names
    assert data.input_shape == (7,)


def test_features_keep_the_order_in_which_they_were_chosen():
    data = load(DataSpec("xor", features=("x1x2", "x1"), standardize=False))
    np.testing.assert_allclose(data.transform([[2.0, 3.0]]), [[6.0, 2.0]])


def test_circle_is_a_straight_line_in_squares():
    data = load(DataSpec("circle", features=("x1^2", "x2^2"), standardize=False))
    assert np.array_equal(data.train.inputs.sum(axis=1) < 6.25, data.train.targets[:, 0] == 1)


@pytest.mark.parametrize("features", [("x3",), ("x1", "x1"), ("sin",)])
def test_an_unknown_or_repeated_feature_is_refused(features):
    with pytest.raises(DataError, match=features[0]):
        DataSpec("xor", features=features)


def test_only_playground_sets_offer_features():
    assert all(bool(source.features) == (source in PLAYGROUND) for source in SOURCES.values())
    with pytest.raises(DataError, match="Iris"):
        DataSpec("iris", features=("x1",))


@pytest.mark.parametrize("settings", [{"noise": 51}, {"noise": -1}, {"samples": 3}, {"sample": 30}, {"noise": "a lot"}])
def test_impossible_settings_are_refused(settings):
    with pytest.raises(SettingError):
        DataSpec("circle", settings)
