"""Points of the plane whose distribution a generator learns; new ones are drawn without end."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from engine.errors import N_

Draw = Callable[[np.random.Generator, int], np.ndarray]


@dataclass(frozen=True)
class PointCloud:
    """A row of POINT_CLOUDS: `draw(rng, n)` gives n independent points (n, 2) within about ±1; `centres` (c, 2) are the
    middles of its clumps, where it has some. `title` is marked for translation."""

    title: str
    draw: Draw
    centres: np.ndarray


def _clumps(centres: np.ndarray, deviation: float) -> Draw:
    """A mixture of normal distributions of equal weight."""
    def draw(rng: np.random.Generator, count: int) -> np.ndarray:
        return centres[rng.integers(len(centres), size=count)] + deviation * rng.standard_normal((count, 2))

    return draw


def _line(rng: np.random.Generator, count: int) -> np.ndarray:
    along = rng.uniform(-0.8, 0.8, count)
    return np.column_stack([along, 0.6 * along]) + 0.03 * rng.standard_normal((count, 2))


def _ring(rng: np.random.Generator, count: int) -> np.ndarray:
    turn = rng.uniform(0, 2 * np.pi, count)
    return 0.75 * np.column_stack([np.cos(turn), np.sin(turn)]) + 0.03 * rng.standard_normal((count, 2))


def _moons(rng: np.random.Generator, count: int) -> np.ndarray:
    turn, second = rng.uniform(0, np.pi, count), rng.integers(2, size=count)
    x = np.where(second, 0.3 - 0.6 * np.cos(turn), 0.6 * np.cos(turn) - 0.3)
    y = np.where(second, 0.15 - 0.6 * np.sin(turn), 0.6 * np.sin(turn) - 0.15)
    return np.column_stack([x, y]) + 0.04 * rng.standard_normal((count, 2))


_TURNS = np.arange(8) * np.pi / 4
_EIGHT = 0.75 * np.column_stack([np.cos(_TURNS), np.sin(_TURNS)])
_TWO = np.array([[-0.5, 0.3], [0.5, -0.3]])
_GRID = np.stack(np.meshgrid([-0.7, 0.0, 0.7], [-0.7, 0.0, 0.7]), axis=-1).reshape(-1, 2)
_NONE = np.empty((0, 2))

POINT_CLOUDS: Mapping[str, PointCloud] = MappingProxyType({
    "line": PointCloud(N_("engine", "A line"), _line, _NONE),
    "two": PointCloud(N_("engine", "Two clouds"), _clumps(_TWO, 0.12), _TWO),
    "ring": PointCloud(N_("engine", "A ring"), _ring, _NONE),
    "moons": PointCloud(N_("engine", "Two moons"), _moons, _NONE),
    "eight": PointCloud(N_("engine", "Eight clouds in a circle"), _clumps(_EIGHT, 0.05), _EIGHT),
    "nine": PointCloud(N_("engine", "Nine clouds in a square"), _clumps(_GRID, 0.05), _GRID),
})
