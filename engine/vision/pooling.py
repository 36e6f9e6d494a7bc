"""Pooling with its winners, and where its gradient goes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from engine.errors import N_, SettingError
from engine.vision.sliding import HALVING, Sliding

KINDS: Mapping[str, str] = MappingProxyType({
    "max": N_("engine", "Maximum"), "average": N_("engine", "Average"), "sum": N_("engine", "Sum"),
    "min": N_("engine", "Minimum")})


@dataclass(frozen=True, eq=False)
class Pooled:
    """`values` (h', w'), and of a maximum or minimum the `winners` (h', w', 2), the row and column of each; None where
    all share."""

    values: np.ndarray
    winners: np.ndarray | None


def pool(image: np.ndarray, kind: str, size: tuple[int, int], sliding: Sliding = HALVING) -> Pooled:
    """One number for every window of `image` (h, w). What lies beside the image takes no part; of equal ones the first
    wins, row by row. A window as large as the image is global pooling. Raises SettingError where none fits."""
    if kind not in KINDS or not sliding.fits(image.shape, size):
        raise SettingError(N_("engine", "A window of {window} does not fit into an image of {image}."),
                           window="×".join(map(str, size)), image="×".join(map(str, image.shape)))
    seen, inside, places = _seen(image, size, sliding)
    if kind in ("max", "min"):
        ranked = np.where(inside, seen if kind == "max" else -seen, -np.inf)
        best = ranked.argmax(axis=-1)
        values = np.take_along_axis(seen, best[..., None], axis=-1)[..., 0]
        return Pooled(values, np.take_along_axis(places, best[..., None, None], axis=-2)[..., 0, :])
    total = np.where(inside, seen, 0.0).sum(axis=-1)
    return Pooled(total / inside.sum(axis=-1) if kind == "average" else total, None)


def routed(image: np.ndarray, kind: str, size: tuple[int, int], sliding: Sliding, gradient: np.ndarray) -> np.ndarray:
    """What each pixel (h, w) gets of the `gradient` (h', w') of the pooled image: of a maximum or minimum the winner
    all, of an average all an equal share, of a sum all of them all."""
    pooled = pool(image, kind, size, sliding)
    result = np.zeros(image.shape)
    if pooled.winners is not None:
        np.add.at(result, tuple(np.moveaxis(pooled.winners, -1, 0)), gradient)
        return result
    _, inside, places = _seen(image, size, sliding)
    share = gradient[..., None] / (inside.sum(axis=-1, keepdims=True) if kind == "average" else 1)
    np.add.at(result, tuple(np.moveaxis(places[inside], -1, 0)), np.broadcast_to(share, inside.shape)[inside])
    return result


def _seen(image: np.ndarray, size: tuple[int, int],
          sliding: Sliding) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """For every window its pixels (h', w', n), which of them are in the image, and their places (h', w', n, 2)."""
    rows, columns = sliding.sources(image.shape, size)
    shape = (len(rows), len(columns), -1)
    grid = np.broadcast_arrays(rows[:, None, :, None], columns[None, :, None, :])
    at = np.stack([axis.reshape(shape) for axis in grid], axis=-1)
    return image[at[..., 0], at[..., 1]], (at >= 0).all(axis=-1), at


def equivariance(function: Callable[[np.ndarray], np.ndarray], image: np.ndarray, shift: tuple[int, int],
                 stride: int = 1) -> float:
    """‖f(shift x) − shift f(x)‖ / ‖f(x)‖ for an image (h, w) that goes round at its edges; 0 means that the function
    moves with the image. `stride` is how many pixels one place of its result stands for; a shift that it does not
    divide is rounded, as nothing else can be done to whole places."""
    plain = function(image)
    moved = function(np.roll(image, shift, axis=(0, 1)))
    expected = np.roll(plain, tuple(round(by / stride) for by in shift), axis=(0, 1))
    size = float(np.linalg.norm(plain))
    return float(np.linalg.norm(moved - expected)) / size if size else 0.0
