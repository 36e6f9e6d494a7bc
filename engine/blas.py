"""Matrix products and sums in main memory, as calls of BLAS that are settled beforehand.

SciPy's gemm takes half the time of np.dot to be called, and does not fill the result with zeros first.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, partial

import numpy as np
import scipy.linalg.blas

from engine import blas_beside
from engine.blas_threads import libraries

Call = tuple[Callable[..., object], tuple]

UNPACKED = 1_000_000
"""Multiplications up to which OpenBLAS reads the factors where they lie, with the kernels of `AVX_512`. Larger products
copy them into an order of their own first, which does not pay where a factor is narrow."""

AVX_512 = frozenset({"SkylakeX", "Cooperlake", "SapphireRapids"})

FEW = 32, 8
"""Rows in a piece below which its call costs more than it saves: of the inner axis, and of the result."""

STEP = 4  # rows of the result that are computed at once
MOST = 256  # rows of the inner axis in a piece
LONG = 4_096
"""Numbers beyond which the product with a vector is better left to NumPy, which has another call for it. That of two
vectors is already beyond MOST."""

TILE = 16  # unpacked products are quick where the columns are a multiple

BESIDE = 2**17
"""Multiplications from which a product lets other threads have the interpreter, where there are such: it takes a
microsecond to get it back."""


def product(a: np.ndarray, b: np.ndarray, out: np.ndarray, add: bool = False, beside: bool = False) -> list[Call]:
    """The calls for out (m, n) = a (m, k) @ b (k, n), or += with `add`; out is contiguous. Narrow ones go in pieces.
    With more axes it is NumPy that goes through them, and nothing can be added. Large ones run `beside` other threads
    of Python where that is wanted."""
    if out.ndim > 2:
        return [(partial(np.matmul, out=out), (a, b))]
    rows, inner, columns = len(a), *b.shape
    vector = 1 in (rows, columns) and a.size + b.size > (MOST if rows == columns else LONG)
    if not add and (vector or not (_plain(a) and _plain(b))):
        return [(np.dot, (a, b, out))]
    if a.flags.c_contiguous and b.flags.c_contiguous and columns % TILE == 0:
        piece = _unpacked() // (inner * columns) // STEP * STEP
        if FEW[1] <= piece < rows:
            return [_gemm(a[start:start + piece], b, out[start:start + piece], add, beside)
                    for start in range(0, rows, piece)]
    if a.flags.f_contiguous and b.flags.c_contiguous:
        piece = min(MOST, _unpacked() // (rows * columns))
        if FEW[0] <= piece < inner:
            return [_gemm(a[:, start:start + piece], b[start:start + piece], out, add or start > 0, beside)
                    for start in range(0, inner, piece)]
    return [_gemm(a, b, out, add, beside)]


def axpy(x: np.ndarray, factor: np.ndarray, out: np.ndarray, kept: float = 1.0) -> list[Call]:
    """The calls for out = kept · out + factor · x. Both are contiguous, of one shape; `factor` has no axes.

    Where gemm reads factors where they lie it is quickest to do both, x being a column times a matrix of one number.
    """
    function = scipy.linalg.blas.saxpy if out.dtype == np.float32 else scipy.linalg.blas.daxpy
    add = function, (x.reshape(-1), out.reshape(-1), out.size, factor, 0, 1, 0, 1)
    if kept == 1.0:
        return [add]
    if out.size > _unpacked():
        return [(np.multiply, (out, np.full((), kept, out.dtype), out)), add]
    gemm = scipy.linalg.blas.sgemm if out.dtype == np.float32 else scipy.linalg.blas.dgemm
    return [(gemm, (float(factor), x.reshape(-1, 1), np.ones((1, 1), out.dtype), kept, out.reshape(-1, 1), 0, 0, 1))]


@cache
def _unpacked() -> int:
    return UNPACKED if any(library.info().get("architecture") in AVX_512 for library in libraries()) else 0


def _plain(x: np.ndarray) -> bool:
    return x.flags.c_contiguous or x.flags.f_contiguous


def _gemm(a: np.ndarray, b: np.ndarray, out: np.ndarray, add: bool, beside: bool) -> Call:
    """BLAS counts by columns: it is given outᵀ = bᵀ aᵀ."""
    gemm = scipy.linalg.blas.sgemm if out.dtype == np.float32 else scipy.linalg.blas.dgemm
    (left, flip_left), (right, flip_right) = ((x.T, 0) if x.flags.c_contiguous else (x, 1) for x in (b, a))
    if beside and a.size * b.shape[1] >= BESIDE:
        return blas_beside.gemm(left, right, out.T, float(add), flip_left, flip_right)
    return gemm, (1.0, left, right, float(add), out.T, flip_left, flip_right, 1)
