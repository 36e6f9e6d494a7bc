"""Kernels of the primitives that convolve every channel by itself: for each tap a product number by number, added up.

A few rows at a time, so that what all taps read and add to stays in the cache; a GPU takes all of them at once.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import product

from engine.device import Array
from engine.ir.convolution_kernels import spans
from engine.ir.value import Value
from engine.ir.window_kernels import lead_of, members
from engine.windows import Window

BLOCK = 2**15  # numbers of the result that are computed at a time
Tap = tuple[tuple[int, int], tuple[slice, slice], tuple[slice, slice]]


def channelwise(c, node: Value, inputs: Sequence[Array], out: Array) -> list:
    """See the module."""
    return [call for x, kernel, y in members(lead_of(node, 4), (inputs[0], 4), (inputs[1], 3), (out, 4))
            for call in _added(c, x, kernel, y, node.attrs["windows"], 1)]


def channelwise_input(c, node: Value, inputs: Sequence[Array], out: Array) -> list:
    """The same the other way."""
    return [call for g, kernel, x in members(lead_of(node, 4), (inputs[0], 4), (inputs[1], 3), (out, 4))
            for call in _added(c, g, kernel, x, node.attrs["windows"], -1)]


def channelwise_kernel(c, node: Value, inputs: Sequence[Array], out: Array) -> list:
    """What every tap gets, first for each example and channel, then for each channel."""
    calls = []
    for x, g, kernel in members(lead_of(node, 3), (inputs[0], 4), (inputs[1], 4), (out, 3)):
        of_examples = c.xp.empty((*kernel.shape[:2], *g.shape[2:]), dtype=c.dtype)
        line = c.xp.empty((1, of_examples[0, 0].size), dtype=c.dtype)
        room = c.xp.empty(_block(c, g) * g[0].size, dtype=c.dtype)
        calls.append((of_examples.fill, (0,)))
        for tap, here, there in _blocks(c, x, g, node.attrs["windows"], 1):
            size = g[here].size
            terms, total = room[:size].reshape(-1, line.size), of_examples[tap].reshape(1, -1)
            calls += [(c.xp.multiply, (x[there], g[here], room[:size].reshape(g[here].shape))),
                      *c.device.product(c.filled(1.0, (1, len(terms))), terms, line), (c.xp.add, (total, line, total))]
        calls.append((partial(c.xp.sum, axis=-2, out=kernel), (of_examples,)))
    return calls


def _added(c, x: Array, kernel: Array, out: Array, windows: tuple[Window, Window], sign: int) -> list:
    """out[r, s] = Σ x[r ± i, s ± j] · kernel[i, j]. The kernel is laid out for all examples first: long rows multiply
    quickly."""
    lines = c.xp.empty((*kernel.shape[:2], *out.shape[2:]), dtype=c.dtype)
    room = c.xp.empty(_block(c, out) * out[0].size, dtype=c.dtype)
    calls = [(c.xp.copyto, (lines, kernel[:, :, None])), (out.fill, (0,))]
    for tap, here, there in _blocks(c, x, out, windows, sign):
        target, line = out[here], lines[tap]
        terms = room[:target.size].reshape(target.shape)
        calls += [(c.xp.multiply, (x[there], line, terms)), (c.xp.add, (target, terms, target))]
    return calls


def _block(c, out: Array) -> int:
    return len(out) if c.device.asynchronous else max(1, min(len(out), BLOCK // max(1, out[0].size)))


def _blocks(c, x: Array, out: Array, windows: tuple[Window, Window], sign: int) -> Iterator[Tap]:
    """Tap, places of the result and elements of the image, a few rows of the result after the other."""
    down, across = (spans(window, length, places, sign)
                    for window, length, places in zip(windows, x.shape, out.shape, strict=False))
    step = _block(c, out)
    for start in range(0, len(out), step):
        for (i, rows, others), (j, here, there) in product(down, across):
            first, stop = max(rows.start, start), min(rows.stop, start + step)
            if first < stop:
                ahead = others.start - rows.start
                yield (i, j), (slice(first, stop), here), (slice(first + ahead, stop + ahead), there)


CHANNELWISE_KERNELS = {function.__name__: function for function in (channelwise, channelwise_input, channelwise_kernel)}
