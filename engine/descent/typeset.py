"""Expressions as LaTeX."""

from __future__ import annotations

from fractions import Fraction

from engine.descent.elementary import ELEMENTARY
from engine.descent.syntax import Call, Negative, Node, Number, Power, Product, Quotient, Sum, Symbol

SUM, PRODUCT, SIGN, POWER, ATOM = range(5)
LARGEST_BOTTOM = 12  # computed numbers are set as fractions up to this denominator


def latex(node: Node) -> str:
    """`node` as LaTeX, without dollar signs."""
    return _set(node)[0]


def _set(node: Node) -> tuple[str, int]:
    """LaTeX, and how tightly its outermost operation binds."""
    match node:
        case Number(value, text):
            return _number(value, text)
        case Symbol(name):
            return {"pi": r"\pi"}.get(name, name), ATOM
        case Negative(inner):
            return f"-{_within(inner, SIGN)}", SIGN
        case Sum(terms):
            return _sum(terms), SUM
        case Product(factors):
            return _product(factors), PRODUCT
        case Quotient(top, bottom):
            return rf"\frac{{{latex(top)}}}{{{latex(bottom)}}}", ATOM
        case Power(base, exponent):
            return _power(base, exponent), POWER
        case Call(name, arguments):
            return _call(name, arguments)
    raise TypeError(node)


def _within(node: Node, binding: int) -> str:
    text, own = _set(node)
    # −(a·b) needs no parentheses, though a sign binds more tightly than a product.
    loose = own < binding and not (binding == SIGN and own == PRODUCT)
    return rf"\left({text}\right)" if loose else text


def _number(value: Fraction, text: str) -> tuple[str, int]:
    if text:
        mantissa, _, exponent = text.lower().partition("e")
        return (rf"{mantissa} \cdot 10^{{{int(exponent)}}}", PRODUCT) if exponent else (mantissa, ATOM)
    if value.denominator == 1 and value.numerator < 10 ** 9:
        return str(value.numerator), ATOM
    if value.denominator <= LARGEST_BOTTOM and value.numerator < 10 ** 4:
        return rf"\frac{{{value.numerator}}}{{{value.denominator}}}", ATOM
    mantissa, _, exponent = f"{float(value):.7g}".partition("e")
    return (rf"{mantissa} \cdot 10^{{{int(exponent)}}}", PRODUCT) if exponent else (mantissa, ATOM)


def _sum(terms: tuple[Node, ...]) -> str:
    text = _within(terms[0], SUM)
    for term in terms[1:]:
        text += f" - {_within(term.inner, SIGN)}" if isinstance(term, Negative) else f" + {_within(term, PRODUCT)}"
    return text


def _product(factors: tuple[Node, ...]) -> str:
    text, before = "", None
    for factor in factors:
        part = _within(factor, SIGN if not text and isinstance(factor, Negative) else PRODUCT)
        if text and isinstance(factor, Negative):
            part = rf"\left({part}\right)"
        if text:
            text += r" \cdot " if part[0].isdigit() or _open(before) or part.startswith(r"\frac{1}") else " "
        text, before = text + part, factor
    return text


def _open(node: Node | None) -> bool:
    """Whether what stands behind `node` could be read as part of it: cos x · x."""
    return (isinstance(node, Call) and _bare(node)) or (isinstance(node, Power) and _open(node.base))


def _bare(node: Call) -> bool:
    return node.name not in ("sqrt", "abs", "exp") and len(node.arguments) == 1 and isinstance(
        node.arguments[0], Symbol)


def _power(base: Node, exponent: Node) -> str:
    if isinstance(base, Call) and base.name not in ("sqrt", "abs", "exp") and len(base.arguments) == 1:
        return f"{ELEMENTARY[base.name].latex}^{{{latex(exponent)}}}{_argument(base)}"
    text, binding = _set(base)
    closed = binding == ATOM and not isinstance(base, Quotient) and not text.startswith(r"\frac")
    return (text if closed else rf"\left({text}\right)") + f"^{{{latex(exponent)}}}"


def _call(name: str, arguments: tuple[Node, ...]) -> tuple[str, int]:
    match name:
        case "sqrt":
            return rf"\sqrt{{{_listed(arguments)}}}", ATOM
        case "abs":
            return rf"\left|{_listed(arguments)}\right|", ATOM
        case "exp":
            return f"e^{{{_listed(arguments)}}}", POWER
    return ELEMENTARY[name].latex + _argument(Call(name, arguments)), ATOM


def _listed(arguments: tuple[Node, ...]) -> str:
    return ", ".join(map(latex, arguments))


def _argument(node: Call) -> str:
    inner = _listed(node.arguments)
    return f" {inner}" if _bare(node) else rf"\left({inner}\right)"
