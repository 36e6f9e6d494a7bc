"""The two colour maps of Ladera: diverging for signed values, viridis for the others.

Weights, activations and decision surfaces share the diverging one: orange negative, neutral zero, blue positive.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import ArrayLike

from app.theme.tokens import Theme
from engine.viridis import coloured

STEPS = 511
"""Odd, so that zero has an entry of its own."""


def _rgb(colour: str) -> np.ndarray:
    return np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)], dtype=float)


@lru_cache(maxsize=8)
def _diverging_table(negative: str, neutral: str, positive: str) -> np.ndarray:
    # Mixed in Oklab: equal steps look equal, and pale orange stays orange instead of turning pink.
    ends = [_to_oklab(_rgb(colour)) for colour in (negative, neutral, positive)]
    t = np.linspace(-1, 1, STEPS)
    mixed = np.stack([np.interp(t, (-1, 0, 1), [end[i] for end in ends]) for i in range(3)], axis=1)
    table = np.concatenate([_from_oklab(mixed), np.full((STEPS, 1), 255)], axis=1).astype(np.uint8)
    table.setflags(write=False)
    return table


_LMS = np.array([
    [0.4122214708, 0.5363325363, 0.0514459929],
    [0.2119034982, 0.6806995451, 0.1073969566],
    [0.0883024619, 0.2817188376, 0.6299787005],
])
_LAB = np.array([
    [0.2104542553, 0.7936177850, -0.0040720468],
    [1.9779984951, -2.4285922050, 0.4505937099],
    [0.0259040371, 0.7827717662, -0.8086757660],
])
"""Linear sRGB to cone responses, their cube roots to Oklab (Ottosson 2020)."""


def _to_oklab(rgb: np.ndarray) -> np.ndarray:
    coded = rgb / 255
    linear = np.where(coded <= 0.04045, coded / 12.92, ((coded + 0.055) / 1.055) ** 2.4)
    return np.cbrt(linear @ _LMS.T) @ _LAB.T


def _from_oklab(lab: np.ndarray) -> np.ndarray:
    linear = np.clip((lab @ np.linalg.inv(_LAB).T) ** 3 @ np.linalg.inv(_LMS).T, 0, 1)
    coded = np.where(linear <= 0.0031308, 12.92 * linear, 1.055 * linear ** (1 / 2.4) - 0.055)
    return np.rint(255 * coded)


def diverging_table(theme: Theme) -> np.ndarray:
    """(511, 4) uint8 RGBA from −1 to 1: a lookup table for pyqtgraph images."""
    return _diverging_table(theme.negative, theme.neutral, theme.positive)


def diverging(values: ArrayLike, theme: Theme) -> np.ndarray:
    """RGBA uint8 of shape (…, 4) for values in [−1, 1]; beyond is clipped, not-a-number is zero's colour."""
    return _look_up(diverging_table(theme), (np.asarray(values, dtype=float) + 1) / 2, missing=0.5)


@lru_cache(maxsize=1)
def viridis_table() -> np.ndarray:
    """(256, 4) uint8 RGBA."""
    table = np.full((256, 4), 255, dtype=np.uint8)
    table[:, :3] = coloured(np.linspace(0.0, 1.0, 256))
    table.setflags(write=False)
    return table


def viridis(values: ArrayLike) -> np.ndarray:
    """RGBA uint8 of shape (…, 4) for values in [0, 1]; beyond is clipped, not-a-number is the lowest."""
    return _look_up(viridis_table(), np.asarray(values, dtype=float), missing=0.0)


def _look_up(table: np.ndarray, position: np.ndarray, missing: float) -> np.ndarray:
    position = np.clip(np.nan_to_num(position, nan=missing, posinf=1.0, neginf=0.0), 0.0, 1.0)
    return table[np.rint(position * (len(table) - 1)).astype(np.intp)]
