"""Adadelta."""

from engine import fields
from engine.errors import N_
from engine.optimizers.base import Optimizer, epsilon_field, learning_rate_field, register


@register
class Adadelta(Optimizer):
    """RMSProp whose steps are measured in the size of the steps before (Zeiler 2012); ε inside both roots."""

    name = "adadelta"
    title = N_("engine", "Adadelta")
    rank = 40
    help = N_("engine", "Finds its own step size from the steps before, so that a learning rate of 1 serves.")
    equation = (r"r \leftarrow \rho r + (1 - \rho) g^2, \quad "
                r"d = \frac{\sqrt{u + \varepsilon}}{\sqrt{r + \varepsilon}} g, \quad "
                r"u \leftarrow \rho u + (1 - \rho) d^2, \quad \theta \leftarrow \theta - \eta d")
    reference = "torch.optim.Adadelta"
    fields = (
        learning_rate_field(1.0),
        fields.Real("rho", 0.9, N_("engine", "ρ"), minimum=0.0, maximum=0.999999,
                    help=N_("engine", "How slowly the averages of the squared gradients and steps forget.")),
        epsilon_field(1e-6),
    )
    slots = ("mean_square", "mean_square_step")

    def update(self, ir, settings, parameters, gradient, slots, scalars):
        forget, floor = 1.0 - settings["rho"], settings["epsilon"]
        r, u = slots["mean_square"], slots["mean_square_step"]
        r = ir.add(r, ir.mul(ir.sub(ir.square(gradient), r), forget))
        step = ir.mul(ir.div(ir.sqrt(ir.add(u, floor)), ir.sqrt(ir.add(r, floor))), gradient)
        u = ir.add(u, ir.mul(ir.sub(ir.square(step), u), forget))
        return (ir.sub(parameters, ir.mul(step, scalars["learning_rate"])),
                {"mean_square": r, "mean_square_step": u})
