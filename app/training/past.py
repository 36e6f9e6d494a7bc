"""Earlier moments of a training, as the window sees them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from app.training.known import known
from app.training.snapshot import Snapshot
from app.training.training import Training
from engine.training import Checkpoint
from engine.training.history import COLUMNS


def moments_before(training: Training, step: int) -> tuple[int, ...]:
    """The finished epochs after which there is a moment before `step`, the present one."""
    return tuple(moment.epoch for moment in training.timeline if moment.step < step)


def seen_back_at(moment: Checkpoint, present: Snapshot, training: Training) -> Snapshot:
    """`moment` with what `present` has of it: its history and its path end there."""
    history = training.history.until(moment.epoch)
    return replace(
        present, present=present, epoch=moment.epoch, step=moment.step, batch=0, parameters=moment.parameters,
        minibatch_loss=moment.minibatch_loss, learning_rate=moment.learning_rate, minibatch=moment.minibatch,
        restored=moment.restored, history=history, path=known(present.path).until(moment.step),
        figures={} if training.spoilt_since(moment) else figures_of(history, moment.restored))


def figures_of(history: Mapping[str, np.ndarray], restored: int | None) -> dict[str, float]:
    """What the history has of the newest epoch, or of the one whose weights came back; empty where that was not
    kept."""
    epochs = history["epoch"]
    rows = slice(-1, None) if restored is None else epochs == restored
    return {name: float(history[name][rows][-1]) for name in COLUMNS} if len(epochs[rows]) else {}
