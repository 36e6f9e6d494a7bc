"""y + c · x, and y + c · (x − y) as (1 − c) · y + c · x, in one go, on devices that add up so.

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
    that must be neither, as their numbers do not lie side by side."""
    order = in_order(outputs)
    uses = Counter((*outputs, *chain.from_iterable(value.inputs for value in order)))
    new: dict[Value, Value] = {}
    negative: dict[Value, Value] = {}
    for value in order:
        found = _terms(value, uses, apart)
        if found is not None:
            y, x, factor, kept = *map(new.__getitem__, found[:3]), found[3]
            if value.op == "sub":
                factor = negative.setdefault(factor, _negative(factor))
            new[value] = Value("axpy", (y, x, factor), {"kept": kept}, value.shape, value.origin)
            continue
        inputs = tuple(map(new.__getitem__, value.inputs))
        same = inputs == value.inputs
        new[value] = value if same else Value(value.op, inputs, value.attrs, value.shape, value.origin)
    return [new[value] for value in outputs]


def _terms(value: Value, uses: Mapping[Value, int], apart: Collection[Value]
           ) -> tuple[Value, Value, Value, float] | None:
    """y, x, c and what y is multiplied by, where `value` is y + c · x or y − c · x, and nothing else needs c · x."""
    if value.op not in ("add", "sub"):
        return None
    y, product = value.inputs
    if value.op == "add" and product.op != "mul":
        product, y = y, product
    if product.op != "mul" or uses[product] > 1:
        return None
    factor, x = sorted(product.inputs, key=lambda operand: len(operand.shape))
    if factor.shape or not _whole((x, y), value, apart):
        return None
    towards = x.inputs[0] if x.op == "sub" and x.inputs[1] is y and uses[x] == 1 else x
    if value.op == "add" and factor.op == "constant" and towards is not x and _whole((towards, y), value, apart):
        return y, towards, factor, 1.0 - factor.attrs["number"]
    return y, x, factor, 1.0


def _whole(pair: tuple[Value, Value], value: Value, apart: Collection[Value]) -> bool:
    """Whether the two are different, of the shape of `value`, and neither is a view or spread out."""
    x, y = pair
    return x is not y and all(part.shape == value.shape and part not in apart and part.op != "constant"
                              and part.op not in VIEWS for part in pair)


def _negative(factor: Value) -> Value:
    if factor.op == "constant":
        return Value("constant", (), {"number": -factor.attrs["number"]}, factor.shape, factor.origin)
    return Value("neg", (factor,), {}, factor.shape, factor.origin)
