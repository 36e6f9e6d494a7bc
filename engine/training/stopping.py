"""When a training stops, why, and with which weights.

As with `EarlyStopping(restore_best_weights=True)` of Keras the weights of the best epoch come back when patience ends
the training, and also when its last epoch does. Unlike there, a goal or a limit of time keeps the weights that it
stopped with: they are what the person asked for.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from engine import fields
from engine.errors import N_, LaderaError

STOPPING_FIELDS = (
    fields.Integer("patience", 0, N_("engine", "Patience (early stopping)"), minimum=0, maximum=1_000_000,
                   help=N_("engine", "Stop after this many epochs without a better validation loss; 0 never stops. It "
                           "ends the training before the network learns the noise by heart. Without a validation part "
                           "the training loss takes its place, which does not notice that.")),
    fields.Flag("restore_best", True, N_("engine", "Take the best weights back"),
                help=N_("engine", "With patience: when it ends the training, or the last epoch does, go back to the "
                        "weights of the best epoch. A goal or the time limit keeps the weights that it stopped with.")),
    fields.Real("target_loss", 0.0, N_("engine", "Stop at loss"), minimum=0.0, maximum=1e9,
                help=N_("engine", "Stop as soon as the training loss is this small; 0 for no such goal.")),
    fields.Real("target_metric", 0.0, N_("engine", "Stop at accuracy"), minimum=0.0, maximum=1.0,
                help=N_("engine", "Stop as soon as accuracy, or R², is this high: on the validation part where there "
                        "is one; 0 for no such goal.")),
    fields.Real("time_limit", 0.0, N_("engine", "Time limit"), minimum=0.0, maximum=1e7,
                help=N_("engine", "Stop after this many seconds of training; 0 for no limit.")),
)


_NO_BETTER = {
    True: N_("engine", "Stopped: no better validation loss for {patience} epochs."),
    False: N_("engine", "Stopped: no better training loss for {patience} epochs (there is no validation part)."),
}
_DONE = {
    True: N_("engine", "Done, but the validation loss was smaller before."),
    False: N_("engine", "Done, but the training loss was smaller before (there is no validation part)."),
}
"""By whether there is a validation part."""
_BACK = N_("engine", "{reason} The weights of epoch {epoch} (loss {loss:.4g}) are back.")
_ONWARDS = N_("engine", "{reason} The best was {loss:.4g}, in epoch {epoch}.")


class StopReason(LaderaError):
    """Why a training stopped; no error, but said as one: a sentence with its values. `weights` (n,) are those to go
    back to, None where the last ones stay."""

    def __init__(self, template: str, *, weights: np.ndarray | None = None, **values: object) -> None:
        super().__init__(template, **values)
        self.weights = weights

    @property
    def weights_epoch(self) -> int | None:
        """The epoch at whose end `weights` were the network's."""
        return None if self.weights is None else self.values["epoch"]


@dataclass(frozen=True, eq=False)
class Best:
    """The epoch with the smallest loss so far, that loss, the weights of then (n,), and whether the loss is that of a
    validation part."""

    epoch: int
    loss: float
    parameters: np.ndarray
    validated: bool


class Stopping:
    """Looks at each row of the history. Where there is patience, `best` is kept, and `waited` counts the epochs without
    a better loss; it starts anew after each stop, so that a training that is sent on gets its patience back."""

    def __init__(self, settings: Any) -> None:
        self._settings = settings
        self.best: Best | None = None
        self.waited = 0

    def change(self, settings: Any) -> None:
        """Go by other settings from now on. Without patience nothing is waited for any more."""
        self._settings = settings
        if not settings.patience:
            self.best, self.waited = None, 0

    def look(self, row: Mapping[str, float], seconds: float, parameters: Callable[[], np.ndarray]) -> StopReason | None:
        """The reason to stop after the epoch of `row`; None to go on. `parameters` gives the weights when needed.

        Without a validation part the training loss takes its place. A goal comes before patience: when both are there
        in the same epoch, the weights that reached the goal stay.
        """
        settings = self._settings
        validated = math.isfinite(row["validation_loss"])
        metric = row["validation_metric"] if validated else row["metric"]
        if settings.patience:
            self._count(int(row["epoch"]), row["validation_loss"] if validated else row["loss"], validated, parameters)
        if settings.target_loss and row["loss"] <= settings.target_loss:
            return StopReason(N_("engine", "Stopped: the training loss has reached {goal:g}."),
                              goal=settings.target_loss)
        if settings.target_metric and metric >= settings.target_metric:
            return StopReason(N_("engine", "Stopped: {metric:.4g} has reached the goal of {goal:g}."), metric=metric,
                              goal=settings.target_metric)
        if settings.patience and self.waited >= settings.patience:
            return self._with_best(StopReason(_NO_BETTER[validated], patience=settings.patience))
        if settings.time_limit and seconds >= settings.time_limit:
            return StopReason(N_("engine", "Stopped: {seconds:g} seconds of training are over."),
                              seconds=settings.time_limit)
        return None

    def end(self) -> StopReason | None:
        """What there is to say after the last epoch; None where its weights are the ones that are wanted."""
        if not (self.waited and self._settings.restore_best):
            return None
        return self._with_best(StopReason(_DONE[self.best.validated]))

    def _count(self, epoch: int, loss: float, validated: bool, parameters: Callable[[], np.ndarray]) -> None:
        if self.best is None or loss < self.best.loss:
            self.best, self.waited = Best(epoch, loss, parameters(), validated), 0
        else:
            self.waited += 1

    def _with_best(self, reason: StopReason) -> StopReason:
        self.waited = 0
        restored = self._settings.restore_best
        return StopReason(_BACK if restored else _ONWARDS, weights=self.best.parameters if restored else None,
                          reason=reason, epoch=self.best.epoch, loss=self.best.loss)
