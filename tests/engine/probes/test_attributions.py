"""Why this answer: attributions are those of captum and pytorch-grad-cam, and keep what they promise."""

from __future__ import annotations

import runpy
import sys
from pathlib import Path
from unittest.mock import MagicMock

import numpy as np
import pytest

from engine.data import DataSpec
from engine.errors import GraphError
from engine.formats import export_weights
from engine.graph import LayerSpec, sequential
from engine.network import Network
from engine.probes import OfPart
from engine.probes.activations import Activations
from engine.probes.attack import GradientSignAttack
from engine.probes.class_activation import ClassActivation
from engine.probes.climb import Climb
from engine.probes.input_slopes import GradientTimesInput, InputGradient
from engine.probes.integrated_gradients import IntegratedGradients
from engine.probes.occlusion import Occlusion, patches
from engine.probes.smooth_gradient import SmoothGradient
from engine.probes.witnesses import Deletion, Forgetting, forgotten
from engine.project import Project
from engine.training import TrainingSettings
from engine.vision import likeness

ALL = OfPart()


def small(loss: str = "categorical_cross_entropy", units: int = 3, ends: bool = False):
    return sequential(
        LayerSpec("x", "input", {"shape": (8, 8, 2)}),
        LayerSpec("conv", "conv2d", {"filters": 4, "kernel_size": (3, 3), "activation": "identity"}),
        LayerSpec("bend", "activation", {"function": "relu"}),
        LayerSpec("pool", "pooling2d"),
        LayerSpec("flat", "flatten"),
        LayerSpec("last", "dense", {"units": units, "activation": "identity"}),
        *((LayerSpec("link", "softmax"),) if ends else ()),
        LayerSpec("y", "output", {"loss": loss}))


GRAPH = small()


@pytest.fixture(scope="module")
def given():
    """A network with weights that are nowhere zero, and five examples."""
    network = Network(GRAPH, dtype="float64")
    draw = np.random.default_rng(3)
    parameters = network.initial_parameters(0) + draw.normal(0, 0.1, network.size)
    return network, parameters, draw.normal(0.3, 1.0, (5, 8, 8, 2))


def ask(given, probe, graph=None):
    network, parameters, inputs = given
    return (Network(graph, dtype="float64") if graph else network).probe(parameters, probe, inputs=inputs)[probe]


# The same as others

@pytest.fixture(scope="module")
def in_torch(given, tmp_path_factory):
    """The exported program's network in double precision, and one that gives its logits."""
    torch = pytest.importorskip("torch")
    network, parameters, inputs = given
    path: Path = tmp_path_factory.mktemp("torch") / "w.torch.py"
    export_weights(path, network.layout, parameters, Project("t", GRAPH, DataSpec("digits", {"image": True}),
                                                             TrainingSettings()))
    module = runpy.run_path(str(path))["network"].double()

    class Logits(torch.nn.Module):
        def __init__(self):
            super().__init__()
            self.inner = module
            module.last.register_forward_hook(lambda _, __, output: setattr(self, "seen", output))

        def forward(self, x):
            self.inner(x)
            return self.seen

    return torch, Logits(), torch.as_tensor(inputs.astype(np.float32)).double()


def rounded(given):
    """The weights and examples as the export has them, in single precision."""
    network, parameters, inputs = given
    return network, parameters.astype(np.float32).astype(float), inputs.astype(np.float32).astype(float)


@pytest.mark.parametrize("target", [0, 2])
def test_attributions_are_those_of_captum(given, in_torch, target):
    attr = pytest.importorskip("captum.attr")
    _, logits, x = in_torch
    cases = {
        InputGradient("y", target, ALL): attr.Saliency(logits).attribute(x, target=target, abs=False),
        GradientTimesInput("y", target, ALL): attr.InputXGradient(logits).attribute(x, target=target),
        IntegratedGradients("y", target, ALL, steps=50): attr.IntegratedGradients(logits).attribute(
            x, target=target, n_steps=50),
    }
    for probe, theirs in cases.items():
        # captum has the weights of Gauss and Legendre in single precision.
        close = {"rtol": 1e-6, "atol": 1e-8} if probe.kind == "integrated_gradients" else {"rtol": 1e-9, "atol": 1e-12}
        np.testing.assert_allclose(ask(rounded(given), probe)["map/x"], theirs.detach().numpy(), **close)


@pytest.mark.parametrize(("window", "stride"), [(3, 2), (4, 4), (3, 1), (5, 3)])
def test_occlusion_is_that_of_captum(given, in_torch, window, stride):
    attr = pytest.importorskip("captum.attr")
    _, logits, x = in_torch
    probe = Occlusion("y", 1, ALL, window=window, stride=stride, fill="zero")
    theirs = attr.Occlusion(logits).attribute(x, (window, window, 2), (stride, stride, 2), target=1).numpy()
    # captum adds up in single precision.
    np.testing.assert_allclose(ask(rounded(given), probe)["map"], theirs[..., 0], rtol=1e-6, atol=1e-7)


def test_grad_cam_is_that_of_pytorch_grad_cam(given, in_torch, monkeypatch):
    for name in ("", ".transforms", ".transforms.functional", ".ops"):
        # It is imported with what GradCAM needs nothing of, and does not load beside any PyTorch.
        monkeypatch.setitem(sys.modules, f"torchvision{name}", MagicMock())
    pytest.importorskip("pytorch_grad_cam")
    from pytorch_grad_cam import GradCAM
    from pytorch_grad_cam.utils.model_targets import ClassifierOutputTarget
    _, logits, x = in_torch
    layers = [logits.inner.conv]
    cam = GradCAM(logits, layers)
    targets = [ClassifierOutputTarget(2)] * len(x)
    output = cam.activations_and_grads(x.requires_grad_())
    logits.zero_grad()
    sum(target(one) for target, one in zip(targets, output, strict=True)).backward()
    maps, slopes = (kept[0].detach().numpy() for kept in (cam.activations_and_grads.activations,
                                                          cam.activations_and_grads.gradients))
    theirs = cam.get_cam_image(x, layers[0], targets, maps, slopes)
    reading = ask(rounded(given), ClassActivation("y", 2, ALL, layer="conv"))
    np.testing.assert_allclose(reading["map"], theirs, rtol=1e-9, atol=1e-12)
    assert reading["map"].min() < 0 < reading["map"].max()
    cam.activations_and_grads.release()


# What they promise

@pytest.mark.parametrize("baseline", ["zero", "grey", "mean", "noise"])
def test_integrated_gradients_are_complete(given, baseline):
    reading = ask(given, IntegratedGradients("y", 1, ALL, steps=600, baseline=baseline))
    total = reading["map/x"].sum(axis=(1, 2, 3))
    np.testing.assert_allclose(total, reading["score"] - reading["baseline"], atol=3e-3)  # it has kinks


def test_the_score_of_a_class_is_its_logit(given):
    network, parameters, inputs = given
    logits = network.activations(parameters, inputs)["last"]
    for target in range(3):
        np.testing.assert_allclose(ask(given, InputGradient("y", target, ALL))["score"], logits[:, target], rtol=1e-12)
    ending = small(ends=True)
    np.testing.assert_allclose(ask(given, InputGradient("y", 1, ALL), ending)["score"], logits[:, 1], rtol=1e-9)


def test_two_classes_that_share_a_number_speak_against_each_other():
    graph = small("binary_cross_entropy", 1)
    network = Network(graph, dtype="float64")
    given = network, network.initial_parameters(1), np.random.default_rng(0).normal(size=(4, 8, 8, 2))
    first, second = (ask(given, InputGradient("y", target, ALL)) for target in (0, 1))
    np.testing.assert_array_equal(first["map/x"], -second["map/x"])
    gone = [ask(given, Deletion(InputGradient("y", target, ALL), steps=4, orders=2))["curve"] for target in (0, 1)]
    said = network.predict(given[1], given[2])[:, 0]
    np.testing.assert_allclose(gone[1][:, 0], said, rtol=1e-12)
    np.testing.assert_allclose(gone[0][:, 0], 1 - said, rtol=1e-12)


def test_gradient_times_input_adds_up_to_the_score_without_biases(given):
    network, parameters, inputs = given
    parameters = parameters.copy()
    for name in ("conv/bias", "last/bias"):
        network.layout.view(parameters, name)[...] = 0.0
    reading = ask((network, parameters, inputs), GradientTimesInput("y", 0, ALL))
    np.testing.assert_allclose(reading["map/x"].sum(axis=(1, 2, 3)), reading["score"], rtol=1e-9)


def test_smooth_gradient_is_the_mean_of_gradients_around(given):
    network, parameters, inputs = given
    probe = SmoothGradient("y", 2, ALL, copies=6, noise=0.2, seed=4)
    noise = np.random.default_rng(4).standard_normal((6, 1, 8, 8, 2)) * 0.2
    spread = np.ptp(inputs.reshape(5, -1), axis=1).reshape(-1, 1, 1, 1)
    around = [ask((network, parameters, inputs + one * spread), InputGradient("y", 2, ALL))["map/x"] for one in noise]
    np.testing.assert_allclose(ask(given, probe)["map/x"], np.mean(around, axis=0), rtol=1e-9, atol=1e-12)
    without = ask(given, SmoothGradient("y", 2, ALL, noise=0.0))["map/x"]
    np.testing.assert_allclose(without, ask(given, InputGradient("y", 2, ALL))["map/x"], rtol=1e-9, atol=1e-12)


@pytest.mark.parametrize("layer", ["conv", "bend", "pool"])
def test_grad_cam_weighs_maps_by_their_mean_slope(given, layer):
    network, parameters, inputs = given
    reading = ask(given, ClassActivation("y", 1, ALL, layer=layer))
    maps = network.activations(parameters, inputs)[layer]
    np.testing.assert_allclose(reading["map"], np.einsum("nhwc,nc->nhw", maps, reading["weights"]), rtol=1e-9,
                               atol=1e-12)
    if layer == "pool":  # the last layer is linear in it
        kernel = network.layout.arrays(parameters)["last/kernel"].reshape(3, 3, 4, 3)[..., 1]
        np.testing.assert_allclose(reading["weights"], np.tile(kernel.mean(axis=(0, 1)), (5, 1)), rtol=1e-9)


def test_grad_cam_says_when_nothing_speaks_for_a_class(given):
    network, parameters, inputs = given
    parameters = parameters.copy()
    kernel = network.layout.view(parameters, "last/kernel")
    kernel[:, 1] = -abs(kernel[:, 1])
    reading = ask((network, parameters, inputs), ClassActivation("y", 1, ALL, layer="pool"))
    assert reading["map"].max() <= 0 > reading["map"].min()


@pytest.mark.parametrize("fill", ["mean", "grey", "zero", "noise", "neighbour"])
def test_occlusion_is_what_the_network_says_without_a_patch(given, fill):
    network, parameters, inputs = given
    reading = ask(given, Occlusion("y", 0, ALL, window=3, stride=3, fill=fill, seed=7))
    covered = patches((8, 8), 3, 3)
    assert reading["drops"].shape == (5, *covered.shape[:2]) == (5, 3, 3)
    row, column, changed = 1, 2, inputs.copy()
    mask = covered[row, column]
    assert np.argwhere(mask).tolist() == [[r, c] for r in (3, 4, 5) for c in (6, 7)]
    for image in changed:
        spread = {"mean": image.mean(axis=(0, 1)), "grey": (image.min() + image.max()) / 2, "zero": 0.0,
                  "noise": image.mean(axis=(0, 1)) + image.std(axis=(0, 1)) * np.random.default_rng(7).standard_normal(
                      (1, 8, 8, 2))[0],
                  "neighbour": image[[2] * 3 + [3, 4, 5] + [6] * 3, [5, 6, 7] + [5] * 3 + [5, 6, 7]].mean(axis=0)}
        image[mask] = np.broadcast_to(spread[fill], image.shape)[mask]
    scores = [network.activations(parameters, one)["last"][:, 0] for one in (inputs, changed)]
    np.testing.assert_allclose(reading["drops"][:, row, column], scores[0] - scores[1], rtol=1e-9, atol=1e-12)


def test_a_pixel_has_the_mean_of_the_patches_that_cover_it(given):
    reading = ask(given, Occlusion("y", 0, ALL, window=3, stride=2))
    covered = patches((8, 8), 3, 2)
    for pixel in [(0, 0), (4, 4), (7, 2)]:
        mean = reading["drops"][:, covered[:, :, *pixel]].mean(axis=1)
        np.testing.assert_allclose(reading["map"][:, *pixel], mean, rtol=1e-9)


def test_what_else_is_asked_of_the_same_examples_is_not_disturbed(given):
    network, parameters, inputs = given
    other = Activations("conv", ALL, before=True)
    together = network.probe(parameters, IntegratedGradients("y", 0, ALL, steps=1), other, inputs=inputs)
    np.testing.assert_array_equal(together[other].first, ask(given, other).first)


def test_pixels_in_a_row_are_seen_as_the_image_that_they_are():
    flat = sequential(LayerSpec("x", "input", {"shape": (16,)}), LayerSpec("last", "dense", {"units": 2}),
                      LayerSpec("y", "output", {"loss": "categorical_cross_entropy"}))
    network = Network(flat, dtype="float64")
    given = network, network.initial_parameters(0), np.random.default_rng(0).normal(size=(3, 16))
    reading = ask(given, Occlusion("y", 0, ALL, (4, 4, 1), window=2, stride=2))
    assert reading["map"].shape == (3, 4, 4)
    with pytest.raises(GraphError, match="no image"):
        ask(given, Occlusion("y", 0, ALL, window=2, stride=2))


# Witnesses

RELEVANT = (InputGradient("y", 1, ALL), GradientTimesInput("y", 1, ALL), IntegratedGradients("y", 1, ALL, steps=9),
            SmoothGradient("y", 1, ALL, copies=4), ClassActivation("y", 1, ALL, layer="bend"),
            Occlusion("y", 1, ALL, window=3, stride=2))


@pytest.mark.parametrize("probe", RELEVANT, ids=lambda probe: probe.kind)
def test_a_network_forgets_from_the_top_down(given, probe):
    network, parameters, inputs = given
    assert forgotten(GRAPH, 4) == (("last",), ("last", "conv"))
    maps = ask(given, Forgetting(probe, seed=5))["maps"]
    assert maps.shape == (5, 3, 8, 8)
    fresh, half = network.layout.initial(5), parameters.copy()
    for name in ("last/kernel", "last/bias"):
        network.layout.view(half, name)[...] = network.layout.view(fresh, name)
    for level, weights in enumerate((parameters, half, fresh)):
        alone = ask((network, weights, inputs), probe).first
        np.testing.assert_allclose(maps[:, level], seen(probe, alone), rtol=1e-8, atol=1e-12)
    assert likeness(maps[0, 2], maps[0, 0]) < 0.9


def seen(probe, first):
    """The relevance of pixels (N, 8, 8), as an attribution's first array has it."""
    if probe.kind in ("input_gradient", "smooth_gradient"):
        return abs(first).sum(axis=-1)
    if probe.kind == "class_activation":
        at = np.arange(8) * first.shape[1] // 8
        return first[:, at][:, :, at]
    return first.sum(axis=-1) if first.ndim == 4 else first


@pytest.mark.parametrize("probe", RELEVANT, ids=lambda probe: probe.kind)
def test_deletion_takes_what_counts_most_first(given, probe):
    network, parameters, inputs = given
    reading = ask(given, Deletion(probe, steps=8, orders=3))
    assert reading["curve"].shape == reading["shares"].shape == (5, 9)
    assert reading["random"].shape == (5, 3, 9)
    said = network.predict(parameters, inputs)[:, 1]
    np.testing.assert_allclose(reading["curve"][:, 0], said, rtol=1e-12)
    np.testing.assert_allclose(reading["random"][:, :, 0], np.repeat(said[:, None], 3, 1), rtol=1e-12)
    np.testing.assert_allclose(reading["random"][:, :, -1], np.repeat(reading["curve"][:, -1:], 3, 1), rtol=1e-12)
    relevance = seen(probe, ask(given, probe).first)
    for example, step in ((0, 2), (3, 5)):
        share, ranked = reading["shares"][example, step], np.sort(relevance[example].ravel())[::-1]
        count = round(share * 64)
        assert count <= step * 8
        if count == 0:
            continue
        gone = relevance[example] >= ranked[count - 1]
        assert gone.sum() == count
        changed = inputs[example].copy()
        changed[gone] = inputs[example].mean(axis=(0, 1))
        np.testing.assert_allclose(reading["curve"][example, step], network.predict(parameters, changed[None])[0, 1],
                                   rtol=1e-9)


# What cannot be

@pytest.mark.parametrize(("probe", "sentence"), [
    (InputGradient("y", 3), "no class number 3"), (InputGradient("last", 0), "no head"),
    (ClassActivation("y", 0, layer="last"), "gives no maps"), (ClassActivation("y", 0, layer="nothing"), "no layer"),
    (Occlusion("y", 0, window=9), "does not fit"), (IntegratedGradients("y", 0, baseline="neighbour"), "replaced"),
    (Forgetting(InputGradient("y", 9)), "no class number 9"),
    (InputGradient("y", 0, image=(4, 4, 1)), "no pictures of 4×4×1"), (Climb("conv", (0,), image=(9, 9, 2)), "9×9×2"),
    (Climb("conv", (0,), (("x", (0.0,), (1.0,)),)), "1 numbers"),
    (GradientSignAttack("y", 0.1, ranges=(("x", (0.0,) * 64, (1.0,) * 64),)), "64 numbers"),
    (GradientSignAttack("y", 0.1, ranges=(("z", (0.0,) * 128, (1.0,) * 128),)), "z is not given")])
def test_what_cannot_be_is_said(given, probe, sentence):
    with pytest.raises(GraphError, match=sentence):
        ask(given, probe)
