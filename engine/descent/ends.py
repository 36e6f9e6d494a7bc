"""Where a walk has come to: "stopped" is not "converged" until the Hessian says so."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from engine.descent.critical import CriticalPoint, labelled
from engine.descent.function import Domain, Function
from engine.descent.kinks import kinks
from engine.descent.newton import distinct, extents, grid_of, stationary
from engine.errors import N_

AT = 0.01  # share of the domain within which a walk has arrived
FAR = 1e3  # widths of the domain beyond which it will not come back
DENSITY = {1: 17, 2: 5}

SENTENCES: Mapping[str, str] = MappingProxyType({
    "minimum": N_("engine", "It is at a minimum: the function rises in every direction."),
    "maximum": N_("engine", "It is at a maximum: the gradient is almost zero, but the function falls in every "
                  "direction."),
    "saddle": N_("engine", "It is at a saddle of index {index}: the gradient is almost zero, but the way down goes "
                 "on."),
    "degenerate": N_("engine", "It is at a degenerate point: the gradient is almost zero, and so is a curvature, so "
                     "that the Hessian does not tell what it is."),
    "not_smooth": N_("engine", "It is at a point where the function is not smooth: there the gradient jumps, and never "
                     "becomes small."),
    "pole": N_("engine", "It is at a pole: beside it the function grows without bound."),
    "slope": N_("engine", "It is on a slope: the gradient is {gradient:.3g}, and no critical point is near."),
    "undefined": N_("engine", "It has come to where the function is not defined."),
    "diverged": N_("engine", "It flew away: the numbers grew without bound."),
})


@dataclass(frozen=True)
class End:
    """`kind` is a key of SENTENCES; `target` the critical point it is at, `distance` away as a share of the domain."""

    kind: str
    position: np.ndarray
    value: float
    gradient_norm: float
    target: CriticalPoint | None = None
    distance: float = np.inf

    @property
    def sentence(self) -> str:
        """A template of SENTENCES; `values` fill it."""
        return SENTENCES[self.kind]

    @property
    def values(self) -> dict[str, object]:
        return {"index": self.target.morse_index if self.target else 0, "gradient": self.gradient_norm}

    @property
    def converged(self) -> bool:
        """Whether this is a minimum, smooth or not."""
        return self.kind == "minimum" or (self.target is not None and self.target.extremum == "minimum")


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
    if np.isnan(value):
        return End("undefined", point, value, gradient)
    span = extents(domain)
    around = tuple(zip(point - 2.0 * AT * span, point + 2.0 * AT * span, strict=True))
    starts = grid_of(around, DENSITY[function.dimension])
    near = distinct(np.concatenate([stationary(function, around, starts), kinks(function, around)[0]]), around)
    distances = np.linalg.norm((near - point) / span, axis=-1)
    if not (distances <= AT).any():
        return End("slope", point, value, gradient)
    nearest = int(distances.argmin())
    target = labelled(function, near[nearest], domain)
    return End(target.kind, point, value, gradient, target, float(distances[nearest]))
