"""The weights before the newest step: what it has changed can then be seen."""

from __future__ import annotations

from engine.device import Array
from engine.errors import N_, GraphError
from engine.optimizers import SeenRows, spans_beside

MOST = 1_000_000
"""Weights up to which they are kept before every step: that takes a few millionths of a second."""


class LastStep:
    """Keeps what `parameters`, the trainer's own array, held before the newest step; without them it knows nothing."""

    def __init__(self, parameters: Array | None = None) -> None:
        self._live = parameters
        self._kept = parameters.copy() if parameters is not None and len(parameters) <= MOST else None
        self._known = False
        self._moved: list[tuple[Array, Array, Array]] | None = None  # rows of tables of which the others are the same
        self._beside: list[slice] = []

    def begin(self) -> None:
        """A step is about to be taken."""
        self._known = False
        if self._moved is not None:
            for span in self._beside:
                self._kept[span] = self._live[span]
            for kept, live, rows in self._moved:
                kept[rows] = live[rows]
            self._moved = None
        elif self._kept is not None:
            self._kept[...] = self._live

    def end(self, seen: tuple[SeenRows, ...] = ()) -> None:
        """It has been taken, and of the tables that were `seen` has moved only these rows."""
        self._known = self._kept is not None
        if self._known and seen:
            self._beside = spans_beside(seen, len(self._live))
            self._moved = [(table.table(self._kept), table.table(self._live), table.rows.copy()) for table in seen]

    def forget(self) -> None:
        """The weights are others, and by no step."""
        self._known, self._moved = False, None

    def before(self) -> Array:
        """The weights (size,) before the newest step, in the same array every time. Raises GraphError where nobody
        knows them."""
        if not self._known:
            raise GraphError(N_("engine", "What the last step changed is known after the next one.")
                             if self._kept is not None else
                             N_("engine", "Nobody has kept what the last step changed: of more than a million weights, "
                                "and of earlier moments, it is not known."))
        return self._kept
