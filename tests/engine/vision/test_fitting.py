"""The least-squares kernel."""

from __future__ import annotations

import numpy as np
import pytest

from engine.vision import PRESETS, Sliding, convolve, exhibit, fit_kernel

SHAPES = exhibit("shapes").array[:40, :40]


@pytest.mark.parametrize("turn", [False, True])
@pytest.mark.parametrize("padding", ["valid", "same", "reflect"])
def test_the_kernel_that_made_an_output_is_found_again(padding, turn):
    image, sliding = np.random.default_rng(0).random((14, 15, 2)), Sliding(1, padding)
    kernel = np.random.default_rng(1).normal(size=(3, 3, 2))
    fit = fit_kernel(image, convolve(image, kernel[..., None], sliding, turn=turn)[..., 0], (3, 3), sliding, turn=turn)
    np.testing.assert_allclose(fit.kernel, kernel, atol=1e-9)
    assert fit.unexplained == pytest.approx(0.0, abs=1e-15)
    assert fit.free == 0


def test_what_no_kernel_can_do_stays_as_a_residual():
    blurred = convolve(SHAPES, PRESETS["gaussian"].kernel(size=9, sigma=2.0)[..., None, None], Sliding(1, "same"))
    small = fit_kernel(SHAPES, blurred[..., 0], (3, 3), Sliding(1, "same"))
    large = fit_kernel(SHAPES, blurred[..., 0], (9, 9), Sliding(1, "same"))
    assert small.unexplained > 1e-3 > 1e-12 > large.unexplained
    rng = np.random.default_rng(2)
    for _ in range(5):  # no other kernel does better
        other = small.kernel + 0.01 * rng.normal(size=small.kernel.shape)
        made = convolve(SHAPES, other[..., None], Sliding(1, "same"))[..., 0]
        assert np.square(blurred[..., 0] - made).sum() > np.square(small.residual).sum()


def test_places_where_anything_will_do_take_no_part():
    image = np.random.default_rng(3).random((10, 10, 1))
    wanted = np.full((8, 8), np.nan)
    wanted[2:6, 2:6] = convolve(image, PRESETS["laplacian"].kernel()[..., None, None])[2:6, 2:6, 0]
    np.testing.assert_allclose(fit_kernel(image, wanted, (3, 3)).kernel[..., 0], PRESETS["laplacian"].kernel(),
                               atol=1e-9)


def test_a_flat_picture_leaves_directions_free():
    assert fit_kernel(np.ones((6, 6, 1)), np.ones((4, 4)), (3, 3)).free == 8
