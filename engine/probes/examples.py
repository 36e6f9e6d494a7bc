"""Which examples a probe is about, as a value: the arrays themselves stay where the training has them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

import numpy as np

from engine.errors import N_

PartName = Literal["train", "validation", "test"]
PART_TITLES: Mapping[PartName, str] = MappingProxyType({
    "train": N_("engine", "training"),
    "validation": N_("engine", "validation"),
    "test": N_("engine", "test"),
})
"""What a person calls the parts of the data, in their order."""


@dataclass(frozen=True)
class OfPart:
    """Examples of a part of the data: those at `places`, or the first `most`, or all of them."""

    part: PartName = "train"
    places: tuple[int, ...] = ()
    most: int | None = None

    def rows(self, count: int) -> slice | np.ndarray:
        """What to take of `count` examples. Places that are not there are left out."""
        if self.places:
            return np.array([place for place in self.places if 0 <= place < count], np.int64)
        return slice(0, count if self.most is None else min(self.most, count))


@dataclass(frozen=True)
class Given:
    """Examples that a person made or brought, sent once under `key`."""

    key: str


@dataclass(frozen=True)
class OnPlane:
    """A grid of `side` × `side` points over the plane of two raw inputs, from `low` to `high` in their own units:
    x along the columns, y along the rows, both from low to high."""

    side: int
    low: tuple[float, float]
    high: tuple[float, float]

    def points(self) -> np.ndarray:
        """The points (side², 2), row by row."""
        axes = [np.linspace(low, high, self.side) for low, high in zip(self.low, self.high, strict=True)]
        return np.stack(np.meshgrid(*axes), axis=-1).reshape(-1, 2)


@dataclass(frozen=True)
class NextStep:
    """The minibatch of the step that a training takes next, as that step sees it: in the order that was drawn, with the
    noise and the changes that are going to be made, by the statistics of the minibatch. Only a training knows it."""


@dataclass(frozen=True)
class Invented:
    """No examples of the data: what a probe makes up itself, in so many `rounds`, each of which goes on from the one
    before."""

    rounds: int


Examples = OfPart | Given | OnPlane | NextStep | Invented

TRAINING = OfPart()
FIRST = OfPart(places=(0,))
SOME = OfPart(most=512)
"""Enough training examples for a mean that one looks at."""
