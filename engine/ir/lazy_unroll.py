"""Unrolled windows that never stand in memory as a whole.

A convolution unrolls its input and multiplies; the unrolled image is several times as large as the image. Where only
products read it, they unroll the rows that they are about to multiply, into a few rows of scratch that stay in the
cache, and the plan keeps the image alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import prod

from engine.device import Array
from engine.ir.value import Value
from engine.windows import Window

READERS = ("rows_product", "rows_product_kernel")
SMALL = 2**14  # numbers below which the whole is quicker


@dataclass(frozen=True)
class Unrolled:
    """What `unroll` along the width would make of x (…, height, batch, width, channels)."""

    x: Array
    window: Window

    @property
    def ndim(self) -> int:
        return self.x.ndim

    def __len__(self) -> int:
        return len(self.x)

    def __getitem__(self, member: int) -> Unrolled:
        return Unrolled(self.x[member], self.window)


def unroll_of(value: Value) -> Value | None:
    """The unroll along the width that `value`, perhaps a copy, is; None for other values."""
    while value.op == "copy":
        value = value.inputs[0]
    return value if value.op == "unroll" and value.attrs["axis"] == -2 else None


def passing(order: Sequence[Value], outputs: Sequence[Value]) -> set[Value]:
    """The unrolls, and copies of them, that only products read."""
    users: dict[Value, list[Value]] = {}
    for value in order:
        for source in value.inputs:
            users.setdefault(source, []).append(value)
    kept = set(outputs)

    def only_products(value: Value) -> bool:
        return value not in kept and all(
            (user.op in READERS and user.inputs[0] is value and value not in user.inputs[1:])
            or (user.op == "copy" and only_products(user)) for user in users.get(value, ()))

    found: set[Value] = set()
    for value in order:  # a copy comes after what it copies
        copied = value.op == "copy" and value.inputs[0] in found
        large = unroll_of(value) is value and prod(value.shape) > SMALL
        if copied or (large and only_products(value)):
            found.add(value)
    return found


def scratch(node: Value) -> int:
    """The numbers that a product unrolls at a time: as many rows as its taps reach."""
    unroll = unroll_of(node.inputs[0])
    if unroll is None:
        return 0
    rows = min(node.attrs["window"].reach, unroll.shape[-4]) if node.op == "rows_product" else 1
    return rows * prod(unroll.shape[-3:])
