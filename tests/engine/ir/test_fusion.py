"""Chains of element-wise values: what becomes one kernel, and what does not."""

from __future__ import annotations

from engine.ir import Builder, Value
from engine.ir.fusion import LONGEST, fused
from engine.ir.value import in_order
from engine.optimizers import OPTIMIZERS


def kernels(outputs: list[Value]) -> list[Value]:
    return [value for value in in_order(fused(outputs)) if value.op == "fused"]


def test_a_chain_is_one_kernel_that_reads_only_leaves():
    ir = Builder()
    x, y = (ir.leaf("input", name, (3, 4)) for name in "xy")
    (kernel,) = kernels([ir.tanh(ir.add(ir.mul(x, 2.0), y))])
    assert kernel.inputs == (x, y)
    assert kernel.attrs["body"] == "const T t0 = T(2.0) * x0;\nconst T t1 = t0 + x1;\ny = tanh(t1);"


def test_a_value_that_is_read_twice_within_a_chain_is_computed_once():
    ir = Builder()
    x = ir.leaf("input", "x", (5,))
    power = ir.exp(x)
    (kernel,) = kernels([ir.add(ir.square(power), power)])
    assert kernel.attrs["body"].count("exp") == 1


def test_a_value_that_others_need_stands_in_memory():
    """Two chains that read it, a product that does, or the caller."""
    ir = Builder()
    x = ir.leaf("input", "x", (4, 4))
    power = ir.exp(x)
    assert len(kernels([ir.sin(power), ir.cos(power)])) == 3
    assert len(kernels([ir.sin(power), ir.matmul(power, power)])) == 2
    assert len(kernels([ir.sin(power), power])) == 2


def test_a_chain_ends_where_the_shape_changes():
    """A bias' own formula is not computed again for each row."""
    ir = Builder()
    x, bias = ir.leaf("input", "x", (100, 3)), ir.leaf("parameter", "bias", (3,))
    first, second = kernels([ir.tanh(ir.add(x, ir.exp(bias)))])
    assert (first.shape, second.shape) == ((3,), (100, 3))


def test_long_chains_are_divided():
    ir = Builder()
    value = ir.leaf("input", "x", (5,))
    for _ in range(3 * LONGEST):
        value = ir.sin(value)
    assert [kernel.attrs["body"].count("sin") for kernel in kernels([value])] == [LONGEST] * 3


def test_an_update_of_adam_is_a_kernel_for_each_vector_that_it_writes():
    ir = Builder()
    vectors = {name: ir.leaf("vector", name, (100,)) for name in ("parameters", "gradient", "first_moment",
                                                                  "second_moment")}
    rule, settings = OPTIMIZERS["adam"], {field.name: field.default for field in OPTIMIZERS["adam"].fields}
    numbers = {name: ir.leaf("scalar", name, ()) for name in rule.scalars(settings, 0.1, 1)}
    parameters, slots = rule.update(ir, settings, vectors["parameters"], vectors["gradient"], vectors, numbers)
    assert len(kernels([*slots.values(), parameters])) == 3


def test_leaves_stay_the_values_that_arrays_are_bound_to():
    ir = Builder()
    x = ir.leaf("input", "x", (2, 3))
    outputs = [x, ir.transpose(x, (-1, -2)), ir.exp(x)]
    assert {value for value in in_order(fused(outputs)) if value.op == "leaf"} == {x}
