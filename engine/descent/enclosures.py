"""What an expression, its slopes and its curvatures can be over whole boxes: derivatives carried along with intervals.

Where a function is not smooth inside a box its slopes are those of Clarke's generalised gradient, which are all between
those on either side, and its curvatures have no bound: a bounded curvature says that it is twice differentiable there.
Where it is not defined nothing is enclosed; a box in which it is defined nowhere is `void`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from engine.descent.creases import bends, branches, gap
from engine.descent.function import Domain
from engine.descent.intervals import HALF_PI, WHOLE, Interval
from engine.descent.syntax import (
    CONSTANTS,
    VARIABLES,
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
)

PAIRS = {1: ((0, 0),), 2: ((0, 0), (0, 1), (1, 1))}
"""The second derivatives, each once."""

FLAT = Interval(np.asarray(0.0))
ONE = Interval(np.asarray(1.0))


@dataclass(frozen=True)
class Jet:
    """A number with its derivatives, each an enclosure: `slope` has n of them, `curvature` as many as PAIRS, () where
    nobody asked. `void` (K,) are the boxes in which it is nowhere defined."""

    value: Interval
    slope: tuple[Interval, ...]
    curvature: tuple[Interval, ...]
    void: np.ndarray | bool = False

    def through(self, value: Interval, first: Interval, second: Interval) -> Jet:
        """g of this, by what g, g′ and g″ are here."""
        pairs = PAIRS[len(self.slope)] if self.curvature else ()
        return Jet(value, tuple(first * slope for slope in self.slope), tuple(
            first * bend + second * (self.slope[i].square() if i == j else self.slope[i] * self.slope[j])
            for bend, (i, j) in zip(self.curvature, pairs, strict=True)), self.void)

    def undefined(self, where: np.ndarray) -> Jet:
        """The same, void also there."""
        return Jet(self.value, self.slope, self.curvature, self.void | where)

    def __add__(self, other: Jet | float) -> Jet:
        if not isinstance(other, Jet):
            return Jet(self.value + other, self.slope, self.curvature, self.void)
        return Jet(self.value + other.value, tuple(a + b for a, b in zip(self.slope, other.slope, strict=True)),
                   tuple(a + b for a, b in zip(self.curvature, other.curvature, strict=True)), self.void | other.void)

    def __mul__(self, other: Jet | float) -> Jet:
        if not isinstance(other, Jet):
            return Jet(self.value * other, tuple(slope * other for slope in self.slope),
                       tuple(bend * other for bend in self.curvature), self.void)
        a, b, pairs = self, other, PAIRS[len(self.slope)] if self.curvature else ()
        return Jet(a.value * b.value, tuple(s * b.value + a.value * t for s, t in zip(a.slope, b.slope, strict=True)),
                   tuple(bend * b.value + a.slope[i] * b.slope[j] + a.slope[j] * b.slope[i] + a.value * other_bend
                         for bend, other_bend, (i, j) in zip(a.curvature, b.curvature, pairs, strict=True)),
                   a.void | b.void)

    __radd__, __rmul__ = __add__, __mul__

    def __neg__(self) -> Jet:
        return Jet(-self.value, tuple(-slope for slope in self.slope), tuple(-bend for bend in self.curvature),
                   self.void)

    def __sub__(self, other: Jet | float) -> Jet:
        return self + -other

    def __rsub__(self, other: float) -> Jet:
        return -self + other

    def __pow__(self, exponent: float) -> Jet:
        """Whole powers of any numbers; others of numbers that are not negative."""
        u = self.value
        result = self.through(u.power(exponent), exponent * u.power(exponent - 1),
                              exponent * (exponent - 1) * u.power(exponent - 2))
        return result if exponent % 1 == 0 else result.undefined(u.high < 0)

    def reciprocal(self) -> Jet:
        one = self.value.reciprocal()
        square = one.square()
        return self.through(one, -square, 2.0 * (square * one))


# The elementary functions, by their names: value, slope and curvature where the argument is


def _sin(x: Jet) -> Jet:
    value = x.value.sin()
    return x.through(value, x.value.cos(), -value)


def _cos(x: Jet) -> Jet:
    value = x.value.cos()
    return x.through(value, -x.value.sin(), -value)


def _tan(x: Jet) -> Jet:
    value = x.value.tan()
    first = 1.0 + value.square()
    return x.through(value, first, 2.0 * (value * first))


def _asin(x: Jet) -> Jet:
    u = x.value
    inverse = (1.0 - u.square()).root().reciprocal()
    result = x.through(u.arcsin(), inverse, u * (inverse.square() * inverse))
    return result.undefined((u.low > 1) | (u.high < -1))


def _acos(x: Jet) -> Jet:
    turned = -_asin(x)
    return Jet(turned.value + HALF_PI, turned.slope, turned.curvature, turned.void)


def _atan(x: Jet) -> Jet:
    first = (1.0 + x.value.square()).reciprocal()
    return x.through(x.value.rising(np.arctan), first, -2.0 * (x.value * first.square()))


def _exp(x: Jet) -> Jet:
    value = x.value.exp()
    return x.through(value, value, value)


def _log(x: Jet) -> Jet:
    inverse = Interval(np.maximum(x.value.low, 0.0), np.maximum(x.value.high, 0.0)).reciprocal()
    return x.through(x.value.log(), inverse, -inverse.square()).undefined(x.value.high <= 0)


def _logarithm(base: float) -> Callable[[Jet], Jet]:
    factor = Interval(np.asarray(base)).log().reciprocal()

    def logarithm(x: Jet) -> Jet:
        jet = _log(x)
        return Jet(jet.value * factor, tuple(slope * factor for slope in jet.slope),
                   tuple(bend * factor for bend in jet.curvature), jet.void)

    return logarithm


def _sqrt(x: Jet) -> Jet:
    value = x.value.root()
    inverse = value.reciprocal()
    first = 0.5 * inverse
    return x.through(value, first, -0.5 * (first * inverse.square())).undefined(x.value.high < 0)


def _kinked(x: Jet) -> Interval:
    """The curvature of what has a kink at zero and is straight elsewhere."""
    return WHOLE.where(x.value.holds_zero, FLAT)


def _abs(x: Jet) -> Jet:
    return x.through(x.value.abs(), x.value.sign(), _kinked(x))


def _sign(x: Jet) -> Jet:
    return x.through(x.value.sign(), _kinked(x), _kinked(x))


def _sinh(x: Jet) -> Jet:
    value, slope = x.value.rising(np.sinh), x.value.cosh()
    return x.through(value, slope, value)


def _cosh(x: Jet) -> Jet:
    value = x.value.cosh()
    return x.through(value, x.value.rising(np.sinh), value)


def _tanh(x: Jet) -> Jet:
    value, first = x.value.rising(np.tanh, -1.0, 1.0), x.value.cosh().square().reciprocal()
    return x.through(value, first, -2.0 * (value * first))


def _sigmoid(x: Jet) -> Jet:
    """½ + ½ tanh(x/2)."""
    half = _tanh(0.5 * x)
    return 0.5 * half + 0.5


def _max(x: Jet, y: Jet) -> Jet:
    return _larger(x, y, x.value.low > y.value.high, y.value.low > x.value.high, Interval(
        np.maximum(x.value.low, y.value.low), np.maximum(x.value.high, y.value.high)))


def _min(x: Jet, y: Jet) -> Jet:
    return _larger(x, y, x.value.high < y.value.low, y.value.high < x.value.low, Interval(
        np.minimum(x.value.low, y.value.low), np.minimum(x.value.high, y.value.high)))


def _larger(x: Jet, y: Jet, first: np.ndarray, second: np.ndarray, value: Interval) -> Jet:
    """x where `first`, y where `second`; elsewhere their slopes are between those of both."""
    return Jet(value, tuple(a.where(first, b.where(second, a.widest(b)))
                            for a, b in zip(x.slope, y.slope, strict=True)),
               tuple(a.where(first, b.where(second, WHOLE)) for a, b in zip(x.curvature, y.curvature, strict=True)),
               x.void | y.void)


ENCLOSED: Mapping[str, Callable[..., Jet]] = {
    "sin": _sin, "cos": _cos, "tan": _tan, "asin": _asin, "acos": _acos, "atan": _atan, "exp": _exp, "log": _log,
    "log2": _logarithm(2.0), "log10": _logarithm(10.0), "sqrt": _sqrt, "abs": _abs, "sign": _sign, "sinh": _sinh,
    "cosh": _cosh, "tanh": _tanh, "sigmoid": _sigmoid, "max": _max, "min": _min,
}
"""The functions of `ELEMENTARY`."""

Formula = Callable[..., Jet]
"""From the jets of its variables."""


def formula(tree: Node) -> Formula:
    """An expression as a function of jets; what occurs in it several times is computed once."""

    def enclose(*variables: Jet) -> Jet:
        known: dict[Node, Jet] = {Symbol(name): jet for name, jet in zip(VARIABLES, variables, strict=False)}
        flat = variables[0]

        def constant(value: Interval) -> Jet:
            return Jet(value, tuple(FLAT for _ in flat.slope), tuple(FLAT for _ in flat.curvature))

        def jet(node: Node) -> Jet:
            if node not in known:
                known[node] = _jet(node, jet, constant)
            return known[node]

        return jet(tree)

    return enclose


@dataclass(frozen=True)
class Enclosure:
    """An expression over boxes, and its branches: the smooth functions that meet at its creases. `gaps` are what is
    zero on them, `sides` the branches with the sign that each gap has there."""

    whole: Formula
    gaps: tuple[Formula, ...] = ()
    sides: tuple[tuple[Formula, tuple[int, ...]], ...] = ()

    @classmethod
    def of(cls, tree: Node) -> Enclosure:
        return cls(formula(tree), tuple(formula(gap(bend)) for bend in bends(tree)),
                   tuple((formula(branch), signs) for branch, signs in branches(tree)))

    def slopes_somewhere(self, low: np.ndarray, high: np.ndarray) -> np.ndarray:
        """In which of the boxes (K, n) all branches that may be met there rise in one direction: nothing is critical in
        them, though each slope may be zero (K,)."""
        if not self.sides:
            return np.zeros(len(low), dtype=bool)
        gaps = [jet_over(gap, low, high, order=1).value for gap in self.gaps]
        slopes, met = [], []
        for branch, signs in self.sides:
            slopes.append([Interval(*(np.broadcast_to(end, len(low)) for end in (slope.low, slope.high)))
                           for slope in jet_over(branch, low, high, order=1).slope])
            met.append(np.all([gap.high >= 0 if sign > 0 else gap.low <= 0
                               for gap, sign in zip(gaps, signs, strict=True)], axis=0))
        middles = np.nan_to_num(np.array([[slope.middle for slope in each] for each in slopes]), posinf=0.0, neginf=0.0)
        middles = middles / np.maximum(np.linalg.norm(middles, axis=1, keepdims=True), 1e-300)
        way = (middles * np.array(met)[:, None]).sum(axis=0)
        rising = [sum((slope * part for slope, part in zip(each, way, strict=True)), FLAT).low > 0 for each in slopes]
        return np.all(~np.array(met) | np.array(rising), axis=0)


def _jet(node: Node, jet: Callable[[Node], Jet], constant: Callable[[Interval], Jet]) -> Jet:
    match node:
        case Number(value):
            return constant(_number(value))
        case Symbol(name):
            number = CONSTANTS[name]
            return constant(Interval(np.asarray(np.nextafter(number, 0.0)), np.asarray(np.nextafter(number, np.inf))))
        case Negative(inner):
            return -jet(inner)
        case Sum(terms):
            total = jet(terms[0])
            for term in terms[1:]:
                total = total + jet(term)
            return total
        case Product(factors):
            return _product(factors, jet)
        case Quotient(top, bottom):
            return jet(top) * jet(bottom).reciprocal()
        case Power(base, exponent):
            return _power(base, exponent, jet)
        case Call(name, arguments):
            return ENCLOSED[name](*map(jet, arguments))
    raise TypeError(node)


def _number(value: Fraction) -> Interval:
    near = float(value)
    exact = Fraction(near) == value
    return Interval(np.asarray(near if exact else np.nextafter(near, -np.inf)),
                    np.asarray(near if exact else np.nextafter(near, np.inf)))


def _product(factors: tuple[Node, ...], jet: Callable[[Node], Jet]) -> Jet:
    """Equal factors as a power, whose enclosure is tighter."""
    counts: dict[Node, int] = {}
    for factor in factors:
        counts[factor] = counts.get(factor, 0) + 1
    result: Jet | None = None
    for factor, count in counts.items():
        part = jet(factor) if count == 1 else jet(factor)**count
        result = part if result is None else result * part
    return result


def _power(base: Node, exponent: Node, jet: Callable[[Node], Jet]) -> Jet:
    if base == Symbol("e"):
        return _exp(jet(exponent))
    if variables_of(exponent):
        return _exp(jet(exponent) * _log(jet(base)))
    size = jet(exponent).value
    if isinstance(exponent, Number) and exponent.value.denominator == 1:
        return jet(base)**int(exponent.value)
    if isinstance(exponent, Negative) and isinstance(exponent.inner, Number) and (
            exponent.inner.value.denominator == 1):
        return jet(base)**-int(exponent.inner.value)
    if size.low == size.high:
        return jet(base)**float(size.low)
    x = jet(base)
    positive = Jet(Interval(np.maximum(x.value.low, 0.0), np.maximum(x.value.high, 0.0)), x.slope, x.curvature, x.void)
    first = size - 1.0
    power = [_real(positive.value, each) for each in (size, first, size - 2.0)]
    return positive.through(power[0], size * power[1], size * first * power[2]).undefined(x.value.high < 0)


def _real(base: Interval, exponent: Interval) -> Interval:
    """base^exponent, of numbers that are not negative to an exponent that is known to a rounding."""
    ends = [base.power(float(end)) for end in (exponent.low, exponent.high)]
    return ends[0].widest(ends[1])


def jet_over(formula: Formula, low: np.ndarray, high: np.ndarray, order: int = 2) -> Jet:
    """`formula` over boxes with the corners `low` and `high` (K, n), up to derivatives of that order."""
    axes = range(low.shape[1])
    flat = tuple(FLAT for _ in PAIRS[len(axes)]) if order > 1 else ()
    return formula(*(Jet(Interval(low[:, axis], high[:, axis]), tuple(ONE if axis == other else FLAT for other in axes),
                         flat) for axis in axes))


def smooth_within(formula: Formula, points: np.ndarray, domain: Domain, share: float) -> np.ndarray:
    """Around which of the points (M, n) the function is twice differentiable, everywhere within a share of the domain:
    where its curvatures are bounded, and it is defined."""
    reach = share * np.array([high - low for low, high in domain])
    with np.errstate(all="ignore"):
        jet = jet_over(formula, points - reach, points + reach)
    bounded = np.ones(len(points), dtype=bool)
    for part in (jet.value, *jet.slope, *jet.curvature):
        bounded &= np.broadcast_to(part.bounded, bounded.shape)
    return bounded & ~np.broadcast_to(jet.void, bounded.shape)


