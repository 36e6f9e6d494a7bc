"""Programs of a GPU: recorded once as a CUDA graph, then launched as a whole.

A step of a small network is dozens of kernels that take less time than asking for them does. What a GPU cannot record,
or CuPy does not let it (calls of cuBLAS), is asked for piece by piece, as before.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from engine.device.device import Call, in_turn


class Replay:
    """Makes `calls` in turn the first time, which compiles their kernels; from then on as what `record` made of them.

    `record(calls)` returns a function that does what they do, and raises RuntimeError where there is none; then they
    are made in turn for good. It does not carry them out itself.
    """

    def __init__(self, calls: Sequence[Call], record: Callable[[Sequence[Call]], Callable[[], None]]) -> None:
        self._calls, self._record, self._in_turn = tuple(calls), record, in_turn(calls)
        self._run = self._first if len(self._calls) > 1 else self._in_turn

    def __call__(self) -> None:
        self._run()

    def _first(self) -> None:
        self._in_turn()
        self._run = self._second

    def _second(self) -> None:
        try:
            self._run = self._record(self._calls)
        except RuntimeError:  # CUDA's errors, and the NotImplementedError with which CuPy refuses a library
            self._run = self._in_turn
        self._run()


def record(cupy: Any, calls: Sequence[Call]) -> Callable[[], None]:
    """The calls as a graph. Memory that they borrow on the way stays theirs: the graph knows it by its address."""
    pool, stream = cupy.cuda.MemoryPool(), cupy.cuda.Stream(non_blocking=True)
    with stream, cupy.cuda.using_allocator(pool.malloc):
        stream.begin_capture()
        try:
            in_turn(calls)()
        finally:
            graph = stream.end_capture()

    def launch() -> None:
        graph.launch()

    launch.memory = pool
    return launch
