"""Which devices there are."""

from __future__ import annotations

import importlib
import importlib.util
from dataclasses import dataclass
from functools import cache

from engine.device.device import NUMPY, Device
from engine.device.gpu import cupy_device
from engine.errors import N_, DeviceError


@dataclass(frozen=True)
class Status:
    """Whether a device can be used; `reason` says why not and how to change that, `hardware` is the GPU's name."""

    available: bool
    reason: DeviceError | None = None
    hardware: str = ""


@cache
def cupy_status() -> Status:
    """Probe CuPy with one small allocation and product: that it can be imported does not mean that it can be used.

    Takes a second or more the first time: call it outside a window's thread.
    """
    if importlib.util.find_spec("cupy") is None:
        return Status(False, DeviceError(N_("engine", "CuPy is not installed. With an NVIDIA graphics card, "
                                            "“python3 run.py --gpu” adds it.")))
    try:
        cupy = importlib.import_module("cupy")
        if not cupy.cuda.is_available():
            return Status(False, DeviceError(N_("engine", "CuPy is installed, but there is no NVIDIA graphics card "
                                                "that it can use, or its driver is missing.")))
        ones = cupy.ones((2, 2), dtype="float32")
        if float((ones @ ones).sum()) != 8.0:
            raise RuntimeError("2×2 product is wrong")
        properties = cupy.cuda.runtime.getDeviceProperties(0)
    except Exception as error:  # CuPy raises its own errors, ImportError, RuntimeError or OSError here
        return Status(False, DeviceError(N_("engine", "CuPy is installed, but it does not work here: {detail}"),
                                         detail=error))
    return Status(True, hardware=properties["name"].decode())


def get_device(name: str = "auto") -> Device:
    """The device called "numpy" or "cupy"; "auto" is CuPy where it can be used and NumPy elsewhere.

    Raises DeviceError, with the reason, when CuPy is asked for and cannot be used.
    """
    if name == "numpy":
        return NUMPY
    if name not in ("cupy", "auto"):
        raise DeviceError(N_("engine", "There is no device “{name}”; there are numpy, cupy and auto."), name=name)
    status = cupy_status()
    if status.available:
        return cupy_device()
    if name == "auto":
        return NUMPY
    raise status.reason
