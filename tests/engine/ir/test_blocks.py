"""Element-wise calls go through large arrays in blocks: the numbers are the same, bit for bit."""

from __future__ import annotations

import numpy as np
import pytest

from engine.device import NUMPY
from engine.graph import Graph, LayerSpec, sequential
from engine.ir import Builder, blocks, compile_plan, gradients, lower
from engine.layout import ParameterLayout


def images() -> Graph:
    return sequential(LayerSpec("input", "input", {"shape": (6, 5, 3)}),
                      LayerSpec("a", "conv2d", {"filters": 16, "padding": "same", "activation": "silu"}),
                      LayerSpec("n", "batch_normalization"), LayerSpec("r", "activation", {"function": "relu"}),
                      LayerSpec("b", "conv2d", {"filters": 16, "padding": "same", "activation": "elu"}),
                      LayerSpec("p", "pooling2d"), LayerSpec("flat", "flatten"), LayerSpec("output", "output"))


def sequences() -> Graph:
    return sequential(LayerSpec("input", "input", {"shape": (6, 8)}), LayerSpec("q", "dense", {"units": 8}),
                      LayerSpec("heads", "attention", {"heads": 2}), LayerSpec("n", "layer_normalization"),
                      LayerSpec("memory", "gru", {"units": 4}), LayerSpec("output", "output"))


def computed(graph: Graph) -> tuple[list[np.ndarray], int]:
    """All that a step computes, and in how many calls."""
    layout, rng = ParameterLayout(graph), np.random.default_rng(0)
    net = lower(graph, layout, 6, training=True)
    leaves = [*net.parameters.values(), *net.inputs.values()]
    bindings = {leaf: np.abs(rng.standard_normal(leaf.shape)).astype("float32")
                for leaf in (*leaves, *net.targets.values())}
    plan = compile_plan(NUMPY, "float32", [*net.layers.values(), *gradients(net.ir, net.loss, leaves)], bindings)
    return [np.array(array) for array in plan.run()], len(plan.calls)


@pytest.mark.parametrize("block", [1, 7, 64])
@pytest.mark.parametrize("graph", [images(), sequences()], ids=["images", "sequences"])
def test_a_network_computes_the_same_in_blocks(graph: Graph, block: int, monkeypatch: pytest.MonkeyPatch):
    whole, calls = computed(graph)
    monkeypatch.setattr(blocks, "LARGE", 2)
    monkeypatch.setattr(blocks, "BLOCK", block)
    parts, more = computed(graph)
    assert more > calls
    for array, expected in zip(parts, whole, strict=True):
        np.testing.assert_array_equal(array, expected)


def test_memory_that_is_used_again_ends_a_run(monkeypatch: pytest.MonkeyPatch):
    """A value that is written over what other rows of a call before still read would spoil them."""
    monkeypatch.setattr(blocks, "LARGE", 2)
    monkeypatch.setattr(blocks, "BLOCK", 1)
    room = np.arange(12.0)
    a, shifted = room[:8].reshape(4, 2), room[2:10].reshape(4, 2)
    calls = [((np.add, (a, np.array(1.0), np.zeros((4, 2)))), ""), ((np.multiply, (a, np.array(2.0), shifted)), "")]
    assert blocks.in_blocks(calls) == calls


def test_products_of_two_matrices_are_not_divided(monkeypatch: pytest.MonkeyPatch):
    """A row of the product needs all rows of the second matrix."""
    monkeypatch.setattr(blocks, "LARGE", 2)
    ir = Builder()
    a, b = (ir.leaf("input", name, (4, 4)) for name in "ab")
    bound = {leaf: np.random.default_rng(0).standard_normal((4, 4)) for leaf in (a, b)}
    (found,) = compile_plan(NUMPY, "float64", [ir.exp(ir.matmul(ir.transpose(a, (-1, -2)), b))], bound).run()
    np.testing.assert_allclose(found, np.exp(bound[a].T @ bound[b]))


@pytest.mark.parametrize("shape", [(8, 8), (1, 8, 8)])
def test_what_every_block_reads_as_a_whole_is_computed_before_them(shape: tuple[int, ...],
                                                                  monkeypatch: pytest.MonkeyPatch):
    """Every product of the stack needs all of the one matrix, which has as many numbers as the products."""
    monkeypatch.setattr(blocks, "LARGE", 2)
    monkeypatch.setattr(blocks, "BLOCK", 8)
    ir = Builder()
    a, b = ir.leaf("input", "a", (4, 2, 8)), ir.leaf("input", "b", (8, 8))
    bound = {leaf: np.random.default_rng(0).standard_normal(leaf.shape) for leaf in (a, b)}
    (found,) = compile_plan(NUMPY, "float64", [ir.matmul(a, ir.reshape(ir.tanh(b), shape))], bound).run()
    np.testing.assert_allclose(found, bound[a] @ np.tanh(bound[b]))
