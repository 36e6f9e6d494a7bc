"""Matrix products in main memory: whole or in pieces, they are the same; new arrays begin where a cache line does"""

from __future__ import annotations

import numpy as np
import pytest

from engine import blas
from engine.device import NUMPY

PIECES = [
    ((512, 192), (192, 64), "C", 7),   # rows of the result: 80 at a time, 32 are left
    ((64, 784), (784, 128), "C", 8),
    ((256, 1600), (1600, 97), "F", 40),  # the inner axis: 40 at a time
    ((9, 700), (700, 3), "F", 3),
]


def factors(a: tuple[int, int], b: tuple[int, int], order: str) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(0)
    return np.asarray(rng.standard_normal(a), order=order), rng.standard_normal(b)


def compute(a: np.ndarray, b: np.ndarray, out: np.ndarray, add: bool) -> int:
    """How many calls it took."""
    calls = blas.product(a, b, out, add)
    for function, arguments in calls:
        function(*arguments)
    return len(calls)


@pytest.mark.parametrize("add", [False, True])
@pytest.mark.parametrize(("a", "b", "order", "pieces"), PIECES)
@pytest.mark.parametrize("unpacked", [blas.UNPACKED, 0])
def test_pieces_make_the_whole_product(monkeypatch, a, b, order, pieces, unpacked, add):
    """With kernels that read factors where they lie, and with those that copy them first: there nothing is divided."""
    monkeypatch.setattr(blas, "_unpacked", lambda: unpacked)
    a, b = factors(a, b, order)
    out = np.full((len(a), b.shape[1]), 2.0)
    assert compute(a, b, out, add) == (pieces if unpacked else 1)
    np.testing.assert_allclose(out, a @ b + 2.0 * add, rtol=1e-11, atol=1e-11)


@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_a_multiple_is_added_in_place(dtype):
    x, out = np.arange(6.0, dtype=dtype).reshape(2, 3), np.ones((2, 3), dtype)
    ((function, arguments),) = blas.axpy(x, np.array(-0.5, dtype), out)
    function(*arguments)
    np.testing.assert_array_equal(out, [[1.0, 0.5, 0.0], [-0.5, -1.0, -1.5]])


@pytest.mark.parametrize("unpacked", [blas.UNPACKED, 0])
@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_a_moving_average_moves_in_place(monkeypatch, dtype, unpacked):
    monkeypatch.setattr(blas, "_unpacked", lambda: unpacked)
    x, out = np.arange(6.0, dtype=dtype).reshape(2, 3), np.ones((2, 3), dtype)
    for function, arguments in blas.axpy(x, np.array(0.25, dtype), out, 0.75):
        function(*arguments)
    np.testing.assert_array_equal(out, [[0.75, 1.0, 1.25], [1.5, 1.75, 2.0]])


@pytest.mark.parametrize("shape", [(), 0, 1, 1000, (3, 0, 2), (5, 7, 11), (300, 1000)])
@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_new_arrays_begin_where_a_cache_line_does(shape, dtype):
    """NumPy's own begin 16 bytes later, and then every load of 64 bytes reads from two lines."""
    for make in (NUMPY.empty, NUMPY.zeros):
        array = make(shape, dtype)
        assert array.ctypes.data % 64 == 0 or not array.size
        assert array.shape == np.empty(shape).shape
        assert array.dtype == dtype
        assert array.flags.c_contiguous
        assert array.flags.writeable
    assert not NUMPY.zeros(shape, dtype).any()
