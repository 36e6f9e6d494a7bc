"""What lies under the pointer: a unit, or a weight."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class UnitSpot:
    """Unit number `unit`, from 0, of a layer."""

    layer: str
    unit: int


@dataclass(frozen=True)
class WeightSpot:
    """The weight in the array `name` from unit number `source` of layer `source_layer` to number `target` of `layer`,
    all from 0."""

    name: str
    source_layer: str
    source: int
    layer: str
    target: int

    @property
    def place(self) -> tuple[int, int]:
        """Where it lies in its array."""
        return self.source, self.target


Spot = UnitSpot | WeightSpot
