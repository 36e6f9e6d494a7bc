"""Nadam."""

from functools import lru_cache

from engine import fields
from engine.errors import N_
from engine.optimizers.adam import BETAS
from engine.optimizers.base import Optimizer, epsilon_field, learning_rate_field, register

NEGLIGIBLE = 2.0 ** -60  # 1 less this is 1


@register
class Nadam(Optimizer):
    """Adam with Nesterov momentum that warms up, μ_k = β₁(1 − ½·0.96^{kψ}) (Dozat 2016)."""

    name = "nadam"
    title = N_("engine", "Nadam")
    rank = 70
    help = N_("engine", "Adam with a look ahead, as Nesterov momentum has it.")
    equation = (r"m \leftarrow \beta_1 m + (1 - \beta_1) g, \quad v \leftarrow \beta_2 v + (1 - \beta_2) g^2, \quad "
                r"\mu_k = \beta_1 (1 - \tfrac{1}{2} 0.96^{k \psi}), \quad \theta \leftarrow \theta - \eta "
                r"\frac{\mu_{k+1} m / (1 - \prod_{i \le k+1} \mu_i) + (1 - \mu_k) g / (1 - \prod_{i \le k} \mu_i)}"
                r"{\sqrt{v / (1 - \beta_2^k)} + \varepsilon}")
    reference = "torch.optim.NAdam"
    fields = (
        learning_rate_field(0.01), *BETAS, epsilon_field(1e-8),
        fields.Real("momentum_decay", 0.004, N_("engine", "ψ"), minimum=0.0, maximum=1.0,
                    help=N_("engine", "How quickly the momentum rises from half of β₁ to β₁.")),
    )
    slots = ("first_moment", "second_moment")

    def scalars(self, settings, learning_rate, step):
        beta, decay = settings["beta_1"], settings["momentum_decay"]
        now, ahead = _product(beta, decay, step), _product(beta, decay, step + 1)
        return {
            "momentum_rate": learning_rate * _momentum(beta, decay, step + 1) / (1.0 - ahead),
            "gradient_rate": learning_rate * (1.0 - _momentum(beta, decay, step)) / (1.0 - now),
            "correction": 1.0 / (1.0 - settings["beta_2"] ** step),
        }

    def update(self, ir, settings, parameters, gradient, slots, scalars):
        m, v = slots["first_moment"], slots["second_moment"]
        m = ir.add(m, ir.mul(ir.sub(gradient, m), 1.0 - settings["beta_1"]))
        v = ir.add(v, ir.mul(ir.sub(ir.square(gradient), v), 1.0 - settings["beta_2"]))
        ahead = ir.add(ir.mul(m, scalars["momentum_rate"]), ir.mul(gradient, scalars["gradient_rate"]))
        spread = ir.add(ir.sqrt(ir.mul(v, scalars["correction"])), settings["epsilon"])
        return ir.sub(parameters, ir.div(ahead, spread)), {"first_moment": m, "second_moment": v}


def _momentum(beta: float, decay: float, step: int) -> float:
    """μ_step."""
    return beta * (1.0 - 0.5 * 0.96 ** (step * decay))


def _product(beta: float, decay: float, step: int) -> float:
    """μ₁ · … · μ_step."""
    products = _products(beta, decay)
    return products[step] if step < len(products) else 0.0


@lru_cache(maxsize=16)
def _products(beta: float, decay: float) -> tuple[float, ...]:
    """The products of the first 0, 1, 2, … momenta, as far as they are not negligible."""
    products = [1.0]
    while products[-1] > NEGLIGIBLE:
        products.append(products[-1] * _momentum(beta, decay, len(products)))
    return tuple(products)
