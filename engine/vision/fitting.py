"""The kernel that comes closest to a wanted output."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import linalg

from engine.vision.convolve import convolve, turned
from engine.vision.sliding import PLAIN, Sliding

FLAT = 1e-10
"""Directions of kernel space along which the outputs change by less than this share of the most are left at zero."""
ROUNDING = 1e-12
"""A weight that is smaller than this share of the largest is what rounding has left of 0."""


@dataclass(frozen=True, eq=False)
class Fit:
    """`kernel` (k, l, c), and the `residual` (h', w') that no kernel of this size avoids: wanted − made.

    `unexplained` is ‖residual‖² / ‖wanted‖², 0 where the kernel does it all. `free` counts the kernels' dimensions that
    change nothing about this image; the smallest of the equally good kernels is given.
    """

    kernel: np.ndarray
    residual: np.ndarray
    unexplained: float
    free: int


def fit_kernel(image: np.ndarray, wanted: np.ndarray, size: tuple[int, int], sliding: Sliding = PLAIN, *,
               turn: bool = False) -> Fit:
    """The least-squares kernel for an `image` (h, w, c) and a `wanted` output (h', w'); NaN is where anything will do.
    Raises SettingError where a kernel of `size` does not fit."""
    channels = image.shape[2]
    shape = (*size, channels)
    known = np.isfinite(wanted)
    rows, columns = sliding.sources(image.shape[:2], size)
    padded = np.pad(image, ((0, 1), (0, 1), (0, 0)))  # index −1 reads a zero
    taps = [padded[rows[:, i][:, None], columns[:, j]][..., channel][known]
            for i in range(size[0]) for j in range(size[1]) for channel in range(channels)]
    design = np.stack(taps, axis=-1)
    solution, _, rank, _ = linalg.lstsq(design, wanted[known], cond=FLAT)
    size_of_all = np.abs(solution).max(initial=0.0)
    slid = np.where(np.abs(solution) > ROUNDING * size_of_all, solution, 0.0).reshape(shape)
    kernel = turned(slid) if turn else slid
    residual = wanted - convolve(image, kernel[..., None], sliding, turn=turn)[..., 0]
    whole = float(np.square(wanted[known]).sum())
    left = float(np.square(residual[known]).sum())
    return Fit(kernel, residual, left / whole if whole else 0.0, int(np.prod(shape) - rank))
