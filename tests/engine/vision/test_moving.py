"""What moves with the image and what does not: strides, zeros and windows at the edge break it, nothing else does."""

from __future__ import annotations

import numpy as np
import pytest

from engine.errors import SettingError
from engine.vision import Pooling, Sliding, moved, pool

IMAGE = np.random.default_rng(2).random((12, 12))
KERNEL = np.random.default_rng(3).normal(size=(3, 3))
EVERY, HALF = Sliding(), Sliding(2)


def test_a_convolution_without_stride_moves_with_the_image():
    for shift in ((1, 0), (0, 5), (3, 7)):
        assert moved(KERNEL, EVERY, Pooling(), IMAGE, shift)["convolution"] == pytest.approx(0.0, abs=1e-12)


@pytest.mark.parametrize("kind", ["max", "average", "sum", "min"])
def test_pooling_moves_with_shifts_that_its_stride_divides_alone(kind):
    pooling = Pooling(kind, 2, HALF)
    assert moved(KERNEL, EVERY, pooling, IMAGE, (2, 4)) == pytest.approx(
        {"convolution": 0.0, "pooling": 0.0, "both": 0.0}, abs=1e-12)
    odd = moved(KERNEL, EVERY, pooling, IMAGE, (1, 0))
    assert odd["convolution"] == pytest.approx(0.0, abs=1e-12)
    assert min(odd["pooling"], odd["both"]) > 0.05


def test_pooling_at_every_place_moves_with_the_image():
    assert moved(KERNEL, EVERY, Pooling("max", 3, EVERY), IMAGE, (1, 2))["both"] == pytest.approx(0.0, abs=1e-12)


def test_strides_multiply():
    pooling = Pooling("max", 2, HALF)
    assert moved(KERNEL, HALF, pooling, IMAGE, (4, 8))["both"] == pytest.approx(0.0, abs=1e-12)
    assert moved(KERNEL, HALF, pooling, IMAGE, (2, 0))["both"] > 0.05


def test_zeros_around_the_image_are_a_place_that_does_not_move():
    assert moved(KERNEL, Sliding(1, "same"), Pooling(), IMAGE, (3, 0))["convolution"] > 0.05


@pytest.mark.parametrize("kind", ["max", "average", "sum", "min"])
def test_global_pooling_does_not_care_where_anything_is(kind):
    pooling = Pooling(kind, whole=True)
    assert moved(KERNEL, EVERY, pooling, IMAGE, (5, 1))["both"] == pytest.approx(0.0, abs=1e-12)
    assert pooling.pooled(IMAGE).values == pytest.approx(pool(IMAGE, kind, (12, 12), EVERY).values)
    assert pooling.routed(IMAGE, np.ones((1, 1))).sum() == pytest.approx(144.0 if kind == "sum" else 1.0)


def test_what_pools_is_checked():
    for wrong in ({"kind": "median"}, {"size": 0}, {"size": 17}, {"size": 2.0}):
        with pytest.raises(SettingError, match="window of pooling"):
            Pooling(**wrong)
