"""Sums of a value and a multiple of another: what BLAS adds in one, and what is left as it is."""

from __future__ import annotations

import numpy as np
import pytest

from engine.device import NUMPY
from engine.ir import Builder, Value, compile_plan
from engine.ir.axpy import scaled_sums
from engine.ir.value import in_order
from tests.engine.ir.reference import evaluate

X, Y, RATE = np.linspace(-2.0, 3.0, 12).reshape(3, 4), np.linspace(5.0, -1.0, 12).reshape(3, 4), np.array(0.25)


def leaves() -> tuple[Builder, Value, Value, Value]:
    ir = Builder()
    return ir, ir.leaf("vector", "x", (3, 4)), ir.leaf("vector", "y", (3, 4)), ir.leaf("scalar", "rate", ())


def made(*outputs: Value) -> list[str]:
    return [value.op for value in in_order(scaled_sums(outputs, ())) if value.inputs]


@pytest.mark.parametrize("build", [
    lambda ir, x, y, rate: ir.add(y, ir.mul(x, 0.5)),
    lambda ir, x, y, rate: ir.add(ir.mul(x, 0.5), y),
    lambda ir, x, y, rate: ir.sub(y, ir.mul(x, 0.5)),
    lambda ir, x, y, rate: ir.add(y, ir.mul(rate, x)),
    lambda ir, x, y, rate: ir.sub(y, ir.mul(ir.tanh(x), rate)),
    lambda ir, x, y, rate: ir.add(x, ir.mul(rate, ir.sub(y, x))),
    lambda ir, x, y, rate: ir.add(y, ir.mul(0.25, ir.sub(x, y))),
    lambda ir, x, y, rate: ir.add(y, ir.mul(0.25, ir.sub(ir.square(x), y))),
])
@pytest.mark.parametrize("place", ["x", "y", "elsewhere"])
def test_a_sum_with_a_multiple_is_the_same_wherever_it_is_written(build, place):
    """In the memory of either, as an update is, or in memory of its own."""
    ir, x, y, rate = leaves()
    output = build(ir, x, y, rate)
    arrays = {x: X.copy(), y: Y.copy(), rate: RATE.copy()}
    target = {"x": arrays[x], "y": arrays[y], "elsewhere": np.empty_like(X)}[place]
    (expected,) = evaluate([output], {x: X, y: Y, rate: RATE})
    plan = compile_plan(NUMPY, "float64", [output], arrays, [target])
    plan.run()
    np.testing.assert_allclose(target, expected, rtol=1e-15)


def test_a_weight_takes_its_step_in_one_call():
    ir, x, y, rate = leaves()
    arrays = {x: X.copy(), y: Y.copy(), rate: RATE.copy()}
    plan = compile_plan(NUMPY, "float64", [ir.add(y, ir.mul(x, rate))], arrays, [arrays[y]])
    assert len(plan.calls) == 1


def test_a_moving_average_needs_no_difference():
    ir, x, y, _ = leaves()
    assert made(ir.add(y, ir.mul(0.25, ir.sub(x, y)))) == ["axpy"]
    difference = ir.sub(x, y)
    assert made(ir.add(y, ir.mul(0.25, difference)), difference).count("sub") == 1


def test_a_multiple_that_others_need_too_stands_in_memory():
    ir, x, y, _ = leaves()
    half = ir.mul(x, 0.5)
    assert "axpy" not in made(ir.add(y, half), half)
    assert "axpy" not in made(ir.add(y, half), ir.tanh(half))


def test_what_is_spread_out_or_seen_through_a_view_is_left_alone():
    ir, x, y, rate = leaves()
    row, turned = ir.leaf("vector", "row", (4,)), ir.leaf("vector", "turned", (4, 3))
    assert "axpy" not in made(ir.add(y, ir.mul(row, 0.5)))
    assert "axpy" not in made(ir.add(y, ir.mul(ir.transpose(turned, (-1, -2)), 0.5)))
    assert "axpy" not in made(ir.add(y, ir.mul(x, y)))
    assert "axpy" not in made(ir.add(x, ir.mul(ir.elementwise("mul", x, rate), x)))


def test_numbers_that_do_not_lie_side_by_side_are_multiplied_first():
    ir, x, y, _ = leaves()
    apart = np.asfortranarray(X)
    target = Y.copy()
    compile_plan(NUMPY, "float64", [ir.add(y, ir.mul(x, 0.5))], {x: apart, y: target}, [target]).run()
    np.testing.assert_allclose(target, Y + 0.5 * X, rtol=1e-15)
