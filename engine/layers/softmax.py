"""Softmax as a layer of its own."""

from engine.errors import N_
from engine.layers.base import Layer, register


@register
class Softmax(Layer):
    """eˣ / Σ eˣ along the last axis.

    In front of an output with categorical cross-entropy or KL divergence it changes nothing: those losses apply
    softmax themselves, and not twice.
    """

    kind = "softmax"
    title = N_("engine", "Softmax")
    category = "layers"
    help = N_("engine", "Turns numbers into probabilities: all positive, with sum 1. The largest number takes most. "
              "The losses for several classes do this by themselves.")
    equation = r"y_i = \frac{e^{x_i}}{\sum_j e^{x_j}}"
    derivative = r"\frac{\partial y_i}{\partial x_j} = y_i \left([i = j] - y_j\right)"

    def output_shape(self, settings, inputs):
        return inputs[0]

    def ends_in(self, settings):
        return "softmax"

    def lower(self, ir, settings, inputs, parameters):
        return ir.softmax(inputs[0])
