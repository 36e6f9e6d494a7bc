"""At least one use of every primitive, with the shapes and the range of its inputs: what the checks run over."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from engine.ir import Builder, Value
from engine.windows import Window

Shape = tuple[int, ...]


@dataclass(frozen=True)
class Case:
    """`build(ir, *leaves)` for leaves of `shapes`, drawn uniformly from [low, high]."""

    primitive: str
    build: Callable[..., Value]
    shapes: tuple[Shape, ...]
    low: float = -2.0
    high: float = 2.0

    def __str__(self) -> str:
        return f"{self.primitive}-{'-'.join('x'.join(map(str, shape)) or 'scalar' for shape in self.shapes)}"

    def make(self) -> tuple[Builder, list[Value], Value]:
        ir = Builder()
        leaves = [ir.leaf("input", str(place), shape) for place, shape in enumerate(self.shapes)]
        return ir, leaves, self.build(ir, *leaves)

    def draw(self, seed: int = 0) -> list[np.ndarray]:
        rng = np.random.default_rng(seed)
        return [rng.uniform(self.low, self.high, shape) for shape in self.shapes]


def _named(name: str) -> Callable[..., Value]:
    return lambda ir, *leaves: getattr(ir, name)(*leaves)


_PAIRS = (((3, 4), (3, 4)), ((3, 4), (4,)), ((3, 1), (1, 4)), ((2, 3, 4), ()))
_BINARY = ("add", "sub", "mul", "maximum", "minimum", "greater", "equal")
_UNARY = ("neg", "square", "exp", "expm1", "abs", "sign", "tanh", "sin", "cos", "arctan", "erf", "sigmoid", "softplus",
          "stop")

_WINDOWS = (Window(3), Window(3, 2, 1, 1, 1), Window(2, 1, 2, 0, 2))


def _window_cases() -> Iterator[Case]:
    image = (2, 7, 6, 2)
    for axis, before, after in ((-2, 2, 1), (-3, 0, 3), (-3, 6, 6), (-1, 1, 1)):  # as wide as can be, and both edges
        yield Case("reflect", lambda ir, x, sides=(axis, before, after): ir.reflect(x, *sides), (image,))
        wide = tuple(n + (before + after) * (place == axis) for place, n in enumerate(image, -4))
        yield Case("reflect_fold", lambda ir, g, sides=(axis, before, after): ir.reflect_fold(g, *sides), (wide,))
    for window in _WINDOWS:
        pair = (window, Window(2, 2))
        places = tuple(w.places(n) for w, n in zip(pair, (7, 6), strict=True))
        small = (2, *places, 2)
        yield Case("unroll", lambda ir, x, w=window: ir.unroll(x, -2, w), (image,))
        yield Case("unroll", lambda ir, x, w=window: ir.unroll(x, -3, w), (image,))
        yield Case("fold", lambda ir, x, w=window: ir.fold(x, -2, w, 6), ((2, 7, window.places(6), 2 * window.size),))
        yield Case("max_pool", lambda ir, x, p=pair: ir.max_pool(x, p), (image,))
        yield Case("max_pool_scatter", lambda ir, g, x, p=pair: ir.max_pool_scatter(g, x, ir.max_pool(x, p), p),
                   (small, image))
        yield Case("max_pool_gather", lambda ir, t, x, p=pair: ir.max_pool_gather(t, x, ir.max_pool(x, p), p),
                   (image, image))
        yield Case("sum_pool", lambda ir, x, p=pair: ir.sum_pool(x, p), (image,))
        yield Case("sum_pool_scatter", lambda ir, g, p=pair: ir.sum_pool_scatter(g, p, (7, 6)), (small,))
        if window.stride == 1:
            rows, kernel = (7, 2, 3, 4), (window.size, 4, 5)
            result = (window.places(7), 2, 3, 5)
            yield Case("rows_product", lambda ir, x, k, w=window: ir.rows_product(x, k, w), (rows, kernel))
            yield Case("rows_product_input", lambda ir, g, k, w=window: ir.rows_product_input(g, k, w, 7),
                       (result, kernel))
            yield Case("rows_product_kernel", lambda ir, x, g, w=window: ir.rows_product_kernel(x, g, w),
                       (rows, result))
            yield from _convolutions((window, Window(2, 1, 1, 1, 0)))
    yield from _convolutions((Window(1), Window(1)))
    yield from _convolutions((Window(3, 1, 1, 5, 3), Window(3, 1, 2, 4, 4)))  # taps that see nothing


def _convolutions(windows: tuple[Window, Window]) -> Iterator[Case]:
    image, kernel = (4, 3, 2, 3), (*(window.size for window in windows), 3, 2)
    result = (*(window.places(length) for window, length in zip(windows, image, strict=False)), 2, 2)
    yield Case("convolve", lambda ir, x, k, w=windows: ir.convolve(x, k, w), (image, kernel))
    yield Case("convolve_input", lambda ir, g, k, w=windows: ir.convolve_input(g, k, w, (4, 3)), (result, kernel))
    yield Case("convolve_kernel", lambda ir, x, g, w=windows: ir.convolve_kernel(x, g, w), (image, result))
    own, result = (*kernel[:2], 3), (*result[:3], 3)
    yield Case("channelwise", lambda ir, x, k, w=windows: ir.channelwise(x, k, w), (image, own))
    yield Case("channelwise_input", lambda ir, g, k, w=windows: ir.channelwise_input(g, k, w, (4, 3)), (result, own))
    yield Case("channelwise_kernel", lambda ir, x, g, w=windows: ir.channelwise_kernel(x, g, w), (image, result))


CASES: tuple[Case, ...] = (
    *(Case(name, _named(name), shapes) for name in _BINARY for shapes in _PAIRS),
    *(Case("div", _named("div"), shapes, 0.5, 2.0) for shapes in _PAIRS),
    Case("select", lambda ir, m, a, b: ir.select(ir.greater(m, 0.0), a, b), ((3, 4), (3, 4), (4,))),
    *(Case(name, _named(name), ((3, 4),)) for name in _UNARY),
    Case("softplus", _named("softplus"), ((20, 30),)),
    Case("largest", _named("largest"), ((2, 3, 4),)),
    *(Case(name, _named(name), ((3, 4),), 0.5, 3.0) for name in ("sqrt", "log", "log1p")),
    *(Case("power", lambda ir, x, p=p: ir.power(x, p), ((3, 4),), 0.5, 3.0) for p in (1.7, -0.3, 7.0, -2.0)),
    Case("matmul", lambda ir, a, b: ir.matmul(a, b), ((3, 4), (4, 2))),
    Case("matmul", lambda ir, a, b: ir.matmul(a, b, True, False), ((4, 3), (4, 2))),
    Case("matmul", lambda ir, a, b: ir.matmul(a, b, False, True), ((3, 4), (2, 4))),
    Case("matmul", lambda ir, a, b: ir.matmul(a, b, True, True), ((4, 3), (2, 4))),
    Case("matmul", lambda ir, a, b: ir.matmul(a, b), ((5, 3, 4), (4, 2))),
    Case("matmul", lambda ir, a, b: ir.matmul(a, b, False, True), ((5, 1, 3, 4), (6, 2, 4))),
    *(Case("sum", lambda ir, x, axes=axes: ir.sum(x, axes), ((2, 3, 4),))
      for axes in ((-1,), (-2,), (-3,), (-1, -3), (-1, -2, -3))),
    Case("sum", lambda ir, x: ir.sum(x, (-2,)), ((3, 4),)),
    *(Case("max", lambda ir, x, axes=axes: ir.max(x, axes), ((2, 3, 4),)) for axes in ((-1,), (-2,), (-1, -2))),
    Case("reshape", lambda ir, x: ir.reshape(x, (4, 6)), ((2, 3, 4),)),
    Case("reshape", lambda ir, x: ir.reshape(ir.transpose(x, (-1, -2)), (2, -1)), ((3, 4),)),
    Case("broadcast", lambda ir, x: ir.broadcast(x, (5, 3, 4)), ((3, 1),)),
    Case("transpose", lambda ir, x: ir.transpose(x, (-1, -3, -2)), ((2, 3, 4),)),
    Case("transpose", lambda ir, x: ir.transpose(x, (-1, -2)), ((2, 3, 4),)),
    Case("slice", lambda ir, x: ir.slice(x, -2, 1, 3), ((2, 4, 3),)),
    Case("slice", lambda ir, x: ir.slice(x, -1, 0, 2), ((2, 4, 3),)),
    Case("pad", lambda ir, x: ir.pad(x, -2, 1, 2), ((2, 3, 4),)),
    Case("concat", lambda ir, a, b, c: ir.concat([a, b, c], -1), ((3, 1), (3, 2), (3, 4))),
    Case("concat", lambda ir, a, b: ir.concat([a, b], -2), ((2, 1, 3), (2, 2, 3))),
    Case("copy", lambda ir, x: ir.copy(ir.transpose(x, (-1, -2))), ((3, 4),)),
    Case("positions", lambda ir, x: ir.mul(x, ir.positions(4)), ((3, 4),)),
    Case("gather", lambda ir, t, k: ir.gather(t, k), ((5, 3), (2, 4)), -1.0, 6.0),
    Case("gather", lambda ir, t, k: ir.gather(t, k), ((2, 5, 3), (7,)), 0.0, 5.0),
    Case("gather", lambda ir, t, k: ir.gather(t, k, 1), ((2, 5, 3), (2, 4)), 0.0, 5.0),
    Case("scatter_add", lambda ir, g, k: ir.scatter_add(g, k, 5), ((2, 4, 3), (2, 4)), -1.0, 6.0),
    Case("scatter_add", lambda ir, g, k: ir.scatter_add(g, k, 5), ((2, 7, 3), (7,)), 0.0, 5.0),
    Case("scatter_add", lambda ir, g, k: ir.scatter_add(g, k, 5, 1), ((2, 4, 3), (2, 4)), 0.0, 5.0),
    *_window_cases(),
)
