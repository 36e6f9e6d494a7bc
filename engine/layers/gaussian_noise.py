"""Gaussian noise: examples that are never twice the same."""

from engine import fields
from engine.errors import N_
from engine.layers.base import Layer, Passing, register


@register
class GaussianNoise(Layer):
    """x + σε with ε ~ N(0, 1), fresh at every training step; x in evaluation."""

    kind = "gaussian_noise"
    title = N_("engine", "Gaussian noise")
    category = "regularisation"
    help = N_("engine", "Adds random noise in training, as if there were many more examples, each a little different. "
              "In front of an autoencoder it makes a denoising one. When the network is used, there is no noise.")
    fields = (
        fields.Real("stddev", 0.1, N_("engine", "Standard deviation"), minimum=0.0, maximum=1e3,
                    help=N_("engine", "How strong the noise is, in the units of what comes in. Standardised data have "
                            "a standard deviation of 1.")),
    )

    def output_shape(self, settings, inputs):
        return inputs[0]

    def passing(self, settings, inputs):
        return Passing.NOISE if settings["stddev"] else Passing.ROWS

    def lower(self, ir, settings, inputs, parameters):
        x, deviation = inputs[0], settings["stddev"]
        if not ir.training or deviation == 0.0:
            return x
        return ir.add(x, ir.mul(ir.noise("normal", x.shape), deviation))
