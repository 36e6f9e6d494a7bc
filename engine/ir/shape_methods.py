"""Builder methods for what brings numbers to other places: shapes, orders of axes, neighbours, parts and margins."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

import numpy as np

from engine.ir.value import Shape, Value


class ShapeMethods:
    """Mixed into the builder, which makes the values."""

    def reshape(self, x: Value, shape: Shape) -> Value:
        """Row-major reshape; one −1 is filled in. Raises ValueError where the numbers would not be as many."""
        if -1 in shape:
            known = -math.prod(shape)
            shape = tuple(math.prod(x.shape) // known if n == -1 else n for n in shape)
        if math.prod(shape) != math.prod(x.shape):
            raise ValueError(f"reshape of {x.shape} to {shape}")
        if x.op == "constant":
            return self.constant(x.attrs["number"], shape)
        if x.op == "reshape":
            x = x.inputs[0]
        elif x.op == "transpose":  # it will be copied in any case: the copy serves others too
            x = self.copy(x)
        return x if x.shape == shape else self.make("reshape", (x,), shape)

    def broadcast(self, x: Value, shape: Shape) -> Value:
        """x repeated to `shape`. Raises ValueError where it cannot be."""
        if x.shape == shape:
            return x
        if x.op == "constant":
            return self.constant(x.attrs["number"], shape)
        if np.broadcast_shapes(x.shape, shape) != shape:
            raise ValueError(f"broadcast of {x.shape} to {shape}")
        return self.make("broadcast", (x,), shape)

    def transpose(self, x: Value, axes: Sequence[int]) -> Value:
        """The last `len(axes)` axes in another order."""
        axes = from_the_end(axes)
        if x.op == "transpose" and len(x.attrs["axes"]) == len(axes):
            x, axes = x.inputs[0], tuple(x.attrs["axes"][axis] for axis in axes)
        if axes == tuple(range(-len(axes), 0)):
            return x
        lead = x.shape[:len(x.shape) - len(axes)]
        return self.make("transpose", (x,), (*lead, *(x.shape[axis] for axis in axes)), axes=axes)

    def concat(self, values: Sequence[Value], axis: int) -> Value:
        """Values side by side along `axis`; the other axes agree."""
        first = values[0].shape
        place = axis % len(first) if axis >= 0 else axis + len(first)
        width = sum(value.shape[place] for value in values)
        return self.make("concat", values, (*first[:place], width, *first[place + 1:]), axis=place - len(first))

    def slice(self, x: Value, axis: int, start: int, stop: int) -> Value:
        """Elements start…stop−1 along `axis`."""
        place = axis + len(x.shape)
        if (start, stop) == (0, x.shape[place]):
            return x
        shape = (*x.shape[:place], stop - start, *x.shape[place + 1:])
        if x.op == "constant":
            return self.constant(x.attrs["number"], shape)
        return self.make("slice", (x,), shape, axis=axis, start=start, stop=stop)

    def pad(self, x: Value, axis: int, before: int, after: int) -> Value:
        """Zeros before and after along `axis`."""
        if before == after == 0:
            return x
        place = axis + len(x.shape)
        shape = (*x.shape[:place], before + x.shape[place] + after, *x.shape[place + 1:])
        return self.make("pad", (x,), shape, axis=axis, before=before, after=after)

    def as_it_lies(self, x: Value) -> tuple[Value, Callable[[Value], Value]]:
        """x before it was turned, where its last axis has stayed the last, and what turns values of that shape as x
        was: what treats all other axes alike need not have them in order."""
        if x.op != "transpose" or len(x.attrs["axes"]) != len(x.shape) or x.attrs["axes"][-1] != -1:
            return x, lambda value: value
        return x.inputs[0], lambda value: self.transpose(value, x.attrs["axes"])

    def copy(self, x: Value) -> Value:
        """x in one block of memory, row-major; itself where it is so already."""
        return self.make("copy", (x,), x.shape)


def from_the_end(axes: Sequence[int]) -> tuple[int, ...]:
    """`axes`, where all are counted from the end. Raises ValueError."""
    if any(axis >= 0 for axis in axes):
        raise ValueError("axes are counted from the end")
    return tuple(axes)
