"""Pooling agrees with PyTorch; the gradient of a maximum goes to the winner alone."""

from itertools import product

import numpy as np
import pytest

from engine.graph import LayerSpec
from engine.ir import Builder, compile_plan, gradients
from engine.network import Network
from engine.windows import Window
from tests.engine.layers.checks import after, check_derivatives, check_output

PEERS = {
    "max": lambda f, x, size, stride, pad: f.max_pool2d(x, size, stride, pad),
    "min": lambda f, x, size, stride, pad: -f.max_pool2d(-x, size, stride, pad),
    "average": lambda f, x, size, stride, pad: f.avg_pool2d(x, size, stride, pad, count_include_pad=False),
    "sum": lambda f, x, size, stride, pad: f.avg_pool2d(x, size, stride, pad, divisor_override=1),
}
SHAPES = list(product([(2, 2), (3, 2)], [(1, 1), (2, 2)], [0, 1]))


@pytest.mark.parametrize("function", PEERS)
@pytest.mark.parametrize(("size", "stride", "pad"), SHAPES)
def test_pooling_equals_pytorch(function, size, stride, pad):
    functional = pytest.importorskip("torch.nn.functional")
    settings = {"pool_size": size, "strides": stride, "padding": "explicit", "pad": (pad,), "function": function}
    check_output(after("pooling2d", settings, (8, 9, 3)),
                 lambda x, arrays: PEERS[function](functional, x, size, stride, pad))


@pytest.mark.parametrize("function", PEERS)
@pytest.mark.parametrize(("size", "stride", "pad"), SHAPES[1::3])
def test_pooling_derivatives(function, size, stride, pad):
    settings = {"pool_size": size, "strides": stride, "padding": "explicit", "pad": (pad,), "function": function}
    before = LayerSpec("conv2d_1", "conv2d", {"filters": 3, "activation": "tanh"})
    check_derivatives(after("pooling2d", settings, (8, 9, 2), before))


@pytest.mark.parametrize("function", ["max", "average", "min"])
@pytest.mark.parametrize("counted", [False, True])
@pytest.mark.parametrize(("size", "stride", "pad"), list(product([(2, 2), (3, 2)], [(2, 2), (3, 3), (1, 2)], [0, 1])))
def test_a_rest_is_kept_as_by_pytorch(function, counted, size, stride, pad):
    """ceil_mode and count_include_pad: zeros that count do so inside the padding, and not where it is only the rest."""
    functional = pytest.importorskip("torch.nn.functional")
    settings = {"pool_size": size, "strides": stride, "padding": "explicit", "pad": (pad,), "function": function,
                "ceil": True, "count_padding": counted}

    def peer(x, arrays):
        if function == "average":
            return functional.avg_pool2d(x, size, stride, pad, ceil_mode=True, count_include_pad=counted)
        sign = 1 if function == "max" else -1
        return sign * functional.max_pool2d(sign * x, size, stride, pad, ceil_mode=True)

    for shape in ((8, 9, 3), (7, 10, 2)):
        check_output(after("pooling2d", settings, shape), peer)
    if stride == (3, 3):
        before = LayerSpec("conv2d_1", "conv2d", {"filters": 2, "activation": "tanh"})
        check_derivatives(after("pooling2d", settings, (9, 10, 2), before))


def test_a_window_larger_than_the_image_sees_all_of_it_where_the_rest_is_kept():
    settings = {"pool_size": (5,), "strides": (3,), "ceil": True, "function": "average"}
    network = Network(after("pooling1d", settings, (3, 1)), dtype="float64")
    np.testing.assert_allclose(network.activations(np.empty(0), np.array([[[1.0], [2], [6]]]))["layer"], [[[3.0]]])


@pytest.mark.parametrize("kind", ["global_pooling", "pooling1d"])
@pytest.mark.parametrize("function", PEERS)
def test_sequences_and_whole_maps_pool(kind, function):
    before = LayerSpec("conv1d_1", "conv1d", {"filters": 3, "activation": "tanh"})
    check_derivatives(after(kind, {"function": function}, (9, 2), before))


def test_of_equal_elements_only_the_first_gets_the_gradient(device):
    ir = Builder()
    x = ir.leaf("input", "x", (1, 2, 4, 1))
    windows = (Window(2, 2), Window(2, 2))
    (gradient,) = gradients(ir, ir.total(ir.max_pool(x, windows)), [x])
    image = device.upload(np.array([[7.0, 7, 1, 2], [7, 0, 3, 3]]).reshape(1, 2, 4, 1))
    plan = compile_plan(device, "float64", [gradient], {x: image})
    np.testing.assert_array_equal(device.to_host(plan.run()[0]).reshape(2, 4), [[1, 0, 0, 0], [0, 0, 1, 0]])
