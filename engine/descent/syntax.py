"""The trees that expressions are: immutable values, equal when they are written the same."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeVar

VARIABLES = ("x", "y")
CONSTANTS = {"pi": 3.141592653589793, "e": 2.718281828459045}


@dataclass(frozen=True, slots=True)
class Number:
    """An exact number; `text` is how it was typed, "" when it was computed."""

    value: Fraction
    text: str = ""

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Number) and self.value == other.value

    def __hash__(self) -> int:
        return hash(self.value)


Kind = TypeVar("Kind")


class _Hashed:
    """Has its hash at hand once it has been asked for: those of the parts of a deep tree would be asked for again and
    again."""

    __slots__ = ("_hash",)


def _node(kind: type[Kind]) -> type[Kind]:
    made = dataclass(frozen=True, slots=True)(kind)
    computed = made.__hash__

    def remembered(self: _Hashed) -> int:
        try:
            return self._hash
        except AttributeError:
            object.__setattr__(self, "_hash", computed(self))
            return self._hash

    made.__hash__ = remembered
    return made


@dataclass(frozen=True, slots=True)
class Symbol:
    """A variable or a constant, by name."""

    name: str


@_node
class Negative(_Hashed):
    inner: Node


@_node
class Sum(_Hashed):
    terms: tuple[Node, ...]


@_node
class Product(_Hashed):
    factors: tuple[Node, ...]


@_node
class Quotient(_Hashed):
    top: Node
    bottom: Node


@_node
class Power(_Hashed):
    base: Node
    exponent: Node


@_node
class Call(_Hashed):
    """A function of the table `ELEMENTARY` and its arguments."""

    name: str
    arguments: tuple[Node, ...]


Node = Number | Symbol | Negative | Sum | Product | Quotient | Power | Call


def number(value: int | Fraction) -> Number:
    """A computed number."""
    return Number(Fraction(value))


def children(node: Node) -> tuple[Node, ...]:
    """The nodes right below `node`."""
    match node:
        case Negative(inner):
            return (inner,)
        case Sum(parts) | Product(parts) | Call(_, parts):
            return parts
        case Quotient(a, b) | Power(a, b):
            return (a, b)
    return ()


def rebuilt(node: Node, parts: tuple[Node, ...]) -> Node:
    """`node` with others in place of its children."""
    match node:
        case Number() | Symbol():
            return node
        case Sum() | Product():
            return type(node)(parts)
        case Call(name):
            return Call(name, parts)
    return type(node)(*parts)


def walk(node: Node) -> Iterator[Node]:
    """`node` and all nodes below it."""
    yield node
    for child in children(node):
        yield from walk(child)


def variables_of(node: Node) -> tuple[str, ...]:
    """The variables that occur, x before y."""
    names = {part.name for part in walk(node) if isinstance(part, Symbol)}
    return tuple(name for name in VARIABLES if name in names)
