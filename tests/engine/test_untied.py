"""A convolution and its dense matrix are one function, until the matrix is let learn for itself."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.linalg import toeplitz

from engine.errors import SettingError
from engine.untied import Untied
from engine.vision import PRESETS, Sliding, convolve, dense_matrix, ties

SOBEL = PRESETS["sobel_x"].kernel()


@pytest.mark.parametrize("sliding", [Sliding(stride, padding, dilation) for stride in (1, 2, 3)
                                     for padding in ("valid", "same", "full") for dilation in (1, 2)])
@pytest.mark.parametrize("size", [(3, 3), (2, 4), (1, 1)])
def test_the_matrix_does_what_the_convolution_does(sliding, size):
    rng = np.random.default_rng(0)
    image, kernel = rng.normal(size=(7, 9)), rng.normal(size=size)
    matrix = dense_matrix(kernel, ties(image.shape, size, sliding))
    expected = convolve(image[..., None], kernel[..., None, None], sliding)
    np.testing.assert_allclose(matrix @ image.ravel(), expected.ravel(), atol=1e-12)


def test_along_one_row_it_is_the_matrix_of_toeplitz():
    kernel = np.array([[1.0, 2.0, 3.0]])
    matrix = dense_matrix(kernel, ties((1, 6), (1, 3), Sliding()))
    np.testing.assert_array_equal(matrix, toeplitz([1, 0, 0, 0], [1, 2, 3, 0, 0, 0]))


def test_every_weight_stands_once_for_each_output_where_nothing_is_put_around():
    tied = ties((8, 8), (3, 3), Sliding())
    assert tied.shape == (36, 64)
    assert np.bincount(tied[tied >= 0]).tolist() == [36] * 9


def test_a_mirrored_edge_has_no_tied_matrix():
    with pytest.raises(SettingError, match="no such matrix"):
        ties((8, 8), (3, 3), Sliding(padding="reflect"))
    with pytest.raises(SettingError, match="no such matrix"):
        ties((2, 8), (3, 3), Sliding())


def test_both_begin_as_one_function():
    both = Untied(SOBEL, Sliding(padding="same"), 20)
    start = both.moment()
    np.testing.assert_array_equal(start.matrix, dense_matrix(start.kernel, both.tied))
    np.testing.assert_allclose(start.convolution, start.dense, rtol=1e-5)


def test_few_weights_learn_the_rule_and_many_learn_the_examples():
    both = Untied(SOBEL, Sliding(), 40)
    both.train(400)
    moment = both.moment()
    assert moment.epochs == 400
    np.testing.assert_allclose(moment.kernel, SOBEL, atol=0.2)
    assert moment.convolution.max() < 0.05, "also on digits it has not seen, and on moved ones"
    training, new, moved = moment.dense
    assert training < 0.05
    assert new > 3 * training
    assert moved > 3 * new


def test_the_matrix_that_learns_is_tied_no_more():
    both = Untied(SOBEL, Sliding(), 40)
    both.train(20)
    matrix = both.moment().matrix
    one_weight = matrix[both.tied == 4]
    assert np.ptp(one_weight) > 0.01
    assert np.abs(matrix[both.tied < 0]).max() > 0.01, "zeros have learned too"
