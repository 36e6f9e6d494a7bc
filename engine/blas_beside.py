"""Products of SciPy's BLAS that let other threads have the interpreter while they compute.

Those of `scipy.linalg.blas` keep it; these are the same functions of the same library, called by their addresses in
`scipy.linalg.cython_blas`, with arguments that are laid out beforehand.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from functools import cache
from typing import Any

import numpy as np
import scipy.linalg.cython_blas

Call = tuple[Callable[..., object], tuple]

_NUMBERS: dict[str, Any] = {"float32": ctypes.c_float, "float64": ctypes.c_double}


class _Numbers(ctypes.c_void_p):
    """Where an array begins; keeps the array."""

    def __init__(self, array: np.ndarray) -> None:
        super().__init__(array.ctypes.data)
        self.array = array


def gemm(left: np.ndarray, right: np.ndarray, out: np.ndarray, add: float, turn_left: int, turn_right: int) -> Call:
    """out (m, n) = left @ right + add · out, in memory by columns, with factors transposed where it is said."""
    rows, columns = out.shape
    inner = left.shape[0] if turn_left else left.shape[1]
    return _function(out.dtype.name), (
        _letter(turn_left), _letter(turn_right), _whole(rows), _whole(columns), _whole(inner), _real(1.0, out),
        _Numbers(left), _whole(left.shape[0]), _Numbers(right), _whole(right.shape[0]), _real(add, out), _Numbers(out),
        _whole(rows))


@cache
def _function(dtype: str) -> Any:
    capsule = scipy.linalg.cython_blas.__pyx_capi__[{"float32": "sgemm", "float64": "dgemm"}[dtype]]
    api = ctypes.pythonapi
    api.PyCapsule_GetName.restype, api.PyCapsule_GetName.argtypes = ctypes.c_char_p, [ctypes.py_object]
    api.PyCapsule_GetPointer.restype = ctypes.c_void_p
    api.PyCapsule_GetPointer.argtypes = [ctypes.py_object, ctypes.c_char_p]
    address = api.PyCapsule_GetPointer(capsule, api.PyCapsule_GetName(capsule))
    return ctypes.CFUNCTYPE(None)(address)


def _whole(number: int) -> Any:
    return ctypes.byref(ctypes.c_int(number))


def _real(number: float, out: np.ndarray) -> Any:
    return ctypes.byref(_NUMBERS[out.dtype.name](number))


def _letter(turned: int) -> Any:
    return ctypes.byref(ctypes.c_char(b"T" if turned else b"N"))
