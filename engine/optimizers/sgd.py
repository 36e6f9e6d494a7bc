"""Gradient descent, alone and with the two kinds of momentum."""

from engine.errors import N_
from engine.optimizers.base import Optimizer, learning_rate_field, momentum_field, register


@register
class SGD(Optimizer):
    """θ ← θ − ηg."""

    name = "sgd"
    title = N_("engine", "Gradient descent (SGD)")
    rank = 10
    help = N_("engine", "Steps straight downhill, by the learning rate times the gradient.")
    equation = r"\theta \leftarrow \theta - \eta g"
    reference = "torch.optim.SGD"
    fields = (learning_rate_field(0.1),)
    still = True

    def update(self, ir, settings, parameters, gradient, slots, scalars):
        return ir.sub(parameters, ir.mul(gradient, scalars["learning_rate"])), {}


@register
class Momentum(Optimizer):
    """v ← μv + g; θ ← θ − ηv (Polyak 1964, in the form of PyTorch)."""

    name = "momentum"
    title = N_("engine", "Momentum")
    rank = 10
    help = N_("engine", "A heavy ball: the gradient pushes a velocity, and the velocity moves the weights.")
    equation = r"v \leftarrow \mu v + g, \quad \theta \leftarrow \theta - \eta v"
    reference = "torch.optim.SGD(momentum=μ)"
    fields = (learning_rate_field(0.05), momentum_field(0.9))
    slots = ("velocity",)

    def update(self, ir, settings, parameters, gradient, slots, scalars):
        velocity = ir.add(ir.mul(slots["velocity"], settings["momentum"]), gradient)
        return ir.sub(parameters, ir.mul(velocity, scalars["learning_rate"])), {"velocity": velocity}


@register
class Nesterov(Optimizer):
    """v ← μv + g; θ ← θ − η(g + μv) (Nesterov 1983; Sutskever et al. 2013)."""

    name = "nesterov"
    title = N_("engine", "Nesterov momentum")
    rank = 10
    help = N_("engine", "Momentum that looks ahead: it corrects the velocity with the gradient where it is about to "
              "be.")
    equation = r"v \leftarrow \mu v + g, \quad \theta \leftarrow \theta - \eta (g + \mu v)"
    reference = "torch.optim.SGD(momentum=μ, nesterov=True)"
    fields = (learning_rate_field(0.05), momentum_field(0.9))
    slots = ("velocity",)

    def update(self, ir, settings, parameters, gradient, slots, scalars):
        velocity = ir.add(ir.mul(slots["velocity"], settings["momentum"]), gradient)
        ahead = ir.add(gradient, ir.mul(velocity, settings["momentum"]))
        return ir.sub(parameters, ir.mul(ahead, scalars["learning_rate"])), {"velocity": velocity}
