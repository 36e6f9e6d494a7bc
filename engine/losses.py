"""Losses, each with the link function that turns logits into a prediction.

A loss is computed from logits where that is the stable way. Every loss is a mean over the examples of the batch, as in
PyTorch's `reduction="mean"`; squared error carries no factor ½.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from engine.errors import N_, LaderaError

Shape = tuple[int, ...]


@dataclass(frozen=True)
class Loss:
    """One loss.

    `elements(ir, outputs, targets)` builds the losses of a batch, shape (batch, …): their mean over all elements is the
    loss. `link(ir, outputs)` builds the prediction. `task` is the kind of target it is made for.
    """

    name: str
    title: str
    task: str
    equation: str
    elements: Callable[[Any, Any, Any], Any]
    link: Callable[[Any, Any], Any]
    fewest_outputs: int = 1

    def check_shape(self, shape: Shape) -> Shape:
        """The shape of the prediction. Raises LaderaError when the loss cannot take it."""
        if shape[-1] < self.fewest_outputs:
            raise LaderaError(
                N_("engine", "Its loss needs one unit per class, at least {fewest}, but {units} comes in. Give the "
                   "layer before it one unit per class, or choose the loss for two classes."),
                fewest=self.fewest_outputs, units=shape[-1],
            )
        return shape


def _logits(ir: Any, link: str, outputs: Any) -> Any:
    """The value under `link` when the network already ends in it, the outputs themselves otherwise."""
    under = ir.under(link, outputs)
    return outputs if under is None else under


def _linked(link: str) -> Callable[[Any, Any], Any]:
    return lambda ir, outputs: outputs if ir.under(link, outputs) is not None else getattr(ir, link)(outputs)


def _squared_error(ir, outputs, targets):
    return ir.square(ir.sub(outputs, targets))


def _binary_cross_entropy(ir, outputs, targets):
    logits = _logits(ir, "sigmoid", outputs)
    return ir.sub(ir.softplus(logits), ir.mul(targets, logits))


def _categorical_cross_entropy(ir, outputs, targets):
    logits = _logits(ir, "softmax", outputs)
    return ir.neg(ir.sum(ir.mul(targets, ir.log_softmax(logits)), (-1,)))


_CATALOGUE = (
    Loss("mean_squared_error", N_("engine", "Mean squared error"), "regression",
         r"\frac{1}{N}\sum (\hat y - y)^2", _squared_error, lambda ir, outputs: outputs),
    Loss("binary_cross_entropy", N_("engine", "Binary cross-entropy"), "binary",
         r"-\frac{1}{N}\sum y \ln \hat y + (1 - y) \ln (1 - \hat y)", _binary_cross_entropy, _linked("sigmoid")),
    Loss("categorical_cross_entropy", N_("engine", "Categorical cross-entropy"), "multiclass",
         r"-\frac{1}{N}\sum \sum_c y_c \ln \hat y_c", _categorical_cross_entropy, _linked("softmax"),
         fewest_outputs=2),
)

LOSSES: Mapping[str, Loss] = MappingProxyType({row.name: row for row in _CATALOGUE})
