"""What other programs put around images and sequences, in the words of Ladera's windows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from engine.layers import LAYERS, Shape
from engine.windows import full_padding, mirror_padding, same_padding

Pairs = tuple[tuple[int, int], ...]
"""Places before and after, for each axis."""


def zeros_as(kind: str, zeros: Pairs, shape: Shape | None, reach: Sequence[int],
             strides: Sequence[int]) -> dict[str, Any] | None:
    """The settings with which a layer of `kind` puts these zeros around examples of `shape` (None where it is not
    known); None where none do, as with one more on one side than on the other."""
    offered = next(field for field in LAYERS[kind].fields if field.name == "padding").options
    ways = {"valid": ((0, 0),) * len(zeros), "full": tuple(map(full_padding, reach)),
            "same": shape and tuple(map(same_padding, shape, reach, strides))}
    for name, way in ways.items():
        if zeros == way and name in offered:
            return {"padding": name}
    if all(before == after for before, after in zeros):
        return {"padding": "explicit", "pad": tuple(before for before, _ in zeros)}
    return None


def mirror_as(kind: str, mirrored: Pairs, reach: Sequence[int]) -> dict[str, Any] | None:
    """The same where their own mirror image was put around the examples."""
    offered = next(field for field in LAYERS[kind].fields if field.name == "padding").options
    return {"padding": "reflect"} if "reflect" in offered and mirrored == tuple(map(mirror_padding, reach)) else None
