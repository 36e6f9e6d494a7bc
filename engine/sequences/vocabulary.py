"""The words of a text by their frequency, and the pairs of neighbours that vectors of words are learned from."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from engine.data import DataSpec
from engine.data.texts import bundled, read_text
from engine.data.texts.cutting import cut, numbered
from engine.errors import N_, DataError

FEWEST_WORDS = 12
"""Of fewer kinds there is no map, and nothing near."""
FLATTENED = 0.75
"""Noise is drawn by the frequency to this power (Mikolov et al. 2013)."""
PROJECT = "project"
"""The name of the project's own text, among those that ship."""


@dataclass(frozen=True, eq=False)
class Vocabulary:
    """`words`, the most frequent first, and the text as the places (n,) of its words among them; words that are too
    rare, and marks, are left out, so that what stood around them is next to each other."""

    words: tuple[str, ...]
    text: np.ndarray

    @cached_property
    def counts(self) -> np.ndarray:
        """(v,) how often each word is in the text."""
        return np.bincount(self.text, minlength=len(self.words))

    @cached_property
    def places(self) -> dict[str, int]:
        """Word → its place."""
        return {word: place for place, word in enumerate(self.words)}

    @cached_property
    def _noise(self) -> np.ndarray:
        weights = self.counts ** FLATTENED
        return np.cumsum(weights / weights.sum())

    def find(self, text: str) -> tuple[tuple[int, ...], tuple[str, ...]]:
        """The places of the words that a person wrote, and those that are unknown."""
        written = _words(text)
        return (tuple(self.places[word] for word in written if word in self.places),
                tuple(dict.fromkeys(word for word in written if word not in self.places)))

    def noise(self, shape: tuple[int, ...], rng: np.random.Generator) -> np.ndarray:
        """Words drawn by their frequency to the power of 3/4."""
        return np.minimum(np.searchsorted(self._noise, rng.random(shape), side="right"), len(self.words) - 1)

    def pairs(self, window: int, threshold: float, rng: np.random.Generator) -> np.ndarray:
        """(p, 2) each word with its neighbours, in the order of chance: a neighbour is up to r words away, r drawn anew
        from 1 to `window` for each word. First a word whose share f of the text is above `threshold` is left out with
        the probability 1 − √(threshold / f); with 0 none is."""
        text = self.text
        if threshold > 0:
            shares = self.counts / len(text)
            text = text[rng.random(len(text)) < np.sqrt(threshold / np.maximum(shares, 1e-300))[text]]
        reach = rng.integers(1, window + 1, len(text))
        found = []
        for away in range(1, window + 1):
            first, second = text[:-away], text[away:]
            found += [np.stack([first, second], axis=1)[reach[:-away] >= away],
                      np.stack([second, first], axis=1)[reach[away:] >= away]]
        return rng.permutation(np.concatenate(found))

    def pair(self, window: int, rng: np.random.Generator) -> np.ndarray:
        """(1, 2) any word of the text, and one of its neighbours."""
        place, reach = int(rng.integers(len(self.text))), int(rng.integers(1, window + 1))
        around = [other for other in range(max(0, place - reach), min(len(self.text), place + reach + 1))
                  if other != place]
        return self.text[[[place, rng.choice(around)]]]


def vocabulary_of(text: str, rarest: int, most: int) -> Vocabulary:
    """The words of a text that are in it at least `rarest` times, at most the `most` frequent ones, in small letters.
    Raises DataError where there are too few."""
    codes, words = numbered(_words(text), most)
    counts = np.bincount(codes, minlength=len(words))[:len(words)]
    words = words[:int((counts >= rarest).sum())]  # the most frequent come first
    if len(words) < FEWEST_WORDS:
        raise DataError(N_("engine", "Only {words} words are frequent enough in this text; at least {fewest} are "
                           "needed. Use a longer text, or take rarer words too."), words=len(words),
                        fewest=FEWEST_WORDS)
    return Vocabulary(words, codes[codes < len(words)].astype(np.int32))


def text_of(name: str, project: DataSpec) -> str:
    """A text that ships, or the one that a project is about. Raises DataError where that is none."""
    if name != PROJECT:
        return read_text(bundled(name))
    if project.source == "text":
        return read_text(project.content)
    if project.source in ("alice", "quijote"):
        return read_text(bundled(project.source))
    raise DataError(N_("engine", "The data of this project are no text. Choose a text there, or one of those that come "
                       "with Ladera."))


def _words(text: str) -> list[str]:
    return [word for word in cut(text, "words", lower=True) if any(letter.isalpha() for letter in word)]
