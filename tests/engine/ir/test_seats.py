"""Sums of cotangents that are concatenations in disguise, and concatenations that cost nothing."""

from __future__ import annotations

import numpy as np

from engine.device import Device
from engine.ir import Builder, Plan, Value, compile_plan, gradients

ROWS = np.arange(12.0).reshape(4, 3)


def run(device: Device, outputs: list[Value], leaves: dict[Value, np.ndarray]) -> tuple[Plan, list[np.ndarray]]:
    plan = compile_plan(device, "float64", outputs, {leaf: device.upload(array) for leaf, array in leaves.items()})
    plan.run()
    return plan, [device.to_host(array) for array in plan.run()]


def test_parts_one_above_the_other_are_made_in_their_place(device):
    ir = Builder()
    x = ir.leaf("input", "x", (4, 3))
    parts = [ir.tanh(x), ir.square(x), ir.exp(x)]
    plan, (result,) = run(device, [ir.neg(ir.concat(parts, -2))], {x: ROWS})
    assert len(plan.calls) == 4
    np.testing.assert_allclose(result, -np.concatenate([np.tanh(ROWS), ROWS ** 2, np.exp(ROWS)]), rtol=1e-15)


def test_a_part_that_is_read_again_and_a_part_that_comes_twice(device):
    ir = Builder()
    x = ir.leaf("input", "x", (4, 3))
    part = ir.tanh(x)
    twice = ir.concat([part, x, part], -2)
    _, results = run(device, [ir.exp(twice), ir.exp(part)], {x: ROWS})
    np.testing.assert_allclose(results[0], np.exp(np.concatenate([np.tanh(ROWS), ROWS, np.tanh(ROWS)])), rtol=1e-15)
    np.testing.assert_allclose(results[1], np.exp(np.tanh(ROWS)), rtol=1e-15)


def test_a_concatenation_within_another_and_parts_that_are_outputs(device):
    ir = Builder()
    x = ir.leaf("input", "x", (4, 3))
    inner = ir.concat([ir.tanh(x), ir.square(x)], -2)
    kept = ir.exp(x)
    outer = ir.neg(ir.concat([kept, ir.reshape(inner, (8, 3)), ir.abs(x)], -2))
    _, results = run(device, [outer, kept], {x: ROWS})
    expected = np.concatenate([np.exp(ROWS), np.tanh(ROWS), ROWS ** 2, np.abs(ROWS)])
    np.testing.assert_allclose(results[0], -expected, rtol=1e-15)
    np.testing.assert_array_equal(results[1], np.exp(ROWS))


def test_the_gradient_of_slices_is_one_concatenation(device):
    ir = Builder()
    x = ir.leaf("input", "x", (4, 3))
    rows = [ir.slice(x, -2, place, place + 1) for place in range(4)]
    total = ir.total(ir.square(ir.mul(ir.mul(rows[3], rows[1]), ir.mul(rows[0], rows[2]))))
    (gradient,) = gradients(ir, total, [x])
    assert gradient.op == "concat"
    values = ROWS + 1.0
    _, (result,) = run(device, [gradient], {x: values})
    product = values.prod(0)
    np.testing.assert_allclose(result, 2.0 * product ** 2 / values, rtol=1e-13)


def test_slices_that_overlap_or_leave_gaps_add_up(device):
    ir = Builder()
    x = ir.leaf("input", "x", (4, 3))
    weights = ir.leaf("input", "weights", (2, 3))
    parts = [ir.slice(x, -2, 0, 2), ir.slice(x, -2, 1, 3), ir.slice(x, -2, 0, 2)]
    total = ir.total(ir.mul(weights, ir.add(ir.add(parts[0], parts[1]), ir.mul(parts[2], parts[2]))))
    (gradient,) = gradients(ir, total, [x])
    w = np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]])
    _, (result,) = run(device, [gradient], {x: ROWS, weights: w})
    expected = np.zeros((4, 3))
    expected[0:2] += w + 2.0 * w * ROWS[0:2]
    expected[1:3] += w
    np.testing.assert_allclose(result, expected, rtol=1e-15)


def test_a_matrix_used_at_many_steps_gets_its_gradient_by_one_product(device):
    ir = Builder()
    matrix = ir.leaf("parameter", "matrix", (3, 3))
    state = start = ir.leaf("input", "start", (2, 3))
    for _ in range(5):
        state = ir.tanh(ir.matmul(state, matrix))
    (gradient,) = gradients(ir, ir.total(state), [matrix])
    assert gradient.op == "matmul"
    rng = np.random.default_rng(0)
    values = {matrix: rng.normal(size=(3, 3)), start: rng.normal(size=(2, 3))}
    _, (result,) = run(device, [gradient], values)

    def objective(weights: np.ndarray) -> float:
        hidden = values[start]
        for _ in range(5):
            hidden = np.tanh(hidden @ weights)
        return hidden.sum()

    step = 1e-6
    for place in np.ndindex(3, 3):
        change = np.zeros((3, 3))
        change[place] = step
        slope = (objective(values[matrix] + change) - objective(values[matrix] - change)) / (2 * step)
        np.testing.assert_allclose(result[place], slope, rtol=1e-6, atol=1e-8)
