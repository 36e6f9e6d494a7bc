"""Programs from programs: gradients, directional derivatives, populations, other leaves."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from engine.ir.accumulate import accumulate
from engine.ir.builder import Builder
from engine.ir.primitives import PRIMITIVES
from engine.ir.value import Value, in_order
from engine.ir.whole_sequences import WHOLE


def gradients(ir: Builder, output: Value, wrt: Sequence[Value]) -> list[Value]:
    """∂output/∂x for every x of `wrt`, by one reverse sweep; `output` is a scalar."""
    order = in_order([output])
    relevant = _depending_on(order, wrt)
    cotangents: dict[Value, list[Value]] = {output: [ir.constant(1.0, output.shape)]}
    for node in reversed(order):
        if node not in cotangents or node not in relevant or not node.inputs:
            continue
        with ir.origin(node.origin):
            g = accumulate(ir, cotangents[node])
            cotangents[node] = [g]
            parts = (WHOLE.get(node.op) or PRIMITIVES[node.op].vjp)(ir, node, g)
            for value, part in zip(node.inputs, parts, strict=True):
                if part is not None and value in relevant:
                    cotangents.setdefault(value, []).append(part)
    return [accumulate(ir, cotangents[x]) if x in cotangents else ir.constant(0.0, x.shape) for x in wrt]


def tangents(ir: Builder, outputs: Sequence[Value], directions: Mapping[Value, Value]) -> list[Value]:
    """The derivatives of `outputs` when each key of `directions` moves along its value, by one forward sweep."""
    moving: dict[Value, Value] = dict(directions)
    for node in in_order(outputs):
        if node in moving or not any(value in moving for value in node.inputs):
            continue
        with ir.origin(node.origin):
            tangent = PRIMITIVES[node.op].jvp(ir, node, [moving.get(value) for value in node.inputs])
        if tangent is not None:
            moving[node] = tangent
    return [moving.get(output, ir.constant(0.0, output.shape)) for output in outputs]


def population(ir: Builder, outputs: Sequence[Value], members: Mapping[Value, Value], count: int) -> list[Value]:
    """`outputs` for `count` settings at once, each with a leading axis of so many.

    `members` maps leaves to leaves with that axis. An output that does not depend on them is the same for all.
    """
    new: dict[Value, Value] = dict(members)
    for node in in_order(outputs):
        if node in new:
            continue
        batched = [value in new for value in node.inputs]
        if any(batched):
            inputs = [new.get(value, value) for value in node.inputs]
            with ir.origin(node.origin):
                new[node] = PRIMITIVES[node.op].population(ir, node, inputs, batched)
    return [new[output] if output in new else ir.broadcast(output, (count, *output.shape)) for output in outputs]


def replaced(ir: Builder, outputs: Sequence[Value], others: Mapping[Value, Value]) -> list[Value]:
    """`outputs` once more, where every key of `others` gives its place to its value, which has the same shape."""
    new: dict[Value, Value] = dict(others)
    for node in in_order(outputs):
        if node not in new and any(value in new for value in node.inputs):
            with ir.origin(node.origin):
                new[node] = ir.make(node.op, [new.get(value, value) for value in node.inputs], node.shape,
                                    **node.attrs)
    return [new.get(output, output) for output in outputs]


def _depending_on(order: Iterable[Value], leaves: Iterable[Value]) -> set[Value]:
    found = set(leaves)
    for node in order:
        if any(value in found for value in node.inputs):
            found.add(node)
    return found
