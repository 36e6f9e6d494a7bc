"""The two colour maps of Ladera: diverging for signed values, viridis for the others.

Weights, activations and decision surfaces share the diverging one: orange negative, neutral zero, blue positive.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import pyqtgraph as pg
from numpy.typing import ArrayLike

from app.theme.tokens import Theme

STEPS = 511
"""Odd, so that zero has an entry of its own."""


def _rgb(colour: str) -> np.ndarray:
    return np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)], dtype=float)


@lru_cache(maxsize=8)
def _diverging_table(negative: str, neutral: str, positive: str) -> np.ndarray:
    # Mixed in linear light: mixing the coded values would darken the middle of each half.
    ends = [(_rgb(colour) / 255) ** 2.2 for colour in (negative, neutral, positive)]
    t = np.linspace(-1, 1, STEPS)
    channels = [np.interp(t, (-1, 0, 1), [end[i] for end in ends]) for i in range(3)]
    rgb = np.rint(255 * np.stack(channels, axis=1) ** (1 / 2.2))
    table = np.concatenate([rgb, np.full((STEPS, 1), 255)], axis=1).astype(np.uint8)
    table.setflags(write=False)
    return table


def diverging_table(theme: Theme) -> np.ndarray:
    """(511, 4) uint8 RGBA from −1 to 1: a lookup table for pyqtgraph images."""
    return _diverging_table(theme.negative, theme.neutral, theme.positive)


def diverging(values: ArrayLike, theme: Theme) -> np.ndarray:
    """RGBA uint8 of shape (…, 4) for values in [−1, 1]; beyond is clipped, not-a-number is zero's colour."""
    return _look_up(diverging_table(theme), (np.asarray(values, dtype=float) + 1) / 2, missing=0.5)


@lru_cache(maxsize=1)
def viridis_table() -> np.ndarray:
    """(256, 4) uint8 RGBA: matplotlib's viridis (Smith and van der Walt, 2015)."""
    table = pg.colormap.get("viridis").getLookupTable(nPts=256, alpha=True)
    table.setflags(write=False)
    return table


def viridis(values: ArrayLike) -> np.ndarray:
    """RGBA uint8 of shape (…, 4) for values in [0, 1]; beyond is clipped, not-a-number is the lowest."""
    return _look_up(viridis_table(), np.asarray(values, dtype=float), missing=0.0)


def _look_up(table: np.ndarray, position: np.ndarray, missing: float) -> np.ndarray:
    position = np.clip(np.nan_to_num(position, nan=missing, posinf=1.0, neginf=0.0), 0.0, 1.0)
    return table[np.rint(position * (len(table) - 1)).astype(np.intp)]
