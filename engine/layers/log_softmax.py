"""The logarithm of softmax as a layer of its own."""

from engine.errors import N_
from engine.layers.base import Layer, register


@register
class LogSoftmax(Layer):
    """x − ln Σ eˣ along the last axis, as torch.nn.LogSoftmax: exact also where softmax itself is 0 to rounding.

    In front of an output with categorical cross-entropy or KL divergence it changes nothing: softmax of it is softmax.
    """

    kind = "log_softmax"
    title = N_("engine", "Log-softmax")
    category = "layers"
    rank = 11
    help = N_("engine", "The logarithms of the probabilities that softmax gives, computed without rounding small ones "
              "to 0. PyTorch's negative log-likelihood takes them; the losses here take the numbers before.")
    equation = r"y_i = x_i - \ln \sum_j e^{x_j}"
    derivative = r"\frac{\partial y_i}{\partial x_j} = [i = j] - e^{y_j}"

    def output_shape(self, settings, inputs):
        return inputs[0]

    def lower(self, ir, settings, inputs, parameters):
        return ir.log_softmax(inputs[0])
