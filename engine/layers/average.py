"""Average: the mean of several layers."""

from functools import reduce

from engine.errors import N_
from engine.layers.base import Layer, register
from engine.layers.merging import stretched_shape


@register
class Average(Layer):
    """(x₁ + … + x_k) / k, of one shape, in which axes of length 1 are repeated."""

    kind = "average"
    title = N_("engine", "Average")
    category = "merge"
    help = N_("engine", "The mean of layers of equal shape, number by number: several networks that vote.")
    ports = "many"

    def output_shape(self, settings, inputs):
        return stretched_shape(inputs)

    def lower(self, ir, settings, inputs, parameters):
        return ir.mul(reduce(ir.add, inputs), 1.0 / len(inputs))
