"""Training, validation and test parts."""

from __future__ import annotations

import numpy as np

from engine.data.source import TEST, TRAINING, VALIDATION


def split(labels: np.ndarray, validation_fraction: float, test_fraction: float, rng: np.random.Generator,
          given: np.ndarray | None = None) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Indices of the three parts, each in random order: disjoint, and together every example.

    `labels` (N,) are the strata, all equal for regression. The test and validation parts take each class's share to
    within one example (largest remainders), less where that would leave a class no example to train on. What is `given`
    (N,), as TRAINING, VALIDATION or TEST, stays: a share is drawn for a part that has no example there.
    """
    given = np.full(len(labels), TRAINING) if given is None else given
    free, *chosen = (np.flatnonzero(given == part) for part in (TRAINING, VALIDATION, TEST))
    _, strata, sizes = np.unique(labels[free], return_inverse=True, return_counts=True)
    validating, testing = chosen
    test = _shares(sizes, 0.0 if len(testing) else test_fraction, sizes - 1)
    validation = _shares(sizes, 0.0 if len(validating) else validation_fraction, sizes - 1 - test)
    parts: tuple[list[np.ndarray], ...] = ([], [validating], [testing])
    for stratum, (t, v) in enumerate(zip(test, validation, strict=True)):
        members = free[rng.permutation(np.flatnonzero(strata == stratum))]
        for part, taken in zip(parts, np.split(members, [len(members) - t - v, len(members) - t]), strict=True):
            part.append(taken)
    training, validating, testing = (rng.permutation(np.concatenate(part)) for part in parts)
    return training, validating, testing


def _shares(sizes: np.ndarray, fraction: float, room: np.ndarray) -> np.ndarray:
    """About `fraction` of each size and of their sum, at most `room`."""
    exact = sizes * fraction
    shares = np.minimum(np.floor(exact), room).astype(int)
    open_strata = np.flatnonzero(shares < room)
    neediest = open_strata[np.argsort((shares - exact)[open_strata], kind="stable")]
    shares[neediest[: round(exact.sum()) - shares.sum()]] += 1
    return shares
