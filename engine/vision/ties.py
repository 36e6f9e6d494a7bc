"""The dense matrix that does the same as a convolution, and which weight stands where in it."""

from __future__ import annotations

import numpy as np

from engine.errors import N_, SettingError
from engine.vision.sliding import Sliding


def ties(shape: tuple[int, int], size: tuple[int, int], sliding: Sliding) -> np.ndarray:
    """Which weight of a kernel of `size` (k, l), counted row by row, stands where in the dense matrix that does the
    same to an image of `shape` (h, w): (outputs, inputs), −1 where the matrix has a 0. Outputs and inputs are counted
    row by row too. Raises SettingError where the kernel does not fit, or the image is mirrored at its edges: then one
    input may meet an output through several weights."""
    if sliding.mirrored or not sliding.fits(shape, size):
        raise SettingError(N_("engine", "A kernel of {kernel} has no such matrix here: it has to fit into {image}, "
                              "with zeros or nothing around."), kernel="×".join(map(str, size)),
                           image="×".join(map(str, shape)))
    rows, columns = sliding.sources(shape, size)
    found = np.full((len(rows), len(columns), *shape), -1)
    for place in np.ndindex(len(rows), len(columns)):
        for tap in np.ndindex(size):
            row, column = rows[place[0], tap[0]], columns[place[1], tap[1]]
            if row >= 0 and column >= 0:
                found[(*place, row, column)] = tap[0] * size[1] + tap[1]
    return found.reshape(len(rows) * len(columns), -1)


def dense_matrix(kernel: np.ndarray, tied: np.ndarray) -> np.ndarray:
    """The matrix (outputs, inputs) of a kernel (k, l): its weights where `tied` has them, else 0."""
    return np.where(tied >= 0, kernel.ravel()[tied], 0.0)
