"""What one does with tensors by hand: each operation with its shape, its numbers, and what each number comes from."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from engine.errors import N_
from engine.layers.base import ShapeError

Index = tuple[int, ...]
Shape = tuple[int, ...]
Term = tuple[tuple[int, Index], ...]
"""Factors of a product: the number of the operand, 0 or 1, and a place in it."""
MOST_RANK, MOST_SIDE, MOST_NUMBERS = 5, 6, 400


@dataclass(frozen=True)
class TensorOperation:
    """`shape` of the result from those of its operands, raising ShapeError; `terms` are the products that an element of
    the result is the sum of, and `evaluate` gives all of them at once."""

    name: str
    title: str
    rule: str
    operands: int
    shape: Callable[..., Shape]
    evaluate: Callable[..., np.ndarray]
    terms: Callable[[Sequence[Shape], Index], Iterator[Term]]


def check_shape(shape: Sequence[int]) -> Shape:
    """A shape that can be shown. Raises ShapeError."""
    shape = tuple(shape)
    if len(shape) > MOST_RANK:
        raise ShapeError(N_("engine", "The sheet shows tensors up to rank {most}; this one has rank {rank}."),
                         most=MOST_RANK, rank=len(shape))
    if any(not 1 <= side <= MOST_SIDE for side in shape) or math.prod(shape) > MOST_NUMBERS:
        raise ShapeError(N_("engine", "Each axis has 1 to {side} places here, and a tensor at most {most} numbers."),
                         side=MOST_SIDE, most=MOST_NUMBERS)
    return shape


def _broadcast(a: Shape, b: Shape) -> Shape:
    try:
        return np.broadcast_shapes(a, b)
    except ValueError:
        raise ShapeError(N_("engine", "{a} and {b} do not fit together: counted from the end, two axes must be equally "
                            "long, or one of them 1."), a=_text(a), b=_text(b)) from None


def _read(shape: Shape, index: Index) -> Index:
    """The place that is read where an operand is repeated."""
    own = index[len(index) - len(shape):] if shape else ()
    return tuple(0 if side == 1 else place for side, place in zip(shape, own, strict=True))


def _scaled(a: Shape, b: Shape) -> Shape:
    if b:
        raise ShapeError(N_("engine", "A tensor is scaled by a single number, of rank 0; B has the shape {b}."),
                         b=_text(b))
    return a


def _inner(a: Shape, b: Shape) -> Shape:
    if a != b:
        raise ShapeError(N_("engine", "An inner product needs two tensors of one shape; these are {a} and {b}."),
                         a=_text(a), b=_text(b))
    return ()


def _matmul(a: Shape, b: Shape) -> Shape:
    if len(a) < 2 or len(b) < 2 or a[-1] != b[-2]:
        raise ShapeError(N_("engine", "A matrix product needs as many columns on the left as there are rows on the "
                            "right; these are {a} and {b}."), a=_text(a), b=_text(b))
    return (*_broadcast(a[:-2], b[:-2]), a[-2], b[-1])


def _matmul_terms(shapes: Sequence[Shape], index: Index) -> Iterator[Term]:
    a, b = shapes
    *lead, row, column = index
    left, right = _read(a[:-2], tuple(lead)), _read(b[:-2], tuple(lead))
    for inner in range(a[-1]):
        yield (0, (*left, row, inner)), (1, (*right, inner, column))


def _summed(a: Shape) -> Shape:
    if not a:
        raise ShapeError(N_("engine", "A number has no axis along which it could be summed."))
    return a[:-1]


OPERATIONS: tuple[TensorOperation, ...] = (
    TensorOperation("scale", N_("engine", "Scalar times tensor"), "C = B · A", 2, _scaled,
                    lambda a, b: a * b.ravel()[0],
                    lambda shapes, index: iter([((1, (0,) * len(shapes[1])), (0, index))])),
    TensorOperation("add", N_("engine", "Sum, with broadcasting"), "C = A + B", 2, _broadcast, np.add,
                    lambda shapes, index: iter([((place, _read(shape, index)),)
                                                for place, shape in enumerate(shapes)])),
    TensorOperation("multiply", N_("engine", "Element by element, with broadcasting"), "C = A ⊙ B", 2, _broadcast,
                    np.multiply, lambda shapes, index: iter([tuple(
                        (place, _read(shape, index)) for place, shape in enumerate(shapes))])),
    TensorOperation("transpose", N_("engine", "Transpose"), "C = Aᵀ", 1, lambda a: a[::-1], np.transpose,
                    lambda shapes, index: iter([((0, index[::-1]),)])),
    TensorOperation("sum", N_("engine", "Sum along the last axis"), "C = Σ A", 1, _summed, lambda a: a.sum(axis=-1),
                    lambda shapes, index: (((0, (*index, place)),) for place in range(shapes[0][-1]))),
    TensorOperation("inner", N_("engine", "Inner product"), "c = ⟨A, B⟩", 2, _inner,
                    lambda a, b: np.asarray((a * b).sum()),
                    lambda shapes, index: (((0, place), (1, place))
                                           for place in itertools.product(*map(range, shapes[0])))),
    TensorOperation("matmul", N_("engine", "Matrix product"), "C = A B", 2, _matmul, np.matmul, _matmul_terms),
)


def example_tensor(shape: Shape, seed: int) -> np.ndarray:
    """Small whole numbers, which one can check in one's head."""
    return np.random.default_rng(seed).integers(-3, 6, shape).astype(np.float64)


def _text(shape: Shape) -> str:
    return f"({', '.join(map(str, shape))})"
