"""Constant: the same numbers for every example."""

from engine import fields
from engine.errors import N_
from engine.layers.base import Layer, register


@register
class Constant(Layer):
    """An array of `shape` in which every number is `value`."""

    kind = "constant"
    title = N_("engine", "Constant")
    category = "data"
    help = N_("engine", "Gives the same number for every example. With the value 1 it is the bias unit of the old "
              "drawings: a dense layer without bias learns one from it. Subtracted from or multiplied with another "
              "layer it shifts or scales.")
    fields = (
        fields.Shape("shape", (1,), N_("engine", "Shape"),
                     help=N_("engine", "The shape of what it gives, without the batch axis.")),
        fields.Real("value", 1.0, N_("engine", "Value"), minimum=-1e9, maximum=1e9,
                    help=N_("engine", "The number that it gives.")),
    )
    ports = "none"

    def output_shape(self, settings, inputs):
        return settings["shape"]

    def lower(self, ir, settings, inputs, parameters):
        return ir.add(inputs[0], settings["value"])
