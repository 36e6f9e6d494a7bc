"""What lies under a link function: a loss is computed from the logits, and the link is not applied twice."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from engine.ir.value import Value

MOVES: Mapping[str, Callable[[Any, Value, Sequence[Value]], Value]] = MappingProxyType({
    "reshape": lambda ir, x, inputs: ir.reshape(*inputs, x.shape),
    "broadcast": lambda ir, x, inputs: ir.broadcast(*inputs, x.shape),
    "transpose": lambda ir, x, inputs: ir.transpose(*inputs, **x.attrs),
    "slice": lambda ir, x, inputs: ir.slice(*inputs, **x.attrs),
    "copy": lambda ir, x, inputs: ir.copy(*inputs),
    "concat": lambda ir, x, inputs: ir.concat(inputs, **x.attrs),
})
"""Primitives that bring numbers to other places and do nothing else to them, and how they do it to others."""


class LinkMethods:
    """Of the builder, which keeps in `linked` what was made by which link of which logits."""

    linked: dict[Value, tuple[str, Value]]

    def link(self, name: str, logits: Value, result: Value) -> Value:
        """Remember that `result` is link(logits); itself."""
        self.linked[result] = (name, logits)
        return result

    def under(self, link: str, x: Value) -> Value | None:
        """The logits under `x` where x is link(logits), also behind what only moves numbers to other places: any of
        them for "sigmoid", whole rows along the last axis for "softmax". None otherwise."""
        name, logits = self.linked.get(x, ("", None))
        if name == link:
            return logits
        if x.op not in MOVES or (link == "softmax" and not _keeps_rows(x)):
            return None
        below = [self.under(link, value) for value in x.inputs]
        return None if None in below else MOVES[x.op](self, x, below)


def _keeps_rows(x: Value) -> bool:
    """Whether one of MOVES leaves what lies along the last axis together."""
    if x.op == "transpose":
        return x.attrs["axes"][-1] == -1
    if x.op in ("slice", "concat"):
        return x.attrs["axis"] != -1
    return x.shape[-1:] == x.inputs[0].shape[-1:]
