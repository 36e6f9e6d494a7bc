"""Divide: the quotient of two layers."""

from engine.errors import N_
from engine.layers.base import Layer, ShapeError, register
from engine.layers.merging import stretched_shape


@register
class Divide(Layer):
    """x₁ / x₂, of one shape, in which axes of length 1 are repeated."""

    kind = "divide"
    title = N_("engine", "Divide")
    category = "merge"
    help = N_("engine", "The first layer divided by the second, number by number. Where the second may come near 0, "
              "the quotient and its gradient grow without bound.")
    ports = "many"

    def output_shape(self, settings, inputs):
        if len(inputs) != 2:
            raise ShapeError(N_("engine", "It takes two inputs, the one to divide and the one to divide by; {count} "
                                "are connected."), count=len(inputs))
        return stretched_shape(inputs)

    def lower(self, ir, settings, inputs, parameters):
        return ir.div(*inputs)
