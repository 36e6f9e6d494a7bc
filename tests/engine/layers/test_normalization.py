"""Batch, layer and group normalisation: beside PyTorch and Keras, and by what they promise."""

from __future__ import annotations

import numpy as np
import pytest

from engine.graph import LayerSpec, sequential
from engine.layout import ParameterLayout
from engine.network import Network
from tests.engine.layers.checks import after, check_beside_torch, check_derivatives, values_and_gradient

SHAPES = [(4,), (3, 4), (2, 3, 4)]
DENSE = LayerSpec("dense_1", "dense", {"units": 4, "activation": "tanh"})


def batch_norm_of_torch(training):
    def run(x, arrays):
        from torch.nn.functional import batch_norm

        rows = x.reshape(-1, x.shape[-1])
        mean, variance = (arrays[role].clone() for role in ("moving_mean", "moving_variance"))
        return batch_norm(rows, mean, variance, arrays["gamma"], arrays["beta"], training, 0.01, 1e-3).reshape(x.shape)

    return run


@pytest.mark.parametrize("training", [False, True])
@pytest.mark.parametrize("shape", SHAPES)
def test_batch_normalisation_is_that_of_pytorch(shape, training):
    pytest.importorskip("torch")
    check_beside_torch("batch_normalization", {}, shape, batch_norm_of_torch(training), training)


@pytest.mark.parametrize("shape", SHAPES)
def test_layer_normalisation_is_that_of_pytorch(shape):
    functional = pytest.importorskip("torch.nn.functional")
    check_beside_torch("layer_normalization", {}, shape, lambda x, arrays: functional.layer_norm(
        x, x.shape[-1:], arrays["gamma"], arrays["beta"], 1e-3))


@pytest.mark.parametrize("groups", [0, 1, 2, 6])
@pytest.mark.parametrize("affine", [True, False])
@pytest.mark.parametrize("shape", [(12,), (3, 5), (2, 3, 5)])
def test_group_normalisation_is_that_of_pytorch(shape, groups, affine):
    """A dense layer of one more unit comes before it: 13 or 6 channels."""
    functional = pytest.importorskip("torch.nn.functional")
    shape = (*shape[:-1], shape[-1] if len(shape) > 1 else 11)
    channels = shape[-1] + 1
    if not groups and len(shape) == 1:
        pytest.skip("nothing is left of a single number")

    def peer(x, arrays):
        rows = x.reshape(len(x), -1, channels).movedim(-1, 1)
        normal = functional.group_norm(rows, groups or channels, arrays.get("gamma"), arrays.get("beta"), 1e-3)
        return normal.movedim(1, -1).reshape(x.shape)

    check_beside_torch("group_normalization", {"groups": groups, "affine": affine}, shape, peer)


def test_instance_normalisation_takes_brightness_and_contrast_out_of_each_channel():
    graph = sequential(LayerSpec("input_1", "input", {"shape": (4, 5, 3)}),
                       LayerSpec("layer", "group_normalization", {"groups": 0, "epsilon": 1e-12}),
                       LayerSpec("output_1", "output"))
    network = Network(graph, dtype="float64")
    rng = np.random.default_rng(0)
    image, brightness, contrast = rng.normal(size=(2, 4, 5, 3)), rng.normal(size=3), rng.uniform(0.5, 2.0, 3)
    parameters = network.initial_parameters(0)
    np.testing.assert_allclose(network.predict(parameters, contrast * image + brightness),
                               network.predict(parameters, image), rtol=1e-9)


@pytest.mark.parametrize(("groups", "shape", "sentence"), [
    (4, (3, 6), "Its 4 groups do not divide 6 channels evenly"), (0, (3,), "a single number")])
def test_groups_that_do_not_fit_are_a_sentence(groups, shape, sentence):
    graph = after("group_normalization", {"groups": groups}, shape)
    assert sentence in str(graph.problems()[0])


@pytest.mark.parametrize(("kind", "settings"), [
    ("batch_normalization", {}), ("layer_normalization", {}), ("group_normalization", {"groups": 2}),
    ("group_normalization", {"groups": 1, "affine": False})])
@pytest.mark.parametrize("shape", SHAPES)
def test_derivatives(kind, settings, shape):
    check_derivatives(after(kind, settings, shape, DENSE))


def trained_once(graph, seed=0, batch=6):
    """Layout, parameters, inputs and the values of one step of training."""
    layout = ParameterLayout(graph)
    rng = np.random.default_rng(seed)
    inputs = rng.normal(3.0, 2.0, (batch, *graph.infer()["input_1"]))
    parameters = layout.initial(seed)
    targets = np.zeros((batch, *graph.infer()["output_1"]))
    return layout, parameters, inputs, values_and_gradient(graph, parameters, inputs, targets, training=True)[0]


@pytest.mark.parametrize("shape", [(4,), (5, 4)])
def test_the_statistics_after_a_step_are_those_of_keras(shape):
    keras = pytest.importorskip("keras")
    layout, _, inputs, values = trained_once(after("batch_normalization", {}, shape))
    layer = keras.layers.BatchNormalization(dtype="float64")
    theirs = layer(inputs, training=True)
    roles = ("gamma", "beta", "moving_mean", "moving_variance")
    assert [entry.role for entry in layout] == list(roles)
    np.testing.assert_allclose(values["layer"], keras.ops.convert_to_numpy(theirs), rtol=1e-6, atol=1e-6)
    for role in roles[2:]:
        expected = keras.ops.convert_to_numpy(getattr(layer, role))
        np.testing.assert_allclose(values[f"layer/{role}"], expected, rtol=1e-6)


def test_a_batch_that_was_normalised_has_mean_0_and_variance_1():
    values = trained_once(after("batch_normalization", {"epsilon": 1e-12}, (5, 4)), batch=40)[3]["layer"]
    np.testing.assert_allclose(values.mean((0, 1)), 0.0, atol=1e-12)
    np.testing.assert_allclose(values.var((0, 1)), 1.0, rtol=1e-9)


def test_an_example_that_was_normalised_has_mean_0_and_variance_1():
    network = Network(after("layer_normalization", {"epsilon": 1e-12}, (5, 4)), dtype="float64")
    inputs = np.random.default_rng(0).normal(3.0, 2.0, (7, 5, 4))
    values = network.activations(network.initial_parameters(0), inputs)["layer"]
    np.testing.assert_allclose(values.mean(-1), 0.0, atol=1e-12)
    np.testing.assert_allclose(values.var(-1), 1.0, rtol=1e-9)


def test_running_statistics_converge_to_those_of_the_data_and_evaluation_uses_them():
    graph = after("batch_normalization", {"momentum": 0.9, "epsilon": 1e-12}, (4,))
    layout, parameters, inputs, _ = trained_once(graph, batch=50)
    targets = np.zeros((50, 4))
    for _ in range(300):
        values, _ = values_and_gradient(graph, parameters, inputs, targets, training=True)
        for role in ("moving_mean", "moving_variance"):
            layout.view(parameters, f"layer/{role}")[:] = values[f"layer/{role}"]
    np.testing.assert_allclose(layout.view(parameters, "layer/moving_mean"), inputs.mean(0), rtol=1e-9)
    np.testing.assert_allclose(layout.view(parameters, "layer/moving_variance"), inputs.var(0), rtol=1e-9)
    np.testing.assert_allclose(Network(graph, dtype="float64").predict(parameters, inputs), values["layer"], rtol=1e-7)


def test_a_frozen_layer_keeps_its_statistics_and_uses_them_in_training():
    frozen = after("batch_normalization", {"trainable": False}, (4,), DENSE)
    layout, parameters, inputs, values = trained_once(frozen)
    assert not any(name.startswith("layer/") for name in values)
    assert {entry.layer for entry in layout if entry.parameter.trainable} == {"dense_1"}
    evaluated = Network(frozen, dtype="float64").activations(parameters, inputs)
    np.testing.assert_allclose(values["layer"], evaluated["layer"], rtol=1e-13)


def test_layers_that_share_their_averages_move_them_on_one_after_the_other():
    specs = [LayerSpec("one", "batch_normalization", {"momentum": 0.5}),
             LayerSpec("two", "batch_normalization", {"momentum": 0.5, "shared_with": "one"})]
    graph = sequential(LayerSpec("input_1", "input", {"shape": (2,)}), *specs, LayerSpec("output_1", "output"))
    _, _, inputs, values = trained_once(graph)
    np.testing.assert_allclose(values["one/moving_mean"], inputs.mean(0) / 4, rtol=1e-9)  # the second sees mean 0


def test_normalisation_does_not_notice_how_inputs_are_scaled():
    graph = after("layer_normalization", {"epsilon": 1e-12}, (6,))
    network = Network(graph, dtype="float64")
    parameters, inputs = network.initial_parameters(0), np.random.default_rng(0).normal(size=(3, 6))
    np.testing.assert_allclose(network.predict(parameters, inputs), network.predict(parameters, 7.0 * inputs - 2.0),
                               rtol=1e-9)
