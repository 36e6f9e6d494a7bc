"""What the sums of a step are asked for, and what they read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

from engine.graph import Graph, LayerSpec
from engine.probes import Probe
from engine.probes.numbers import Numbers
from engine.step.stage import Readings, Sight

MOST_READ = 4_096
"""Numbers that go into one, beyond which they are not asked for."""
DELTA = r"\delta"


@dataclass(frozen=True)
class Recipe:
    """What is asked, and what `write` makes of the answers: a `Rule` of what a layer gives, or a `Sum`; None where the
    answers leave it open."""

    probes: tuple[Probe, ...]
    write: Callable[[Sequence[np.ndarray]], Any]

    def written(self, readings: Readings) -> Any:
        """It, with the numbers of the moment."""
        return self.write([readings[probe].first for probe in self.probes])


class Rule(NamedTuple):
    """Rules, the same with their numbers, the last without what comes out, and the terms of the sum."""

    symbols: tuple[str, ...]
    numbers: tuple[str, ...]
    terms: tuple[tuple[float, ...], ...]


class Sum(NamedTuple):
    """A sum of products in `symbols`, and its `terms` of factors each."""

    symbols: str
    terms: tuple[tuple[float, ...], ...]


@dataclass(frozen=True)
class Asked:
    """Layer `spec` of a graph, and a `place` (…): in the axes of what it gives, of what comes in from `source`, or of
    an array of its weights. `letter(letter, index, layer)` is what a value is called as LaTeX."""

    graph: Graph
    spec: LayerSpec
    source: str
    place: tuple[int, ...]
    sight: Sight
    letter: Callable[..., str]

    @property
    def settings(self) -> Any:
        return self.spec.settings

    @property
    def shape(self) -> tuple[int, ...]:
        """What comes in."""
        return self.graph.infer()[self.source]

    @property
    def given(self) -> tuple[int, ...]:
        """What the layer gives."""
        return self.graph.infer()[self.spec.name]

    def read(self, places: Sequence[int]) -> Numbers:
        """Numbers that come in, by their places in memory."""
        return Numbers(self.source, tuple(places), *self.sight)

    def deltas(self, places: Sequence[int]) -> Numbers:
        """δ of what the layer gives, by their places in memory."""
        return Numbers(self.spec.name, tuple(places), *self.sight, back=True)

    def weights(self, role: str, *patch: tuple[int, int]) -> Probe:
        return self.sight.weights(f"{self.graph.owner_of(self.spec.name)}/{role}", *patch)

    def summed(self, *factors: str) -> str:
        """Σ over what the factors are counted by."""
        return r"\sum_p " + r"\, ".join(factors)

    def delta(self, index: str = "p") -> str:
        return self.letter(DELTA, index, self.spec.name)

    def a(self, index: str = "p") -> str:
        return self.letter("a", index, self.source)


def places_in(shape: Sequence[int], places: Sequence[Sequence[int]]) -> list[int]:
    """Where places of an array of `shape` lie in its memory."""
    return [int(np.ravel_multi_index(tuple(place), tuple(shape))) for place in places]
