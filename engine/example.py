"""The example in hand: the one that every picture of a network is about, as a value that a project keeps."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from engine.data import Data, Part
from engine.errors import N_, FormatError, SettingError
from engine.probes.examples import PART_TITLES, Examples, Given, OfPart, PartName

PARTS: tuple[PartName, ...] = tuple(PART_TITLES)
IN_HAND = "in hand"
"""The key under which the `values` of an example are given to probes."""
MOST_VALUES = 50_000
_FARTHEST = 2**53


@dataclass(frozen=True)
class Example:
    """The example at `place`, from 0, of a `part` of the data; or, where there are `values`, numbers (d,) in their own
    units that a person made of it. Nobody knows what the truth of those is.

    Data may change below it: `within` is the example that they have. Raises SettingError where it can be none.
    """

    part: PartName = "train"
    place: int = 0
    values: tuple[float, ...] = ()

    def __post_init__(self) -> None:
        if self.part not in PARTS or type(self.place) is not int or not 0 <= self.place <= _FARTHEST:
            raise SettingError(N_("engine", "The example in hand is a place, from 0, in one of: {parts}; it is {place} "
                                  "in {part}."), parts=", ".join(PARTS), place=self.place, part=self.part)
        if len(self.values) > MOST_VALUES or not all(
                isinstance(value, float) and math.isfinite(value) for value in self.values):
            raise SettingError(N_("engine", "An example made by hand has at most {most} values, all of them finite "
                                  "numbers."), most=MOST_VALUES)

    def within(self, data: Data) -> Example:
        """The same, or the nearest one that `data` have."""
        part = self.part if len(getattr(data, self.part)) else "train"
        place = min(self.place, len(getattr(data, part)) - 1)
        values = self.values if len(self.values) == len(data.raw_names) else ()
        return Example(part, place, values)

    def stepped(self, by: int, data: Data) -> Example:
        """The one `by` places further in its part, or as far as that goes. What was made by hand is left behind."""
        here = self.within(data)
        return Example(here.part, max(0, min(here.place + by, len(getattr(data, here.part)) - 1)))

    def with_value(self, column: int, value: float, data: Data) -> Example:
        """With another number (its own units) in a raw column."""
        values = self.raw(data).tolist()
        values[column] = float(value)
        return replace(self.within(data), values=tuple(values))

    @property
    def examples(self) -> Examples:
        """What probes about it ask for."""
        return Given(IN_HAND) if self.values else OfPart(self.part, (self.place,))

    def raw(self, data: Data) -> np.ndarray:
        """Its numbers (d,) in their own units."""
        here, part = self._in(data)
        return np.array(here.values) if here.values else part.raw[here.place]

    def targets(self, data: Data) -> np.ndarray | None:
        """What is true of it (k,), as a network learns it; None of what a person made."""
        here, part = self._in(data)
        return None if here.values else part.targets[here.place]

    def _in(self, data: Data) -> tuple[Example, Part]:
        here = self.within(data)
        return here, getattr(data, here.part)

    def to_json(self) -> dict[str, Any]:
        return {"part": self.part, "place": self.place, "values": list(self.values)}

    @classmethod
    def from_json(cls, value: object) -> Example:
        """Reads what `to_json` wrote. Raises FormatError where the structure is wrong, else as the constructor."""
        if not isinstance(value, dict) or value.keys() != {"part", "place", "values"} or not isinstance(
                value["values"], list):
            raise FormatError(N_("engine", "The description of the example in hand is damaged."))
        if not all(isinstance(number, int | float) and not isinstance(number, bool) for number in value["values"]):
            raise FormatError(N_("engine", "The description of the example in hand is damaged."))
        return cls(value["part"], value["place"], tuple(map(float, value["values"])))
