"""Kernels of the primitives that slide windows over images."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import product
from math import prod

from engine.device import Array
from engine.ir.value import Value
from engine.windows import Window


def _at(x: Array, axis: int, place: slice, last: slice | None = None) -> Array:
    """x at `place` of `axis` (counted from the end) and, where given, at `last` of the last axis."""
    index = [slice(None)] * -axis
    index[0] = place
    if last is not None:
        index[-1] = last
    return x[(Ellipsis, *index)]


def unroll(c, node: Value, inputs: Sequence[Array], out: Array) -> list:
    """One copy per tap."""
    (x,), axis, window = inputs, node.attrs["axis"], node.attrs["window"]
    channels = x.shape[-1]
    calls = [(out.fill, (0,))] if window.before or window.after else []
    for tap in range(window.size):
        places, elements = window.tap(tap, x.shape[axis])
        columns = slice(tap * channels, (tap + 1) * channels)
        calls.append((c.xp.copyto, (_at(out, axis, places, columns), _at(x, axis, elements))))
    return calls


def fold(c, node: Value, inputs: Sequence[Array], out: Array) -> list:
    """One addition per tap."""
    (x,), axis, window = inputs, node.attrs["axis"], node.attrs["window"]
    channels = out.shape[-1]
    calls = [(out.fill, (0,))]
    for tap in range(window.size):
        places, elements = window.tap(tap, out.shape[axis])
        target = _at(out, axis, elements)
        source = _at(x, axis, places, slice(tap * channels, (tap + 1) * channels))
        calls.append((c.xp.add, (target, source, target)))
    return calls


def _shifts(window: Window, height: int) -> Iterator[tuple[int, slice, slice]]:
    """Tap, rows of the result and rows of the input, the tap that fills most rows first."""
    taps = [(tap, *window.tap(tap, height)) for tap in range(window.size)]
    return iter(sorted(taps, key=lambda row: row[1].start - row[1].stop))


def _members(lead: int, *arrays: tuple[Array, int]) -> Iterator[tuple[Array, ...]]:
    """The arrays of one member after another; an array of its base rank is the same for all."""
    if not lead:
        yield tuple(array for array, _ in arrays)
        return
    for member in range(lead):
        yield tuple(array[member] if array.ndim > rank else array for array, rank in arrays)


def _matrix(rows: Array) -> Array:
    return rows.reshape(-1, rows.shape[-1])


def _lead(node: Value, rank: int) -> int:
    return prod(node.shape[:-rank]) if len(node.shape) > rank else 0


def rows_product(c, node: Value, inputs: Sequence[Array], out: Array) -> list:
    """One product per row of the kernel, added up inside BLAS."""
    window, calls = node.attrs["window"], []
    for x, kernel, y in _members(_lead(node, 4), (inputs[0], 4), (inputs[1], 3), (out, 4)):
        whole = False
        for tap, places, rows in _shifts(window, x.shape[0]):
            if places.start == places.stop:
                continue
            a, target = _matrix(x[rows]), _matrix(y[places])
            if whole:
                calls.append(c.device.add_product(a, kernel[tap], target))
            elif places.stop - places.start == len(y):
                calls.append((c.xp.dot, (a, kernel[tap], target)))
                whole = True
            else:
                calls += [(y.fill, (0,)), c.device.add_product(a, kernel[tap], target)]
                whole = True
        if not whole:
            calls.append((y.fill, (0,)))
    return calls


def rows_product_input(c, node: Value, inputs: Sequence[Array], out: Array) -> list:
    """See rows_product."""
    window, calls = node.attrs["window"], []
    for g, kernel, x in _members(_lead(node, 4), (inputs[0], 4), (inputs[1], 3), (out, 4)):
        calls.append((x.fill, (0,)))
        for tap, places, rows in _shifts(window, x.shape[0]):
            if places.start != places.stop:
                calls.append(c.device.add_product(_matrix(g[places]), kernel[tap].swapaxes(0, 1), _matrix(x[rows])))
    return calls


def rows_product_kernel(c, node: Value, inputs: Sequence[Array], out: Array) -> list:
    """See rows_product."""
    window, calls = node.attrs["window"], []
    for x, g, kernel in _members(_lead(node, 3), (inputs[0], 4), (inputs[1], 4), (out, 3)):
        for tap, places, rows in _shifts(window, x.shape[0]):
            if places.start == places.stop:
                calls.append((kernel[tap].fill, (0,)))
            else:
                calls.append((c.xp.dot, (_matrix(x[rows]).swapaxes(0, 1), _matrix(g[places]), kernel[tap])))
    return calls


def _taps(windows: tuple[Window, Window], x: Array, y: Array) -> Iterator[tuple[Array, Array]]:
    """Views of the image x and of the pooled y for every tap of the two windows."""
    vertical, horizontal = windows
    for i, j in product(range(vertical.size), range(horizontal.size)):
        (r, h), (s, w) = vertical.tap(i, x.shape[-3]), horizontal.tap(j, x.shape[-2])
        yield x[..., h, w, :], y[..., r, s, :]


def max_pool(c, node: Value, inputs: Sequence[Array], out: Array) -> list:
    calls = [(out.fill, (-float("inf"),))]
    for x, y in _taps(node.attrs["windows"], inputs[0], out):
        calls.append((partial(c.xp.maximum, out=y), (y, x)))
    return calls


def max_pool_scatter(c, node: Value, inputs: Sequence[Array], out: Array) -> list:
    """`left` is what no earlier tap of the window has taken. Windows that do not overlap write instead of adding."""
    g, x, y = inputs
    scratch = c.scratch.reshape(2, *out.shape[:-3], *y.shape[-3:])
    left, share = scratch[0], scratch[1]
    calls = [(out.fill, (0,)), (c.xp.copyto, (left, g))]
    windows = node.attrs["windows"]
    apart = all(window.stride >= window.reach for window in windows)
    steps = zip(_taps(windows, out, left), _taps(windows, x, y), _taps(windows, x, share), strict=True)
    for (target, rest), (element, largest), (_, part) in steps:
        taken = target if apart else part
        calls += [(c.xp.equal, (element, largest, part)), (c.xp.multiply, (part, rest, taken)),
                  (c.xp.subtract, (rest, taken, rest))]
        if not apart:
            calls.append((c.xp.add, (target, part, target)))
    return calls


def max_pool_gather(c, node: Value, inputs: Sequence[Array], out: Array) -> list:
    t, x, y = inputs
    scratch = c.scratch.reshape(2, *out.shape[:-3], *y.shape[-3:])
    left, share = scratch[0], scratch[1]
    calls = [(out.fill, (0,)), (left.fill, (1,))]
    windows = node.attrs["windows"]
    steps = zip(_taps(windows, t, out), _taps(windows, x, y), _taps(windows, x, left), _taps(windows, x, share),
                strict=True)
    for (source, target), (element, largest), (_, rest), (_, part) in steps:
        calls += [(c.xp.equal, (element, largest, part)), (c.xp.multiply, (part, rest, part)),
                  (c.xp.subtract, (rest, part, rest)), (c.xp.multiply, (part, source, part)),
                  (c.xp.add, (target, part, target))]
    return calls


def sum_pool(c, node: Value, inputs: Sequence[Array], out: Array) -> list:
    return [(out.fill, (0,))] + [(c.xp.add, (y, x, y)) for x, y in _taps(node.attrs["windows"], inputs[0], out)]


def sum_pool_scatter(c, node: Value, inputs: Sequence[Array], out: Array) -> list:
    return [(out.fill, (0,))] + [(c.xp.add, (x, y, x)) for x, y in _taps(node.attrs["windows"], out, inputs[0])]


WINDOW_KERNELS = {
    function.__name__: function
    for function in (unroll, fold, rows_product, rows_product_input, rows_product_kernel, max_pool, max_pool_scatter,
                     max_pool_gather, sum_pool, sum_pool_scatter)
}

WINDOW_SCRATCH = {
    "max_pool_scatter": lambda node: 2 * prod(node.shape[:-3] + node.inputs[2].shape[-3:]),
    "max_pool_gather": lambda node: 2 * prod(node.shape),
}
