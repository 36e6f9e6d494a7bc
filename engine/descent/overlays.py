"""What an optimizer is about to do, and why, at one moment of its track: exact numbers to draw."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from engine.descent.function import Domain, Function
from engine.descent.race import Track

SQUARES = ("squares", "mean_square", "second_moment")
"""Slots that gather squared gradients."""


@dataclass(frozen=True)
class Moment:
    """One walker at one step, all in the coordinates of the function (n,).

    `step` is what it really does next, None at the end of the track; `own` the part of it along the present gradient
    and `remembered` the rest, what momentum adds; `accumulated` the root of the gathered squares, by which it divides.
    """

    position: np.ndarray
    value: float
    gradient: np.ndarray
    step: np.ndarray | None
    own: np.ndarray | None
    remembered: np.ndarray | None
    accumulated: np.ndarray | None


def moment(track: Track, place: int, member: int = 0) -> Moment:
    """The walker `member` of `track` on arrival at row `place`."""
    positions, gradient = track.positions[:, member], track.gradients[place, member]
    step = positions[place + 1] - positions[place] if place + 1 < len(positions) else None
    own = remembered = None
    if step is not None and "velocity" in track.slots:
        rate = track.racer.settings.get("learning_rate", 0.0)
        own = -rate * gradient if track.racer.optimizer in ("momentum", "nesterov") else None
        remembered = None if own is None else step - own
    squares = next((track.slots[name][place, member] for name in SQUARES if name in track.slots), None)
    return Moment(positions[place], float(track.values[place, member]), gradient, step, own, remembered,
                  None if squares is None else np.sqrt(squares))


def quadratic_model(function: Function, point: np.ndarray, points: np.ndarray) -> np.ndarray:
    """Newton's picture of the function around `point` (n,): f + gᵀd + ½dᵀHd at `points` (…, n)."""
    here = function.measure(np.asarray(point, dtype=np.float64)[None])
    away = np.asarray(points, dtype=np.float64) - point
    return (here.value[0] + away @ here.gradient[0]
            + 0.5 * np.einsum("...i,ij,...j->...", away, here.hessian[0], away))


def newton_target(function: Function, point: np.ndarray) -> np.ndarray | None:
    """Where the gradient of that picture is zero; None where the Hessian has no inverse."""
    here = function.measure(np.asarray(point, dtype=np.float64)[None])
    try:
        return point - np.linalg.solve(here.hessian[0], here.gradient[0])
    except np.linalg.LinAlgError:
        return None


def around(point: np.ndarray, domain: Domain, share: float = 0.22, count: int = 31) -> tuple[np.ndarray, ...]:
    """Axes of a small neighbourhood of `point`, `share` of the domain to each side."""
    return tuple(np.linspace(x - share * (high - low), x + share * (high - low), count)
                 for x, (low, high) in zip(point, domain, strict=True))
