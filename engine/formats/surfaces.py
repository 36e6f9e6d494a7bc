"""Surfaces of the loss inside a project file: what they are as JSON, their arrays as safetensors."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from safetensors import SafetensorError, deserialize
from safetensors.numpy import save

from engine.errors import LaderaError
from engine.formats import strict_json
from engine.formats.archive import damaged
from engine.surfaces import SOURCES, Plane, Surface

ARRAYS = ("origin", "first", "second", "a", "b", "losses")
MOST = 200  # surfaces
MOST_PLACES = 4_001  # along an axis
LONGEST = 200  # characters of a text


def encode(surfaces: Sequence[Surface]) -> tuple[bytes, bytes]:
    """The two parts."""
    rows = [{"title": surface.title, "source": surface.source, "step": surface.step,
             "examples": surface.examples, "total_examples": surface.total_examples, "kind": surface.plane.kind,
             "labels": list(surface.plane.labels), "trainable": surface.plane.trainable} for surface in surfaces]
    arrays = {f"{place}/{name}": np.ascontiguousarray(array, dtype=np.float64) for place, surface in enumerate(surfaces)
              for name, array in zip(ARRAYS, _arrays(surface), strict=True)}
    return strict_json.dump(rows), save(arrays, metadata={"format": "np"})


def decode(rows: Any, content: bytes, file: str) -> tuple[Surface, ...]:
    """Read what `encode` wrote. Trusts nothing: raises FormatError where it is anything else."""
    try:
        tensors = {name: _array(tensor) for name, tensor in deserialize(content)}
        if not isinstance(rows, list) or len(rows) > MOST or len(tensors) != len(ARRAYS) * len(rows):
            raise damaged(file)
        return tuple(_surface(row, [tensors[f"{place}/{name}"] for name in ARRAYS]) for place, row in enumerate(rows))
    except (SafetensorError, LookupError, TypeError, ValueError, OverflowError, AttributeError, LaderaError) as error:
        raise damaged(file) from error


def _arrays(surface: Surface) -> tuple[np.ndarray, ...]:
    plane = surface.plane
    return plane.origin, plane.first, plane.second, surface.a, surface.b, surface.losses


def _array(tensor: dict[str, Any]) -> np.ndarray:
    if tensor["dtype"] != "F64":
        raise ValueError(tensor["dtype"])
    return np.frombuffer(tensor["data"], "<f8").reshape(tensor["shape"])


def _surface(row: dict[str, Any], arrays: Sequence[np.ndarray]) -> Surface:
    *vectors, a, b, losses = arrays
    first, second = row["labels"]
    texts = row["title"], row["kind"], first, second
    step, trainable = row.get("step", 0), row["trainable"]
    whole = row["examples"], row["total_examples"], step, *([] if trainable is None else [trainable])
    fits = (
        all(vector.shape == (vectors[0].size,) and np.isfinite(vector).all() for vector in vectors)
        and all(axis.ndim == 1 and 2 <= axis.size <= MOST_PLACES and np.isfinite(axis).all() for axis in (a, b))
        and all((np.diff(axis) > 0).all() for axis in (a, b))
        and losses.shape == (b.size, a.size)
        and all(isinstance(text, str) and len(text) <= LONGEST for text in texts)
        and all(isinstance(number, int) and not isinstance(number, bool) and number >= 0 for number in whole)
        and row["source"] in SOURCES
    )
    if not fits:
        raise ValueError(row)
    plane = Plane(*vectors, kind=row["kind"], labels=(first, second), trainable=trainable)
    return Surface(plane, a, b, losses, row["examples"], row["total_examples"], row["source"], row["title"],
                   step)
