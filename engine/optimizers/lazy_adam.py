"""Adam that leaves alone what a minibatch has not seen."""

import math

from engine.errors import N_
from engine.optimizers.adam import Adam
from engine.optimizers.base import register


@register
class LazyAdam(Adam):
    """Adam whose averages and weights move only in the rows of an embedding that the minibatch has looked up.

    A row that is not looked up keeps its averages, and momentum does not carry it on. All weights that are no rows of a
    table are moved at every step. As in PyTorch, ε is added to the root before its correction.
    """

    name = "lazy_adam"
    title = N_("engine", "Lazy Adam")
    rank = 50
    help = N_("engine", "Adam that moves only the words of an embedding that the minibatch has seen: weights and "
              "averages of the others stay as they are. For large vocabularies much faster than Adam, and not quite "
              "the same. Without an embedding it does what Adam does.")
    equation = (r"m \leftarrow \beta_1 m + (1 - \beta_1) g, \quad v \leftarrow \beta_2 v + (1 - \beta_2) g^2, \quad "
                r"\theta \leftarrow \theta - \eta \frac{\sqrt{1 - \beta_2^k}}{1 - \beta_1^k} "
                r"\frac{m}{\sqrt{v} + \varepsilon}")
    reference = "torch.optim.SparseAdam"
    lazy = True

    def scalars(self, settings, learning_rate, step):
        root = math.sqrt(1.0 - settings["beta_2"] ** step)
        return {"rate": learning_rate * root / (1.0 - settings["beta_1"] ** step), "floor": settings["epsilon"]}
