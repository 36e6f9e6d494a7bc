"""Subtract: the difference of two layers."""

from engine.errors import N_
from engine.layers.base import Layer, ShapeError, register
from engine.layers.merging import stretched_shape


@register
class Subtract(Layer):
    """x₁ − x₂, of one shape, in which axes of length 1 are repeated."""

    kind = "subtract"
    title = N_("engine", "Subtract")
    category = "merge"
    help = N_("engine", "The first layer minus the second, of equal shape: how two things that went through the same "
              "weights differ.")
    ports = "many"

    def output_shape(self, settings, inputs):
        if len(inputs) != 2:
            raise ShapeError(N_("engine", "It takes two inputs, the one to subtract from and the one to subtract; "
                                "{count} are connected."), count=len(inputs))
        return stretched_shape(inputs)

    def lower(self, ir, settings, inputs, parameters):
        return ir.sub(*inputs)
