"""Adam, and Adam with decoupled weight decay."""

import math

from engine import fields
from engine.errors import N_
from engine.optimizers.base import Optimizer, epsilon_field, learning_rate_field, register

BETAS = (
    fields.Real("beta_1", 0.9, N_("engine", "β₁"), minimum=0.0, maximum=0.9999,
                help=N_("engine", "How slowly the average of the gradients forgets.")),
    fields.Real("beta_2", 0.999, N_("engine", "β₂"), minimum=0.0, maximum=0.999999,
                help=N_("engine", "How slowly the average of the squared gradients forgets.")),
)


@register
class Adam(Optimizer):
    """Moving averages of the gradient and of its square, both corrected for their start at zero (Kingma, Ba 2015)."""

    name = "adam"
    title = N_("engine", "Adam")
    rank = 50
    help = N_("engine", "Gives each weight its own step size, from the average and the spread of its gradients. A good "
              "first choice.")
    equation = (r"m \leftarrow \beta_1 m + (1 - \beta_1) g, \quad v \leftarrow \beta_2 v + (1 - \beta_2) g^2, \quad "
                r"\theta \leftarrow \theta - \eta \frac{m / (1 - \beta_1^k)}{\sqrt{v / (1 - \beta_2^k)} + \varepsilon}")
    reference = "torch.optim.Adam"
    fields = (learning_rate_field(0.01), *BETAS, epsilon_field(1e-8))
    slots = ("first_moment", "second_moment")

    def scalars(self, settings, learning_rate, step):
        root = math.sqrt(1.0 - settings["beta_2"] ** step)
        return {"rate": learning_rate * root / (1.0 - settings["beta_1"] ** step), "floor": settings["epsilon"] * root}

    def update(self, ir, settings, parameters, gradient, slots, scalars):
        # The correction of v is taken out of the root and into `rate` and `floor`: two operations fewer, same result.
        m, v = slots["first_moment"], slots["second_moment"]
        m = ir.add(m, ir.mul(ir.sub(gradient, m), 1.0 - settings["beta_1"]))
        v = ir.add(v, ir.mul(ir.sub(ir.square(gradient), v), 1.0 - settings["beta_2"]))
        step = ir.mul(ir.div(m, ir.add(ir.sqrt(v), scalars["floor"])), scalars["rate"])
        return ir.sub(parameters, step), {"first_moment": m, "second_moment": v}


@register
class AdamW(Adam):
    """Adam, with all weights shrunk by 1 − ηλ before each step (Loshchilov, Hutter 2019).

    Unlike an L2 penalty, the decay does not pass through Adam's division by the spread of the gradients. As in PyTorch
    it reaches every weight, biases too.
    """

    name = "adamw"
    title = N_("engine", "AdamW")
    rank = 50
    help = N_("engine", "Adam with weight decay: all weights shrink a little in each step, by the same share.")
    equation = r"\theta \leftarrow (1 - \eta \lambda) \theta, \quad " + Adam.equation
    reference = "torch.optim.AdamW"
    fields = (
        *Adam.fields,
        fields.Real("weight_decay", 0.01, N_("engine", "Weight decay"), minimum=0.0, maximum=1e3, logarithmic=True,
                    help=N_("engine", "λ: times the learning rate, the share that all weights lose in each step.")),
    )

    def scalars(self, settings, learning_rate, step):
        return super().scalars(settings, learning_rate, step) | {"kept": 1.0 - learning_rate * settings["weight_decay"]}

    def update(self, ir, settings, parameters, gradient, slots, scalars):
        return super().update(ir, settings, ir.mul(parameters, scalars["kept"]), gradient, slots, scalars)
