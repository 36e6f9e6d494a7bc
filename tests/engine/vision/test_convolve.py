"""A kernel over an image: what SciPy and the engine's own layer say too."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from scipy import ndimage, signal

from engine.errors import SettingError
from engine.layers import LAYERS
from engine.layers.base import ShapeError
from engine.vision import PRESETS, Sliding, convolve, formula, inputs_of, largest_dilation, turned
from engine.vision.sliding import read_by
from engine.windows import Window

PICTURE = np.random.default_rng(5).random((23, 19))


def one(image, kernel, **options):
    turn = options.pop("turn", False)
    return convolve(image[..., None], kernel[..., None, None], Sliding(**options), turn=turn)[..., 0]


@pytest.mark.parametrize("name", PRESETS)
def test_every_preset_gives_what_scipy_gives_with_every_padding(name):
    kernel = PRESETS[name].kernel()
    for padding in ("valid", "same", "full"):
        for turn, peer in ((False, signal.correlate2d), (True, signal.convolve2d)):
            np.testing.assert_allclose(one(PICTURE, kernel, padding=padding, turn=turn),
                                       peer(PICTURE, kernel, padding), atol=1e-12)
    for turn, peer in ((False, ndimage.correlate), (True, ndimage.convolve)):
        np.testing.assert_allclose(one(PICTURE, kernel, padding="reflect", turn=turn),
                                   peer(PICTURE, kernel, mode="mirror"), atol=1e-12)


def test_an_even_kernel_keeps_the_size_with_the_odd_zero_after():
    kernel = np.random.default_rng(1).random((4, 2))
    padded = np.pad(PICTURE, ((1, 2), (0, 1)))
    np.testing.assert_allclose(one(PICTURE, kernel, padding="same"), signal.correlate2d(padded, kernel, "valid"))


def test_256_by_256_and_16_by_16_give_241_by_241_and_32_kernels_32_maps():
    rng = np.random.default_rng(2)
    assert convolve(rng.random((256, 256, 1)), rng.random((16, 16, 1, 32))).shape == (241, 241, 32)


def test_colours_are_summed_or_stay_by_themselves():
    rng = np.random.default_rng(3)
    image, kernel = rng.random((12, 11, 3)), rng.random((3, 3, 3))
    apart = np.stack([one(image[..., c], kernel[..., c]) for c in range(3)], axis=-1)
    np.testing.assert_allclose(convolve(image, kernel[:, :, None], groups=3), apart)
    np.testing.assert_allclose(convolve(image, kernel[..., None])[..., 0], apart.sum(axis=-1))


def test_a_convolution_draws_its_kernel_where_a_point_is_and_a_correlation_draws_it_turned():
    point, kernel = np.zeros((7, 7)), PRESETS["emboss"].kernel()
    point[3, 3] = 1
    np.testing.assert_array_equal(one(point, kernel, turn=True)[1:4, 1:4], kernel)
    np.testing.assert_array_equal(one(point, kernel)[1:4, 1:4], turned(kernel))
    assert not np.array_equal(kernel, turned(kernel))


def test_the_formula_counts_the_places_of_every_legal_window():
    for i, k, p, s, d in product(range(1, 13), range(1, 6), range(5), range(1, 4), range(1, 4)):
        window = Window(k, s, d, p, p)
        counted = sum(1 for start in range(-p, i + p, s) if start + d * (k - 1) < i + p)
        assert window.places(i) == counted, (i, k, p, s, d)
        if counted:
            assert counted == (i + 2 * p - d * (k - 1) - 1) // s + 1
            assert formula(window, i).endswith(f"= {counted}")
            taps = read_by(window, i)
            assert taps.shape == (counted, k)
            assert [slice_of(window.tap(tap, i)) for tap in range(k)] == [
                [(place, at) for place, at in enumerate(column) if at >= 0] for column in taps.T.tolist()]


def slice_of(pair):
    places, elements = pair
    return list(zip(range(places.start, places.stop), range(elements.start, elements.stop, elements.step),
                    strict=True))


@pytest.mark.parametrize("padding", ["valid", "same", "full", "reflect"])
def test_the_layer_of_the_engine_has_the_same_places(padding):
    layer = LAYERS["conv2d"]
    for i, k, s, d in product(range(1, 13), range(1, 6), range(1, 4), range(1, 4)):
        sliding = Sliding(s, padding, d)
        settings = {field.name: field.default for field in layer.fields} | {
            "kernel_size": (k,), "strides": (s,), "dilation": (d,), "padding": padding, "filters": 1}
        try:
            shape = layer.output_shape(settings, ((i, i, 1),))
        except ShapeError:
            assert not sliding.fits((i, i), (k, k)), (i, k, s, d)
        else:
            assert sliding.fits((i, i), (k, k)), (i, k, s, d)
            assert shape == (*sliding.places((i, i), (k, k)), 1)


@pytest.mark.parametrize("padding", ["valid", "same", "full", "reflect"])
def test_strides_and_dilations_are_the_sums_of_their_products(padding):
    rng = np.random.default_rng(4)
    image, kernel = rng.random((9, 10, 2)), rng.normal(size=(3, 2, 2))
    for stride, dilation, turn in ((2, 1, False), (1, 3, True), (3, 2, True)):
        sliding = Sliding(stride, padding, dilation)
        whole = convolve(image, kernel[..., None], sliding, turn=turn)[..., 0]
        for place in np.ndindex(whole.shape):
            inputs = inputs_of(image, kernel, sliding, place, turn=turn)
            assert inputs.total == pytest.approx(whole[place])
            assert inputs.products.sum() == pytest.approx(inputs.total)


def test_the_largest_dilation_is_the_last_that_fits():
    assert largest_dilation(Sliding(), (8, 9), (3, 3)) == 3
    assert largest_dilation(Sliding(padding="same"), (8, 9), (3, 3)) == 16
    assert largest_dilation(Sliding(), (2, 9), (3, 3)) == 0


def test_a_kernel_that_does_not_fit_is_refused_with_both_sizes():
    with pytest.raises(SettingError, match="5×5 does not fit into an image of 4×9"):
        convolve(np.ones((4, 9, 1)), np.ones((5, 5, 1, 1)))
    with pytest.raises(SettingError, match="3 channels"):
        convolve(np.ones((9, 9, 1)), np.ones((3, 3, 3, 1)))


@pytest.mark.parametrize("padding", ["valid", "same", "full", "reflect"])
def test_large_images_give_what_the_layers_give(padding):
    rng = np.random.default_rng(6)
    image = rng.random((171, 260, 3))
    for size, stride, dilation, groups in ((16, 1, 1, 1), (5, 2, 1, 3), (3, 1, 4, 1), (7, 2, 3, 3)):
        sliding, kernel = Sliding(stride, padding, dilation), rng.normal(size=(size, size - 1, 3 // groups, groups))
        made = convolve(image, kernel, sliding, groups=groups)
        twice = np.repeat(kernel, 2, axis=3)  # of two maps a group the compiled layer is asked
        np.testing.assert_allclose(made, convolve(image, twice, sliding, groups=groups)[..., ::2], atol=1e-11)
        image.setflags(write=False)
        np.testing.assert_array_equal(convolve(image, kernel, sliding, groups=groups), made)
        image.setflags(write=True)


def test_large_images_are_convolved_as_by_scipy():
    rng = np.random.default_rng(7)
    image, kernel = rng.random((300, 140)), rng.normal(size=(15, 16))
    for turn, peer in ((False, signal.correlate2d), (True, signal.convolve2d)):
        np.testing.assert_allclose(one(image, kernel, padding="full", turn=turn), peer(image, kernel, "full"),
                                   atol=1e-11)


def test_what_a_large_image_has_nothing_of_is_zero():
    image, kernel = np.zeros((200, 200)), np.random.default_rng(8).normal(size=(9, 9))
    image[60, 60] = 1
    made = one(image, kernel, turn=True, padding="same")
    np.testing.assert_allclose(made[56:65, 56:65], kernel, atol=1e-13)
    assert np.count_nonzero(made) == kernel.size


def test_an_image_that_is_written_to_is_looked_at_again():
    image, kernel = np.random.default_rng(9).random((150, 150)), np.ones((5, 5))
    before = one(image, kernel)
    image += 1
    np.testing.assert_allclose(one(image, kernel), before + 25)
