"""Reshape: the same numbers in another shape."""

from math import prod

from engine import fields
from engine.errors import N_
from engine.layers.base import Layer, Passing, ShapeError, register, shape_text


@register
class Reshape(Layer):
    """Any shape → `shape`, row-major, with as many numbers."""

    kind = "reshape"
    title = N_("engine", "Reshape")
    category = "shape"
    help = N_("engine", "Gives the same numbers another shape, in the same order: 64 numbers become an image of 8×8×1, "
              "or a sequence of 8 steps with 8 numbers.")
    fields = (
        fields.Shape("shape", (2, 1), N_("engine", "Shape"),
                     help=N_("engine", "The new shape of one example, without the batch axis. Its product must be the "
                             "count of numbers that come in.")),
    )

    def output_shape(self, settings, inputs):
        shape = settings["shape"]
        if prod(shape) != prod(inputs[0]):
            raise ShapeError(N_("engine", "{shape} has {wanted} numbers, but {given} has {count}."),
                             shape=shape_text(shape), wanted=prod(shape), given=shape_text(inputs[0]),
                             count=prod(inputs[0]))
        return shape

    def passing(self, settings, inputs):
        return Passing.ROWS if settings["shape"][-1] == inputs[0][-1] else Passing.NUMBERS

    def lower(self, ir, settings, inputs, parameters):
        return ir.reshape(inputs[0], (inputs[0].shape[0], *settings["shape"]))
