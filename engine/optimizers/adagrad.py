"""AdaGrad."""

from engine.errors import N_
from engine.optimizers.base import Optimizer, epsilon_field, learning_rate_field, register


@register
class AdaGrad(Optimizer):
    """Divide by the root of all squared gradients so far (Duchi, Hazan, Singer 2011); ε outside the root."""

    name = "adagrad"
    title = N_("engine", "AdaGrad")
    rank = 20
    help = N_("engine", "Weights that have seen large gradients take smaller steps. The steps only ever shrink, in the "
              "end to nothing.")
    equation = r"r \leftarrow r + g^2, \quad \theta \leftarrow \theta - \eta \frac{g}{\sqrt{r} + \varepsilon}"
    reference = "torch.optim.Adagrad"
    fields = (learning_rate_field(0.1), epsilon_field(1e-10))
    slots = ("squares",)
    still = True

    def update(self, ir, settings, parameters, gradient, slots, scalars):
        squares = ir.add(slots["squares"], ir.square(gradient))
        scaled = ir.div(gradient, ir.add(ir.sqrt(squares), settings["epsilon"]))
        return ir.sub(parameters, ir.mul(scaled, scalars["learning_rate"])), {"squares": squares}
