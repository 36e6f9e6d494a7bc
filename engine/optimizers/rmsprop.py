"""RMSProp, alone and with Nesterov momentum."""

from engine import fields
from engine.errors import N_
from engine.optimizers.base import Optimizer, epsilon_field, learning_rate_field, momentum_field, register


@register
class RMSProp(Optimizer):
    """Divide by the root of a moving average of the squared gradients (Hinton 2012); ε outside the root."""

    name = "rmsprop"
    title = N_("engine", "RMSProp")
    rank = 30
    help = N_("engine", "AdaGrad that forgets: each weight is divided by the size of its recent gradients.")
    equation = (r"r \leftarrow \rho r + (1 - \rho) g^2, \quad "
                r"\theta \leftarrow \theta - \eta \frac{g}{\sqrt{r} + \varepsilon}")
    reference = "torch.optim.RMSprop"
    fields = (
        learning_rate_field(0.01),
        fields.Real("rho", 0.99, N_("engine", "ρ"), minimum=0.0, maximum=0.999999,
                    help=N_("engine", "How slowly the average of the squared gradients forgets.")),
        epsilon_field(1e-8),
    )
    slots = ("mean_square",)

    def update(self, ir, settings, parameters, gradient, slots, scalars):
        scaled, mean_square = self.scaled(ir, settings, gradient, slots)
        return ir.sub(parameters, ir.mul(scaled, scalars["learning_rate"])), {"mean_square": mean_square}

    def scaled(self, ir, settings, gradient, slots):
        """g / (√r + ε), and the new r."""
        old = slots["mean_square"]
        mean_square = ir.add(old, ir.mul(ir.sub(ir.square(gradient), old), 1.0 - settings["rho"]))
        return ir.div(gradient, ir.add(ir.sqrt(mean_square), settings["epsilon"])), mean_square


@register
class RMSPropNesterov(RMSProp):
    """RMSProp with Nesterov momentum: algorithm 8.6 of Goodfellow, Bengio and Courville (2016).

    The book evaluates the gradient at the point ahead, θ + μv. Here the weights are that point, as in PyTorch's
    Nesterov momentum, so that every gradient is that of the weights shown; both walk the same path, which a test
    checks. ε is outside the root, as in PyTorch's RMSprop, whose own momentum is not Nesterov's.
    """

    name = "rmsprop_nesterov"
    title = N_("engine", "RMSProp with Nesterov momentum")
    rank = 30
    help = N_("engine", "RMSProp whose steps also carry on, with a look ahead.")
    equation = (r"r \leftarrow \rho r + (1 - \rho) g^2, \quad v \leftarrow \mu v + \frac{g}{\sqrt{r} + \varepsilon}, "
                r"\quad \theta \leftarrow \theta - \eta \left( \frac{g}{\sqrt{r} + \varepsilon} + \mu v \right)")
    reference = "Goodfellow, Bengio, Courville: Deep Learning (2016), algorithm 8.6"
    fields = (*RMSProp.fields, momentum_field(0.9))
    slots = ("mean_square", "velocity")

    def update(self, ir, settings, parameters, gradient, slots, scalars):
        scaled, mean_square = self.scaled(ir, settings, gradient, slots)
        velocity = ir.add(ir.mul(slots["velocity"], settings["momentum"]), scaled)
        ahead = ir.add(scaled, ir.mul(velocity, settings["momentum"]))
        return (ir.sub(parameters, ir.mul(ahead, scalars["learning_rate"])),
                {"mean_square": mean_square, "velocity": velocity})
