"""How each primitive runs on a device: the calls that fill its output.

A kernel returns calls `(function, arguments)` that write into a given array and allocate nothing, as far as the library
allows. Numbers come as arrays without axes: the libraries treat them faster than Python's. Views (reshape, slice,
transpose, broadcast) need no call.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import product
from math import prod
from typing import Any

import numpy as np
import scipy.special

from engine.device import Array, Call, Device
from engine.ir.channelwise_kernels import CHANNELWISE_KERNELS
from engine.ir.convolution_kernels import CONVOLUTION_KERNELS, CONVOLUTION_SCRATCH
from engine.ir.gru_kernels import GRU_KERNELS, GRU_SCRATCH
from engine.ir.lstm_kernels import LSTM_KERNELS, LSTM_SCRATCH
from engine.ir.pool_kernels import POOL_KERNELS, POOL_SCRATCH
from engine.ir.value import Shape, Value
from engine.ir.whole_sequences import WHOLE
from engine.ir.window_kernels import WINDOW_KERNELS, WINDOW_SCRATCH

SHORT_ROW, LONG_ROW = 64, 1024  # numbers in a row that NumPy is slow and fast on
MANY = 2**13  # numbers from which laying rows out pays
SMALL = 256  # elements below which one slower call beats several quick ones


@dataclass(frozen=True, eq=False)
class Meeting:
    """Where threads add up what each of them has of one value: its array among `summands`. `meet` waits for all."""

    meet: Callable[[], object]
    summands: Sequence[Array]


class Context:
    """What a kernel may ask for: the device, constants of the program's dtype, the `scratch` that it declared."""

    def __init__(self, device: Device, dtype: str) -> None:
        self.device = device
        self.xp = device.xp
        self.dtype = dtype
        self.scratch: Array = None
        self._filled: dict[tuple[float, Shape], Array] = {}

    def filled(self, number: float, shape: Shape) -> Array:
        """A constant array, made once."""
        key = (number, shape)
        if key not in self._filled:
            self._filled[key] = self.xp.full(shape, number, dtype=self.dtype)
        return self._filled[key]

    def number(self, number: float) -> Array:
        """A constant without axes."""
        return self.filled(number, ())


Kernel = Callable[[Context, Value, Sequence[Array], Array], list[Call]]


def _ufunc(name: str) -> Kernel:
    return lambda c, node, inputs, out: [(getattr(c.xp, name), (*inputs, out))]


def _add(c: Context, node: Value, inputs: Sequence[Array], out: Array) -> list[Call]:
    """A short row for each of many, as a bias is, is laid out several times first: NumPy is slow on short rows."""
    repeats = _repeats(node)
    if not repeats or not inputs[0].flags.c_contiguous:
        return [(c.xp.add, (*inputs, out))]
    x, row = inputs
    length, lead = node.shape[-1], row.shape[:-2]
    line = c.scratch.reshape(*lead, 1, repeats * length)
    blocks = (*node.shape[:-2], node.shape[-2] // repeats, repeats * length)
    return [(c.xp.copyto, (line.reshape(*lead, repeats, length), row)),
            (c.xp.add, (x.reshape(blocks), line, out.reshape(blocks)))]


def _repeats(node: Value) -> int:
    """How many copies of the row make a line that NumPy is fast on; 0 where it is better added as it is."""
    x, row = node.inputs
    if x.shape != node.shape or len(row.shape) < 2 or row.shape[-2] != 1 or row.shape[-1] != node.shape[-1]:
        return 0
    rows, length = node.shape[-2:]
    if length >= SHORT_ROW or prod(node.shape) < MANY:
        return 0
    most = max((n for n in range(1, min(rows, LONG_ROW // length) + 1) if rows % n == 0), default=1)
    return most if most > 3 else 0


def _extremum(name: str) -> Kernel:
    return lambda c, node, inputs, out: [(partial(getattr(c.xp, name), out=out), tuple(inputs))]


def _select(c: Context, node: Value, inputs: Sequence[Array], out: Array) -> list[Call]:
    mask, a, b = inputs
    return [(_where, (c.xp, mask, a, b, out))]


def _where(xp: Any, mask: Array, a: Array, b: Array, out: Array) -> None:
    out[...] = xp.where(mask, a, b)


def _sigmoid(c: Context, node: Value, inputs: Sequence[Array], out: Array) -> list[Call]:
    """σ(x) = ½ tanh(½x) + ½: ten times as fast as the logistic function of SciPy, equal to rounding."""
    half = c.number(0.5)
    return [(c.xp.multiply, (inputs[0], half, out)), (c.xp.tanh, (out, out)), (c.xp.multiply, (out, half, out)),
            (c.xp.add, (out, half, out))]


def _fused(c: Context, node: Value, inputs: Sequence[Array], out: Array) -> list[Call]:
    """One kernel. It gets its shape from its inputs; where a constant is the widest of them, the first stands in."""
    first, *rest = inputs
    if np.broadcast_shapes(*(x.shape for x in inputs)) != node.shape:
        first = c.xp.broadcast_to(first, node.shape)
    return [(c.device.elementwise(node.attrs["body"], len(inputs)), (first, *rest, out))]


def _axpy(c: Context, node: Value, inputs: Sequence[Array], out: Array) -> list[Call]:
    """See `engine.ir.axpy`. Where the sum does not take the memory of y, c · x is made first."""
    (y, x, factor), kept = inputs, node.attrs["kept"]
    if c.xp.may_share_memory(y, out):
        return c.device.axpy(x, factor, out, kept)
    rest = c.device.axpy(y, c.number(kept), out) if kept != 1.0 else [(c.xp.add, (out, y, out))]
    return [(c.xp.multiply, (x, factor, out)), *rest]


def _power(c: Context, node: Value, inputs: Sequence[Array], out: Array) -> list[Call]:
    return [(c.xp.power, (inputs[0], c.number(node.attrs["exponent"]), out))]


# erf x = tanh(x · h(x²)) to 1.4e-7: h fitted to arctanh(erf x)/x, weighted by what of its error tanh lets through.
_ERF = (1.12837971e+00, 1.02765481e-01, -1.84383670e-04, -6.25719593e-04, 8.97125947e-05, -5.98569190e-06,
        1.58960297e-07)


def _erf(c: Context, node: Value, inputs: Sequence[Array], out: Array) -> list[Call]:
    """In single precision by a polynomial and a tanh: fifteen times as fast as SciPy's."""
    x, xp = inputs[0], c.xp
    if c.dtype != "float32":
        return [(scipy.special.erf, (x, out))]
    square = c.scratch.reshape(node.shape)
    calls = [(xp.multiply, (x, x, square)), (xp.multiply, (square, c.number(_ERF[-1]), out))]
    for coefficient in _ERF[-2:0:-1]:
        calls += [(xp.add, (out, c.number(coefficient), out)), (xp.multiply, (out, square, out))]
    return [*calls, (xp.add, (out, c.number(_ERF[0]), out)), (xp.multiply, (out, x, out)), (xp.tanh, (out, out))]


def _softplus(c: Context, node: Value, inputs: Sequence[Array], out: Array) -> list[Call]:
    """max(x, 0) + ln(1 + e^−|x|)."""
    xp, x, zero = c.xp, inputs[0], c.number(0.0)
    if out.size < SMALL:
        return [(xp.logaddexp, (x, zero, out))]
    positive = c.scratch.reshape(node.shape)
    return [(partial(xp.maximum, out=positive), (x, zero)), (xp.absolute, (x, out)), (xp.negative, (out, out)),
            (xp.exp, (out, out)), (xp.log1p, (out, out)), (xp.add, (out, positive, out))]


def _matmul(c: Context, node: Value, inputs: Sequence[Array], out: Array) -> list[Call]:
    a, b = (x.swapaxes(-1, -2) if node.attrs[flag] else x for x, flag in zip(inputs, ("ta", "tb"), strict=True))
    return c.device.product(a, b, out)


def _sum(c: Context, node: Value, inputs: Sequence[Array], out: Array) -> list[Call]:
    x, axes = inputs[0], node.attrs["axes"]
    whole = len(axes) == x.ndim or all(x.shape[axis] == 1 for axis in range(-x.ndim, 0) if axis not in axes)
    if whole and x.flags.c_contiguous:
        # BLAS sums faster than np.sum, with the accuracy of a pairwise sum for what a batch holds.
        return c.device.product(c.filled(1.0, (1, x.size)), x.reshape(-1, 1), out.reshape(1, 1))
    if x.ndim == 2 and axes == (-2,) and x.flags.c_contiguous:
        return c.device.product(c.filled(1.0, (1, x.shape[0])), x, out.reshape(1, -1))
    if axes == (-1,) and x.flags.c_contiguous:
        return c.device.product(x.reshape(-1, x.shape[-1]), c.filled(1.0, (x.shape[-1], 1)), out.reshape(-1, 1))
    places = tuple(axis + x.ndim for axis in axes)
    return [(partial(c.xp.sum, axis=places, keepdims=True, out=out), (x,))]


def _max(c: Context, node: Value, inputs: Sequence[Array], out: Array) -> list[Call]:
    """Of rows side by side by `reduceat` on a processor: twice as fast as np.amax on short ones, equal to it."""
    x, axes = inputs[0], node.attrs["axes"]
    if axes == (-1,) and x.flags.c_contiguous and not c.device.asynchronous:
        starts = c.xp.arange(0, x.size, x.shape[-1])
        return [(partial(c.xp.maximum.reduceat, out=out.reshape(-1)), (x.reshape(-1), starts))]
    places = tuple(axis + x.ndim for axis in axes)
    return [(partial(c.xp.amax, axis=places, keepdims=True, out=out), (x,))]


def _largest(c: Context, node: Value, inputs: Sequence[Array], out: Array) -> list[Call]:
    return [(_mark_largest, (c.xp, inputs[0], c.xp.arange(node.shape[-1]), out))]


def _mark_largest(xp: Any, x: Array, places: Array, out: Array) -> None:
    xp.equal(xp.argmax(x, axis=-1)[..., None], places, out)


def _concat(c: Context, node: Value, inputs: Sequence[Array | None], out: Array) -> list[Call]:
    """An input that is None was written to its place already."""
    axis, start, calls = node.attrs["axis"], 0, []
    for value, x in zip(node.inputs, inputs, strict=True):
        part = _along(out, axis, start, start + value.shape[axis])
        start += value.shape[axis]
        if x is not None:
            calls.append((c.xp.copyto, (part, x)))
    return calls


def _pad(c: Context, node: Value, inputs: Sequence[Array], out: Array) -> list[Call]:
    axis, before, x = node.attrs["axis"], node.attrs["before"], inputs[0]
    part = _along(out, axis, before, before + x.shape[axis])
    return [(out.fill, (0,)), (c.xp.copyto, (part, x))]


def _copy(c: Context, node: Value, inputs: Sequence[Array], out: Array) -> list[Call]:
    """`inputs[0]` need not be contiguous, so it is the output that takes its shape: a view, not a copy made once."""
    return [(c.xp.copyto, (out.reshape(inputs[0].shape), inputs[0]))]


def _positions(c: Context, node: Value, inputs: Sequence[Array], out: Array) -> list[Call]:
    return [(c.xp.copyto, (out, c.xp.arange(node.shape[0], dtype=c.dtype)))]


def _meeting(c: Context, node: Value, inputs: Sequence[Array], out: Array) -> list[Call]:
    """The sum is made by every thread for itself, always in the same order."""
    meeting, (first, second, *others) = node.attrs["meeting"], node.attrs["meeting"].summands
    return [(c.xp.copyto, (meeting.summands[node.attrs["number"]], inputs[0])), (meeting.meet, ()),
            (c.xp.add, (first, second, out)), *((c.xp.add, (out, other, out)) for other in others)]


def _gather(c: Context, node: Value, inputs: Sequence[Array], out: Array) -> list[Call]:
    table, indices = inputs
    whole, calls = _row_numbers(c, indices, table.shape[-2])
    for member in product(*map(range, table.shape[:-2])):
        places = whole[member[:node.attrs["shared"]]].reshape(-1)
        calls.append((c.device.take, (table[member], places, out[member].reshape(len(places), -1))))
    return calls


def _scatter_add(c: Context, node: Value, inputs: Sequence[Array], out: Array) -> list[Call]:
    """Number by number: NumPy adds at repeated places of a flat array several times as fast as at repeated rows."""
    (g, indices), width = inputs, node.shape[-1]
    whole, calls = _row_numbers(c, indices, node.attrs["rows"])
    places = c.xp.empty((*indices.shape, width), dtype="int64")
    calls += [(c.xp.multiply, (whole.reshape(*indices.shape, 1), c.xp.full((), width, dtype="int64"), places)),
              (c.xp.add, (places, c.xp.arange(width, dtype="int64"), places)), (out.fill, (0,))]
    for member in product(*map(range, node.shape[:-2])):
        flat = places[member[:node.attrs["shared"]]].reshape(-1)
        calls.append((c.device.add_at, (out[member].reshape(-1), flat, g[member].reshape(-1))))
    return calls


def _row_numbers(c: Context, indices: Array, rows: int) -> tuple[Array, list[Call]]:
    whole = c.xp.empty(indices.shape, dtype="int64")
    return whole, [(partial(c.xp.copyto, casting="unsafe"), (whole, indices)),
                   (partial(c.xp.clip, out=whole), (whole, 0, rows - 1))]


def _along(x: Array, axis: int, start: int, stop: int) -> Array:
    return x[(Ellipsis, slice(start, stop), *(slice(None),) * (-axis - 1))]


KERNELS: dict[str, Kernel] = {
    "add": _add, "sub": _ufunc("subtract"), "mul": _ufunc("multiply"), "div": _ufunc("divide"),
    "neg": _ufunc("negative"), "square": _ufunc("square"), "sqrt": _ufunc("sqrt"), "power": _power,
    "exp": _ufunc("exp"), "expm1": _ufunc("expm1"), "log": _ufunc("log"), "log1p": _ufunc("log1p"),
    "abs": _ufunc("absolute"), "sign": _ufunc("sign"),
    "tanh": _ufunc("tanh"), "sin": _ufunc("sin"), "cos": _ufunc("cos"), "arctan": _ufunc("arctan"),
    "maximum": _extremum("maximum"), "minimum": _extremum("minimum"),
    "greater": _ufunc("greater"), "equal": _ufunc("equal"), "select": _select,
    "erf": _erf, "sigmoid": _sigmoid, "softplus": _softplus, "fused": _fused, "axpy": _axpy,
    "matmul": _matmul, "sum": _sum, "max": _max, "largest": _largest, "concat": _concat, "pad": _pad,
    "reshape": _copy, "copy": _copy,
    "positions": _positions, "gather": _gather, "scatter_add": _scatter_add, "meeting": _meeting,
    **LSTM_KERNELS,
    **GRU_KERNELS,
    **WINDOW_KERNELS,
    **CONVOLUTION_KERNELS,
    **CHANNELWISE_KERNELS,
    **POOL_KERNELS,
}

# Written element by element from inputs read at the same place: the output may take an input's memory.
IN_PLACE = frozenset({
    "add", "sub", "mul", "div", "neg", "square", "sqrt", "power", "exp", "expm1", "log", "log1p", "abs", "sign", "tanh",
    "sin", "cos", "arctan", "maximum", "minimum", "greater", "equal", "select", "sigmoid", "fused", "axpy",
})

# Elements of scratch that a kernel needs while it runs.
SCRATCH: dict[str, Callable[[Value], int]] = {
    "add": lambda node: _repeats(node) * prod(node.inputs[1].shape),
    "erf": lambda node: prod(node.shape),
    "softplus": lambda node: prod(node.shape) if prod(node.shape) >= SMALL else 0,
    **LSTM_SCRATCH,
    **GRU_SCRATCH,
    **WINDOW_SCRATCH,
    **CONVOLUTION_SCRATCH,
    **POOL_SCRATCH,
}

VIEWS: dict[str, Callable[[Value, Array, Any], Array]] = {
    "reshape": lambda node, x, xp: x.reshape(node.shape),
    "stop": lambda node, x, xp: x,
    "copy": lambda node, x, xp: x,
    "slice": lambda node, x, xp: _along(x, node.attrs["axis"], node.attrs["start"], node.attrs["stop"]),
    "transpose": lambda node, x, xp: x.transpose(
        *range(x.ndim - len(node.attrs["axes"])), *(axis + x.ndim for axis in node.attrs["axes"])),
    "broadcast": lambda node, x, xp: xp.broadcast_to(x, node.shape),
    **dict.fromkeys(WHOLE, lambda node, x, xp: x[1:, :node.shape[-2]]),
}
