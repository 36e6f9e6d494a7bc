"""When a training stops before its last epoch, and why."""

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
                           "ends the training before the network learns the noise by heart.")),
    fields.Flag("restore_best", True, N_("engine", "Take the best weights back"),
                help=N_("engine", "When patience ends the training, go back to the weights of its best epoch.")),
    fields.Real("target_loss", 0.0, N_("engine", "Stop at loss"), minimum=0.0, maximum=1e9,
                help=N_("engine", "Stop as soon as the training loss is this small; 0 for no such goal.")),
    fields.Real("target_metric", 0.0, N_("engine", "Stop at accuracy"), minimum=0.0, maximum=1.0,
                help=N_("engine", "Stop as soon as accuracy, or R², is this high: on the validation part where there "
                        "is one; 0 for no such goal.")),
    fields.Real("time_limit", 0.0, N_("engine", "Time limit"), minimum=0.0, maximum=1e7,
                help=N_("engine", "Stop after this many seconds of training; 0 for no limit.")),
)


_BACK = N_("engine", "Stopped: no better loss for {patience} epochs. The weights of epoch {epoch}, with loss "
           "{loss:.4g}, are back.")
_ONWARDS = N_("engine", "Stopped: no better loss for {patience} epochs. The best was {loss:.4g}, in epoch {epoch}.")


class StopReason(LaderaError):
    """Why a training stopped; no error, but said as one: a sentence with its values."""


@dataclass(frozen=True)
class Best:
    """The epoch with the smallest loss so far, that loss, and the weights of then."""

    epoch: int
    loss: float
    parameters: np.ndarray


class Stopping:
    """Looks at each row of the history. `best` is kept while there is patience to count."""

    def __init__(self, settings: Any) -> None:
        self._settings = settings
        self.best: Best | None = None

    def look(self, row: Mapping[str, float], seconds: float, parameters: Callable[[], np.ndarray]) -> StopReason | None:
        """The reason to stop after the epoch of `row`; None to go on. `parameters` gives the weights when needed.

        Without a validation part the training loss takes its place.
        """
        settings = self._settings
        validated = math.isfinite(row["validation_loss"])
        loss = row["validation_loss"] if validated else row["loss"]
        metric = row["validation_metric"] if validated else row["metric"]
        if settings.patience:
            if self.best is None or loss < self.best.loss:
                self.best = Best(int(row["epoch"]), loss, parameters())
            elif row["epoch"] - self.best.epoch >= settings.patience:
                return StopReason(_BACK if settings.restore_best else _ONWARDS, patience=settings.patience,
                                  loss=self.best.loss, epoch=self.best.epoch)
        if settings.target_loss and row["loss"] <= settings.target_loss:
            return StopReason(N_("engine", "Stopped: the training loss has reached {goal:g}."),
                              goal=settings.target_loss)
        if settings.target_metric and metric >= settings.target_metric:
            return StopReason(N_("engine", "Stopped: {metric:.4g} has reached the goal of {goal:g}."), metric=metric,
                              goal=settings.target_metric)
        if settings.time_limit and seconds >= settings.time_limit:
            return StopReason(N_("engine", "Stopped: {seconds:g} seconds of training are over."),
                              seconds=settings.time_limit)
        return None
