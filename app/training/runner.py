"""What the engine's process does for a session: a trainer, and how far and how fast it is to go."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace

import numpy as np

from app.training.bench import Bench
from app.training.known import known
from app.training.lane import WeightSource
from app.training.meter import Meter
from app.training.past import figures_of, moments_before, seen_back_at
from app.training.shelf import Shelf
from app.training.snapshot import (
    Built,
    DeviceChanged,
    Event,
    Failed,
    Job,
    Kept,
    Snapshot,
    State,
    StateChanged,
    Wanted,
    WentBack,
)
from app.training.training import Training
from app.training.watcher import Watcher
from engine.data import Data, DataSpec, load
from engine.device import Device, get_device
from engine.errors import LaderaError
from engine.probes import Probe
from engine.training import Checkpoint, Trainer
from engine.training.stopping import StopReason

LONGEST_DEBT = 0.25
"""Seconds of steps that a limited speed makes up for when the machine was busy elsewhere; more are forgiven."""


class Runner:
    """Takes one order at a time and reports through `tell`; all calls come from one thread.

    `make`, `read` and `find_device` are the engine's; tests put others in their place.
    """

    def __init__(self, tell: Callable[[Event], None], *, make: Callable[..., Trainer] = Trainer,
                 read: Callable[[DataSpec], Data] = load, find_device: Callable[[str], Device] = get_device,
                 clock: Callable[[], float] = time.perf_counter, shelf: Shelf | None = None) -> None:
        self._tell, self._clock, self._find_device = tell, clock, find_device
        self._meter = Meter(clock)
        self._bench = Bench(self._tell_learned, shelf or Shelf(), make, read)
        self._past: tuple[Checkpoint, Snapshot] | None = None  # what is looked back at, and as what the window sees it
        self._job: Job | None = None
        self._state: State = "empty"
        self._speed: float | None = None
        self._due = 0.0
        self._one_epoch = False
        self._watcher = Watcher(clock, lambda error: tell(Failed(error)))
        self._weights_wanted = False
        self.is_waiting = False
        """Whether what is to be trained was asked back; orders have to wait until it comes."""

    @property
    def state(self) -> State:
        return self._state

    @property
    def is_busy(self) -> bool:
        """Whether there is something to do without a further order."""
        return self._state == "running" or self._is_unmeasured or self._watcher.is_behind(self._source)

    @property
    def job(self) -> int:
        """The number of the job that is answered, 0 before the first."""
        return self._job.number if self._job is not None else 0

    @property
    def epochs_done(self) -> int:
        """Finished epochs, those before the project was opened included."""
        return self._trainer.epochs_done

    @property
    def _trainer(self) -> Trainer:
        return self._bench.trainer

    @property
    def _training(self) -> Training:
        return self._bench.training

    # Orders

    def forget_left(self) -> None:
        """Another project is there: nobody can come back to the trainings that were left."""
        self._bench.forget_left()

    def build(self, job: Job, *, later: bool = False) -> None:
        """Train what `job` says from now on. What goes on with the same weights goes on running, what is taken up again
        rests. With `later` another job follows at once, and nothing is got ready for this one."""
        before = None if self._job is None else self._job.data
        self._job = job = job if job.data is not None else replace(job, data=before)
        try:
            goes_on = self._bench.choose(job, known(job.data))
        except KeyError:  # it was left long ago, and there was no room for it
            self.is_waiting, self._state, self._past = True, "empty", None
            self._tell(Wanted())
            return
        self.is_waiting = False
        if not goes_on or (self._state == "failed" and not self._bench.is_ready):
            self._state = "ready"
        if later:
            return
        problems = tuple(self._bench.prepare(job.loaded))
        self._tell(Built(job, self._bench.loaded))
        if problems:
            self._enter("empty", problems)
            return
        if self._trainer.learning_rate != job.settings.optimizer_settings["learning_rate"]:
            self._tell(WentBack(self._trainer.learning_rate))
        self._enter(self._state if self._state in ("running", "failed") else self._resting())

    def play(self) -> None:
        """Train until the last epoch; once there, for as many epochs again."""
        if self._bench.is_ready:
            training = self._training
            if self.epochs_done >= training.goal:
                training.goal = self.epochs_done + training.task.settings.epochs
            self._start(one_epoch=False)

    def pause(self) -> None:
        if self._state == "running":
            self._enter(self._resting())

    def step(self) -> None:
        """One minibatch, then rest."""
        if self._bench.is_ready:
            epochs = self.epochs_done
            self._step()
            over = self.epochs_done != epochs and self._epoch_over()
            self._enter(self._resting(), self._why() if over else ())

    def epoch(self) -> None:
        """To the end of the epoch in progress, then rest."""
        if self._bench.is_ready:
            self._start(one_epoch=True)

    def look_back(self, epoch: int) -> None:
        """Show the training as it was after `epoch`, or the newest moment before that is remembered. It rests
        meanwhile, and nothing about it changes; whatever happens to it next ends the look."""
        if not self._bench.is_ready:
            return
        self.pause()
        self._past = None
        moment = self._training.timeline.at(epoch)
        if moment is not None:
            self._past = moment, seen_back_at(moment, self._present(), self._training)

    def return_to_present(self) -> None:
        """Show the training itself again."""
        self._past = None

    def keep(self) -> None:
        """Tell what was learned, where that is not known yet."""
        if self._bench.is_known and not self._training.told:
            self._bench.settle()
            self._tell_learned(self._bench.run, self._training)

    def set_speed(self, steps_per_second: float | None) -> None:
        """At most so many steps per second, evenly spaced; None is flat out."""
        self._speed = steps_per_second
        self._due = self._clock()

    def set_device(self, name: str) -> None:
        """Move the training, optimizer and all. The device stays as it is when there is no such device."""
        try:
            device = self._find_device(name)
        except LaderaError as error:
            self._tell(Failed(error))
        else:
            if self._bench.is_ready:
                self._trainer.to_device(device)
            self._bench.device = device
        self._tell(DeviceChanged(self._bench.device.name))

    def set_threads(self, count: int) -> None:
        """Divide the examples of a step among so many threads, 0 for as many as are the fastest."""
        self._bench.threads = count
        if self._bench.is_ready:
            self._trainer.threads = count

    def watch(self, probes: tuple[Probe, ...], weights: bool = False) -> None:
        """Answer these in the snapshots from now on, as often as there is time; with `weights` all of them go along
        while a training runs."""
        self._weights_wanted = weights
        self._watcher.watch(probes)

    def give(self, key: str, raw: np.ndarray) -> None:
        """Examples (N, d) of a person's own, in their own units, that probes may be about."""
        self._watcher.give(key, raw)

    def fail(self, error: LaderaError) -> None:
        """An order or a step went wrong: rest, and say so."""
        self._tell(Failed(error))
        if not self._bench.is_ready:
            self._enter("empty", (error,))
        else:
            self._enter("failed")

    # Work

    def run(self, seconds: float) -> float:
        """Steps for about `seconds`; returns how many seconds there is nothing to do after that."""
        trainer, clock = self._trainer, self._clock
        end, steps, epochs = clock() + seconds, 0, trainer.epochs_done
        try:
            while (now := clock()) < end:
                if self._speed is not None:
                    if now < self._due:
                        return self._due - now
                    self._due = max(self._due, now - LONGEST_DEBT) + 1 / self._speed
                self._step()
                steps += 1
                if trainer.epochs_done != epochs:
                    epochs = trainer.epochs_done
                    if self._epoch_over() or self._one_epoch:
                        self._enter(self._resting(), self._why())
                        break
        finally:
            self._meter.add(steps)
        return 0.0

    def read(self, seconds: float) -> bool:
        """Answer probes for about `seconds`, and at rest measure what is not known of the weights any more; whether a
        snapshot would show more than the last one."""
        fresh = self._watcher.work(self._source, seconds, running=self._state == "running")
        if self._state != "running" and self._is_unmeasured:
            self._measure()
            return True
        return fresh

    def snapshot(self) -> Snapshot | None:
        """The training now, or the moment that is looked back at; None when there is none."""
        if not self._bench.is_ready:
            return None
        shown, source = self._present() if self._past is None else self._past[1], self._source
        return replace(shown, readings=self._watcher.readings(source), answered=not self._watcher.is_behind(source))

    def _present(self) -> Snapshot:
        """The training now, without what is answered of it."""
        trainer, training, task = self._trainer, self._training, self._training.task
        history, figures = trainer.history.columns(), training.figures
        whole = self._weights_wanted or self._state != "running"
        return Snapshot(
            job=self.job, run=self._bench.run, graph=task.graph, data=self._bench.data,
            epoch=trainer.epochs_done, step=trainer.steps_done, batch=trainer.batch, batches=trainer.steps_per_epoch,
            goal=training.goal, parameters=trainer.parameters if whole else None, path=training.path if whole else None,
            minibatch_loss=trainer.minibatch_loss, history=history,
            figures=figures_of(history, trainer.restored) if figures is None else figures, marks=training.marks,
            learning_rate=trainer.learning_rate, device=self._bench.device.name, threads=trainer.threads,
            steps_per_second=self._meter.rate if self._state == "running" else 0.0,
            moments=moments_before(training, trainer.steps_done), minibatch=trainer.minibatch,
            restored=trainer.restored)

    @property
    def _source(self) -> WeightSource | None:
        """Which weights the window sees."""
        return WeightSource(self._trainer, self._past and self._past[0]) if self._bench.is_ready else None

    def _step(self) -> None:
        trainer, training = self._trainer, self._training
        training.told, training.trained = False, True
        trainer.step()
        if training.path.wants(trainer.steps_done):
            self._bench.mark()

    def _epoch_over(self) -> bool:
        """Keep the end of an epoch, where the timeline wants it; whether the training has come to its end."""
        trainer, training = self._trainer, self._training
        training.figures = None
        if training.wants(trainer.epochs_done):
            training.remember(trainer.snapshot())
        if self.epochs_done == training.goal:
            trainer.finish()
        return bool(trainer.stopped) or self.epochs_done >= training.goal

    def _why(self) -> tuple[StopReason, ...]:
        """Why the training has stopped."""
        stopped = self._trainer.stopped
        return (stopped,) if stopped else ()

    @property
    def _is_unmeasured(self) -> bool:
        return self._bench.is_ready and self._training.figures == {} and len(self._trainer.history) > 0

    def _measure(self) -> None:
        """What the last row of the history does not say of these weights any more."""
        train, validation = self._trainer.evaluate("train"), self._trainer.evaluate("validation")
        self._training.figures = {
            "loss": train.loss, "penalty": train.penalty, "metric": train.metric, "validation_loss": validation.loss,
            "validation_metric": validation.metric}

    def _start(self, *, one_epoch: bool) -> None:
        self._one_epoch = one_epoch
        self._due = self._clock()
        self._meter.restart()
        self._enter("running")

    def _resting(self) -> State:
        if self._trainer.steps_done == 0:
            return "ready"
        return "finished" if self.epochs_done >= self._training.goal or self._trainer.stopped else "paused"

    def _enter(self, state: State, problems: tuple[LaderaError, ...] = ()) -> None:
        self._state, self._past = state, None
        if state in ("paused", "finished"):
            self._bench.mark()
        if state != "running":
            self.keep()
        self._tell(StateChanged(state, problems))

    def _tell_learned(self, run: int, training: Training) -> None:
        """Tell what a training has come to, where that is not known yet."""
        if not training.told:
            self._tell(Kept(run, training.learned(), training.trained))
            training.told, training.trained = True, False
