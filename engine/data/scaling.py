"""What is learned from the training part alone: how to fill a gap, how to standardise."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from engine.data.source import Samples
from engine.errors import N_, DataError


@dataclass(frozen=True, eq=False)
class Standardization:
    """(x − mean) / scale per column; `mean` and `scale` are (d,)."""

    mean: np.ndarray
    scale: np.ndarray

    def __post_init__(self) -> None:
        self.mean.setflags(write=False)
        self.scale.setflags(write=False)

    @classmethod
    def fit(cls, values: np.ndarray) -> Standardization:
        """Mean and standard deviation of `values` (N, d). A constant column keeps its unit: scale 1."""
        constant = values.min(axis=0) == values.max(axis=0)
        deviation = values.std(axis=0)
        # The mean of equal numbers may round to a neighbour; a constant must become exactly zero.
        return cls(np.where(constant, values[0], values.mean(axis=0)),
                   np.where(constant | (deviation == 0), 1.0, deviation))

    @classmethod
    def identity(cls, columns: int) -> Standardization:
        return cls(np.zeros(columns), np.ones(columns))

    def apply(self, values: np.ndarray) -> np.ndarray:
        scaled = values - self.mean
        scaled /= self.scale
        return scaled

    def undo(self, values: np.ndarray) -> np.ndarray:
        return values * self.scale + self.mean


def fill(samples: Samples, training: np.ndarray) -> tuple[np.ndarray, int]:
    """`samples.raw` without gaps, and how many were filled.

    A number becomes the mean, a category the most frequent one, of the rows `training`. Raises DataError when a column
    has no value there.
    """
    missing = np.isnan(samples.raw)
    if not missing.any():
        return samples.raw, 0
    empty = missing[training].all(axis=0)
    if empty.any():
        raise DataError(
            N_("engine", "No example of the training part has a value for “{column}”. Leave that column out, or use "
               "more examples for training."),
            column=samples.raw_names[int(empty.argmax())])
    usual = np.nanmean(samples.raw[training], axis=0)
    gaps = missing.sum()
    for group in map(list, samples.groups):
        usual[group] = np.arange(len(group)) == usual[group].argmax()
        gaps -= (len(group) - 1) * missing[:, group[0]].sum()
    return np.where(missing, usual, samples.raw), int(gaps)
