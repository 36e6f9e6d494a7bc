"""The colours of heights: viridis (Smith and van der Walt 2015)."""

from __future__ import annotations

import numpy as np

VIRIDIS = np.array([
    (68, 1, 84), (71, 13, 96), (72, 25, 107), (72, 36, 117), (71, 46, 124), (69, 56, 130), (66, 65, 134), (62, 75,
    138), (58, 84, 140), (54, 93, 141), (50, 101, 142), (46, 109, 142), (43, 117, 142), (40, 125, 142), (37, 132,
    142), (34, 140, 141), (31, 148, 140), (30, 156, 137), (32, 163, 134), (37, 171, 130), (46, 179, 124), (57, 186,
    118), (72, 193, 110), (88, 199, 101), (106, 205, 91), (126, 211, 79), (147, 215, 65), (168, 219, 52), (190,
    223, 38), (212, 226, 26), (233, 229, 26), (253, 231, 37)], dtype=np.float64)
"""32 of its colours, evenly spaced; mixed, those in between are those of matplotlib but for 2 of 255."""


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
