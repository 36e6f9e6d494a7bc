"""The grid of codes that a map is drawn on: where it lies, and what is taken of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import numpy as np
from PySide6.QtGui import QColor

from app.canvas.life.scale import rounded
from app.theme import current
from app.widgets.signed_image import mosaic
from engine.generative.geodesic import CodeGrid

SIDE, TILES, RULERS = 41, 11, 9
"""Codes along each side of the grid that ways go on, and of those that are drawn, that have ellipses."""
NEARLY = 0.98
SMALL = 0.38
"""How much of the room between two rulers the ellipses take in the middle."""
FLAT = 1e-6
"""A derivative below it changes nothing."""


def grid_around(codes: np.ndarray, ends: Iterable[np.ndarray]) -> CodeGrid:
    """A rectangle of round numbers around nearly all `codes` (n, 2) and the `ends` (2,) of ways, which holds still
    while they move a little."""
    most = np.maximum(1e-3, np.quantile(np.abs(codes), NEARLY, axis=0))
    high = tuple(rounded(1.05 * float(value)) for value in np.abs([most, *ends]).max(axis=0))
    return CodeGrid(tuple(-end for end in high), high, SIDE)


def ruled(grid: CodeGrid) -> np.ndarray:
    """The codes that have ellipses (RULERS², 2)."""
    return CodeGrid(grid.low, grid.high, RULERS).codes


def ruler_size(grid: CodeGrid, metrics: np.ndarray) -> float:
    """How far ellipses of these `metrics` (n, 2, 2) reach, in the units of the network: a round number with which one
    in the middle takes its share of the room."""
    between = (np.array(grid.high) - grid.low) / (RULERS - 1)
    least = np.sqrt(np.maximum(np.linalg.eigvalsh(metrics)[:, 0], FLAT ** 2))
    least = least[least > FLAT]
    return float(f"{SMALL * between.min() * np.median(least) if len(least) else 1:.1g}")


def sheet_of(decoded: np.ndarray, pixels: Callable[[np.ndarray], np.ndarray]) -> np.ndarray:
    """TILES × TILES of what the codes of a grid become (SIDE², …), beside each other as colours 0xffRRGGBB, the first
    row at the lowest second number."""
    some = np.linspace(0, SIDE - 1, TILES).round().astype(int)
    tiles = decoded.reshape(SIDE, SIDE, -1)[np.ix_(some[::-1], some)].reshape(TILES * TILES, -1)
    return mosaic(np.stack([pixels(tile) for tile in tiles]), TILES, QColor(current().surface).rgb())[::-1]


def sheet_corners(grid: CodeGrid) -> tuple[tuple[float, float], tuple[float, float]]:
    """The lowest and the highest code under a sheet: the middles of its outer tiles lie on the edges of the grid."""
    half = [(high - low) / (TILES - 1) / 2 for low, high in zip(grid.low, grid.high, strict=True)]
    return tuple(np.subtract(grid.low, half)), tuple(np.add(grid.high, half))


def count_outside(grid: CodeGrid, codes: np.ndarray) -> int:
    """How many codes (n, 2) the rectangle leaves out."""
    return int(((codes < grid.low) | (codes > grid.high)).any(axis=1).sum())
