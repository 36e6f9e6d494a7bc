"""CuPy on an NVIDIA GPU. One thread owns the device: the one that trains."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Sequence
from functools import cache, partial
from typing import Any

from engine.device.device import Call, Device
from engine.device.elementwise import FUNCTIONS, parameters
from engine.device.products import SOURCE, product
from engine.device.random import CounterGenerator
from engine.device.replay import Replay, record

CHUNK = 2**25  # numbers: 128 MiB in float32
MEMBERS = 4_096


@cache
def cupy_device() -> Device:
    """The device, where `cupy_status` says that there is one. Kernels are compiled when they are first called."""
    cupy = importlib.import_module("cupy")

    @cache
    def elementwise(body: str, inputs: int) -> Callable[..., object]:
        return cupy.ElementwiseKernel(parameters(inputs), "T y", body, "ladera_fused", preamble=FUNCTIONS)

    @cache
    def kernel(name: str, number: str) -> Callable[..., object]:
        return cupy.RawKernel(SOURCE.replace("NUMBER", number), name)

    def program(calls: Sequence[Call]) -> Replay:
        return Replay(calls, partial(record, cupy))

    def take(source: Any, indices: Any, out: Any) -> None:
        cupy.take(source, indices, 0, out)

    return Device(
        "cupy", cupy, cupy.lib.stride_tricks.as_strided, take, importlib.import_module("cupyx").scatter_add,
        partial(product, cupy, kernel), program, cupy.asnumpy,
        synchronize=lambda: cupy.cuda.get_current_stream().synchronize(),
        memory=lambda: cupy.cuda.runtime.memGetInfo(),
        generator=lambda seed: CounterGenerator(cupy, seed),
        elementwise=elementwise, chunk=CHUNK, members=MEMBERS, asynchronous=True,
    )
