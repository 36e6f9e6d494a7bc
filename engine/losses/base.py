"""What a loss is: how it compares, and the link function that turns the network's numbers into a prediction.

Every loss is a mean over the examples of the batch, as in PyTorch's `reduction="mean"`, and over the numbers of a
target where it compares them one by one.
"""

from __future__ import annotations

from typing import Any, ClassVar

from engine.errors import N_, LaderaError
from engine.registry import Registry

Shape = tuple[int, ...]


class Loss:
    """Base of all losses. Instances hold no state.

    `equation` is LaTeX in the prediction ŷ, the target y and, where the loss is computed from it, the network's
    number z. `task` is the kind of target that the loss is made for: "regression" (numbers), "binary" (0 or 1) or
    "multiclass" (a distribution over classes). `link_function` is the activation, "sigmoid" or "softmax", that the loss
    is computed under; "" where there is none.
    """

    name: ClassVar[str]
    title: ClassVar[str]
    rank: ClassVar[int] = 100  # in menus; the first of each task is the one that a new head gets
    task: ClassVar[str]
    equation: ClassVar[str]
    link_function: ClassVar[str] = ""
    fewest_outputs: ClassVar[int] = 1

    def elements(self, ir: Any, outputs: Any, targets: Any) -> Any:
        """The losses of a batch, shape (batch, …), from the network's `outputs` (batch, …): their mean is the loss."""
        raise NotImplementedError

    def link(self, ir: Any, outputs: Any) -> Any:
        """The prediction, comparable with targets: by default the link function of the outputs, not applied twice
        where the network already ends in it."""
        if not self.link_function or ir.under(self.link_function, outputs) is not None:
            return outputs
        return getattr(ir, self.link_function)(outputs)

    def logits(self, ir: Any, outputs: Any) -> Any:
        """The value under the link function where the network already ends in it, the outputs themselves otherwise."""
        under = ir.under(self.link_function, outputs)
        return outputs if under is None else under

    def check_shape(self, shape: Shape) -> Shape:
        """The shape of the prediction. Raises LaderaError when the loss cannot take it."""
        if shape[-1] < self.fewest_outputs:
            raise LaderaError(
                N_("engine", "Its loss needs one unit per class, at least {fewest}, but {units} comes in. Give the "
                   "layer before it one unit per class, or choose the loss for two classes."),
                fewest=self.fewest_outputs, units=shape[-1],
            )
        return shape


ALIASES = {"mse": "mean_squared_error", "mae": "mean_absolute_error", "bce": "binary_cross_entropy",
           "cce": "categorical_cross_entropy", "kld": "kl_divergence"}
"""Short names of losses."""

LOSSES: Registry[Loss] = Registry("losses")


def register(cls: type[Loss]) -> type[Loss]:
    """Class decorator: make the loss known under its `name`."""
    LOSSES.add(cls.name, cls(), cls.rank)
    return cls


LEARNED_AS = {"regression": "regression", "binary": "binary", "multiclass": "multiclass", "sequence": "multiclass"}
"""By the task of data what their losses are made for: each step of a sequence is one of several classes."""


def first_loss(task: str) -> str:
    """The loss that a new head gets for a task."""
    return next(name for name, loss in LOSSES.items() if loss.task == LEARNED_AS[task])
