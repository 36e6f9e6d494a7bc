"""What other programs put around images and sequences, in the words of Ladera's windows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from engine.layers import LAYERS, Shape
from engine.windows import Window, causal_padding, full_padding, lower_padding, mirror_padding, same_padding

Pairs = tuple[tuple[int, int], ...]
"""Places before and after, for each axis."""


def zeros_as(kind: str, zeros: Pairs, shape: Shape | None, reach: Sequence[int],
             strides: Sequence[int]) -> dict[str, Any] | None:
    """The settings with which a layer of `kind` puts these zeros around examples of `shape` (None where it is not
    known), perhaps together with those that keep a rest; None where none do, as with one more on one side."""
    offered = {field.name: field for field in LAYERS[kind].fields}
    ways = {"valid": ((0, 0),) * len(zeros), "full": tuple(map(full_padding, reach)),
            "same": shape and tuple(map(same_padding, shape, reach, strides)),
            "same_lower": shape and tuple(map(lower_padding, shape, reach, strides)),
            "causal": tuple(map(causal_padding, reach)), "explicit": tuple((before, before) for before, _ in zeros)}
    given = [(name, way) for name, way in ways.items() if way and name in offered["padding"].options]
    for name, way in given:
        if way == zeros:
            return _padding(name, way)
    for name, way in given if shape and "ceil" in offered else ():
        if zeros == _with_rest(way, shape, reach, strides):
            return {**_padding(name, way), "ceil": True}
    return None


def counted_as(kind: str, counted: Pairs, zeros: Pairs, shape: Shape | None, size: Sequence[int],
               strides: Sequence[int]) -> dict[str, Any] | None:
    """The settings of a mean that has `zeros` around it, of which the `counted` ones are numbers like others."""
    found = zeros_as(kind, counted, shape, size, strides)
    if found is None or "ceil" in found or (zeros != counted and (
            shape is None or zeros != _with_rest(counted, shape, size, strides))):
        return None
    return {**found, "count_padding": True, "ceil": zeros != counted}


def _with_rest(zeros: Pairs, shape: Shape, reach: Sequence[int], strides: Sequence[int]) -> Pairs:
    """These zeros, and those at the end that one more window needs."""
    windows = [Window(*sizes, 1, *pair) for *sizes, pair in zip(reach, strides, zeros, strict=True)]
    return tuple((window.before, window.after + window.rest(length))
                 for window, length in zip(windows, shape, strict=False))


def _padding(name: str, way: Pairs) -> dict[str, Any]:
    return {"padding": name} | ({"pad": tuple(before for before, _ in way)} if name == "explicit" else {})


def mirror_as(kind: str, mirrored: Pairs, reach: Sequence[int]) -> dict[str, Any] | None:
    """The same where their own mirror image was put around the examples."""
    offered = next(field for field in LAYERS[kind].fields if field.name == "padding").options
    return {"padding": "reflect"} if "reflect" in offered and mirrored == tuple(map(mirror_padding, reach)) else None
