"""Dropout: a different thinned network at every step."""

from engine import fields
from engine.errors import N_
from engine.layers.base import Layer, Passing, register


@register
class Dropout(Layer):
    """Inverted dropout (Srivastava et al. 2014): in training each number becomes 0 with probability `rate`, and the
    others are divided by 1 − rate, so that the mean stays; in evaluation nothing happens.

    As in Keras, `rate` is the part that is dropped; papers often give the part that is kept.
    """

    kind = "dropout"
    title = N_("engine", "Dropout")
    category = "regularisation"
    help = N_("engine", "Silences a random part of its inputs at every training step, another part each time, so that "
              "no unit can lean on a single other one. When the network is used, all of them speak.")
    fields = (
        fields.Real("rate", 0.5, N_("engine", "Part dropped"), minimum=0.0, maximum=0.99,
                    help=N_("engine", "The probability that a number is set to 0. Usual are 0.2 after the input (keep "
                            "0.8) and 0.5 between hidden layers (keep 0.5).")),
    )

    def output_shape(self, settings, inputs):
        return inputs[0]

    def passing(self, settings, inputs):
        return Passing.NOISE if settings["rate"] else Passing.ROWS

    def lower(self, ir, settings, inputs, parameters):
        x, rate = inputs[0], settings["rate"]
        if not ir.training or rate == 0.0:
            return x
        kept = ir.greater(ir.noise("uniform", x.shape), rate)
        return ir.mul(x, ir.mul(kept, 1.0 / (1.0 - rate)))
