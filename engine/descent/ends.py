"""Where a walk has come to: "stopped" is not "converged" until the Hessian says so, and near is not at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from engine.descent.function import Domain, Function
from engine.descent.kinks import kinks
from engine.descent.labels import labelled
from engine.descent.newton import FAINT, distinct, extents, grid_of, ring, stationary
from engine.descent.points import CriticalPoint
from engine.errors import N_

NEAR = 0.01  # share of the domain within which a critical point is near
AT = 3e-3  # of the width of its valley, or what is around it: nearer is at it
STILL = 1e-3  # a gradient that is said to be zero is smaller, where numbers can tell
WIDTHS = 0.5 * 0.7 ** np.arange(48)  # shares of the domain that are tried as that width, from all of it down
ROUNDING = 1e-13  # share of a value: a smaller rise is none
FAR = 1e3  # widths of the domain beyond which it will not come back
WINDOWS = (2.0, 0.1, 5e-3)  # around a walk's end, in parts of NEAR: a narrow valley is seen in a small one only
DENSITY = {1: 17, 2: 5}

_AT = {
    "minimum": N_("engine", "It is at a minimum: the function rises in every direction."),
    "maximum": N_("engine", "It is at a maximum: the gradient is almost zero, but the function falls in every "
                  "direction."),
    "saddle": N_("engine", "It is at a saddle of index {index}: the gradient is almost zero, but the way down goes "
                 "on."),
    "degenerate": N_("engine", "It is at a degenerate point: the gradient is almost zero, and so is a curvature, so "
                     "that the Hessian does not tell what it is."),
    "degenerate minimum": N_("engine", "It is at a minimum without curvature in some direction: around it nothing is "
                             "lower."),
    "degenerate maximum": N_("engine", "It is at a maximum without curvature in some direction: the gradient is almost "
                             "zero, but around it nothing is higher."),
    "not_smooth": N_("engine", "It is at a point where the function is not smooth: there the gradient jumps, and never "
                     "becomes small."),
    "not_smooth minimum": N_("engine", "It is at a minimum where the function is not smooth: it rises in every "
                             "direction, and the gradient jumps."),
    "not_smooth maximum": N_("engine", "It is at a maximum where the function is not smooth: it falls in every "
                             "direction, and the gradient jumps."),
    "pole": N_("engine", "It is at a pole: beside it the function grows without bound."),
    "line minimum": N_("engine", "It is at one of a whole line of minima: the function rises to both sides of the "
                       "line, and is level along it."),
    "line maximum": N_("engine", "It is at one of a whole line of maxima: the function falls to both sides of the "
                       "line, and is level along it."),
    "line": N_("engine", "It is at one of a whole line of critical points: along it the function is level."),
}
_NEAR = {
    "minimum": N_("engine", "It is near a minimum, but not at it: the gradient is {gradient:.3g}."),
    "maximum": N_("engine", "It is near a maximum, but not at it: the gradient is {gradient:.3g}."),
    "saddle": N_("engine", "It is near a saddle of index {index}, but not at it: the gradient is {gradient:.3g}."),
    "degenerate": N_("engine", "It is near a degenerate point, but not at it: the gradient is {gradient:.3g}."),
    "not_smooth": N_("engine", "It is near a point where the function is not smooth, but not at it: the gradient is "
                     "{gradient:.3g}."),
    "pole": N_("engine", "It is near a pole, beside which the function grows without bound."),
    "line minimum": N_("engine", "It is near a whole line of minima, but not at it: the gradient is {gradient:.3g}."),
    "line": N_("engine", "It is near a whole line of critical points, but not at it: the gradient is {gradient:.3g}."),
}
_NOWHERE = {
    "level": N_("engine", "It is where the function is level: the gradient is zero here and all around."),
    "slope": N_("engine", "It is on a slope: the gradient is {gradient:.3g}, and no critical point is near."),
    "undefined": N_("engine", "It has come to where the function is not defined."),
    "diverged": N_("engine", "It flew away: the numbers grew without bound."),
}
SENTENCES: Mapping[str, str] = MappingProxyType({
    **_AT, **{f"near {what}": sentence for what, sentence in _NEAR.items()}, **_NOWHERE})


@dataclass(frozen=True)
class End:
    """`kind` is that of the critical point it is at, `target`, "near" where it is near that, but not at it, or one of
    "level", "slope", "undefined" and "diverged". `distance` from the target is a share of the domain."""

    kind: str
    position: np.ndarray
    value: float
    gradient_norm: float
    target: CriticalPoint | None = None
    distance: float = np.inf

    @property
    def sentence(self) -> str:
        """A template of SENTENCES; `values` fill it."""
        if self.target is None:
            return SENTENCES[self.kind]
        what = "line" if self.target.line is not None else self.target.kind
        start = "near " if self.kind == "near" else ""
        exact = f"{start}{what} {self.target.extremum}"
        if exact not in SENTENCES and self.target.extremum and start:
            exact = start + self.target.extremum
        return SENTENCES[exact if exact in SENTENCES else start + what]

    @property
    def values(self) -> dict[str, object]:
        return {"index": self.target.morse_index if self.target else 0, "gradient": self.gradient_norm}

    @property
    def converged(self) -> bool:
        """Whether it is at a minimum, smooth or not, alone or one of a line."""
        return self.kind != "near" and self.target is not None and self.target.lowest


def far(points: np.ndarray, domain: Domain) -> np.ndarray:
    """Which of the points (…, n) are not finite, or beyond all reason: (…)."""
    with np.errstate(invalid="ignore"):
        near = np.abs(points - np.mean(domain, axis=1)) <= FAR * extents(domain)
    return ~near.all(axis=-1)


def classify_end(function: Function, point: np.ndarray, domain: Domain) -> End:
    """What `point` (n,) is, which may lie outside `domain`, whose size says what is near."""
    point = np.array(point, dtype=np.float64).reshape(function.dimension)
    if far(point, domain):
        return End("diverged", point, np.nan, np.nan)
    value = float(function.value(point[None])[0])
    gradient = float(np.linalg.norm(function.gradient(point[None])))
    if np.isnan(value) or not np.isfinite(function.value(ring(point, domain, 1e-4))).any():
        return End("undefined", point, value, gradient)
    target, distance = _nearest(function, point, domain)
    if target is None:
        around = np.abs(function.gradient(ring(point, domain, 1e-4)))
        level = gradient <= FAINT and bool((around <= FAINT).all())
        return End("level" if level else "slope", point, value, gradient)
    at = _is_still(function, target, gradient) and distance <= AT * width(function, target, domain)
    return End(target.kind if at else "near", point, value, gradient, target, distance)


def _is_still(function: Function, target: CriticalPoint, gradient: float) -> bool:
    """Whether a gradient is zero as nearly as those very close to the target are, or as anybody would ask. At kinks and
    poles there is none that could be."""
    if target.kind in ("not_smooth", "pole"):
        return True
    return gradient <= max(STILL, 2 * float(np.linalg.norm(function.gradient(target.position[None]))))


def _nearest(function: Function, point: np.ndarray, domain: Domain) -> tuple[CriticalPoint | None, float]:
    """The critical point that is nearest, and how far it is, as a share of the domain; None where none is near."""
    span, found, alone = extents(domain), [], []
    for size in WINDOWS:
        around = tuple(zip(point - size * NEAR * span, point + size * NEAR * span, strict=True))
        special = kinks(function, around)
        smooth = stationary(function, around, grid_of(around, DENSITY[function.dimension]))
        found += [special.points, smooth]
        alone += [special.alone, np.zeros(len(smooth), dtype=bool)]
    places, alone = np.concatenate(found), np.concatenate(alone)
    near = np.linalg.norm((places - point) / span, axis=-1) <= NEAR
    if not near.any():
        return None, np.inf
    places, alone = places[near], alone[near]
    kept = distinct(places, domain)
    single = np.array([alone[np.abs(places - place).sum(axis=-1) == 0].any() for place in kept])
    points, lines = labelled(function, kept, domain, single)
    reached = [lines[found.line] if found.line is not None else found.position[None] for found in points]
    distances = [float(np.linalg.norm((each - point) / span, axis=-1).min()) for each in reached]
    nearest = int(np.argmin(distances))
    return points[nearest], distances[nearest]


def width(function: Function, target: CriticalPoint, domain: Domain) -> float:
    """How far its surroundings reach, as a share of the domain: as far as the function goes on rising, or falling, in
    every direction from an extremum; where there are other directions too, in one."""
    rises = function.value(np.stack([ring(target.position, domain, share) for share in WIDTHS])) - target.value
    if target.line is not None or not (target.lowest or target.extremum or target.kind == "maximum"):
        sizes = np.abs(rises).max(axis=-1)
    else:
        sizes = (rises if target.lowest else -rises).min(axis=-1)
    heights = np.append(sizes, 0.0)
    growing = (heights[:-1] > heights[1:]) | (np.abs(sizes) <= ROUNDING * abs(target.value))
    stops = np.flatnonzero(~growing)
    inner = int(stops[-1]) + 1 if len(stops) else 0  # all rings from this one inward grow
    return float(WIDTHS[inner]) if inner < len(WIDTHS) else 0.0
