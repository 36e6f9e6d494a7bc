"""Permute: the axes in another order."""

from engine import fields
from engine.errors import N_
from engine.layers.base import Layer, Passing, ShapeError, register, shape_text


@register
class Permute(Layer):
    """Axis k of the output is axis order[k] of the input, counted from 1, as in Keras: (2, 1) transposes."""

    kind = "permute"
    title = N_("engine", "Permute")
    category = "shape"
    help = N_("engine", "Puts the axes in another order; 2×1 swaps the two axes of a sequence.")
    fields = (
        fields.Shape("order", (2, 1), N_("engine", "Order of the axes"),
                     help=N_("engine", "Which axis of the input comes first, second and so on; 1 is the first.")),
    )

    def output_shape(self, settings, inputs):
        order, shape = settings["order"], inputs[0]
        if sorted(order) != list(range(1, len(shape) + 1)):
            raise ShapeError(N_("engine", "The order must name each axis from 1 to {count} once, because {shape} comes "
                                "in; it is {order}."), count=len(shape), shape=shape_text(shape),
                             order=", ".join(map(str, order)))
        return tuple(shape[axis - 1] for axis in order)

    def passing(self, settings, inputs):
        return Passing.ROWS if settings["order"][-1] == len(inputs[0]) else Passing.NUMBERS

    def lower(self, ir, settings, inputs, parameters):
        order = settings["order"]
        return ir.transpose(inputs[0], tuple(axis - 1 - len(order) for axis in order))
