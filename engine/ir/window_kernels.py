"""Kernels of the primitives that convolve: images unrolled, multiplied row by row, and mirrored at their edges."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby, zip_longest
from math import prod

from engine.device import Array
from engine.ir.lazy_unroll import Unrolled, scratch
from engine.ir.value import Value
from engine.windows import Window

NEAR = 2**17  # numbers that stay in the cache of a core while they are read several times


def _at(x: Array, axis: int, place: slice, last: slice | None = None) -> Array:
    """x at `place` of `axis` (counted from the end) and, where given, at `last` of the last axis."""
    index = [slice(None)] * -axis
    index[0] = place
    if last is not None:
        index[-1] = last
    return x[(Ellipsis, *index)]


def _outside(x: Array, axis: int, place: slice, last: slice | None = None) -> list:
    """Zeros before and after `place` of `axis`, in `last` of the last axis."""
    length = x.shape[axis]
    return [(_at(x, axis, rest, last).fill, (0,))
            for rest in (slice(0, place.start), slice(place.stop, length)) if rest.start < rest.stop]


def _in_one_piece(x: Array) -> bool:
    """Whether neighbours along the last but one axis are neighbours in memory."""
    return x.strides[-1] == x.dtype.itemsize and x.strides[-2] == x.shape[-1] * x.strides[-1]


def _runs(c, x: Array, start: int, count: int, stride: int, length: int) -> Array:
    """x (…, n, channels) as (…, count, length · channels): runs of `length` places, `stride` apart, from `start` on."""
    _, step = x.strides[-2:]
    channels = x.shape[-1]
    return c.device.as_strided(_at(x, -2, slice(start, None)), (*x.shape[:-2], count, length * channels),
                               (*x.strides[:-2], stride * channels * step, step))


def unroll(c, node: Value, inputs: Sequence[Array], out: Array) -> list:
    """One copy per tap; where the taps of a window lie side by side in memory, one for all windows inside x."""
    return unroll_into(c, inputs[0], out, node.attrs["axis"], node.attrs["window"])


def unroll_into(c, x: Array, out: Array, axis: int, window: Window, zeros: bool = True) -> list:
    """See `unroll`; without `zeros` what lies outside x is left as it is."""
    channels, calls = x.shape[-1], []
    if axis == -2 and window.dilation == 1 and _in_one_piece(x):
        return _unroll_runs(c, window, x, out, zeros)
    for tap in range(window.size):
        places, elements = window.tap(tap, x.shape[axis])
        columns = slice(tap * channels, (tap + 1) * channels)
        calls += _outside(out, axis, places, columns) if zeros else []
        calls.append((c.xp.copyto, (_at(out, axis, places, columns), _at(x, axis, elements))))
    return calls


def _unroll_runs(c, window: Window, x: Array, out: Array, zeros: bool) -> list:
    calls, channels = [], x.shape[-1]
    taps = [window.taps(place, x.shape[-2]) for place in range(out.shape[-2])]
    for (first, stop), group in groupby(range(len(taps)), taps.__getitem__):
        places = list(group)
        here = slice(places[0], places[-1] + 1)
        start = places[0] * window.stride - window.before + first
        columns = slice(first * channels, stop * channels)
        calls += _outside(_at(out, -2, here), -1, columns) if zeros else []
        if first < stop:
            calls.append((c.xp.copyto, (_at(out, -2, here, columns),
                                        _runs(c, x, start, len(places), window.stride, stop - first))))
    return calls


def fold(c, node: Value, inputs: Sequence[Array], out: Array) -> list:
    """One addition per tap; taps of one window that meet no other window of the same addition go together."""
    (x,), axis, window = inputs, node.attrs["axis"], node.attrs["window"]
    channels, calls = out.shape[-1], []
    side_by_side = axis == -2 and window.dilation == 1 and _in_one_piece(out)
    for first, stop, places, start in _tap_groups(window, out.shape[axis], window.stride if side_by_side else 1):
        source = _at(x, axis, places, slice(first * channels, stop * channels))
        count, length = places.stop - places.start, stop - first
        if side_by_side:
            target = _runs(c, out, start, count, window.stride, length)
        else:
            target = _at(out, axis, slice(start, start + (count - 1) * window.stride + 1, window.stride))
        if calls:
            calls.append((c.xp.add, (target, source, target)))
        elif length == window.stride:  # they leave no gaps: nothing has to be zero first
            calls = [*_outside(out, axis, slice(start, start + count * length)), (c.xp.copyto, (target, source))]
        else:
            calls = [(out.fill, (0,)), (c.xp.copyto, (target, source))]
    return calls or [(out.fill, (0,))]


def _tap_groups(window: Window, length: int, most: int) -> list[tuple[int, int, slice, int]]:
    """First tap, the one after the last, places and first element of groups of at most `most` neighbouring taps that
    fall inside at the same places, the group that covers most first. Taps that never do are left out."""
    groups: list[tuple[int, int, slice, int]] = []
    for tap in range(window.size):
        places, elements = window.tap(tap, length)
        if places.start == places.stop:
            continue
        if groups and groups[-1][1:3] == (tap, places) and tap - groups[-1][0] < most:
            groups[-1] = (groups[-1][0], tap + 1, *groups[-1][2:])
        else:
            groups.append((tap, tap + 1, places, elements.start))
    return sorted(groups, key=lambda group: (group[1] - group[0]) * (group[2].start - group[2].stop))


def _shifts(window: Window, height: int) -> list[tuple[int, slice, slice]]:
    """Tap, rows of the result and rows of the input."""
    return [(tap, *window.tap(tap, height)) for tap in range(window.size)]


def members(lead: int, *arrays: tuple[Array, int]) -> Iterator[tuple[Array, ...]]:
    """The arrays of one member after another; an array of its base rank is the same for all."""
    if not lead:
        yield tuple(array for array, _ in arrays)
        return
    for member in range(lead):
        yield tuple(array[member] if array.ndim > rank else array for array, rank in arrays)


def matrix(rows: Array) -> Array:
    """All axes but the last as one."""
    return rows.reshape(-1, rows.shape[-1])


def lead_of(node: Value, rank: int) -> int:
    """How many members a value of `rank` axes has; 0 where it has no axis for them."""
    return prod(node.shape[:-rank]) if len(node.shape) > rank else 0


def _products(c, source: Array, kernel: Array, out: Array, shifts: Sequence[tuple[int, slice, slice]],
              turned: bool) -> list:
    """out[rows] += source[others] @ kernel[tap] for every (tap, rows, others).

    Block by block, so that what several taps read is still near; in each block the tap that fills most is written, with
    zeros beside it, and the others are added.
    """
    block = len(out) if c.device.asynchronous else max(1, NEAR // source[:1].size)  # a GPU wants few large calls
    calls = []
    for start in range(0, len(out), block):
        taps = [(tap, max(rows.start, start), min(rows.stop, start + block), others.start - rows.start)
                for tap, rows, others in shifts]
        taps = sorted((row for row in taps if row[1] < row[2]), key=lambda row: row[1] - row[2])
        here = out[start:start + block]
        if not taps:
            calls.append((here.fill, (0,)))
        for place, (tap, first, stop, offset) in enumerate(taps):
            if not place:
                calls += _outside(here, -4, slice(first - start, stop - start))
            factor = kernel[tap].swapaxes(0, 1) if turned else kernel[tap]
            calls += c.device.product(matrix(source[first + offset:stop + offset]), factor,
                                      matrix(out[first:stop]), place > 0)
    return calls


def rows_product(c, node: Value, inputs: Sequence[Array], out: Array) -> list:
    """One product per row of the kernel, added up inside BLAS."""
    window, calls = node.attrs["window"], []
    for x, kernel, y in members(lead_of(node, 4), (inputs[0], 4), (inputs[1], 3), (out, 4)):
        if isinstance(x, Unrolled):
            calls += _product_in_passing(c, x, kernel, y, window)
        else:
            calls += _products(c, x, kernel, y, _shifts(window, len(x)), turned=False)
    return calls


def _product_in_passing(c, source: Unrolled, kernel: Array, out: Array, window: Window) -> list:
    """Row by row of the result; a ring of scratch holds the unrolled rows that the taps still reach."""
    x, shape = source.x, (*out.shape[1:3], kernel.shape[-2])
    ring = c.scratch.reshape(-1, *shape)
    calls, ready = [], 0
    for place in range(len(out)):
        start = place - window.before
        taps = [(tap, start + tap * window.dilation) for tap in range(window.size)]
        taps = [(tap, row) for tap, row in taps if 0 <= row < len(x)]
        for row in range(ready, max((row for _, row in taps), default=-1) + 1):
            calls += unroll_into(c, x[row], ring[row % len(ring)], -2, source.window, zeros=row < len(ring))
            ready = row + 1
        for count, (tap, row) in enumerate(taps):
            calls += c.device.product(matrix(ring[row % len(ring)]), kernel[tap], matrix(out[place]), count > 0)
        if not taps:
            calls.append((out[place].fill, (0,)))
    return calls


def rows_product_input(c, node: Value, inputs: Sequence[Array], out: Array) -> list:
    """See rows_product."""
    window, calls = node.attrs["window"], []
    for g, kernel, x in members(lead_of(node, 4), (inputs[0], 4), (inputs[1], 3), (out, 4)):
        back = [(tap, rows, places) for tap, places, rows in _shifts(window, len(x))]
        calls += _products(c, g, kernel, x, back, turned=True)
    return calls


def rows_product_kernel(c, node: Value, inputs: Sequence[Array], out: Array) -> list:
    """See rows_product. The products come in pieces; those of all taps that read the same rows come together, while the
    rows are near."""
    window, calls = node.attrs["window"], []
    for x, g, kernel in members(lead_of(node, 3), (inputs[0], 4), (inputs[1], 4), (out, 3)):
        if isinstance(x, Unrolled):
            calls += _kernel_in_passing(c, x, g, kernel, window)
            continue
        taps = [c.device.product(matrix(x[rows]).swapaxes(0, 1), matrix(g[places]), kernel[tap])
                if places.start != places.stop else [(kernel[tap].fill, (0,))]
                for tap, places, rows in _shifts(window, x.shape[0])]
        calls += [call for pieces in zip_longest(*taps) for call in pieces if call]
    return calls


def _kernel_in_passing(c, source: Unrolled, g: Array, kernel: Array, window: Window) -> list:
    """Row by row of the image, which all taps read while it is unrolled in scratch."""
    x, line = source.x, c.scratch.reshape(*g.shape[1:3], kernel.shape[-2])
    calls, begun = [], set()
    for row in range(len(x)):
        places = [(tap, row - tap * window.dilation + window.before) for tap in range(window.size)]
        places = [(tap, place) for tap, place in places if 0 <= place < len(g)]
        if places:
            calls += unroll_into(c, x[row], line, -2, source.window, zeros=not begun)
        for tap, place in places:
            calls += c.device.product(matrix(line).swapaxes(0, 1), matrix(g[place]), kernel[tap], tap in begun)
            begun.add(tap)
    return calls + [(kernel[tap].fill, (0,)) for tap in range(window.size) if tap not in begun]


def _in_the_mirror(inside: int, before: int, after: int) -> Iterator[tuple[slice, slice]]:
    """Places outside, and the `inside` ones that stand in the mirror there, the other way round."""
    if before:
        yield slice(0, before), slice(before, 0, -1)
    if after:
        last = inside - 2 - after
        yield slice(before + inside, before + inside + after), slice(inside - 2, last if last >= 0 else None, -1)


def reflect(c, node: Value, inputs: Sequence[Array], out: Array) -> list:
    """One copy of the inside, and one for each mirror."""
    (x,), axis, before, after = inputs, *_sides(node)
    inside = x.shape[axis]
    return [(c.xp.copyto, (_at(out, axis, slice(before, before + inside)), x)),
            *((c.xp.copyto, (_at(out, axis, outside), _at(x, axis, shown)))
              for outside, shown in _in_the_mirror(inside, before, after))]


def reflect_fold(c, node: Value, inputs: Sequence[Array], out: Array) -> list:
    """See reflect."""
    (g,), axis, before, after = inputs, *_sides(node)
    inside = out.shape[axis]
    calls = [(c.xp.copyto, (out, _at(g, axis, slice(before, before + inside))))]
    for outside, shown in _in_the_mirror(inside, before, after):
        target = _at(out, axis, shown)
        calls.append((c.xp.add, (target, _at(g, axis, outside), target)))
    return calls


def _sides(node: Value) -> tuple[int, int, int]:
    return node.attrs["axis"], node.attrs["before"], node.attrs["after"]


WINDOW_KERNELS = {
    function.__name__: function
    for function in (unroll, fold, rows_product, rows_product_input, rows_product_kernel, reflect, reflect_fold)
}

WINDOW_SCRATCH = {
    "rows_product": scratch,
    "rows_product_kernel": scratch,
}
