"""ReLU with a trained slope."""

from engine.errors import N_
from engine.layers.base import Layer, Parameter, register


@register
class PReLU(Layer):
    """max(0, x) + α min(0, x), with one trained α for each channel, the last axis (He et al. 2015).

    α begins at ¼ and is not penalised, as the paper has it and torch.nn.PReLU. It is also the activation after a dense
    layer with the identity.
    """

    kind = "prelu"
    title = N_("engine", "PReLU")
    category = "layers"
    help = N_("engine", "A ReLU that learns its own slope for negative numbers, one for each unit or channel.")
    equation = r"f(x) = \max(0, x) + \alpha\,\min(0, x)"
    derivative = r"f'(x) = [x > 0] + \alpha\,[x \le 0]"
    elementwise = True

    def output_shape(self, settings, inputs):
        return inputs[0]

    def parameters(self, settings, inputs):
        channels = inputs[0][-1]
        return (Parameter("alpha", (channels,), "quarter", channels, channels, penalised=False),)

    def lower(self, ir, settings, inputs, parameters):
        x = inputs[0]
        # min(0, x), not min(x, 0): at a tie the slope is that of the second, here α, as PyTorch has it.
        return ir.add(ir.maximum(x, 0.0), ir.mul(parameters["alpha"], ir.minimum(0.0, x)))
