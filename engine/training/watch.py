"""Watches that losses and gradients stay finite without making a GPU wait."""

from __future__ import annotations

import math

from engine.device import Array, Device

PATIENCE = 64  # steps between two looks on an asynchronous device


class ImmediateWatch:
    """Looks at every step."""

    def __init__(self, device: Device, dtype: str) -> None:
        self.last = math.nan

    def finite(self, loss: Array, squared_norm: Array) -> bool:
        """Whether all seen so far is finite, as far as is known; keeps the newest loss in `last`."""
        self.last = float(loss)
        return math.isfinite(self.last + float(squared_norm))

    def settle(self) -> bool:
        """Look at what was not looked at yet."""
        return True


class DeferredWatch:
    """Collects on the device, and looks once in PATIENCE steps."""

    def __init__(self, device: Device, dtype: str) -> None:
        self._device = device
        self._seen = device.zeros((PATIENCE, 2), dtype)
        self._count = 0
        self.last = math.nan

    def finite(self, loss: Array, squared_norm: Array) -> bool:
        """See ImmediateWatch; up to PATIENCE steps late."""
        self._seen[self._count, 0] = loss
        self._seen[self._count, 1] = squared_norm
        self._count += 1
        return self._count < PATIENCE or self.settle()

    def settle(self) -> bool:
        """See ImmediateWatch."""
        count, self._count = self._count, 0
        if not count:
            return True
        seen = self._device.to_host(self._seen)[:count]
        self.last = float(seen[-1, 0])
        return math.isfinite(float(seen.sum(dtype="float64")))


def watch(device: Device, dtype: str) -> ImmediateWatch | DeferredWatch:
    """The watch that suits a device."""
    return (DeferredWatch if device.asynchronous else ImmediateWatch)(device, dtype)
