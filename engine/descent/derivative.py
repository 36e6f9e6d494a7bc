"""Derivatives of expressions, as expressions: for reading. What is computed comes from the primitives' own rules."""

from __future__ import annotations

from engine.descent.algebra import call, difference, divide, multiply, negate, plus, raised
from engine.descent.elementary import ELEMENTARY
from engine.descent.syntax import (
    Call,
    Negative,
    Node,
    Number,
    Power,
    Product,
    Quotient,
    Sum,
    Symbol,
    number,
    variables_of,
)


def differentiated(node: Node, name: str) -> Node:
    """∂node/∂name, simplified a little. Raises TypeError for what is no node."""
    if name not in variables_of(node):
        return number(0)
    match node:
        case Number():
            return number(0)
        case Symbol():
            return number(1)
        case Negative(inner):
            return negate(differentiated(inner, name))
        case Sum(terms):
            return plus(*(differentiated(term, name) for term in terms))
        case Product(factors):
            return plus(*(multiply(*factors[:place], differentiated(factor, name), *factors[place + 1:])
                          for place, factor in enumerate(factors)))
        case Quotient(top, bottom):
            falling = multiply(top, differentiated(bottom, name))
            return plus(divide(differentiated(top, name), bottom), negate(divide(falling, raised(bottom, 2))))
        case Power():
            return _of_power(node, name)
        case Call(function, arguments):
            return plus(*(multiply(slope(*arguments), differentiated(argument, name))
                          for slope, argument in zip(ELEMENTARY[function].slopes, arguments, strict=True)))
    raise TypeError(node)


def _of_power(node: Power, name: str) -> Node:
    base, exponent = node.base, node.exponent
    if name not in variables_of(exponent):
        return multiply(exponent, raised(base, difference(exponent, 1)), differentiated(base, name))
    logarithm = number(1) if base == Symbol("e") else call("log", base)
    return multiply(node, plus(multiply(logarithm, differentiated(exponent, name)),
                               multiply(exponent, divide(differentiated(base, name), base))))
