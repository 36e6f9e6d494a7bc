"""Pooling: one number from every window, or from the whole map."""

from dataclasses import replace
from itertools import pairwise

import numpy as np

from engine import fields
from engine.errors import N_
from engine.layers.base import Layer, ShapeError, register, shape_text
from engine.layers.convolving import as_image
from engine.layers.mask import apart, check_mask, masked_field
from engine.layers.windows import check_places, check_rank, padding_field, per_axis, placing_fields, windows_of
from engine.windows import Window


def _average(ir, x, windows, around=((0, 0), (0, 0))):
    """The mean over the elements of the window that are in the image, or among the zeros `around` it, which count."""
    counts = [[sum(1 for tap in range(window.size)
                   if -before <= place * window.stride + tap - window.before < length + after)
               for place in range(window.places(length))]
              for window, length, (before, after) in zip(windows, x.shape[-3:-1], around, strict=True)]
    total = ir.sum_pool(x, windows)
    for axis, numbers in ((-3, counts[0]), (-2, counts[1])):
        total = _scaled(ir, total, axis, [1.0 / number for number in numbers])
    return total


def _scaled(ir, x, axis, factors):
    """x times one factor for each place along `axis`; neighbours with equal factors share one product."""
    if len(set(factors)) == 1:
        return ir.mul(x, factors[0])
    edges = [0, *(np.flatnonzero(np.diff(factors)) + 1).tolist(), len(factors)]
    return ir.concat([ir.mul(ir.slice(x, axis, start, stop), factors[start])
                      for start, stop in pairwise(edges)], axis=axis)


_POOLS = {
    "max": lambda ir, x, windows, *around: ir.max_pool(x, windows),
    "average": _average,
    "sum": lambda ir, x, windows, *around: ir.sum_pool(x, windows),
    "min": lambda ir, x, windows, *around: ir.neg(ir.max_pool(ir.neg(x), windows)),
}

_NEVER = -1e9
"""What a step that does not count has in place of its numbers where the largest is looked for."""
_function = fields.Choice(
    "function", "max", N_("engine", "Function"),
    options={"max": N_("engine", "Maximum"), "average": N_("engine", "Average"), "sum": N_("engine", "Sum"),
             "min": N_("engine", "Minimum")},
    help=N_("engine", "What is kept of each window: the strongest answer, the mean, the sum or the weakest. The "
            "gradient of a maximum goes only to the element that won."))


def _fields(axes):
    return (
        _function,
        fields.Shape("pool_size", (2,) * axes, N_("engine", "Window"), longest=axes, largest=1_000,
                     help=N_("engine", "How large the window is, for each axis.")),
        *placing_fields(axes, (2,) * axes, padding_field("valid", "same", "same_lower", "explicit")),
        fields.Flag("ceil", False, N_("engine", "Keep the rest"),
                    help=N_("engine", "Where the windows leave a rest at the end, one more window sees what there is "
                            "of it (ceil_mode of PyTorch). Off: nothing sees it.")),
        fields.Flag("count_padding", False, N_("engine", "Zeros count in a mean"),
                    help=N_("engine", "An average takes the zeros around the input for numbers like others "
                            "(count_include_pad of PyTorch). Off, as in Keras: it is the mean of what is inside.")),
    )


class Pooling(Layer):
    """One number of every window and channel, along `axes` axes."""

    axes: int
    category = "convolution"

    def windows(self, settings, shape):
        """One window for each axis."""
        windows = windows_of(settings, shape, per_axis(settings["pool_size"], self.axes))
        if not settings["ceil"]:
            return windows
        return tuple(replace(window, after=window.after + window.rest(length))
                     for window, length in zip(windows, shape, strict=False))

    def counted(self, settings, shape):
        """The zeros before and after each axis that are numbers like others."""
        if not settings["count_padding"] or settings["function"] != "average":
            return ((0, 0),) * self.axes
        return tuple((window.before, window.after)
                     for window in windows_of(settings, shape, per_axis(settings["pool_size"], self.axes)))

    def output_shape(self, settings, inputs):
        check_rank(inputs[0], self.axes)
        windows = self.windows(settings, inputs[0])
        if any(max(window.before, window.after) >= window.size for window in windows):
            raise ShapeError(N_("engine", "Its window of {window} would see nothing but padding at the edges. Pad with "
                                "less than the window, or make it larger."),
                             window=shape_text(tuple(window.size for window in windows)))
        return (*check_places(inputs[0], windows), inputs[0][-1])

    def lower(self, ir, settings, inputs, parameters):
        x, pool = inputs[0], _POOLS[settings["function"]]
        windows, around = (find(settings, x.shape[1:]) for find in (self.windows, self.counted))
        if self.axes == 1:
            pooled = pool(ir, as_image(ir, x), (Window(1), *windows), ((0, 0), *around))
            return ir.reshape(pooled, (x.shape[0], *pooled.shape[2:]))
        return pool(ir, x, windows, around)


@register
class Pooling2D(Pooling):
    """(h, w, c) → (h', w', c)."""

    kind = "pooling2d"
    title = N_("engine", "Pooling 2-D")
    help = N_("engine", "Makes an image smaller and less sensitive to small shifts, by keeping one number of each "
              "window.")
    fields = _fields(2)
    axes = 2


@register
class Pooling1D(Pooling):
    """(steps, c) → (steps', c)."""

    kind = "pooling1d"
    title = N_("engine", "Pooling 1-D")
    help = N_("engine", "Makes a sequence shorter, by keeping one number of each window.")
    fields = _fields(1)
    axes = 1


@register
class GlobalPooling(Layer):
    """(…, c) → (c,): one number of every whole map. A `masked` one has a second input, a number for each step of a
    sequence (steps, c), that is 0 where the step does not count; where none does, it gives 0."""

    kind = "global_pooling"
    title = N_("engine", "Global pooling")
    category = "convolution"
    help = N_("engine", "Keeps one number of each whole map. It replaces Flatten and takes images of any size.")
    fields = (_function, masked_field)
    ports = "many"

    def output_shape(self, settings, inputs):
        maps, mask = apart(settings, inputs)
        if len(maps) != 1:
            raise ShapeError(N_("engine", "It takes one input, and a second that says which steps count where it skips "
                                "steps; {count} are connected."), count=len(inputs))
        if settings["masked"]:
            if len(maps[0]) != 2:
                raise ShapeError(N_("engine", "It skips steps of sequences, steps × features, and {shape} comes in."),
                                 shape=shape_text(maps[0]))
            check_mask(maps[0][0], mask)
        return maps[0][-1:]

    def lower(self, ir, settings, inputs, parameters):
        (x,), mask = apart(settings, inputs)
        batch, *places, channels = x.shape
        length = int(np.prod(places))
        if mask is not None:
            return _of_some(ir, settings["function"], x, ir.reshape(mask, (batch, length, 1)))
        if settings["function"] in ("average", "sum"):
            whole = ir.reshape(ir.sum(x, range(-len(places) - 1, -1)), (batch, channels))
            return whole if settings["function"] == "sum" else ir.mul(whole, 1.0 / length)
        row = ir.reshape(x, (batch, 1, length, channels))
        return ir.reshape(_POOLS[settings["function"]](ir, row, (Window(1), Window(length))), (batch, channels))


def _of_some(ir, function, x, mask):
    """One number of each channel (batch, channels) of the steps at which `mask` (batch, steps, 1) is not 0."""
    skipped = ir.equal(mask, 0.0)
    counted = ir.sub(1.0, skipped)
    if function in ("max", "min"):
        sign = -1.0 if function == "min" else 1.0
        pooled = ir.mul(sign, ir.max(ir.select(skipped, _NEVER, ir.mul(sign, x)), (-2,)))
        pooled = ir.mul(pooled, ir.max(counted, (-2,)))
    else:
        pooled = ir.sum(ir.select(skipped, 0.0, x), (-2,))
        if function == "average":
            pooled = ir.div(pooled, ir.maximum(ir.sum(counted, (-2,)), 1.0))
    return ir.reshape(pooled, (x.shape[0], x.shape[-1]))
