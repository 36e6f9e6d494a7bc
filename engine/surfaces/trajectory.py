"""Walks through weight space, and those that are kept with a project."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass

import numpy as np

from engine.graph import Graph


@dataclass(frozen=True, eq=False)
class Trajectory:
    """`steps` (T,), the minibatch loss before each (T,), and `points` (T, n) in float32."""

    steps: np.ndarray
    losses: np.ndarray
    points: np.ndarray


@dataclass(frozen=True, eq=False)
class KeptRun:
    """A training beside that of the project: what it is called, the `seed` of its settings, the `fingerprint` of the
    `network` that it trained, and the `walk` it took, to where it ended. `colour` is its number among the colours of
    walkers."""

    title: str
    colour: int
    seed: int
    network: str
    walk: Trajectory

    @property
    def end(self) -> np.ndarray:
        """The last weights, (n,)."""
        return self.walk.points[-1]

    @property
    def bits(self) -> tuple[object, ...]:
        """All of it in values that `==` compares bit by bit, NaN included."""
        arrays = self.walk.steps, self.walk.losses, self.walk.points
        return self.title, self.colour, self.seed, self.network, *(array.tobytes() for array in arrays)


def fingerprint(graph: Graph) -> str:
    """The same for two networks that differ in nothing but the names of their layers."""
    place = {spec.name: number for number, spec in enumerate(graph.layers)}
    plain = [[spec.kind, spec.settings] for spec in graph.layers], sorted(
        [place[link.source], place[link.target], link.port] for link in graph.links)
    return hashlib.sha256(json.dumps(plain, sort_keys=True, default=dict).encode()).hexdigest()[:32]
