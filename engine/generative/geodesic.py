"""The shortest way between two codes, measured by what a decoder makes of them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from math import gcd

import numpy as np

REACH = 4
"""A step on the grid goes at most so far along each axis."""


@dataclass(frozen=True)
class CodeGrid:
    """`side` × `side` codes of two numbers over a rectangle from `low` to `high`."""

    low: tuple[float, float]
    high: tuple[float, float]
    side: int

    @property
    def codes(self) -> np.ndarray:
        """(side², 2): the first number along each row, the second from row to row."""
        axes = [np.linspace(low, high, self.side) for low, high in zip(self.low, self.high, strict=True)]
        return np.stack(np.meshgrid(*axes), axis=-1).reshape(-1, 2)

    def nearest(self, code: np.ndarray) -> int:
        """The place of the code that is nearest."""
        span = np.subtract(self.high, self.low)
        across, down = np.clip(np.rint((np.asarray(code) - self.low) / span * (self.side - 1)), 0, self.side - 1)
        return int(down * self.side + across)


def length(decoded: np.ndarray) -> float:
    """How long the way is through decoded examples (n, …), from each to the next along a straight line."""
    flat = decoded.reshape(len(decoded), -1)
    return float(np.sqrt((np.diff(flat, axis=0) ** 2).sum(axis=1)).sum())


def shortest_way(grid: CodeGrid, decoded: np.ndarray, start: int, end: int) -> np.ndarray:
    """The places (n,) on the grid of the shortest way from one to another; `decoded` (side², …) is what the codes of
    the grid become, and distances are between those (the metric JᵀJ in steps that can be seen; Arvanitidis, Hansen
    and Hauberg 2018). Dijkstra's algorithm, with steps in 32 directions and more."""
    from scipy.sparse import csr_matrix  # here, because their import takes a while
    from scipy.sparse.csgraph import dijkstra

    flat = decoded.reshape(len(decoded), -1)
    first, second = _steps(grid.side)
    costs = np.sqrt(((flat[first] - flat[second]) ** 2).sum(axis=1))
    graph = csr_matrix((np.maximum(costs, 1e-12), (first, second)), shape=(len(flat),) * 2)
    _, before = dijkstra(graph, directed=False, indices=end, return_predecessors=True)
    way = [start]
    while way[-1] != end:
        way.append(int(before[way[-1]]))
    return np.array(way)


@lru_cache(maxsize=2)
def _steps(side: int) -> tuple[np.ndarray, np.ndarray]:
    """All pairs of places on a grid that a step may join, each once."""
    places = np.arange(side * side).reshape(side, side)
    firsts, seconds = [], []
    for down in range(REACH + 1):
        for across in range(-REACH, REACH + 1):
            if gcd(down, across) == 1 and (down, across) > (0, 0):
                left, right = max(0, -across), side - max(0, across)
                firsts.append(places[:side - down, left:right].ravel())
                seconds.append(places[down:, left + across:right + across].ravel())
    return np.concatenate(firsts), np.concatenate(seconds)
