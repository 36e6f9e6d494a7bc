"""An optimizer compiled for one parameter vector."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from engine.device import Array, Call, Device
from engine.ir import Builder, compile_plan
from engine.optimizers.base import Optimizer

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
    step of which SWEPT is a divisor: they move no weight.
    """

    def __init__(self, optimizer: Optimizer, settings: Mapping[str, Any], device: Device, parameters: Array,
                 gradient: Array) -> None:
        self.optimizer, self.settings = optimizer, settings
        dtype = str(parameters.dtype)
        self._device = device
        self.slots: dict[str, Array] = {name: device.zeros(parameters.shape, dtype) for name in optimizer.slots}
        self._scalars = {name: device.zeros((), dtype) for name in optimizer.scalars(settings, 0.0, 1)}
        vectors = {"parameters": parameters, "gradient": gradient, **self.slots}
        flat = {name: vector.reshape(-1) for name, vector in vectors.items()}
        block = BLOCK if device.name == "numpy" else max(parameters.size, 1)
        self._update = device.program([
            call for start in range(0, parameters.size, block)
            for call in self._compile(device, dtype, {name: x[start:start + block] for name, x in flat.items()})])

    def run(self, learning_rate: float, step: int) -> None:
        """One update; `step` counts from 1."""
        for name, number in self.optimizer.scalars(self.settings, learning_rate, step).items():
            self._scalars[name][...] = number
        self._update()
        if step % SWEPT == 0:
            self._sweep()

    def _sweep(self) -> None:
        """Zero in place of what has faded, a piece at a time: there is room for a few numbers more."""
        xp = self._device.xp
        for slot in self.slots.values():
            flat, least = slot.reshape(-1), FADED * float(np.finfo(str(slot.dtype)).tiny)
            for start in range(0, flat.size, PIECE):
                part = flat[start:start + PIECE]
                xp.multiply(part, xp.abs(part) > least, out=part)

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

    def _compile(self, device: Device, dtype: str, arrays: Mapping[str, Array]) -> tuple[Call, ...]:
        ir = Builder()
        leaves = {name: ir.leaf("vector", name, array.shape) for name, array in arrays.items()}
        numbers = {name: ir.leaf("scalar", name, ()) for name in self._scalars}
        parameters, slots = self.optimizer.update(ir, self.settings, leaves["parameters"], leaves["gradient"], leaves,
                                                  numbers)
        bindings = {leaves[name]: array for name, array in arrays.items()}
        bindings.update({numbers[name]: array for name, array in self._scalars.items()})
        outputs = [*slots.values(), parameters]
        destinations = [*(arrays[name] for name in slots), arrays["parameters"]]
        return compile_plan(device, dtype, outputs, bindings, destinations).calls
