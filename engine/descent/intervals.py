"""Interval arithmetic: numbers of which only is known between which two they lie, many at once.

All operations are rounded outward, so that what holds for an interval holds for every number in it (Moore, Kearfott,
Cloud 2009, "Introduction to interval analysis"). Ends may be infinite: then the numbers, finite each, have no bound.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

ROUNDING = 4e-16  # of a library's sine, root, …: twice its unit in the last place
FARTHEST = 1e9  # beyond, a quarter of a turn is not known well enough
NEAR = 1e-12  # turns: an extreme so near an end may be inside


class Interval:
    """Enclosures of K numbers: low (K,), high (K,)."""

    __array_ufunc__ = None  # so that array * interval is an interval
    __slots__ = ("high", "low")

    def __init__(self, low: np.ndarray, high: np.ndarray | None = None) -> None:
        self.low, self.high = low, low if high is None else high

    def __add__(self, other: Interval | float) -> Interval:
        other = enclosed(other)
        return _outward(self.low + other.low, self.high + other.high)

    def __neg__(self) -> Interval:
        return Interval(-self.high, -self.low)

    def __sub__(self, other: Interval | float) -> Interval:
        return self + -enclosed(other)

    def __rsub__(self, other: float) -> Interval:
        return -self + other

    def __mul__(self, other: Interval | float) -> Interval:
        other = enclosed(other)
        a, b, c, d = self.low * other.low, self.low * other.high, self.high * other.low, self.high * other.high
        low, high = np.fmin(np.fmin(a, b), np.fmin(c, d)), np.fmax(np.fmax(a, b), np.fmax(c, d))
        # 0 · ∞ is 0, as ∞ stands for finite numbers without bound; fmin and fmax leave it out where there is another.
        return Interval(np.nextafter(np.where(np.isnan(low), 0.0, low), -np.inf),
                        np.nextafter(np.where(np.isnan(high), 0.0, high), np.inf))

    __radd__, __rmul__ = __add__, __mul__

    @property
    def middle(self) -> np.ndarray:
        return 0.5 * (self.low + self.high)

    @property
    def holds_zero(self) -> np.ndarray:
        return (self.low <= 0) & (self.high >= 0)

    @property
    def bounded(self) -> np.ndarray:
        return np.isfinite(self.low) & np.isfinite(self.high)

    def square(self) -> Interval:
        size = self.abs()
        return _outward(size.low**2, size.high**2, least=0.0)

    def abs(self) -> Interval:
        low, high = np.abs(self.low), np.abs(self.high)
        return Interval(np.where(self.holds_zero, 0.0, np.minimum(low, high)), np.maximum(low, high))

    def sign(self) -> Interval:
        return Interval(np.where(self.low > 0, 1.0, np.where(self.low < 0, -1.0, 0.0)),
                        np.where(self.high < 0, -1.0, np.where(self.high > 0, 1.0, 0.0)))

    def reciprocal(self) -> Interval:
        """Of numbers that are not zero, without bound on a side where they come as near as they like."""
        ends = _outward(1.0 / self.high, 1.0 / self.low)
        return Interval(np.where(self.holds_zero & (self.low < 0), -np.inf, ends.low),
                        np.where(self.holds_zero & (self.high > 0), np.inf, ends.high))

    def power(self, exponent: float) -> Interval:
        """To a whole power, or to any one of numbers that are not negative."""
        if exponent < 0:
            return self.power(-exponent).reciprocal()
        if exponent == 0:
            return Interval(np.ones_like(self.low))
        if exponent == 1:
            return self
        if exponent % 2 == 0:
            size = self.abs()
            return _near(size.low**exponent, size.high**exponent, least=0.0)
        if exponent % 1 == 0:
            return _near(self.low**exponent, self.high**exponent)
        return _near(np.maximum(self.low, 0.0)**exponent, np.maximum(self.high, 0.0)**exponent, least=0.0)

    def rising(self, function: Callable[[np.ndarray], np.ndarray], least: float = -np.inf,
               greatest: float = np.inf) -> Interval:
        """A function of NumPy's that rises everywhere, between `least` and `greatest`."""
        return _near(function(self.low), function(self.high), least, greatest)

    def exp(self) -> Interval:
        return self.rising(np.exp, 0.0)

    def log(self) -> Interval:
        """Of those that are positive."""
        return Interval(np.maximum(self.low, 0.0), np.maximum(self.high, 0.0)).rising(np.log)

    def root(self) -> Interval:
        """Of those that are not negative."""
        return Interval(np.maximum(self.low, 0.0), np.maximum(self.high, 0.0)).rising(np.sqrt, 0.0)

    def cos(self) -> Interval:
        """Extremes are at whole multiples of π, and at the ends."""
        ends = np.cos(self.low), np.cos(self.high)
        last, first = np.floor(self.high / np.pi + NEAR), np.ceil(self.low / np.pi - NEAR)
        far = ~(np.maximum(np.abs(self.low), np.abs(self.high)) < FARTHEST)
        several, one = (last > first) | far, last == first
        even = last % 2 == 0
        return _near(np.where(several | one & ~even, -1.0, np.minimum(*ends)),
                     np.where(several | one & even, 1.0, np.maximum(*ends)), -1.0, 1.0)

    def sin(self) -> Interval:
        return (self - HALF_PI).cos()

    def tan(self) -> Interval:
        turns = np.floor(self.low / np.pi + 0.5 - NEAR), np.floor(self.high / np.pi + 0.5 + NEAR)
        one = (turns[0] == turns[1]) & (np.maximum(np.abs(self.low), np.abs(self.high)) < FARTHEST)
        branch = _near(np.tan(self.low), np.tan(self.high))
        return Interval(np.where(one, branch.low, -np.inf), np.where(one, branch.high, np.inf))

    def arcsin(self) -> Interval:
        """Of those between −1 and 1."""
        return Interval(np.clip(self.low, -1.0, 1.0), np.clip(self.high, -1.0, 1.0)).rising(np.arcsin)

    def cosh(self) -> Interval:
        return self.abs().rising(np.cosh, 1.0)

    def widest(self, other: Interval) -> Interval:
        """The least that holds both."""
        return Interval(np.minimum(self.low, other.low), np.maximum(self.high, other.high))

    def where(self, mask: np.ndarray, other: Interval) -> Interval:
        """This where `mask`, elsewhere the other."""
        return Interval(np.where(mask, self.low, other.low), np.where(mask, self.high, other.high))


def enclosed(number: Interval | float) -> Interval:
    return number if isinstance(number, Interval) else Interval(np.asarray(number, dtype=float))


def _outward(low: np.ndarray, high: np.ndarray, least: float = -np.inf, greatest: float = np.inf) -> Interval:
    """What is no number, as ∞ − ∞, has no bound but `least` and `greatest`."""
    return Interval(np.fmax(np.nextafter(low, -np.inf), least), np.fmin(np.nextafter(high, np.inf), greatest))


def _near(low: np.ndarray, high: np.ndarray, least: float = -np.inf, greatest: float = np.inf) -> Interval:
    """Of a library's function; what has overflown is beyond the largest number."""
    return _outward(np.where(np.isinf(low), low, low - ROUNDING * np.abs(low)),
                    np.where(np.isinf(high), high, high + ROUNDING * np.abs(high)), least, greatest)


HALF_PI = Interval(np.asarray(np.nextafter(np.pi / 2, 0.0)), np.asarray(np.nextafter(np.pi / 2, 2.0)))
WHOLE = Interval(np.asarray(-np.inf), np.asarray(np.inf))
