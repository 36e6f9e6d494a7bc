"""Pooling against the engine's own layers, its gradient, and what moves with the image."""

from __future__ import annotations

import numpy as np
import pytest

from engine.errors import SettingError
from engine.vision import Sliding, convolve, equivariance, pool, routed

IMAGE = np.random.default_rng(7).random((9, 8))


@pytest.mark.parametrize(("kind", "by"), [("max", np.max), ("average", np.mean), ("sum", np.sum), ("min", np.min)])
def test_a_window_gives_one_number(kind, by):
    pooled = pool(IMAGE, kind, (3, 2), Sliding(stride=2)).values
    for row, column in np.ndindex(pooled.shape):
        assert pooled[row, column] == pytest.approx(by(IMAGE[2 * row:2 * row + 3, 2 * column:2 * column + 2]))
    assert pool(IMAGE, kind, IMAGE.shape).values == pytest.approx(by(IMAGE))


def test_zeros_beside_the_image_neither_win_nor_count():
    dark = -1 - IMAGE
    pooled = pool(dark, "max", (3, 3), Sliding(1, "same"))
    assert pooled.values[0, 0] == dark[:2, :2].max()
    assert (pooled.winners >= 0).all()
    assert pool(IMAGE, "average", (3, 3), Sliding(1, "same")).values[0, 0] == pytest.approx(IMAGE[:2, :2].mean())


@pytest.mark.parametrize("kind", ["max", "min", "average", "sum"])
def test_the_gradient_is_what_a_small_change_of_a_pixel_does(kind):
    sliding, gradient = Sliding(2, "same"), np.random.default_rng(8).normal(size=(5, 4))
    found, step = routed(IMAGE, kind, (3, 3), sliding, gradient), 1e-6
    for pixel in np.ndindex(IMAGE.shape):
        moved = IMAGE.copy()
        moved[pixel] += step
        change = (pool(moved, kind, (3, 3), sliding).values - pool(IMAGE, kind, (3, 3), sliding).values) / step
        assert (change * gradient).sum() == pytest.approx(found[pixel], abs=1e-6)


def test_of_equal_pixels_the_first_wins():
    assert pool(np.ones((2, 2)), "max", (2, 2)).winners.tolist() == [[[0, 0]]]
    assert routed(np.ones((2, 2)), "max", (2, 2), Sliding(stride=2), np.ones((1, 1))).tolist() == [[1, 0], [0, 0]]


def test_a_convolution_moves_with_the_image_and_a_stride_breaks_it():
    ring, kernel = np.random.default_rng(9).random((8, 8)), np.random.default_rng(1).normal(size=(3, 3, 1, 1))

    def around(stride):
        return lambda image: convolve(np.pad(image, ((0, 2), (0, 2)), "wrap")[..., None], kernel,
                                      Sliding(stride))[..., 0]

    assert equivariance(around(1), ring, (1, 3)) == pytest.approx(0.0, abs=1e-12)
    assert equivariance(around(2), ring, (2, 4), 2) == pytest.approx(0.0, abs=1e-12)
    assert equivariance(around(2), ring, (1, 0), 2) > 0.1


def test_a_window_that_does_not_fit_is_refused():
    with pytest.raises(SettingError, match="10×1"):
        pool(IMAGE, "max", (10, 1))
