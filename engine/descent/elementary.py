"""The functions that an expression may use: one row each.

`lower` builds the function from primitives; `slopes` are its partial derivatives as expressions; `latex` is its
command; `kinks` gives the expressions at whose zeros it is not smooth; `partial`: it is not defined everywhere.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from engine.descent.algebra import call, difference, divide, half, multiply, negate, plus, raised, symbol
from engine.descent.syntax import Node
from engine.ir import Value

Lowering = Callable[..., Value]


@dataclass(frozen=True)
class Elementary:
    """See the module. The number of `slopes` is the number of arguments."""

    lower: Lowering
    latex: str
    slopes: tuple[Callable[..., Node], ...]
    kinks: Callable[..., tuple[Node, ...]] = lambda *arguments: ()
    aliases: tuple[str, ...] = ()
    partial: bool = False

    @property
    def arity(self) -> int:
        return len(self.slopes)


def _own(*arguments: Node) -> tuple[Node, ...]:
    return arguments


def _gap(u: Node, v: Node) -> tuple[Node, ...]:
    return (difference(u, v),)


def _sinh(ir: Any, x: Value) -> Value:
    return ir.mul(0.5, ir.sub(ir.expm1(x), ir.expm1(ir.neg(x))))


def _cosh(ir: Any, x: Value) -> Value:
    return ir.mul(0.5, ir.add(ir.exp(x), ir.exp(ir.neg(x))))


def _arcsine(ir: Any, x: Value) -> Value:
    return ir.arctan(ir.div(x, ir.sqrt(ir.mul(ir.sub(1.0, x), ir.add(1.0, x)))))


def _logarithm(base: float) -> Lowering:
    return lambda ir, x: ir.div(ir.log(x), ir.log(base))


def _one_less_square(u: Node) -> Node:
    return difference(1, raised(u, 2))


def _ends(u: Node) -> tuple[Node, ...]:
    return (_one_less_square(u),)


def _step(u: Node, v: Node) -> Node:
    """1 where u > v, 0 where u < v."""
    return half(plus(1, call("sign", difference(u, v))))


ELEMENTARY: dict[str, Elementary] = {
    "sin": Elementary(lambda ir, x: ir.sin(x), r"\sin", (lambda u: call("cos", u),), aliases=("sen",)),
    "cos": Elementary(lambda ir, x: ir.cos(x), r"\cos", (lambda u: negate(call("sin", u)),)),
    "tan": Elementary(lambda ir, x: ir.div(ir.sin(x), ir.cos(x)), r"\tan",
                      (lambda u: plus(1, raised(call("tan", u), 2)),), lambda u: (call("cos", u),),
                      aliases=("tg",)),
    "asin": Elementary(_arcsine, r"\arcsin", (lambda u: divide(1, call("sqrt", _one_less_square(u))),), _ends,
                       aliases=("arcsin",), partial=True),
    "acos": Elementary(lambda ir, x: ir.sub(1.5707963267948966, _arcsine(ir, x)), r"\arccos",
                       (lambda u: divide(-1, call("sqrt", _one_less_square(u))),), _ends,
                       aliases=("arccos",), partial=True),
    "atan": Elementary(lambda ir, x: ir.arctan(x), r"\arctan", (lambda u: divide(1, plus(1, raised(u, 2))),),
                       aliases=("arctan", "arctg")),
    "exp": Elementary(lambda ir, x: ir.exp(x), r"\exp", (lambda u: call("exp", u),)),
    "log": Elementary(lambda ir, x: ir.log(x), r"\ln", (lambda u: divide(1, u),), _own, aliases=("ln",), partial=True),
    "log2": Elementary(_logarithm(2.0), r"\log_{2}", (lambda u: divide(1, multiply(u, call("log", 2))),), _own,
                       partial=True),
    "log10": Elementary(_logarithm(10.0), r"\log_{10}", (lambda u: divide(1, multiply(u, call("log", 10))),), _own,
                        partial=True),
    "sqrt": Elementary(lambda ir, x: ir.sqrt(x), r"\sqrt", (lambda u: divide(1, multiply(2, call("sqrt", u))),), _own,
                       aliases=("√",), partial=True),
    "abs": Elementary(lambda ir, x: ir.abs(x), "", (lambda u: call("sign", u),), _own),
    "sign": Elementary(lambda ir, x: ir.sign(x), r"\operatorname{sign}", (lambda u: multiply(0, u),), _own,
                       aliases=("sgn",)),
    "sinh": Elementary(_sinh, r"\sinh", (lambda u: call("cosh", u),)),
    "cosh": Elementary(_cosh, r"\cosh", (lambda u: call("sinh", u),)),
    "tanh": Elementary(lambda ir, x: ir.tanh(x), r"\tanh", (lambda u: difference(1, raised(call("tanh", u), 2)),)),
    "sigmoid": Elementary(lambda ir, x: ir.sigmoid(x), r"\sigma",
                          (lambda u: multiply(call("sigmoid", u), difference(1, call("sigmoid", u))),)),
    "max": Elementary(lambda ir, x, y: ir.maximum(x, y), r"\max", (_step, lambda u, v: _step(v, u)), _gap),
    "min": Elementary(lambda ir, x, y: ir.minimum(x, y), r"\min", (lambda u, v: _step(v, u), _step), _gap),
}

NAMES: dict[str, str] = {alias: name for name, entry in ELEMENTARY.items() for alias in (name, *entry.aliases)}
"""What may be typed → the name in the table."""

SYMBOLS = {"x": symbol("x"), "y": symbol("y"), "pi": symbol("pi"), "π": symbol("pi"), "e": symbol("e")}
