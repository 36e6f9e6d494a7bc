"""An expression of x, or of x and y, as a person types it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

import numpy as np

from engine.descent.derivative import differentiated
from engine.descent.elementary import ELEMENTARY
from engine.descent.parsing import parse
from engine.descent.syntax import (
    CONSTANTS,
    Call,
    Negative,
    Node,
    Number,
    Power,
    Product,
    Quotient,
    Sum,
    Symbol,
    variables_of,
    walk,
)
from engine.descent.typeset import latex
from engine.ir import Builder, Value


class Expression:
    """`Expression("2x² cos x − 5x")`. Raises ExpressionError, which says where.

    Equal expressions have equal trees. `tree` is immutable.
    """

    def __init__(self, source: str | Node) -> None:
        self.text = source if isinstance(source, str) else ""
        self.tree: Node = parse(source) if isinstance(source, str) else source

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Expression) and self.tree == other.tree

    def __hash__(self) -> int:
        return hash(self.tree)

    def __repr__(self) -> str:
        return f"Expression({self.text or self.latex!r})"

    @cached_property
    def variables(self) -> tuple[str, ...]:
        """The variables that occur: (), ("x",), ("y",) or ("x", "y")."""
        return variables_of(self.tree)

    @cached_property
    def latex(self) -> str:
        """As it was typed, in LaTeX."""
        return latex(self.tree)

    def derivative(self, name: str = "x") -> Expression:
        """∂/∂`name`, to be read; `Function` computes derivatives with the primitives' own rules."""
        return Expression(differentiated(self.tree, name))

    def kinks(self) -> tuple[Expression, ...]:
        """Expressions at whose zeros this one may not be smooth: what stands in absolute values, in roots, in maxima
        (the difference), below a fraction."""
        found: dict[Node, None] = {}
        for node in walk(self.tree):
            match node:
                case Call(name, arguments):
                    found.update(dict.fromkeys(ELEMENTARY[name].kinks(*arguments)))
                case Quotient(_, bottom):
                    found[bottom] = None
                case Power(base, exponent) if not _natural(exponent):
                    found[base] = None
        return tuple(Expression(node) for node in found if variables_of(node))

    @cached_property
    def partial(self) -> bool:
        """Whether there may be points where it is not defined: logarithms, roots, fractional powers."""
        return any((isinstance(node, Call) and ELEMENTARY[node.name].partial)
                   or (isinstance(node, Power) and not _natural(node.exponent) and node.base != Symbol("e"))
                   for node in walk(self.tree))

    def lower(self, ir: Builder, variables: Mapping[str, Value]) -> Value:
        """The expression in primitives, of the values that `variables` gives to its names."""
        with np.errstate(all="ignore"):
            return _lower(self.tree, ir, variables)


def _natural(node: Node) -> bool:
    return isinstance(node, Number) and node.value.denominator == 1


def _constant(node: Node) -> float | None:
    """The value of a node without variables."""
    if variables_of(node):
        return None
    return float(_lower(node, Builder(), {}).attrs["number"])


def _lower(node: Node, ir: Builder, variables: Mapping[str, Value]) -> Value:
    match node:
        case Number(value):
            return ir.constant(float(value))
        case Symbol(name):
            return variables[name] if name in variables else ir.constant(CONSTANTS[name])
        case Negative(inner):
            return ir.neg(_lower(inner, ir, variables))
        case Sum((first, *rest)):
            total = _lower(first, ir, variables)
            for term in rest:
                total = ir.add(total, _lower(term, ir, variables))
            return total
        case Product((first, *rest)):
            result = _lower(first, ir, variables)
            for factor in rest:
                result = ir.mul(result, _lower(factor, ir, variables))
            return result
        case Quotient(top, bottom):
            return ir.div(_lower(top, ir, variables), _lower(bottom, ir, variables))
        case Power(base, exponent):
            return _power(base, exponent, ir, variables)
        case Call(name, arguments):
            return ELEMENTARY[name].lower(ir, *(_lower(argument, ir, variables) for argument in arguments))
    raise TypeError(node)


def _power(base: Node, exponent: Node, ir: Builder, variables: Mapping[str, Value]) -> Value:
    if base == Symbol("e"):
        return ir.exp(_lower(exponent, ir, variables))
    below = _lower(base, ir, variables)
    size = _constant(exponent)
    if size is not None and np.isfinite(size):
        return ir.power(below, size)
    return ir.exp(ir.mul(_lower(exponent, ir, variables), ir.log(below)))
