"""Expressions that simplify as they are put together: like terms meet, factors become powers, numbers are computed.

Numbers are exact and stay short: what would grow past `MOST_DIGITS` digits is left as it was written.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from fractions import Fraction

from engine.descent.syntax import Call, Negative, Node, Number, Power, Product, Quotient, Sum, Symbol, number

MOST_DIGITS = 24
Operand = Node | int | Fraction


def _node(operand: Operand) -> Node:
    return number(operand) if isinstance(operand, int | Fraction) else operand


def symbol(name: str) -> Symbol:
    return Symbol(name)


def call(name: str, *arguments: Operand) -> Node:
    return Call(name, tuple(map(_node, arguments)))


def plus(*terms: Operand) -> Node:
    """The sum, with like terms collected and the number last."""
    shares: dict[Node | None, Fraction] = {}
    for term in _terms(map(_node, terms)):
        share, rest = _split(term)
        shares[rest] = shares.get(rest, Fraction(0)) + share
    constant = shares.pop(None, Fraction(0))
    kept = [_scaled(share, rest) for rest, share in shares.items() if share]
    if constant or not kept:
        kept.append(_signed(constant))
    return kept[0] if len(kept) == 1 else Sum(tuple(kept))


def multiply(*factors: Operand) -> Node:
    """The product, with equal bases collected and the number first."""
    share, powers = _factors(map(_node, factors))
    if not share:
        return number(0)
    return _scaled(share, _assembled(powers))


def negate(x: Operand) -> Node:
    return multiply(-1, x)


def difference(a: Operand, b: Operand) -> Node:
    return plus(a, negate(b))


def divide(a: Operand, b: Operand) -> Node:
    return multiply(a, raised(b, -1))


def half(x: Operand) -> Node:
    return multiply(Fraction(1, 2), x)


def raised(base: Operand, exponent: Operand) -> Node:
    base, exponent = _node(base), _node(exponent)
    match exponent:
        case Number(value) if value == 1:
            return base
        case Number(value) if value == 0:
            return number(1)
        case Negative(Number(value)):
            return raised(base, -value)
        case Number(value) if isinstance(base, Number):
            known = _number_power(base.value, value)
            return Power(base, exponent) if known is None else _signed(known)
        case Number(value) if value.denominator == 1 and isinstance(base, Product | Quotient | Negative):
            share, powers = _factors([base])
            known = _number_power(share, value)
            if known is not None:
                return _scaled(known, _assembled({part: power * value for part, power in powers.items()}))
        case Number(value) if value.denominator == 1 and isinstance(base, Power) and isinstance(base.exponent, Number):
            return raised(base.base, base.exponent.value * value)
    return Power(base, exponent)


def _terms(terms: Iterable[Node]) -> Iterable[Node]:
    for term in terms:
        if isinstance(term, Sum):
            yield from _terms(term.terms)
        else:
            yield term


def _split(term: Node) -> tuple[Fraction, Node | None]:
    """The number in front of a term, and the rest; None when it is a number."""
    share, powers = _factors([term])
    return share, _assembled(powers)


def _factors(factors: Iterable[Node]) -> tuple[Fraction, dict[Node, Fraction]]:
    """The numbers multiplied, and each other base with its exponent."""
    share, powers = Fraction(1), {}
    todo = [(factor, Fraction(1)) for factor in factors]
    while todo:
        node, power = todo.pop(0)
        match node:
            case Number(value) if (known := _number_power(value, power)) is not None:
                share *= known
            case Negative(inner) if power.denominator == 1:
                share *= -1 if power.numerator % 2 else 1
                todo.insert(0, (inner, power))
            case Product(parts) if power.denominator == 1:
                todo[:0] = [(part, power) for part in parts]
            case Quotient(top, bottom) if power.denominator == 1:
                todo[:0] = [(top, power), (bottom, -power)]
            case Power(base, Number(value)) if power.denominator == 1 and not isinstance(base, Number):
                todo.insert(0, (base, power * value))
            case _:
                powers[node] = powers.get(node, Fraction(0)) + power
    return share, {node: power for node, power in powers.items() if power}


def _assembled(powers: dict[Node, Fraction]) -> Node | None:
    """The product of `powers`, as a fraction where exponents are negative; None when there are none."""
    powers = dict(sorted(powers.items(), key=lambda pair: _rank(pair[0])))
    top = [raised(node, power) for node, power in powers.items() if power > 0]
    bottom = [raised(node, -power) for node, power in powers.items() if power < 0]
    if not bottom:
        return _product(top) if top else None
    return Quotient(_product(top) if top else number(1), _product(bottom))


def _rank(node: Node) -> int:
    """Where a factor stands: variables, then what is in parentheses, then functions."""
    match node:
        case Power(base, _):
            return _rank(base)
        case Symbol():
            return 0
        case Call():
            return 2
    return 1


def _product(factors: list[Node]) -> Node:
    return factors[0] if len(factors) == 1 else Product(tuple(factors))


def _scaled(share: Fraction, rest: Node | None) -> Node:
    if rest is None:
        return _signed(share)
    if share < 0:
        return Negative(_scaled(-share, rest))
    if share == 1:
        return rest
    if isinstance(rest, Quotient):
        top = _scaled(Fraction(share.numerator), None if rest.top == number(1) else rest.top)
        bottom = rest.bottom if share.denominator == 1 else _scaled(Fraction(share.denominator), rest.bottom)
        return Quotient(top, bottom)
    factors = rest.factors if isinstance(rest, Product) else (rest,)
    return Product((number(share), *factors))


def _signed(value: Fraction) -> Node:
    return Negative(number(-value)) if value < 0 else number(value)


def _number_power(base: Fraction, exponent: Fraction) -> Fraction | None:
    """The exact power where there is one of a reasonable length."""
    if exponent.denominator != 1 or (base == 0 and exponent <= 0):
        return None
    digits = max(math.log10(abs(base.numerator) or 1), math.log10(base.denominator)) * abs(exponent)
    return base ** int(exponent) if digits <= MOST_DIGITS else None
