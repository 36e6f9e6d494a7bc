"""Forks that are kept: two trainings from one moment, under a name, as a project keeps them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from engine.training.settings import TrainingSettings

MOST_FORKS = 24
MOST_EPOCHS = 10_000
LONGEST_NAME = 60


@dataclass(frozen=True, eq=False)
class KeptFork:
    """A fork under a `name`: the settings of A and of B, `rows` by the names of `fork.COLUMNS` (T,), an epoch each, at
    most MOST_EPOCHS after the fork itself; how many predictions were `compared`, and the `seconds` that both took
    together. B began from scratch where it is `fresh`. `metric` is the name of what the columns "metric" measure. A
    teacher taught both, and its weights are not kept with each."""

    name: str
    settings: tuple[TrainingSettings, TrainingSettings]
    rows: Mapping[str, np.ndarray]
    compared: int
    seconds: float
    fresh: bool = False
    metric: str = "accuracy"

    def __post_init__(self) -> None:
        a, b = self.settings
        object.__setattr__(self, "settings", (replace(a, teacher=None), replace(b, teacher=None)))

    def last(self, column: str) -> float:
        """A figure at the end."""
        return float(self.rows[column][-1])

    @property
    def bits(self) -> tuple[object, ...]:
        """All of it in values that `==` compares bit by bit, NaN included."""
        return (self.name, self.settings, self.compared, self.seconds, self.fresh, self.metric,
                *((name, column.tobytes()) for name, column in sorted(self.rows.items())))
