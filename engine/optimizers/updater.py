"""An optimizer compiled for one parameter vector."""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from engine.device import Array, Call, Device
from engine.ir import Builder, compile_plan
from engine.optimizers.base import Optimizer
from engine.optimizers.seen_rows import SeenRows, spans_beside

BLOCK = 16_384  # elements: the vectors of one block stay in the cache from the first operation to the last
PIECE = 2**20  # elements that are swept at a time
SWEPT = 64
"""Steps after which state that has faded is set to zero. Where a gradient stays zero, averages of it shrink until they
are denormal, and a processor takes many times as long for such numbers; by rounding they would stay so for ever."""
FADED = 2.0**10
"""How many times the smallest normal number a state is at most that has faded: with 0.9 as the share that is kept, what
is larger does not become denormal before it is looked at again."""


class Updater:
    """Applies `optimizer` to `parameters` (…, n) in place, from `gradient` of the same shape.

    `slots` holds the state by name. Numbers in it that have faded, 1e-35 in single precision, become zero at every
    step of which SWEPT is a divisor: they move no weight. Of a table of which rows are seen, it is those of that step.
    """

    def __init__(self, optimizer: Optimizer, settings: Mapping[str, Any], device: Device, parameters: Array,
                 gradient: Array) -> None:
        self.optimizer, self.settings = optimizer, settings
        dtype = str(parameters.dtype)
        self._device = device
        self.slots: dict[str, Array] = {name: device.zeros(parameters.shape, dtype) for name in optimizer.slots}
        self._scalars = {name: device.zeros((), dtype) for name in optimizer.scalars(settings, 0.0, 1)}
        vectors = {"parameters": parameters, "gradient": gradient, **self.slots}
        self._flat = {name: vector.reshape(-1) for name, vector in vectors.items()}
        self._least = FADED * float(np.finfo(dtype).tiny)
        self._beside: dict[tuple[int, ...], list[Call]] = {}
        self._programs: dict[tuple[SeenRows, ...], Callable[[], None]] = {}

    def run(self, learning_rate: float, step: int, seen: tuple[SeenRows, ...] = ()) -> None:
        """One update; `step` counts from 1. Of the tables that are `seen` only the rows move."""
        for name, number in self.optimizer.scalars(self.settings, learning_rate, step).items():
            self._scalars[name][...] = number
        (self._programs.get(seen) or self._program(seen))()
        if step % SWEPT == 0:
            self._sweep(seen)

    def _sweep(self, seen: tuple[SeenRows, ...]) -> None:
        """Zero in place of what has faded, a piece at a time: there is room for a few numbers more."""
        xp = self._device.xp
        for slot in self.slots.values():
            flat = slot.reshape(-1)
            for span in spans_beside(seen, flat.size):
                for start in range(span.start, span.stop, PIECE):
                    part = flat[start:min(start + PIECE, span.stop)]
                    xp.multiply(part, xp.abs(part) > self._least, out=part)
            for looked_up in seen:
                table = looked_up.table(flat)
                part = table[looked_up.rows]
                table[looked_up.rows] = part * (xp.abs(part) > self._least)

    def state(self) -> dict[str, np.ndarray]:
        """A copy of the slots in main memory."""
        return {name: np.array(self._device.to_host(slot)) for name, slot in self.slots.items()}

    def restore(self, state: Mapping[str, np.ndarray]) -> None:
        """Go back to what `state` gave, perhaps on another device; what it lacks begins anew."""
        for name, slot in self.slots.items():
            slot[...] = self._device.upload(state[name]) if name in state else 0

    def clear(self) -> None:
        """As before the first step."""
        for slot in self.slots.values():
            slot[...] = 0

    def _program(self, seen: tuple[SeenRows, ...]) -> Callable[[], None]:
        """The update of what lies beside the tables, and of their rows."""
        key = tuple(looked_up.span.start for looked_up in seen)
        if key not in self._beside:
            self._beside[key] = [
                call for span in spans_beside(seen, self._flat["parameters"].size)
                for call in self._blocks({name: vector[span] for name, vector in self._flat.items()})]
        calls = [*self._beside[key], *(call for looked_up in seen for call in self._of_rows(looked_up))]
        self._programs[seen] = self._device.program(calls)
        return self._programs[seen]

    def _of_rows(self, seen: SeenRows) -> list[Call]:
        """The rows are laid out, updated there and put back: one that was looked up twice is the same row twice."""
        tables = {name: seen.table(vector) for name, vector in self._flat.items()}
        laid_out = {name: self._device.empty((len(seen.rows), seen.shape[1]), str(table.dtype))
                    for name, table in tables.items()}
        return [*((self._device.take, (table, seen.rows, laid_out[name])) for name, table in tables.items()),
                *self._blocks({name: array.reshape(-1) for name, array in laid_out.items()}),
                *((operator.setitem, (table, seen.rows, laid_out[name])) for name, table in tables.items()
                  if name != "gradient")]

    def _blocks(self, flat: Mapping[str, Array]) -> list[Call]:
        size = flat["parameters"].size
        block = BLOCK if self._device.name == "numpy" else max(size, 1)
        return [call for start in range(0, size, block)
                for call in self._compile({name: x[start:start + block] for name, x in flat.items()})]

    def _compile(self, arrays: Mapping[str, Array]) -> tuple[Call, ...]:
        ir = Builder()
        leaves = {name: ir.leaf("vector", name, array.shape) for name, array in arrays.items()}
        numbers = {name: ir.leaf("scalar", name, ()) for name in self._scalars}
        parameters, slots = self.optimizer.update(ir, self.settings, leaves["parameters"], leaves["gradient"], leaves,
                                                  numbers)
        bindings = {leaves[name]: array for name, array in arrays.items()}
        bindings.update({numbers[name]: array for name, array in self._scalars.items()})
        outputs = [*slots.values(), parameters]
        destinations = [*(arrays[name] for name in slots), arrays["parameters"]]
        return compile_plan(self._device, str(arrays["parameters"].dtype), outputs, bindings, destinations).calls
