"""Depthwise and separable convolutions, and windows that see the past only: beside PyTorch, and what they promise."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest

from engine.graph import LayerSpec
from engine.network import Network
from tests.engine.layers.checks import after, check_beside_torch, check_derivatives, check_output

LINEAR = {"activation": "identity"}


def depthwise(functional, x, kernel, bias, **options):
    """x (batch, c, places…), kernel (…, 1, c · multiplier)."""
    axes = x.ndim - 2
    weight = kernel.permute(axes + 1, axes, *range(axes))
    return getattr(functional, f"conv{axes}d")(x, weight, bias, groups=x.shape[1], **options)


@pytest.mark.parametrize(("channels", "multiplier", "stride"), list(product([1, 3, 40], [1, 2], [1, 2])))
def test_a_depthwise_convolution_is_a_group_for_each_channel(channels, multiplier, stride):
    """Forty channels are more than go into one product."""
    functional = pytest.importorskip("torch.nn.functional")
    settings = {"multiplier": multiplier, "strides": (stride,), "padding": "explicit", "pad": (1,), **LINEAR}
    check_output(after("depthwise_conv2d", settings, (6, 7, channels)), lambda x, arrays: depthwise(
        functional, x, arrays["kernel"], arrays["bias"], stride=stride, padding=1))


def test_gradients_of_a_depthwise_convolution_are_those_of_pytorch():
    functional = pytest.importorskip("torch.nn.functional")
    check_beside_torch("depthwise_conv2d", {"multiplier": 2, **LINEAR}, (6, 5, 3), lambda x, arrays: depthwise(
        functional, x.movedim(-1, 1), arrays["kernel"], arrays["bias"]).movedim(1, -1))


@pytest.mark.parametrize("groups", [2, 3, 6, 12])
def test_narrow_groups_that_share_a_product_do_not_see_each_other(groups):
    functional = pytest.importorskip("torch.nn.functional")
    settings = {"filters": 24, "groups": groups, **LINEAR}
    check_output(after("conv2d", settings, (5, 6, 12)), lambda x, arrays: functional.conv2d(
        x, arrays["kernel"].permute(3, 2, 0, 1), arrays["bias"], groups=groups))
    network = Network(after("conv2d", settings, (5, 6, 12)), dtype="float64")
    rng = np.random.default_rng(0)
    parameters, x = network.initial_parameters(0), rng.normal(size=(1, 5, 6, 12))
    changed = x.copy()
    changed[..., 0] += 1.0
    moved = np.abs(network.activations(parameters, changed)["layer"] - network.activations(parameters, x)["layer"])
    assert (moved.max((0, 1, 2)) > 0).tolist() == [place < 24 // groups for place in range(24)]


@pytest.mark.parametrize("axes", [1, 2])
@pytest.mark.parametrize("multiplier", [1, 2])
def test_a_separable_convolution_is_a_depthwise_one_and_a_mixture(axes, multiplier):
    torch = pytest.importorskip("torch")
    settings = {"filters": 4, "multiplier": multiplier, **LINEAR}

    def peer(x, arrays):
        found = depthwise(torch.nn.functional, x.movedim(-1, 1), arrays["depthwise_kernel"], None)
        return found.movedim(1, -1) @ arrays["pointwise_kernel"] + arrays["bias"]

    check_beside_torch(f"separable_conv{axes}d", settings, (6, 5, 3)[2 - axes:], peer)


def test_a_separable_convolution_has_fewer_weights():
    """k²c + cf instead of k²cf (Howard et al. 2017)."""
    size = {kind: Network(after(kind, {"filters": 64, "use_bias": False}, (8, 8, 32))).size
            for kind in ("conv2d", "separable_conv2d")}
    assert size == {"conv2d": 9 * 32 * 64, "separable_conv2d": 9 * 32 + 32 * 64}


@pytest.mark.parametrize("kind", ["depthwise_conv1d", "depthwise_conv2d", "separable_conv1d", "separable_conv2d"])
@pytest.mark.parametrize("padding", ["same", "same_lower", "reflect"])
def test_derivatives(kind, padding):
    shape = (7, 2) if kind.endswith("1d") else (6, 5, 2)
    before = LayerSpec("dense_1", "dense", {"units": 3, "activation": "tanh"})
    check_derivatives(after(kind, {"padding": padding, "activation": "tanh", "multiplier": 2}, shape, before))


@pytest.mark.parametrize(("size", "dilation", "stride"), list(product([1, 2, 5], [1, 3], [1, 2])))
@pytest.mark.parametrize("kind", ["conv1d", "depthwise_conv1d"])
def test_a_causal_step_never_sees_a_later_one(kind, size, dilation, stride):
    settings = {"padding": "causal", "kernel_size": (size,), "dilation": (dilation,), "strides": (stride,), **LINEAR}
    network = Network(after(kind, settings, (12, 2)), dtype="float64")
    parameters, rng = network.initial_parameters(1), np.random.default_rng(0)
    x = rng.normal(size=(1, 12, 2))
    values = network.activations(parameters, x)["layer"]
    assert values.shape[1] == -(-12 // stride)
    for step in range(12):
        later = x.copy()
        later[:, step] += 1.0
        changed = np.abs(network.activations(parameters, later)["layer"] - values).max((0, 2)) > 0
        sees = [step in range(place * stride - dilation * (size - 1), place * stride + 1, dilation)
                for place in range(values.shape[1])]
        assert changed.tolist() == sees


@pytest.mark.parametrize(("size", "stride"), list(product([2, 3, 4], [1, 2, 3])))
def test_the_odd_zero_goes_before_or_after(size, stride):
    """Turned round, an image padded one way is one padded the other way."""
    length = 6 * stride  # so that the windows begin alike from both ends
    settings = {"kernel_size": (size,), "strides": (stride,), "use_bias": False, **LINEAR}
    upper, lower = (Network(after("conv2d", {"padding": padding, **settings}, (length, length, 2)), dtype="float64")
                    for padding in ("same", "same_lower"))
    rng = np.random.default_rng(0)
    images, kernel = rng.normal(size=(2, length, length, 2)), rng.normal(size=upper.size)
    turned = kernel.reshape(size, size, -1)[::-1, ::-1].ravel()
    assert upper.shapes["layer"][:2] == lower.shapes["layer"][:2] == (6, 6)
    if stride == 1:
        np.testing.assert_allclose(lower.activations(turned, images[:, ::-1, ::-1])["layer"][:, ::-1, ::-1],
                                   upper.activations(kernel, images)["layer"], rtol=1e-9, atol=1e-12)
    zeros = [network.graph.layer("layer").layer.windows(network.graph.layer("layer").settings, (length, length, 2))[0]
             for network in (upper, lower)]
    assert [(window.before, window.after) for window in zeros] == [
        (total // 2, total - total // 2) if place == 0 else (total - total // 2, total // 2)
        for place, total in enumerate([max(0, size - stride)] * 2)]
