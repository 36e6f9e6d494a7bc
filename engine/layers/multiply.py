"""Multiply: the product of several layers, number by number."""

from functools import reduce

from engine.errors import N_
from engine.layers.base import Layer, register
from engine.layers.merging import equal_shape


@register
class Multiply(Layer):
    """x₁ ∘ x₂ ∘ …, all of one shape."""

    kind = "multiply"
    title = N_("engine", "Multiply")
    category = "merge"
    help = N_("engine", "Multiplies layers of equal shape, number by number. After a sigmoid, one input becomes a gate "
              "for the other.")
    ports = "many"

    def output_shape(self, settings, inputs):
        return equal_shape(inputs)

    def lower(self, ir, settings, inputs, parameters):
        return reduce(ir.mul, inputs)
