"""Gaussian sampling: a code is drawn from what an encoder says of it."""

from engine import fields
from engine.errors import N_
from engine.layers.base import Layer, ShapeError, register


@register
class GaussianSampling(Layer):
    """(…, 2k) → (…, k): the first half is the mean μ of a code, the second the logarithm of its variance, ln σ². While
    training the code is μ + σε with ε ~ N(0, 1), fresh at every step, else it is μ.

    What it adds to the loss of an example is `kl_weight` times the Kullback–Leibler divergence from N(0, 1) of all its
    numbers, ½ Σ (μ² + σ² − 1 − ln σ²) (Kingma and Welling 2014, appendix B).
    """

    kind = "gaussian_sampling"
    title = N_("engine", "Gaussian sampling")
    category = "regularisation"
    rank = 20
    help = N_("engine", "The middle of a variational autoencoder. What comes in is the mean of each number of the "
              "code, and behind them the logarithms of their variances; in training the code is drawn from that. The "
              "KL divergence from a standard normal distribution is added to the loss, so that codes stay together.")
    equation = (r"z = \mu + \sigma \odot \varepsilon, \quad \varepsilon \sim \mathcal{N}(0, 1); \quad "
                r"\beta \cdot \tfrac{1}{2} \sum (\mu^2 + \sigma^2 - 1 - \ln \sigma^2)")
    derivative = (r"\frac{\partial z}{\partial \mu} = 1, \quad "
                  r"\frac{\partial z}{\partial \ln \sigma^2} = \tfrac{1}{2} \sigma \odot \varepsilon")
    fields = (
        fields.Real("kl_weight", 0.01, N_("engine", "KL weight β"), minimum=0.0, maximum=1e3,
                    help=N_("engine", "How much the divergence counts beside the loss. Where that is a binary "
                            "cross-entropy, 1 divided by the numbers of the output makes both together the evidence "
                            "lower bound, for each of them.")),
    )

    def output_shape(self, settings, inputs):
        *places, last = inputs[0]
        if last % 2:
            raise ShapeError(N_("engine", "It needs a mean and a logarithm of the variance for each number of the "
                                "code, which is an even number of units, but {units} come in."), units=last)
        return (*places, last // 2)

    def lower(self, ir, settings, inputs, parameters):
        (x,) = inputs
        size = x.shape[-1] // 2
        mean, log_variance = ir.slice(x, -1, 0, size), ir.slice(x, -1, size, 2 * size)
        ir.expose("log_variance", log_variance)
        variance = ir.exp(log_variance)
        apart = ir.sub(ir.add(ir.square(mean), variance), ir.add(log_variance, 1.0))
        divergence = ir.mul(ir.reshape(ir.sum(apart, range(1 - len(x.shape), 0)), (x.shape[0],)), 0.5)
        ir.expose("divergence", divergence)
        if settings["kl_weight"]:
            ir.add_to_loss(ir.mul(divergence, settings["kl_weight"]))
        if not ir.training:
            return mean
        return ir.add(mean, ir.mul(ir.exp(ir.mul(log_variance, 0.5)), ir.noise("normal", mean.shape)))
