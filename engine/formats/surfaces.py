"""Surfaces of the loss inside a project file: what they are as JSON, their arrays as safetensors."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from engine.formats import numbered
from engine.formats.archive import Part
from engine.surfaces import SOURCES, Plane, Surface

ARRAYS = ("origin", "first", "second", "a", "b", "losses")
MOST = 200  # surfaces
MOST_PLACES = 4_001  # along an axis
LONGEST = 200  # characters of a text


def encode(surfaces: Sequence[Surface]) -> tuple[bytes, Part]:
    """The two parts."""
    rows = [{"title": surface.title, "source": surface.source, "step": surface.step,
             "examples": surface.examples, "total_examples": surface.total_examples, "kind": surface.plane.kind,
             "labels": list(surface.plane.labels), "trainable": surface.plane.trainable} for surface in surfaces]
    arrays = [{name: np.asarray(array, np.float64) for name, array in zip(ARRAYS, _arrays(surface), strict=True)}
              for surface in surfaces]
    return numbered.encode(rows, arrays)


def decode(rows: Any, content: bytes) -> tuple[Surface, ...]:
    """Read what `encode` wrote. Trusts nothing: raises ValueError where it is anything else."""
    return numbered.decode(rows, content, ARRAYS, MOST, lambda row, tensors: _surface(
        row, [numbered.array(tensor, "F64", "<f8") for tensor in tensors]))


def _arrays(surface: Surface) -> tuple[np.ndarray, ...]:
    plane = surface.plane
    return plane.origin, plane.first, plane.second, surface.a, surface.b, surface.losses


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
