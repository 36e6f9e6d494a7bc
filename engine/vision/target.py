"""An output that somebody has painted, for which the kernel is looked for that comes closest."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np

from engine.errors import N_, SettingError
from engine.vision.kernels import MOST

LARGEST = 512
"""Rows and columns of an output at most."""


@dataclass(frozen=True)
class Target:
    """`wanted` holds the rows of the output (h', w'), None where anything will do; nothing before somebody has painted.
    The kernel that is looked for has `size` rows and columns. Raises SettingError."""

    size: int = 3
    wanted: tuple[tuple[float | None, ...], ...] = ()

    def __post_init__(self) -> None:
        if type(self.size) is not int or not 1 <= self.size <= MOST:
            raise SettingError(N_("engine", "The kernel of a painted output has 1 to {most} rows."), most=MOST)
        wide = {len(row) for row in self.wanted}
        if len(wide) > 1 or max(wide, default=0) > LARGEST or len(self.wanted) > LARGEST or not all(
                value is None or (type(value) in (int, float) and math.isfinite(value))
                for row in self.wanted for value in row):
            raise SettingError(N_("engine", "A painted output is a table of numbers with at most {most} rows and "
                                  "columns."), most=LARGEST)

    @classmethod
    def of(cls, size: int, wanted: np.ndarray) -> Target:
        """A painted array (h', w'); NaN is where anything will do."""
        return cls(size, tuple(tuple(None if math.isnan(value) else value for value in row) for row in wanted.tolist()))

    def painted(self, places: tuple[int, int]) -> np.ndarray:
        """The array (h', w') of an output of so many rows and columns; zeros where another was painted."""
        wanted = np.array(self.wanted, dtype=float)  # None becomes NaN
        return wanted if wanted.shape == places else np.zeros(places)

    def to_json(self) -> dict[str, Any]:
        """As a plain dictionary."""
        return {"size": self.size, "wanted": [list(row) for row in self.wanted]}

    @classmethod
    def from_json(cls, value: Any) -> Target:
        """Read what `to_json` wrote. Raises SettingError, LookupError and TypeError."""
        return cls(value["size"], tuple(map(tuple, value["wanted"])))
