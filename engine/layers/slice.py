"""Slice: a part of an axis."""

from engine import fields
from engine.errors import N_
from engine.layers.base import Layer, Passing, ShapeError, register, shape_text

_FARTHEST = 1_000_000


@register
class Slice(Layer):
    """Elements start … stop − 1 along one axis. Negative numbers count from the end, as in Python; a stop of 0 is the
    end itself."""

    kind = "slice"
    title = N_("engine", "Slice")
    category = "shape"
    help = N_("engine", "Lets a part through: some features, some rows of an image, the last steps of a sequence.")
    fields = (
        fields.Integer("axis", 1, N_("engine", "Axis"), minimum=1, maximum=4,
                       help=N_("engine", "Which axis is cut; 1 is the first axis of an example.")),
        fields.Integer("start", 0, N_("engine", "From"), minimum=-_FARTHEST, maximum=_FARTHEST,
                       help=N_("engine", "The first element, counted from 0; −1 is the last.")),
        fields.Integer("stop", 1, N_("engine", "To"), minimum=-_FARTHEST, maximum=_FARTHEST,
                       help=N_("engine", "The first element that is not taken; 0 is the end.")),
    )

    def output_shape(self, settings, inputs):
        shape, axis = inputs[0], settings["axis"]
        if axis > len(shape):
            raise ShapeError(N_("engine", "There is no axis {axis}: {shape} comes in."), axis=axis,
                             shape=shape_text(shape))
        length = shape[axis - 1]
        start, stop = bounds(settings, length)
        if not 0 <= start < stop <= length:
            raise ShapeError(N_("engine", "From {start} to {stop} is no part of axis {axis}, which has {length} "
                                "elements, counted from 0."), start=settings["start"], stop=settings["stop"],
                             axis=axis, length=length)
        return (*shape[:axis - 1], stop - start, *shape[axis:])

    def passing(self, settings, inputs):
        return Passing.ROWS if settings["axis"] < len(inputs[0]) else Passing.NUMBERS

    def lower(self, ir, settings, inputs, parameters):
        axis = settings["axis"] - len(inputs[0].shape)
        return ir.slice(inputs[0], axis, *bounds(settings, inputs[0].shape[axis]))


def bounds(settings, length):
    """Start and stop in an axis of `length` elements, both counted from its beginning."""
    start, stop = settings["start"], settings["stop"]
    return start + length if start < 0 else start, stop + length if stop <= 0 else stop
