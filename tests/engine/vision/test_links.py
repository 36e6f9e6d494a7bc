"""Which numbers of a convolution meet."""

from __future__ import annotations

import numpy as np
import pytest

from engine.vision import Sliding, convolve, inputs_of, outputs_of

SHAPE, SIZE = (7, 8), (3, 2)
SLIDINGS = [Sliding(stride, padding, dilation) for padding in ("valid", "same", "full", "reflect")
            for stride in (1, 2) for dilation in (1, 2)]


def slope(sliding, pixel):
    """The outputs that change with a pixel, by trying."""
    image, kernel = np.zeros((*SHAPE, 1)), np.arange(1.0, 7.0).reshape(3, 2, 1, 1)
    image[pixel] = 1.0
    return convolve(image, kernel, sliding)[..., 0]


@pytest.mark.parametrize("sliding", SLIDINGS, ids=str)
def test_an_input_reaches_the_outputs_that_change_with_it(sliding):
    for pixel in np.ndindex(SHAPE):
        places, taps = outputs_of(SHAPE, SIZE, sliding, pixel)
        made = np.zeros_like(slope(sliding, pixel))
        np.add.at(made, tuple(places.T), np.arange(1.0, 7.0).reshape(SIZE)[tuple(taps.T)])
        np.testing.assert_array_equal(made, slope(sliding, pixel))


def test_beside_the_image_an_output_reads_zeros():
    inputs = inputs_of(np.ones((4, 4, 1)), np.ones((3, 3, 1)), Sliding(padding="same"), (0, 0))
    assert inputs.rows.tolist() == inputs.columns.tolist() == [-1, 0, 1]
    assert inputs.values[..., 0].tolist() == [[0, 0, 0], [0, 1, 1], [0, 1, 1]]
    assert inputs.total == 4
