"""Chains of element-wise values as one kernel each, for devices that have such kernels.

A `fused` value computes the last value of a chain from what the chain reads; the values between stand nowhere in
memory. Where a value is read by more than one chain, or has another shape, a chain ends.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from engine.ir.scalars import TEXT, number
from engine.ir.value import Value, in_order

LONGEST = 16  # values in a chain: it reads at most twice as many arrays, which a kernel can still be given


def fused(outputs: Sequence[Value]) -> list[Value]:
    """The same program with every element-wise value in a chain. Leaves stay the values they are."""
    order = in_order(outputs)
    chains = _chains(order, outputs)
    inside = {value for chain in chains.values() for value in chain[:-1]}
    new: dict[Value, Value] = {}
    for value in order:
        if value.op in ("leaf", "constant"):
            new[value] = value
        elif value in chains:
            new[value] = _kernel(chains[value], new)
        elif value not in inside:
            new[value] = Value(value.op, tuple(map(new.__getitem__, value.inputs)), value.attrs, value.shape,
                               value.origin)
    return [new[value] for value in outputs]


def _chains(order: Sequence[Value], outputs: Sequence[Value]) -> dict[Value, list[Value]]:
    """By their last value, the values of each chain in the order of execution."""
    users: dict[Value, list[Value]] = {}
    for value in order:
        for source in value.inputs:
            users.setdefault(source, []).append(value)
    kept, last, chains = set(outputs), {}, {}
    for value in reversed(order):
        if value.op not in TEXT:
            continue
        ends = {last.get(user) for user in users.get(value, ())}
        end = ends.pop() if len(ends) == 1 and value not in kept else None
        if end is None or end.shape != value.shape or len(chains[end]) == LONGEST:
            end = value
        last[value] = end
        chains.setdefault(end, []).insert(0, value)
    return chains


def _kernel(chain: Sequence[Value], new: Mapping[Value, Value]) -> Value:
    names: dict[Value, str] = {}
    lines: list[str] = []
    inputs: dict[Value, None] = {}

    def operand(source: Value) -> str:
        if source.op == "constant":
            return number(source.attrs["number"])
        if source not in names:
            names[source] = f"x{len(inputs)}"
            inputs[new[source]] = None
        return names[source]

    for place, value in enumerate(chain):
        text = TEXT[value.op].format(*map(operand, value.inputs), **value.attrs)
        names[value] = f"t{place}"
        lines.append(f"y = {text};" if value is chain[-1] else f"const T t{place} = {text};")
    return Value("fused", tuple(inputs), {"body": "\n".join(lines)}, chain[-1].shape, chain[-1].origin)
