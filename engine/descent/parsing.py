"""From text to a tree, by precedence climbing (Pratt 1973). Nothing that is typed is ever executed.

Understood beside + − * / ^ ** and parentheses: 2x and (x+1)(x−1) as products, · × ÷ − √ π, ½ and its like, x² and x⁻¹,
cos x, sin 2x, sin²x. A power binds more tightly than a sign, a sign more tightly than a product.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from engine.descent.elementary import ELEMENTARY, NAMES, SYMBOLS
from engine.descent.syntax import Call, Negative, Node, Number, Power, Product, Quotient, Sum
from engine.errors import N_, LaderaError
from engine.quoting import Vocabulary

LONGEST, DEEPEST, LARGEST_EXPONENT = 400, 40, 100

_SAME = str.maketrans({"−": "-", "–": "-", "·": "*", "×": "*", "⋅": "*", "∙": "*", "÷": "/", "∕": "/",
                       "[": "(", "]": ")", "{": "(", "}": ")"})
_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")
_TOKEN = re.compile(r"""(?P<space>\s+)
                      | (?P<number>(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)
                      | (?P<name>[A-Za-z]+\d*|[√π])
                      | (?P<fraction>[¼½¾⅓⅔⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞])
                      | (?P<superscript>⁻?[⁰¹²³⁴⁵⁶⁷⁸⁹]+)
                      | (?P<sign>\*\*|[-+*/^(),])""", re.VERBOSE)


class ExpressionError(LaderaError):
    """What cannot be read, and where: characters `position` to `position + length − 1`."""

    def __init__(self, template: str, *, position: int, length: int = 1, **values: object) -> None:
        super().__init__(template, **values)
        self.position, self.length = position, length


@dataclass(frozen=True)
class Token:
    """A piece of text; `kind` is a group of the pattern, "end" after the last."""

    kind: str
    text: str
    position: int


@lru_cache(maxsize=256)
def parse(text: str) -> Node:
    """The tree of `text`, which is kept: a value that holds a function is made anew at every move of the mouse. Raises
    ExpressionError."""
    if len(text) > LONGEST:
        raise ExpressionError(N_("engine", "An expression may have {most} characters; this one has {count}."),
                              position=LONGEST, length=len(text) - LONGEST, most=LONGEST, count=len(text))
    return _Parser(list(_tokens(text)), len(text)).whole()


def _tokens(text: str) -> Iterator[Token]:
    plain, place = text.translate(_SAME), 0
    while place < len(plain):
        match = _TOKEN.match(plain, place)
        if match is None:
            raise ExpressionError(N_("engine", "“{character}” has no meaning in an expression."), position=place,
                                  character=text[place])
        if match.lastgroup == "name":
            yield from _names(match.group(), place)
        elif match.lastgroup != "space":
            yield Token(match.lastgroup, match.group(), place)
        place = match.end()


def _names(word: str, place: int) -> Iterator[Token]:
    """A name that is known, or several without a space between them: xy, xcos, 2πx."""
    start = 0
    while start < len(word):
        known = next((stop for stop in range(len(word), start, -1)
                      if word[start:stop] in NAMES or word[start:stop] in SYMBOLS), None)
        if known is None:
            raise ExpressionError(
                N_("engine", "“{name}” is not known. There are x, y, pi, e and the functions {functions}."),
                position=place, length=len(word), name=word, functions=Vocabulary(ELEMENTARY))
        yield Token("name", word[start:known], place + start)
        start = known


class _Parser:
    def __init__(self, tokens: list[Token], end: int) -> None:
        self.tokens = [*tokens, Token("end", "", end)]
        self.place = self.depth = 0

    @property
    def next(self) -> Token:
        return self.tokens[self.place]

    def whole(self) -> Node:
        node = self.sum()
        if self.next.text == ",":
            raise self.error(N_("engine", "A comma stands between the arguments of a function only; decimals have a "
                                "point."))
        if self.next.kind != "end":
            raise self.error(N_("engine", "This parenthesis was never opened.") if self.next.text == ")"
                             else N_("engine", "“{text}” cannot stand here."))
        return node

    def error(self, template: str, token: Token | None = None, **values: object) -> ExpressionError:
        token = token or self.next
        return ExpressionError(template, position=token.position, length=max(1, len(token.text)), text=token.text,
                               **values)

    def take(self, *texts: str) -> Token | None:
        """The next token when it is one of `texts`."""
        token = self.next
        if token.kind != "sign" or token.text not in texts:
            return None
        self.place += 1
        return token

    # From the loosest to the tightest

    def sum(self) -> Node:
        self.depth += 1
        if self.depth > DEEPEST:
            raise self.error(N_("engine", "Parentheses, powers and functions may be nested {most} deep."), most=DEEPEST)
        terms = [self.product()]
        while sign := self.take("+", "-"):
            term = self.product()
            terms.append(term if sign.text == "+" else Negative(term))
        self.depth -= 1
        return terms[0] if len(terms) == 1 else Sum(tuple(terms))

    def product(self) -> Node:
        node = self.signed()
        while True:
            if self.take("*"):
                node = _times(node, self.signed())
            elif self.take("/"):
                node = Quotient(node, self.signed())
            elif self.starts_factor():
                node = _times(node, self.power())
            else:
                return node

    def signed(self) -> Node:
        negative = False
        while sign := self.take("+", "-"):
            negative ^= sign.text == "-"
        node = self.power()
        return Negative(node) if negative else node

    def power(self) -> Node:
        return self.raised(self.atom())

    def raised(self, base: Node) -> Node:
        exponent = self.exponent()
        return base if exponent is None else Power(base, exponent)

    def exponent(self) -> Node | None:
        """What is written above, or after ^: from right to left, signs included."""
        if self.next.kind == "superscript":
            digits = self.advance().text.translate(_SUPERSCRIPTS)
            size = Number(Fraction(digits.lstrip("-")), digits.lstrip("-"))
            return self.limited(Negative(size) if digits.startswith("-") else size, self.tokens[self.place - 1])
        if not self.take("^", "**"):
            return None
        self.depth += 1
        if self.depth > DEEPEST:
            raise self.error(N_("engine", "Parentheses, powers and functions may be nested {most} deep."), most=DEEPEST)
        token, exponent = self.next, self.signed()
        self.depth -= 1
        return self.limited(exponent, token)

    def limited(self, exponent: Node, token: Token) -> Node:
        size = exponent.inner if isinstance(exponent, Negative) else exponent
        if isinstance(size, Number) and size.value > LARGEST_EXPONENT:
            raise self.error(N_("engine", "An exponent may be {most} at most; {exponent} is too large."), token,
                             most=LARGEST_EXPONENT, exponent=size.text)
        return exponent

    def atom(self) -> Node:
        token = self.advance()
        if token.kind == "number":
            return self.number(token)
        if token.kind == "fraction":
            top, bottom = unicodedata.normalize("NFKD", token.text).split("⁄")
            return Quotient(Number(Fraction(top), top), Number(Fraction(bottom), bottom))
        if token.kind == "name":
            return SYMBOLS[token.text] if token.text in SYMBOLS else self.call(token)
        if token.text == "(":
            return self.closed(token, (self.sum(),))[0]
        if token.kind == "end":
            raise self.error(N_("engine", "Something is missing here: a number, x, y or a function."), token)
        raise self.error(N_("engine", "“{text}” cannot stand here; a number, x, y or a function is expected."), token)

    def call(self, token: Token) -> Node:
        name = NAMES[token.text]
        exponent = None if self.next.text == "(" else self.exponent()
        if isinstance(exponent, Negative):
            raise self.error(N_("engine", "Is this the inverse function or a power? Write asin x or 1/sin x."), token)
        if opening := self.take("("):
            arguments = [self.sum()]
            while self.take(","):
                arguments.append(self.sum())
            self.closed(opening, tuple(arguments))
        else:
            arguments = [self.plain_argument(token)]
        entry = ELEMENTARY[name]
        if len(arguments) != entry.arity:
            raise self.error(N_("engine", "{name} takes {expected} arguments, not {count}. Decimals have a point, not "
                                "a comma."), token, name=name, expected=entry.arity, count=len(arguments))
        node = Call(name, tuple(arguments))
        return node if exponent is None else Power(node, exponent)

    def plain_argument(self, function: Token) -> Node:
        """What follows a function without parentheses: numbers, x, y and their powers, up to anything else."""
        self.depth += 1
        if self.depth > DEEPEST or not self.starts_factor():
            raise self.error(N_("engine", "“{text}” needs something to be a function of, as in {text}(x)."), function)
        node = self.power()
        while self.starts_factor() and self.next.text not in NAMES and self.next.text != "(":
            node = _times(node, self.power())
        self.depth -= 1
        return node

    # Pieces

    def advance(self) -> Token:
        token = self.next
        self.place += token.kind != "end"
        return token

    def starts_factor(self) -> bool:
        return self.next.kind in ("number", "name", "fraction") or self.next.text == "("

    def closed(self, opening: Token, inner: tuple[Node, ...]) -> tuple[Node, ...]:
        if self.next.kind == "end":
            raise self.error(N_("engine", "This parenthesis is never closed."), opening)
        if self.next.text == ",":
            raise self.error(N_("engine", "A comma stands between the arguments of a function only; decimals have a "
                                "point."))
        if not self.take(")"):
            raise self.error(N_("engine", "“{text}” cannot stand here."))
        return inner

    def number(self, token: Token) -> Number:
        value = float(token.text)
        if value in (0.0, float("inf")):
            if value:
                raise self.error(N_("engine", "“{text}” is too large a number."), token)
            return Number(Fraction(0), "0")
        return Number(Fraction(token.text), token.text)


def _times(left: Node, right: Node) -> Product:
    return Product((*left.factors, right) if isinstance(left, Product) else (left, right))
