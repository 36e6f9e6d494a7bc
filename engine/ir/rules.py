"""What a rule is, and the families that most primitives belong to.

An element-wise primitive gives its partial derivatives; they serve both directions. A linear primitive gives its
transpose; forward it is itself. A bilinear one gives two transposes.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from engine.ir.builder import Builder, Operand
from engine.ir.value import Shape, Value

Cotangents = tuple[Value | None, ...]
Vjp = Callable[[Builder, Value, Value], Cotangents]
Jvp = Callable[[Builder, Value, Sequence[Value | None]], Value | None]
Population = Callable[[Builder, Value, Sequence[Value], Sequence[bool]], Value]
Partial = Callable[[Builder, Value], Operand] | None


@dataclass(frozen=True)
class Primitive:
    """The rules of one primitive; see the module."""

    vjp: Vjp
    jvp: Jvp
    population: Population


# Helpers for the rules


def sum_to(ir: Builder, x: Value, shape: Shape) -> Value:
    """Undo broadcasting: sum over the axes along which an array of `shape` was repeated."""
    lead = len(x.shape) - len(shape)
    axes = [axis - len(x.shape) for axis, n in enumerate(x.shape)
            if axis < lead or (shape[axis - lead] == 1 and n != 1)]
    return ir.reshape(ir.sum(x, axes), shape)


def total(ir: Builder, terms: list[Value]) -> Value | None:
    result = None
    for term in terms:
        result = term if result is None else ir.add(result, term)
    return result


# How primitives behave with a leading population axis


def _align(ir: Builder, value: Value, rank: int) -> Value:
    """Ones after the population axis of a batched value, until the rest has `rank` axes."""
    missing = rank - (len(value.shape) - 1)
    return ir.reshape(value, (value.shape[0], *(1,) * missing, *value.shape[1:])) if missing else value


def again(ir: Builder, node: Value, inputs: Sequence[Value]) -> Value:
    return getattr(ir, node.op)(*inputs, **node.attrs)


def aligned(ir: Builder, node: Value, inputs: Sequence[Value], batched: Sequence[bool]) -> Value:
    rank = len(node.shape)
    return again(ir, node, [_align(ir, value, rank) if own else value
                             for value, own in zip(inputs, batched, strict=True)])


def trailing(ir: Builder, node: Value, inputs: Sequence[Value], batched: Sequence[bool]) -> Value:
    return again(ir, node, inputs)


def shaped(ir: Builder, node: Value, inputs: Sequence[Value], batched: Sequence[bool]) -> Value:
    members = inputs[0].shape[0]
    x = _align(ir, inputs[0], len(node.shape)) if node.op == "broadcast" else inputs[0]
    return getattr(ir, node.op)(x, (members, *node.shape))


def joined(ir: Builder, node: Value, inputs: Sequence[Value], batched: Sequence[bool]) -> Value:
    members = next(value.shape[0] for value, own in zip(inputs, batched, strict=True) if own)
    return ir.concat([value if own else ir.broadcast(value, (members, *value.shape))
                      for value, own in zip(inputs, batched, strict=True)], **node.attrs)


# Families


def elementwise(*partials: Partial) -> Primitive:
    """f(a, b, …) element by element; `partials` build ∂f/∂a, ∂f/∂b, …; None where f does not depend smoothly."""

    def vjp(ir: Builder, node: Value, g: Value) -> Cotangents:
        return tuple(None if partial is None else sum_to(ir, ir.mul(g, partial(ir, node)), value.shape)
                     for partial, value in zip(partials, node.inputs, strict=True))

    def jvp(ir: Builder, node: Value, tangents: Sequence[Value | None]) -> Value | None:
        terms = [ir.mul(tangent, partial(ir, node)) for partial, tangent in zip(partials, tangents, strict=True)
                 if partial is not None and tangent is not None]
        tangent = total(ir, terms)
        return None if tangent is None else ir.broadcast(tangent, node.shape)

    return Primitive(vjp, jvp, aligned)


def linear(transpose: Callable[[Builder, Value, Value], Value | None], population: Population = trailing) -> Primitive:
    """A linear map of one input; `transpose(ir, node, g)` is its adjoint."""
    return Primitive(
        vjp=lambda ir, node, g: (transpose(ir, node, g),),
        jvp=lambda ir, node, tangents: tangents[0] if tangents[0] is None else _apply(ir, node, tangents[0]),
        population=population,
    )


def _apply(ir: Builder, node: Value, x: Value) -> Value:
    return getattr(ir, node.op)(x, node.shape) if node.op in ("reshape", "broadcast") else again(ir, node, (x,))


def bilinear(*transposes: Callable[[Builder, Value, Value], Value]) -> Primitive:
    """A map that is linear in each of two inputs; `transposes` are its adjoints in the one and in the other."""

    def jvp(ir: Builder, node: Value, tangents: Sequence[Value | None]) -> Value | None:
        (a, b), (da, db) = node.inputs, tangents
        return total(ir, [again(ir, node, pair) for pair in ((da, b), (a, db)) if None not in pair])

    return Primitive(lambda ir, node, g: tuple(transpose(ir, node, g) for transpose in transposes), jvp, trailing)
