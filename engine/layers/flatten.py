"""Flatten: from any shape to one axis."""

from math import prod

from engine.errors import N_
from engine.layers.base import Layer, Passing, register


@register
class Flatten(Layer):
    """(a, b, …) → (a·b·…,), row-major."""

    kind = "flatten"
    title = N_("engine", "Flatten")
    category = "shape"
    help = N_("engine", "Lays the numbers of an image or a sequence in one row, so that a dense layer can read them.")

    def output_shape(self, settings, inputs):
        return (prod(inputs[0]),)

    def passing(self, settings, inputs):
        return Passing.ROWS if prod(inputs[0][:-1]) == 1 else Passing.NUMBERS

    def lower(self, ir, settings, inputs, parameters):
        return ir.reshape(inputs[0], (inputs[0].shape[0], -1))
