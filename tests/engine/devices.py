"""The devices on which the engine is tested: NumPy, the strict fake one, and CuPy where it can be used."""

from __future__ import annotations

import numpy as np

from engine.device import Array, Device, cupy_status, get_device
from tests.engine.fake_device import Fake

NAMES = ("numpy", "fake", *(["cupy"] if cupy_status().available else []))


def named(name: str) -> Device:
    """The device; a new one, with counters at zero, where it is the fake one."""
    return Fake().device if name == "fake" else get_device(name)


def apart(device: Device, array: np.ndarray) -> Array:
    """`array` in float64 on a device, with other numbers between its own: it is not contiguous."""
    spread = device.zeros((*array.shape, 2), "float64")
    spread[..., 1] = device.upload(np.asarray(array, dtype="float64"))
    return spread[..., 1]
