"""y + c · x in one go, on devices that add up so.

Element by element it would take two operations, with c · x in memory between them. Where the sum takes the memory of y,
as the update of a weight does, BLAS adds in one. Neither x nor y is a view here: they are whole pieces of memory that
do not overlap.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from itertools import chain

from engine.ir.kernels import VIEWS
from engine.ir.value import Value, in_order


def scaled_sums(outputs: Sequence[Value], apart: Collection[Value]) -> list[Value]:
    """The same program with `axpy` in place of sums of y and c · x. Leaves stay the values they are; `apart` are those
    that must not be x, as their numbers do not lie side by side."""
    order = in_order(outputs)
    uses = Counter((*outputs, *chain.from_iterable(value.inputs for value in order)))
    new: dict[Value, Value] = {}
    negative: dict[Value, Value] = {}
    for value in order:
        found = _terms(value, uses, apart)
        if found is None:
            op, inputs = value.op, tuple(map(new.__getitem__, value.inputs))
        else:
            y, x, factor = map(new.__getitem__, found)
            if value.op == "sub":
                factor = negative.setdefault(factor, _negative(factor))
            op, inputs = "axpy", (y, x, factor)
        same = inputs == value.inputs and op == value.op
        new[value] = value if same else Value(op, inputs, value.attrs, value.shape, value.origin)
    return [new[value] for value in outputs]


def _terms(value: Value, uses: Mapping[Value, int], apart: Collection[Value]) -> tuple[Value, Value, Value] | None:
    """y, x and c, where `value` is y + c · x or y − c · x, and nothing else needs c · x."""
    if value.op not in ("add", "sub"):
        return None
    y, product = value.inputs
    if value.op == "add" and product.op != "mul":
        product, y = y, product
    if product.op != "mul" or uses[product] > 1:
        return None
    factor, x = sorted(product.inputs, key=lambda operand: len(operand.shape))
    if factor.shape or not x.shape == y.shape == value.shape or x is y or x in apart:
        return None
    return None if {x.op, y.op} & ({"constant"} | VIEWS.keys()) else (y, x, factor)


def _negative(factor: Value) -> Value:
    if factor.op == "constant":
        return Value("constant", (), {"number": -factor.attrs["number"]}, factor.shape, factor.origin)
    return Value("neg", (factor,), {}, factor.shape, factor.origin)
