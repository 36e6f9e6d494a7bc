"""Runs of element-wise calls on large arrays, a block of rows at a time.

Call by call, each of them brings arrays from main memory that the one before has just written. In blocks, what one call
writes is still in the cache when the next reads it. Every number is computed as before, from the same numbers.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any, NamedTuple

import numpy as np

from engine.device import Call
from engine.ir.value import Shape

BLOCK = 2**16
"""Numbers of a block: with a few arrays 1 MiB in single precision, half of a common second-level cache."""
LARGE = 2**18
"""Numbers of an array below which it stays in the cache as a whole."""

NAMED = (np.maximum, np.minimum)  # functions that take an output by name only

Traced = tuple[Call, str]


class RowByRow(NamedTuple):
    """A call that computes every row of its large output from the same rows of its inputs: element by element, or a
    product of many matrices. Where all arrays are contiguous and of one shape, or without axes, it is `free`: it can be
    seen in any other shape."""

    function: np.ufunc
    inputs: tuple[np.ndarray, ...]
    out: np.ndarray
    free: bool


def in_blocks(calls: Sequence[Traced]) -> list[Traced]:
    """The same calls, each with its origin; runs of at least two that can go in blocks are divided."""
    made: list[Traced] = []
    start = 0
    while start < len(calls):
        run, shape = _run(calls, start)
        if len(run) > 1:
            made.extend(_divided(run, shape, [origin for _, origin in calls[start:start + len(run)]]))
        else:
            made.append(calls[start])
        start += max(1, len(run))
    return made


def _run(calls: Sequence[Traced], start: int) -> tuple[list[RowByRow], Shape]:
    """The run that begins at `start`, and the shape in which it goes."""
    run: list[RowByRow] = []
    shape: Shape = ()
    met: dict[tuple[int, int], Any] = {}
    for place in range(start, len(calls)):
        found = _row_by_row(*calls[place][0])
        if found is None or (run and found.out.size != run[0].out.size):
            break
        if shape and not found.free and found.out.shape != shape:
            break
        if not all(_stands_alone(array, _is_divided(array, found.out), met) for array in (*found.inputs, found.out)):
            break
        shape = shape if found.free else found.out.shape
        run.append(found)
    return run, shape or (run[0].out.shape if run else ())


def _row_by_row(function: Any, arguments: tuple) -> RowByRow | None:
    if isinstance(function, partial) and isinstance(function.func, np.ufunc) and set(function.keywords) == {"out"}:
        function, inputs, out = function.func, arguments, function.keywords["out"]
    elif isinstance(function, np.ufunc) and len(arguments) == function.nin + 1:
        inputs, out = arguments[:-1], arguments[-1]
    else:
        return None
    if out.size < LARGE or not out.flags.c_contiguous or len(out) == 1 or len(inputs) != function.nin:
        return None
    many = function.signature is not None
    if many and out.ndim < 3:
        return None
    if not all(isinstance(array, np.ndarray) and (array.ndim < out.ndim or len(array) == 1 or _is_divided(array, out))
               for array in inputs):
        return None
    free = not many and all(not array.ndim or (array.shape == out.shape and array.flags.c_contiguous)
                            for array in inputs)
    return RowByRow(function, tuple(inputs), out, free)


def _is_divided(array: np.ndarray, out: np.ndarray) -> bool:
    """Whether a block of rows of `out` comes from the same rows of `array`, and not from all of it."""
    return array.ndim == out.ndim and len(array) == len(out)


def _stands_alone(array: np.ndarray, divided: bool, met: dict[tuple[int, int], Any]) -> bool:
    """Whether `array` shares no memory with those met before, unless it is one of them, whose rows are taken in the
    same way; it is met then."""
    place = np.lib.array_utils.byte_bounds(array)
    form: Any = None if array.flags.c_contiguous else (array.shape, array.strides)
    if array.ndim and not divided:
        form = "whole"
    for other, of_other in met.items():
        if other[0] < place[1] and place[0] < other[1] and (other, of_other) != (place, form):
            return False
    met[place] = form
    return True


def _divided(run: Sequence[RowByRow], shape: Shape, origins: Sequence[str]) -> Iterator[Traced]:
    rows = shape[0]
    step = max(1, BLOCK * rows // run[0].out.size)
    for start in range(0, rows, step):
        for (function, inputs, out, free), origin in zip(run, origins, strict=True):
            seen = [array.reshape(shape) if free and array.ndim else array for array in (*inputs, out)]
            *some, target = (array[start:start + step] if _is_divided(array, seen[-1]) else array for array in seen)
            call: Call = (function, (*some, target))
            if function in NAMED:
                call = (partial(function, out=target), tuple(some))
            yield call, origin
