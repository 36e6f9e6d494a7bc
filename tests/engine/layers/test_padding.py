"""The sizes that convolution gives, beside the published formula, Keras and the scientific libraries."""

from itertools import product

import numpy as np
import pytest
from scipy.signal import correlate2d

from engine.fields import check_settings
from engine.layers import LAYERS
from engine.network import Network
from tests.engine.layers.checks import after

SIZES, STRIDES, DILATIONS, LENGTHS = (1, 2, 3, 5), (1, 2, 3), (1, 2), (9, 12, 28)


def size_after(length: int, **settings: object) -> int:
    """Places along a sequence of `length`."""
    layer = LAYERS["conv1d"]
    return layer.output_shape(check_settings(layer.fields, settings), ((length, 1),))[0]


def formula(i: int, k: int, s: int, d: int, p: int) -> int:
    """o = ⌊(i + 2p − d(k−1) − 1)/s⌋ + 1 (Dumoulin and Visin 2016, A guide to convolution arithmetic)."""
    return (i + 2 * p - d * (k - 1) - 1) // s + 1


@pytest.mark.parametrize(("k", "s", "d"), list(product(SIZES, STRIDES, DILATIONS)))
def test_the_published_formula_gives_the_size(k, s, d):
    for i in LENGTHS:
        window = {"kernel_size": (k,), "strides": (s,), "dilation": (d,)}
        assert size_after(i, **window) == formula(i, k, s, d, 0)
        assert size_after(i, **window, padding="full") == formula(i, k, s, d, d * (k - 1))
        for p in (0, 1, 4):
            assert size_after(i, **window, padding="explicit", pad=(p,)) == formula(i, k, s, d, p)
        assert size_after(i, **window, padding="same") == -(-i // s)
        if d * (k - 1) % 2 == 0:  # else one side has one place more, and no p is right
            assert size_after(i, **window, padding="reflect") == formula(i, k, s, d, d * (k - 1) // 2)
        assert size_after(i, **window, padding="reflect") == -(-i // s)


@pytest.mark.parametrize(("padding", "size", "p", "o"), [
    ("valid", 3, 0, 2), ("explicit", 4, 2, 6), ("same", 3, 1, 5), ("full", 3, 2, 7)])
def test_the_relationships_of_the_guide(padding, size, p, o):
    """Relationships 1 to 4, with the sizes of their figures: strides of 1."""
    i = {"valid": 4}.get(padding, 5)
    assert size_after(i, kernel_size=(size,), padding=padding, pad=(p,)) == formula(i, size, 1, 1, p) == o


def test_a_16_by_16_kernel_on_a_256_by_256_image_gives_241_by_241():
    layer = LAYERS["conv2d"]
    settings = check_settings(layer.fields, {"kernel_size": (16, 16), "filters": 32})
    assert layer.output_shape(settings, ((256, 256, 1),)) == (241, 241, 32)


@pytest.mark.parametrize("stride", [(1, 1), (2, 2), (3, 2)])
def test_the_same_size_at_any_stride_is_that_of_keras(stride):
    """More zeros after than before where their number is odd: the values agree, not the sizes alone."""
    pytest.importorskip("torch")  # what Keras computes with here
    keras = pytest.importorskip("keras")
    for size, image in product([(3, 3), (5, 2), (2, 4)], [(7, 8), (9, 6)]):
        graph = after("conv2d", {"kernel_size": size, "strides": stride, "padding": "same", "filters": 2,
                                 "activation": "identity"}, (*image, 3))
        network = Network(graph, dtype="float64")
        rng = np.random.default_rng(0)
        parameters, inputs = rng.normal(size=network.size), rng.normal(size=(2, *image, 3))
        kernel = network.layout.view(parameters, "layer/kernel")
        theirs = keras.ops.conv(inputs, kernel, strides=stride, padding="same")
        ours = network.activations(parameters, inputs)["layer"] - network.layout.view(parameters, "layer/bias")
        np.testing.assert_allclose(ours, keras.ops.convert_to_numpy(theirs), rtol=1e-10, atol=1e-10)


@pytest.mark.parametrize(("padding", "mode", "boundary"), [
    ("valid", "valid", None), ("full", "full", None), ("same", "same", None), ("reflect", "valid", "reflect")])
def test_the_words_mean_what_they_mean_in_numpy_and_scipy(padding, mode, boundary):
    image, kernel = np.random.default_rng(1).normal(size=(9, 8)), np.random.default_rng(2).normal(size=(5, 3))
    graph = after("conv2d", {"kernel_size": (5, 3), "padding": padding, "filters": 1, "activation": "identity",
                             "use_bias": False}, (9, 8, 1))
    seen = image if boundary is None else np.pad(image, ((2, 2), (1, 1)), mode=boundary)
    ours = Network(graph, dtype="float64").activations(kernel.ravel(), image[None, :, :, None])["layer"]
    np.testing.assert_allclose(ours[0, :, :, 0], correlate2d(seen, kernel, mode), rtol=1e-12, atol=1e-12)


def test_every_axis_has_its_own_padding():
    layer = LAYERS["conv2d"]
    settings = check_settings(layer.fields, {"kernel_size": (5, 2), "filters": 1, "padding": "explicit", "pad": (3, 0)})
    assert layer.output_shape(settings, ((9, 9, 1),)) == (11, 8, 1)
    full = check_settings(layer.fields, {"kernel_size": (5, 2), "filters": 1, "padding": "full"})
    assert layer.output_shape(full, ((9, 9, 1),)) == (13, 10, 1)


@pytest.mark.parametrize("kind", ["pooling1d", "pooling2d", "conv1d_transpose", "conv2d_transpose"])
def test_pooling_and_transposed_convolution_offer_what_they_can_do(kind):
    """Full and mirrored edges are a convolution's; the others pad with zeros, or with what never counts."""
    field = next(field for field in LAYERS[kind].fields if field.name == "padding")
    lower = {"same_lower"} if kind.startswith("pooling") else set()
    assert set(field.options) == {"valid", "same", "explicit"} | lower
    assert next(field for field in LAYERS[kind].fields if field.name == "pad").check((0,)) == (0,)


def test_a_transposed_convolution_takes_away_what_each_axis_says():
    layer = LAYERS["conv2d_transpose"]
    settings = check_settings(layer.fields, {"kernel_size": (4, 4), "padding": "explicit", "pad": (0, 1), "filters": 1})
    assert layer.output_shape(settings, ((5, 5, 2),)) == (12, 10, 1)


@pytest.mark.parametrize("function", ["max", "average", "sum", "min"])
def test_a_pooling_window_that_would_see_padding_alone_is_said(function):
    graph = after("pooling2d", {"function": function, "padding": "explicit", "pad": (1, 2)}, (8, 8, 1))
    (problem,) = graph.problems()
    assert "layer" in problem.layers
    assert "nothing but padding" in str(problem)
