"""Step after step, until an epoch or the training is done."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import Any

from engine.device import Device
from engine.training.history import History
from engine.training.interrupts import between_steps
from engine.training.settings import TrainingSettings
from engine.training.stopping import StopReason


def unwatched(trainer: Any) -> None:
    """What is called while nobody looks."""


class Loop(ABC):
    """The part of a `Trainer` that decides how long it steps."""

    device: Device
    settings: TrainingSettings
    history: History
    epochs_done: int
    stopped: StopReason | None

    @abstractmethod
    def step(self) -> None:
        """One minibatch."""

    @abstractmethod
    def finish(self) -> None:
        """Say that the last epoch is done."""

    def fit(self, epochs: int | None = None, *, each_step: Callable[[Any], object] = unwatched,
            each_epoch: Callable[[Any], object] = unwatched) -> History:
        """Train until the epochs of the settings are done, or for so many more; earlier where the settings give a
        reason, which is then in `stopped`. Then `finish`.

        `each_step` and `each_epoch` are called with this trainer after each. Ctrl+C, or Stop in a notebook, ends it
        after the step that is being done, and it can be called again to go on. Returns the history. Raises as `step`.
        """
        last = self.settings.epochs if epochs is None else self.epochs_done + epochs
        begun = self.epochs_done < last
        with self.device.running, between_steps() as look:
            while self.epochs_done < last:
                done = self.epochs_done
                self.step()
                each_step(self)
                if self.epochs_done > done:
                    each_epoch(self)
                    if self.stopped:
                        break
                look()
        if begun:
            self.finish()
        return self.history

    def epoch(self) -> None:
        """Steps until the end of the current epoch."""
        done = self.epochs_done
        with self.device.running:
            while self.epochs_done == done:
                self.step()
