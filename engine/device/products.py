"""Matrix products on a GPU: kernels of our own for little ones, cuBLAS for the others.

To ask cuBLAS for a product of a small network takes longer than the product, and CuPy cannot record the request in a
graph. The two kernels read their factors where they lie, transposed or not: one computes tiles of the result, the
other, for results of few numbers, a sum over many terms each. Where the result is larger but the sums are long, as in
the gradient of a convolution's kernel, pieces of the sums are computed at the same time and added up afterwards.

The limits are reckoned from what a call costs, not measured.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from itertools import pairwise
from typing import Any

import numpy as np

from engine.device.device import Array, Call

TILE = 16  # rows and columns that a block computes together
TERMS = 128  # threads that share one sum
LONG = 512  # terms from which a sum is shared
FEW = 64  # results up to which it is
MANY = 2**13  # results from which tiles alone keep a GPU busy
PIECE = range(512, 127, -1)  # terms in a piece of a long sum, the best length first
MOST = 2**26  # multiplications of a product that is still little
DEEPEST = 65_535  # blocks that a grid may have along its second and third axis
LITTLE = 2**10  # numbers in the right factor of many products that are

# Strides count numbers, not bytes.
SOURCE = """
extern "C" __global__ void product(
    const NUMBER* a, const NUMBER* b, NUMBER* out, int add, int members, int m, int n, int k,
    long long a_member, long long a_row, long long a_column, long long b_member, long long b_row, long long b_column,
    long long out_member, long long out_row, long long out_column) {
    __shared__ NUMBER left[TILE][TILE + 1], right[TILE][TILE + 1];
    const int x = threadIdx.x, y = threadIdx.y, top = blockIdx.x * TILE, first = blockIdx.y * TILE;
    const int row = top + y, column = first + x;
    // Neighbouring threads read neighbouring numbers: along rows, or along columns where a factor is transposed.
    const int ai = a_row < a_column ? x : y, aj = x + y - ai, bi = b_row < b_column ? x : y, bj = x + y - bi;
    for (long long member = blockIdx.z; member < members; member += gridDim.z) {
        const NUMBER *p = a + member * a_member, *q = b + member * b_member;
        NUMBER sum = 0;
        for (int start = 0; start < k; start += TILE) {
            left[ai][aj] = top + ai < m && start + aj < k ? p[(top + ai) * a_row + (start + aj) * a_column] : NUMBER(0);
            right[bi][bj] = start + bi < k && first + bj < n ? q[(start + bi) * b_row + (first + bj) * b_column]
                                                             : NUMBER(0);
            __syncthreads();
            for (int i = 0; i < TILE; ++i) sum += left[y][i] * right[i][x];
            __syncthreads();
        }
        if (row < m && column < n) {
            NUMBER* place = out + member * out_member + row * out_row + column * out_column;
            *place = add ? *place + sum : sum;
        }
    }
}

extern "C" __global__ void sums(
    const NUMBER* a, const NUMBER* b, NUMBER* out, int add, int members, int m, int n, int k,
    long long a_member, long long a_row, long long a_column, long long b_member, long long b_row, long long b_column,
    long long out_member, long long out_row, long long out_column) {
    __shared__ NUMBER parts[TERMS];
    const int x = threadIdx.x, row = blockIdx.x / n, column = blockIdx.x % n;
    for (long long member = blockIdx.z; member < members; member += gridDim.z) {
        const NUMBER *p = a + member * a_member + row * a_row, *q = b + member * b_member + column * b_column;
        NUMBER sum = 0;
        for (int i = x; i < k; i += TERMS) sum += p[i * a_column] * q[i * b_row];
        parts[x] = sum;
        __syncthreads();
        for (int half = TERMS / 2; half > 0; half /= 2) {
            if (x < half) parts[x] += parts[x + half];
            __syncthreads();
        }
        if (x == 0) {
            NUMBER* place = out + member * out_member + row * out_row + column * out_column;
            *place = add ? *place + parts[0] : parts[0];
        }
        __syncthreads();
    }
}
""".replace("TILE", str(TILE)).replace("TERMS", str(TERMS))
NUMBERS = {"float32": "float", "float64": "double"}


def product(xp: Any, kernel: Callable[[str, str], Callable[..., object]], a: Array, b: Array, out: Array,
            add: bool = False) -> list[Call]:
    """The calls for out (…, m, n) = a (…, m, k) @ b (…, k, n), or out += a @ b. Axes before the last two broadcast.

    `kernel(name, type)` is one of SOURCE for numbers of that type in C; it takes grid, block and arguments.
    """
    (m, n), k = out.shape[-2:], a.shape[-1]
    lead = _one_axis(a, b, out)
    if lead is None or not _little(lead[0], m, n, k):
        return library_product(xp, a, b, out, add)
    piece = next((length for length in PIECE if k % length == 0), 0)
    if piece and k >= LONG and FEW < m * n < MANY and out.ndim == 2 and out.flags.c_contiguous:
        parts = xp.empty((k // piece, m, n), dtype=out.dtype)
        ones = xp.ones((1, len(parts)), dtype=out.dtype)
        ahead = piece * a.strides[-1], piece * b.strides[-2], parts.strides[0]
        return [_little_product(kernel, a, b, parts, False, len(parts), ahead, piece),
                *product(xp, kernel, ones, parts.reshape(len(parts), -1), out.reshape(1, -1), add)]
    return [_little_product(kernel, a, b, out, add, *lead, k)]


def _little_product(kernel: Callable[[str, str], Callable[..., object]], a: Array, b: Array, out: Array, add: bool,
                    members: int, ahead: Sequence[int], k: int) -> Call:
    """The call for `members` products over k terms; from one to the next, a, b and out go `ahead` by so many bytes."""
    m, n = out.shape[-2:]
    strides = [stride for x, step in zip((a, b, out), ahead, strict=True) for stride in (step, *x.strides[-2:])]
    depth = min(members, DEEPEST)
    if k >= LONG and m * n <= FEW:
        name, grid, block = "sums", (m * n, 1, depth), (TERMS, 1, 1)
    else:
        name, grid, block = "product", (-(-m // TILE), -(-n // TILE), depth), (TILE, TILE, 1)
    return kernel(name, NUMBERS[str(out.dtype)]), (grid, block, (
        a, b, out, *map(np.int32, (add, members, m, n, k)),
        *(np.int64(stride // out.dtype.itemsize) for stride in strides)))


def library_product(xp: Any, a: Array, b: Array, out: Array, add: bool = False) -> list[Call]:
    """The same calls of the library, which has no product that adds."""
    if add:
        return [(_add_matmul, (xp, a, b, out))]
    return [(xp.dot, (a, b, out))] if a.ndim == b.ndim == 2 else [(partial(xp.matmul, out=out), (a, b))]


def _add_matmul(xp: Any, a: Array, b: Array, out: Array) -> None:
    xp.add(out, xp.matmul(a, b), out)


def _little(members: int, m: int, n: int, k: int) -> bool:
    little = members * m * n * k <= MOST or (members > 1 and n * k <= LITTLE)
    return little and min(members, m, n, k) > 0 and n <= DEEPEST * TILE


def _one_axis(a: Array, b: Array, out: Array) -> tuple[int, list[int]] | None:
    """The axes before the last two as one: its length, and the strides of a, b and out along it; None where there is
    no such axis."""
    shape = out.shape[:-2]
    strides = [_lead_strides(x, len(shape)) for x in (a, b, out)]
    axes = [axis for axis, length in enumerate(shape) if length != 1]
    for outer, inner in pairwise(axes):
        if any(stride[outer] != stride[inner] * shape[inner] for stride in strides):
            return None
    return int(np.prod(shape)), [stride[axes[-1]] if axes else 0 for stride in strides]


def _lead_strides(x: Array, count: int) -> Sequence[int]:
    """Strides in bytes of the first `count` axes that x broadcasts to."""
    own = [0 if length == 1 else stride for length, stride in zip(x.shape[:-2], x.strides[:-2], strict=True)]
    return [0] * (count - len(own)) + own
