"""How a kernel slides over an image, and the arithmetic of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from engine.errors import N_, SettingError
from engine.layers.windows import is_mirrored, windows_of
from engine.windows import Window

PADDINGS = ("valid", "same", "full", "reflect")
"""Names of the layers' own paddings: none, zeros for the same size, zeros for every overlap, mirrored edges."""
LARGEST = 16
"""The largest stride and dilation."""


@dataclass(frozen=True)
class Sliding:
    """Stride and dilation, the same along both axes, and what is around the image. Raises SettingError."""

    stride: int = 1
    padding: str = "valid"
    dilation: int = 1

    def __post_init__(self) -> None:
        whole = all(type(value) is int and 1 <= value <= LARGEST for value in (self.stride, self.dilation))
        if not (whole and self.padding in PADDINGS):
            raise SettingError(N_("engine", "Stride and dilation of a kernel are whole numbers from 1 to {largest}, "
                                  "and its padding is one of {paddings}."), largest=LARGEST,
                               paddings=", ".join(PADDINGS))

    @property
    def mirrored(self) -> bool:
        """Whether the image is mirrored at its edges; else there are zeros."""
        return is_mirrored({"padding": self.padding})

    def windows(self, shape: tuple[int, int], size: tuple[int, int]) -> tuple[Window, Window]:
        """The windows of a kernel of `size` (k, l) along the axes of an image of `shape` (h, w), as a layer of the
        engine has them."""
        settings = {"strides": (self.stride,), "dilation": (self.dilation,), "padding": self.padding, "pad": (0,)}
        return windows_of(settings, shape, size)

    def places(self, shape: tuple[int, int], size: tuple[int, int]) -> tuple[int, int]:
        """The shape (h', w') of what comes out; 0 where the window does not fit."""
        return tuple(window.places(length)
                     for window, length in zip(self.windows(shape, size), shape, strict=True))

    def fits(self, shape: tuple[int, int], size: tuple[int, int]) -> bool:
        """Whether there is an output: the window fits, and no more is mirrored than there is."""
        windows = self.windows(shape, size)
        room = all(length > max(window.before, window.after) for length, window in zip(shape, windows, strict=True))
        return all(self.places(shape, size)) and (room or not self.mirrored)

    def reads(self, shape: tuple[int, int], size: tuple[int, int]) -> tuple[np.ndarray, np.ndarray]:
        """For each axis where every tap of every place is: (places, taps), counted from the first place before the
        image."""
        return tuple(_reads(window, length) for window, length in zip(self.windows(shape, size), shape, strict=True))

    def sources(self, shape: tuple[int, int], size: tuple[int, int]) -> tuple[np.ndarray, np.ndarray]:
        """For each axis which row or column of the image every tap of every place reads: (places, taps), −1 where it
        reads a zero beside the image."""
        return tuple(read_by(window, length, mirrored=self.mirrored)
                     for window, length in zip(self.windows(shape, size), shape, strict=True))


PLAIN, HALVING = Sliding(), Sliding(stride=2)
"""Every place without anything around the image, and every second one."""


def _reads(window: Window, length: int) -> np.ndarray:
    return np.arange(window.places(length))[:, None] * window.stride + np.arange(window.size) * window.dilation


def read_by(window: Window, length: int, *, mirrored: bool = False) -> np.ndarray:
    """Which element of an axis of `length` every tap of every place reads: (places, taps), −1 beside the axis unless
    that is `mirrored`."""
    at = _reads(window, length) - window.before
    if mirrored:
        at = np.abs(at)
        return np.where(at >= length, 2 * (length - 1) - at, at)
    return np.where((at >= 0) & (at < length), at, -1)


@lru_cache(maxsize=256)
def largest_dilation(sliding: Sliding, shape: tuple[int, int], size: tuple[int, int]) -> int:
    """The largest dilation with which the kernel has an output; 0 where it has none with any."""
    return _largest(lambda value: replace(sliding, dilation=value).fits(shape, size))


@lru_cache(maxsize=256)
def largest_size(sliding: Sliding, shape: tuple[int, int], most: int) -> tuple[int, int]:
    """The most rows and columns of a kernel with which there is an output."""
    rows = _largest(lambda value: sliding.fits((shape[0], most * LARGEST), (value, 1)), most)
    columns = _largest(lambda value: sliding.fits((most * LARGEST, shape[1]), (1, value)), most)
    return rows, columns


def _largest(works, most: int = LARGEST) -> int:
    return max((value for value in range(1, most + 1) if works(value)), default=0)


def formula(window: Window, length: int) -> str:
    """o = ⌊(i + p − d(k − 1) − 1)/s⌋ + 1 with its numbers, p being all that stands before and after."""
    around = window.before + window.after
    top = length + around - window.reach
    share = top / window.stride
    return (f"⌊({length} + {around} − {window.dilation}·({window.size} − 1) − 1)/{window.stride}⌋ + 1 = "
            f"⌊{top}/{window.stride}⌋ + 1 = {int(share // 1)} + 1 = {window.places(length)}")
