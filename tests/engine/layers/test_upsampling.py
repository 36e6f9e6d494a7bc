"""Upsampling is that of PyTorch: by factors and to any size, repeated or drawn straight between the places."""

from __future__ import annotations

import numpy as np
import pytest

from engine.graph import LayerSpec
from engine.network import Network
from tests.engine.layers.checks import after, check_beside_torch, check_derivatives

MODES = {("nearest", 1): "nearest", ("nearest", 2): "nearest", ("linear", 1): "linear", ("linear", 2): "bilinear",
         ("corners", 1): "linear", ("corners", 2): "bilinear"}
BETWEEN = ["nearest", "linear", "corners"]
PLACES = [{"factor": (1,)}, {"factor": (2,)}, {"factor": (3,)}, {"size": (7,)}, {"size": (13,)}, {"size": (3,)},
          {"size": (1,)}]


@pytest.mark.parametrize("axes", [1, 2])
@pytest.mark.parametrize("between", BETWEEN)
@pytest.mark.parametrize("places", PLACES, ids=str)
def test_values_and_gradients_are_those_of_pytorch(places, between, axes):
    functional = pytest.importorskip("torch.nn.functional")
    shape = (5, 4, 2)[2 - axes:]

    def peer(x, arrays):
        size = [places["size"][0] if "size" in places else places["factor"][0] * n for n in shape[:-1]]
        options = {} if between == "nearest" else {"align_corners": between == "corners"}
        return functional.interpolate(x.movedim(-1, 1), size, mode=MODES[between, axes], **options).movedim(1, -1)

    check_beside_torch(f"upsampling{axes}d", {"interpolation": between, **places}, shape, peer)


@pytest.mark.parametrize("between", BETWEEN)
@pytest.mark.parametrize("places", [{"factor": (2, 3)}, {"size": (7, 0)}, {"size": (2, 5)}], ids=str)
def test_derivatives(places, between):
    before = LayerSpec("dense_1", "dense", {"units": 2, "activation": "tanh"})
    check_derivatives(after("upsampling2d", {"interpolation": between, **places}, (4, 3, 2), before))


@pytest.mark.parametrize("between", BETWEEN)
@pytest.mark.parametrize("size", [3, 6, 8, 11, 12])
def test_a_constant_stays_one_and_no_number_leaves_the_range(size, between):
    network = Network(after("upsampling1d", {"size": (size,), "interpolation": between}, (6, 2)), dtype="float64")
    x = np.random.default_rng(0).normal(size=(3, 6, 2))
    values = network.activations(np.empty(0), x)["layer"]
    assert values.shape == (3, size, 2)
    assert (values.max(1) <= x.max(1) + 1e-12).all()
    assert (values.min(1) >= x.min(1) - 1e-12).all()
    np.testing.assert_allclose(network.activations(np.empty(0), np.full_like(x, 0.7))["layer"], 0.7, rtol=1e-12)


def test_an_axis_without_a_size_follows_the_factor():
    network = Network(after("upsampling2d", {"size": (0, 5), "factor": (3, 2)}, (4, 4, 1)))
    assert network.shapes["layer"] == (12, 5, 1)
