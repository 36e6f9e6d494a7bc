"""Functions that Ladera has as one layer, recognised by what they are of many numbers, however they were written."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np

from engine.formats.importing.curves import TOLERANCE, activated
from engine.layers.activations import ACTIVATIONS

_COLUMNS = 12
_FAR = 1  # the last row: numbers that no bound near the others can hide from


def _grid() -> np.ndarray:
    """Numbers of all sizes, the places where functions have corners, and whole numbers: rows × columns, so that what
    works along an axis can be recognised too. The first rows have little variance, so that an epsilon shows."""
    rng = np.random.default_rng(0)
    small = rng.normal(size=(8, _COLUMNS)) * np.array([[1e-4], [1e-3], [3e-3], [1e-2], [3e-2], [0.1], [0.3], [0.5]])
    corners = np.array([-6, -3, -2.5, -2, -1, -0.5, 0.0, 0.5, 1, 2, 3, 6], float)
    wide = rng.normal(size=(16, _COLUMNS)) * np.linspace(0.5, 12.0, 16)[:, None]
    whole = np.arange(4 * _COLUMNS).reshape(4, -1) - 12.0
    far = np.array([-1e20, -1e10, -1e5, -1e3, -300, -100, 100, 300, 1e3, 1e5, 1e10, 1e20])
    return np.vstack([small, corners, wide, whole, far])


GRID = _grid()
WHOLE = np.vstack([np.arange(30 * _COLUMNS).reshape(30, -1) - 40, np.geomspace(400, 10**6, _COLUMNS).astype(int)[None]])
TRUTH = (np.arange(_COLUMNS) % 2 == 0)[None]
SAMPLES = {"float": GRID, "whole": WHOLE, "narrow": WHOLE, "bool": TRUTH}
"""What stands for the numbers of a value of each type."""


@dataclass(frozen=True)
class Normal:
    """(x − μ) / √(var + ε) along axes."""

    epsilon: float


def kind_of(samples: np.ndarray) -> str:
    """What type of numbers samples are."""
    return {"f": "float", "b": "bool"}.get(samples.dtype.kind, "whole")


def activation_of(samples: np.ndarray) -> str | None:
    """The activation that has these values on GRID."""
    if samples.dtype.kind != "f" or samples.shape != GRID.shape:
        return None
    return next((name for name, values in _known().items() if _alike(samples, values)), None)


def is_same(samples: np.ndarray, kind: str) -> bool:
    """Whether samples are those of a value of type `kind`, but for their own type."""
    return samples.shape == SAMPLES[kind].shape and np.array_equal(samples, SAMPLES[kind])


def is_row_number(samples: np.ndarray, kind: str, rows: int) -> bool:
    """Whether an embedding of so many rows finds the same rows by the samples and by the values themselves."""
    given = SAMPLES[kind]
    near = np.abs(given) < 2**31
    return samples.dtype.kind in "iu" and samples.shape == given.shape and np.array_equal(
        np.clip(samples[near], 0, rows - 1), np.clip(np.trunc(given[near]), 0, rows - 1))


def normal_of(samples: np.ndarray) -> Normal | None:
    """The normalisation along rows that has these values on GRID."""
    if samples.dtype.kind != "f" or samples.shape != GRID.shape:
        return None
    x, y = GRID[:-_FAR], samples[:-_FAR]
    centred = x - x.mean(axis=1, keepdims=True)
    variance = np.mean(centred**2, axis=1, keepdims=True)
    with np.errstate(all="ignore"):
        epsilon = float(((centred[0] / y[0])**2 - variance[0]).mean())
        if not 0 <= epsilon < 1 or not np.isfinite(epsilon):
            return None
        fits = np.allclose(y, centred / np.sqrt(variance + epsilon), rtol=1e-5, atol=1e-5)
    return Normal(max(epsilon, 1e-12)) if fits else None


def is_softmax(samples: np.ndarray) -> bool:
    """Whether it is the softmax along rows."""
    if samples.dtype.kind != "f" or samples.shape != GRID.shape:
        return False
    x = GRID[:-_FAR]
    powers = np.exp(x - x.max(axis=1, keepdims=True))
    return np.allclose(samples[:-_FAR], powers / powers.sum(axis=1, keepdims=True), rtol=1e-6, atol=1e-9)


def _alike(samples: np.ndarray, values: np.ndarray) -> bool:
    """Equal in single precision; far away only where the samples did not overflow."""
    close = np.isclose(samples, values, rtol=TOLERANCE, atol=TOLERANCE)
    close[-_FAR:] |= ~np.isfinite(samples[-_FAR:])
    return bool(close.all())


def _known() -> dict[str, np.ndarray]:
    """What each activation is on GRID."""
    return {name: _on_grid(name) for name in ACTIVATIONS}


@cache
def _on_grid(name: str) -> np.ndarray:
    return activated(name, GRID)
