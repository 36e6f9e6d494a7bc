"""Units of a network: how far they see and what they read, against the network itself."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from engine.errors import GraphError
from engine.graph import Graph, LayerSpec, Link
from engine.network import Network
from engine.probes import OfPart
from engine.probes.activations import Activations
from engine.vision.units import image_layers, inputs_of_unit, receptive_field, scale_groups

SHAPE = (9, 8, 2)
SMOOTH = {"activation": "identity", "use_bias": True}


def chain(*layers: tuple[str, dict]) -> Graph:
    specs = [LayerSpec("input_1", "input", {"shape": SHAPE})]
    specs += [LayerSpec(f"{kind}_{place}", kind, settings) for place, (kind, settings) in enumerate(layers)]
    return Graph(tuple(specs), tuple(Link(a.name, b.name) for a, b in pairwise(specs)))


def finished(graph: Graph, last: str) -> Graph:
    for spec in (LayerSpec("flat", "flatten"), LayerSpec("end", "dense", {"units": 1}), LayerSpec("out", "output")):
        graph = graph.with_layer(spec).with_link(Link(last, spec.name))
        last = spec.name
    return graph


def activations(graph, layer, examples, seed=0, before=False):
    network = Network(graph, dtype="float64")
    weights = np.abs(np.random.default_rng(seed).normal(size=network.layout.size)) + 0.1
    probe = Activations(layer, OfPart(), before)
    return network, weights, network.probe(weights, probe, inputs=examples)[probe].first


CHAINS = {
    "same": chain(("conv2d", {"filters": 2, "padding": "same", **SMOOTH}), ("pooling2d", {"function": "average"})),
    "strides and dilation": chain(("conv2d", {"filters": 1, "strides": (2,), "padding": "same", **SMOOTH}),
                                  ("conv2d", {"filters": 1, "kernel_size": (2, 2), "dilation": (2,), **SMOOTH})),
    "mirrored": chain(("conv2d", {"filters": 1, "padding": "reflect", "kernel_size": (4, 3), **SMOOTH})),
    "up again": chain(("pooling2d", {"function": "sum"}), ("upsampling2d", {}),
                      ("depthwise_conv2d", {"padding": "full", **SMOOTH})),
    "linear": chain(("pooling2d", {"function": "sum"}), ("upsampling2d", {"interpolation": "linear"})),
    "corners": chain(("pooling2d", {"function": "sum"}), ("upsampling2d", {"interpolation": "corners"})),
    "transposed": chain(("conv2d", {"filters": 1, "strides": (2,), **SMOOTH}),
                        ("conv2d_transpose", {"filters": 1, "padding": "same", **SMOOTH})),
}


@pytest.mark.parametrize("name", CHAINS)
def test_a_unit_sees_the_pixels_that_change_it(name):
    """All weights are positive, so that nothing cancels."""
    graph = CHAINS[name]
    layer = graph.order()[-1].name
    graph = finished(graph, layer)
    ones = np.zeros((1 + SHAPE[0] * SHAPE[1], *SHAPE))
    for place, pixel in enumerate(np.ndindex(SHAPE[:2]), start=1):
        ones[place][pixel] = 1.0
    _, _, maps = activations(graph, layer, ones)
    changed = np.abs(maps[1:] - maps[0]).max(axis=-1) > 1e-12
    for place in np.ndindex(maps.shape[1:3]):
        [field] = receptive_field(graph, layer, place).values()
        np.testing.assert_array_equal(field, changed[(slice(None), *place)].reshape(SHAPE[:2]), str(place))


def test_two_ways_see_what_either_sees_and_a_dense_layer_sees_all():
    graph = chain(("conv2d", {"filters": 2, "padding": "same", **SMOOTH}))
    graph = graph.with_layer(LayerSpec("sum", "add")).with_link(Link("input_1", "sum")).with_link(
        Link("conv2d_0", "sum"))
    [field] = receptive_field(finished(graph, "sum"), "sum", (4, 4)).values()
    assert field.sum() == 9
    wide = chain(("flatten", {}), ("dense", {"units": 12}), ("reshape", {"shape": (2, 2, 3)}))
    [field] = receptive_field(finished(wide, "reshape_2"), "reshape_2", (0, 0)).values()
    assert field.all()


@pytest.mark.parametrize("settings", [{}, {"strides": (2, 1), "padding": "same"}, {"padding": "reflect"},
                                      {"dilation": (2,), "padding": "full", "groups": 2}])
def test_a_unit_is_the_sum_of_its_products_and_its_bias(settings):
    graph = finished(chain(("conv2d", {"filters": 4, "activation": "relu", **settings})), "conv2d_0")
    example = np.random.default_rng(2).normal(size=(1, *SHAPE))
    network, weights, before = activations(graph, "conv2d_0", example, before=True)
    arrays = network.layout.arrays(weights)
    kernel, bias = arrays["conv2d_0/kernel"], arrays["conv2d_0/bias"]
    for unit in np.ndindex(before.shape[1:]):
        inputs = inputs_of_unit(graph, "conv2d_0", example[0], kernel, unit)
        assert inputs.total + bias[unit[2]] == pytest.approx(before[(0, *unit)])
    with pytest.raises(GraphError, match="flat is no 2-D convolution"):
        inputs_of_unit(graph, "flat", example[0], kernel, (0, 0, 0))


def test_activations_and_poolings_are_on_the_scale_of_their_convolution():
    graph = finished(chain(("conv2d", {"filters": 2, **SMOOTH}), ("activation", {}), ("pooling2d", {}),
                           ("conv2d", {"filters": 3, "padding": "same", **SMOOTH})), "conv2d_3")
    assert image_layers(graph) == ("input_1", "conv2d_0", "activation_1", "pooling2d_2", "conv2d_3")
    assert scale_groups(graph) == {"input_1": "input_1", "conv2d_0": "conv2d_0", "activation_1": "conv2d_0",
                                   "pooling2d_2": "conv2d_0", "conv2d_3": "conv2d_3", "flat": "conv2d_3",
                                   "end": "end", "out": "out"}
