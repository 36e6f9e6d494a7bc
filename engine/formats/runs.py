"""Runs of a project as two parts of its file: what they are as JSON, their walks as safetensors."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from engine.formats import numbered
from engine.formats.archive import Part
from engine.surfaces import KeptRun, Trajectory

ARRAYS = {"steps": ("I64", "<i8", 1), "losses": ("F64", "<f8", 1), "points": ("F32", "<f4", 2)}
"""Name → type in the file, NumPy's, and number of axes."""
MOST = 7
MOST_POINTS = 10_000
LONGEST = 200  # characters of a text


def encode(runs: Sequence[KeptRun]) -> tuple[bytes, Part]:
    """The two parts."""
    return numbered.encode(
        [{"title": run.title, "colour": run.colour, "seed": run.seed, "network": run.network} for run in runs],
        [{name: np.asarray(getattr(run.walk, name), dtype) for name, (_, dtype, _) in ARRAYS.items()} for run in runs])


def decode(rows: Any, content: bytes) -> tuple[KeptRun, ...]:
    """Read what `encode` wrote. Trusts nothing: raises ValueError where it is anything else."""
    return numbered.decode(rows, content, tuple(ARRAYS), MOST, lambda row, tensors: _run(row, Trajectory(
        *(_array(tensor, *ARRAYS[name]) for name, tensor in zip(ARRAYS, tensors, strict=True)))))


def _array(tensor: Mapping[str, Any], kind: str, dtype: str, axes: int) -> np.ndarray:
    found = numbered.array(tensor, kind, dtype)
    if found.ndim != axes:
        raise ValueError(found.shape)
    return found


def _run(row: dict[str, Any], walk: Trajectory) -> KeptRun:
    numbers = row["colour"], row["seed"]
    fits = (
        1 <= len(walk.points) <= MOST_POINTS and len(walk.steps) == len(walk.losses) == len(walk.points)
        and bool((np.diff(walk.steps) > 0).all()) and walk.steps[0] >= 0
        and bool(np.isfinite(walk.points).all())
        and all(isinstance(text, str) and len(text) <= LONGEST for text in (row["title"], row["network"]))
        and all(isinstance(number, int) and not isinstance(number, bool) for number in numbers)
        and 1 <= row["colour"] <= MOST and row["seed"] >= 0
    )
    if not fits:
        raise ValueError(row)
    return KeptRun(row["title"], row["colour"], row["seed"], row["network"], walk)
