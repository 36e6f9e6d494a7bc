"""What holds for every primitive: its value, its derivatives in both directions and twice, its population."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np
import pytest

from engine.device import Device
from engine.ir import Builder, Value, compile_plan, gradients, population, tangents
from engine.ir.primitives import PRIMITIVES
from tests.engine.devices import apart
from tests.engine.ir.cases import CASES, Case
from tests.engine.ir.reference import REFERENCE, evaluate, run

each_case = pytest.mark.parametrize("case", CASES, ids=str)
STEP = 1e-6
Compute = Callable[[Sequence[Value], Mapping[Value, np.ndarray]], list[np.ndarray]]


@pytest.fixture(params=[Device.upload, apart], ids=["together", "apart"])
def compute(device: Device, request: pytest.FixtureRequest) -> Compute:
    """The outputs of a plan on every device, from contiguous inputs and from others."""
    return lambda outputs, leaves: run(device, outputs, leaves, request.param)


def scalar(ir: Builder, value: Value, curved: bool = False) -> tuple[Value, Value]:
    """A number that weighs every element of `value` differently, and the leaf with the weights."""
    weights = ir.leaf("input", "weights", value.shape)
    return ir.total(ir.mul(ir.square(value) if curved else value, weights)), weights


def directions(case: Case, seed: int) -> list[np.ndarray]:
    rng = np.random.default_rng(seed)
    return [rng.standard_normal(shape) for shape in case.shapes]


def inner(a: list[np.ndarray], b: list[np.ndarray]) -> float:
    return sum(float(np.vdot(x, y)) for x, y in zip(a, b, strict=True))


def test_every_primitive_has_a_case_and_a_reference():
    assert {case.primitive for case in CASES} == set(PRIMITIVES)
    assert set(REFERENCE) == set(PRIMITIVES)


@each_case
def test_value_is_that_of_numpy_and_scipy(case: Case, device: Device):
    _, leaves, value = case.make()
    bound = dict(zip(leaves, case.draw(), strict=True))
    np.testing.assert_allclose(run(device, [value], bound)[0], evaluate([value], bound)[0], rtol=1e-13, atol=1e-14)


@each_case
def test_inputs_need_not_be_contiguous(case: Case, device: Device):
    _, leaves, value = case.make()
    arrays = case.draw()
    bindings = {leaf: apart(device, array) for leaf, array in zip(leaves, arrays, strict=True)}
    plan = compile_plan(device, "float64", [value], bindings)
    expected = evaluate([value], dict(zip(leaves, arrays, strict=True)))[0]
    np.testing.assert_allclose(device.to_host(plan.run()[0]), expected, rtol=1e-13, atol=1e-14)
    for leaf in leaves:  # what the plan reads is the array itself, not a copy of what it held while compiling
        bindings[leaf][...] = device.upload(np.full(leaf.shape, 0.75))
    expected = evaluate([value], {leaf: np.full(leaf.shape, 0.75) for leaf in leaves})[0]
    np.testing.assert_allclose(device.to_host(plan.run()[0]), expected, rtol=1e-13, atol=1e-14)


@each_case
def test_gradient_is_the_slope_along_a_random_direction(case: Case, compute: Compute):
    if case.primitive == "stop":
        pytest.skip("stop has the value of its input and no gradient")
    ir, leaves, value = case.make()
    total, weights = scalar(ir, value)
    arrays, along = case.draw(1), directions(case, 2)
    held = {weights: np.random.default_rng(3).standard_normal(value.shape)}
    gradient = compute(gradients(ir, total, leaves), dict(zip(leaves, arrays, strict=True)) | held)
    ahead, behind = (
        float(evaluate([total], {leaf: array + sign * STEP * way
                                 for leaf, array, way in zip(leaves, arrays, along, strict=True)} | held)[0])
        for sign in (1, -1))
    assert inner(gradient, along) == pytest.approx((ahead - behind) / (2 * STEP), rel=1e-6, abs=1e-7)


@each_case
def test_forward_and_backward_derivatives_are_adjoint(case: Case, compute: Compute):
    """⟨w, Jv⟩ = ⟨Jᵀw, v⟩."""
    ir, leaves, value = case.make()
    total, weights = scalar(ir, value)
    moving = {leaf: ir.leaf("direction", str(place), leaf.shape) for place, leaf in enumerate(leaves)}
    bound = dict(zip(leaves, case.draw(4), strict=True))
    bound |= dict(zip(moving.values(), directions(case, 5), strict=True))
    bound[weights] = np.random.default_rng(6).standard_normal(value.shape)
    forward = compute(tangents(ir, [value], moving), bound)
    backward = compute(gradients(ir, total, leaves), bound)
    along = [bound[direction] for direction in moving.values()]
    assert inner(forward, [bound[weights]]) == pytest.approx(inner(backward, along), rel=1e-12, abs=1e-12)


@each_case
def test_second_derivatives_are_symmetric_and_the_slope_of_the_gradient(case: Case, compute: Compute):
    """⟨u, Hv⟩ = ⟨v, Hu⟩, and Hv = (∇f(x + εv) − ∇f(x − εv)) / 2ε."""
    ir, leaves, value = case.make()
    total, weights = scalar(ir, value, curved=True)
    first = gradients(ir, total, leaves)
    moving = {leaf: ir.leaf("direction", str(place), leaf.shape) for place, leaf in enumerate(leaves)}
    second = tangents(ir, first, moving)
    arrays, u, v = case.draw(7), directions(case, 8), directions(case, 9)
    held = {weights: np.random.default_rng(10).standard_normal(value.shape)}
    bound = dict(zip(leaves, arrays, strict=True)) | held
    hu, hv = (compute(second, bound | dict(zip(moving.values(), way, strict=True))) for way in (u, v))
    assert inner(v, hu) == pytest.approx(inner(u, hv), rel=1e-10, abs=1e-10)
    ahead, behind = (
        evaluate(first, {leaf: array + sign * STEP * way
                         for leaf, array, way in zip(leaves, arrays, v, strict=True)} | held) for sign in (1, -1))
    if case.primitive != "stop":
        slope = [(a - b) / (2 * STEP) for a, b in zip(ahead, behind, strict=True)]
        for exact, numeric in zip(hv, slope, strict=True):
            np.testing.assert_allclose(exact, numeric, rtol=1e-5, atol=1e-6)


@each_case
def test_population_equals_the_loop_over_its_members(case: Case, compute: Compute):
    ir, leaves, value = case.make()
    total, weights = scalar(ir, value)
    outputs = [value, *gradients(ir, total, leaves)]
    members, fixed = 3, case.draw(11)
    held = {weights: np.random.default_rng(12).standard_normal(value.shape)}
    for batched in [list(range(len(leaves))), *([place] for place in range(len(leaves)))]:
        drawn = {place: np.stack([case.draw(20 + member)[place] for member in range(members)]) for place in batched}
        many = {leaves[place]: ir.leaf("input", f"many {place}", (members, *leaves[place].shape)) for place in batched}
        bound = {leaf: array for place, (leaf, array) in enumerate(zip(leaves, fixed, strict=True))
                 if place not in batched}
        together = compute(population(ir, outputs, many, members),
                           bound | held | {many[leaves[place]]: drawn[place] for place in batched})
        for member in range(members):
            alone = evaluate(outputs, bound | held | {leaves[place]: drawn[place][member] for place in batched})
            for output, all_of_them, one in zip(outputs, together, alone, strict=True):
                assert all_of_them.shape == (members, *output.shape)
                np.testing.assert_allclose(all_of_them[member], one, rtol=1e-12, atol=1e-13)
