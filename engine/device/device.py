"""What a device is, and the one that is always there: NumPy in main memory."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, Protocol

import numpy as np

from engine import blas
from engine.blas_threads import one_thread

Array = Any  # numpy.ndarray or cupy.ndarray
Call = tuple[Callable[..., object], tuple]


CACHE_LINE = 64
"""Bytes. With AVX-512 an operation on numbers in the cache takes up to twice as long where each of its loads needs two
lines; NumPy's own arrays begin 16 bytes after one."""


FREELY = nullcontext()


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

    `program(calls)` makes all calls in turn whenever it is called. `elementwise(body, inputs)`, where the device has
    it, is one kernel for an expression over as many inputs: `body` is as `engine.device.elementwise` describes, and the
    kernel takes the arrays of the inputs, which broadcast to the shape of the output, and the output. `axpy(x, factor,
    out, kept)`, where the device has it, are the calls for out = kept · out + factor · x.

    `beside`, where there is one, is the same device for programs that run side by side in threads of Python.

    A device that wants much work at once says how much: at least `chunk` numbers of activations, `members` settings of
    the parameters.
    """

    name: str
    xp: Any
    as_strided: Callable[[Array, tuple[int, ...], tuple[int, ...]], Array]
    take: Callable[[Array, Array, Array], object]
    add_at: Callable[[Array, Array, Array], object]
    product: Callable[..., list[Call]]
    program: Callable[[Sequence[Call]], Callable[[], None]]
    to_host: Callable[[Array], np.ndarray]
    synchronize: Callable[[], None]
    memory: Callable[[], tuple[int, int] | None]
    generator: Callable[[int], Generator]
    elementwise: Callable[[str, int], Callable[..., object]] | None = None
    axpy: Callable[..., list[Call]] | None = None
    chunk: int = 0
    members: int = 0
    asynchronous: bool = False  # calls return before their work is done; reading a value waits for it
    running: AbstractContextManager[object] = FREELY  # what programs that multiply matrices run in
    beside: Device | None = None
    alignment: int = 0  # bytes of which the address of a new array is a multiple; 0 where the library sees to that

    def __repr__(self) -> str:
        return f"Device({self.name})"

    def upload(self, host: np.ndarray, dtype: Any = None) -> Array:
        """A copy of a NumPy array on this device, contiguous."""
        return self.xp.array(np.asarray(host, order="C"), dtype=dtype)

    def empty(self, shape: tuple[int, ...] | int, dtype: Any) -> Array:
        """An array without values."""
        return self._new(self.xp.empty, shape, dtype)

    def zeros(self, shape: tuple[int, ...] | int, dtype: Any) -> Array:
        """An array of zeros."""
        return self._new(self.xp.zeros, shape, dtype)

    def _new(self, make: Callable[..., Array], shape: tuple[int, ...] | int, dtype: Any) -> Array:
        if not self.alignment:
            return make(shape, dtype=dtype)
        size = int(np.prod(shape)) * np.dtype(dtype).itemsize
        whole = make(size + self.alignment, dtype="uint8")
        start = -whole.ctypes.data % self.alignment
        return whole[start:start + size].view(dtype).reshape(shape)


def in_turn(calls: Sequence[Call]) -> Callable[[], None]:
    """One call after the other."""
    calls = tuple(calls)

    def run() -> None:
        for function, arguments in calls:
            function(*arguments)

    return run


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


def _take(source: np.ndarray, indices: np.ndarray, out: np.ndarray) -> np.ndarray:
    return source.take(indices, 0, out, "clip")  # "raise" would buffer the output


_ALONE = Device("numpy", np, np.lib.stride_tricks.as_strided, _take, np.add.at, blas.product, in_turn, np.asarray,
                synchronize=lambda: None, memory=lambda: None, generator=NumpyGenerator, axpy=blas.axpy,
                running=one_thread(), alignment=CACHE_LINE)
NUMPY = replace(_ALONE, beside=replace(_ALONE, product=partial(blas.product, beside=True)))
