"""Skip-gram with negative sampling: a word is to tell its neighbours from words drawn by chance.

T. Mikolov, I. Sutskever, K. Chen, G. Corrado, J. Dean: Distributed Representations of Words and Phrases and their
Compositionality, NIPS 2013. Of a word with the vector v and candidates with vectors u, the first of which is its
neighbour, the loss is −ln σ(u·v) of the neighbour and −ln σ(−u·v) of each other one, all added up.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np
from scipy.special import expit

from engine.sequences.vocabulary import Vocabulary


class Forward(NamedTuple):
    """Of each candidate (…, c): u·v, the probability σ(u·v) that it is a neighbour, and its part of the loss."""

    scores: np.ndarray
    chances: np.ndarray
    losses: np.ndarray


class Backward(NamedTuple):
    """Errors (…, c), σ(u·v) − 1 of the neighbour and σ(u·v) of noise, and ∂loss/∂v (…, d) and ∂loss/∂u (…, c, d)."""

    errors: np.ndarray
    centre: np.ndarray
    candidates: np.ndarray


def forwards(centre: np.ndarray, candidates: np.ndarray, signs: np.ndarray) -> Forward:
    """Vectors v (…, d) and u (…, c, d); `signs` (…, c) are 1 for a neighbour, −1 for noise, and 0 where the noise is
    the neighbour itself, which is not counted."""
    scores = np.matmul(candidates, centre[..., None])[..., 0]
    return Forward(scores, expit(scores), np.logaddexp(0.0, -signs * scores) * np.abs(signs))


def backwards(centre: np.ndarray, candidates: np.ndarray, signs: np.ndarray, chances: np.ndarray) -> Backward:
    """The exact gradient of the loss, from what went forwards."""
    errors = (chances - (signs > 0)) * np.abs(signs)
    return Backward(errors, np.matmul(errors[..., None, :], candidates)[..., 0, :],
                    errors[..., None] * centre[..., None, :])


class Batch(NamedTuple):
    """Words (b,), their candidates (b, c), and the signs of those (b, c)."""

    centres: np.ndarray
    candidates: np.ndarray
    signs: np.ndarray


def with_noise(pairs: np.ndarray, vocabulary: Vocabulary, negatives: int, rng: np.random.Generator) -> Batch:
    """Pairs (b, 2) of neighbours, each beside so many words drawn by chance."""
    noise = vocabulary.noise((len(pairs), negatives), rng)
    true = pairs[:, 1:]
    return Batch(pairs[:, 0], np.concatenate([true, noise], axis=1),
                 np.concatenate([np.ones(true.shape), np.where(noise == true, 0.0, -1.0)], axis=1))


class SkipGram:
    """Vectors (v, d) float64 of all words: `centres` as words that have neighbours, which are the ones that are looked
    at, and `contexts` as those neighbours. They begin as in word2vec, near zero and at zero."""

    def __init__(self, words: int, dimensions: int, rng: np.random.Generator) -> None:
        self.centres = (rng.random((words, dimensions)) - 0.5) / dimensions
        self.contexts = np.zeros((words, dimensions))

    @np.errstate(over="ignore", invalid="ignore")
    def learn(self, batch: Batch, rate: float) -> float:
        """One step of gradient descent on the sum of the losses, all from the same vectors; that sum."""
        centre, candidates = self.centres[batch.centres], self.contexts[batch.candidates]
        forward = forwards(centre, candidates, batch.signs)
        backward = backwards(centre, candidates, batch.signs, forward.chances)
        _descend(self.centres, batch.centres, backward.centre, rate)
        _descend(self.contexts, batch.candidates.ravel(), backward.candidates.reshape(-1, candidates.shape[-1]), rate)
        return float(forward.losses.sum())


def _descend(table: np.ndarray, rows: np.ndarray, gradients: np.ndarray, rate: float) -> None:
    """Rows that are there several times have their gradients added up, in one place for each."""
    order = np.argsort(rows, kind="stable")
    rows = rows[order]
    begins = np.flatnonzero(np.concatenate([[True], rows[1:] != rows[:-1]]))
    table[rows[begins]] -= rate * np.add.reduceat(gradients[order], begins, axis=0)


@dataclass(frozen=True, eq=False)
class Pair:
    """A word, its neighbour and noise, with copies of their vectors: v (d,) and u (c, d). A word that is drawn twice as
    noise has one vector, whose gradients add up."""

    word: int
    candidates: np.ndarray
    signs: np.ndarray
    centre: np.ndarray
    vectors: np.ndarray

    @classmethod
    def drawn(cls, vocabulary: Vocabulary, centres: np.ndarray, contexts: np.ndarray, *, window: int, negatives: int,
              seed: int) -> Pair:
        """Any pair of the text, with vectors (v, d) of a model."""
        rng = np.random.default_rng(seed)
        batch = with_noise(vocabulary.pair(window, rng), vocabulary, negatives, rng)
        word, candidates = int(batch.centres[0]), batch.candidates[0]
        return cls(word, candidates, batch.signs[0], centres[word].copy(), contexts[candidates])

    def forwards(self) -> Forward:
        return forwards(self.centre, self.vectors, self.signs)

    def backwards(self) -> Backward:
        return backwards(self.centre, self.vectors, self.signs, self.forwards().chances)

    def updated(self, rate: float) -> Pair:
        """After a step of gradient descent."""
        gradient = self.backwards()
        same = self.candidates[:, None] == self.candidates
        return replace(self, centre=self.centre - rate * gradient.centre,
                       vectors=self.vectors - rate * same @ gradient.candidates)
