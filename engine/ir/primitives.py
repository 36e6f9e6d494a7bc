"""The primitives: one table, with what each needs to be differentiated and to carry a population axis.

Everything that a rule builds is made of primitives again, so the table is closed under its own derivatives, to any
order.

    vjp(ir, node, g)            cotangents of the inputs from the cotangent g of the node; None is zero
    jvp(ir, node, tangents)     tangent of the node from those of its inputs; None is zero
    population(ir, node, inputs, batched)   the node with a leading population axis on the `batched` inputs
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import pi, sqrt

from engine.ir.builder import Builder
from engine.ir.rules import (
    Cotangents,
    Primitive,
    again,
    aligned,
    elementwise,
    joined,
    linear,
    shaped,
    sum_to,
    total,
    trailing,
)
from engine.ir.value import Value
from engine.ir.window_rules import WINDOW_PRIMITIVES

# Rules that need more than a line


def _matmul_vjp(ir: Builder, node: Value, g: Value) -> Cotangents:
    a, b = node.inputs
    ta, tb = node.attrs["ta"], node.attrs["tb"]
    da = ir.matmul(b, g, tb, True) if ta else ir.matmul(g, b, False, not tb)
    db = ir.matmul(g, a, True, ta) if tb else ir.matmul(a, g, not ta, False)
    return sum_to(ir, da, a.shape), sum_to(ir, db, b.shape)


def _matmul_jvp(ir: Builder, node: Value, tangents: Sequence[Value | None]) -> Value | None:
    a, b = node.inputs
    da, db = tangents
    terms = [ir.matmul(*pair, **node.attrs) for pair in ((da, b), (a, db)) if None not in pair]
    return total(ir, terms)


def _exceeds(ir: Builder, node: Value) -> Value:
    """1 where the first operand is the maximum alone, seen from the maximum: the operand need not be kept."""
    return ir.greater(node, node.inputs[1])


def _falls_below(ir: Builder, node: Value) -> Value:
    return ir.greater(node.inputs[1], node)


def _max_share(ir: Builder, node: Value) -> Value:
    """1 at the maximum, shared evenly when several are equal."""
    winners = ir.equal(node.inputs[0], node)
    return ir.div(winners, ir.sum(winners, node.attrs["axes"]))


def _concat_vjp(ir: Builder, node: Value, g: Value) -> Cotangents:
    axis, start, parts = node.attrs["axis"], 0, []
    for value in node.inputs:
        stop = start + value.shape[axis]
        parts.append(_part(ir, g, axis, start, stop))
        start = stop
    return tuple(parts)


def _part(ir: Builder, g: Value, axis: int, start: int, stop: int) -> Value:
    """A slice of g; rows of a product are multiplied apart, so that those that nobody asks for never are."""
    if g.op != "matmul" or axis != -2:
        return ir.slice(g, axis, start, stop)
    a, b = g.inputs
    return ir.matmul(ir.slice(a, -1 if g.attrs["ta"] else -2, start, stop), b, **g.attrs)


def _concat_jvp(ir: Builder, node: Value, tangents: Sequence[Value | None]) -> Value | None:
    if all(tangent is None for tangent in tangents):
        return None
    return ir.concat([ir.constant(0.0, value.shape) if tangent is None else tangent
                      for value, tangent in zip(node.inputs, tangents, strict=True)], **node.attrs)


def _slice_transpose(ir: Builder, node: Value, g: Value) -> Value:
    axis, start, stop = (node.attrs[key] for key in ("axis", "start", "stop"))
    return ir.pad(g, axis, start, node.inputs[0].shape[axis] - stop)


def _pad_transpose(ir: Builder, node: Value, g: Value) -> Value:
    axis, before = node.attrs["axis"], node.attrs["before"]
    return ir.slice(g, axis, before, before + node.inputs[0].shape[axis])


def _transpose_transpose(ir: Builder, node: Value, g: Value) -> Value:
    axes = node.attrs["axes"]
    inverse = [0] * len(axes)
    for place, axis in enumerate(axes):
        inverse[axis + len(axes)] = place - len(axes)
    return ir.transpose(g, inverse)


def _of_first(transpose: Callable[[Builder, Value, Value], Value]) -> Primitive:
    """A look-up: linear in its first input, piecewise constant in the second, the row numbers."""
    return Primitive(
        vjp=lambda ir, node, g: (transpose(ir, node, g), None),
        jvp=lambda ir, node, tangents: None if tangents[0] is None else again(ir, node, (tangents[0], node.inputs[1])),
        population=_lookup_population)


def _lookup_population(ir: Builder, node: Value, inputs: Sequence[Value], batched: Sequence[bool]) -> Value:
    """One set of row numbers serves all members; otherwise each member gets its own table and its own numbers."""
    shared = node.attrs["shared"]
    if not shared and not batched[1]:
        return again(ir, node, inputs)
    members = inputs[0 if batched[0] else 1].shape[0]
    own = (value if has else ir.broadcast(value, (members, *value.shape))
           for value, has in zip(inputs, batched, strict=True))
    return getattr(ir, node.op)(*own, **{**node.attrs, "shared": shared + 1})


_nothing = Primitive(lambda ir, node, g: tuple(None for _ in node.inputs), lambda ir, node, tangents: None, aligned)

PRIMITIVES: dict[str, Primitive] = {
    # Element by element, two operands
    "add": elementwise(lambda ir, y: 1.0, lambda ir, y: 1.0),
    "sub": elementwise(lambda ir, y: 1.0, lambda ir, y: -1.0),
    "mul": elementwise(lambda ir, y: y.inputs[1], lambda ir, y: y.inputs[0]),
    "div": elementwise(lambda ir, y: ir.div(1.0, y.inputs[1]), lambda ir, y: ir.neg(ir.div(y, y.inputs[1]))),
    "maximum": elementwise(_exceeds, lambda ir, y: ir.sub(1.0, _exceeds(ir, y))),
    "minimum": elementwise(_falls_below, lambda ir, y: ir.sub(1.0, _falls_below(ir, y))),
    "select": elementwise(None, lambda ir, y: ir.select(y.inputs[0], 1.0, 0.0),
                          lambda ir, y: ir.select(y.inputs[0], 0.0, 1.0)),
    "greater": _nothing,
    "equal": _nothing,
    # Element by element, one operand
    "neg": elementwise(lambda ir, y: -1.0),
    "square": elementwise(lambda ir, y: ir.mul(2.0, y.inputs[0])),
    "power": elementwise(lambda ir, y: ir.mul(y.attrs["exponent"], ir.power(y.inputs[0], y.attrs["exponent"] - 1.0))),
    "sqrt": elementwise(lambda ir, y: ir.div(0.5, y)),
    "exp": elementwise(lambda ir, y: y),
    "log": elementwise(lambda ir, y: ir.div(1.0, y.inputs[0])),
    "abs": elementwise(lambda ir, y: ir.sign(y.inputs[0])),
    "sign": _nothing,
    "tanh": elementwise(lambda ir, y: ir.sub(1.0, ir.square(y))),
    "sin": elementwise(lambda ir, y: ir.cos(y.inputs[0])),
    "cos": elementwise(lambda ir, y: ir.neg(ir.sin(y.inputs[0]))),
    "arctan": elementwise(lambda ir, y: ir.div(1.0, ir.add(1.0, ir.square(y.inputs[0])))),
    "erf": elementwise(lambda ir, y: ir.mul(2.0 / sqrt(pi), ir.exp(ir.neg(ir.square(y.inputs[0]))))),
    "sigmoid": elementwise(lambda ir, y: ir.mul(y, ir.sub(1.0, y))),
    "softplus": elementwise(lambda ir, y: ir.sigmoid(y.inputs[0])),
    "stop": _nothing,
    # Products
    "matmul": Primitive(_matmul_vjp, _matmul_jvp, aligned),
    # Reductions
    "sum": linear(lambda ir, y, g: ir.broadcast(g, y.inputs[0].shape)),
    "max": Primitive(
        vjp=lambda ir, y, g: (ir.mul(_max_share(ir, y), g),),
        jvp=lambda ir, y, t: None if t[0] is None else ir.sum(ir.mul(_max_share(ir, y), t[0]), y.attrs["axes"]),
        population=trailing),
    # Shape
    "reshape": linear(lambda ir, y, g: ir.reshape(g, y.inputs[0].shape), shaped),
    "broadcast": linear(lambda ir, y, g: sum_to(ir, g, y.inputs[0].shape), shaped),
    "transpose": linear(_transpose_transpose),
    "slice": linear(_slice_transpose),
    "pad": linear(_pad_transpose),
    "concat": Primitive(_concat_vjp, _concat_jvp, joined),
    "copy": linear(lambda ir, y, g: g),
    "positions": _nothing,
    # Rows of a table
    "gather": _of_first(lambda ir, y, g: ir.scatter_add(g, y.inputs[1], y.inputs[0].shape[-2], **y.attrs)),
    "scatter_add": _of_first(lambda ir, y, g: ir.gather(g, y.inputs[1], y.attrs["shared"])),
    # Windows that slide over images
    **WINDOW_PRIMITIVES,
}
