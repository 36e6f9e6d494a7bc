"""The LaTeX of the catalogues, read as a calculation: an oracle that knows nothing of primitives."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable

import numpy as np
import scipy.special

FUNCTIONS: dict[str, Callable[..., np.ndarray]] = {
    r"\tanh": np.tanh, r"\arctan": np.arctan, r"\sin": np.sin, r"\cos": np.cos, r"\ln": np.log, r"\exp": np.exp,
    r"\sigma": scipy.special.expit, "sign": np.sign, "erf": scipy.special.erf,
}
_COMPARISONS = {"<": operator.lt, ">": operator.gt, r"\le": operator.le, r"\ge": operator.ge}
_TOKEN = re.compile(r"\\operatorname\{(\w+)\}|\\[a-z]+|\d+(?:\.\d+)?|[a-z]'?|\S")
_SPACES = re.compile(r"\\[,;]|\\left|\\right")


def read(latex: str, x: np.ndarray) -> tuple[np.ndarray, float]:
    """The value of an equation at x, and how exactly the numbers in it are given (relative).

    What follows `\\quad` defines letters: `u = …`, or `u \\approx 1.05` where digits are left out.
    """
    first, *definitions = [part.strip().rstrip(",") for part in _SPACES.sub(" ", latex).split(r"\quad")]
    letters: dict[str, np.ndarray | float] = {"x": x, "e": np.e, r"\pi": np.pi}
    for definition in definitions:
        letter, text = re.split(r"=|\\approx", definition)
        letters[letter.strip()] = _Reader(text, letters).whole()
    value = _Reader(first.split(" = ")[-1], letters).whole() + np.zeros_like(x)
    return value, 1e-4 if r"\approx" in latex else 1e-12


class _Reader:
    def __init__(self, text: str, letters: dict[str, np.ndarray | float]) -> None:
        self._tokens = [match[1] or match[0] for match in _TOKEN.finditer(text)]
        self._letters = letters

    def whole(self):
        value = self._sum()
        assert not self._tokens, f"left over: {self._tokens}"
        return value

    def _next(self) -> str:
        return self._tokens[0] if self._tokens else ""

    def _take(self, token: str | None = None) -> str:
        assert token in (None, self._next()), f"{token} expected, {self._tokens} came"
        return self._tokens.pop(0)

    def _enclosed(self, opening: str, closing: str):
        self._take(opening)
        value = self._sum()
        self._take(closing)
        return value

    def _sum(self):
        sign = self._take() if self._next() in ("+", "-") else "+"
        value = self._product() if sign == "+" else -self._product()
        while self._next() in ("+", "-"):
            value = value + self._product() if self._take() == "+" else value - self._product()
        return value

    def _product(self):
        value = self._power()
        while self._begins_a_factor():
            value = value * self._power()
        return value

    def _begins_a_factor(self) -> bool:
        token = self._next()
        return bool(token) and token not in "+-)]},|<>" and token not in _COMPARISONS

    def _power(self):
        return self._raised(self._atom())

    def _raised(self, base):
        if self._next() != "^":
            return base
        self._take()
        return base ** (self._enclosed("{", "}") if self._next() == "{" else self._atom())

    def _atom(self):
        token = self._next()
        if token == "(":
            return self._enclosed("(", ")")
        if token == "[":
            return self._condition()
        if token == "|":
            return np.abs(self._enclosed("|", "|"))
        self._take()
        if token == r"\frac":
            return self._enclosed("{", "}") / self._enclosed("{", "}")
        if token == r"\sqrt":
            return np.sqrt(self._enclosed("{", "}"))
        if token in (r"\max", r"\min"):
            self._take("(")
            first = self._sum()
            self._take(",")
            second = self._sum()
            self._take(")")
            return (np.maximum if token == r"\max" else np.minimum)(first, second)
        if token in FUNCTIONS:
            exponent = 1
            if self._next() == "^":
                self._take()
                exponent = int(self._take())
            return FUNCTIONS[token](self._power()) ** exponent
        return self._letters[token] if token in self._letters else float(token)

    def _condition(self):
        """[a < b < c]: 1 where it is so."""
        self._take("[")
        left, holds = self._sum(), True
        while self._next() in _COMPARISONS:
            compare = _COMPARISONS[self._take()]
            right = self._sum()
            holds, left = holds & compare(left, right), right
        self._take("]")
        return holds * 1.0
