"""Maximum: the largest of several layers."""

from functools import reduce

from engine.errors import N_
from engine.layers.base import Layer, register
from engine.layers.merging import stretched_shape


@register
class Maximum(Layer):
    """max(x₁, x₂, …), number by number; axes of length 1 are repeated."""

    kind = "maximum"
    title = N_("engine", "Maximum")
    category = "merge"
    help = N_("engine", "The largest of layers of equal shape, number by number; only the winner is trained. Over "
              "several dense layers it is a maxout unit.")
    ports = "many"

    def output_shape(self, settings, inputs):
        return stretched_shape(inputs)

    def lower(self, ir, settings, inputs, parameters):
        return reduce(ir.maximum, inputs)
