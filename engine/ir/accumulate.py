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
    first, second = (ir.concat([product.inputs[place] for product in reversed(products)], axis)
                     for place, axis in ((0, -2 if ta else -1), (1, -1 if tb else -2)))
    return ir.matmul(first, second, ta, tb)
