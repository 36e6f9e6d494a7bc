"""How far a training has come, beside its weights and its history: what a project keeps of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace

import numpy as np

from engine.training.marks import Mark
from engine.training.settings import TrainingSettings
from engine.training.timeline import Checkpoint

MOST_MOMENTS = 400
"""Earlier moments that are kept with a project,"""
BUDGET = 16 * 2**20
"""and their bytes."""
MOST_STATE = 128 * 2**20
"""Bytes up to which the state of the optimizer is kept."""


@dataclass(frozen=True, eq=False)
class Progress:
    """Everything that the next step depends on is in `now`, but that its weights count only where they are those that
    are kept beside it. `moments` are earlier ones, to be looked back at, `marks` what changed on the way; the training
    is to stop after `goal` epochs."""

    now: Checkpoint
    moments: tuple[Checkpoint, ...] = ()
    marks: tuple[Mark, ...] = ()
    goal: int = 0

    @property
    def bits(self) -> tuple[object, ...]:
        """All of it in values that `==` compares bit by bit, NaN included."""
        return (self.goal, self.marks, _bits(replace(self.now, parameters=np.empty(0))), *map(_bits, self.moments))


def begun(parameters: np.ndarray, history: Mapping[str, np.ndarray] | None, settings: TrainingSettings,
          restored: int | None = None) -> Checkpoint:
    """The moment of a training of which only weights (n,) and history are known: the optimizer and all chance begin
    anew. `restored` as in a snapshot."""
    epoch, step = (int(history[name][-1]) if history and len(history[name]) else 0 for name in ("epoch", "step"))
    return Checkpoint(epoch=epoch, step=step, position=0, updates=0,
                      learning_rate=settings.optimizer_settings["learning_rate"], minibatch_loss=np.nan,
                      parameters=parameters, slots={}, order=None, shuffler=None, noise=None, device="",
                      restored=restored)


def kept(moment: Checkpoint) -> Checkpoint:
    """`moment` without what would be too much to keep: such an optimizer begins anew."""
    if sum(slot.nbytes for slot in moment.slots.values()) <= MOST_STATE:
        return moment
    return replace(moment, slots={}, updates=0)


def _bits(value: object) -> object:
    match value:
        case np.ndarray():
            return value.dtype.str, value.shape, value.tobytes()
        case Mapping():
            return tuple((name, _bits(entry)) for name, entry in sorted(value.items()))
        case float():
            return repr(value)
        case None | str() | int() | tuple():
            return value
        case _:
            return tuple((field.name, _bits(getattr(value, field.name))) for field in fields(value))
