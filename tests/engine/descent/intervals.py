"""Critical points counted by proof: interval arithmetic, and Krawczyk's test on ever smaller boxes.

Nothing here is Ladera's: derivatives are carried forward with the numbers, and no point is searched from a start. A box
is thrown away when the enclosures of the gradient there exclude zero, and settled when Krawczyk's operator maps a
slightly larger box into itself, which proves one critical point in it and no other; all other boxes are halved (Moore,
Kearfott, Cloud 2009, "Introduction to interval analysis", chapter 8). Sums and products are rounded outward.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

INFLATED = 1.25  # boxes are tried this much larger, so that a point on the edge of two is proven in either
LEAST = 1e-9  # and by this share of the domain, so that rounding does not count
UNEVEN = 0.47  # where a box is cut: points of symmetry are seldom there
SMALLEST = 1e-7  # share of the domain: boxes so small are given up
ROUNDING = 4e-16  # of a library's sine, root, …: twice its unit in the last place


class Interval:
    """Enclosures of K numbers: low (K,), high (K,)."""

    __array_ufunc__ = None  # so that array * interval is an interval

    def __init__(self, low: np.ndarray, high: np.ndarray | None = None) -> None:
        self.low, self.high = low, low if high is None else high

    def __add__(self, other: Interval | float) -> Interval:
        other = enclosed(other)
        return _outward(self.low + other.low, self.high + other.high)

    def __neg__(self) -> Interval:
        return Interval(-self.high, -self.low)

    def __sub__(self, other: Interval | float) -> Interval:
        return self + -enclosed(other)

    def __mul__(self, other: Interval | float) -> Interval:
        if not isinstance(other, Interval):
            ends = self.low * other, self.high * other
            return _outward(np.minimum(*ends), np.maximum(*ends))
        a, b, c, d = self.low * other.low, self.low * other.high, self.high * other.low, self.high * other.high
        return _outward(np.minimum(np.minimum(a, b), np.minimum(c, d)), np.maximum(np.maximum(a, b), np.maximum(c, d)))

    __radd__, __rmul__ = __add__, __mul__

    def square(self) -> Interval:
        low, high = np.abs(self.low), np.abs(self.high)
        least = np.where((self.low <= 0) & (self.high >= 0), 0.0, np.minimum(low, high))
        return _outward(least ** 2, np.maximum(low, high) ** 2)

    def reciprocal(self) -> Interval:
        """Of numbers that are not zero; all numbers where they may be."""
        with np.errstate(divide="ignore"):
            ends = _outward(1.0 / self.high, 1.0 / self.low)
        zero = (self.low <= 0) & (self.high >= 0)
        return Interval(np.where(zero, -np.inf, ends.low), np.where(zero, np.inf, ends.high))

    def exp(self) -> Interval:
        return _near(np.exp(self.low), np.exp(self.high))

    def root(self) -> Interval:
        return _near(np.sqrt(np.maximum(self.low, 0.0)), np.sqrt(np.maximum(self.high, 0.0)))

    def cos(self) -> Interval:
        """Extremes are at whole multiples of π, and at the ends."""
        ends = np.cos(self.low), np.cos(self.high)
        turns = np.floor(self.high / np.pi + 1e-12), np.ceil(self.low / np.pi - 1e-12)
        several, one = turns[0] > turns[1], turns[0] == turns[1]
        even = turns[0] % 2 == 0
        return _near(np.where(several | one & ~even, -1.0, np.minimum(*ends)),
                     np.where(several | one & even, 1.0, np.maximum(*ends)))

    def sin(self) -> Interval:
        return (self - _HALF_TURN).cos()

    @property
    def middle(self) -> np.ndarray:
        return 0.5 * (self.low + self.high)

    @property
    def holds_zero(self) -> np.ndarray:
        return (self.low <= 0) & (self.high >= 0)


def enclosed(number: Interval | float) -> Interval:
    return number if isinstance(number, Interval) else Interval(np.asarray(number, dtype=float))


def _outward(low: np.ndarray, high: np.ndarray) -> Interval:
    with np.errstate(invalid="ignore"):
        low, high = np.nextafter(low, -np.inf), np.nextafter(high, np.inf)
    return Interval(np.where(np.isnan(low), -np.inf, low), np.where(np.isnan(high), np.inf, high))


def _near(low: np.ndarray, high: np.ndarray) -> Interval:
    return _outward(low - ROUNDING * np.abs(low), high + ROUNDING * np.abs(high))


_HALF_TURN = Interval(np.nextafter(np.pi / 2, 0.0), np.nextafter(np.pi / 2, 2.0))


@dataclass(frozen=True)
class Jet:
    """A number with its first (n,) and second (n, n) derivatives, each an enclosure."""

    value: Interval
    slope: tuple[Interval, ...]
    curvature: tuple[tuple[Interval, ...], ...]

    def through(self, value: Interval, first: Interval, second: Interval) -> Jet:
        """g of this, by what g, g′ and g″ are here."""
        return Jet(value, tuple(first * slope for slope in self.slope),
                   tuple(tuple(first * bend + second * (self.slope[i].square() if i == j
                                                        else self.slope[i] * self.slope[j])
                               for j, bend in enumerate(row)) for i, row in enumerate(self.curvature)))

    def __add__(self, other: Jet | float) -> Jet:
        if not isinstance(other, Jet):
            return Jet(self.value + other, self.slope, self.curvature)
        return Jet(self.value + other.value, tuple(a + b for a, b in zip(self.slope, other.slope, strict=True)),
                   tuple(tuple(a + b for a, b in zip(*rows, strict=True))
                         for rows in zip(self.curvature, other.curvature, strict=True)))

    def __mul__(self, other: Jet | float) -> Jet:
        if not isinstance(other, Jet):
            return Jet(self.value * other, tuple(slope * other for slope in self.slope),
                       tuple(tuple(bend * other for bend in row) for row in self.curvature))
        a, b, places = self, other, range(len(self.slope))
        return Jet(a.value * b.value, tuple(a.slope[i] * b.value + a.value * b.slope[i] for i in places),
                   tuple(tuple(a.curvature[i][j] * b.value + a.slope[i] * b.slope[j] + a.slope[j] * b.slope[i]
                               + a.value * b.curvature[i][j] for j in places) for i in places))

    __radd__, __rmul__ = __add__, __mul__

    def __neg__(self) -> Jet:
        return self * -1.0

    def __sub__(self, other: Jet | float) -> Jet:
        return self + -1.0 * other

    def __rsub__(self, other: float) -> Jet:
        return -self + other

    def __pow__(self, power: int) -> Jet:
        return self.through(_power(self.value, power), power * _power(self.value, power - 1),
                            power * (power - 1) * _power(self.value, power - 2))


def _power(base: Interval, power: int) -> Interval:
    if power <= 0:
        return Interval(np.ones_like(base.low))
    even = base.square()
    result = even if power % 2 == 0 else base
    for _ in range((power - 1) // 2):
        result = result * even
    return result


def sin(x: Jet) -> Jet:
    value = x.value.sin()
    return x.through(value, x.value.cos(), -value)


def cos(x: Jet) -> Jet:
    value = x.value.cos()
    return x.through(value, -x.value.sin(), -value)


def exp(x: Jet) -> Jet:
    value = x.value.exp()
    return x.through(value, value, value)


def root(x: Jet) -> Jet:
    value = x.value.root()
    first = 0.5 * value.reciprocal()
    return x.through(value, first, -0.5 * first * x.value.reciprocal())


Formula = Callable[..., Jet]
Box = tuple[np.ndarray, np.ndarray]
"""Lower and upper corners (K, n)."""


@dataclass(frozen=True)
class Proven:
    """`points` (M, n), one in each proven box, with how many directions fall there (M,); `open`: the middles (L, n) of
    the boxes about which nothing was proven."""

    points: np.ndarray
    indices: np.ndarray
    open: np.ndarray


@np.errstate(all="ignore")
def critical_points(formula: Formula, domain: tuple[tuple[float, float], ...]) -> Proven:
    """All points of the domain where the gradient of `formula` is zero."""
    low, high = np.array(domain, dtype=float).T[:, None]
    span = (high - low)[0]
    found, given_up = [np.empty((0, len(span)))], [np.empty((0, len(span)))]
    while len(low):
        low, high = _halved(low, high, span)
        low, high = _kept(formula, low, high)
        middle, reach = 0.5 * (low + high), 0.5 * INFLATED * (high - low) + LEAST * span
        new_low, new_high = _krawczyk(formula, middle, middle - reach, middle + reach)
        proven = np.all((new_low > middle - reach) & (new_high < middle + reach), axis=-1)
        found.append(_refined(formula, 0.5 * (new_low + new_high)[proven]))
        low, high = np.maximum(low, new_low)[~proven], np.minimum(high, new_high)[~proven]
        possible = np.all(low <= high, axis=-1)
        small = np.all(high - low < SMALLEST * span, axis=-1)
        given_up.append(0.5 * (low + high)[possible & small])
        low, high = low[possible & ~small], high[possible & ~small]
    points = np.concatenate(found)
    inside = np.all([(points[:, i] >= a) & (points[:, i] <= b) for i, (a, b) in enumerate(domain)], axis=0)
    points = points[inside]
    points = points[np.unique(np.round(points / span * 1e8), axis=0, return_index=True)[1]]
    return Proven(points, _falling(formula, points), np.concatenate(given_up))


def _halved(low: np.ndarray, high: np.ndarray, span: np.ndarray) -> Box:
    """Across the longest side."""
    rows, side = np.arange(len(low)), ((high - low) / span).argmax(axis=-1)
    cut = low[rows, side] + UNEVEN * (high - low)[rows, side]
    left, right = high.copy(), low.copy()
    left[rows, side] = right[rows, side] = cut
    return np.concatenate([low, right]), np.concatenate([left, high])


def _kept(formula: Formula, low: np.ndarray, high: np.ndarray) -> Box:
    """The boxes in which the gradient may be zero."""
    possible = np.all([slope.holds_zero for slope in jet(formula, low, high).slope], axis=0)
    return low[possible], high[possible]


def jet(formula: Formula, low: np.ndarray, high: np.ndarray) -> Jet:
    """`formula` over boxes."""
    one, zero, places = Interval(np.ones(len(low))), Interval(np.zeros(len(low))), range(low.shape[1])
    flat = tuple(tuple(zero for _ in places) for _ in places)
    return formula(*(Jet(Interval(low[:, i], high[:, i]), tuple(one if i == j else zero for j in places), flat)
                     for i in places))


def _slopes(formula: Formula, points: np.ndarray) -> Jet:
    return jet(formula, points, points)


def _krawczyk(formula: Formula, middle: np.ndarray, low: np.ndarray, high: np.ndarray) -> Box:
    """m − Y∇f(m) + (1 − Y H)(box − m), with Y the inverse of H in the middle: every zero in the box lies there too."""
    places, hessian = range(low.shape[1]), jet(formula, low, high).curvature
    inverse = _inverse(hessian)
    slope = _slopes(formula, middle).slope
    ends = []
    for i in places:
        corner = Interval(middle[:, i])
        for j in places:
            corner = corner - inverse[:, i, j] * slope[j]
            rest = Interval(np.full(len(low), float(i == j)))
            for k in places:
                rest = rest - inverse[:, i, k] * hessian[k][j]
            corner = corner + rest * Interval(low[:, j] - middle[:, j], high[:, j] - middle[:, j])
        ends.append(corner)
    return np.stack([end.low for end in ends], axis=-1), np.stack([end.high for end in ends], axis=-1)


def _inverse(hessian: tuple[tuple[Interval, ...], ...]) -> np.ndarray:
    """Of its middles (K, n, n): any matrix would do, a good one proves more."""
    middles = np.stack([[entry.middle for entry in row] for row in hessian]).transpose(2, 0, 1)
    middles = np.nan_to_num(middles, posinf=0.0, neginf=0.0)
    regular = np.abs(np.linalg.det(middles)) > 1e-300
    return np.linalg.inv(np.where(regular[:, None, None], middles, np.eye(middles.shape[-1])))


def _refined(formula: Formula, points: np.ndarray) -> np.ndarray:
    """By Newton's method, to the last digits."""
    for _ in range(4):
        here = _slopes(formula, points)
        slope = np.stack([part.middle for part in here.slope], axis=-1)
        points = points - np.einsum("kij,kj->ki", _inverse(here.curvature), slope)
    return points


def _falling(formula: Formula, points: np.ndarray) -> np.ndarray:
    middles = np.stack([[entry.middle for entry in row] for row in _slopes(formula, points).curvature])
    return (np.linalg.eigvalsh(middles.transpose(2, 0, 1)) < 0).sum(axis=-1)
