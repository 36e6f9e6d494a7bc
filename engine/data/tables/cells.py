"""The cells of a column as they were read: numbers, or words of which many are the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np


@dataclass(frozen=True, eq=False)
class Numbers:
    """(N,) float64, NaN where a value is missing. Infinities and numbers that are too large are as they came."""

    values: np.ndarray = field(repr=False)

    def __len__(self) -> int:
        return len(self.values)


@dataclass(frozen=True, eq=False)
class Words:
    """N cells: `codes` (N,) int32 are places among the different `words`, each of which occurs."""

    words: tuple[str, ...] = field(repr=False)
    codes: np.ndarray = field(repr=False)

    def __len__(self) -> int:
        return len(self.codes)

    @cached_property
    def counts(self) -> np.ndarray:
        """(M,) how often each word occurs."""
        return np.bincount(self.codes, minlength=len(self.words))

    def first(self, word: int) -> int:
        """The first row with this word."""
        return int((self.codes == word).argmax())


Cells = Numbers | Words


class WordList:
    """Words that are met, piece by piece; spaces around them do not count."""

    def __init__(self) -> None:
        self._places: dict[str, int] = {}
        self._codes: list[np.ndarray] = []

    def add(self, words: Sequence[str], codes: np.ndarray) -> None:
        """More cells: places among `words`."""
        places = self._places
        known = np.fromiter((places.setdefault(word.strip(), len(places)) for word in words), np.int32, len(words))
        self._codes.append(known[codes])

    def cells(self) -> Words:
        codes = np.concatenate(self._codes) if self._codes else np.empty(0, np.int32)
        return Words(tuple(self._places), codes)
