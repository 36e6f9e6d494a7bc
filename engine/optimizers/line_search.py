"""How far to go along a direction.

The search of Moré and Thuente (1994), "Line search algorithms with guaranteed sufficient decrease", in the form of
`dcsrch` in MINPACK-2, which SciPy's own minimisers begin with; `scipy.optimize.line_search` is another one, and takes
more steps with conjugate gradients.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

NEAREST, FARTHEST = 1.1, 4.0  # where the next length may lie beyond the last ones, in steps between them
SHRINKING = 0.66  # two trials must bring the ends of the interval at least so much closer


class Trial(NamedTuple):
    """A length with the value and the slope there."""

    length: float
    value: float
    slope: float

    def above(self, slope: float) -> Trial:
        """Seen from a line of this slope through the start."""
        return Trial(self.length, self.value - self.length * slope, self.slope - slope)


def wolfe_length(at: Callable[[float], tuple[float, float]], value: float, slope: float, first: float,
                 decrease: float, curvature: float, precision: float, most: int) -> float | None:
    """A length t with φ(t) ≤ φ(0) + decrease · t · φ′(0) and |φ′(t)| ≤ curvature · |φ′(0)|, the strong Wolfe
    conditions.

    `at(t)` is (φ(t), φ′(t)); `value` and `slope` < 0 are those at 0. The first length tried is `first`, at most `most`
    are; the search ends when the interval around a minimum is narrower than its share `precision`. None when no such
    length was found.
    """
    best = other = Trial(0.0, value, slope)
    bracketed, sloping = False, True
    least, greatest = 0.0, (1.0 + FARTHEST) * first
    width = before = np.inf
    length = np.float64(first)
    with np.errstate(all="ignore"):  # values may be infinite; then the length is not finite
        for _ in range(most):
            if not np.isfinite(length):
                return None
            trial = Trial(length, *map(np.float64, at(float(length))))
            enough = trial.value <= value + decrease * length * slope
            if enough and abs(trial.slope) <= -curvature * slope:
                return float(length)
            if bracketed and _used_up(length, least, greatest, precision):
                return None
            sloping = sloping and not (enough and trial.slope >= 0)
            tilt = decrease * slope if sloping and trial.value <= best.value and not enough else 0.0
            low, high, new = (point.above(tilt) for point in (best, other, trial))
            length, turns = _next_length(low, high, new, bracketed, least, greatest)
            bracketed = bracketed or turns
            if new.value > low.value:
                other = trial
            else:
                best, other = trial, best if new.slope * low.slope < 0 else other
            if bracketed:
                distance = other.length - best.length
                if abs(distance) >= SHRINKING * before:
                    length = best.length + 0.5 * distance
                before, width = width, abs(distance)
                least, greatest = sorted((best.length, other.length))
                if _used_up(length, least, greatest, precision):
                    length = best.length
            else:
                least, greatest = (length + times * (length - best.length) for times in (NEAREST, FARTHEST))
    return None


def _used_up(length: float, least: float, greatest: float, precision: float) -> bool:
    return not least < length < greatest or greatest - least <= precision * greatest


def _next_length(best: Trial, other: Trial, new: Trial, bracketed: bool, least: float, greatest: float
                 ) -> tuple[float, bool]:
    """Where to look next, and whether a minimum lies between `best` and `new`."""
    if new.value > best.value:
        cubic, parabola = best.length + _cubic(best, new)[0] * (new.length - best.length), _parabola(best, new)
        nearer = abs(cubic - best.length) <= abs(parabola - best.length)
        return (cubic if nearer else 0.5 * (cubic + parabola)), True
    secant = new.length + new.slope / (new.slope - best.slope) * (best.length - new.length)
    share, curved = _cubic(new, best)
    cubic = new.length + share * (best.length - new.length)
    if new.slope * best.slope < 0:
        return max(cubic, secant, key=lambda length: abs(length - new.length)), True
    end = greatest if new.length > best.length else least
    if abs(new.slope) < abs(best.slope):
        if not (share < 0 and curved):
            cubic = end
        if not bracketed:
            return np.clip(max(secant, cubic, key=lambda length: abs(length - new.length)), least, greatest), False
        nearer = min(secant, cubic, key=lambda length: abs(length - new.length))
        bound = new.length + SHRINKING * (other.length - new.length)
        return (min(bound, nearer) if new.length > best.length else max(bound, nearer)), False
    return (new.length + _cubic(new, other)[0] * (other.length - new.length) if bracketed else end), False


def _parabola(a: Trial, b: Trial) -> float:
    """The lowest point of the parabola through both values with the slope at `a`."""
    return a.length + a.slope / ((a.value - b.value) / (b.length - a.length) + a.slope) / 2.0 * (b.length - a.length)


def _cubic(a: Trial, b: Trial) -> tuple[float, bool]:
    """Where on the way from `a` to `b`, 1 being `b`, the cubic with their values and slopes is lowest, and whether it
    has a lowest point."""
    theta = 3.0 * (a.value - b.value) / (b.length - a.length) + a.slope + b.slope
    scale = max(abs(theta), abs(a.slope), abs(b.slope))
    root = scale * np.sqrt(np.maximum(0.0, (theta / scale) ** 2 - (a.slope / scale) * (b.slope / scale)))
    if b.length < a.length:
        root = -root
    return ((root - a.slope) + theta) / (((root - a.slope) + root) + b.slope), bool(root)
