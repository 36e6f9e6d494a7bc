"""Add: the sum of several layers, the merge of residual networks."""

from engine.errors import N_
from engine.layers.base import Layer, register
from engine.layers.merging import stretched_shape


@register
class Add(Layer):
    """x₁ + x₂ + …, of one shape, in which axes of length 1 are repeated (He et al. 2016 use it to skip layers)."""

    kind = "add"
    title = N_("engine", "Add")
    category = "merge"
    help = N_("engine", "Adds layers of equal shape. With a connection that skips layers it makes a residual block.")
    ports = "many"

    def output_shape(self, settings, inputs):
        return stretched_shape(inputs)

    def lower(self, ir, settings, inputs, parameters):
        total = inputs[0]
        for value in inputs[1:]:
            total = ir.add(total, value)
        return total
