"""How many threads the BLAS libraries of this process have.

NumPy and SciPy each bring one with threads of its own. Where both have several, those of one wait for those of the
other at every product, and a small network trains ten times slower, beside a busy core a hundred times. So programs
run with one thread in each; with one a product is also the same, bit for bit, on any number of cores. The parallelism
of Ladera is that of processes, and of threads that each run a program of their own (`engine.team`).
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Sequence
from functools import cache
from itertools import product
from threading import Lock
from types import TracebackType
from typing import Any, NamedTuple

import numpy as np  # noqa: F401 - so that both libraries are there when they are looked for
import scipy.linalg.blas  # noqa: F401
from threadpoolctl import ThreadpoolController

OPENBLAS = [f"{prefix}openblas_{{}}_num_threads{suffix}"
            for prefix, suffix in product(("", "scipy_"), ("", "64_", "_64"))]
"""How the functions of OpenBLAS are called, in one build or another."""


class Pool(NamedTuple):
    """The threads of one library, to be read and set."""

    get: Callable[[], int | None]
    set: Callable[[int], object]


class OneThread:
    """A context in which every one of `pools` has one thread. It may be entered again, and by several threads of
    Python: whoever leaves it last gives the pools the threads back that they had before."""

    def __init__(self, pools: Sequence[Pool]) -> None:
        self._pools = tuple(pools)
        self._lock, self._inside, self._before = Lock(), 0, ()
        self.is_for_good = False
        """Whether the other cores belong to other processes."""

    def for_good(self) -> None:
        """Enter, and never leave: for a process whose other cores belong to others."""
        self.is_for_good = True
        self.__enter__()

    def __enter__(self) -> None:
        with self._lock:
            self._inside += 1
            if self._inside == 1:
                self._before = [(pool, threads) for pool in self._pools if (threads := pool.get() or 1) > 1]
                for pool, _ in self._before:
                    pool.set(1)

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None,
                 traceback: TracebackType | None) -> None:
        with self._lock:
            self._inside -= 1
            if not self._inside:
                for pool, threads in self._before:
                    pool.set(threads)


@cache
def one_thread() -> OneThread:
    """`with one_thread(): …`, the same context for all."""
    return OneThread([_pool(library) for library in libraries()])


@cache
def libraries() -> tuple[Any, ...]:
    """Every BLAS of this process, as threadpoolctl sees it."""
    return tuple(ThreadpoolController().select(user_api="blas").lib_controllers)


def _pool(library: Any) -> Pool:
    """The functions of OpenBLAS itself where it has threads of its own, for threadpoolctl takes five times as long and
    lets only that thread of Python set them that did so first; of other libraries those of threadpoolctl."""
    if library.internal_api == "openblas" and library.threading_layer == "pthreads":
        loaded = ctypes.CDLL(library.filepath)
        for name in OPENBLAS:
            if hasattr(loaded, name.format("set")) and hasattr(loaded, name.format("get")):
                return Pool(getattr(loaded, name.format("get")), getattr(loaded, name.format("set")))
    return Pool(library.get_num_threads, library.set_num_threads)
