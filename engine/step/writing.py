"""Numbers and arithmetic as LaTeX."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from math import isfinite

from engine.ir import Value

TOLD = 4
"""Significant digits of a number."""
SHOWN = 6
"""Terms of a sum that are written out; of longer ones the first and the last."""


def digits(value: float) -> str:
    """A number: 0.1235, -1.235 \\cdot 10^{-5}."""
    if not isfinite(value):
        return r"\mathrm{NaN}" if value != value else r"\infty" if value > 0 else r"-\infty"
    if value and not 1e-3 <= abs(value) < 1e5:
        mantissa, exponent = f"{value:.{TOLD - 1}e}".split("e")
        return rf"{mantissa.rstrip('0').rstrip('.')} \cdot 10^{{{int(exponent)}}}"
    return f"{value + 0.0:.{TOLD}g}"  # no −0


def equal_parts(share: float) -> int | None:
    """Of how many equal parts a share is one; None where it is none, as 0.7 is."""
    count = round(1 / share) if share > 0 else 0
    return count if count and abs(share * count - 1) < 1e-6 else None


def factor(value: float) -> str:
    """A number that something stands before: in brackets where it has a sign."""
    return rf"({digits(value)})" if value < 0 else digits(value)


def added(value: float) -> str:
    """A number behind others, with its sign."""
    return _signed(digits(value))


def product(*values: float) -> str:
    """Numbers multiplied."""
    first, *others = values
    return r" \cdot ".join([digits(first), *map(factor, others)])


def listed(terms: Sequence[str]) -> str:
    """A sum of terms, of many the first and the last."""
    shown = list(terms) if len(terms) <= SHOWN else [*terms[:SHOWN - 2], r"\dots", terms[-1]]
    text = ""
    for term in shown:
        text += term if not text else _signed(term)
    return text or "0"


def _signed(term: str) -> str:
    return f" - {term[1:]}" if term.startswith("-") else f" + {term}"


def _sum(sign: str) -> Callable[[str, str], str]:
    return lambda a, b: f"{a} {sign} {rf'({b})' if b.startswith('-') or (sign == '-' and _is_sum(b)) else b}"


def _is_sum(text: str) -> bool:
    """Whether a sum stands outside of all brackets."""
    depth = 0
    for place, letter in enumerate(text):
        depth += (letter in "({") - (letter in ")}")
        if place and not depth and text[place - 1:place + 2] in (" + ", " - "):
            return True
    return False


def _is_plain(text: str) -> bool:
    """Whether it is a number without a sign."""
    return text.replace(".", "", 1).isdigit()


def _bound(text: str) -> str:
    return rf"({text})" if text.startswith("-") or _is_sum(text) else text


_WRITTEN: Mapping[str, Callable[..., str]] = {
    "add": _sum("+"), "sub": _sum("-"),
    "mul": lambda a, b: rf"{_bound(a)} \cdot {_bound(b)}",
    "div": lambda a, b: rf"\frac{{{a}}}{{{b}}}",
    "neg": lambda a: f"-{_bound(a)}",
    "square": lambda a: rf"({a})^2" if "\\" in a or not _is_plain(a) else f"{a}^2",
    "sqrt": lambda a: rf"\sqrt{{{a}}}",
    "abs": lambda a: rf"|{a}|",
    "maximum": lambda a, b: rf"\max({a}, {b})",
    "minimum": lambda a, b: rf"\min({a}, {b})",
}


def written(value: Value, known: Mapping[Value, float]) -> str:
    """An expression of primitives as LaTeX, with the numbers of the values that are `known`. Raises KeyError for a
    primitive that an optimizer's rule has not had so far."""
    if value in known:
        return digits(known[value])
    if value.op == "constant":
        return digits(value.attrs["number"])
    return _WRITTEN[value.op](*(written(part, known) for part in value.inputs))
