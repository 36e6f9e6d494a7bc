"""Where arrays live: NumPy in main memory, or CuPy on an NVIDIA GPU.

A `Device` is the array library (`xp`) with the few things that the two do differently. Code that computes takes a
device as an argument and uses `device.xp`; nothing asks which device is current. One thread owns a CuPy device: the one
that trains.
"""

from __future__ import annotations

import importlib
import importlib.util
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, partial
from typing import Any, Protocol

import numpy as np

from engine import blas
from engine.errors import N_, DeviceError
from engine.random import CounterGenerator

Array = Any  # numpy.ndarray or cupy.ndarray


class Generator(Protocol):
    """Random numbers on a device. `state` is what a snapshot keeps; setting it goes back there."""

    state: Any

    def uniform(self, out: Array) -> None:
        """Fill `out` from [0, 1)."""

    def normal(self, out: Array) -> None:
        """Fill `out` from the standard normal distribution."""


@dataclass(frozen=True)
class Device:
    """An array library and what differs from one to the other.

    `take(source, indices, out)` copies rows; `add_at(out, indices, values)` adds to numbers of a flat array, also where
    indices repeat; `product(a, b, out, add)` are the calls for out = a @ b, or out += a @ b; `as_strided(x, shape,
    strides)` is a view that may overlap itself. `synchronize` waits until everything asked for is done; `memory` gives
    (free, total) bytes, or None where that says nothing. `generator(seed)` makes random numbers there.
    """

    name: str
    xp: Any
    as_strided: Callable[[Array, tuple[int, ...], tuple[int, ...]], Array]
    take: Callable[[Array, Array, Array], object]
    add_at: Callable[[Array, Array, Array], object]
    product: Callable[..., list[tuple[Callable, tuple]]]
    to_host: Callable[[Array], np.ndarray]
    synchronize: Callable[[], None]
    memory: Callable[[], tuple[int, int] | None]
    generator: Callable[[int], Generator]
    asynchronous: bool = False  # calls return before their work is done; reading a value waits for it

    def upload(self, host: np.ndarray, dtype: Any = None) -> Array:
        """A copy of a NumPy array on this device, contiguous."""
        return self.xp.array(np.asarray(host, order="C"), dtype=dtype)

    def empty(self, shape: tuple[int, ...] | int, dtype: Any) -> Array:
        """An array without values."""
        return self.xp.empty(shape, dtype=dtype)

    def zeros(self, shape: tuple[int, ...] | int, dtype: Any) -> Array:
        """An array of zeros."""
        return self.xp.zeros(shape, dtype=dtype)


def _take(source: np.ndarray, indices: np.ndarray, out: np.ndarray) -> np.ndarray:
    return np.take(source, indices, 0, out, "clip")  # "raise" would buffer the output


class NumpyGenerator:
    """PCG64, in main memory."""

    def __init__(self, seed: int) -> None:
        self._generator = np.random.default_rng(seed)

    @property
    def state(self) -> dict[str, Any]:
        return self._generator.bit_generator.state

    @state.setter
    def state(self, state: dict[str, Any]) -> None:
        self._generator.bit_generator.state = state

    def uniform(self, out: np.ndarray) -> None:
        self._generator.random(out=out, dtype=out.dtype)

    def normal(self, out: np.ndarray) -> None:
        self._generator.standard_normal(out=out, dtype=out.dtype)


NUMPY = Device("numpy", np, np.lib.stride_tricks.as_strided, _take, np.add.at, blas.product, np.asarray, lambda: None,
               lambda: None, NumpyGenerator)


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


def dot_product(xp: Any, a: Array, b: Array, out: Array, add: bool = False) -> list[tuple[Callable, tuple]]:
    """The calls for out = a @ b, or out += a @ b, where the library has no product that adds."""
    return [(_add_matmul, (xp, a, b, out)) if add else (xp.dot, (a, b, out))]


def _add_matmul(xp: Any, a: Array, b: Array, out: Array) -> None:
    xp.add(out, xp.matmul(a, b), out)


@cache
def _cupy_device() -> Device:
    cupy = importlib.import_module("cupy")
    return Device(
        "cupy", cupy, cupy.lib.stride_tricks.as_strided,
        take=lambda source, indices, out: cupy.take(source, indices, 0, out),
        add_at=importlib.import_module("cupyx").scatter_add,
        product=partial(dot_product, cupy),
        to_host=cupy.asnumpy,
        synchronize=lambda: cupy.cuda.get_current_stream().synchronize(),
        memory=lambda: cupy.cuda.runtime.memGetInfo(),
        generator=lambda seed: CounterGenerator(cupy, seed),
        asynchronous=True,
    )


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
        return _cupy_device()
    if name == "auto":
        return NUMPY
    raise status.reason
