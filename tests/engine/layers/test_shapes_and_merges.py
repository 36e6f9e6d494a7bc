"""Layers that only move numbers, and layers that merge: beside NumPy and Keras."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from engine.graph import Graph, LayerSpec, Link
from engine.layers import LAYERS, ShapeError
from engine.network import Network
from tests.engine.layers.checks import after, check_derivatives

MOVED = [
    ("reshape", {"shape": (2, 6)}, (4, 3), lambda x: x.reshape(-1, 2, 6)),
    ("permute", {"order": (2, 1)}, (4, 3), lambda x: x.transpose(0, 2, 1)),
    ("permute", {"order": (3, 1, 2)}, (2, 3, 4), lambda x: x.transpose(0, 3, 1, 2)),
    ("slice", {"axis": 1, "start": 1, "stop": 3}, (4, 3), lambda x: x[:, 1:3]),
    ("slice", {"axis": 2, "start": -2, "stop": 0}, (4, 3), lambda x: x[:, :, -2:]),
    ("slice", {"axis": 1, "start": 0, "stop": -1}, (4,), lambda x: x[:, :-1]),
    ("reverse", {"axis": 1}, (4, 3), lambda x: x[:, ::-1]),
    ("reverse", {"axis": 2}, (2, 3, 2), lambda x: x[:, :, ::-1]),
    ("repeat_vector", {"steps": 3}, (4,), lambda x: np.repeat(x[:, None], 3, axis=1)),
]
MERGED = {
    "multiply": ("Multiply", 3), "average": ("Average", 3), "maximum": ("Maximum", 3), "subtract": ("Subtract", 2),
    "add": ("Add", 3),
}


def merged(kind: str, count: int) -> Graph:
    """`count` dense layers on one input, merged."""
    dense = [LayerSpec(f"d{place}", "dense", {"units": 4, "activation": "tanh"}) for place in range(count)]
    layers = (LayerSpec("input_1", "input", {"shape": (3,)}), *dense, LayerSpec("layer", kind),
              LayerSpec("output_1", "output"))
    links = [link for place, spec in enumerate(dense)
             for link in (Link("input_1", spec.name), Link(spec.name, "layer", place))]
    return Graph(layers, (*links, Link("layer", "output_1")))


@pytest.mark.parametrize(("kind", "settings", "shape", "expected"), MOVED)
def test_numbers_go_where_numpy_puts_them(device, kind, settings, shape, expected):
    network = Network(after(kind, settings, shape), device, "float64")
    inputs = np.random.default_rng(0).normal(size=(5, *shape))
    np.testing.assert_array_equal(network.activations(np.empty(0), inputs)["layer"], expected(inputs))


@pytest.mark.parametrize(("kind", "settings", "shape"), [case[:3] for case in MOVED])
def test_derivatives_of_moves(kind, settings, shape):
    check_derivatives(after(kind, settings, shape, LayerSpec("dense_1", "dense", {"units": shape[-1]})))


@pytest.mark.parametrize("kind", MERGED)
def test_merges_are_those_of_keras(kind):
    keras = pytest.importorskip("keras")
    name, count = MERGED[kind]
    network = Network(merged(kind, count), dtype="float64")
    rng = np.random.default_rng(0)
    values = network.activations(rng.normal(size=network.size), rng.normal(size=(5, 3)))
    theirs = getattr(keras.layers, name)(dtype="float64")([values[f"d{place}"] for place in range(count)])
    np.testing.assert_allclose(values["layer"], keras.ops.convert_to_numpy(theirs), rtol=0, atol=1e-6)


@pytest.mark.parametrize("kind", MERGED)
def test_derivatives_of_merges(kind):
    check_derivatives(merged(kind, MERGED[kind][1]))


def gate(kind: str) -> Graph:
    """A sequence, and one number for each of its features, from its own mean."""
    layers = (LayerSpec("input_1", "input", {"shape": (4, 3)}), LayerSpec("every", "dense", {"activation": "tanh"}),
              LayerSpec("mean", "global_pooling", {"function": "average"}),
              LayerSpec("few", "dense", {"activation": "softplus"}),
              LayerSpec("one", "reshape", {"shape": (1, 4)}), LayerSpec("layer", kind), LayerSpec("output_1", "output"))
    links = [Link(a.name, b.name) for a, b in pairwise(layers[:2] + layers[5:])]
    links += [Link(a.name, b.name) for a, b in pairwise((layers[0], *layers[2:5]))]
    return Graph(layers, (*links, Link("one", "layer", 1)))


@pytest.mark.parametrize(("kind", "function"), [
    ("multiply", np.multiply), ("add", np.add), ("subtract", np.subtract), ("divide", np.divide),
    ("maximum", np.maximum), ("average", lambda a, b: (a + b) / 2)])
def test_an_axis_of_length_one_is_repeated_as_numpy_does_it(device, kind, function):
    network = Network(gate(kind), device, "float64")
    rng = np.random.default_rng(0)
    values = network.activations(rng.normal(size=network.size), rng.normal(size=(5, 4, 3)))
    assert values["layer"].shape == (5, 4, 4)
    np.testing.assert_allclose(values["layer"], function(values["every"], values["one"]), rtol=1e-12)
    check_derivatives(gate(kind))


def test_each_axis_may_be_repeated_from_another_input():
    assert LAYERS["add"].output_shape({}, ((1, 3), (2, 1), (2, 3))) == (2, 3)
    for shapes in (((1,), (2,), (3,)), ((2, 3), (3,))):
        with pytest.raises(ShapeError, match="length 1"):
            LAYERS["add"].output_shape({}, shapes)


def test_maximum_over_dense_layers_trains_the_winner_only():
    network = Network(merged("maximum", 2), dtype="float64")
    parameters = network.initial_parameters(0)
    network.layout.view(parameters, "d1/bias")[:] = 5.0
    gradient = network.gradient(parameters, np.ones((2, 3)), np.zeros((2, 4)))
    assert not network.layout.view(gradient, "d0/kernel").any()
    assert network.layout.view(gradient, "d1/kernel").all()


@pytest.mark.parametrize(("kind", "settings", "shapes", "reason"), [
    ("reshape", {"shape": (5, 2)}, ((4, 3),), "12"),
    ("permute", {"order": (1, 1)}, ((4, 3),), "each axis from 1 to 2 once"),
    ("permute", {"order": (2, 1)}, ((4,),), "from 1 to 1"),
    ("slice", {"axis": 2, "start": 0, "stop": 1}, ((4,),), "no axis 2"),
    ("slice", {"axis": 1, "start": 2, "stop": 6}, ((4,),), "4 elements"),
    ("slice", {"axis": 1, "start": -9, "stop": 0}, ((4,),), "4 elements"),
    ("slice", {"axis": 1, "start": 3, "stop": 3}, ((4,),), "4 elements"),
    ("repeat_vector", {"steps": 2}, ((4, 3),), "Flatten"),
    ("reverse", {"axis": 2}, ((4,),), "no axis 2"),
    ("reverse", {"axis": 1}, ((20_000, 1),), "at most 10000 elements"),
    ("subtract", {}, ((4,),), "two inputs"),
    ("subtract", {}, ((4,), (5,)), "same shape"),
    ("divide", {}, ((4,), (4,), (4,)), "two inputs"),
    ("multiply", {}, ((4,), (5,)), "same shape"),
])
def test_what_does_not_fit_is_refused_with_what_was_expected(kind, settings, shapes, reason):
    with pytest.raises(ShapeError, match=reason):
        LAYERS[kind].output_shape(settings, shapes)


def with_bias_unit() -> Graph:
    """A dense layer without bias on the input and a constant 1 side by side: an affine layer."""
    layers = (LayerSpec("input_1", "input", {"shape": (3,)}), LayerSpec("one", "constant"),
              LayerSpec("concatenate_1", "concatenate"),
              LayerSpec("layer", "dense", {"units": 2, "use_bias": False, "activation": "identity"}),
              LayerSpec("output_1", "output"))
    return Graph(layers, (Link("input_1", "concatenate_1"), Link("one", "concatenate_1", 1),
                          Link("concatenate_1", "layer"), Link("layer", "output_1")))


def test_a_constant_is_a_bias_unit(device):
    network = Network(with_bias_unit(), device, "float64")
    assert network.input_names == ("input_1",)
    parameters, inputs = np.arange(8.0), np.random.default_rng(0).normal(size=(5, 3))
    values = network.activations(parameters, inputs)
    np.testing.assert_array_equal(values["one"], np.ones((5, 1)))
    weights = parameters.reshape(4, 2)
    np.testing.assert_allclose(values["layer"], inputs @ weights[:3] + weights[3], rtol=1e-12)
    check_derivatives(with_bias_unit())


def test_a_constant_of_any_shape_and_value_merges_with_what_is_computed():
    layers = (LayerSpec("input_1", "input", {"shape": (2, 3)}),
              LayerSpec("half", "constant", {"shape": (2, 3), "value": 0.5}), LayerSpec("layer", "multiply"),
              LayerSpec("output_1", "output"))
    graph = Graph(layers, (Link("input_1", "layer"), Link("half", "layer", 1), Link("layer", "output_1")))
    inputs = np.random.default_rng(0).normal(size=(4, 2, 3))
    np.testing.assert_array_equal(Network(graph, dtype="float64").predict(np.empty(0), inputs), 0.5 * inputs)
