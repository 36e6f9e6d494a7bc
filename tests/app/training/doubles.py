"""Trainers and readers that do what they should not. The engine's process imports them by name."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

import numpy as np

from app.training.runner import Runner
from engine.data import Data, DataSpec, load
from engine.errors import NonFiniteError
from engine.training import Trainer


class BreakingTrainer(Trainer):
    """Loses its numbers at the fifth step, and breaks otherwise at the seventh."""

    def step(self) -> None:
        super().step()
        if self.steps_done == 5:
            raise NonFiniteError("The values in {layer} are no longer finite.", layer="dense_1")
        if self.steps_done == 7:
            raise ZeroDivisionError("who knows")


class ExplodingTrainer(Trainer):
    """Loses its weights at the third step."""

    def step(self) -> None:
        super().step()
        if self.steps_done == 3:
            self.set_parameters(np.full(self.parameters.size, np.nan, dtype=np.float32))
            raise NonFiniteError("{layer}", layer="dense_1")


class DyingTrainer(Trainer):
    """Takes its process with it when it is made."""

    def __init__(self, *arguments: object) -> None:
        os.kill(os.getpid(), signal.SIGKILL)


def read_when(free: Path, spec: DataSpec) -> Data:
    """The data, as soon as the file `free` is there."""
    end = time.monotonic() + 5
    while not free.exists() and time.monotonic() < end:
        time.sleep(0.01)
    return load(spec)


class ThirdEpochTrainer(Trainer):
    """Loses its numbers in the third epoch."""

    def step(self) -> None:
        if self.epochs_done == 2:
            raise NonFiniteError("{layer}", layer="dense_1")
        super().step()


def hang(_: Runner, seconds: float) -> None:
    """An order that takes long."""
    time.sleep(seconds)
