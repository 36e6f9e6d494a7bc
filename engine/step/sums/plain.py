"""Layers that hand numbers on, and sums of a matrix or a table of words."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from engine.probes import NextStep
from engine.step.sums.asked import MOST_READ, Asked, Recipe, Sum, places_in


def handed_back(asked: Asked) -> Recipe | None:
    """What is only handed on, or added to, comes back as it is."""
    (place,) = places_in(asked.shape, [asked.place])
    return Recipe((asked.deltas((place,)),), lambda arrays: Sum(
        asked.delta(str(place + 1)), tuple((delta,) for delta in arrays[0].tolist())))


def handed_back_as_measured(asked: Asked) -> Recipe | None:
    """The same of a layer that changes numbers at random while it trains."""
    return None if isinstance(asked.sight.examples, NextStep) else handed_back(asked)


def dense_gradient(asked: Asked, role: str) -> Recipe | None:
    """What enters times what comes back; on a sequence at every place of it."""
    unit, inputs, units = asked.place[-1], asked.shape[-1], asked.given[-1]
    rows = range(int(np.prod(asked.given[:-1])))
    if len(rows) > MOST_READ:
        return None
    one = len(rows) == 1
    delta = asked.delta(str(unit + 1) if one else f"{unit + 1},p")
    deltas = asked.deltas([row * units + unit for row in rows])
    if role == "bias":
        return Recipe((deltas,), lambda arrays: Sum(
            delta if one else asked.summed(delta), tuple((number,) for number in arrays[0].tolist())))
    entering = asked.place[0]
    a = asked.a(str(entering + 1) if one else f"{entering + 1},p")
    read = asked.read([row * inputs + entering for row in rows])
    return Recipe((read, deltas), lambda arrays: Sum(
        rf"{a}\, {delta}" if one else asked.summed(a, delta),
        tuple(zip(arrays[0].tolist(), arrays[1].tolist(), strict=True))))


def embedding_gradient(asked: Asked, role: str) -> Recipe | None:
    """A word learns wherever it stands."""
    word, feature = asked.place
    steps, width = range(int(np.prod(asked.shape))), asked.given[-1]
    if len(steps) > MOST_READ:
        return None

    def write(arrays: Sequence[np.ndarray]) -> Sum:
        here = np.flatnonzero(arrays[0].ravel() == word)
        return Sum(rf"\sum_{{p:\, x_p = {word}}} {asked.delta(f'{feature + 1},p')}",
                   tuple((float(arrays[1].ravel()[place]),) for place in here))

    return Recipe((asked.read(steps), asked.deltas([step * width + feature for step in steps])), write)
