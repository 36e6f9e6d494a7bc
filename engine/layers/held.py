"""Units that give 0 and weights that stay as they are, as a person lists them in the settings of a layer.

Both count from 1: units as "2, 5-8", weights as places of arrays, "kernel[2,5], bias[3]".
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Sequence

import numpy as np

from engine.errors import N_
from engine.layers.base import Parameter, Settings, Shape, ShapeError

_UNITS = re.compile(r"(\d{1,9})(?:\s*[-–]\s*(\d{1,9}))?")
_WEIGHT = re.compile(r"\s*([A-Za-z_]+)\s*\[\s*(\d{1,9}(?:\s*,\s*\d{1,9}){0,7})\s*,?\s*\]\s*(?:,|$)")

Place = tuple[str, tuple[int, ...]]
"""The role of an array, and where in it, from 0."""


def muted_units(settings: Settings, shape: Shape) -> tuple[int, ...]:
    """The units, from 0, of a layer that gives `shape` which are muted. Raises ShapeError for those that are not there.
    """
    found: set[int] = set()
    for item in filter(None, (part.strip() for part in settings.get("muted", "").split(","))):
        ends = _UNITS.fullmatch(item)
        first, last = (0, 0) if ends is None else (int(ends[1]), int(ends[2] or ends[1]))
        if not 1 <= first <= last <= shape[-1]:
            raise ShapeError(N_("engine", "“{item}” is none of the {count} units; list numbers, as in 2, 5-8."),
                             item=item, count=shape[-1])
        found.update(range(first - 1, last))
    return tuple(sorted(found))


def frozen_places(settings: Settings, parameters: Sequence[Parameter]) -> tuple[Place, ...]:
    """The single weights of a layer with these arrays which stay as they are. Raises ShapeError for those that are not
    there."""
    text, at, found = settings.get("frozen", ""), 0, []
    shapes = {parameter.role: parameter.shape for parameter in parameters}
    while at < len(text.rstrip()):
        match = _WEIGHT.match(text, at)
        place = () if match is None else tuple(int(part) - 1 for part in match[2].split(","))
        shape = None if match is None else shapes.get(match[1])
        if shape is None or len(place) != len(shape) or not all(
                0 <= index < size for index, size in zip(place, shape, strict=True)):
            raise ShapeError(N_("engine", "“{item}” is no weight of this layer; list places, as in kernel[2,5], "
                                "bias[3]."), item=text[at:at + 40])
        found.append((match[1], place))
        at = match.end()
    return tuple(dict.fromkeys(found))


def frozen_in(settings: Settings, role: str, parameters: Sequence[Parameter]) -> np.ndarray:
    """Which weights of the array `role` of a layer with these arrays are frozen, in its shape."""
    found = np.zeros(next(parameter.shape for parameter in parameters if parameter.role == role), bool)
    for other, place in frozen_places(settings, parameters):
        if other == role:
            found[place] = True
    return found


def check_held(settings: Settings, shape: Shape, parameters: Sequence[Parameter]) -> None:
    """Raises ShapeError where the settings list what is not there."""
    muted_units(settings, shape)
    frozen_places(settings, parameters)


def units_text(units: Iterable[int]) -> str:
    """Units, from 0, as they are listed."""
    return ", ".join(f"{first + 1}" if first == last else f"{first + 1}-{last + 1}" for first, last in _runs(units))


def places_text(places: Iterable[Place]) -> str:
    """Weights as they are listed."""
    return ", ".join(f"{role}[{','.join(str(index + 1) for index in place)}]" for role, place in places)


def flat_index(place: tuple[int, ...], shape: Shape) -> int:
    """Where a place of an array lies in its memory."""
    return sum(index * math.prod(shape[axis + 1:]) for axis, index in enumerate(place))


def _runs(units: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Neighbours together, first and last."""
    first = last = None
    for unit in sorted(set(units)):
        if last is not None and unit == last + 1:
            last = unit
            continue
        if first is not None:
            yield first, last
        first = last = unit
    if first is not None:
        yield first, last
