"""The engine of Ladera in a hundred lines: values, rules, gradients, a population, a plan.

A network is a graph of values. Each kind of value is a row of RULES: its shape, how it is computed, and how a gradient
goes through it, said in values again; so gradients are graphs like any other, and have gradients. Axes are counted from
the end, so that weights with a leading axis, a population, need no rules of their own. A plan decides beforehand what
is called, on which memory; running it is one short loop. `engine/ir` is the same with forty rows, for two devices.
"""

from collections import defaultdict
from functools import cache, partial

import numpy as np


class Value:
    """What `op` makes of `inputs`: an array of `shape`, whose last two axes are rows and columns."""

    def __init__(self, op, inputs, attrs, shape):
        self.op, self.inputs, self.attrs, self.shape = op, inputs, attrs, shape

    def __add__(self, other):
        return value("add", self, other) if isinstance(other, Value) else value("shift", self, by=other)

    def __mul__(self, other):
        return value("mul", self, other) if isinstance(other, Value) else value("scale", self, by=other)

    def __matmul__(self, other):
        return value("matmul", self, other)


@cache  # equal requests are one value: what is needed twice is computed once
def value(op, *inputs, **attrs):
    return Value(op, inputs, attrs, RULES[op][0](*(one.shape for one in inputs), **attrs))


def same(*shapes, **attrs):
    return np.broadcast_shapes(*shapes)


RULES = {  # the shape from those of the inputs; computing into `out`; from the gradient g of y to those of its inputs
    "leaf": (lambda name, shape: shape, None, lambda g, y: ()),
    "add": (same, np.add, lambda g, y, a, b: (g, g)),
    "mul": (same, np.multiply, lambda g, y, a, b: (g * b, g * a)),
    "shift": (same, lambda x, out, by: np.add(x, by, out=out), lambda g, y, x: (g,)),
    "scale": (same, lambda x, out, by: np.multiply(x, by, out=out), lambda g, y, x: (g * y.attrs["by"],)),
    "matmul": (lambda a, b: (*np.broadcast_shapes(a[:-2], b[:-2]), a[-2], b[-1]), np.matmul,
               lambda g, y, a, b: (g @ value("turn", b), value("turn", a) @ g)),
    "turn": (lambda x: (*x[:-2], x[-1], x[-2]), lambda x, out: np.copyto(out, x.swapaxes(-1, -2)),
             lambda g, y, x: (value("turn", g),)),
    "spread": (lambda x, size: x[:-2] + size, lambda x, out, size: np.copyto(out, x),
               lambda g, y, x: (value("sum", g, size=x.shape[-2:]),)),
    "sum": (lambda x, size: x[:-2] + size, lambda x, out, size: np.sum(
        x, axis=tuple(axis for axis in (-2, -1) if size[axis] == 1), keepdims=True, out=out),
        lambda g, y, x: (value("spread", g, size=x.shape[-2:]),)),
    "tanh": (same, np.tanh, lambda g, y, x: (g * (y * y * -1.0 + 1.0),)),
    "sigmoid": (same, lambda x, out: np.divide(1.0, 1.0 + np.exp(-x), out=out),
                lambda g, y, x: (g * y * (y * -1.0 + 1.0),)),
    "softplus": (same, lambda x, out: np.logaddexp(0.0, x, out=out), lambda g, y, x: (g * value("sigmoid", x),)),
}


@cache
def needed(one):
    """What `one` is made of, each behind its inputs, and itself."""
    return (*dict.fromkeys(other for source in one.inputs for other in needed(source)), one)


def in_order(outputs):
    return list(dict.fromkeys(one for output in outputs for one in needed(output)))


def gradients(result, leaves):
    """Of the sum of `result`, as values: reverse mode."""
    found = {result: value("spread", value("leaf", name="one", shape=(1, 1)), size=result.shape[-2:])}
    for one in reversed(in_order([result])):
        for source, part in zip(one.inputs, RULES[one.op][2](found[one], one, *one.inputs), strict=True):
            found[source] = found[source] + part if source in found else part
    return [found[leaf] for leaf in leaves]


def population(outputs, leaves, members):
    """The same values for many settings of the `leaves` at once: these get a leading axis, and all else follows."""
    swapped = {leaf: value("leaf", name=leaf.attrs["name"], shape=(members, *leaf.shape)) for leaf in leaves}
    for one in in_order(outputs):
        swapped.setdefault(one, value(one.op, *map(swapped.get, one.inputs), **one.attrs))
    return [swapped[one] for one in outputs], [swapped[leaf] for leaf in leaves]


def plan(outputs, arrays):
    """Calls that fill the arrays of `outputs` from those of the leaves; what nobody reads any more is used again."""
    order, arrays, calls, free = in_order(outputs), {**arrays}, [], defaultdict(list)
    last = {source: place for place, one in enumerate(order) for source in one.inputs}
    for place, one in enumerate(order):
        if one.op != "leaf":
            arrays[one] = free[one.shape].pop() if free[one.shape] else np.empty(one.shape)
            calls.append(partial(RULES[one.op][1], *map(arrays.get, one.inputs), out=arrays[one], **one.attrs))
        for source in {*one.inputs} - {*outputs}:
            if last[source] == place and source.op != "leaf":
                free[source.shape].append(arrays[source])
    return calls, [arrays[one] for one in outputs]
