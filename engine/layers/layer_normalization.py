"""Layer normalisation."""

from engine.errors import N_
from engine.layers.base import Layer, Parameter, register
from engine.layers.normalizing import epsilon_field, moments


@register
class LayerNormalization(Layer):
    """γ (x − μ) / √(var + ε) + β with μ and var of each example along the last axis (Ba, Kiros and Hinton 2016)."""

    kind = "layer_normalization"
    title = N_("engine", "Layer normalisation")
    category = "normalisation"
    help = N_("engine", "Shifts and scales the numbers of each example, along the last axis, to mean 0 and variance 1, "
              "then to what is learned. It does not look at other examples, so it does the same in training and in "
              "use; sequences like it.")
    fields = (epsilon_field(),)

    def output_shape(self, settings, inputs):
        return inputs[0]

    def parameters(self, settings, inputs):
        features = inputs[0][-1]
        return (Parameter("gamma", (features,), "ones", features, features, penalised=False),
                Parameter("beta", (features,), "zeros", features, features, penalised=False))

    def lower(self, ir, settings, inputs, parameters):
        _, centred, variance = moments(ir, inputs[0], (-1,))
        normal = ir.div(centred, ir.sqrt(ir.add(variance, settings["epsilon"])))
        return ir.add(ir.mul(normal, parameters["gamma"]), parameters["beta"])
