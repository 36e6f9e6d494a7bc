"""What vectors of words say: which are near, analogies, a map, and a sentence as a sum."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True, eq=False)
class Ranking:
    """Words (k,) by their cosine, the mean over all seeds (k,), its `spread` (k,), the standard deviation between the
    seeds (0 with one), and `firsts` (k,), with how many seeds the word came first."""

    words: np.ndarray
    means: np.ndarray
    spread: np.ndarray
    firsts: np.ndarray


def units(vectors: np.ndarray) -> np.ndarray:
    """Vectors (…, d) of length 1; zero stays zero."""
    lengths = np.linalg.norm(vectors, axis=-1, keepdims=True)
    return np.divide(vectors, lengths, out=np.zeros_like(vectors), where=lengths > 0)


def nearest(vectors: np.ndarray, word: int, count: int) -> Ranking:
    """The words of vectors (runs, v, d) with the greatest cosine to a word, without itself."""
    return _ranked(vectors, vectors[:, word], (word,), count)


def analogy(vectors: np.ndarray, a: int, b: int, c: int, count: int) -> Ranking:
    """The words with the greatest cosine to a − b + c of vectors (runs, v, d) made as long as each other, without a, b
    and c themselves, which are often nearer than any other (Mikolov et al. 2013)."""
    unit = units(vectors)
    return _ranked(vectors, unit[:, a] - unit[:, b] + unit[:, c], (a, b, c), count)


def _ranked(vectors: np.ndarray, targets: np.ndarray, without: tuple[int, ...], count: int) -> Ranking:
    cosines = np.matmul(units(vectors), units(targets)[..., None])[..., 0]
    cosines[:, list(without)] = -np.inf
    firsts = np.bincount(cosines.argmax(axis=1), minlength=cosines.shape[1])
    means = cosines.mean(axis=0)
    found = np.argsort(-means, kind="stable")[:min(count, cosines.shape[1] - len(set(without)))]
    spread = cosines[:, found].std(axis=0, ddof=1) if len(cosines) > 1 else np.zeros(len(found))
    return Ranking(found, means[found], spread, firsts[found])


@dataclass(frozen=True, eq=False)
class WordPlane:
    """The plane of the two principal components: its `origin` (d,), orthonormal `axes` (2, d), and the `shares` (2,) of
    the variance that lie along them."""

    origin: np.ndarray
    axes: np.ndarray
    shares: np.ndarray

    def places(self, vectors: np.ndarray) -> np.ndarray:
        """(…, 2) where vectors (…, d) are seen from above."""
        return (vectors - self.origin) @ self.axes.T


def principal_plane(vectors: np.ndarray, before: WordPlane | None = None) -> WordPlane:
    """The plane of vectors (v, d), each axis turned as the one of a plane `before`, or else so that its largest part is
    positive."""
    origin = vectors.mean(axis=0)
    spread = vectors - origin
    variances, columns = np.linalg.eigh(spread.T @ spread)
    axes, whole = columns.T[:-3:-1], float(variances.sum())
    ahead = axes[range(2), np.abs(axes).argmax(axis=1)] if before is None else (axes * before.axes).sum(axis=1)
    return WordPlane(origin, axes * np.where(ahead < 0, -1.0, 1.0)[:, None],
                     variances[:-3:-1] / whole if whole else np.zeros(2))


def summed(vectors: np.ndarray) -> np.ndarray:
    """(n + 1, d) the sum of a sentence's vectors (n, d), word after word, from zero."""
    return np.concatenate([np.zeros((1, vectors.shape[1])), np.cumsum(vectors, axis=0)])
