"""How convolutions become primitives. Networks use cross-correlation: the kernel is not flipped."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from engine.layers.activations import activated
from engine.windows import Window

FULL_UNROLL = 64  # elements of a window up to which both axes are unrolled into one product
WIDE_ENOUGH = 32  # columns of a product beyond which blocks of places gain nothing
MANY = 16  # channels, and filters, from which products read an image where it lies

_TURN = (-3, -4, -2, -1)  # (batch, height, width, channels) ↔ (height, batch, width, channels)
_PLACES_FIRST = (-3, -2, -4, -1)  # (batch, height, width, channels) → (height, width, batch, channels)
_ROWS_AGAIN = (-4, -2, -3, -1)  # (height, width, batch, channels) → (height, batch, width, channels)


def correlate(ir: Any, x: Any, kernel: Any, windows: tuple[Window, Window]) -> Any:
    """x (batch, h, w, c) with kernel (k, l, c, f): rows (h', batch, w', f)."""
    vertical, horizontal = windows
    if min(kernel.shape[-2:]) >= MANY and vertical.stride == horizontal.stride == 1:
        return ir.transpose(ir.convolve(ir.transpose(x, _PLACES_FIRST), kernel, windows), _ROWS_AGAIN)
    filters, places = kernel.shape[-1], horizontal.places(x.shape[-2])
    kernel, horizontal = _in_blocks(ir, kernel, horizontal, places)
    rows = _correlate_rows(ir, ir.transpose(x, _TURN), kernel, vertical, horizontal)
    return ir.reshape(rows, (*rows.shape[:2], places, filters))


def _in_blocks(ir: Any, kernel: Any, window: Window, places: int) -> tuple[Any, Window]:
    """The same convolution for several neighbouring places at once: a wider window, moved further, and one shifted copy
    of the kernel for each place. With few filters the products get a shape that BLAS is fast on, and less is copied."""
    filters = kernel.shape[-1]
    if window.stride != 1 or window.dilation != 1:
        return kernel, window
    block = max(n for n in range(1, places + 1)
                if places % n == 0 and (n == 1 or (n * filters <= WIDE_ENOUGH and n <= window.size)))
    if block == 1:
        return kernel, window
    shifted = [ir.pad(kernel, -3, place, block - 1 - place) for place in range(block)]
    return ir.concat(shifted, -1), Window(window.size + block - 1, block, 1, window.before, window.after)


def _correlate_rows(ir: Any, rows: Any, kernel: Any, vertical: Window, horizontal: Window) -> Any:
    high, wide, channels, filters = kernel.shape
    if vertical.stride == 1 and high * wide * channels > FULL_UNROLL:
        columns = ir.unroll(rows, -2, horizontal)
        return ir.rows_product(columns, ir.reshape(kernel, (high, wide * channels, filters)), vertical)
    columns = ir.unroll(ir.unroll(rows, -4, vertical), -2, horizontal)
    flat = ir.reshape(ir.transpose(kernel, (-3, -4, -2, -1)), (1, wide * high * channels, filters))
    return ir.rows_product(columns, flat, Window(1))


def spread(ir: Any, x: Any, kernel: Any, windows: tuple[Window, Window], size: tuple[int, int]) -> Any:
    """The adjoint of `correlate` in x: (batch, h', w', f), with kernel (k, l, c, f): rows of `size`, c."""
    vertical, horizontal = windows
    high, wide, channels, filters = kernel.shape
    flat = ir.reshape(ir.transpose(kernel, (-3, -4, -2, -1)), (1, wide * high * channels, filters))
    columns = ir.rows_product_input(ir.transpose(x, _TURN), flat, Window(1), vertical.places(size[0]))
    return ir.fold(ir.fold(columns, -2, horizontal, size[1]), -4, vertical, size[0])


def mirrored(ir: Any, x: Any, windows: tuple[Window, Window]) -> tuple[Any, tuple[Window, Window]]:
    """x (batch, h, w, c) with its mirror image around it, as wide as the windows say, and the windows on that."""
    rows = ir.transpose(x, _TURN)
    for axis, window in zip((-4, -2), windows, strict=True):
        rows = ir.reflect(rows, axis, window.before, window.after)
    vertical, horizontal = (replace(window, before=0, after=0) for window in windows)
    return images(ir, rows), (vertical, horizontal)


def add_bias(ir: Any, rows: Any, bias: Any) -> Any:
    """rows (h, batch, w, f), or (h, w, batch, f), + bias (f,). The bias is laid out along the last but one axis first:
    long rows add quickly."""
    height, batch, width, filters = rows.shape
    line = ir.broadcast(ir.reshape(bias, (1, filters)), (width, filters))
    flat = ir.add(ir.reshape(rows, (height * batch, width * filters)), ir.reshape(line, (1, width * filters)))
    return ir.reshape(flat, rows.shape)


def as_maps(ir: Any, rows: Any, bias: Any | None, activation: str, axes: int) -> Any:
    """rows (h, batch, w, f), with a bias and the activation, as maps (batch, h, w, f); along one axis (batch, w, f)."""
    rows, turn = ir.as_it_lies(rows)
    if bias is not None:
        rows = add_bias(ir, rows, bias)

    def arranged(value: Any) -> Any:
        result = images(ir, turn(value))
        return result if axes == 2 else ir.reshape(result, (result.shape[0], *result.shape[2:]))

    return arranged(activated(ir, activation, rows, arranged))


def images(ir: Any, rows: Any) -> Any:
    """(height, batch, width, channels) → (batch, height, width, channels)."""
    return ir.transpose(rows, _TURN)


def in_groups(ir: Any, x: Any, kernel: Any, groups: int, convolve: Any) -> Any:
    """`convolve(x, kernel)` on each group of channels of x and of filters of the kernel, joined.

    Narrow groups, as those of a depthwise convolution, are several to a product, with zeros where they do not see each
    other: BLAS is done with a wide one sooner than with many narrow ones.
    """
    together = max(n for n in range(1, groups + 1)
                   if groups % n == 0 and (n == 1 or n * max(x.shape[-1], kernel.shape[-1]) <= WIDE_ENOUGH * groups))
    parts = groups // together
    channels, filters = x.shape[-1] // parts, kernel.shape[-1] // parts
    results = [convolve(ir.slice(x, -1, part * channels, (part + 1) * channels),
                        _side_by_side(ir, ir.slice(kernel, -1, part * filters, (part + 1) * filters), together))
               for part in range(parts)]
    lying, turns = zip(*map(ir.as_it_lies, results), strict=True)
    return turns[0](lying[0] if parts == 1 else ir.concat(lying, axis=-1))


def by_channel(ir: Any, x: Any, kernel: Any, windows: tuple[Window, Window]) -> Any:
    """x (batch, h, w, c) with kernel (k, l, 1, c), every channel by itself, with stride 1: rows (h', batch, w', c)."""
    taps = ir.reshape(kernel, (*kernel.shape[:2], kernel.shape[-1]))
    return ir.transpose(ir.channelwise(ir.transpose(x, _PLACES_FIRST), taps, windows), _ROWS_AGAIN)


def is_by_channel(kernel: Any, groups: int, windows: tuple[Window, Window]) -> bool:
    """Whether `by_channel` is what such a convolution is."""
    return kernel.shape[-2:] == (1, groups) and groups > 1 and all(window.stride == 1 for window in windows)


def _side_by_side(ir: Any, kernel: Any, groups: int) -> Any:
    """A kernel (…, c, groups · f) for each of several groups as one for all of them, (…, groups · c, groups · f)."""
    if groups == 1:
        return kernel
    *lead, channels, filters = kernel.shape
    own = ir.reshape(ir.positions(groups), (groups, 1))
    of_filter = ir.reshape(ir.broadcast(own, (groups, filters // groups)), (filters,))
    sees = ir.reshape(ir.equal(own, of_filter), (groups, 1, filters))
    return ir.reshape(ir.mul(ir.reshape(kernel, (*lead, 1, channels, filters)), sees),
                      (*lead, groups * channels, filters))


def as_image(ir: Any, x: Any) -> Any:
    """A sequence (batch, steps, channels) as an image of one row."""
    batch, steps, channels = x.shape
    return ir.reshape(x, (batch, 1, steps, channels))
