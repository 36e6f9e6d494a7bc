"""Reverse: an axis from its end to its beginning."""

from engine import fields
from engine.errors import N_
from engine.layers.base import Layer, Passing, ShapeError, register, shape_text

MOST_ELEMENTS = 10_000


@register
class Reverse(Layer):
    """Element k of an axis becomes the last but k."""

    kind = "reverse"
    title = N_("engine", "Reverse")
    category = "shape"
    help = N_("engine", "Turns an axis round. A recurrent layer behind it reads a sequence from its end; turned round "
              "again and put beside one that reads forwards, that is a bidirectional layer.")
    fields = (
        fields.Integer("axis", 1, N_("engine", "Axis"), minimum=1, maximum=4,
                       help=N_("engine", "Which axis is turned round; 1 is the first axis of an example, the steps of "
                               "a sequence.")),
    )

    def output_shape(self, settings, inputs):
        shape, axis = inputs[0], settings["axis"]
        if axis > len(shape):
            raise ShapeError(N_("engine", "There is no axis {axis}: {shape} comes in."), axis=axis,
                             shape=shape_text(shape))
        if shape[axis - 1] > MOST_ELEMENTS:
            raise ShapeError(N_("engine", "It turns round at most {most} elements, and axis {axis} has {length}."),
                             most=MOST_ELEMENTS, axis=axis, length=shape[axis - 1])
        return shape

    def passing(self, settings, inputs):
        return Passing.ROWS if settings["axis"] < len(inputs[0]) else Passing.NUMBERS

    def lower(self, ir, settings, inputs, parameters):
        x = inputs[0]
        axis = settings["axis"] - len(x.shape)
        return ir.concat([ir.slice(x, axis, place, place + 1) for place in reversed(range(x.shape[axis]))], axis)
