"""Gradients by tables, as those of an embedding, of which a minibatch sees some rows: elsewhere they are zero.

Where the gradient by a whole table is nothing but what comes back to the rows that were looked up, it is written,
measured, followed and cleared row by row, and none of that takes longer for a larger table. A penalty, a table that
several layers share, and whatever else adds to the gradient, makes another value of it; then all is done as elsewhere.
"""

from __future__ import annotations

import operator
from collections.abc import Callable
from functools import partial
from math import prod

from engine.device import Array, Call, Device
from engine.ir import Value
from engine.optimizers import Optimizer, SeenRows

FEW = 0.25
"""Rows that a full minibatch looks up, as a share of the table, up to which it pays to move only those."""


def is_looked_up(slope: Value) -> bool:
    """Whether `slope`, the gradient by an array, is nothing but what comes back to rows of one table."""
    return slope.op == "scatter_add" and len(slope.shape) == 2


class RowGradients:
    """What minibatches of all sizes know of the gradients by tables in `gradient` (trainable,), which they share.

    `taken` says of the arrays that were asked for, by name, whether their gradients are written by rows.
    """

    def __init__(self, optimizer: Optimizer, device: Device, gradient: Array, batch_size: int) -> None:
        self._optimizer, self._device, self._gradient, self._batch_size = optimizer, device, gradient, batch_size
        self.taken: dict[str, bool] = {}
        self.forget()

    def take(self, name: str, slope: Value, examples: int) -> bool:
        """Whether the gradient `slope` of so many examples, by the array `name`, is written by rows. A lazy rule is
        about rows, however many they are; for another, which would leave the other rows as they are, it has to pay.
        The first answer stands for minibatches of all sizes."""
        if not is_looked_up(slope):
            return False
        looked_up = prod(slope.inputs[1].shape) * self._batch_size / examples
        pays = self._optimizer.still and not self._device.asynchronous and looked_up <= FEW * slope.shape[0]
        return self.taken.setdefault(name, self._optimizer.lazy or pays)

    def forget(self) -> None:
        """Anything may stand in the gradient."""
        self._clear: Callable[[], object] = partial(self._gradient.fill, 0)

    def write(self, compute: Callable[[], object], clear: Callable[[], object]) -> None:
        """Have `compute` write rows, which `clear` takes away again, where nothing stands."""
        self._clear()
        self.forget()  # what stops on the way has written some of them
        compute()
        self._clear = clear


class RowGradient:
    """How a minibatch writes the gradient by the table at `span` of `gradient`: `cotangents` (…, D), of what was looked
    up, are added up at `indices` (…), as `scatter_add` does it.

    `calls` do so in a table of zeros; `clear` makes it one again. The squared norm is the product of `cotangents` and
    `summed` (n, D), what each has become a part of.
    """

    def __init__(self, device: Device, gradient: Array, span: slice, shape: tuple[int, int], cotangents: Array,
                 indices: Array) -> None:
        xp, (count, width), size = device.xp, shape, indices.size
        rows, places = xp.empty(size, dtype="int64"), xp.empty((size, width), dtype="int64")
        self.seen = SeenRows(span, shape, rows)
        self.cotangents, self.summed = cotangents, device.empty((size, width), str(gradient.dtype))
        table = self.seen.table(gradient)
        self.calls: tuple[Call, ...] = (
            (partial(xp.copyto, casting="unsafe"), (rows, indices.reshape(-1))),
            (partial(xp.clip, out=rows), (rows, 0, count - 1)),
            (xp.multiply, (rows.reshape(-1, 1), xp.full((), width, dtype="int64"), places)),
            (xp.add, (places, xp.arange(width, dtype="int64"), places)),
            (device.add_at, (gradient[span], places.reshape(-1), cotangents.reshape(-1))),
            (device.take, (table, rows, self.summed)))
        self.clear: Call = (operator.setitem, (table, rows, 0))
