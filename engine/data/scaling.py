"""What is learned from the training part alone: how to fill a gap, how to standardise."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from engine.data.source import Samples
from engine.errors import N_, DataError

SQUARABLE = 1e150
"""Numbers of this size, and as many times smaller than 1, have squares."""
PIECE = 2**18
"""Pixels that are counted at once."""
ROUNDING = 64
"""Units in the last place by which numbers may differ that sums and products of a few should have made equal."""


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
        """Mean and standard deviation of `values` (N, d), of whatever size. A constant column becomes zero and keeps
        its unit, scale 1; so does one that is constant but for rounding, as 0.3 and 0.1 + 0.2 are."""
        largest = np.abs(values).max(axis=0)
        unit = np.where((largest > 0) & ((largest < 1 / SQUARABLE) | (largest > SQUARABLE)), largest, 1.0)
        shares = values if (unit == 1.0).all() else values / unit
        spread, mean = np.ptp(shares, axis=0), shares.mean(axis=0)
        constant = spread <= ROUNDING * np.finfo(np.float64).eps * np.abs(shares).max(axis=0)
        # The mean of equal numbers may round to a neighbour; a constant must become exactly zero. What is constant but
        # for rounding stays small beside 1 however large it is.
        return cls(np.where(spread == 0, values[0], mean * unit),
                   np.where(constant, np.where(spread == 0, 1.0, np.maximum(1.0, largest)),
                            shares.std(axis=0) * unit))

    @classmethod
    def of_images(cls, values: np.ndarray, shape: tuple[int, int, int]) -> Standardization:
        """One mean and one deviation for each channel of images (N, height · width · channels), as usual: so the
        picture stays a picture, and one that is moved or turned is of the same size."""
        height, width, channels = shape
        pixels = values.reshape(-1, channels)
        pixel = cls._of_bytes(pixels) if values.dtype == np.uint8 else cls.fit(pixels)
        return cls(np.tile(pixel.mean, height * width), np.tile(pixel.scale, height * width))

    @classmethod
    def _of_bytes(cls, values: np.ndarray) -> Standardization:
        """`fit` of bytes (N, d), from how often each of the 256 occurs: exact, and without a copy as floats."""
        counts = np.zeros((256, values.shape[1]), np.int64)
        for begin in range(0, len(values), PIECE):
            piece = values[begin:begin + PIECE]
            for column in range(values.shape[1]):
                counts[:, column] += np.bincount(piece[:, column], minlength=256)
        tones = np.arange(256.0)[:, None]
        mean = (counts * tones).sum(axis=0) / len(values)
        deviation = np.sqrt((counts * (tones - mean) ** 2).sum(axis=0) / len(values))
        return cls(mean, np.where(deviation > 0, deviation, 1.0))

    @classmethod
    def identity(cls, columns: int, unit: float = 1.0) -> Standardization:
        """Nothing but another unit."""
        return cls(np.zeros(columns), np.full(columns, unit))

    @property
    def is_identity(self) -> bool:
        """Whether it changes nothing."""
        return not self.mean.any() and bool((self.scale == 1.0).all())

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
    if samples.raw.dtype == np.uint8:
        return samples.raw, 0
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
