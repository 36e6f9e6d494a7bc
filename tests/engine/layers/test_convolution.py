"""Convolutions agree with PyTorch in every combination of settings, and with their own arithmetic."""

from itertools import product

import numpy as np
import pytest

from engine.graph import LayerSpec, sequential
from engine.ir import lazy_unroll
from engine.layers import ShapeError
from engine.network import Network
from tests.engine.layers.checks import after, check_beside_torch, check_derivatives, check_output

PADDINGS = {"valid": 0, "explicit": 1, "same": "same"}
SETTINGS = [
    {"kernel_size": size, "strides": stride, "dilation": dilation, "groups": groups, "padding": padding, "pad": (1,),
     "filters": 4, "activation": "identity"}
    for size, stride, dilation, groups, padding in product(
        [(3, 3), (5, 2)], [(1, 1), (2, 2), (1, 2)], [(1, 1), (2, 1)], [1, 2], PADDINGS)
    if padding != "same" or stride == (1, 1)
]


@pytest.mark.parametrize("channels", [2, 12])  # few channels unroll both axes, many only the width
@pytest.mark.parametrize("settings", SETTINGS, ids=lambda settings: "-".join(map(str, settings.values())))
@pytest.mark.filterwarnings("ignore:Using padding='same'")
def test_conv2d_equals_pytorch(settings, channels):
    functional = pytest.importorskip("torch.nn.functional")
    check_output(after("conv2d", settings, (11, 13, channels)), lambda x, arrays: functional.conv2d(
        x, arrays["kernel"].permute(3, 2, 0, 1), arrays["bias"], stride=settings["strides"],
        dilation=settings["dilation"], groups=settings["groups"], padding=PADDINGS[settings["padding"]]))


@pytest.mark.parametrize("settings", SETTINGS[::5], ids=lambda settings: "-".join(map(str, settings.values())))
def test_conv2d_derivatives(settings):
    before = LayerSpec("conv2d_1", "conv2d", {"filters": 12, "activation": "tanh"})
    check_derivatives(after("conv2d", {**settings, "activation": "tanh"}, (9, 10, 2), before))


@pytest.mark.parametrize("settings", SETTINGS, ids=lambda settings: "-".join(map(str, settings.values())))
def test_windows_unrolled_in_passing_give_the_same(settings, monkeypatch):
    """What large images do to save memory: predictions and gradients are those of small ones."""
    before = LayerSpec("conv2d_1", "conv2d", {"filters": 12, "activation": "tanh"})
    graph = after("conv2d", {**settings, "activation": "tanh"}, (11, 10, 12), before)
    found = []
    for small in (10**9, 0):
        monkeypatch.setattr(lazy_unroll, "SMALL", small)
        network = Network(graph, dtype="float64")
        rng, parameters = np.random.default_rng(0), network.initial_parameters(3)
        inputs = rng.standard_normal((3, 11, 10, 12))
        targets = rng.standard_normal(network.predict(parameters, inputs).shape)
        found.append((network.predict(parameters, inputs), network.gradient(parameters, inputs, targets)))
    for whole, row_by_row in zip(*found, strict=True):
        np.testing.assert_allclose(row_by_row, whole, rtol=1e-10, atol=1e-12)


def around(functional, settings, x):
    """x (batch, channels, places…) with what "full" and "reflect" put around it, and "explicit" on each axis apart."""
    axes = x.ndim - 2
    dilation = settings.get("dilation", (1,) * axes)
    totals = [d * (k - 1) for k, d in zip(settings["kernel_size"], dilation, strict=True)]
    widths = {"full": [(total, total) for total in totals], "explicit": [(pad, pad) for pad in settings.get("pad", ())],
              "reflect": [(total // 2, total - total // 2) for total in totals]}[settings["padding"]]
    mode = "reflect" if settings["padding"] == "reflect" else "constant"
    return functional.pad(x, [width for pair in reversed(widths) for width in pair], mode=mode)


EDGES = [
    {"kernel_size": size, "strides": stride, "dilation": dilation, "groups": groups, "padding": padding, "pad": (3, 1),
     "filters": 4, "activation": "identity"}
    for size, (stride, dilation), groups, padding in product(
        [(3, 3), (5, 2)], [((1, 1), (1, 1)), ((2, 1), (1, 1)), ((1, 2), (2, 3))], [1, 2],
        ["full", "reflect", "explicit"])
]


@pytest.mark.parametrize("channels", [2, 12])
@pytest.mark.parametrize("settings", EDGES, ids=lambda settings: "-".join(map(str, settings.values())))
def test_every_way_to_pad_equals_pytorch(settings, channels):
    functional = pytest.importorskip("torch.nn.functional")
    check_output(after("conv2d", settings, (11, 13, channels)), lambda x, arrays: functional.conv2d(
        around(functional, settings, x), arrays["kernel"].permute(3, 2, 0, 1), arrays["bias"],
        stride=settings["strides"], dilation=settings["dilation"], groups=settings["groups"]))


@pytest.mark.parametrize("settings", EDGES[::2], ids=lambda settings: "-".join(map(str, settings.values())))
def test_derivatives_with_every_way_to_pad(settings):
    before = LayerSpec("conv2d_1", "conv2d", {"filters": 4, "activation": "tanh"})
    check_derivatives(after("conv2d", {**settings, "activation": "tanh"}, (9, 10, 2), before))


@pytest.mark.parametrize(("size", "dilation"), [((3, 3), (1, 1)), ((4, 7), (1, 1)), ((3, 2), (2, 3))])
def test_mirrored_edges_are_those_of_a_layer_of_pytorch(size, dilation):
    torch = pytest.importorskip("torch")
    settings = {"kernel_size": size, "dilation": dilation, "padding": "reflect", "activation": "identity"}

    def peer(x, arrays):
        layer = torch.nn.Conv2d(2, 8, size, dilation=dilation, padding="same", padding_mode="reflect").double()
        layer.load_state_dict({"weight": arrays["kernel"].permute(3, 2, 0, 1), "bias": arrays["bias"]})
        return layer(x).detach()

    check_output(after("conv2d", settings, (9, 8, 2)), peer)


def test_gradients_through_mirrored_edges_equal_pytorch():
    functional = pytest.importorskip("torch.nn.functional")
    settings = {"kernel_size": (5, 2), "strides": (2, 1), "padding": "reflect", "activation": "identity"}
    check_beside_torch("conv2d", settings, (7, 6, 2), lambda x, arrays: functional.conv2d(
        around(functional, settings, x.permute(0, 3, 1, 2)), arrays["kernel"].permute(3, 2, 0, 1), arrays["bias"],
        stride=(2, 1)).permute(0, 2, 3, 1))


@pytest.mark.parametrize(("size", "stride", "padding"),
                         list(product([(3,), (4,)], [(1,), (2,)], ["full", "reflect"])))
def test_every_way_to_pad_a_sequence_equals_pytorch(size, stride, padding):
    functional = pytest.importorskip("torch.nn.functional")
    settings = {"kernel_size": size, "strides": stride, "padding": padding, "activation": "identity"}
    graph = after("conv1d", settings, (11, 3))
    check_output(graph, lambda x, arrays: functional.conv1d(
        around(functional, settings, x), arrays["kernel"].permute(2, 1, 0), arrays["bias"], stride=stride))
    check_derivatives(graph)


@pytest.mark.parametrize(("size", "stride", "padding"),
                         list(product([(3,), (4,)], [(1,), (2,)], ["valid", "explicit"])))
def test_conv1d_equals_pytorch(size, stride, padding):
    functional = pytest.importorskip("torch.nn.functional")
    settings = {"kernel_size": size, "strides": stride, "padding": padding, "pad": (1,), "activation": "identity"}
    graph = after("conv1d", settings, (11, 3))
    check_output(graph, lambda x, arrays: functional.conv1d(
        x, arrays["kernel"].permute(2, 1, 0), arrays["bias"], stride=stride, padding=PADDINGS[padding]))
    check_derivatives(graph)


@pytest.mark.parametrize(("size", "stride", "padding"),
                         list(product([(3, 3), (4, 4), (2, 3)], [(1, 1), (2, 2)], ["valid", "explicit"])))
def test_transposed_convolution_equals_pytorch(size, stride, padding):
    functional = pytest.importorskip("torch.nn.functional")
    settings = {"kernel_size": size, "strides": stride, "padding": padding, "pad": (1,), "activation": "identity"}
    graph = after("conv2d_transpose", settings, (5, 6, 3))
    check_output(graph, lambda x, arrays: functional.conv_transpose2d(
        x, arrays["kernel"].permute(3, 2, 0, 1), arrays["bias"], stride=stride, padding=PADDINGS[padding]))
    check_derivatives(graph)


@pytest.mark.parametrize(("pad", "more"), [((0, 0), (1, 2)), ((1, 2), (1, 0)), ((2, 1), (0, 2))])
def test_a_transposed_convolution_that_is_longer_at_its_end_equals_pytorch(pad, more):
    functional = pytest.importorskip("torch.nn.functional")
    settings = {"kernel_size": (4, 5), "strides": (2, 3), "padding": "explicit", "pad": pad, "output_padding": more,
                "activation": "identity"}
    graph = after("conv2d_transpose", settings, (5, 6, 3))
    check_output(graph, lambda x, arrays: functional.conv_transpose2d(
        x, arrays["kernel"].permute(3, 2, 0, 1), arrays["bias"], stride=(2, 3), padding=pad, output_padding=more))
    check_derivatives(graph)


def test_the_end_is_longer_by_less_than_a_stride():
    graph = after("conv2d_transpose", {"strides": (2,), "output_padding": (2,)}, (5, 6, 3))
    assert "longer by less than its stride of 2, not by 2" in str(graph.problems()[0])


def test_transposed_convolution_is_the_adjoint_of_convolution():
    """⟨conv(x), y⟩ = ⟨x, convᵀ(y)⟩ with one kernel."""
    common = {"kernel_size": (3, 3), "strides": (2, 2), "use_bias": False, "activation": "identity"}
    forward = Network(after("conv2d", {**common, "filters": 4}, (9, 9, 2)), dtype="float64")
    backward = Network(after("conv2d_transpose", {**common, "filters": 2}, (4, 4, 4)), dtype="float64")
    generator = np.random.default_rng(0)
    kernel = generator.normal(size=forward.size)
    x, y = generator.normal(size=(1, 9, 9, 2)), generator.normal(size=(1, 4, 4, 4))
    np.testing.assert_allclose((forward.activations(kernel, x)["layer"] * y).sum(),
                               (x * backward.activations(kernel, y)["layer"]).sum())


def test_lenet_5_has_61706_parameters():
    graph = sequential(
        LayerSpec("input_1", "input", {"shape": (32, 32, 1)}),
        LayerSpec("conv2d_1", "conv2d", {"filters": 6, "kernel_size": (5, 5)}),
        LayerSpec("pooling2d_1", "pooling2d"),
        LayerSpec("conv2d_2", "conv2d", {"filters": 16, "kernel_size": (5, 5)}),
        LayerSpec("pooling2d_2", "pooling2d"),
        LayerSpec("flatten_1", "flatten"),
        LayerSpec("dense_1", "dense", {"units": 120}),
        LayerSpec("dense_2", "dense", {"units": 84}),
        LayerSpec("dense_3", "dense", {"units": 10, "activation": "identity"}),
        LayerSpec("output_1", "output", {"loss": "categorical_cross_entropy"}),
    )
    assert sum(graph.parameter_counts().values()) == 61_706


@pytest.mark.parametrize(("settings", "shape", "words"), [
    ({"kernel_size": (5, 5)}, (4, 9, 1), "does not fit"),
    ({"groups": 2}, (9, 9, 3), "groups"),
    ({}, (9,), "Reshape"),
    ({"kernel_size": (9, 3), "padding": "reflect"}, (4, 9, 1), "mirror 4×1 elements"),
])
def test_what_cannot_be_convolved_is_said(settings, shape, words):
    graph = after("conv2d", settings, shape)
    (problem,) = graph.problems()
    assert words in str(problem)
    assert "layer" in problem.layers
    assert issubclass(ShapeError, Exception)
