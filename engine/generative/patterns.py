"""What Boltzmann machines learn here: bars and stripes, and handwritten digits, in black and white or in grey."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

import numpy as np

from engine.data.classic import DIGITS
from engine.errors import N_
from engine.generative.exact import states

HELD = 6
"""One digit of so many is not learned."""


@dataclass(frozen=True, eq=False)
class Patterns:
    """Images in rows, from 0 to 1: `learned` (n, v), and `held` (m, v), those that are kept apart; of `shape` (h, w).

    `are_all` where the learned ones are all there are, each as often as the others: no machine then reaches a mean
    log-likelihood above −ln n.
    """

    learned: np.ndarray
    held: np.ndarray
    shape: tuple[int, int]
    are_all: bool = False

    @property
    def binary(self) -> Patterns:
        """The same in black and white: 1 from the middle on."""
        return Patterns(*((part >= 0.5).astype(np.float64) for part in (self.learned, self.held)), self.shape,
                        self.are_all)


@dataclass(frozen=True)
class PatternSource:
    """A row of PATTERNS; `title` is marked for translation, `credit` is who is to be named with a picture of them."""

    title: str
    make: Callable[[], Patterns]
    credit: str = ""


def bars_and_stripes(side: int) -> Patterns:
    """All images of `side` × `side` in which each row, or each column, is of one colour, once each: 2 · 2ˢ − 2 of them
    (MacKay 2003, chapter 43)."""
    from engine.device import NUMPY

    rows = states(side, NUMPY)
    bars = np.repeat(rows[:, :, None], side, axis=2).reshape(-1, side * side)
    stripes = np.repeat(rows[1:-1, None, :], side, axis=1).reshape(-1, side * side)
    both = np.concatenate([bars, stripes])
    return Patterns(both, both[:0], (side, side), are_all=True)


@cache
def _digits() -> Patterns:
    from sklearn.datasets import load_digits  # here, because its import takes a second

    images = load_digits().data / 16.0
    apart = np.arange(len(images)) % HELD == HELD - 1
    return Patterns(images[~apart], images[apart], (8, 8))


PATTERNS: Mapping[str, PatternSource] = MappingProxyType({
    "bars_3": PatternSource(N_("engine", "Bars and stripes, 3 × 3"), lambda: bars_and_stripes(3)),
    "bars_4": PatternSource(N_("engine", "Bars and stripes, 4 × 4"), lambda: bars_and_stripes(4)),
    "digits": PatternSource(N_("engine", "Digits, 8 × 8"), _digits, DIGITS),
})
