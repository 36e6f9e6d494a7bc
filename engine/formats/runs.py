"""Runs of a project as two parts of its file: what they are as JSON, their walks as safetensors."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from safetensors import SafetensorError, deserialize

from engine.errors import LaderaError
from engine.formats import strict_json
from engine.formats.archive import damaged
from engine.formats.safe_tensors import saved
from engine.surfaces import KeptRun, Walk

ARRAYS = {"steps": ("I64", "<i8", 1), "losses": ("F64", "<f8", 1), "points": ("F32", "<f4", 2)}
"""Name → type in the file, NumPy's, and number of axes."""
MOST = 7
MOST_POINTS = 10_000
LONGEST = 200  # characters of a text


def encode(runs: Sequence[KeptRun]) -> tuple[bytes, bytes]:
    """The two parts."""
    rows = [{"title": run.title, "colour": run.colour, "seed": run.seed, "network": run.network} for run in runs]
    arrays = {f"{place}/{name}": np.ascontiguousarray(getattr(run.walk, name), dtype=dtype)
              for place, run in enumerate(runs) for name, (_, dtype, _) in ARRAYS.items()}
    return strict_json.dump(rows), saved(arrays, {"format": "np"})


def decode(rows: Any, content: bytes, file: str) -> tuple[KeptRun, ...]:
    """Read what `encode` wrote. Trusts nothing: raises FormatError where it is anything else."""
    try:
        tensors = dict(deserialize(content))
        if not isinstance(rows, list) or len(rows) > MOST or len(tensors) != len(ARRAYS) * len(rows):
            raise damaged(file)
        return tuple(_run(row, Walk(*(_array(tensors[f"{place}/{name}"], name) for name in ARRAYS)))
                     for place, row in enumerate(rows))
    except (SafetensorError, LookupError, TypeError, ValueError, OverflowError, AttributeError, LaderaError) as error:
        raise damaged(file) from error


def _array(tensor: dict[str, Any], name: str) -> np.ndarray:
    kind, dtype, axes = ARRAYS[name]
    if tensor["dtype"] != kind or len(tensor["shape"]) != axes:
        raise ValueError(name)
    return np.frombuffer(tensor["data"], dtype).reshape(tensor["shape"])


def _run(row: dict[str, Any], walk: Walk) -> KeptRun:
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
