"""Plans: memory is reused and nothing is spoilt."""

from __future__ import annotations

from itertools import pairwise
from math import prod

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.device import NUMPY, Device
from engine.ir import Builder, Value, compile_plan, gradients
from engine.ir.arena import Arena
from tests.engine.fake_device import Fake
from tests.engine.ir.reference import evaluate, run

DEVICES = {"numpy": lambda: NUMPY, "fake": lambda: Fake().device}
ELEMENTWISE = ("tanh", "sigmoid", "square", "neg", "sin", "softplus", "abs", "exp")
PAIRWISE = ("add", "sub", "mul", "maximum", "minimum", "greater")


@st.composite
def programs(draw: st.DrawFn) -> tuple[list[Value], list[Value]]:
    """Leaves, and outputs of a random program over them, with views, copies, broadcasts and shared subexpressions."""
    ir = Builder()
    side = draw(st.sampled_from([2, 3, 20]))
    leaves = [ir.leaf("input", str(place), (side, side)) for place in range(draw(st.integers(1, 3)))]
    values = list(leaves)

    def pick() -> Value:
        return values[draw(st.integers(0, len(values) - 1))]

    def square(value: Value) -> Value:
        """Any value, by views where possible, as a matrix of the common side."""
        if prod(value.shape) == side * side:
            return ir.reshape(value, (side, side))
        return ir.broadcast(value, (side, side))

    for _ in range(draw(st.integers(1, 12))):
        move = draw(st.sampled_from(("one", "two", "matmul", "transpose", "sum", "max", "flat", "split", "pad")))
        x = square(pick())
        if move == "one":
            x = getattr(ir, draw(st.sampled_from(ELEMENTWISE)))(ir.tanh(x))
        elif move == "two":
            other = pick()
            other = square(other) if len(other.shape) == 2 and other.shape[-1] > side else other
            x = getattr(ir, draw(st.sampled_from(PAIRWISE)))(x, other if draw(st.booleans()) else 0.5)
        elif move == "matmul":
            x = ir.tanh(ir.matmul(x, square(pick()), draw(st.booleans()), draw(st.booleans())))
        elif move == "transpose":
            x = ir.transpose(x, (-1, -2))
        elif move in ("sum", "max"):
            x = ir.mul(getattr(ir, move)(x, (draw(st.sampled_from((-1, -2))),)), 0.5)
        elif move == "flat":
            x = ir.reshape(x, (1, side * side))
        elif move == "split":
            half = side // 2
            x = ir.concat([ir.slice(x, -1, half, side), ir.slice(square(pick()), -1, 0, half)], -1)
        else:
            x = ir.slice(ir.pad(x, -2, 1, 0), -2, 0, side)
        values.append(x)
    outputs = [pick() for _ in range(draw(st.integers(1, 3)))]
    if draw(st.booleans()):
        total = ir.total(ir.square(square(values[-1])))
        outputs += gradients(ir, total, leaves)
    return leaves, outputs


def arrays_for(leaves: list[Value], seed: int = 0) -> dict[Value, np.ndarray]:
    rng = np.random.default_rng(seed)
    return {leaf: rng.standard_normal(leaf.shape) for leaf in leaves}


@pytest.mark.parametrize("device", DEVICES)
@given(program=programs())
def test_random_programs_give_what_evaluation_value_by_value_gives(program, device: str):
    leaves, outputs = program
    bound = arrays_for(leaves)
    for ours, expected in zip(run(DEVICES[device](), outputs, bound), evaluate(outputs, bound), strict=True):
        np.testing.assert_allclose(ours, expected, rtol=1e-9, atol=1e-9)


@given(program=programs())
def test_running_twice_gives_the_same_and_new_inputs_give_new_results(program):
    leaves, outputs = program
    bindings = arrays_for(leaves)
    plan = compile_plan(NUMPY, "float64", outputs, bindings)
    first, second = ([array.copy() for array in plan.run()] for _ in range(2))
    for a, b in zip(first, second, strict=True):
        np.testing.assert_array_equal(a, b)
    for leaf, array in arrays_for(leaves, seed=1).items():
        bindings[leaf][...] = array
    for ours, expected in zip(plan.run(), evaluate(outputs, bindings), strict=True):
        np.testing.assert_allclose(ours, expected, rtol=1e-9, atol=1e-9)


@pytest.mark.parametrize("device", DEVICES)
@given(program=programs(), data=st.data())
def test_leaves_are_updated_in_place_as_if_all_at_once(program, device: str, data: st.DataObject):
    """Every leaf takes a value computed from the old values of all leaves, whatever the order of execution."""
    leaves, outputs = program
    fitting = [value for value in [*leaves, *outputs] if value.shape == leaves[0].shape]
    new = [data.draw(st.sampled_from(fitting)) for _ in leaves]
    bound = arrays_for(leaves)
    expected = evaluate(new, bound)
    device = DEVICES[device]()
    bindings = {leaf: device.upload(array) for leaf, array in bound.items()}
    compile_plan(device, "float64", new, bindings, [bindings[leaf] for leaf in leaves]).run()
    for leaf, value in zip(leaves, expected, strict=True):
        np.testing.assert_allclose(device.to_host(bindings[leaf]), value, rtol=1e-9, atol=1e-9)


def test_leaves_can_change_places(device: Device):
    ir = Builder()
    a, b = (ir.leaf("input", name, (3,)) for name in "ab")
    bindings = {a: device.upload(np.full(3, 1.0)), b: device.upload(np.full(3, 2.0))}
    compile_plan(device, "float64", [b, a], bindings, [bindings[a], bindings[b]]).run()
    assert device.to_host(bindings[a]).tolist() == [2.0] * 3
    assert device.to_host(bindings[b]).tolist() == [1.0] * 3


def test_a_product_is_not_written_over_its_own_factor(device: Device):
    ir = Builder()
    a, b = (ir.leaf("input", name, (4, 4)) for name in "ab")
    x, y = np.random.default_rng(0).standard_normal((2, 4, 4))
    bindings = {a: device.upload(x), b: device.upload(y)}
    compile_plan(device, "float64", [ir.matmul(a, b)], bindings, [bindings[a]]).run()
    np.testing.assert_allclose(device.to_host(bindings[a]), x @ y)


def test_an_output_that_is_constant_fills_its_destination(device: Device):
    ir = Builder()
    out = device.upload(np.ones((2, 3)))
    compile_plan(device, "float64", [ir.constant(0.0, (2, 3))], {}, [out]).run()
    assert not device.to_host(out).any()


def test_a_destination_may_be_strided(device: Device):
    ir = Builder()
    x = ir.leaf("input", "x", (3, 4))
    values = np.random.default_rng(0).standard_normal((3, 4))
    wide = device.zeros((3, 8), "float64")
    outputs = [ir.exp(x), ir.reshape(ir.sin(x), (4, 3))]
    tall = device.zeros((4, 6), "float64")
    destinations = [wide[:, ::2], tall[:, :3]]
    compile_plan(device, "float64", outputs, {x: device.upload(values)}, destinations).run()
    np.testing.assert_allclose(device.to_host(destinations[0]), np.exp(values))
    np.testing.assert_allclose(device.to_host(destinations[1]), np.sin(values).reshape(4, 3))


def test_a_long_chain_needs_the_memory_of_its_widest_moment():
    ir = Builder()
    x = ir.leaf("input", "x", (1_000,))
    value = x
    for _ in range(500):
        value = ir.softplus(ir.sin(value))
    plan = compile_plan(NUMPY, "float64", [value], {x: np.zeros(1_000)})
    assert plan.temporaries <= 4 * 1_024 * 8


@given(st.lists(st.tuples(st.integers(0, 100), st.integers(0, 7)), max_size=60))
def test_the_arena_never_hands_out_the_same_space_twice(requests: list[tuple[int, int]]):
    arena = Arena()
    held: list[tuple[int, int]] = []
    for elements, action in requests:
        if held and action < 4:
            arena.give(held.pop(action % len(held)))
        else:
            held.append(arena.take(elements))
            assert held[-1][1] >= elements
        spans = sorted(held)
        for (offset, length), (following, _) in pairwise(spans):
            assert offset + length <= following
        assert all(offset + length <= arena.size for offset, length in held)
    for space in held:
        arena.give(space)
    assert arena.take(arena.size or 1)[0] == 0
