"""Our own matrix products of a GPU: they compile for one, and their threads compute products."""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from functools import partial
from types import SimpleNamespace

import numpy as np
import pytest

from engine.device import Device
from engine.device.products import FEW, LITTLE, LONG, MOST, NUMBERS, SOURCE, product
from tests.engine.device.compilers import compile_cuda, compile_here, nvrtc
from tests.engine.fake_device import Fake

# Threads of a block are threads here, and meet where they meet there; blocks come one after the other.
SHIM = """
#include <barrier>
#include <thread>
#include <vector>
struct Index { int x, y, z; };
static thread_local Index threadIdx;
static Index blockIdx, gridDim;
static std::barrier<>* gate;
#define __global__
#define __shared__ static
#define __syncthreads() gate->arrive_and_wait()
"""
LAUNCH = """
extern "C" void launch(int sum, Index grid, Index block, void* a, void* b, void* out, int add, int members, int m,
                       int n, int k, long long* s) {
    gridDim = grid;
    std::barrier<> all(block.x * block.y);
    gate = &all;
    auto kernel = sum ? sums : product;
    for (int z = 0; z < grid.z; ++z) for (int y = 0; y < grid.y; ++y) for (int x = 0; x < grid.x; ++x) {
        blockIdx = {x, y, z};
        std::vector<std::thread> threads;
        for (int i = 0; i < block.x * block.y; ++i)
            threads.emplace_back([=] {
                threadIdx = {i % block.x, i / block.x, 0};
                kernel((NUMBER*)a, (NUMBER*)b, (NUMBER*)out, add, members, m, n, k, s[0], s[1], s[2], s[3], s[4], s[5],
                       s[6], s[7], s[8]);
            });
        for (auto& thread : threads) thread.join();
    }
}
"""
Kernel = Callable[[str, str], Callable[..., None]]


class Index(ctypes.Structure):
    _fields_ = [(axis, ctypes.c_int) for axis in "xyz"]


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Kernel:
    """The kernels, run by threads of this processor."""
    libraries = {number: compile_here(tmp_path_factory.mktemp(number), (SHIM + SOURCE + LAUNCH).replace(
        "NUMBER", number)) for number in NUMBERS.values()}

    def kernel(name: str, number: str) -> Callable[..., None]:
        def call(grid: tuple[int, ...], block: tuple[int, ...], arguments: tuple) -> None:
            arrays, counts, strides = arguments[:3], arguments[3:8], arguments[8:]
            libraries[number].launch(
                name == "sums", Index(*grid), Index(*block), *(x.ctypes.data_as(ctypes.c_void_p) for x in arrays),
                *map(int, counts), (ctypes.c_longlong * 9)(*map(int, strides)))

        return call

    return kernel


@pytest.mark.parametrize("number", NUMBERS.values())
def test_the_kernels_compile_for_a_gpu(number: str):
    ptx = compile_cuda(nvrtc(), SOURCE.replace("NUMBER", number))
    assert ptx.count(b".entry") == 2


SHAPES = (
    ((17, 33), (33, 5)), ((1, 20), (20, 18)), ((2, LONG + 70), (LONG + 70, 3)), ((3, 4, 5), (3, 5, 2)),
    ((3, 4, 5), (5, 2)), ((2, 2, LONG), (2, LONG, 1)), ((9, LONG), (LONG, 18)), ((9, LONG + 9), (LONG + 9, 18)),
)


@pytest.mark.parametrize(("a", "b"), [*SHAPES, ((500, 500), (500, 500)), ((2, 1, 3, 4, 5), (1, 3, 1, 5, 2))], ids=str)
def test_every_device_multiplies(device: Device, a: tuple[int, ...], b: tuple[int, ...]):
    rng = np.random.default_rng(0)
    left, right = rng.standard_normal(a), rng.standard_normal(b)
    out = device.empty((left @ right).shape, "float64")
    for function, arguments in device.product(device.upload(left), device.upload(right), out):
        function(*arguments)
    np.testing.assert_allclose(device.to_host(out), left @ right, rtol=1e-10, atol=1e-10)


@pytest.mark.parametrize("add", [False, True])
@pytest.mark.parametrize("dtype", NUMBERS)
@pytest.mark.parametrize(("a", "b"), SHAPES, ids=str)
def test_threads_compute_products(here: Kernel, a: tuple[int, ...], b: tuple[int, ...], dtype: str, add: bool):
    rng = np.random.default_rng(0)
    left, right = (rng.standard_normal(shape).astype(dtype) for shape in (a, b))
    expected = left @ right
    out = rng.standard_normal(expected.shape).astype(dtype)
    if add:
        expected = expected + out
    for function, arguments in product(np, here, left, right, out, add):
        function(*arguments)
    np.testing.assert_allclose(out, expected, rtol=1e-4 if dtype == "float32" else 1e-12, atol=1e-4)


def test_factors_are_read_where_they_lie(here: Kernel):
    """Transposed, every second row, the same for all members, and several axes in one."""
    rng = np.random.default_rng(0)
    left = rng.standard_normal((2, 3, 5, 8)).swapaxes(-1, -2)[..., ::2, :]
    right = rng.standard_normal((7, 5)).T
    wide = np.zeros((2, 3, 4, 14))
    ((function, arguments),) = product(None, here, left, right, wide[..., ::2])
    function(*arguments)
    np.testing.assert_allclose(wide[..., ::2], left @ right)
    assert not wide[..., 1::2].any()


def calls(fake: Fake, a: tuple[int, ...], b: tuple[int, ...]) -> str:
    """The names of what is called for a product of factors of these shapes."""

    def kernel(name: str, number: str) -> Callable[..., None]:
        return SimpleNamespace(__name__=name)

    out = (*np.broadcast_shapes(a[:-2], b[:-2]), a[-2], b[-1])
    arrays = [fake.device.empty(shape, "float32") for shape in (a, b, out)]
    return " ".join(getattr(function, "func", function).__name__.lstrip("_")
                    for function, _ in product(fake.xp, kernel, *arrays))


@pytest.mark.parametrize(("a", "b", "expected"), [
    ((64, 784), (784, 128), "product"),
    ((1, LONG), (LONG, FEW), "sums"),
    ((16, LONG), (LONG, 1), "sums"),
    ((40, 12_544), (12_544, 24), "product product"),
    ((40, LONG + 9), (LONG + 9, 24), "product"),
    ((1_000, 1_000), (1_000, 1_000), "dot"),
    ((4_096, 500, 16), (4_096, 16, 16), "product"),
    ((64, 500, 784), (64, 784, 128), "matmul"),
    ((2, 1, 3, 4, 5), (1, 3, 1, 5, 2), "matmul"),
], ids=str)
def test_little_products_have_kernels_of_our_own_and_large_ones_the_library(fake: Fake, a, b, expected: str):
    assert calls(fake, a, b) == expected


def test_the_border_is_where_it_is_said_to_be(fake: Fake):
    rows = MOST // 128**2
    assert calls(fake, (rows, 128), (128, 128)) == "product"
    assert calls(fake, (rows + 1, 128), (128, 128)) == "dot"
    many, inner = 2_000, LITTLE // 32
    rows = MOST // LITTLE // many + 1
    assert calls(fake, (many, rows, inner), (many, inner, 32)) == "product"
    assert calls(fake, (many, rows, inner), (many, inner, 33)) == "matmul"


def test_a_product_that_adds_goes_to_the_library_too(fake: Fake):
    rng = np.random.default_rng(0)
    a, b, out = rng.standard_normal((210, 210)), rng.standard_normal((210, 210)), rng.standard_normal((210, 210))
    arrays = [fake.device.upload(x) for x in (a, b, out)]
    for function, arguments in partial(fake.device.product, add=True)(*arrays):
        function(*arguments)
    np.testing.assert_allclose(fake.device.to_host(arrays[2]), out + a @ b)
