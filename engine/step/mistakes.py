"""A δ that a person worked out: whether it is right, and what is missing where it is not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import floor, isfinite, log10
from typing import Any

from engine.errors import N_
from engine.step.writing import equal_parts

DIGITS = 2
"""Significant digits that an answer needs."""
MOST_PATHS = 64


@dataclass(frozen=True)
class DeltaParts:
    """What a δ is made of. `arriving` is ∂ℓ/∂a, `slope` f′(z) and `activation` f(z) of the unit; `paths` are (w, δ) for
    each way to the layer behind; `into` are the weights into the unit of the same number there, where the matrix is
    square. `head` is for the last layer: how its loss compares, prediction, target, and the share that this comparison
    has in the loss."""

    delta: float
    arriving: float
    slope: float | None
    activation: float
    paths: tuple[tuple[float, float], ...] = ()
    into: tuple[float, ...] = ()
    head: tuple[Any, float, float, int] | None = None

    @property
    def swapped(self) -> float | None:
        """Σ w δ with the matrix not transposed."""
        if not self.into:
            return None
        return sum(weight * delta for weight, (_, delta) in zip(self.into, self.paths, strict=True))


@dataclass(frozen=True)
class Verdict:
    """Whether an answer is right, and a sentence: a template with its `values`."""

    right: bool
    sentence: str
    values: dict[str, Any]


RIGHT = N_("engine", "Right.")
NO_SLOPE = N_("engine", "f′(z) is missing: what arrives at the unit goes back through its activation function too.")
VALUE_FOR_SLOPE = N_("engine", "That is multiplied by f(z). What belongs there is its slope, f′(z).")
NOT_TRANSPOSED = N_("engine", "The matrix is not transposed: those weights lead into the unit of the same number. Take "
                    "the ones that lead out of this unit.")
ONE_PATH = N_("engine", "That is one path only, the one to unit {unit}. What comes back along all paths adds up.")
MISSING_PATH = N_("engine", "The path to unit {unit} is missing. What comes back along all paths adds up.")
NO_WEIGHTS = N_("engine", "The weights are missing: each δ comes back times the weight of its way.")
SIGN = N_("engine", "The size is right, and the sign is not.")
SWAPPED_DIFFERENCE = N_("engine", "The difference is the other way round: prediction minus target.")
NO_FACTOR = N_("engine", "The factor {factor} is missing: it comes from the square of the loss.")
NO_SHARE = N_("engine", "The loss is a mean over {count} numbers: divide by {count}.")
EXTRA_SLOPE = N_("engine", "There is an f′(z) too many: this loss is computed under the activation, and the two slopes "
                 "have cancelled.")
ZERO = N_("engine", "It is 0: the unit is where its activation function is flat, and nothing comes back through it.")
OTHER = N_("engine", "That is not it, and it is none of the usual slips. Work out the sum first, then the slope.")


def check_delta(answer: float, parts: DeltaParts) -> Verdict:
    """What to say of an answer. Right is what agrees with δ to two significant digits."""
    if _agrees(answer, parts.delta):
        return Verdict(True, RIGHT, {})
    for wrong, sentence, values in _slips(parts):
        if _agrees(answer, wrong):
            return Verdict(False, sentence, values)
    for wrong, sentence, values in _slips(parts):  # and perhaps with another sign as well
        if _agrees(-answer, wrong):
            return Verdict(False, sentence, values)
    return Verdict(False, ZERO if parts.delta == 0 and parts.slope == 0 else OTHER, {})


def _slips(parts: DeltaParts) -> Iterator[tuple[float, str, dict[str, Any]]]:
    """Wrong answers with the reason for each, the likeliest first."""
    slope = 1.0 if parts.slope is None else parts.slope
    if parts.head is not None:
        yield from _slips_at_loss(parts, slope)
    elif parts.slope is not None:
        yield parts.arriving, NO_SLOPE, {}
    if parts.slope is not None and parts.head is None:
        yield parts.arriving * parts.activation, VALUE_FOR_SLOPE, {}
    yield -parts.delta, SIGN, {}
    if parts.swapped is not None:
        yield parts.swapped * slope, NOT_TRANSPOSED, {}
        yield parts.swapped, NOT_TRANSPOSED, {}
    if len(parts.paths) > 1:
        yield sum(delta for _, delta in parts.paths) * slope, NO_WEIGHTS, {}
        for bend in dict.fromkeys((slope, 1.0)):
            for unit, (weight, delta) in enumerate(parts.paths[:MOST_PATHS], 1):
                yield weight * delta * bend, ONE_PATH, {"unit": unit}
                if len(parts.paths) > 2:
                    yield (parts.arriving - weight * delta) * bend, MISSING_PATH, {"unit": unit}
    elif parts.paths:
        yield parts.paths[0][1] * slope, NO_WEIGHTS, {}


def _slips_at_loss(parts: DeltaParts, slope: float) -> Iterator[tuple[float, str, dict[str, Any]]]:
    comparison, prediction, target, share = parts.head
    if parts.slope is not None and not comparison.by_z:
        yield parts.arriving, NO_SLOPE, {}
        yield parts.arriving * parts.activation, VALUE_FOR_SLOPE, {}
    if comparison.by_z and slope != 1.0:
        yield parts.delta * slope, EXTRA_SLOPE, {}
    if comparison.factor != 1.0:
        yield parts.delta / comparison.factor, NO_FACTOR, {"factor": f"{comparison.factor:g}"}
    count = equal_parts(share)
    if count is not None and count > 1:
        yield parts.delta * count, NO_SHARE, {"count": count}
    yield -parts.delta, SWAPPED_DIFFERENCE, {}
    yield target - prediction, SWAPPED_DIFFERENCE, {}


def _agrees(answer: float, wanted: float) -> bool:
    """To two significant digits of what is wanted; never with what is not finite."""
    if wanted == 0 or not isfinite(wanted):
        return answer == wanted == 0
    unit = 10.0 ** (floor(log10(abs(wanted))) + 1 - DIGITS)
    return abs(answer - wanted) <= 0.5000001 * unit
