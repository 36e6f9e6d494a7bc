"""The computation graph: each number is that of the program, and each gradient what the loss does when it moves."""

from __future__ import annotations

import numpy as np
import pytest

from engine.device import NUMPY
from engine.graph import Graph, LayerSpec, sequential
from engine.ir import Value, compile_plan, lower
from engine.ir.primitives import PRIMITIVES
from engine.ir.told import told
from engine.ir.transforms import replaced
from engine.ir.value import in_order
from engine.layout import ParameterLayout
from engine.network import Network
from engine.probes.computation import MOST_NODES, Computation, computation
from tests.engine.networks import examples, perceptron, weights

MLP = perceptron(2, 6, 4, 3, loss="categorical_cross_entropy")
CNN = sequential(
    LayerSpec("x", "input", {"shape": (6, 6, 2)}),
    LayerSpec("conv", "conv2d", {"filters": 3, "kernel_size": (3, 3), "activation": "tanh"}),
    LayerSpec("pool", "pooling2d"), LayerSpec("flat", "flatten"), LayerSpec("last", "dense", {"units": 2}),
    LayerSpec("softmax", "softmax"), LayerSpec("y", "output", {"loss": "categorical_cross_entropy"}))
RECURRENT = sequential(
    LayerSpec("x", "input", {"shape": (3, 2)}), LayerSpec("lstm", "lstm", {"units": 2}),
    LayerSpec("last", "dense", {"units": 1}), LayerSpec("y", "output", {"loss": "mean_squared_error"}))
LONG = sequential(
    LayerSpec("x", "input", {"shape": (40, 2)}), LayerSpec("lstm", "lstm", {"units": 2}),
    LayerSpec("last", "dense", {"units": 1}), LayerSpec("y", "output", {"loss": "mean_squared_error"}))


def prepared(graph: Graph):
    network = Network(graph, dtype="float64")
    (x,), (t,) = (part.values() for part in examples(network, 1))
    return network, weights(network), x, t


def pieces(network: Network, parameters: np.ndarray, x: np.ndarray, t: np.ndarray):
    """The arrays of all windows onto the whole network."""
    program, found = computation(network.graph), {}
    for first in range(0, len(program.nodes), MOST_NODES):
        probe = Computation(first=first)
        found |= network.probe(parameters, probe, inputs=x, targets=t)[probe].arrays
    return program, found


@pytest.mark.parametrize("graph", [MLP, CNN, RECURRENT], ids=["perceptron", "images", "recurrent"])
def test_each_gradient_is_what_the_loss_does_when_that_number_moves(graph: Graph):
    network, parameters, x, t = prepared(graph)
    program, told_of = pieces(network, parameters, x, t)
    net = lower(graph, network.layout, 1)
    order = in_order([*net.layers.values(), net.loss])
    arrays = network.leaves(x, t)

    def run(outputs: list[Value], more: dict[Value, np.ndarray]) -> list[np.ndarray]:
        bindings = {}
        for leaf in in_order(outputs):
            if leaf.op == "leaf":
                role, name = leaf.attrs["role"], leaf.attrs["name"]
                bindings[leaf] = more[leaf] if leaf in more else (
                    network.layout.view(parameters, name) if role == "parameter" else arrays[role, name])
        return [np.array(array) for array in compile_plan(NUMPY, "float64", outputs, bindings).run()]

    values = run(order, {})
    moved = 0
    for place, (node, value) in enumerate(zip(program.nodes, values, strict=True)):
        assert node.op == order[place].op
        np.testing.assert_allclose(told_of[f"value/{place}"], value.ravel()[:64], rtol=1e-12, atol=1e-14)
        if node.op in ("constant", "greater", "largest", "equal") or place == program.loss:
            continue
        leaf = net.ir.leaf("moved", str(place), node.shape)
        (loss,) = replaced(net.ir, [net.loss], {order[place]: leaf})
        if leaf not in in_order([loss]):
            assert not np.any(told_of[f"gradient/{place}"]), node.op
            continue
        losses = []
        for offset in (1e-6, -1e-6):
            other = value.copy()
            other.ravel()[-1 if value.size <= 64 else 0] += offset
            losses.append(float(run([loss], {leaf: other})[0]))
        told_one = told_of[f"gradient/{place}"][-1 if value.size <= 64 else 0]
        # A max that is held constant, as in a softmax, moves nothing, though the value does.
        if not any(order[place] in (v.inputs if v.op == "stop" else ()) for v in order):
            assert told_one == pytest.approx((losses[0] - losses[1]) / 2e-6, rel=2e-5, abs=1e-8), (place, node.op)
            moved += 1
    assert moved > 15


def test_it_ends_in_the_loss_and_begins_with_what_is_measured():
    network, parameters, x, t = prepared(MLP)
    program, told_of = pieces(network, parameters, x, t)
    assert told_of[f"value/{program.loss}"][0] == pytest.approx(network.loss(parameters, x, t), rel=1e-12)
    assert told_of[f"gradient/{program.loss}"].tolist() == [1.0]
    gradient = network.gradient(parameters, x, t)
    for node in program.nodes:
        if node.role == "parameter":
            assert told_of[f"gradient/{node.place}"] == pytest.approx(
                network.layout.view(gradient, node.name).ravel()[:64], rel=1e-10, abs=1e-14)
    for layer, activation in network.activations(parameters, x).items():
        assert told_of[f"value/{program.gives[layer]}"] == pytest.approx(activation.ravel()[:64], rel=1e-12)


def test_a_long_program_is_told_a_window_at_a_time_and_layer_by_layer():
    program = computation(LONG)
    assert len(program.nodes) > MOST_NODES
    windows = [program.window("", first) for first in range(0, len(program.nodes), MOST_NODES)]
    assert [place for window in windows for place in window] == list(range(len(program.nodes)))
    assert set(program.around(windows[1])) <= set(windows[0])
    of_layers = [place for spec in LONG.layers for place in program.of_layer(spec.name)]
    assert sorted(of_layers) == list(range(len(program.nodes)))


def test_without_a_truth_there_are_values_and_nothing_comes_back():
    network, parameters, x, _ = prepared(MLP)
    probe = Computation(with_loss=False)
    reading = network.probe(parameters, probe, inputs=x)[probe]
    assert computation(MLP, False).loss is None
    assert reading.arrays
    assert all(name.startswith("value/") for name in reading.arrays)


def test_every_primitive_is_told_and_says_what_comes_back_where_something_does():
    for op in PRIMITIVES:
        row = told(op, {"ta": False, "tb": False, "exponent": 2.5})
        assert row.sign
        assert row.forward
        nothing = op in ("greater", "equal", "sign", "largest", "positions")
        assert bool(row.back) != nothing, op


@pytest.mark.parametrize(("ta", "tb"), [(False, False), (False, True), (True, False), (True, True)])
def test_the_rule_of_a_product_is_the_one_that_holds(ta: bool, tb: bool):
    rng = np.random.default_rng(1)
    a, b = rng.normal(size=(3, 2) if ta else (2, 3)), rng.normal(size=(4, 3) if tb else (3, 4))
    g = rng.normal(size=(2, 4))
    known = {"a": a, "aᵀ": a.T, "b": b, "bᵀ": b.T, "∂y": g, "∂yᵀ": g.T}
    row = told("matmul", {"ta": ta, "tb": tb})
    left, right = row.forward.removeprefix("y = ").split()
    assert (known[left] @ known[right]).shape == g.shape
    for rule, of in zip(row.back.split(", "), (a, b), strict=True):
        one, other = rule.split(" = ")[1].split()
        moved = np.zeros_like(of)
        for place in np.ndindex(of.shape):
            step = np.zeros_like(of)
            step[place] = 1.0
            y = (step.T if ta else step) @ known[right] if of is a else known[left] @ (step.T if tb else step)
            moved[place] = (g * y).sum()
        np.testing.assert_allclose(known[one] @ known[other], moved, rtol=1e-12)


def test_the_layout_of_weights_is_the_one_of_the_network():
    names = {node.name for node in computation(CNN).nodes if node.role == "parameter"}
    assert names == {entry.name for entry in ParameterLayout(CNN)}
