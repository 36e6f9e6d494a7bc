"""Adamax."""

from engine.errors import N_
from engine.optimizers.adam import BETAS
from engine.optimizers.base import Optimizer, epsilon_field, learning_rate_field, register


@register
class Adamax(Optimizer):
    """Adam with the largest recent gradient in place of the root mean square (Kingma, Ba 2015, section 7.1)."""

    name = "adamax"
    title = N_("engine", "Adamax")
    rank = 60
    help = N_("engine", "Adam that divides by the largest gradient it remembers, which forgets slowly.")
    equation = (r"m \leftarrow \beta_1 m + (1 - \beta_1) g, \quad u \leftarrow \max(\beta_2 u, |g| + \varepsilon), "
                r"\quad \theta \leftarrow \theta - \frac{\eta}{1 - \beta_1^k} \frac{m}{u}")
    reference = "torch.optim.Adamax"
    fields = (learning_rate_field(0.02), *BETAS, epsilon_field(1e-8))
    slots = ("first_moment", "largest")

    def scalars(self, settings, learning_rate, step):
        return {"rate": learning_rate / (1.0 - settings["beta_1"] ** step)}

    def update(self, ir, settings, parameters, gradient, slots, scalars):
        m = slots["first_moment"]
        m = ir.add(m, ir.mul(ir.sub(gradient, m), 1.0 - settings["beta_1"]))
        largest = ir.maximum(ir.mul(slots["largest"], settings["beta_2"]),
                             ir.add(ir.abs(gradient), settings["epsilon"]))
        return (ir.sub(parameters, ir.mul(ir.div(m, largest), scalars["rate"])),
                {"first_moment": m, "largest": largest})
