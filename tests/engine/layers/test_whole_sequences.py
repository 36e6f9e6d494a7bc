"""Recurrent layers as one value for all steps: the same numbers as step by step, in a program that does not grow."""

from __future__ import annotations

import numpy as np
import pytest

from engine.device import NUMPY
from engine.graph import Graph, LayerSpec, sequential
from engine.ir import compile_plan, gradients, lower
from engine.ir.value import in_order
from engine.layout import ParameterLayout
from engine.network import Network
from engine.probes.activations import Inner
from engine.probes.examples import TRAINING
from engine.probes.predictions import MeanLoss

STEPS, FEATURES = 7, 3
TOLERANCES = {"float64": 1e-10, "float32": 1e-5}


def network(*layers: LayerSpec, steps: int = STEPS) -> Graph:
    return sequential(LayerSpec("input", "input", {"shape": (steps, FEATURES)}), *layers,
                      LayerSpec("head", "dense", {"units": 2, "activation": "identity"}),
                      LayerSpec("output", "output", {"loss": "mean_squared_error"}))


def layer(name: str, units: int, kind: str = "lstm", **settings: object) -> LayerSpec:
    return LayerSpec(name, kind, {"units": units, **settings})


def computed(graph: Graph, batch: int, dtype: str, whole: bool) -> list[np.ndarray]:
    """Predictions, and the derivatives of the loss by weights and inputs."""
    layout, rng = ParameterLayout(graph), np.random.default_rng(0)
    net = lower(graph, layout, batch, whole=whole)
    leaves = [*net.parameters.values(), *net.inputs.values()]
    bindings = {leaf: (0.5 * rng.standard_normal(leaf.shape)).astype(dtype)
                for leaf in (*leaves, *net.targets.values())}
    outputs = [net.layers["head"], *gradients(net.ir, net.loss, leaves)]
    return [np.array(array) for array in compile_plan(NUMPY, dtype, outputs, bindings).run()]


GRAPHS = {
    "the last output": network(layer("a", 5)),
    "all outputs": network(layer("a", 5, return_sequences=True), LayerSpec("flat", "flatten")),
    "one above the other": network(layer("a", 5, return_sequences=True), layer("b", 4)),
    "one step": network(layer("a", 5), steps=1),
    "the last of a GRU": network(layer("a", 5, "gru")),
    "a GRU above a GRU": network(layer("a", 5, "gru", return_sequences=True), layer("b", 4, "gru")),
    "a GRU of one step": network(layer("a", 5, "gru"), steps=1),
}


@pytest.mark.parametrize("dtype", TOLERANCES)
@pytest.mark.parametrize("batch", [1, 6, 16])
@pytest.mark.parametrize("name", GRAPHS)
def test_the_numbers_are_those_of_steps(name: str, batch: int, dtype: str):
    whole, steps = (computed(GRAPHS[name], batch, dtype, whole) for whole in (True, False))
    for array, expected in zip(whole, steps, strict=True):
        np.testing.assert_allclose(array, expected, rtol=0, atol=TOLERANCES[dtype] * np.abs(expected).max())


@pytest.mark.parametrize("kind", ["lstm", "gru"])
def test_a_longer_sequence_makes_no_more_values(kind: str):
    def values(steps: int) -> int:
        graph = network(layer("a", 5, kind), steps=steps)
        net = lower(graph, ParameterLayout(graph), 2, whole=True)
        return len(in_order(gradients(net.ir, net.loss, list(net.parameters.values()))))

    assert values(500) == values(10)


def test_what_also_gives_its_cell_goes_step_by_step():
    graph = network(layer("a", 5, return_cell=True))
    net = lower(graph, ParameterLayout(graph), 2, whole=True)
    assert not any(value.op.startswith("lstm") for value in in_order([net.loss]))


def test_the_evaluation_of_an_epoch_is_that_of_steps():
    """It reads sequences whole; a probe of what is inside has them step by step."""
    graph, rng = network(layer("a", 5, return_sequences=True), layer("b", 4, "gru")), np.random.default_rng(0)
    engine, inputs, targets = Network(graph), rng.standard_normal((6, STEPS, FEATURES)), rng.standard_normal((6, 2))
    weights = engine.initial_parameters(0)
    loss, inside = MeanLoss(TRAINING), Inner("a", "cell", TRAINING)
    alone, beside = (engine.probe(weights, *probes, inputs=inputs, targets=targets)[loss]["loss"]
                     for probes in ((loss,), (loss, inside)))
    np.testing.assert_allclose(alone, beside, rtol=1e-6)
