"""Kernels of the primitives in `engine.ir.convolutions`.

In main memory every row of the result is a product for each tap of the kernel, added up inside BLAS; a GPU, which wants
few large calls, copies what all taps see side by side and multiplies once.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product
from math import prod

from engine.device import Array
from engine.ir.value import Value
from engine.ir.window_kernels import lead_of, matrix, members
from engine.windows import Window

Spans = list[tuple[int, slice, slice]]  # tap, places of the result, elements that it sees at them


def convolve(c, node: Value, inputs: Sequence[Array], out: Array) -> list:
    """See the module."""
    return [call for x, kernel, y in members(lead_of(node, 4), (inputs[0], 4), (inputs[1], 4), (out, 4))
            for call in _convolved(c, x, kernel, y, node.attrs["windows"], 1)]


def convolve_input(c, node: Value, inputs: Sequence[Array], out: Array) -> list:
    """The same the other way, with the matrices of the kernel turned round first, as BLAS is fastest with them."""
    calls = []
    for g, kernel, x in members(lead_of(node, 4), (inputs[0], 4), (inputs[1], 4), (out, 4)):
        turned = c.scratch.reshape(*kernel.shape[:2], kernel.shape[3], kernel.shape[2])
        calls += [(c.xp.copyto, (turned, kernel.swapaxes(-1, -2))),
                  *_convolved(c, g, turned, x, node.attrs["windows"], -1)]
    return calls


def convolve_kernel(c, node: Value, inputs: Sequence[Array], out: Array) -> list:
    """One product for each tap and row of the images, while the rows are near."""
    calls = []
    for x, g, kernel in members(lead_of(node, 4), (inputs[0], 4), (inputs[1], 4), (out, 4)):
        down, across = (spans(window, length, places, 1) for window, length, places
                        in zip(node.attrs["windows"], x.shape, g.shape, strict=False))
        if c.device.asynchronous:
            columns, unroll = _unrolled(c, x, g.shape[:2], node.attrs["windows"], 1)
            calls += [*unroll, *c.device.product(columns.swapaxes(0, 1), matrix(g), matrix(kernel))]
            continue
        begun: set[tuple[int, int]] = set()
        for place in range(len(g)):
            for (i, row), (j, here, there) in product(_rows(down, place), across):
                calls += c.device.product(matrix(x[row, there]).swapaxes(0, 1), matrix(g[place, here]), kernel[i, j],
                                          (i, j) in begun)
                begun.add((i, j))
        calls += [(kernel[tap].fill, (0,)) for tap in product(*map(range, kernel.shape[:2])) if tap not in begun]
    return calls


def _convolved(c, x: Array, kernel: Array, out: Array, windows: tuple[Window, Window], sign: int) -> list:
    """out[r, s] = Σ x[r ± i, s ± j] @ kernel[i, j], by rows; the tap that sees all of a row is written, and the others
    are added."""
    if c.device.asynchronous:
        columns, unroll = _unrolled(c, x, out.shape[:2], windows, sign)
        return [*unroll, *c.device.product(columns, matrix(kernel), matrix(out))]
    down, across = (spans(window, length, places, sign) for window, length, places
                    in zip(windows, x.shape, out.shape, strict=False))
    if kernel.shape[:2] == (1, 1) and x.shape[:2] == out.shape[:2] and down and across and not windows[0].before:
        return c.device.product(matrix(x), kernel[0, 0], matrix(out))
    across.sort(key=lambda span: span[1].start - span[1].stop)
    calls = []
    for place, row in enumerate(out):
        taps = [((i, j), source, here, there) for j, here, there in across for i, source in _rows(down, place)]
        begun = bool(taps) and taps[0][2] == slice(0, out.shape[1])
        calls += [] if begun else [(row.fill, (0,))]
        for number, (tap, source, here, there) in enumerate(taps):
            calls += c.device.product(matrix(x[source, there]), kernel[tap], matrix(row[here]),
                                      number > 0 or not begun)
    return calls


def spans(window: Window, length: int, places: int, sign: int) -> Spans:
    """What each tap sees along an axis of `length`, at which of `places`: forwards, or backwards with `sign` −1."""
    found = []
    for tap in range(window.size):
        offset = sign * (tap * window.dilation - window.before)
        first, stop = max(0, -offset), min(places, length - offset)
        if first < stop:
            found.append((tap, slice(first, stop), slice(first + offset, stop + offset)))
    return found


def _rows(spans: Spans, place: int) -> Iterator[tuple[int, int]]:
    """The taps that see something at one place, and what."""
    return ((tap, there.start + place - here.start) for tap, here, there in spans if here.start <= place < here.stop)


def _unrolled(c, x: Array, places: Sequence[int], windows: tuple[Window, Window], sign: int) -> tuple[Array, list]:
    """What all taps see at every place, side by side, as a matrix, and the calls that fill it."""
    down, across = (spans(window, length, count, sign)
                    for window, length, count in zip(windows, x.shape, places, strict=False))
    *_, batch, channels = x.shape
    sizes = tuple(window.size for window in windows)
    columns = c.xp.empty((*places, batch, *sizes, channels), dtype=c.dtype)
    calls = [(columns.fill, (0,))]
    for (i, rows, others), (j, here, there) in product(down, across):
        calls.append((c.xp.copyto, (columns[rows, here, :, i, j], x[others, there])))
    return columns.reshape(-1, prod(sizes) * channels), calls


CONVOLUTION_KERNELS = {function.__name__: function for function in (convolve, convolve_input, convolve_kernel)}

CONVOLUTION_SCRATCH = {"convolve_input": lambda node: prod(node.inputs[1].shape[-4:])}
