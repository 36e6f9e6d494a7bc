"""Parts of a concatenation that are written straight to their place in it.

The gates of a recurrent layer and the outputs of its steps are computed apart and read together. Where the parts lie
one after the other in memory, each can be made where it will be read, and the concatenation itself costs nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from math import prod

from engine.ir.value import Value


def seats(order: Sequence[Value], root: Mapping[Value, Value], contiguous: Mapping[Value, bool],
          taken: Collection[Value]) -> dict[Value, tuple[Value, int]]:
    """For each value that has a seat: the concatenation it lies in, and where, in elements.

    `root` says what is a view of what; values in `taken` go elsewhere. A concatenation may itself have a seat.
    """
    found: dict[Value, tuple[Value, int]] = {}
    for value in order:
        if value.op != "concat" or value in taken or prod(value.shape[:value.attrs["axis"]]) != 1:
            continue
        offset = 0
        for part in value.inputs:
            source = root[part]
            whole = contiguous[part] and prod(part.shape) == prod(source.shape)
            if whole and source.op not in ("leaf", "constant") and source not in found and source not in taken:
                found[source] = value, offset
            offset += prod(part.shape)
    return found
