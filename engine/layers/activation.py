"""An activation function as a layer of its own."""

from engine.errors import N_
from engine.layers.activations import activated, activation_field
from engine.layers.base import Layer, Passing, register


@register
class Activation(Layer):
    """y = f(x), element by element."""

    kind = "activation"
    title = N_("engine", "Activation")
    category = "layers"
    rank = 1
    help = N_("engine", "Bends each number with a function. Without it any stack of dense layers is one dense layer.")
    fields = (activation_field("relu", key="function"),)

    def output_shape(self, settings, inputs):
        return inputs[0]

    def ends_in(self, settings):
        return settings["function"]

    def passing(self, settings, inputs):
        return Passing.ROWS if settings["function"] == "identity" else Passing.CHANGED

    def lower(self, ir, settings, inputs, parameters):
        x, turn = ir.as_it_lies(inputs[0])
        return turn(activated(ir, settings["function"], x, turn))
