"""What an optimizer is about to do, and why, at one moment of its track: exact numbers to draw."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from engine.descent.function import Domain, Function
from engine.descent.race import RaceTrajectory

SQUARES: Mapping[str, Callable[[np.ndarray], np.ndarray]] = MappingProxyType({
    "squares": np.sqrt, "mean_square": np.sqrt, "second_moment": np.sqrt, "largest": np.abs})
"""Slot that gathers the sizes of gradients → the width that it stands for."""

DIRECTIONS = frozenset({"velocity", "first_moment"})
"""Slots that remember directions: what momentum adds."""


@dataclass(frozen=True)
class Moment:
    """One walker at one step, all in the coordinates of the function (n,).

    `step` is what it does next, at the end of the track too; it is `own`, what it would do if it did not remember
    directions, plus `remembered`, what momentum adds. These two and `velocity`, the direction as it is remembered, are
    None for optimizers without. `accumulated` is the root of the gathered squares on arrival; None for those that
    gather none.
    """

    position: np.ndarray
    value: float
    gradient: np.ndarray
    step: np.ndarray
    own: np.ndarray | None
    remembered: np.ndarray | None
    velocity: np.ndarray | None
    accumulated: np.ndarray | None


def moment(track: RaceTrajectory, place: int, member: int = 0) -> Moment:
    """The walker `member` of `track` on arrival at row `place`; negative rows count from the end."""
    place %= len(track.positions)
    slots = {name: slot[place, member].copy() for name, slot in track.slots.items()}
    step, own, velocity = track.next_step(place, member), None, None
    remembers = next((name for name in slots if name in DIRECTIONS), None)
    if remembers is not None:
        own, velocity = track.next_step(place, member, forget=DIRECTIONS), slots[remembers]
    with np.errstate(invalid="ignore"):  # of one that flew away
        remembered = None if own is None else step - own
    gathers = next((name for name in slots if name in SQUARES), None)
    return Moment(track.positions[place, member], float(track.values[place, member]), track.gradients[place, member],
                  step, own, remembered, velocity,
                  None if gathers is None else SQUARES[gathers](slots[gathers]))


def quadratic_model(function: Function, point: np.ndarray, points: np.ndarray) -> np.ndarray:
    """Newton's picture of the function around `point` (n,): f + gᵀd + ½dᵀHd at `points` (…, n)."""
    here = function.measure(np.asarray(point, dtype=np.float64)[None])
    away = np.asarray(points, dtype=np.float64) - point
    return (here.value[0] + away @ here.gradient[0]
            + 0.5 * np.einsum("...i,ij,...j->...", away, here.hessian[0], away))


def newton_target(function: Function, point: np.ndarray) -> np.ndarray | None:
    """Where the gradient of that picture is zero, its minimum where the Hessian is positive definite; None where the
    Hessian has no inverse."""
    here = function.measure(np.asarray(point, dtype=np.float64)[None])
    try:
        target = point - np.linalg.solve(here.hessian[0], here.gradient[0])
    except np.linalg.LinAlgError:
        return None
    return target if np.isfinite(target).all() else None


def around(point: np.ndarray, domain: Domain, share: float = 0.22, count: int = 31) -> tuple[np.ndarray, ...]:
    """Axes of a small neighbourhood of `point`, `share` of the domain to each side."""
    return tuple(np.linspace(x - share * (high - low), x + share * (high - low), count)
                 for x, (low, high) in zip(point, domain, strict=True))
