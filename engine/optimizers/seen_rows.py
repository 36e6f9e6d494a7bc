"""Rows of a table in the flat vector: what a step moves of it where it moves no other."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from engine.device import Array


@dataclass(frozen=True, eq=False)
class SeenRows:
    """The table of `shape` (V, D) at `span` of the flat vectors, and the numbers of the `rows` (n,) that a minibatch
    has looked up in it, some of them perhaps several times. The array is the same one at every step."""

    span: slice
    shape: tuple[int, int]
    rows: Array

    def table(self, vector: Array) -> Array:
        """The table (V, D) in a flat vector, as a view."""
        return vector[self.span].reshape(self.shape)


def spans_beside(seen: Iterable[SeenRows], size: int) -> list[slice]:
    """What is left of (size,) without those tables."""
    found, start = [], 0
    for span in sorted((table.span for table in seen), key=lambda span: span.start):
        found.append(slice(start, span.start))
        start = span.stop
    return [span for span in (*found, slice(start, size)) if span.stop > span.start]
