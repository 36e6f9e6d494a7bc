"""Programs divided among threads give what one thread gives, and what cannot be divided is not."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import pytest
from hypothesis import given

from engine.device import NUMPY
from engine.graph import Graph, LayerSpec, sequential
from engine.ir import Builder, Plan, Value, compile_divided, compile_plan, gradients, lower, population
from engine.layers.activations import ACTIVATIONS
from engine.network import Network
from tests.cases import random_cases
from tests.engine.fake_device import Fake
from tests.engine.networks import examples, graphs, weights

ROWS = 7  # of which no number of threads gets equally many


class Program:
    """Loss, gradients, layers and averages of a training step of random examples."""

    def __init__(self, graph: Graph, rows: int = ROWS, whole: bool = True) -> None:
        network = Network(graph, dtype="float64")
        net = lower(graph, network.layout, rows, 0.001, 0.01, training=True, whole=whole)
        inputs, targets = examples(network, rows)
        vector, rng = weights(network) * 0.5, np.random.default_rng(1)
        trained = [leaf for name, leaf in net.parameters.items() if network.layout[name].parameter.trainable]
        self.ir, self.examples = net.ir, {*net.inputs.values(), *net.targets.values(), *net.ir.noises}
        self.outputs = [net.loss, *gradients(net.ir, net.objective, trained), *net.layers.values(),
                        *net.ir.assignments.values()]
        self.bindings = {leaf: network.layout.view(vector, name) for name, leaf in net.parameters.items()}
        self.bindings |= {leaf: inputs[name] for name, leaf in net.inputs.items()}
        self.bindings |= {leaf: targets[name] for name, leaf in net.targets.items()}
        self.bindings |= {leaf: rng.random(leaf.shape) for leaf in net.ir.noises}

    def alone(self) -> Plan:
        return compile_plan(NUMPY, "float64", self.outputs, self.bindings)

    def divided(self, threads: int) -> Plan:
        return compile_divided(NUMPY, "float64", self.ir, self.outputs, self.bindings, [None] * len(self.outputs),
                               self.examples, threads)


def assert_same(program: Program, threads: int) -> None:
    with np.errstate(all="ignore"):
        expected, plan = [array.copy() for array in program.alone().run()], program.divided(threads)
        plan.run()
        found = [array.copy() for array in plan.run()]
        again = program.divided(threads).run()
    assert plan.threads == threads
    for array, other, third in zip(expected, found, again, strict=True):
        scale = np.abs(array[np.isfinite(array)]).max(initial=1.0)
        np.testing.assert_allclose(other, array, rtol=1e-10, atol=1e-11 * scale)
        np.testing.assert_array_equal(third, other)


@given(graphs())
@random_cases(100, deadline=None)
def test_every_network_is_divided_and_its_numbers_are_those_of_one_thread(graph: Graph):
    assert_same(Program(graph), 2)
    assert_same(Program(graph, whole=False), 3)


@given(graphs(activations=sorted(ACTIVATIONS)))
@random_cases(30, deadline=None)
def test_also_with_activations_that_have_corners(graph: Graph):
    assert_same(Program(graph), 3)


def network(shape: tuple[int, ...], *layers: LayerSpec, classes: int = 3) -> Graph:
    return sequential(LayerSpec("input_1", "input", {"shape": shape}), *layers, LayerSpec("flatten_1", "flatten"),
                      LayerSpec("dense_9", "dense", {"units": classes}),
                      LayerSpec("output_1", "output", {"loss": "categorical_cross_entropy"}))


@pytest.mark.parametrize("layers", [
    [LayerSpec("conv_1", "conv2d", {"filters": 20, "kernel_size": (3, 3)})],
    [LayerSpec("conv_1", "conv2d", {"filters": 32, "kernel_size": (3, 3)}), LayerSpec("conv_2", "conv2d", {
        "filters": 32, "kernel_size": (3, 3), "groups": 32, "padding": "same"})],
    [LayerSpec("conv_1", "conv2d", {"filters": 4, "kernel_size": (3, 3), "padding": "reflect"}),
     LayerSpec("norm_1", "batch_normalization"), LayerSpec("pool_1", "pooling2d"),
     LayerSpec("norm_2", "batch_normalization"), LayerSpec("drop_1", "dropout", {"rate": 0.4})],
], ids=["many channels", "depthwise", "normalised over the batch"])
def test_images_go_through_in_shares(layers: Sequence[LayerSpec]):
    assert_same(Program(network((8, 9, 16), *layers)), 3)


def made(build: Callable[[Builder, Value], Value]) -> tuple[Plan, np.ndarray]:
    """The plan, in two threads where it can be, of a value of examples (6, 4), and the same in one."""
    ir = Builder()
    x = ir.leaf("input", "x", (6, 4))
    bindings = {x: np.random.default_rng(0).normal(size=(6, 4))}
    value = build(ir, x)
    return (compile_divided(NUMPY, "float64", ir, [value], bindings, [None], {x}, 2),
            compile_plan(NUMPY, "float64", [value], bindings).run()[0])


@pytest.mark.parametrize("build", [
    lambda ir, x: ir.max(x, (-2,)),
    lambda ir, x: ir.matmul(x, x, tb=True),  # each example with each
    lambda ir, x: ir.slice(x, -2, 1, 4),
    lambda ir, x: ir.largest(ir.transpose(x, (-1, -2))),
    lambda ir, x: ir.reshape(x, (3, 8)),
    lambda ir, x: ir.gather(x, ir.positions(3)),
])
def test_what_needs_other_examples_otherwise_than_as_a_sum_is_not_divided(build):
    plan, expected = made(build)
    assert plan.threads == 1
    np.testing.assert_array_equal(plan.run()[0], expected)


@pytest.mark.parametrize("build", [
    lambda ir, x: ir.matmul(x, x, ta=True),
    lambda ir, x: ir.sub(x, ir.mul(ir.sum(x, (-2,)), 1 / 6)),
    lambda ir, x: ir.div(x, ir.sqrt(ir.sum(ir.square(x), (-1, -2)))),
    lambda ir, x: ir.add(ir.sum(x, (-2,)), ir.constant(3.0, (5, 4))),
    lambda ir, x: ir.mul(ir.sum(x, (-2,)), ir.sum(x, (-1, -2))),
    lambda ir, x: ir.concat([ir.transpose(x, (-1, -2)), ir.transpose(ir.exp(x), (-1, -2))], -1),
    lambda ir, x: ir.slice(ir.concat([ir.transpose(x, (-1, -2))] * 3, -1), -1, 6, 18),
    lambda ir, x: ir.pad(ir.transpose(x, (-1, -2)), -1, 6, 12),
    lambda ir, x: ir.add(x, ir.broadcast(ir.reshape(ir.positions(4), (1, 4)), (6, 4))),
    lambda ir, x: ir.mul(x, ir.reshape(ir.positions(6), (6, 1))),
    lambda ir, x: x,
    lambda ir, x: ir.positions(6),
    lambda ir, x: ir.mul(ir.leaf("input", "x", (6, 4)), 2.0),
])
def test_sums_are_added_up_where_they_are_needed(build):
    plan, expected = made(build)
    assert plan.threads == 2
    for _ in range(2):
        np.testing.assert_allclose(plan.run()[0], expected, rtol=1e-14, atol=1e-14)


def test_populations_are_divided_by_examples():
    program = Program(network((5,), LayerSpec("dense_1", "dense", {"units": 4, "activation": "tanh"})))
    ir, (loss, *_) = program.ir, program.outputs
    leaves = [leaf for leaf in program.bindings if leaf not in program.examples]
    members = {leaf: ir.leaf("member", leaf.attrs["name"], (4, *leaf.shape)) for leaf in leaves}
    bindings = program.bindings | {member: np.stack([program.bindings[leaf] * scale for scale in (1, 2, 3, 4)])
                                   for leaf, member in members.items()}
    many = population(ir, [loss], members, 4)
    expected = compile_plan(NUMPY, "float64", many, bindings).run()[0]
    plan = compile_divided(NUMPY, "float64", ir, many, bindings, [None], program.examples, 2)
    assert plan.threads == 2
    np.testing.assert_allclose(plan.run()[0], expected, rtol=1e-12)


def test_one_thread_where_there_are_too_few_examples_or_no_threads_beside_each_other(fake: Fake):
    program = Program(network((5,)))
    assert program.divided(3).threads == 3
    assert program.divided(4).threads == 1
    plan = compile_divided(fake.device, "float64", program.ir, program.outputs[:1], program.bindings, [None],
                           program.examples, 2)
    assert plan.threads == 1


def test_results_are_written_where_they_are_wanted():
    ir = Builder()
    x, w = ir.leaf("input", "x", (6, 4)), ir.leaf("parameter", "w", (4,))
    arrays = {x: np.arange(24.0).reshape(6, 4), w: np.arange(4.0)}
    total, doubled, kept = np.zeros((1, 4)), np.zeros((6, 4)), np.zeros(4)
    compile_divided(NUMPY, "float64", ir, [ir.sum(x, (-2,)), ir.mul(x, 2.0), ir.square(w)], arrays,
                    [total, doubled, kept], {x}, 2).run()
    np.testing.assert_array_equal(total[0], arrays[x].sum(axis=0))
    np.testing.assert_array_equal(doubled, 2 * arrays[x])
    np.testing.assert_array_equal(kept, arrays[w]**2)
