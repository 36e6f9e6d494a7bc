"""Adding up what several uses of one value send back to it.

A value that is cut into slices gets back one padded part per slice, mostly zeros; a matrix that is used at every step
of a sequence gets back one product per step. Added as they come, the first would cost the whole array for each slice,
the second the whole matrix for each step. Both sums are concatenations in disguise:

    pad(a, before=0, after=2) + pad(b, before=3, after=0) = concat(a, b)    where the parts touch
    Σ_t A_t B_t = [A_1, A_2, …] [B_1; B_2; …]
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce

from engine.ir.builder import Builder
from engine.ir.value import Value


def accumulate(ir: Builder, parts: Sequence[Value]) -> Value:
    """The sum of `parts`, which have one shape."""
    if len(parts) == 1:
        return parts[0]
    paddings: dict[int, list[Value]] = {}
    products: dict[tuple[bool, bool], list[Value]] = {}
    terms = []
    for part in parts:
        if part.op == "pad":
            paddings.setdefault(part.attrs["axis"], []).append(part)
        elif part.op == "matmul" and len(part.shape) == 2:
            products.setdefault((part.attrs["ta"], part.attrs["tb"]), []).append(part)
        else:
            terms.append(part)
    for axis, found in paddings.items():
        terms.extend(_laid_together(ir, found, axis))
    for flags, found in products.items():
        terms.append(_one_product(ir, found, *flags))
    return reduce(ir.add, terms)


def _laid_together(ir: Builder, paddings: list[Value], axis: int) -> list[Value]:
    """Runs of paddings that touch, each as one padding of a concatenation."""
    runs: list[list[Value]] = []
    for part in sorted(paddings, key=lambda part: part.attrs["before"]):
        if runs and _end(runs[-1][-1]) == part.attrs["before"]:
            runs[-1].append(part)
        else:
            runs.append([part])
    return [run[0] if len(run) == 1 else
            ir.pad(ir.concat([part.inputs[0] for part in run], axis), axis, run[0].attrs["before"],
                   run[-1].attrs["after"]) for run in runs]


def _end(padding: Value) -> int:
    return padding.attrs["before"] + padding.inputs[0].shape[padding.attrs["axis"]]


def _one_product(ir: Builder, products: list[Value], ta: bool, tb: bool) -> Value:
    if len(products) == 1:
        return products[0]
    factors = ([product.inputs[place] for product in reversed(products)] for place in (0, 1))
    first, second = (ir.concat(values, -2) if rows else _side_by_side(ir, values)
                     for values, rows in zip(factors, (ta, not tb), strict=True))
    return ir.matmul(first, second, ta, tb)


def _side_by_side(ir: Builder, values: list[Value]) -> Value:
    """[A_1, A_2, …]. Alike matrices are stacked first, each in one piece, and then turned: two copies of whole rows
    instead of one by short and distant pieces."""
    shape = values[0].shape
    if any(value.shape != shape for value in values):
        return ir.concat(values, -1)
    stack = ir.concat([ir.reshape(value, (1, *shape)) for value in values], -3)
    return ir.reshape(ir.transpose(stack, (-2, -3, -1)), (shape[0], -1))
