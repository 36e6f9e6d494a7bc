"""Kernels of the primitives that pool: one number of every window of an image."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import product
from math import prod

from engine.device import Array
from engine.ir.value import Value
from engine.windows import Window


def _taps(windows: tuple[Window, Window], x: Array, y: Array) -> Iterator[tuple[Array, Array]]:
    """Views of the image x and of the pooled y for every tap of the two windows."""
    vertical, horizontal = windows
    for i, j in product(range(vertical.size), range(horizontal.size)):
        (r, h), (s, w) = vertical.tap(i, x.shape[-3]), horizontal.tap(j, x.shape[-2])
        yield x[..., h, w, :], y[..., r, s, :]


def max_pool(c, node: Value, inputs: Sequence[Array], out: Array) -> list:
    taps = list(_taps(node.attrs["windows"], inputs[0], out))
    if len(taps) > 1 and all(y.shape == out.shape for _, y in taps):
        (first, _), (second, _), *taps = taps
        calls = [(partial(c.xp.maximum, out=out), (first, second))]
    else:
        calls = [(out.fill, (-float("inf"),))]
    return calls + [(partial(c.xp.maximum, out=y), (y, x)) for x, y in taps]


def max_pool_scatter(c, node: Value, inputs: Sequence[Array], out: Array) -> list:
    """`left` is what no earlier tap of the window has taken; a last tap that lies inside x everywhere takes the rest.
    Windows that do not overlap write instead of adding, and those that leave no gaps need no zeros."""
    g, x, y = inputs
    scratch = c.scratch.reshape(2, *out.shape[:-3], *y.shape[-3:])
    left, share = scratch[0], scratch[1]
    windows = node.attrs["windows"]
    apart = all(window.stride >= window.reach for window in windows)
    steps = list(zip(_taps(windows, out, left), _taps(windows, x, y), _taps(windows, x, share), strict=True))
    gapless = apart and sum(target.size for (target, _), *_ in steps) == out.size
    calls = [(c.xp.copyto, (left, g))] if gapless else [(out.fill, (0,)), (c.xp.copyto, (left, g))]
    for step, ((target, rest), (element, largest), (_, part)) in enumerate(steps, start=1):
        if step == len(steps) and rest.shape == left.shape:
            part = rest
        else:
            calls += [(c.xp.equal, (element, largest, part)), (c.xp.multiply, (part, rest, part)),
                      (c.xp.subtract, (rest, part, rest))]
        calls.append((c.xp.copyto, (target, part)) if apart else (c.xp.add, (target, part, target)))
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


POOL_KERNELS = {
    function.__name__: function
    for function in (max_pool, max_pool_scatter, max_pool_gather, sum_pool, sum_pool_scatter)
}

POOL_SCRATCH = {
    "max_pool_scatter": lambda node: 2 * prod(node.shape[:-3] + node.inputs[2].shape[-3:]),
    "max_pool_gather": lambda node: 2 * prod(node.shape),
}
