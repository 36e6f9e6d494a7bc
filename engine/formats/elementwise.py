"""Activation functions out of their primitives, for formats that lack them.

A format says how it writes each primitive, in a `Target`; a function that it has itself, exactly as it is, is a row in
a table of its own and never comes here.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any, Protocol, TypeVar

from engine.ir import Builder, Value
from engine.ir.value import in_order
from engine.layers.activations import ACTIVATIONS

T = TypeVar("T")

CONDITIONS = frozenset({"greater", "equal"})
"""Primitives that are 1 or 0 here, and true or false elsewhere."""


class Target(Protocol[T]):
    """How a format writes what a function is made of. A `T` stands for something written."""

    def number(self, value: float) -> T:
        """A constant."""

    def primitive(self, value: Value, *operands: T) -> T:
        """`value.op` of its operands, with `value.attrs`. CONDITIONS give what is true or false, and `select` takes
        it."""

    def counted(self, condition: T) -> T:
        """1 where it is true, else 0."""

    def holds(self, number: T) -> T:
        """True where the number is not 0."""


@cache
def formula(name: str) -> Value:
    """An activation as primitives of one number, which is the only leaf."""
    ir = Builder()
    return ACTIVATIONS[name].lower(ir, ir.leaf("input", "x", ()))


def single_primitive(name: str) -> str:
    """The primitive that an activation is and nothing more; "" for all others."""
    result = formula(name)
    return result.op if len(result.inputs) == 1 and result.inputs[0].op == "leaf" else ""


def write(result: Value, x: T, target: Target[T]) -> T:
    """Write a formula with `x` in the place of its leaf."""
    written: dict[Value, T] = {}
    for value in in_order([result]):
        if value.op == "leaf":
            written[value] = x
        elif value.op == "constant":
            written[value] = target.number(value.attrs["number"])
        else:
            written[value] = target.primitive(value, *_operands(value, written, target))
    return _as_number(result, written, target)


def _operands(value: Value, written: Mapping[Value, Any], target: Target) -> list[Any]:
    if value.op != "select":
        return [_as_number(source, written, target) for source in value.inputs]
    mask, *choices = value.inputs
    condition = written[mask] if mask.op in CONDITIONS else target.holds(written[mask])
    return [condition, *(_as_number(source, written, target) for source in choices)]


def _as_number(value: Value, written: Mapping[Value, Any], target: Target) -> Any:
    return target.counted(written[value]) if value.op in CONDITIONS else written[value]
