"""Multiply: the product of several layers, number by number."""

from functools import reduce

from engine.errors import N_
from engine.layers.base import Layer, register
from engine.layers.merging import stretched_shape


@register
class Multiply(Layer):
    """x₁ ∘ x₂ ∘ …, of one shape, in which axes of length 1 are repeated."""

    kind = "multiply"
    title = N_("engine", "Multiply")
    category = "merge"
    help = N_("engine", "Multiplies layers of equal shape, number by number. After a sigmoid, one input becomes a gate "
              "for the other; a gate of 1×1×8 opens and closes the 8 channels of an image.")
    ports = "many"

    def output_shape(self, settings, inputs):
        return stretched_shape(inputs)

    def lower(self, ir, settings, inputs, parameters):
        return reduce(ir.mul, inputs)
