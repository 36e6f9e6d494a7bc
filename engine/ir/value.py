"""Values: the nodes of a program before it is compiled.

A value is an operation on other values with a known shape. Values are immutable and hash-consed by the builder that
makes them: the same operation on the same values is the same value, so common subexpressions meet by themselves.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

Shape = tuple[int, ...]


class Value:
    """`op` applied to `inputs` with `attrs`; `origin` is the layer it came from."""

    __slots__ = ("attrs", "inputs", "op", "origin", "shape")

    def __init__(self, op: str, inputs: tuple[Value, ...], attrs: Mapping[str, Any], shape: Shape, origin: str) -> None:
        self.op = op
        self.inputs = inputs
        self.attrs = attrs
        self.shape = shape
        self.origin = origin

    def __repr__(self) -> str:
        attrs = "".join(f" {key}={value}" for key, value in self.attrs.items())
        return f"<{self.op}{attrs} {self.shape} of {self.origin or 'no layer'}>"


def in_order(outputs: Iterable[Value]) -> list[Value]:
    """All values that `outputs` need, each after its inputs; iterative, since programs are deeper than the stack."""
    order: list[Value] = []
    state: dict[Value, bool] = {}
    stack = list(reversed(list(outputs)))
    while stack:
        value = stack[-1]
        if value not in state:
            state[value] = False
            stack.extend(value for value in reversed(value.inputs) if value not in state)
            continue
        stack.pop()
        if not state[value]:
            state[value] = True
            order.append(value)
    return order
