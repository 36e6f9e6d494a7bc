"""Batch normalisation."""

from engine import fields
from engine.errors import N_
from engine.layers.base import Layer, Parameter, register
from engine.layers.normalizing import epsilon_field, moments


@register
class BatchNormalization(Layer):
    """γ (x − μ) / √(var + ε) + β for each channel, the last axis (Ioffe and Szegedy 2015).

    In training, μ and var are those of the batch over all other axes, var being the mean of the squares (not divided by
    N − 1); the moving averages follow them: moving ← momentum · moving + (1 − momentum) · batch. In evaluation, and
    when the layer is frozen, the moving averages take their place. All as in Keras; PyTorch counts its momentum from
    the other end (0.01 for 0.99) and lets the variance divided by N − 1 into its moving average.
    """

    kind = "batch_normalization"
    title = N_("engine", "Batch normalisation")
    category = "normalisation"
    help = N_("engine", "Shifts and scales each channel to mean 0 and variance 1 over the batch, then to a mean and a "
              "spread that are learned. Deep networks train faster with it. When the network is used, it takes the "
              "averages that it kept while training.")
    fields = (
        fields.Real("momentum", 0.99, N_("engine", "Momentum of the averages"), minimum=0.0, maximum=0.9999,
                    help=N_("engine", "How slowly the moving mean and variance follow the batches. Lower it when "
                            "training takes few steps.")),
        epsilon_field(),
    )

    def output_shape(self, settings, inputs):
        return inputs[0]

    def parameters(self, settings, inputs):
        channels = inputs[0][-1]
        return tuple(
            Parameter(role, (channels,), initializer, channels, channels, penalised=False, trainable=trainable,
                      positive=role == "moving_variance")
            for role, initializer, trainable in (("gamma", "ones", True), ("beta", "zeros", True),
                                                 ("moving_mean", "zeros", False), ("moving_variance", "ones", False)))

    def lower(self, ir, settings, inputs, parameters):
        x, turn = ir.as_it_lies(inputs[0])
        rows = ir.reshape(x, (-1, x.shape[-1]))
        if ir.training and settings["trainable"]:
            mean, centred, variance = moments(ir, rows, (-2,))
            self._follow(ir, settings, parameters["moving_mean"], mean)
            self._follow(ir, settings, parameters["moving_variance"], variance)
        else:
            centred, variance = ir.sub(rows, parameters["moving_mean"]), parameters["moving_variance"]
        scale = ir.div(parameters["gamma"], ir.sqrt(ir.add(variance, settings["epsilon"])))
        return turn(ir.reshape(ir.add(ir.mul(centred, scale), parameters["beta"]), x.shape))

    @staticmethod
    def _follow(ir, settings, average, batch):
        """Where several layers share the averages, each moves them on from where the one before left them."""
        momentum = settings["momentum"]
        before = ir.assignments.get(average, average)
        ir.assign(average, ir.add(ir.mul(before, momentum), ir.mul(ir.reshape(batch, average.shape), 1.0 - momentum)))
