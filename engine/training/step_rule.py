"""What a step makes of its gradient, as values beside those of the network: clipping, and the optimizer's rule."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

import numpy as np

from engine.device import Array, Device
from engine.ir import Lowered, Value
from engine.layout import ParameterLayout
from engine.optimizers import Optimizer
from engine.training.clipping import clipped
from engine.training.row_gradients import is_looked_up
from engine.training.settings import TrainingSettings


class StepRule:
    """`slots` are the state of the optimizer by name, on `device`, zeros where it is not there; `numbers` says the
    learning rate and the number of the step, from 1, at any time; `before` gives the weights before the newest step;
    `free` is 0 where single weights are frozen, for the arrays that have such; `own_rates` are the shares of a step by
    which arrays move, where that is not 1. The rule is the one that `Updater`
    compiles, for one array of weights instead of all."""

    def __init__(self, optimizer: Optimizer, settings: TrainingSettings, layout: ParameterLayout, device: Device,
                 slots: Mapping[str, Array], numbers: Callable[[], tuple[float, int]],
                 before: Callable[[], Array], free: Mapping[str, np.ndarray],
                 own_rates: Mapping[str, float] = MappingProxyType({})) -> None:
        self._optimizer, self._settings, self._layout, self._device = optimizer, settings, layout, device
        self._numbers, self.before, self._own_rates = numbers, before, own_rates
        self._free = {name: device.upload(mask, settings.dtype) for name, mask in free.items()}
        self._slots: dict[str, Array] = {}
        self._scalars: dict[str, Array] = {}
        if not optimizer.full_batch:
            nothing = device.zeros(layout.trainable, settings.dtype)
            self._slots = {name: slots.get(name, nothing) for name in optimizer.slots}
            self._scalars = {name: device.zeros((), settings.dtype)
                             for name in optimizer.scalars(settings.optimizer_settings, 0.0, 1)}

    def values(self, net: Lowered, name: str, weights: Value) -> dict[str, Value]:
        """Of the trainable array `name`: its "gradient" with its penalty, "followed" where it is clipped or frozen,
        and, unless the optimizer searches its way, the state "before/…" and "after/…" the step, the numbers "scalar/…"
        that the rule has in this step, and what becomes of `weights`, the "new" ones. Of a table of which the rule
        moves what was looked up, "seen" is 1 there."""
        ir, settings = net.ir, self._settings
        trained = {entry.name: net.parameters[entry.name] for entry in self._layout if entry.parameter.trainable
                   and (settings.clip_norm or entry.name == name)}
        slopes = self._optimizer.slopes(net, trained)
        gradient = dict(zip(trained, slopes, strict=True))[name]
        found = {"gradient": gradient}
        if self._optimizer.full_batch:
            return found
        if settings.clip_value or settings.clip_norm or name in self._free:
            slopes = [ir.mul(slope, ir.leaf("free", array, slope.shape)) if array in self._free else slope
                      for array, slope in zip(trained, slopes, strict=True)]
            followed = clipped(ir, slopes, settings.clip_value, settings.clip_norm)
            gradient = found["followed"] = dict(zip(trained, followed, strict=True))[name]
        slots = {slot: ir.leaf("slot", f"{slot}:{name}", weights.shape) for slot in self._slots}
        scalars = {scalar: ir.leaf("scalar", scalar, ()) for scalar in self._scalars}
        new, state = self._optimizer.update(ir, settings.optimizer_settings, weights, gradient, slots, scalars)
        if self._optimizer.lazy and is_looked_up(found["gradient"]):
            indices = found["gradient"].inputs[1]
            looked_up = ir.scatter_add(ir.constant(1.0, (*indices.shape, 1)), indices, weights.shape[-2])
            seen = found["seen"] = ir.broadcast(ir.greater(looked_up, 0.0), weights.shape)
            new = ir.select(seen, new, weights)
            state = {slot: ir.select(seen, value, slots[slot]) for slot, value in state.items()}
        if name in self._free:
            new = ir.select(ir.leaf("free", name, weights.shape), new, weights)
        if name in self._own_rates:
            new = ir.add(weights, ir.mul(ir.sub(new, weights), self._own_rates[name]))
        return (found | {f"before/{slot}": value for slot, value in slots.items()}
                | {f"after/{slot}": value for slot, value in state.items()}
                | {f"scalar/{scalar}": value for scalar, value in scalars.items()} | {"new": new})

    def array(self, leaf: Value) -> Array:
        """The array behind a leaf that `values` made."""
        name = leaf.attrs["name"]
        if leaf.attrs["role"] in ("scalar", "free"):
            return {"scalar": self._scalars, "free": self._free}[leaf.attrs["role"]][name]
        slot, weight = name.split(":", 1)
        return self._layout.view(self._slots[slot], weight)

    def refresh(self) -> None:
        """The numbers of the step that is the next one now."""
        for name, number in self._now().items():
            self._scalars[name][...] = number

    def _now(self) -> Mapping[str, float]:
        rate, step = self._numbers()
        return {} if self._optimizer.full_batch else self._optimizer.scalars(self._settings.optimizer_settings, rate,
                                                                             step)
