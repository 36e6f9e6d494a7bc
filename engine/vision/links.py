"""Which numbers of a convolution meet: from an output to its inputs, from an input to its outputs, and from a weight to
all that it touches."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from engine.vision.convolve import turned
from engine.vision.sliding import Sliding


@dataclass(frozen=True, eq=False)
class Inputs:
    """What one output is made of, tap by tap in rows and columns of the kernel as it slides.

    `rows` (k,) and `columns` (l,) of the image, −1 beside it; `values` (k, l, c), zero beside it; `weights` (k, l, c);
    `products` (k, l, c) and their `total`.
    """

    rows: np.ndarray
    columns: np.ndarray
    values: np.ndarray
    weights: np.ndarray
    products: np.ndarray
    total: float


def inputs_of(image: np.ndarray, kernel: np.ndarray, sliding: Sliding, place: tuple[int, int], *,
              turn: bool = False) -> Inputs:
    """The inputs of the output at `place` (row, column), for an `image` (h, w, c) and a `kernel` (k, l, c)."""
    rows, columns = (axis[at] for axis, at in zip(sliding.sources(image.shape[:2], kernel.shape[:2]), place,
                                                  strict=True))
    return products_of(image, turned(kernel) if turn else kernel, rows, columns)


def products_of(image: np.ndarray, weights: np.ndarray, rows: np.ndarray, columns: np.ndarray) -> Inputs:
    """What `weights` (k, l, c) make of the pixels of an `image` (h, w, c) where `rows` (k,) and `columns` (l,) cross;
    −1 is beside it."""
    inside = ((rows >= 0)[:, None] & (columns >= 0))[..., None]
    values = np.where(inside, image[rows[:, None], columns], 0.0)
    products = values * weights
    return Inputs(rows, columns, values, weights, products, float(products.sum()))


def outputs_of(shape: tuple[int, int], size: tuple[int, int], sliding: Sliding,
               pixel: tuple[int, int]) -> tuple[np.ndarray, np.ndarray]:
    """The outputs that read a `pixel` (row, column): places (n, 2), and the tap (n, 2) of the kernel as it slides with
    which each does. A mirrored pixel may be read twice by one output."""
    found = [np.argwhere(axis == at) for axis, at in zip(sliding.sources(shape, size), pixel, strict=True)]
    vertical, horizontal = (np.repeat(found[0], len(found[1]), axis=0), np.tile(found[1], (len(found[0]), 1)))
    pairs = np.stack([vertical, horizontal], axis=-1)  # (n, place or tap, axis)
    return pairs[:, 0], pairs[:, 1]
