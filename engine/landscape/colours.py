"""The colours of heights."""

from __future__ import annotations

import numpy as np

VIRIDIS = np.array([
    (68, 1, 84), (71, 24, 106), (71, 45, 123), (65, 66, 135), (57, 86, 140), (49, 104, 142), (42, 120, 142),
    (35, 137, 142), (31, 154, 138), (34, 168, 132), (53, 183, 121), (84, 197, 104), (122, 209, 81), (165, 219, 54),
    (210, 226, 27), (253, 231, 37)], dtype=np.float64)
"""Sixteen colours of viridis (Smith and van der Walt 2015), evenly spaced."""


def scaled(heights: np.ndarray) -> np.ndarray:
    """From 0, the lowest, to 1; NaN where it is not known."""
    known = np.where(np.isfinite(heights), heights, np.nan)
    low, high = np.nanmin(known), np.nanmax(known)
    return (known - low) / (high - low if high > low else 1.0)


def coloured(shares: np.ndarray) -> np.ndarray:
    """The colours (…, 3), uint8, of shares from 0 to 1; what is not known has that of 0."""
    place = np.clip(np.nan_to_num(shares), 0.0, 1.0) * (len(VIRIDIS) - 1)
    channels = [np.interp(place, np.arange(len(VIRIDIS)), VIRIDIS[:, channel]) for channel in range(3)]
    return np.rint(np.stack(channels, axis=-1)).astype(np.uint8)
