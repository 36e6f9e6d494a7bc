"""Kernels as people write them down."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import ndimage

from engine.errors import SettingError
from engine.vision import PRESETS

POINT = np.zeros((31, 31))
POINT[15, 15] = 1.0


def test_emboss_is_the_one_of_the_course():
    assert PRESETS["emboss"].kernel().tolist() == [[-2, -2, 0], [-2, 6, 0], [0, 0, 0]]


@pytest.mark.parametrize(("name", "peer", "axis"), [
    ("sobel_x", ndimage.sobel, 1), ("sobel_y", ndimage.sobel, 0), ("prewitt_x", ndimage.prewitt, 1),
    ("prewitt_y", ndimage.prewitt, 0), ("laplacian", lambda image, axis: ndimage.laplace(image), 0)])
def test_the_classic_ones_are_those_of_scipy(name, peer, axis):
    image = np.random.default_rng(0).random((12, 12))
    np.testing.assert_allclose(ndimage.correlate(image, PRESETS[name].kernel()), peer(image, axis=axis), atol=1e-12)


def test_scharr_turns_most_evenly():
    """Of a wave in any direction the two slopes tell the direction, better than Sobel's."""
    y, x = np.indices((41, 41)) - 20.0
    errors = {}
    for name in ("sobel", "scharr"):
        worst = 0.0
        for angle in np.radians(np.arange(5, 90, 5)):
            wave = np.sin(0.9 * (x * np.cos(angle) + y * np.sin(angle)))
            slopes = [ndimage.correlate(wave, PRESETS[f"{name}_{axis}"].kernel())[20, 20] for axis in "xy"]
            worst = max(worst, abs(np.arctan2(slopes[1], slopes[0]) - angle))
        errors[name] = worst
    assert errors["scharr"] < errors["sobel"] / 4


def test_blurs_keep_the_brightness_and_the_bell_is_scipys():
    for name, settings in (("box", {"size": 7}), ("gaussian", {"size": 9, "sigma": 1.7})):
        assert PRESETS[name].kernel(**settings).sum() == pytest.approx(1.0)
    wide = ndimage.gaussian_filter(POINT, 1.5, radius=7)[8:23, 8:23]
    np.testing.assert_allclose(PRESETS["gaussian"].kernel(size=15, sigma=1.5), wide, atol=1e-12)


def test_a_gabor_turned_by_a_quarter_is_transposed_and_one_of_an_edge_is_odd():
    upright, flat = (PRESETS["gabor"].kernel(angle=angle) for angle in (0.0, 90.0))
    np.testing.assert_allclose(flat, upright.T, atol=1e-12)
    edge = PRESETS["gabor"].kernel(phase=90.0)
    np.testing.assert_allclose(edge, -edge[:, ::-1], atol=1e-12)
    assert PRESETS["gabor"].kernel()[4, 4] == 1.0


def test_settings_out_of_range_are_refused():
    with pytest.raises(SettingError):
        PRESETS["box"].kernel(size=17)
