"""Earlier moments of a training, as the window sees them."""

from __future__ import annotations

from dataclasses import replace

from app.training.record import Record
from app.training.snapshot import Snapshot
from engine.training import Snapshot as Moment
from engine.training import Timeline, Trainer


def moments_before(trainer: Trainer, timeline: Timeline, record: Record) -> tuple[int, ...]:
    """The finished epochs, counted as `record` does, after which there is a moment before the present one."""
    epochs = timeline.epochs
    if epochs and epochs[-1] * trainer.steps_per_epoch >= trainer.steps_done:
        epochs = epochs[:-1]
    return tuple(record.epochs + epoch for epoch in epochs) if record.epochs else epochs


def seen_back_at(moment: Moment, present: Snapshot, record: Record, restored: int | None) -> Snapshot:
    """`moment` with what `present` has of it: its history and its path end there; `restored` as in a snapshot."""
    rows = record.rows_before + moment.rows
    return replace(
        present, present=present, epoch=record.epochs + moment.epoch, step=record.steps + moment.step, batch=0,
        parameters=moment.parameters, minibatch_loss=moment.minibatch_loss, learning_rate=moment.learning_rate,
        minibatch=moment.minibatch, restored=restored,
        history=present.history.table.first(rows),
        path=present.path.until(moment.step))
