"""The loss over a plane, from coarse to fine."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from engine.errors import N_
from engine.surfaces.plane import Plane

SOURCES = {
    "all": N_("engine", "all {count} training examples"),
    "subsample": N_("engine", "{count} of {total} training examples, always the same"),
    "minibatch": N_("engine", "the {count} examples of step {step}’s minibatch"),
}
POLICY = N_("engine", "Dropout and noise are off, batch normalisation uses its running statistics, as in evaluation.")


@dataclass(frozen=True, eq=False)
class Surface:
    """`losses` (B, A) over the axes `a` (A,) and `b` (B,) of `plane`, NaN where they are not known yet.

    Measured with penalty on `examples` of `total_examples`, taken as `source` of SOURCES says, for a minibatch that of
    `step`; see POLICY.
    """

    plane: Plane
    a: np.ndarray
    b: np.ndarray
    losses: np.ndarray
    examples: int
    total_examples: int
    source: str = "all"
    title: str = ""
    step: int = 0

    def __repr__(self) -> str:
        low, high = (np.nanmin(self.losses), np.nanmax(self.losses)) if self.known else (np.nan, np.nan)
        return (f"Surface({self.plane.kind}, {len(self.a)} × {len(self.b)} places, losses from {low:.4g} to "
                f"{high:.4g}, {self.examples} examples)")

    @property
    def known(self) -> float:
        """The share of the places that have been computed."""
        return float(1.0 - np.isnan(self.losses).mean())

    @property
    def bits(self) -> tuple[object, ...]:
        """All of it in values that `==` compares bit by bit, NaN included."""
        plane = self.plane
        arrays = plane.origin, plane.first, plane.second, self.a, self.b, self.losses
        return (self.title, self.source, self.step, self.examples, self.total_examples, plane.kind, plane.labels,
                plane.trainable, *(array.tobytes() for array in arrays))


def coarse_to_fine(rows: int, columns: int, first: int = 11) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """Places (row, column) of a grid in passes: about `first` along each axis to begin with, then those between."""
    every = 1
    while max(rows, columns) / (2 * every) >= first - 1:
        every *= 2
    known = np.zeros((rows, columns), dtype=bool)
    while every >= 1:
        r, c = np.unique([*range(0, rows, every), rows - 1]), np.unique([*range(0, columns, every), columns - 1])
        mask = np.zeros_like(known)
        mask[np.ix_(r, c)] = True
        fresh = np.nonzero(mask & ~known)
        known |= mask
        if len(fresh[0]):
            yield fresh
        every //= 2


def in_pieces(rows: int, columns: int, pieces: int = 128) -> list[tuple[np.ndarray, np.ndarray]]:
    """The same places in about so many pieces of work, the coarse ones first: what is known early covers it all."""
    most = max(64, -(-rows * columns // pieces))
    return [(part, across) for down, along in coarse_to_fine(rows, columns)
            for part, across in zip(*(np.array_split(places, -(-len(places) // most)) for places in (down, along)),
                                    strict=True)]


def filled(losses: np.ndarray) -> np.ndarray:
    """A picture of a surface that is not finished, NaN where it is not known: between known places of rows whose ends
    are known it is interpolated, and then between such rows. Where there are none, NaN stays."""
    known = ~np.isnan(losses)
    rows = np.flatnonzero(known[:, 0] & known[:, -1])
    if not len(rows) or known.all():
        return losses
    height, width = losses.shape
    wide = np.stack([np.interp(np.arange(width), np.flatnonzero(known[row]), losses[row, known[row]]) for row in rows])
    tall = np.stack([np.interp(np.arange(height), rows, wide[:, place]) for place in range(width)], axis=1)
    return np.where(known, losses, tall)
