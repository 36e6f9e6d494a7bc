"""Concatenate: several layers side by side."""

from engine.errors import N_
from engine.layers.base import Layer, Passing, register
from engine.layers.merging import joined_shape


@register
class Concatenate(Layer):
    """[x₁, x₂, …] along the last axis."""

    kind = "concatenate"
    title = N_("engine", "Concatenate")
    category = "merge"
    help = N_("engine", "Puts layers side by side along the last axis; the other axes must agree.")
    ports = "many"

    def output_shape(self, settings, inputs):
        return joined_shape(inputs)

    def passing(self, settings, inputs):
        return Passing.NUMBERS

    def lower(self, ir, settings, inputs, parameters):
        return ir.concat(inputs, axis=-1)
